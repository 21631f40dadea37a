// The house's rules as a world: what a service would do around them, with dictionaries for its tables and a
// variable for its clock. Where this world and the reference disagree, one of the two misreads the rules.

import EntenteProtocol
import Rules

/// The rules of the house as a world to play scenarios in.
package final class ScenarioRulesWorld: ScenarioWorld {
    private var now: Int64 = 1_700_000_000_000
    private let catalog = InteractionCatalog.builtIn
    private var organizations: [String: Organization] = [:]
    private var users: [String: User] = [:]
    private var tables: [String: (table: PermissionTable, version: Int64)] = [:]
    private var lives: [String: PartnershipLife] = [:]
    private var outcomes: [(partnership: String, outcome: LifeOutcome)] = []
    private var confirmations: [String: String] = [:]

    /// An empty world.
    package init() {}

    package var offers: Set<ScenarioNeed> { [.clock] }

    package func perform(_ command: ScenarioCommand) async throws {
        switch command.deed {
        case .createOrganization(let id, let name): try create(command, id, name)
        case .createUser(let user): try create(command, user)
        case .suspend(let id): try setSuspended(command, id, true)
        case .resume(let id): try setSuspended(command, id, false)
        case .deactivate(let id): try setDeactivated(command, id, true)
        case .reactivate(let id): try setDeactivated(command, id, false)
        case .setDefaults(let id, let terms): try setDefaults(command, id, terms)
        case .propose(let id, let email, let offer): try propose(command, id, email, try read(offer))
        case .counter(let id, let offer): try apply(command, id, .counter(try read(offer)))
        case .revise(let id, let offer): try apply(command, id, .revise(try read(offer)))
        case .change(let id, let offer): try apply(command, id, .proposeChange(try read(offer)))
        case .step(let id, let verb): try apply(command, id, read(verb))
        case .askToDelete(let id): try askToDelete(command, id)
        case .confirmDelete(let id): try confirmDelete(command, id)
        }
    }

    package func wait(milliseconds: Int64) async throws {
        now += milliseconds
        for (id, life) in lives {
            for outcome in life.elapse(to: now) { record(outcome, id) }
        }
    }

    package func check(actor: String, action: String, target: String) async throws -> CheckAnswer {
        guard let interaction = catalog.interaction(named: action) else {
            throw Failure.invalidArgument("field `action`: unknown action \(quoted(action))")
        }
        let acting = users[actor]
        let aimed = users[target]
        if let ruling = OrganizationGate.persons(
            actor: acting.map(standing), target: aimed.map(standing), isSelf: actor == target)
        {
            return answer(ruling, target: target)
        }
        guard let acting, let aimed else { throw Failure(.internal, "the gate lets strangers pass") }
        return decide(interaction.code, acting, aimed)
    }

    package func partnership(_ id: String, seenBy organization: String) async throws -> Partnership {
        let life = try life(id)
        guard let side = life.side(of: organization) else {
            throw Failure.permissionDenied("of neither side")
        }
        return life.told(to: side, id: id, catalog)
    }

    package func history(_ partnership: String) async throws -> [PartnershipEvent] {
        _ = try life(partnership)
        return outcomes.filter { $0.partnership == partnership }
            .map { $0.outcome.told(to: .first, id: partnership, catalog) }
    }

    package func notifications(_ organization: String) async throws -> [Notification] {
        outcomes.flatMap { id, outcome in
            outcome.notices.filter { outcome.life.organization($0.side) == organization }.map { notice in
                .with {
                    $0.partnership = id
                    $0.action = outcome.action
                    $0.needsAttention = notice.needsAttention
                }
            }
        }
    }

    package func defaults(_ organization: String) async throws -> DefaultTable {
        guard let (table, version) = tables[organization] else {
            throw Failure.notFound("no such organization")
        }
        return .with {
            $0.table = table.entries(catalog)
            $0.preset = Preset(ofDefaults: table, catalog)
            $0.version = version
        }
    }
}

// MARK: - The directory

extension ScenarioRulesWorld {
    private func create(_ command: ScenarioCommand, _ id: String, _ name: String) throws(Failure) {
        try Fields.checkID(id, "id")
        try Fields.checkName(name, "name")
        try requireOperator(command)
        guard organizations[id] == nil else { throw .alreadyExists("id taken") }
        organizations[id] = .with {
            $0.id = id
            $0.name = name
        }
        tables[id] = (.start, 1)
    }

    private func create(_ command: ScenarioCommand, _ user: User) throws(Failure) {
        try Fields.checkID(user.id, "id")
        try Fields.checkEmail(user.email)
        try Fields.checkName(user.displayName, "displayName")
        guard organizations[user.organization] != nil else { throw .notFound("no such organization") }
        try requireActor(command, for: user.organization, .userManage)
        try requireInService(user.organization)
        guard users[user.id] == nil else { throw .alreadyExists("id taken") }
        guard self.user(email: user.email) == nil else { throw .alreadyExists("e-mail taken") }
        users[user.id] = user
    }

    private func setSuspended(_ command: ScenarioCommand, _ id: String, _ suspended: Bool) throws(Failure) {
        guard organizations[id] != nil else { throw .notFound("no such organization") }
        try requireOperator(command)
        organizations[id]?.suspended = suspended
    }

    private func setDeactivated(_ command: ScenarioCommand, _ id: String, _ deactivated: Bool) throws(Failure)
    {
        guard let user = users[id] else { throw .notFound("no such user") }
        try requireActor(command, for: user.organization, .userManage)
        try requireInService(user.organization)
        users[id]?.deactivated = deactivated
    }

    private func user(email: String) -> User? {
        users.values.first { EmailAddress.folded($0.email) == EmailAddress.folded(email) }
    }

    private func requireOperator(_ command: ScenarioCommand) throws(Failure) {
        guard command.actor.isEmpty else { throw .permissionDenied("the operator's alone") }
    }

    private func requireActor(
        _ command: ScenarioCommand, for organization: String, _ capability: Capability
    ) throws(Failure) {
        guard !command.actor.isEmpty else { return }
        var known = organizations[organization] ?? Organization()
        known.suspended = false
        guard let user = users[command.actor] else { throw .permissionDenied("unknown actor") }
        guard user.organization == organization else { throw .permissionDenied("of another organization") }
        try ActorStanding(user, in: known).require(capability, actor: user.id)
    }

    /// A suspended organization is a state, and looked at after the version.
    private func requireInService(_ organization: String) throws(Failure) {
        if organizations[organization]?.suspended == true { throw .suspendedOrganization("the") }
    }
}

// MARK: - Partnerships

extension ScenarioRulesWorld {
    private func setDefaults(
        _ command: ScenarioCommand, _ id: String, _ terms: ScenarioTerms
    ) throws(Failure) {
        let patch = try TermsPatch(preset: terms.preset, table: terms.entries, catalog)
        guard let (table, version) = tables[id] else { throw .notFound("no such organization") }
        try requireActor(command, for: id, .defaultsManage)
        if command.expectedVersion != 0, command.expectedVersion != version {
            throw .conflict("stale", currentVersion: version)
        }
        try requireInService(id)
        let changed = patch.applied(to: table)
        tables[id] = (changed, changed == table ? version : version + 1)
    }

    private func propose(
        _ command: ScenarioCommand, _ id: String, _ email: String, _ offer: Offer
    ) throws(Failure) {
        try Fields.checkID(id, "id")
        guard let member = user(email: email), !member.deactivated else {
            throw .notFound("nobody has the address \(quoted(email))")
        }
        let asker = try organization(of: command)
        guard asker != member.organization else { throw .invalidArgument("one's own organization") }
        try requireActor(command, for: asker, .partnershipManage)
        guard command.expectedVersion == 0 else { throw .conflict("nothing there yet", currentVersion: 0) }
        try requireInService(asker)
        guard organizations[member.organization]?.suspended == false else {
            throw .suspendedOrganization("the other")
        }
        let pair = Set([asker, member.organization])
        guard lives[id] == nil,
            !lives.values.contains(where: { $0.isLive && Set([$0.first, $0.second]) == pair })
        else { throw .alreadyExists("a second live partnership, or an id that is taken") }
        record(PartnershipLife.proposed(by: asker, to: member.organization, offer, at: now), id)
    }

    private func apply(_ command: ScenarioCommand, _ id: String, _ lifeCommand: LifeCommand) throws(Failure) {
        let (life, side) = try standing(command, id)
        if lifeCommand.needsPartnerInGoodStanding,
            organizations[life.organization(side.other)]?.suspended == true
        {
            throw .suspendedOrganization("the other")
        }
        do {
            record(try life.apply(lifeCommand, by: side, at: now), id)
        } catch {
            throw error.failure
        }
    }

    private func askToDelete(_ command: ScenarioCommand, _ id: String) throws(Failure) {
        let (life, side) = try standing(command, id)
        do {
            _ = try life.apply(.delete, by: side, at: now)
        } catch {
            throw error.failure
        }
        confirmations[id] = DeletionConfirmation.make(version: life.version, nonce: nonce(life))
    }

    private func confirmDelete(_ command: ScenarioCommand, _ id: String) throws(Failure) {
        let (life, side) = try standing(command, id)
        let outcome: LifeOutcome
        do {
            outcome = try life.apply(.delete, by: side, at: now)
        } catch {
            throw error.failure
        }
        try DeletionConfirmation.check(confirmations[id] ?? "", version: life.version, nonce: nonce(life))
        record(outcome, id)
    }

    /// The number a service would draw and keep; here one that differs by version is enough.
    private func nonce(_ life: PartnershipLife) -> UInt64 { UInt64(life.version) &* 0x9E37_79B9_7F4A_7C15 }

    private func standing(
        _ command: ScenarioCommand, _ id: String
    ) throws(Failure) -> (PartnershipLife, Side) {
        let life = try life(id)
        let organization = try organization(of: command)
        guard let side = life.side(of: organization) else { throw .permissionDenied("of neither side") }
        try requireActor(command, for: organization, .partnershipManage)
        do {
            try life.checkVersion(command.expectedVersion)
        } catch {
            throw error.failure
        }
        try requireInService(organization)
        return (life, side)
    }

    private func organization(of command: ScenarioCommand) throws(Failure) -> String {
        guard !command.actor.isEmpty else {
            guard organizations[command.organization] != nil else { throw .notFound("no such organization") }
            return command.organization
        }
        guard let user = users[command.actor] else { throw .permissionDenied("unknown actor") }
        return user.organization
    }

    private func life(_ id: String) throws(Failure) -> PartnershipLife {
        guard let life = lives[id] else { throw .notFound("no partnership \(quoted(id))") }
        return life
    }

    private func record(_ outcome: LifeOutcome, _ id: String) {
        lives[id] = outcome.life
        outcomes.append((id, outcome))
    }
}

// MARK: - Decisions, and reading scenarios

extension ScenarioRulesWorld {
    private func decide(_ code: Int32, _ acting: User, _ aimed: User) -> CheckAnswer {
        if acting.organization == aimed.organization {
            return answer(OrganizationGate.sameOrganization, target: aimed.id)
        }
        for (id, life) in lives where life.isInForce(at: now) && life.side(of: aimed.organization) != nil {
            guard let side = life.side(of: acting.organization), let terms = life.terms else { continue }
            let ruling = OrganizationGate.partnership(code, outgoing: terms.outgoing(of: side))
            var decided = answer(ruling, target: aimed.id)
            decided.partnership = id
            decided.partnershipVersion = life.version
            return decided
        }
        let outgoing = tables[acting.organization]?.table.outgoing ?? .denied
        let incoming = tables[aimed.organization]?.table.incoming ?? .denied
        return answer(
            OrganizationGate.defaults(code, outgoing: outgoing, incoming: incoming), target: aimed.id)
    }

    private func answer(_ ruling: Ruling, target: String) -> CheckAnswer {
        .with {
            $0.verdict = ruling.verdict
            $0.reason = ruling.reason
            $0.ask = ruling.verdict == .ask ? target : nil
        }
    }

    private func standing(_ user: User) -> PersonStanding {
        PersonStanding(
            deactivated: user.deactivated,
            organizationSuspended: organizations[user.organization]?.suspended ?? false)
    }

    private func read(_ offer: ScenarioOffer) throws(Failure) -> Offer {
        let moment = now
        return try Offer(
            preset: offer.terms.preset, terms: offer.terms.entries, note: offer.note,
            proposalExpiresAt: offer.lapsesAfter.map { moment + $0 },
            termsExpireAt: offer.termsEndAfter.map { $0 == 0 ? 0 : moment + $0 }, catalog: catalog, now: now)
    }

    private func read(_ verb: ScenarioVerb) -> LifeCommand {
        switch verb {
        case .accepts: return .accept
        case .rejects: return .reject
        case .withdraws: return .withdraw
        case .disables: return .disable
        case .requestsEnable: return .requestEnable
        case .confirmsEnable: return .confirmEnable
        case .declinesEnable: return .declineEnable
        case .cancelsEnable: return .cancelEnable
        }
    }
}
