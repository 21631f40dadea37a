// People, teams and items for the questions about content, in a whole cluster.

import EntenteProtocol
import TestSupport
import Testing

/// alpha with members, administrators, somebody deactivated and teams; beta with max and mia; shut, which is
/// suspended, with sue.
final class ContentStage {
    let cluster: SimulatedCluster
    let decision: SimulatedCaller
    private let directory: SimulatedCaller
    /// The directory's newest position.
    private(set) var seen = Position()

    static let alpha = ["ann", "ben", "cid", "dan", "adam", "eve", "old"]

    init(seed: UInt64) throws {
        cluster = try SimulatedCluster(seed: seed)
        #expect(cluster.settle())
        directory = cluster.caller(.directory)
        decision = cluster.caller(.decision)
        for id in ["alpha", "beta", "shut"] {
            try tell(
                CreateOrganizationRequest.with {
                    $0.id = id
                    $0.name = id
                })
        }
        try tell(
            ImportUsersRequest.with {
                $0.users =
                    Self.alpha.map { newcomer($0, of: "alpha") }
                    + [newcomer("max", of: "beta"), newcomer("mia", of: "beta"), newcomer("sue", of: "shut")]
            })
        // ann and ben are in red, ben and cid in blue, max in away.
        try team("red", of: "alpha", .work, ["ann", "ben"])
        try team("blue", of: "alpha", .monitoring, ["ben", "cid"])
        try team("away", of: "beta", .work, ["max"])
        try tell(DeactivateUserRequest.with { $0.id = "old" })
        try tell(SuspendOrganizationRequest.with { $0.id = "shut" })
        try settle()
    }

    private func newcomer(_ id: String, of organization: String) -> NewUser {
        .with {
            $0.id = id
            $0.organization = organization
            $0.email = "\(id)@\(organization).test"
            $0.displayName = id
            $0.role = id == "eve" ? .enterpriseAdmin : id == "adam" ? .admin : .member
        }
    }

    private func team(
        _ id: String, of organization: String, _ kind: TeamKind, _ members: [String]
    ) throws {
        try tell(
            CreateTeamRequest.with {
                $0.id = id
                $0.organization = organization
                $0.name = id
                $0.kind = kind
                if kind == .monitoring { $0.subgroups = ["all"] }
            })
        try join(id, members, kind == .monitoring ? "all" : nil)
    }

    func join(_ team: String, _ members: [String], _ subgroup: String? = nil) throws {
        try tell(
            AddTeamMembersRequest.with {
                $0.team = team
                $0.members = members.map { user in
                    .with {
                        $0.user = user
                        $0.subgroup = subgroup
                    }
                }
            })
    }

    /// Gives the directory a command; questions asked from now on wait for it.
    func tell<C: Command>(_ command: C) throws where C.Response: PositionedResponse {
        seen = try directory.call(command).position
    }

    /// Lets the decision node hear what the directory was told.
    func settle() throws {
        let seen = seen
        _ = try decision.call(
            CheckContentRequest.with {
                $0.item = .with { $0.contentType = .note }
                $0.atLeast = seen
            })
    }

    // MARK: settings

    /// Lets an organization's teams bound what is seen of synced mail and meetings.
    func boundByTeams(_ organization: String) throws {
        try tell(
            SetSyncedModeRequest.with {
                $0.organization = organization
                $0.mode = .teamsOnly
            })
        try settle()
    }

    /// Shows an organization's people neither mail bodies nor private meetings.
    func limit(_ organization: String) throws {
        try tell(SetSyncedLimitsRequest.with { $0.organization = organization })
        try settle()
    }

    func integration(
        _ id: String, of organization: String = "alpha", _ scope: IntegrationScope, enabled: Bool = true,
        teams: [String] = []
    ) throws {
        try tell(
            PutIntegrationRequest.with {
                $0.organization = organization
                $0.id = id
                $0.kind = .chat
                $0.scope = scope
                $0.enabled = enabled
                $0.teams = teams
            })
        try settle()
    }

    func connect(_ user: String, _ integration: String) throws {
        try tell(
            ConnectIntegrationRequest.with {
                $0.user = user
                $0.integration = integration
            })
        try settle()
    }

    func disconnect(_ user: String, _ integration: String) throws {
        try tell(
            DisconnectIntegrationRequest.with {
                $0.user = user
                $0.integration = integration
            })
        try settle()
    }

    // MARK: questions

    func item(
        _ type: ContentType, by author: String? = "ann", _ sharing: SharingOption? = nil,
        _ fill: (inout ContentItem) -> Void = { _ in }
    ) -> ContentItem {
        .with {
            $0.contentType = type
            $0.author = author
            $0.sharing = sharing
            fill(&$0)
        }
    }

    func grant(_ role: ListRole, user: String? = nil, team: String? = nil) -> ContentGrant {
        .with {
            $0.user = user
            $0.team = team
            $0.role = role
        }
    }

    func look(_ viewer: String, _ item: ContentItem, atLeast: Position? = nil) -> CheckContentRequest {
        .with {
            $0.viewer = viewer
            $0.item = item
            $0.atLeast = atLeast
        }
    }

    /// What somebody sees, and why, in two words; of a list a third.
    func sight(_ viewer: String, _ item: ContentItem) throws -> String {
        let answer = try decision.call(look(viewer, item))
        let role = answer.role.map { " \($0.name)" } ?? ""
        return "\(answer.disclosure.name) \(answer.reason.name)\(role)"
    }
}
