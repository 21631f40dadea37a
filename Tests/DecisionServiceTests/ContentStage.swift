// People, teams and items for the questions about content, in a whole cluster. What an organization decides
// about content, and its integrations, are told to the decision node directly: what is asked here is what it
// makes of them.

import DecisionService
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
        for organization in ["alpha", "beta"] { set(organization) }
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

    /// Tells the decision node alone that something is so.
    ///
    /// The history does not move, so what the feed says next still follows.
    func know(_ fill: (inout Fact) -> Void) {
        guard let service = cluster.service(.decision) as? DecisionService else {
            preconditionFailure("the decision service is the decision service")
        }
        let progress = service.replica.progress(.directory)
        let change = Change.with {
            $0.revision = progress.revision
            $0.digest = progress.digest
            $0.last = true
            $0.fact = .with(fill)
        }
        service.replica.apply([change], from: .directory)
    }

    /// Lets an organization have the settings of a new one but for a change.
    func set(_ id: String, _ change: (inout Organization) -> Void = { _ in }) {
        know { fact in
            fact.organization = .with {
                $0.id = id
                $0.syncedMode = .everyone
                $0.mailBodies = true
                $0.privateMeetings = true
                change(&$0)
            }
        }
    }

    func integration(
        _ id: String, of organization: String = "alpha", _ scope: IntegrationScope, enabled: Bool = true,
        teams: [String] = []
    ) {
        know { fact in
            fact.integration = .with {
                $0.organization = organization
                $0.id = id
                $0.kind = .chat
                $0.scope = scope
                $0.enabled = enabled
                $0.teams = teams
            }
        }
    }

    func connection(_ user: String, _ integration: String) -> IntegrationConnection {
        .with {
            $0.organization = "alpha"
            $0.integration = integration
            $0.user = user
        }
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
