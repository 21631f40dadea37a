import EntenteProtocol

/// The reference model as a world to play scenarios in.
package final class ScenarioReferenceWorld: ScenarioWorld {
    private var model = ReferenceModel(now: 1_700_000_000_000)
    private var confirmed: [String: Int64] = [:]

    /// An empty world.
    package init() {}

    package var offers: Set<ScenarioNeed> { [.clock] }

    package func perform(_ command: ScenarioCommand) async throws {
        let actor = command.actor
        switch command.deed {
        case .createOrganization(let id, _): try model.createOrganization(actor: actor, id: id)
        case .createUser(let user):
            try model.createUser(
                actor: actor, id: user.id, organization: user.organization, email: user.email, role: user.role
            )
        case .suspend(let id): try model.setSuspended(actor: actor, id, true)
        case .resume(let id): try model.setSuspended(actor: actor, id, false)
        case .deactivate(let id): try model.setDeactivated(actor: actor, id, true)
        case .reactivate(let id): try model.setDeactivated(actor: actor, id, false)
        case .setDefaults(let id, let terms):
            try model.setDefaults(
                actor: actor, organization: id, preset: terms.preset, table: terms.entries,
                expectedVersion: command.expectedVersion)
        case .propose(let id, let email, let offer):
            try model.propose(
                actor: actor, organization: command.organization, id: id, email: email, read(offer),
                expectedVersion: command.expectedVersion)
        case .counter(let id, let offer): try step(command, id, .counter(read(offer)))
        case .revise(let id, let offer): try step(command, id, .revise(read(offer)))
        case .change(let id, let offer): try step(command, id, .change(read(offer)))
        case .step(let id, let verb): try step(command, id, read(verb))
        case .askToDelete(let id):
            confirmed[id] = try model.askToDelete(
                actor: actor, organization: command.organization, id, expectedVersion: command.expectedVersion
            )
        case .confirmDelete(let id): try confirmDelete(command, id)
        }
    }

    package func wait(milliseconds: Int64) async throws {
        model.wait(until: model.now + milliseconds)
    }

    package func check(actor: String, action: String, target: String) async throws -> CheckAnswer {
        try model.check(actor: actor, action: action, target: target)
    }

    package func partnership(_ id: String, seenBy organization: String) async throws -> Partnership {
        let known = model.partnerships[try model.partnership(id)]
        let isFirst = organization == known.first
        return .with {
            $0.id = id
            $0.state = known.state
            $0.version = known.version
            $0.terms = entries(known.terms ?? [], isFirst)
            $0.preset = known.terms.map(ReferenceModel.name(ofTerms:)) ?? .unspecified
            $0.needsAttention = known.open.map { $0.by != organization } ?? false
            $0.awaitingApproval = known.open?.by == organization
            $0.open = known.open.map { open in
                .with {
                    $0.kind = open.kind
                    $0.by = open.by
                    $0.terms = entries(open.terms, isFirst)
                    $0.preset =
                        open.kind == .enableRequest ? .unspecified : ReferenceModel.name(ofTerms: open.terms)
                }
            }
        }
    }

    package func history(_ partnership: String) async throws -> [PartnershipEvent] {
        model.partnerships[try model.partnership(partnership)].history.map { action in
            .with { $0.action = action }
        }
    }

    package func notifications(_ organization: String) async throws -> [Notification] {
        model.partnerships.flatMap { partnership in
            partnership.told.filter { $0.organization == organization }.map { told in
                .with {
                    $0.partnership = partnership.id
                    $0.action = told.action
                    $0.needsAttention = told.needsAttention
                }
            }
        }
    }

    package func defaults(_ organization: String) async throws -> DefaultTable {
        let known = model.organizations[try model.organization(organization)]
        return .with {
            $0.table = entries(known.defaults, false)
            $0.preset = ReferenceModel.name(ofTable: known.defaults)
            $0.version = known.defaultsVersion
        }
    }

    private func step(_ command: ScenarioCommand, _ id: String, _ step: ReferenceStep) throws {
        try model.step(
            actor: command.actor, organization: command.organization, id, step,
            expectedVersion: command.expectedVersion)
    }

    private func confirmDelete(_ command: ScenarioCommand, _ id: String) throws {
        let version = try model.askToDelete(
            actor: command.actor, organization: command.organization, id,
            expectedVersion: command.expectedVersion)
        guard let bound = confirmed[id] else { throw Failure(.invalidArgument, "no confirmation") }
        if bound != version { throw Failure.conflict("stale confirmation", currentVersion: version) }
        try step(command, id, .delete)
    }

    private func read(_ offer: ScenarioOffer) -> ReferenceOffer {
        var read = ReferenceOffer()
        read.preset = offer.terms.preset
        read.terms = offer.terms.entries
        read.note = offer.note
        read.lapsesAt = offer.lapsesAfter.map { model.now + $0 }
        read.termsEnd = offer.termsEndAfter.map { $0 == 0 ? 0 : model.now + $0 }
        return read
    }

    private func read(_ verb: ScenarioVerb) -> ReferenceStep {
        switch verb {
        case .accepts: return .accept
        case .rejects: return .reject
        case .withdraws: return .withdraw
        case .disables: return .disable
        case .requestsEnable: return .requestEnable
        case .confirmsEnable: return .confirm
        case .declinesEnable: return .decline
        case .cancelsEnable: return .cancel
        }
    }

    /// Cells as entries; in terms `oneWay` is outgoing for the first organization, in a default table never.
    private func entries(_ cells: [ReferenceCell], _ oneWayIsOutgoing: Bool) -> [PermissionEntry] {
        cells.map { cell in
            .with {
                $0.interaction = cell.interaction
                $0.outgoing = oneWayIsOutgoing ? cell.oneWay : cell.otherWay
                $0.incoming = oneWayIsOutgoing ? cell.otherWay : cell.oneWay
            }
        }
    }
}
