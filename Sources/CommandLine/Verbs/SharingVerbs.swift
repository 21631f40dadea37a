import EntenteProtocol

/// The verbs about content: who sees it, and how it may be shared.
enum SharingVerbs {
    static let group = VerbTree.group(
        "sharing", summary: "How an organization's content may be shared.",
        [.request(show), .request(policy), .request(mode), .request(limits), .request(resolve)])

    static let contentGroup = VerbTree.group(
        "content", summary: "Who sees what of an item.", [.request(checkContent)])

    private static let synced = ["syncedMode", "mailBodies", "privateMeetings", "version"]
    private static let syncedView = AnswerView.card(of: "organization", synced)
    private static let organization = Parameter.argument("ORGANIZATION", "organization", "its id")

    static let show = RequestVerb(
        "show", .getOrganization, "Shows how an organization's content may be shared.",
        [.argument("ORGANIZATION", "id", "its id")],
        shows: .card(of: "organization", synced + ["sharingPolicies"]),
        examples: ["entente sharing show acme"])

    static let policy = RequestVerb(
        "policy", .setSharingPolicy, "Sets how content of one type may be shared.",
        [
            organization, .argument("TYPE", "contentType", "any type but the synced ones"),
            .required("offer", "offered", "what authors may choose"),
            .required("fallback", "fallback", "what imports, uploads and mails get: everyone or only-you"),
            .flag(
                "reach", "reach", "whom `teams-and-users` may name: anybody, or only the author's own teams"),
        ], shows: .card(of: "organization", ["sharingPolicies"]),
        examples: [
            "entente sharing policy acme note --offer everyone --offer only-you --fallback only-you --actor eve"
        ])

    static let mode = RequestVerb(
        "mode", .setSyncedMode, "Sets with whom synced mail and meetings are shared.",
        [
            organization, .argument("MODE", "mode", "with whom"),
            .flag(
                "on-return", "onReturn",
                "from teams-only back to everyone: whether the privacy each had set returns, or all hide all"),
        ], shows: syncedView,
        examples: [
            "entente sharing mode acme teams-only --actor eve",
            "entente sharing mode acme everyone --on-return restore --actor eve",
        ])

    static let limits = RequestVerb(
        "limits", .setSyncedLimits, "Sets what of synced mail and meetings is shown at all.",
        [
            organization, .required("mail-bodies", "mailBodies", "whether anybody sees the text of mails"),
            .required("private-meetings", "privateMeetings", "whether anybody sees meetings marked private"),
        ], shows: syncedView,
        examples: ["entente sharing limits acme --mail-bodies false --private-meetings true --actor eve"])

    static let resolve = RequestVerb(
        "resolve", .resolveSharing, "Asks how an item is shared that AUTHOR makes or edits.",
        [
            .argument("AUTHOR", "author", "the user who makes or edits it"),
            .argument("TYPE", "contentType", "any type but the synced ones"),
            .argument("ORIGIN", "origin", "where it comes from"),
            .flag("option", "option", "what the author asks for"),
            .flag("earlier", "earlier", "of an edit: how it was shared"),
            .flag("user", "users", "a user named with teams-and-users"),
            .flag("team", "teams", "a team named with teams-and-users"),
        ], shows: .card(of: "", ["option"]),
        examples: [
            "entente sharing resolve ada note user --option teams-and-users --team sales",
            "entente sharing resolve ada file file-upload",
        ])

    static let checkContent = RequestVerb(
        "check", .checkContent, "Asks what of an item VIEWER may see, and why.",
        [
            .argument("VIEWER", "viewer", "the user who wants to see it"),
            .argument("TYPE", "item.contentType", "what it is"),
            .flag("author", "item.author", "who made it"),
            .flag("participant", "item.participants", "who took part"),
            .flag("assignee", "item.assignee", "of a reminder: who is reminded"),
            .flag("sharing", "item.sharing", "how it is shared"),
            .flag("user", "item.users", "a user named with teams-and-users"),
            .flag("team", "item.teams", "a team named with teams-and-users"),
            .flag("private", "item.private", "whether a synced meeting is marked private"),
            .flag(
                "grant-user", "item.grants", as: .entry(keys: ["user"], values: ["role"]),
                "of a list: a user's role"),
            .flag(
                "grant-team", "item.grants", as: .entry(keys: ["team"], values: ["role"]),
                "of a list: a team's role"),
        ],
        shows: .custom(CheckContentRequest.self) { request, answer, console in
            console.print(AnswerText.content(answer, to: request, on: console))
        }, isYes: { $0["disclosure"] != .string(Disclosure.none.name) },
        examples: [
            "entente content check alan note --author ada --sharing everyone",
            "entente content check alan synced-meeting --participant ada --participant grace --private true",
            "entente content check alan list --author ada --sharing only-you --grant-team sales=editor",
        ])
}
