// A whole cluster lived in for a while: organizations with their people propose, agree, fall out and make up,
// while lines are slow and cut, machines parted, stuck and killed. Everything follows from one seed.

import EntenteClient
import EntenteProtocol
import TestSupport

/// One run; its client does what the client library does: carries the newest position and a request key, and
/// asks again where the outcome is not known.
final class Story {
    let seed: UInt64
    let cluster: SimulatedCluster
    let dice: SimulatedRandomness
    /// The newest position in any answer.
    private(set) var seen = Position()
    private(set) var answered = 0
    private(set) var refused = 0
    private var callers: [ServiceName: SimulatedCaller] = [:]
    private var keyCount = 0
    /// Every partnership there ever was, with its two sides.
    private var made: [(id: String, sides: [String])] = []

    static let organizations = ["alpha", "beta", "gamma"]
    static let users = organizations.flatMap { ["\($0)-admin", "\($0)-member"] }

    init(seed: UInt64) throws {
        self.seed = seed
        cluster = try SimulatedCluster(seed: seed, services: [])
        // Every other node starts again from what it kept, in files that are written anew all the time.
        if seed.isMultiple(of: 2) { cluster.decisionFolder = "/data" }
        cluster.localLimits.appendedMinimum = 20
        // And every third answers on two loops, with a third one for the feeds.
        if seed.isMultiple(of: 3) { cluster.decisionReactorCount = 2 }
        for service in ServiceName.allCases { try cluster.start(service) }
        dice = SimulatedRandomness(seed: seed &+ 0x5EED)
    }

    /// The story itself: the people, then `length` things that happen.
    ///
    /// - Parameter look: called now and then between two of them.
    func live(_ length: Int, look: (Story) throws -> Void = { _ in }) throws {
        try begin()
        try goOn(length, look: look)
    }

    /// The people, and what always happens.
    func begin() throws {
        try settle()
        for organization in Self.organizations {
            try must(
                .with {
                    $0.id = organization
                    $0.name = organization
                } as CreateOrganizationRequest)
            for kind in ["admin", "member"] {
                try must(
                    .with {
                        $0.id = "\(organization)-\(kind)"
                        $0.organization = organization
                        $0.email = "\(kind)@\(organization).test"
                        $0.displayName = kind
                        $0.role = kind == "admin" ? .admin : .member
                    } as CreateUserRequest)
            }
        }
        try agreement()
    }

    /// `length` more things that happen.
    func goOn(_ length: Int, look: (Story) throws -> Void = { _ in }) throws {
        for _ in 0..<length {
            if dice.oneIn(4) { try trouble() }
            try happening()
            if dice.oneIn(8) { try look(self) }
        }
    }

    /// What always happens: a proposal, a counter-proposal, its acceptance, a change.
    private func agreement() throws {
        try must(proposal("alpha", "beta", "p0"))
        made.append(("p0", ["alpha", "beta"]))
        try must(terms(CounterProposalRequest.self, "beta", "p0", .restricted))
        try must(step(AcceptProposalRequest.self, "alpha", "p0"))
        try must(terms(ProposeChangeRequest.self, "beta", "p0", .full))
        try must(step(AcceptProposalRequest.self, "alpha", "p0"))
    }

    /// Heals everything and waits until the replicas stand where the sources do.
    func settle() throws {
        cluster.network.heal()
        for service in ServiceName.allCases { cluster.network.resume(cluster.loop(service)) }
        for _ in 0..<200 {
            cluster.advance(by: .milliseconds(100))
            let heads = cluster.server(.partnership).keeper.position
            let directory = cluster.server(.directory).keeper.position
            let node = cluster.server(.decision).keeper
            let isLevel =
                heads.directoryEpoch == directory.directoryEpoch && heads.directory == directory.directory
                && node.position == heads
            if isLevel && node.isReady { return }
        }
        throw Unsettled()
    }

    /// Forgets what it has seen, as a caller that begins anew.
    func forgetPositions() { seen = Position() }

    struct Unsettled: Error {}
}

// MARK: - Calling

extension Story {
    /// Asks until there is an answer or a refusal that says more than "not now".
    @discardableResult
    func call<R: Request>(_ request: R) throws(Failure) -> R.Response {
        let request = keyed(request)
        var last = Failure(.unavailable, "never asked")
        for _ in 0..<40 {
            do throws(Failure) {
                let response = try caller(for: R.self).call(positioned(request))
                remember(response)
                answered += 1
                return response
            } catch {
                if error.details?.state == "history-restored" {
                    // As the client library does: what was seen of the old history is worth nothing now.
                    seen = Position()
                    continue
                }
                guard [.unavailable, .unauthenticated, .resourceExhausted].contains(error.code) else {
                    refused += 1
                    throw error
                }
                last = error
                cluster.advance(by: .milliseconds(250))
                if dice.oneIn(3) { cluster.network.heal() }
            }
        }
        throw last
    }

    func must<R: Request>(_ request: R) throws { try call(request) }

    /// What happens may be refused: the rules see to that, and both sides of the comparison know them.
    private func may<R: Request>(_ request: R) throws {
        do throws(Failure) {
            try call(request)
        } catch {
            guard error.code != .internal && error.code != .unavailable else { throw error }
        }
    }

    private func caller<R: Request>(for type: R.Type) -> SimulatedCaller {
        let service = Call.named(R.method).services[0]
        if let caller = callers[service], !caller.isClosed { return caller }
        let caller = cluster.caller(service)
        callers[service] = caller
        return caller
    }

    private func keyed<R: Request>(_ request: R) -> R {
        guard var command = request as? any Command else { return request }
        keyCount += 1
        command.requestKey = "key-\(keyCount)"
        return command as? R ?? request
    }

    private func positioned<R: Request>(_ request: R) -> R {
        guard var positioned = request as? any PositionedRequest else { return request }
        positioned.atLeast = seen
        return positioned as? R ?? request
    }

    private func remember<M: Message>(_ response: M) {
        guard let position = (response as? any PositionedResponse)?.position else { return }
        seen = seen.merged(with: position)
    }
}

// MARK: - What happens

extension Story {
    private func one<Items: RandomAccessCollection>(of items: Items) -> Items.Element {
        items[items.index(items.startIndex, offsetBy: dice.number(in: 0...items.count - 1))]
    }

    private func happening() throws {
        // Mostly the latest ones, which may still live.
        let (partnership, sides) = one(of: dice.oneIn(6) ? made[...] : made.suffix(3))
        let organization = one(of: dice.oneIn(8) ? Self.organizations : sides)
        let preset = one(of: [Preset.full, .limited, .restricted])
        switch dice.number(in: 0...17) {
        case 0, 1: try propose(organization)
        case 2, 3: try may(step(AcceptProposalRequest.self, organization, partnership))
        case 4: try may(step(RejectProposalRequest.self, organization, partnership))
        case 5: try may(terms(CounterProposalRequest.self, organization, partnership, preset))
        case 6: try may(terms(ReviseProposalRequest.self, organization, partnership, preset))
        case 7: try may(step(WithdrawProposalRequest.self, organization, partnership))
        case 8: try may(terms(ProposeChangeRequest.self, organization, partnership, preset))
        case 9: try may(step(DisablePartnershipRequest.self, organization, partnership))
        case 10: try may(step(RequestEnableRequest.self, organization, partnership))
        case 11, 12: try may(step(ConfirmEnableRequest.self, organization, partnership))
        case 13: try may(step(DeclineEnableRequest.self, organization, partnership))
        case 14: try delete(organization, partnership)
        case 15:
            try may(
                .with {
                    $0.actor = "\(organization)-admin"
                    $0.organization = organization
                    $0.preset = preset
                } as SetDefaultsRequest)
        case 16: try changePeople(organization)
        default: try may(step(CancelEnableRequest.self, organization, partnership))
        }
    }

    private func propose(_ organization: String) throws {
        let other = one(of: Self.organizations)
        let id = "p\(keyCount)"
        do throws(Failure) {
            try call(proposal(organization, other, id))
            made.append((id, [organization, other]))
        } catch {
            guard error.code != .internal && error.code != .unavailable else { throw error }
        }
    }

    private func changePeople(_ organization: String) throws {
        switch dice.number(in: 0...4) {
        case 0: try may(.with { $0.id = organization } as SuspendOrganizationRequest)
        case 1, 4: try may(.with { $0.id = organization } as ResumeOrganizationRequest)
        case 2: try may(.with { $0.id = "\(organization)-member" } as DeactivateUserRequest)
        default: try may(.with { $0.id = "\(organization)-member" } as ReactivateUserRequest)
        }
    }

    private func delete(_ organization: String, _ partnership: String) throws {
        var request = DeletePartnershipRequest.with {
            $0.actor = "\(organization)-admin"
            $0.partnership = partnership
        }
        do throws(Failure) {
            request.confirmation = try call(request).confirmation
        } catch { return }
        try may(request)
    }

    private func proposal(
        _ organization: String, _ other: String, _ id: String
    ) -> ProposePartnershipRequest {
        .with {
            $0.id = id
            $0.actor = "\(organization)-admin"
            $0.memberEmail = "member@\(other).test"
            $0.terms = [
                .with {
                    $0.interaction = "chat.start"
                    $0.outgoing = .allow
                    $0.incoming = .ask
                }
            ]
        }
    }

    private func step<Name: CallName>(
        _ type: PartnershipStep<Name>.Type, _ organization: String, _ partnership: String
    ) -> PartnershipStep<Name> {
        .with {
            $0.actor = "\(organization)-admin"
            $0.partnership = partnership
        }
    }

    private func terms<Name: CallName>(
        _ type: PartnershipTermsStep<Name>.Type, _ organization: String, _ partnership: String,
        _ preset: Preset
    ) -> PartnershipTermsStep<Name> {
        .with {
            $0.actor = "\(organization)-admin"
            $0.partnership = partnership
            $0.preset = preset
        }
    }
}

// MARK: - Trouble

extension Story {
    private func trouble() throws {
        let services = ServiceName.allCases
        let (one, other) = (one(of: services), one(of: services))
        switch dice.number(in: 0...6) {
        case 0: cluster.network.weather.delayMicros = 20...dice.number(in: 1_000...150_000)
        case 1: cluster.network.cutSomeConnections(oneIn: 2)
        case 2 where one == .decision:
            // Its disk may have lost some of what it was told last.
            if dice.oneIn(2) { cluster.crashDecision() } else { cluster.kill(.decision) }
            try cluster.start(.decision)
        case 2: try cluster.restart(one)
        case 3: if one != other { cluster.network.part(cluster.loop(one), cluster.loop(other)) }
        case 4: cluster.network.heal()
        case 5:
            let loop = cluster.loop(one)
            cluster.network.pause(loop)
            cluster.advance(by: .milliseconds(Int64(dice.number(in: 1...8_000))))
            cluster.network.resume(loop)
        default: cluster.advance(by: .milliseconds(Int64(dice.number(in: 1...3_000))))
        }
    }
}
