// Three organizations with their people, in a directory and a partnership service that are real but for their
// network and clock. Every call carries what was seen before, as the client library does, so a test never
// waits for a feed.

import EntenteProtocol
import TestSupport
import Testing

/// A small world to act in: alpha (ada, amy), beta (bob, ben) and gamma (gus).
///
/// ada, bob and gus are administrators.
final class World {
    let cluster: SimulatedCluster
    /// The newest position seen in any answer.
    private(set) var seen = Position()
    private var callers: [String: SimulatedCaller] = [:]

    init(seed: UInt64 = 1) throws {
        cluster = try SimulatedCluster(seed: seed, services: [.directory, .partnership])
        for id in ["alpha", "beta", "gamma"] { try createOrganization(id) }
        try createUser("ada", of: "alpha", .admin)
        try createUser("amy", of: "alpha", .member)
        try createUser("bob", of: "beta", .admin)
        try createUser("ben", of: "beta", .member)
        try createUser("gus", of: "gamma", .enterpriseAdmin)
    }

    /// Makes a call as somebody who has seen everything that was answered so far.
    @discardableResult
    func call<R: Request>(
        _ request: R, token: String = "all", on service: ServiceName? = nil
    ) throws(Failure) -> R.Response {
        let service = service ?? Call.named(R.method).services[0]
        let response = try caller(service, token).call(positioned(request))
        if let positioned = response as? any PositionedResponse { remember(positioned.position) }
        return response
    }

    private func caller(_ service: ServiceName, _ token: String) -> SimulatedCaller {
        let name = "\(service.rawValue) \(token)"
        if let caller = callers[name], !caller.isClosed { return caller }
        let caller = cluster.caller(service, token: token)
        callers[name] = caller
        return caller
    }

    /// The wall clock, in milliseconds since 1970 UTC.
    var now: Int64 { cluster.network.clock.wall }

    /// Lets time pass at one stroke, as for a machine that was asleep, and everything happen that was due
    /// meanwhile.
    func pass(_ duration: Duration) {
        cluster.network.clock.advance(by: duration)
        cluster.advance(by: .seconds(5))
    }

    /// Ends the partnership service as a crash does and starts it again.
    func restart() throws {
        cluster.kill(.partnership)
        try start()
    }

    /// Starts the partnership service after it was killed.
    func start() throws {
        callers = callers.filter { !$0.key.hasPrefix("partnership") }
        try cluster.start(.partnership)
    }

    private func positioned<R: Request>(_ request: R) -> R {
        guard var positioned = request as? any PositionedRequest, positioned.atLeast == nil else {
            return request
        }
        positioned.atLeast = seen
        return positioned as? R ?? request
    }

    private func remember(_ position: Position) {
        if position.directoryEpoch != 0 {
            seen.directoryEpoch = position.directoryEpoch
            seen.directory = max(seen.directory, position.directory)
        }
        if position.partnershipEpoch != 0 {
            seen.partnershipEpoch = position.partnershipEpoch
            seen.partnership = max(seen.partnership, position.partnership)
        }
    }
}

// MARK: - The directory's side

extension World {
    func createOrganization(_ id: String) throws(Failure) {
        try call(
            CreateOrganizationRequest.with {
                $0.id = id
                $0.name = id
            })
    }

    func createUser(_ id: String, of organization: String, _ role: Role) throws(Failure) {
        try call(
            CreateUserRequest.with {
                $0.id = id
                $0.organization = organization
                $0.email = "\(id)@\(organization).test"
                $0.displayName = id
                $0.role = role
            })
    }

    func suspend(_ organization: String) throws(Failure) {
        try call(SuspendOrganizationRequest.with { $0.id = organization })
    }

    func resume(_ organization: String) throws(Failure) {
        try call(ResumeOrganizationRequest.with { $0.id = organization })
    }

    func deactivate(_ user: String) throws(Failure) {
        try call(DeactivateUserRequest.with { $0.id = user })
    }
}

// MARK: - Partnerships

extension World {
    /// Proposes as `actor`; the proposal names nothing and so asks for *limited*, unless `fill` says more.
    @discardableResult
    func propose(
        _ id: String = "p", by actor: String = "ada", to email: String = "bob@beta.test",
        token: String = "all",
        _ fill: (inout ProposePartnershipRequest) -> Void = { _ in }
    ) throws(Failure) -> Partnership {
        var request = ProposePartnershipRequest()
        request.id = id
        request.actor = actor
        request.memberEmail = email
        fill(&request)
        return try call(request, token: token).partnership
    }

    /// Gives a command that names no terms.
    @discardableResult
    func give<Name: CallName>(
        _ type: PartnershipStep<Name>.Type, by actor: String, to id: String = "p", version: Int64 = 0,
        organization: String = "", token: String = "all", key: String = ""
    ) throws(Failure) -> Partnership {
        var request = PartnershipStep<Name>()
        request.actor = actor
        request.partnership = id
        request.expectedVersion = version
        request.organization = organization
        request.requestKey = key
        return try call(request, token: token).partnership
    }

    /// Gives a command that puts terms on the table.
    @discardableResult
    func give<Name: CallName>(
        _ type: PartnershipTermsStep<Name>.Type, by actor: String, to id: String = "p", version: Int64 = 0,
        organization: String = "", token: String = "all", preset: Preset? = nil,
        terms: [PermissionEntry] = [],
        expiresAt: Int64? = nil, termsExpireAt: Int64? = nil
    ) throws(Failure) -> Partnership {
        var request = PartnershipTermsStep<Name>()
        request.actor = actor
        request.partnership = id
        request.expectedVersion = version
        request.organization = organization
        request.preset = preset
        request.terms = terms
        request.proposalExpiresAt = expiresAt
        request.termsExpireAt = termsExpireAt
        return try call(request, token: token).partnership
    }

    /// Calls for deletion, once.
    func delete(
        by actor: String, _ id: String = "p", confirmation: String = "", version: Int64 = 0,
        organization: String = ""
    ) throws(Failure) -> DeletePartnershipResponse {
        try call(
            DeletePartnershipRequest.with {
                $0.actor = actor
                $0.partnership = id
                $0.confirmation = confirmation
                $0.expectedVersion = version
                $0.organization = organization
            })
    }

    /// Deletes, asking twice.
    @discardableResult
    func deleteTwice(by actor: String, _ id: String = "p") throws(Failure) -> Partnership {
        let first = try delete(by: actor, id)
        return try delete(by: actor, id, confirmation: first.confirmation).partnership
    }

    /// An enabled partnership "p" of alpha and beta with the terms of *limited*.
    func enable() throws(Failure) {
        try propose()
        try give(AcceptProposalRequest.self, by: "bob")
    }

    /// A partnership as one side sees it.
    func read(_ id: String = "p", from organization: String = "", token: String = "all") throws(Failure)
        -> Partnership
    {
        try call(
            GetPartnershipRequest.with {
                $0.partnership = id
                $0.organization = organization
            }, token: token
        ).partnership
    }

    func history(_ id: String = "p", from organization: String = "") throws(Failure) -> [PartnershipEvent] {
        try call(
            PartnershipHistoryRequest.with {
                $0.partnership = id
                $0.organization = organization
                $0.pageSize = 1000
            }
        ).items
    }

    func list(_ organization: String, _ filter: PartnershipFilter = .all) throws(Failure) -> [String] {
        try call(
            ListPartnershipsRequest.with {
                $0.organization = organization
                $0.filter = filter
            }
        ).items.map(\.id)
    }

    func notifications(of organization: String, all: Bool = false) throws(Failure) -> [EntenteProtocol
        .Notification]
    {
        try call(
            ListNotificationsRequest.with {
                $0.organization = organization
                $0.includeAcknowledged = all
                $0.pageSize = 1000
            }
        ).items
    }

    func defaults(of organization: String, token: String = "all") throws(Failure) -> DefaultTable {
        try call(GetDefaultsRequest.with { $0.organization = organization }, token: token).defaults
    }

    @discardableResult
    func setDefaults(
        of organization: String, by actor: String, preset: Preset? = nil, table: [PermissionEntry] = [],
        version: Int64 = 0, token: String = "all"
    ) throws(Failure) -> DefaultTable {
        try call(
            SetDefaultsRequest.with {
                $0.organization = organization
                $0.actor = actor
                $0.preset = preset
                $0.table = table
                $0.expectedVersion = version
            }, token: token
        ).defaults
    }
}

// MARK: - Expecting

extension World {
    /// Everything a refusal must leave as it was.
    private struct Evidence: Equatable {
        var partnership: Partnership?
        var history: [PartnershipEvent] = []
        var notifications: [EntenteProtocol.Notification] = []
        var lists: [[String]] = []
    }

    private func evidence(_ id: String) throws(Failure) -> Evidence {
        var evidence = Evidence()
        for organization in ["alpha", "beta", "gamma"] {
            evidence.notifications += try notifications(of: organization, all: true)
            evidence.lists.append(try list(organization))
        }
        guard evidence.lists.contains(where: { $0.contains(id) }) else { return evidence }
        evidence.partnership = try read(id)
        evidence.history = try history(id)
        return evidence
    }

    /// Expects a refusal with `code` that changes nothing about partnership `id`.
    @discardableResult
    func refused<Value>(
        _ code: FailureCode, _ id: String = "p", state: String? = nil,
        location: SourceLocation = #_sourceLocation,
        _ body: () throws(Failure) -> Value
    ) throws -> Failure {
        let before = try evidence(id)
        var failure = Failure()
        do throws(Failure) {
            _ = try body()
            Issue.record("was not refused, expected \(code.name)", sourceLocation: location)
        } catch {
            failure = error
            #expect(error.code == code, "\(error.message)", sourceLocation: location)
            if let state {
                #expect(error.details?.state == state, "\(error.message)", sourceLocation: location)
            }
        }
        #expect(try evidence(id) == before, sourceLocation: location)
        return failure
    }
}

/// An entry with both directions.
func entry(_ interaction: String, out: PermissionState? = nil, in incoming: PermissionState? = nil)
    -> PermissionEntry
{
    .with {
        $0.interaction = interaction
        $0.outgoing = out
        $0.incoming = incoming
    }
}

extension [PermissionEntry] {
    /// The entry of an interaction as "outgoing/incoming".
    func states(_ interaction: String) -> String {
        first { $0.interaction == interaction }.map {
            "\($0.outgoing?.name ?? "-")/\($0.incoming?.name ?? "-")"
        } ?? ""
    }
}
