import EntenteProtocol

/// The verbs about organizations.
enum OrganizationVerbs {
    static let group = VerbTree.group(
        "org", summary: "Organizations, and what they set for their people.",
        [
            .request(create), .request(show), .request(list), .request(update), .request(suspend),
            .request(resume),
            .group(
                "rights", summary: "The level that each right needs at least.",
                [.request(showRights), .request(setRights)]),
            .group(
                "floors", summary: "The level that each interaction needs at least.",
                [.request(showFloors), .request(setFloors)]),
        ])

    /// What a command answers with: the settings have verbs of their own.
    private static let plain = AnswerView.card(
        of: "organization",
        ["id", "name", "emailDomains", "enterprisePermissions", "relationshipPolicy", "suspended", "version"])

    private static let id = Parameter.argument("ID", "id", "the organization")
    private static let organization = Parameter.argument("ORGANIZATION", "organization", "its id")

    static let create = RequestVerb(
        "create", .createOrganization, "Creates an organization.",
        [
            .optionalArgument("ID", "id", "its id; the service makes one if it is left out"),
            .required("name", "name", "what people call it"),
            .flag("email-domain", "emailDomains", "a mail domain of its people, for information"),
        ], shows: plain,
        notes: """
            It starts with the location `default`, the default table that presets call limited, and the usual \
            rights.
            """,
        examples: ["entente org create acme --name Acme --email-domain acme.example"])

    static let show = RequestVerb(
        "show", .getOrganization, "Shows an organization with all its settings.", [id],
        shows: .card(of: "organization"), examples: ["entente org show acme"])

    static let list = RequestVerb(
        "list", .listOrganizations, "Lists the organizations.",
        shows: .table(
            ["id", "name", "emailDomains", "enterprisePermissions", "suspended", "version"],
            none: "there is no organization"),
        examples: ["entente org list", "entente org list --limit 10 --json"])

    static let update = RequestVerb(
        "update", .updateOrganization, "Changes an organization's name, mail domains or policies.",
        [
            id, .flag("name", "name", "what people call it"),
            .flag("email-domain", "emailDomains", "a mail domain of its people; replaces those it had"),
            .flag("clear-email-domains", "emailDomains", as: .empty, "take all its mail domains away"),
            .flag(
                "enterprise-permissions", "enterprisePermissions",
                "whether only enterprise administrators manage users and teams"),
            .flag(
                "relationship-policy", "relationshipPolicy", "what people may set their relationships to"),
        ], shows: plain,
        notes: "What is not named stays as it is.",
        examples: [
            "entente org update acme --enterprise-permissions true --actor ada",
            "entente org update acme --relationship-policy extend-only --clear-email-domains",
        ])

    static let suspend = RequestVerb(
        "suspend", .suspendOrganization, "Suspends an organization: its people may do nothing.", [id],
        shows: plain, examples: ["entente org suspend acme"])

    static let resume = RequestVerb(
        "resume", .resumeOrganization, "Lets a suspended organization go on.", [id],
        shows: plain, examples: ["entente org resume acme"])

    // MARK: - What relationships permit

    static let showRights = RequestVerb(
        "show", .getOrganization, "Shows the level that each right needs at least.", [id],
        shows: .card(of: "organization", ["minimums"]), examples: ["entente org rights show acme"])

    static let setRights = RequestVerb(
        "set", .setRightsMatrix, "Sets the level that rights need at least.",
        [
            organization,
            .arguments(
                "RIGHT=LEVEL", "minimums", as: .entry(keys: ["right"], values: ["level"]),
                "a right and its minimum"),
        ], shows: .card(of: "organization", ["minimums"]),
        notes: "Rights that are not named stay as they are. `org rights show` lists them all.",
        examples: [
            "entente org rights set acme presence.read-symbol=employee call.pick-up=assistant --actor ada"
        ])

    static let showFloors = RequestVerb(
        "show", .getOrganization, "Shows the level that each interaction needs at least.", [id],
        shows: .custom(GetOrganizationRequest.self) { _, answer, console in
            showFloors(answer.organization, on: console)
        }, examples: ["entente org floors show acme"])

    static let setFloors = RequestVerb(
        "set", .setInteractionFloors, "Sets the level that interactions with its people need at least.",
        [
            organization,
            .arguments(
                "INTERACTION=LEVEL", "floors", as: .entry(keys: ["interaction"], values: ["level"]),
                "an interaction and its floor"),
        ],
        shows: .custom(SetInteractionFloorsRequest.self) { _, answer, console in
            showFloors(answer.organization, on: console)
        },
        notes: """
            An interaction is refused where what the target is to the actor is below the floor of the \
            target's organization. Interactions that are not named stay as they are.
            """,
        examples: ["entente org floors set acme workspace.transfer=employee chat.start=external"])

    private static func showFloors(_ organization: Organization, on console: Console) {
        MessageCard(type: Organization.self, value: JSON.value(of: organization), names: ["floors"])
            .print(on: console)
        console.note("interactions not listed have the floor `unknown`")
    }

    // MARK: - What was done

    static let events = VerbTree.request(
        RequestVerb(
            "events", .listEvents, "Lists what was done in the directory, and by whom.",
            [
                .optionalArgument("ORGANIZATION", "organization", "only what was done in it"),
                .flag("after", "after", "only what follows the event of this number"),
            ],
            shows: .rows(Event.self, none: "nothing was done") { EventText.table($0) },
            notes: "`--json` shows what was there before and after as it was.",
            examples: ["entente events acme", "entente events --after 100 --limit 20"]))
}
