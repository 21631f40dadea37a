import EntenteProtocol

/// The verbs about integrations.
enum IntegrationVerbs {
    static let group = VerbTree.group(
        "integration", summary: "The integrations of organizations, and who is connected to them.",
        [.request(put), .request(list), .request(connect), .request(disconnect), .request(check)])

    private static let connection = AnswerView.card(of: "connection")
    private static let user = Parameter.argument("USER", "user", "who uses it")
    private static let integration = Parameter.argument(
        "INTEGRATION", "integration", "an integration of their organization")

    static let put = RequestVerb(
        "put", .putIntegration, "Registers an integration, or replaces what was registered.",
        [
            .argument("ORGANIZATION", "organization", "its id"), .argument("ID", "id", "the integration"),
            .required("kind", "kind", "what it is"),
            .required("scope", "scope", "whether it is everybody's at once, or each connects to it"),
            .flag("team", "teams", "a team that may use it; without, everybody may"),
            .flag("off", "enabled", as: .off, "register it switched off"),
        ], shows: .card(of: "integration"),
        notes: "What is not given is not kept: the integration is what this command says.",
        examples: [
            "entente integration put acme crm --kind other --scope individual --team sales --actor ada",
            "entente integration put acme crm --kind other --scope individual --off",
        ])

    static let list = RequestVerb(
        "list", .listIntegrations, "Lists the integrations of an organization.",
        [.argument("ORGANIZATION", "organization", "its id")],
        shows: .table(
            ["id", "kind", "scope", "enabled", "teams", "version"],
            none: "the organization has no integrations"),
        examples: ["entente integration list acme"])

    static let connect = RequestVerb(
        "connect", .connectIntegration, "Connects a user to an integration.", [user, integration],
        shows: connection, examples: ["entente integration connect ada crm --actor ada"])

    static let disconnect = RequestVerb(
        "disconnect", .disconnectIntegration, "Disconnects a user from an integration.", [user, integration],
        shows: connection, examples: ["entente integration disconnect ada crm --actor ada"])

    static let check = RequestVerb(
        "check", .checkIntegration, "Asks whether a user may use an integration, and why.",
        [user, integration],
        shows: .custom(CheckIntegrationRequest.self) { request, answer, console in
            let why = answer.reason.name + (answer.ask.map { "; ask \($0)" } ?? "")
            console.print(
                AnswerText.verdict(
                    answer.verdict, "\(request.user)  \(request.integration)", why, on: console))
        }, isYes: AnswerText.isAllowed, examples: ["entente integration check ada crm --exit-code"])
}
