/// The verbs about teams.
enum TeamVerbs {
    static let group = VerbTree.group(
        "team", summary: "Work teams and monitoring teams, and who is in them.",
        [
            .request(create), .request(show), .request(list), .request(update), .request(delete),
            .group(
                "members", summary: "Who is in a team.", [.request(addMembers), .request(removeMembers)]),
            .request(privacy),
        ])

    private static let card = AnswerView.card(of: "team")
    private static let id = Parameter.argument("ID", "id", "the team")
    private static let team = Parameter.argument("TEAM", "team", "the team")
    private static let grantForm = Parameter.Form.entry(
        keys: ["viewerSubgroup", "ownerSubgroup"], values: ["level"])

    static let create = RequestVerb(
        "create", .createTeam, "Creates a team.",
        [
            .optionalArgument("ID", "id", "its id; the service makes one if it is left out"),
            .required("organization", "organization", "the organization it belongs to"),
            .required("name", "name", "what people call it"),
            .required("kind", "kind", "whether its members are equals, or some look after others"),
            .flag("level", "level", "what the members of a work team are to one another"),
            .flag("subgroup", "subgroups", "a sub-group of a monitoring team"),
            .flag(
                "grant", "grants", as: grantForm,
                "what the first sub-group of a monitoring team is to the second"),
        ], shows: card,
        examples: [
            "entente team create sales --organization acme --name Sales --kind work --level team-colleague",
            "entente team create desk --organization acme --name Desk --kind monitoring --subgroup leads "
                + "--subgroup agents --grant leads:agents=assistant",
        ])

    static let show = RequestVerb(
        "show", .getTeam, "Shows a team with its members.", [id], shows: card,
        examples: ["entente team show sales"])

    static let list = RequestVerb(
        "list", .listTeams, "Lists the teams of an organization.",
        [.argument("ORGANIZATION", "organization", "its id")],
        shows: .table(
            ["id", "name", "kind", "level", "subgroups", "memberCount", "version"],
            none: "the organization has no teams"),
        examples: ["entente team list acme"])

    static let update = RequestVerb(
        "update", .updateTeam, "Changes a team's name, level, sub-groups or grants.",
        [
            id, .flag("name", "name", "what people call it"),
            .flag("level", "level", "what the members of a work team are to one another"),
            .flag("subgroup", "subgroups", "a sub-group of a monitoring team; replaces those it had"),
            .flag("clear-subgroups", "subgroups", as: .empty, "take all sub-groups away"),
            .flag(
                "grant", "grants", as: grantForm,
                "what the first sub-group is to the second; replaces the grants it had"),
            .flag("clear-grants", "grants", as: .empty, "take all grants away"),
        ], shows: card, notes: "What is not named stays as it is.",
        examples: [
            "entente team update sales --level assistant --actor ada",
            "entente team update desk --clear-grants",
        ])

    static let delete = RequestVerb(
        "delete", .deleteTeam, "Deletes a team.", [id], shows: card,
        examples: ["entente team delete sales --actor ada"])

    static let addMembers = RequestVerb(
        "add", .addTeamMembers, "Adds users to a team.",
        [
            team,
            .arguments(
                "USER[=SUBGROUP]", "members",
                as: .entry(keys: ["user"], values: ["subgroup"], needsValue: false),
                "a user of the team's organization, and in a monitoring team their sub-group"),
        ], shows: card,
        examples: [
            "entente team members add sales ada alan", "entente team members add desk ada=leads alan=agents",
        ])

    static let removeMembers = RequestVerb(
        "remove", .removeTeamMembers, "Removes users from a team.",
        [team, .arguments("USER", "users", "a member")], shows: card,
        examples: ["entente team members remove sales alan --actor ada"])

    static let privacy = RequestVerb(
        "privacy", .setTeamPrivacy, "Sets what a team sees of a member's synced mail and meetings.",
        [
            team, .argument("USER", "user", "the member"),
            .argument("PRIVACY", "privacy", "what is shown"),
        ], shows: card,
        notes: "It counts while the organization shares synced mail and meetings in teams only.",
        examples: ["entente team privacy sales ada show-all --actor eve"])
}
