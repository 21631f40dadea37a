import DirectoryService
import EntenteProtocol
import SQLiteStore
import TestSupport
import Testing

/// A directory on the simulated network, with a caller and short ways to fill it.
final class DirectoryWorld {
    let cluster: SimulatedCluster
    /// Calls with the token `all`.
    private(set) var caller: SimulatedCaller

    /// A directory that starts on whatever `prepare` puts into its folder.
    init(seed: UInt64 = 1, prepare: (SimulatedCluster) throws -> Void = { _ in }) throws {
        cluster = try SimulatedCluster(seed: seed, services: [])
        try prepare(cluster)
        try cluster.start(.directory)
        caller = cluster.caller(.directory)
    }

    /// Asks with the token `all`.
    @discardableResult
    func call<R: Request>(_ request: R) throws -> R.Response { try caller.call(request) }

    /// Asks with the token called `token`.
    @discardableResult
    func call<R: Request>(_ request: R, token: String) throws -> R.Response {
        try cluster.caller(.directory, token: token).call(request)
    }

    /// Kills the directory and starts it again on its files.
    func restart() throws {
        try cluster.restart(.directory)
        caller = cluster.caller(.directory)
    }

    /// Changes the tables while the directory is down, where calls would take too long.
    func change(_ body: (Database) throws(DatabaseProblem) -> Void) throws {
        cluster.kill(.directory)
        try body(Database(path: try cluster.folder(of: .directory) + "/" + DirectoryService.fileName))
        try cluster.start(.directory)
        caller = cluster.caller(.directory)
    }

    // MARK: filling

    @discardableResult
    func organization(_ id: String, domains: [String] = []) throws -> Organization {
        try call(
            CreateOrganizationRequest.with {
                $0.id = id
                $0.name = "Organization \(id)"
                $0.emailDomains = domains
            }
        ).organization
    }

    /// A user whose address is `ID@ORGANIZATION.example`.
    @discardableResult
    func user(_ id: String, of organization: String, role: Role? = nil, by actor: String = "") throws -> User
    {
        try call(
            CreateUserRequest.with {
                $0.actor = actor
                $0.id = id
                $0.organization = organization
                $0.email = "\(id)@\(organization).example"
                $0.displayName = "User \(id)"
                $0.role = role
            }
        ).user
    }

    @discardableResult
    func location(_ id: String, of organization: String) throws -> Location {
        try call(
            CreateLocationRequest.with {
                $0.id = id
                $0.organization = organization
                $0.name = "Location \(id)"
                $0.fromSameLocation = .teamColleague
                $0.fromOtherLocations = .employee
                $0.fromOutside = .unknown
            }
        ).location
    }

    @discardableResult
    func workTeam(_ id: String, of organization: String) throws -> Team {
        try call(
            CreateTeamRequest.with {
                $0.id = id
                $0.organization = organization
                $0.name = "Team \(id)"
                $0.kind = .work
            }
        ).team
    }

    /// A monitoring team whose sub-group `watchers` watches `watched`.
    @discardableResult
    func monitoringTeam(_ id: String, of organization: String) throws -> Team {
        try call(
            CreateTeamRequest.with {
                $0.id = id
                $0.organization = organization
                $0.name = "Team \(id)"
                $0.kind = .monitoring
                $0.subgroups = ["watchers", "watched"]
                $0.grants = [Self.grant("watchers", "watched", .assistant)]
            }
        ).team
    }

    static func grant(_ viewer: String, _ owner: String, _ level: Level) -> TeamGrant {
        .with {
            $0.viewerSubgroup = viewer
            $0.ownerSubgroup = owner
            $0.level = level
        }
    }

    @discardableResult
    func add(_ users: [String], to team: String, subgroup: String? = nil) throws -> Team {
        try call(
            AddTeamMembersRequest.with {
                $0.team = team
                $0.members = users.map { user in
                    .with {
                        $0.user = user
                        $0.subgroup = subgroup
                    }
                }
            }
        ).team
    }

    func suspend(_ organization: String) throws {
        try call(SuspendOrganizationRequest.with { $0.id = organization })
    }

    func deactivate(_ user: String) throws { try call(DeactivateUserRequest.with { $0.id = user }) }

    // MARK: reading

    func user(_ id: String) throws -> User { try call(GetUserRequest.with { $0.id = id }).user }

    func team(_ id: String) throws -> Team { try call(GetTeamRequest.with { $0.id = id }).team }

    func organization(reading id: String) throws -> Organization {
        try call(GetOrganizationRequest.with { $0.id = id }).organization
    }

    func events(of organization: String? = nil) throws -> [Event] {
        try call(
            ListEventsRequest.with {
                $0.organization = organization
                $0.pageSize = 1_000
            }
        ).items
    }

    /// The position of the moment.
    func position() throws -> Position { try call(ServerStatusRequest()).position }

    /// Acme with Ada (enterprise administrator), Alan (administrator), Mia (member), and Globex with Gus
    /// (administrator).
    static func populated(seed: UInt64 = 1) throws -> DirectoryWorld {
        let world = try DirectoryWorld(seed: seed)
        try world.organization("acme", domains: ["acme.example"])
        try world.organization("globex", domains: ["globex.example"])
        try world.user("ada", of: "acme", role: .enterpriseAdmin)
        try world.user("alan", of: "acme", role: .admin)
        try world.user("mia", of: "acme")
        try world.user("gus", of: "globex", role: .admin)
        return world
    }
}

/// Expects `body` to be refused with `code`, and its message to hold every one of `words`.
///
/// - Parameters:
///   - state: the state the details name.
///   - version: the current version the details name.
func expectRefusal(
    _ code: FailureCode, _ words: [String] = [], state: String? = nil, version: Int64? = nil,
    at location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    do {
        try body()
        Issue.record("not refused", sourceLocation: location)
    } catch let failure as Failure {
        #expect(failure.code == code, "\(failure.message)", sourceLocation: location)
        for word in words {
            #expect(
                failure.message.contains(word), "`\(failure.message)` lacks `\(word)`",
                sourceLocation: location)
        }
        #expect(failure.details?.state == state, sourceLocation: location)
        #expect(failure.details?.currentVersion == version, sourceLocation: location)
    } catch {
        Issue.record("another error: \(error)", sourceLocation: location)
    }
}
