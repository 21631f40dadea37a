// A small world in which everything that can be refused has something to be refused about, and one text that
// says all there is to say about it: equal texts before and after mean that nothing was changed.

import EntenteClient
import EntenteProtocol
import TestSupport

/// Two organizations that agree, one that is suspended, one nobody agrees with any more.
struct BadInputWorld {
    let cluster: RealCluster
    let client: EntenteClient

    /// Makes the world in a fresh cluster.
    init() async throws {
        cluster = try await RealCluster()
        try cluster.addToken("bound", scopes: "all", organization: "globex")
        for service in ServiceName.allCases { try await cluster.hangUp(service) }
        client = cluster.client()
        for (call, request) in Self.steps { _ = try await Self.ask(call, request, client) }
        let deletion = try await client.call(
            DeletePartnershipRequest.with {
                $0.actor = "ada"
                $0.partnership = "p-deleted"
            })
        _ = try await client.call(
            DeletePartnershipRequest.with {
                $0.actor = "ada"
                $0.partnership = "p-deleted"
                $0.confirmation = deletion.confirmation
            })
        try await cluster.settle()
    }

    private static let steps: [(String, String)] = [
        ("createOrganization", #"{"id": "acme", "name": "Acme", "emailDomains": ["acme.example"]}"#),
        ("createOrganization", #"{"id": "globex", "name": "Globex"}"#),
        ("createOrganization", #"{"id": "initech", "name": "Initech"}"#),
        ("createOrganization", #"{"id": "umbrella", "name": "Umbrella"}"#),
        ("createUser", user("ada", "acme", "admin")), ("createUser", user("alan", "acme", "member")),
        ("createUser", user("gone", "acme", "admin")), ("createUser", user("grace", "globex", "admin")),
        ("createUser", user("linus", "globex", "member")), ("createUser", user("iris", "initech", "admin")),
        ("createUser", user("uma", "umbrella", "admin")),
        ("deactivateUser", #"{"id": "gone"}"#),
        (
            "createTeam",
            #"{"id": "team", "organization": "acme", "name": "Team", "kind": "work", "level": "team-colleague"}"#
        ),
        ("addTeamMembers", #"{"team": "team", "members": [{"user": "ada"}]}"#),
        (
            "createTeam",
            #"{"id": "desk", "organization": "acme", "name": "Desk", "kind": "monitoring", "subgroups": ["front", "back"]}"#
        ),
        (
            "createTeam",
            #"{"id": "elsewhere", "organization": "globex", "name": "Elsewhere", "kind": "work"}"#
        ),
        (
            "putIntegration",
            #"{"organization": "acme", "id": "mail", "kind": "chat", "scope": "individual", "enabled": true, "teams": ["team"]}"#
        ),
        ("connectIntegration", #"{"user": "ada", "integration": "mail"}"#),
        ("putIntegration", #"{"organization": "acme", "id": "off", "kind": "chat", "scope": "individual"}"#),
        (
            "putIntegration",
            #"{"organization": "acme", "id": "wide", "kind": "chat", "scope": "organization", "enabled": true}"#
        ),
        ("setRelationship", #"{"owner": "ada", "viewer": "linus", "level": "employee"}"#),
        ("setSyncedMode", #"{"organization": "globex", "mode": "teams-only"}"#),
        ("updateOrganization", #"{"id": "initech", "relationshipPolicy": "extend-only"}"#),
        (
            "proposePartnership",
            #"{"actor": "ada", "id": "p", "memberEmail": "grace@globex.example", "preset": "limited"}"#
        ),
        ("acceptProposal", #"{"actor": "grace", "partnership": "p"}"#),
        (
            "proposePartnership",
            #"{"actor": "ada", "id": "p-deleted", "memberEmail": "iris@initech.example"}"#
        ),
        ("acceptProposal", #"{"actor": "iris", "partnership": "p-deleted"}"#),
        ("proposePartnership", #"{"actor": "iris", "id": "p-open", "memberEmail": "grace@globex.example"}"#),
        (
            "proposePartnership",
            #"{"actor": "uma", "id": "p-umbrella", "memberEmail": "iris@initech.example"}"#
        ),
        ("suspendOrganization", #"{"id": "umbrella"}"#),
        ("updateUser", #"{"id": "alan", "vip": true, "requestKey": "key-1"}"#),
    ]

    private static func user(_ id: String, _ organization: String, _ role: String) -> String {
        #"{"id": "\#(id)", "organization": "\#(organization)", "email": "\#(id)@\#(organization).example", "#
            + #""displayName": "\#(id)", "role": "\#(role)"}"#
    }

    /// Makes a call by its name.
    static func ask(_ name: String, _ request: String, _ client: EntenteClient) async throws -> any Message {
        guard let method = Method(name: name) else { preconditionFailure("no call `\(name)`") }
        return try await client.callAny(try Call.named(method).requestFromJSON(request))
    }

    /// Everything there is, as one text.
    func everything() async throws -> String {
        var calls = [("listOrganizations", "{}"), ("listEvents", #"{"pageSize": 1000}"#)]
        for organization in ["acme", "globex", "initech", "umbrella"] {
            for call in [
                "listUsers", "listTeams", "listLocations", "listIntegrations", "getDefaults",
                "listPartnerships",
            ] {
                calls.append((call, #"{"organization": "\#(organization)"}"#))
            }
            calls.append(
                ("listNotifications", #"{"organization": "\#(organization)", "includeAcknowledged": true}"#))
        }
        for (partnership, side) in [
            ("p", "acme"), ("p-deleted", "acme"), ("p-open", "globex"), ("p-umbrella", "initech"),
        ] {
            let request = #"{"partnership": "\#(partnership)", "organization": "\#(side)"}"#
            calls += [("getPartnership", request), ("partnershipHistory", request)]
        }
        calls += ["ada", "alan", "iris", "linus"].map { ("listRelationships", #"{"owner": "\#($0)"}"#) }
        calls += ["team", "desk"].map { ("getTeam", #"{"id": "\#($0)"}"#) }
        calls += [("effective", #"{"actor": "alan", "target": "linus"}"#)]
        var lines: [String] = []
        for (call, request) in calls {
            let answer = try await Self.ask(call, request, client)
            lines.append("\(call) \(request): \(JSON.encode(answer))")
        }
        return lines.joined(separator: "\n")
    }
}
