import EntenteProtocol
import TestSupport
import Testing

/// Random commands, given to the service and to the reference model; both must say and hold the same.
@Suite struct RandomTests {
    @Test(arguments: [1, 2, 3, 4, 5, 29] as [UInt64])
    func theServiceDoesWhatTheReferenceModelDoes(_ seed: UInt64) throws {
        var story = try Story(seed: seed)
        for _ in 0..<25 {
            for _ in 0..<4 { try story.step() }
            try story.compare()
        }
        // A story of refusals alone would prove little.
        #expect(story.lines.count { $0.hasSuffix(": done") } > 10, "\(story.lines.joined(separator: "\n"))")
    }
}

/// The two of them side by side.
private struct Story {
    let world: World
    var model: ReferenceModel
    let dice: SimulatedRandomness
    /// What was done, for whoever reads a failure.
    var lines: [String]
    let people = ["ada", "amy", "bob", "ben", "gus", "nobody", ""]

    init(seed: UInt64) throws {
        world = try World(seed: seed)
        dice = SimulatedRandomness(seed: seed)
        lines = ["seed \(seed)"]
        model = ReferenceModel(now: world.now)
        for id in ["alpha", "beta", "gamma"] { try model.createOrganization(actor: "", id: id) }
        let people: [(String, String, Role)] = [
            ("ada", "alpha", .admin), ("amy", "alpha", .member), ("bob", "beta", .admin),
            ("ben", "beta", .member),
            ("gus", "gamma", .enterpriseAdmin),
        ]
        for (id, organization, role) in people {
            try model.createUser(
                actor: "", id: id, organization: organization, email: "\(id)@\(organization).test", role: role
            )
        }
    }

    func pick<Item>(_ items: [Item]) -> Item { items[dice.number(in: 0...items.count - 1)] }

    mutating func step() throws {
        model.wait(until: world.now)
        switch dice.number(in: 0...29) {
        case 0: try suspend()
        case 1, 2: setDefaults()
        case 3, 4: pass()
        case 5: delete()
        case 6, 7: propose()
        default: model.partnerships.contains { $0.open != nil || $0.state == .enabled } ? give() : propose()
        }
    }

    /// Expects the same from both: success, or refusal with the same code and details.
    mutating func same(
        _ words: String, _ service: () throws(Failure) -> Void, _ reference: () throws(Failure) -> Void
    ) {
        lines.append(words)
        let (told, expected) = (Self.outcome(service), Self.outcome(reference))
        #expect(told == expected, "\(lines.joined(separator: "\n"))")
        lines[lines.count - 1] += ": \(expected)"
    }

    private static func outcome(_ body: () throws(Failure) -> Void) -> String {
        do throws(Failure) {
            try body()
            return "done"
        } catch {
            let version = error.details?.currentVersion.map { " \($0)" } ?? ""
            return error.code.name + " " + (error.details?.state ?? "") + version
        }
    }
}

// MARK: - What may happen

extension Story {
    /// Days and a little, so that no two moments ever fall together by chance.
    private mutating func pass() {
        let minutes = dice.number(in: 0...5) * 1_440 + 67
        lines.append("\(minutes) minutes pass")
        world.pass(.seconds(minutes * 60))
        model.wait(until: world.now)
    }

    private mutating func suspend() throws {
        // Whoever is suspended is resumed before another is.
        let suspended = model.organizations.first { $0.suspended }?.id
        let organization = suspended ?? pick(["alpha", "beta", "gamma"])
        let isSuspended = suspended != nil
        lines.append("\(organization) is \(isSuspended ? "resumed" : "suspended")")
        if isSuspended { try world.resume(organization) } else { try world.suspend(organization) }
        try model.setSuspended(actor: "", organization, !isSuspended)
    }

    private mutating func setDefaults() {
        let organization = pick(["alpha", "beta", "gamma"])
        let actor = someActor(of: [organization])
        let (preset, terms) = terms()
        let version = pick([0, 0, 1, 2] as [Int64])
        let world = world
        var model = model
        same("\(actor) sets defaults of \(organization) to \(terms) \(preset?.name ?? "") at \(version)") {
            () throws(Failure) in
            try world.setDefaults(
                of: organization, by: actor, preset: preset, table: terms, version: version)
        } _: { () throws(Failure) in
            try model.setDefaults(
                actor: actor, organization: organization, preset: preset, table: terms,
                expectedVersion: version)
        }
        self.model = model
    }

    private mutating func propose() {
        let (id, actor) = ("p\(model.partnerships.count)", someActor(of: ["alpha", "beta", "gamma"]))
        let others = ["amy@alpha.test", "BEN@beta.test", "gus@gamma.test"].filter {
            !$0.hasSuffix(home(of: actor))
        }
        let email = dice.oneIn(10) ? pick(["who@gamma.test", "amy@alpha.test"]) : pick(others)
        let organization = actor.isEmpty ? pick(["alpha", "beta", "omega"]) : ""
        let offer = offer()
        let world = world
        var model = model
        same("\(actor)/\(organization) proposes \(id) to \(email): \(offer)") { () throws(Failure) in
            try world.propose(id, by: actor, to: email) {
                $0.organization = organization
                $0.preset = offer.preset
                $0.terms = offer.terms
                $0.note = offer.note
                $0.proposalExpiresAt = offer.lapsesAt
                $0.termsExpireAt = offer.termsEnd
            }
        } _: { () throws(Failure) in
            try model.propose(actor: actor, organization: organization, id: id, email: email, offer)
        }
        self.model = model
    }

    private mutating func delete() {
        let id = somePartnership()
        let actor = someActor(of: sides(of: id))
        let organization = actor.isEmpty ? pick(sides(of: id) + ["gamma"]) : ""
        var confirmation = ""
        let world = world
        var model = model
        same("\(actor)/\(organization) asks to delete \(id)") { () throws(Failure) in
            confirmation = try world.delete(by: actor, id, organization: organization).confirmation
        } _: { () throws(Failure) in
            _ = try model.askToDelete(actor: actor, organization: organization, id)
        }
        guard !confirmation.isEmpty, dice.oneIn(2) else { return }
        same("\(actor) confirms") { () throws(Failure) in
            _ = try world.delete(by: actor, id, confirmation: confirmation, organization: organization)
        } _: { () throws(Failure) in
            try model.step(actor: actor, organization: organization, id, .delete)
        }
        self.model = model
    }

    private mutating func give() {
        let id = somePartnership()
        let actor = someActor(of: sides(of: id))
        let organization = actor.isEmpty ? pick(sides(of: id) + ["gamma"]) : ""
        let known = model.partnerships.first { $0.id == id }?.version ?? 1
        let version = pick([0, 0, 0, known, known, max(known - 1, 1)])
        let step = pick(dice.oneIn(4) ? steps(offer()) : likelySteps(id, offer()))
        let world = world
        var model = model
        same("\(actor)/\(organization) at \(version) on \(id): \(step)") { () throws(Failure) in
            try world.carryOut(step, by: actor, to: id, version: version, organization: organization)
        } _: { () throws(Failure) in
            try model.step(actor: actor, organization: organization, id, step, expectedVersion: version)
        }
        self.model = model
    }

    private func steps(_ offer: ReferenceOffer) -> [ReferenceStep] {
        [
            .accept, .accept, .accept, .reject, .counter(offer), .revise(offer), .withdraw, .change(offer),
            .change(offer), .disable, .requestEnable, .requestEnable, .confirm, .confirm, .decline, .cancel,
        ]
    }

    /// What is possible in the state the partnership is in.
    private func likelySteps(_ id: String, _ offer: ReferenceOffer) -> [ReferenceStep] {
        guard let partnership = model.partnerships.first(where: { $0.id == id }) else { return [.accept] }
        switch partnership.open?.kind {
        case .enableRequest: return [.confirm, .confirm, .decline, .cancel]
        case .change:
            return [.accept, .accept, .reject, .counter(offer), .revise(offer), .withdraw, .disable]
        case .proposal:
            return [.accept, .accept, .accept, .accept, .counter(offer), .revise(offer), .reject, .withdraw]
        default:
            let change = ReferenceStep.change(offer)
            return partnership.state == .enabled
                ? [change, .disable] : [.requestEnable, .requestEnable, change]
        }
    }

    private func home(of actor: String) -> String {
        "@" + (model.people.first { $0.id == actor }?.organization ?? "alpha") + ".test"
    }

    /// Mostly one that lives.
    private func somePartnership() -> String {
        let live = model.partnerships.filter { [.proposed, .enabled, .disabled].contains($0.state) }.map(\.id)
        return live.isEmpty || dice.oneIn(10)
            ? "p\(dice.number(in: 0...model.partnerships.count))" : pick(live)
    }

    private func sides(of id: String) -> [String] {
        model.partnerships.first { $0.id == id }.map { [$0.first, $0.second] } ?? ["alpha"]
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
            let interaction = pick(ReferenceModel.interactions)
            $0.interaction = dice.oneIn(60) ? "no.such" : interaction.name
            let states: [PermissionState] = interaction.askAllowed ? [.deny, .ask, .allow] : [.deny, .allow]
            if !dice.oneIn(3) { $0.outgoing = dice.oneIn(60) ? .ask : pick(states) }
            if !dice.oneIn(3) { $0.incoming = pick(states) }
        }
    }

    private func offer() -> ReferenceOffer {
        var offer = ReferenceOffer()
        (offer.preset, offer.terms) = terms()
        let day: Int64 = 86_400_000
        offer.lapsesAt = dice.oneIn(3) ? world.now + Int64(dice.number(in: 1...20)) * day + day / 2 : nil
        offer.termsEnd = dice.oneIn(4) ? world.now + Int64(dice.number(in: 1...40)) * day + day / 2 : nil
        if dice.oneIn(6) { offer.termsEnd = 0 }
        return offer
    }
}

extension World {
    /// Gives a command of the reference model to the service.
    fileprivate func carryOut(
        _ step: ReferenceStep, by actor: String, to id: String, version: Int64, organization: String
    ) throws(Failure) {
        switch step {
        case .accept: try plain(AcceptProposalRequest.self)
        case .reject: try plain(RejectProposalRequest.self)
        case .withdraw: try plain(WithdrawProposalRequest.self)
        case .disable: try plain(DisablePartnershipRequest.self)
        case .requestEnable: try plain(RequestEnableRequest.self)
        case .confirm: try plain(ConfirmEnableRequest.self)
        case .decline: try plain(DeclineEnableRequest.self)
        case .cancel: try plain(CancelEnableRequest.self)
        case .counter(let offer): try terms(CounterProposalRequest.self, offer)
        case .revise(let offer): try terms(ReviseProposalRequest.self, offer)
        case .change(let offer): try terms(ProposeChangeRequest.self, offer)
        case .delete: preconditionFailure("deleting takes two calls")
        }
        func plain<Name: CallName>(_ type: PartnershipStep<Name>.Type) throws(Failure) {
            try give(type, by: actor, to: id, version: version, organization: organization)
        }
        func terms<Name: CallName>(_ type: PartnershipTermsStep<Name>.Type, _ offer: ReferenceOffer)
            throws(Failure)
        {
            try give(
                type, by: actor, to: id, version: version, organization: organization, preset: offer.preset,
                terms: offer.terms, expiresAt: offer.lapsesAt, termsExpireAt: offer.termsEnd)
        }
    }
}

// MARK: - Comparing what both hold

extension Story {
    mutating func compare() throws {
        model.wait(until: world.now)
        for expected in model.partnerships {
            for (organization, isFirst) in [(expected.first, true), (expected.second, false)] {
                let told = try world.read(expected.id, from: organization)
                #expect(
                    Self.words(told) == Self.words(expected, isFirst: isFirst),
                    "\(lines.joined(separator: "\n"))")
                let notes = try world.notifications(of: organization).filter { $0.partnership == expected.id }
                let told2 = notes.map { "\($0.action) \($0.needsAttention)" }
                let due = expected.told.filter { $0.organization == organization }
                    .map { "\($0.action) \($0.needsAttention)" }
                #expect(told2 == due, "\(lines.joined(separator: "\n"))")
            }
            #expect(try world.history(expected.id).map(\.action) == expected.history)
        }
        for expected in model.organizations {
            let told = try world.defaults(of: expected.id)
            #expect(told.version == expected.defaultsVersion, "\(lines.joined(separator: "\n"))")
            #expect(
                Self.words(told.table) == Self.words(expected.defaults, isFirst: false),
                "\(lines.joined(separator: "\n"))")
        }
    }

    private static func words(_ told: Partnership) -> String {
        let open =
            told.open.map { "\($0.kind) \($0.by) \(words($0.terms)) \($0.termsExpireAt ?? 0)" } ?? "nothing"
        return "\(told.state) \(told.version) \(words(told.terms)) \(told.termsExpireAt ?? 0) open: \(open)"
    }

    private static func words(_ expected: ReferencePartnership, isFirst: Bool) -> String {
        let open =
            expected.open.map {
                "\($0.kind) \($0.by) \(words($0.terms, isFirst: isFirst)) \($0.termsEnd ?? 0)"
            } ?? "nothing"
        let terms = words(expected.terms ?? [], isFirst: isFirst)
        return "\(expected.state) \(expected.version) \(terms) \(expected.termsEnd ?? 0) open: \(open)"
    }

    private static func words(_ entries: [PermissionEntry]) -> String {
        entries.map { "\($0.interaction)=\($0.outgoing?.name ?? "")/\($0.incoming?.name ?? "")" }.joined(
            separator: " ")
    }

    /// Cells as the first or the second organization sees them: outgoing, then incoming.
    private static func words(_ cells: [ReferenceCell], isFirst: Bool) -> String {
        cells.map {
            let (out, into) = isFirst ? ($0.oneWay, $0.otherWay) : ($0.otherWay, $0.oneWay)
            return "\($0.interaction)=\(out.name)/\(into.name)"
        }.joined(separator: " ")
    }
}
