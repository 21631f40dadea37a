// What people get wrong about the programs they work with.

import EntenteProtocol

extension BadInput {
    static let integrations = registering + connecting

    private static func put(_ fields: String) -> String {
        #"{"organization": "acme", "id": "new", "kind": "chat", "scope": "individual"\#(fields)}"#
    }

    private static let registering: [BadInput] = [
        BadInput(
            "an integration of an unknown organization", "putIntegration",
            #"{"organization": "nowhere", "id": "new", "kind": "chat", "scope": "individual"}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "an integration without an id", "putIntegration",
            #"{"organization": "acme", "kind": "chat", "scope": "individual"}"#, .invalidArgument, "`id`"),
        BadInput(
            "an integration of no kind", "putIntegration",
            #"{"organization": "acme", "id": "new", "scope": "individual"}"#,
            .invalidArgument, "`kind`", "storage"),
        BadInput(
            "an integration of no scope", "putIntegration",
            #"{"organization": "acme", "id": "new", "kind": "chat"}"#,
            .invalidArgument, "`scope`", "organization"),
        BadInput(
            "an integration for an unknown team", "putIntegration", put(#", "teams": ["team", "no-team"]"#),
            .notFound, "`teams[1]`", "no-team"),
        BadInput(
            "an integration for another organization's team", "putIntegration",
            put(#", "teams": ["elsewhere"]"#), .notFound, "`teams[0]`", "elsewhere"),
        BadInput(
            "an integration for a team named twice", "putIntegration",
            put(#", "teams": ["team", "desk", "team"]"#), .invalidArgument, "`teams[2]`", "`team`"),
        BadInput(
            "a version of an integration yet to be registered", "putIntegration",
            put(#", "expectedVersion": "1""#), .conflict, "new", "not exist", version: 0),
        BadInput(
            "a stale version of an integration", "putIntegration",
            #"{"organization": "acme", "id": "mail", "kind": "chat", "scope": "individual", "expectedVersion": "7"}"#,
            .conflict, "mail", version: 1),
        BadInput(
            "a member who registers an integration", "putIntegration", put(#", "actor": "alan""#),
            .permissionDenied, "alan", "integration.manage"),
        BadInput(
            "an administrator of elsewhere who registers an integration", "putIntegration",
            put(#", "actor": "grace""#), .permissionDenied, "grace", "acme"),
        BadInput(
            "integrations of an unknown organization", "listIntegrations", #"{"organization": "nowhere"}"#,
            .notFound, "`organization`", "nowhere"),
    ]

    private static let connecting: [BadInput] = [
        BadInput(
            "an unknown integration", "connectIntegration", #"{"user": "alan", "integration": "fax"}"#,
            .notFound, "`integration`", "fax"),
        BadInput(
            "another organization's integration", "connectIntegration",
            #"{"user": "linus", "integration": "mail"}"#, .notFound, "`integration`", "globex", "mail"),
        BadInput(
            "an integration connected for nobody", "connectIntegration",
            #"{"user": "nobody", "integration": "mail"}"#, .notFound, "`user`", "nobody"),
        BadInput(
            "no integration", "connectIntegration", #"{"user": "alan"}"#, .invalidArgument, "`integration`"),
        BadInput(
            "somebody else's connection", "connectIntegration",
            #"{"actor": "ada", "user": "alan", "integration": "mail"}"#, .permissionDenied, "ada", "alan"),
        BadInput(
            "an integration that serves everybody at once", "connectIntegration",
            #"{"user": "alan", "integration": "wide"}"#, .failedPrecondition, "wide",
            state: "organization-wide"),
        BadInput(
            "an integration that is off", "connectIntegration",
            #"{"user": "alan", "integration": "off"}"#, .failedPrecondition, "off", state: "integration-off"),
        BadInput(
            "an integration for a team one is not in", "connectIntegration",
            #"{"actor": "alan", "user": "alan", "integration": "mail"}"#,
            .failedPrecondition, "mail", "alan", state: "not-in-audience"),
        BadInput(
            "disconnecting what nobody knows", "disconnectIntegration",
            #"{"user": "alan", "integration": "fax"}"#, .notFound, "`integration`", "fax"),
        BadInput(
            "taking back somebody else's connection", "disconnectIntegration",
            #"{"actor": "alan", "user": "ada", "integration": "mail"}"#, .permissionDenied, "alan", "ada"),
        BadInput(
            "a connection with a bound token of elsewhere", "connectIntegration",
            #"{"user": "ada", "integration": "mail"}"#, .permissionDenied, "`bound`", token: "bound"),
    ]
}
