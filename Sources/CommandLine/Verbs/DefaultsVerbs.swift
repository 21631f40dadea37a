import EntenteProtocol

/// The verbs about what organizations permit where they have no agreement, and about what there is to permit.
enum DefaultsVerbs {
    static let group = VerbTree.group(
        "defaults", summary: "What an organization permits where no partnership is enabled.",
        [.request(show), .request(set), .request(presets)])

    static let interactionGroup = VerbTree.group(
        "interaction", summary: "The catalog of interactions.", [.request(list), .request(register)])

    private static let organization = Parameter.argument("ORGANIZATION", "organization", "its id")

    static let show = RequestVerb(
        "show", .getDefaults, "Shows an organization's default table.", [organization],
        shows: .card(of: "defaults"),
        notes: "incoming: they act on us; outgoing: we act on them. The other organization cannot see it.",
        examples: ["entente defaults show acme"])

    static let set = RequestVerb(
        "set", .setDefaults, "Sets an organization's default table, or a part of it.",
        [organization, .flag("preset", "preset", "a named table: full, limited or restricted")]
            + PartnershipVerbs.states(of: "table"),
        shows: .card(of: "defaults"), notes: "Interactions that are not named stay as they are.",
        examples: [
            "entente defaults set acme --preset restricted --actor ada",
            "entente defaults set acme --incoming chat.start=allow --both calendar.preview=deny",
        ])

    static let presets = RequestVerb(
        "presets", .listPresets, "Shows what the presets stand for.",
        shows: .rows(PresetTerms.self, none: "there are no presets") { presets in
            var table = TextTable([
                "preset", "interaction", "in terms", "incoming default", "outgoing default",
            ])
            for preset in presets {
                for terms in preset.terms {
                    let entry = preset.table.first { $0.interaction == terms.interaction }
                    table.add([
                        TextTable.Cell(preset.preset.name), TextTable.Cell(terms.interaction),
                        VerdictText(terms.outgoing).cell, VerdictText(entry?.incoming).cell,
                        VerdictText(entry?.outgoing).cell,
                    ])
                }
            }
            return table
        }, examples: ["entente defaults presets"])

    static let list = RequestVerb(
        "list", .listInteractions, "Lists the interactions there are.",
        shows: .table(
            ["code", "name", "category", "askAllowed", "weCan"], none: "there are no interactions"),
        examples: ["entente interaction list"])

    static let register = RequestVerb(
        "register", .registerInteraction, "Adds an interaction to the catalog.",
        [
            .argument("NAME", "name", "two words with a dot between: `document.sign`"),
            .required("category", "category", "what it belongs to"),
            .flag("ask-allowed", "askAllowed", "let it be `ask`"),
        ], shows: .card(of: "interaction"),
        notes: "It is denied everywhere until a table or terms say otherwise. The catalog takes 32.",
        examples: ["entente interaction register document.sign --category documents --ask-allowed"])
}
