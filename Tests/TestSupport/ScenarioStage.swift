// Where a scenario meets a world: its words become the wire's requests, and the ids in answers its own words
// again. Scenarios name their things freely, so each may play under a prefix of its own: many share one
// cluster and still never meet.

import EntenteProtocol

/// A world with a scenario in it.
package final class ScenarioStage {
    let world: any ScenarioWorld
    private let prefix: String
    private var confirmations: [String: String] = [:]
    /// The side that proposed each partnership, which its history is told from.
    private var proposers: [String: String] = [:]
    private var organizationOf: [String: String] = [:]

    /// The world `world`, with `prefix` before every id a scenario names.
    package init(_ world: any ScenarioWorld, prefix: String = "") {
        self.world = world
        self.prefix = prefix
    }

    /// An id as the world knows it; nothing stays nothing.
    func full(_ id: String) -> String { id.isEmpty ? "" : prefix + id }

    /// An id as the scenario knows it.
    func bare(_ id: String) -> String {
        id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : "without prefix: \(id)"
    }

    /// A text of an answer with the scenario's id, where it is one.
    func shortened(_ text: String) -> String {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    /// A moment some time from now; 0 stays "never".
    private func moment(_ after: Int64?) -> Int64? { after.map { $0 == 0 ? 0 : world.now + $0 } }
}

// MARK: - Questions

extension ScenarioStage {
    /// Whether the actor may do this to the target.
    package func check(
        actor: String, action: String, target: String, call: CallContext? = nil
    ) async throws -> CheckResponse {
        var answer = try await world.ask(
            CheckRequest.with {
                $0.actor = full(actor)
                $0.action = action
                $0.target = full(target)
                $0.callContext = call
            })
        answer.ask = answer.ask.map(bare)
        answer.partnership = answer.partnership.map(bare)
        return answer
    }

    /// A partnership as an organization sees it.
    func partnership(_ id: String, seenBy organization: String) async throws -> Partnership {
        var partnership = try await world.ask(
            GetPartnershipRequest.with {
                $0.partnership = full(id)
                $0.organization = full(organization)
            }
        ).partnership
        if let by = partnership.open?.by { partnership.open?.by = bare(by) }
        return partnership
    }

    /// What happened to a partnership, oldest first.
    func history(_ partnership: String) async throws -> [PartnershipEvent] {
        try await world.ask(
            PartnershipHistoryRequest.with {
                $0.partnership = full(partnership)
                $0.organization = full(proposers[partnership] ?? "")
                $0.pageSize = 500
            }
        ).items
    }

    /// What an organization was told, oldest first.
    func notifications(_ organization: String) async throws -> [Notification] {
        let items = try await world.ask(
            ListNotificationsRequest.with {
                $0.organization = full(organization)
                $0.includeAcknowledged = true
                $0.pageSize = 500
            }
        ).items
        return items.map { item in
            var item = item
            item.partnership = bare(item.partnership)
            return item
        }
    }

    /// An organization's default table.
    func defaults(_ organization: String) async throws -> DefaultTable {
        try await world.ask(GetDefaultsRequest.with { $0.organization = full(organization) }).defaults
    }
}

// MARK: - Commands

extension ScenarioStage {
    /// Carries out a command, and remembers the confirmation that asking to delete answers.
    func perform(_ command: ScenarioCommand) async throws {
        switch command.deed {
        case .createOrganization, .createUser, .suspend, .resume, .deactivate, .reactivate:
            try await performInDirectory(command)
        case .setDefaults(let organization, let terms):
            _ = try await world.ask(
                SetDefaultsRequest.with {
                    $0.actor = full(command.actor)
                    $0.expectedVersion = command.expectedVersion
                    $0.organization = full(organization)
                    $0.preset = terms.preset
                    $0.table = terms.entries
                })
        case .propose(let id, let email, let offer): try await propose(command, id, email, offer)
        case .counter(let id, let offer): try await step(CounterProposalRequest(), command, id, offer)
        case .revise(let id, let offer): try await step(ReviseProposalRequest(), command, id, offer)
        case .change(let id, let offer): try await step(ProposeChangeRequest(), command, id, offer)
        case .step(let id, let verb): try await perform(verb, command, id)
        case .askToDelete(let id):
            confirmations[id] = try await world.ask(deletion(command, id, confirmation: "")).confirmation
        case .make(let request): try await make(request, as: command)
        case .confirmDelete(let id):
            _ = try await world.ask(deletion(command, id, confirmation: confirmations[id] ?? ""))
        }
    }

    private func performInDirectory(_ command: ScenarioCommand) async throws {
        switch command.deed {
        case .createOrganization(let id, let name):
            _ = try await world.ask(
                CreateOrganizationRequest.with {
                    $0.actor = full(command.actor)
                    $0.id = full(id)
                    $0.name = name
                })
        case .createUser(let user):
            organizationOf[user.id] = user.organization
            _ = try await world.ask(
                CreateUserRequest.with {
                    $0.actor = full(command.actor)
                    $0.id = full(user.id)
                    $0.organization = full(user.organization)
                    $0.email = full(user.email)
                    $0.displayName = user.displayName
                    $0.role = user.role
                })
        case .suspend(let id): try await step(SuspendOrganizationRequest(), command, id)
        case .resume(let id): try await step(ResumeOrganizationRequest(), command, id)
        case .deactivate(let id): try await step(DeactivateUserRequest(), command, id)
        case .reactivate(let id): try await step(ReactivateUserRequest(), command, id)
        default: preconditionFailure("no deed of the directory")
        }
    }

    private func propose(
        _ command: ScenarioCommand, _ id: String, _ email: String, _ offer: ScenarioOffer
    ) async throws {
        let side = command.actor.isEmpty ? command.organization : organizationOf[command.actor] ?? ""
        if proposers[id] == nil { proposers[id] = side }
        _ = try await world.ask(
            ProposePartnershipRequest.with {
                $0.actor = full(command.actor)
                $0.expectedVersion = command.expectedVersion
                $0.organization = full(command.organization)
                $0.id = full(id)
                $0.memberEmail = full(email)
                $0.preset = offer.terms.preset
                $0.terms = offer.terms.entries
                $0.note = offer.note
                $0.proposalExpiresAt = moment(offer.lapsesAfter)
                $0.termsExpireAt = moment(offer.termsEndAfter)
            })
    }

    private func perform(_ verb: ScenarioVerb, _ command: ScenarioCommand, _ id: String) async throws {
        switch verb {
        case .accepts: try await step(AcceptProposalRequest(), command, id)
        case .rejects: try await step(RejectProposalRequest(), command, id)
        case .withdraws: try await step(WithdrawProposalRequest(), command, id)
        case .disables: try await step(DisablePartnershipRequest(), command, id)
        case .requestsEnable: try await step(RequestEnableRequest(), command, id)
        case .confirmsEnable: try await step(ConfirmEnableRequest(), command, id)
        case .declinesEnable: try await step(DeclineEnableRequest(), command, id)
        case .cancelsEnable: try await step(CancelEnableRequest(), command, id)
        }
    }

    private func step<C>(_ step: PartnershipStep<C>, _ command: ScenarioCommand, _ id: String) async throws {
        var step = step
        step.actor = full(command.actor)
        step.organization = full(command.organization)
        step.expectedVersion = command.expectedVersion
        step.partnership = full(id)
        _ = try await world.ask(step)
    }

    private func step<C>(
        _ step: PartnershipTermsStep<C>, _ command: ScenarioCommand, _ id: String, _ offer: ScenarioOffer
    ) async throws {
        var step = step
        step.actor = full(command.actor)
        step.organization = full(command.organization)
        step.expectedVersion = command.expectedVersion
        step.partnership = full(id)
        step.preset = offer.terms.preset
        step.terms = offer.terms.entries
        step.note = offer.note
        step.proposalExpiresAt = moment(offer.lapsesAfter)
        step.termsExpireAt = moment(offer.termsEndAfter)
        _ = try await world.ask(step)
    }

    private func step<C>(_ step: OrganizationStep<C>, _ command: ScenarioCommand, _ id: String) async throws {
        var step = step
        step.actor = full(command.actor)
        step.expectedVersion = command.expectedVersion
        step.id = full(id)
        _ = try await world.ask(step)
    }

    private func step<C>(_ step: UserStep<C>, _ command: ScenarioCommand, _ id: String) async throws {
        var step = step
        step.actor = full(command.actor)
        step.expectedVersion = command.expectedVersion
        step.id = full(id)
        _ = try await world.ask(step)
    }

    private func deletion(
        _ command: ScenarioCommand, _ id: String, confirmation: String
    ) -> DeletePartnershipRequest {
        .with {
            $0.actor = full(command.actor)
            $0.organization = full(command.organization)
            $0.expectedVersion = command.expectedVersion
            $0.partnership = full(id)
            $0.confirmation = confirmation
        }
    }
}
