// Random requests, made to the service and to the reference model alike: both must answer the same, and hold
// the same afterwards.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct RandomTests {
    @Test(arguments: [1, 2, 3, 4, 5, 29] as [UInt64])
    func theServiceDoesWhatTheReferenceModelDoes(_ seed: UInt64) throws {
        var story = try Story(seed: seed)
        for _ in 0..<25 {
            for _ in 0..<4 { try story.step() }
            try story.compare()
        }
        // A story of refusals alone would prove little.
        #expect(story.taken > 10, "\(story.lines.joined(separator: "\n"))")
    }
}

/// The two of them side by side.
private struct Story {
    let world: World
    var model: ReferenceModel
    let dice: SimulatedRandomness
    /// What was done, for whoever reads a failure.
    var lines: [String]
    /// How many commands were carried out.
    var taken = 0
    let people = ["ada", "amy", "bob", "ben", "gus", "nobody", ""]
    let organizations = ["alpha", "beta", "gamma"]

    init(seed: UInt64) throws {
        world = try World(seed: seed)
        dice = SimulatedRandomness(seed: seed)
        lines = ["seed \(seed)"]
        model = ReferenceModel(now: world.now)
        for id in organizations {
            _ = try model.carryOut(
                CreateOrganizationRequest.with {
                    $0.id = id
                    $0.name = id
                })
        }
        let people: [(String, String, Role)] = [
            ("ada", "alpha", .admin), ("amy", "alpha", .member), ("bob", "beta", .admin),
            ("ben", "beta", .member), ("gus", "gamma", .enterpriseAdmin),
        ]
        for (id, organization, role) in people {
            _ = try model.carryOut(
                CreateUserRequest.with {
                    $0.id = id
                    $0.organization = organization
                    $0.email = "\(id)@\(organization).test"
                    $0.displayName = id
                    $0.role = role
                })
        }
    }

    func pick<Item>(_ items: [Item]) -> Item { items[dice.number(in: 0...items.count - 1)] }

    /// Asks both for the same.
    mutating func same<R: Request>(_ request: R) throws {
        let line = "\(R.method.name) \(JSON.encode(request))"
        if request is any Command { lines.append(line) }
        model.pass(to: world.now)
        var (told, expected) = ("", "")
        do throws(Failure) { told = Self.words(try world.call(request)) } catch { told = Self.words(error) }
        do throws(Failure) { expected = Self.words(try model.carryOut(request)) } catch {
            expected = Self.words(error)
        }
        #expect(told == expected, "\(line), after:\n\(lines.joined(separator: "\n"))")
        if request is any Command, !expected.hasPrefix("refused") { taken += 1 }
    }

    private static func words(_ failure: Failure) -> String {
        "refused \(failure.code.name) \(failure.details?.state ?? "") \(failure.details?.currentVersion ?? -1)"
    }

    /// An answer without what each of the two makes up for itself.
    private static func words(_ answer: some Message) -> String {
        if let answer = answer as? OrganizationReply { return "suspended: \(answer.organization.suspended)" }
        if let answer = answer as? PartnershipReply { return words(answer.partnership) }
        if let answer = answer as? DeletePartnershipResponse {
            return words(answer.partnership) + (answer.confirmation.isEmpty ? "" : " to be confirmed")
        }
        if let answer = answer as? ListPartnershipsResponse {
            return answer.items.map(words).joined(separator: "\n")
        }
        if let answer = answer as? ListNotificationsResponse {
            return answer.items.map { "\($0.partnership) \($0.partner) \($0.action) \($0.needsAttention)" }
                .joined(separator: "\n")
        }
        if let answer = answer as? PartnershipHistoryResponse {
            return answer.items.map { event in
                var event = event
                event.at = 0
                return JSON.encode(event)
            }.joined(separator: "\n")
        }
        guard var positioned = answer as? any PositionedResponse else { return JSON.encode(answer) }
        positioned.position = Position()
        return JSON.encode(positioned)
    }

    private static func words(_ partnership: Partnership) -> String {
        var partnership = partnership
        partnership.createdAt = 0
        partnership.updatedAt = 0
        partnership.open?.expiresAt = 0
        return JSON.encode(partnership)
    }
}

// MARK: - What may happen

extension Story {
    mutating func step() throws {
        switch dice.number(in: 0...29) {
        case 0: try suspend()
        case 1, 2: try setDefaults()
        case 3, 4: pass()
        case 5: try delete()
        case 6, 7: try propose()
        default:
            let isSomethingOn = model.partnerships.contains { $0.open != nil || $0.state == .enabled }
            if isSomethingOn { try give() } else { try propose() }
        }
    }

    /// Days and a little, so that no two moments ever fall together by chance.
    private mutating func pass() {
        let minutes = dice.number(in: 0...5) * 1_440 + 67
        lines.append("\(minutes) minutes pass")
        world.pass(.seconds(minutes * 60))
    }

    private mutating func suspend() throws {
        // Whoever is suspended is resumed before another is.
        for id in organizations {
            let known = try model.carryOut(GetOrganizationRequest.with { $0.id = id }).organization
            if known.suspended { return try same(ResumeOrganizationRequest.with { $0.id = id }) }
        }
        try same(SuspendOrganizationRequest.with { $0.id = pick(organizations) })
    }

    private mutating func setDefaults() throws {
        let organization = pick(organizations)
        try same(
            SetDefaultsRequest.with {
                $0.organization = organization
                $0.actor = someActor(of: [organization])
                ($0.preset, $0.table) = terms()
                $0.expectedVersion = pick([0, 0, 1, 2])
            })
    }

    private mutating func propose() throws {
        let actor = someActor(of: organizations)
        let own = "@\(home(of: actor))."
        let others = ["amy@alpha.test", "BEN@beta.test", "gus@gamma.test"].filter { !$0.contains(own) }
        try same(
            ProposePartnershipRequest.with {
                $0.actor = actor
                $0.organization = actor.isEmpty ? pick(["alpha", "beta", "omega", ""]) : ""
                $0.id = "p\(model.partnerships.count)"
                $0.memberEmail = dice.oneIn(10) ? pick(["who@gamma.test", "amy@alpha.test"]) : pick(others)
                ($0.preset, $0.terms) = terms()
                ($0.proposalExpiresAt, $0.termsExpireAt) = moments()
            })
    }

    /// Asks for a confirmation, and half of the time presents each world's own.
    private mutating func delete() throws {
        let id = somePartnership()
        var request = give(DeletePartnershipRequest(), id)
        request.partnership = id
        try same(request)
        guard dice.oneIn(2) else { return }
        var (forWorld, forModel) = (request, request)
        guard let answer = try? world.call(request) else { return }
        forWorld.confirmation = answer.confirmation
        forModel.confirmation = try model.carryOut(request).confirmation
        lines.append("confirmed")
        _ = try world.call(forWorld)
        _ = try model.carryOut(forModel)
        taken += 1
    }

    private mutating func give() throws {
        let id = somePartnership()
        let open = model.partnerships.first { $0.id == id }?.open?.kind
        switch dice.oneIn(4) ? nil : open {
        case .enableRequest: try steps(id, [12, 12, 13, 14])
        case .change: try steps(id, [0, 0, 3, 4, 5, 7, 8])
        case .proposal: try steps(id, [0, 0, 0, 0, 3, 4, 5, 7])
        default: try steps(id, dice.oneIn(2) ? Array(0...14) : [6, 6, 8, 9])
        }
    }

    private mutating func steps(_ id: String, _ choices: [Int]) throws {
        switch pick(choices) {
        case 0, 1, 2: try same(step(AcceptProposalRequest(), id))
        case 3: try same(step(RejectProposalRequest(), id))
        case 4: try same(step(CounterProposalRequest(), id))
        case 5: try same(step(ReviseProposalRequest(), id))
        case 6: try same(step(ProposeChangeRequest(), id))
        case 7: try same(step(WithdrawProposalRequest(), id))
        case 8: try same(step(DisablePartnershipRequest(), id))
        case 9, 10, 11: try same(step(RequestEnableRequest(), id))
        case 12: try same(step(ConfirmEnableRequest(), id))
        case 13: try same(step(DeclineEnableRequest(), id))
        default: try same(step(CancelEnableRequest(), id))
        }
    }

    private func step<Name: CallName>(_ request: PartnershipStep<Name>, _ id: String) -> PartnershipStep<Name>
    {
        var request = give(request, id)
        request.partnership = id
        return request
    }

    private func step<Name: CallName>(
        _ request: PartnershipTermsStep<Name>, _ id: String
    ) -> PartnershipTermsStep<Name> {
        var request = give(request, id)
        request.partnership = id
        (request.preset, request.terms) = terms()
        (request.proposalExpiresAt, request.termsExpireAt) = moments()
        return request
    }

    /// A command of somebody who might give it, against a version that might stand.
    private func give<R: PartnershipCommand>(_ request: R, _ id: String) -> R {
        var request = request
        let known = model.partnerships.first { $0.id == id }
        let sides = known.map { [$0.first, $0.second] } ?? ["alpha"]
        let version = known?.version ?? 1
        request.actor = someActor(of: sides)
        request.organization = request.actor.isEmpty ? pick(sides + ["gamma"]) : ""
        request.expectedVersion = pick([0, 0, 0, version, version, max(version - 1, 1)])
        return request
    }

    private func home(of actor: String) -> String {
        ["ada": "alpha", "amy": "alpha", "bob": "beta", "ben": "beta", "gus": "gamma"][actor] ?? ""
    }

    /// Mostly one that lives.
    private func somePartnership() -> String {
        let live = model.partnerships.filter { [.proposed, .enabled, .disabled].contains($0.state) }.map(\.id)
        return live.isEmpty || dice.oneIn(10)
            ? "p\(dice.number(in: 0...model.partnerships.count))" : pick(live)
    }

    /// Mostly an administrator of one of these organizations.
    private func someActor(of organizations: [String]) -> String {
        if dice.oneIn(6) { return pick(people) }
        let administrators = ["alpha": "ada", "beta": "bob", "gamma": "gus"]
        return administrators[pick(organizations)] ?? ""
    }

    private func terms() -> (Preset?, [PermissionEntry]) {
        if dice.oneIn(2) { return (dice.oneIn(20) ? .custom : pick([.full, .limited, .restricted]), []) }
        var named: Set<String> = []
        let entries = (0..<dice.number(in: 0...3)).map { _ in entry() }
        return (nil, entries.filter { named.insert($0.interaction).inserted || dice.oneIn(30) })
    }

    private func entry() -> PermissionEntry {
        .with {
            let mayAsk = ["chat.start", "workspace.add-member", "workspace.transfer"]
            let name = pick(mayAsk + ["calendar.preview", "meeting.schedule", "workspace.coordinate"])
            let states: [PermissionState] = mayAsk.contains(name) ? [.deny, .ask, .allow] : [.deny, .allow]
            $0.interaction = dice.oneIn(60) ? "no.such" : name
            if !dice.oneIn(3) { $0.outgoing = dice.oneIn(60) ? .ask : pick(states) }
            if !dice.oneIn(3) { $0.incoming = pick(states) }
        }
    }

    /// When a proposal lapses and its terms end, if it says.
    private func moments() -> (Int64?, Int64?) {
        let day: Int64 = 86_400_000
        let lapses = dice.oneIn(3) ? world.now + Int64(dice.number(in: 0...20)) * day - 1000 : nil
        let ends = dice.oneIn(3) ? pick([0, world.now + Int64(dice.number(in: 0...20)) * day - 2000]) : nil
        return (lapses, ends)
    }
}

// MARK: - Comparing what both hold

extension Story {
    mutating func compare() throws {
        for known in model.partnerships {
            for organization in [known.first, known.second] {
                try same(
                    GetPartnershipRequest.with {
                        $0.partnership = known.id
                        $0.organization = organization
                    })
                try same(
                    PartnershipHistoryRequest.with {
                        $0.partnership = known.id
                        $0.organization = organization
                    })
            }
        }
        for organization in organizations {
            try same(GetDefaultsRequest.with { $0.organization = organization })
            for filter in PartnershipFilter.allCases {
                try same(
                    ListPartnershipsRequest.with {
                        $0.organization = organization
                        $0.filter = filter
                    })
            }
            try same(
                ListNotificationsRequest.with {
                    $0.organization = organization
                    $0.includeAcknowledged = true
                    $0.pageSize = 1000
                })
        }
    }
}
