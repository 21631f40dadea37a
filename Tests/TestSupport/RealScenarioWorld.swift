// Real processes over TCP as a world to play scenarios in. Scenarios name their things freely, so that each
// plays under a prefix of its own: many share one cluster and still never meet.

import EntenteClient
import EntenteProtocol
import SystemCalls

/// A running cluster as a world; it has no clock that could be moved.
package final class RealScenarioWorld: ScenarioWorld {
    private let client: EntenteClient
    private let prefix: String
    private var confirmations: [String: String] = [:]
    private var sides: [String: String] = [:]
    private var organizationOf: [String: String] = [:]

    /// The world behind `client`, with `prefix` before every id a scenario names.
    package init(_ client: EntenteClient, prefix: String) {
        self.client = client
        self.prefix = prefix
    }

    package var offers: Set<ScenarioNeed> { [] }

    package func wait(milliseconds: Int64) async throws {
        preconditionFailure("a world without a clock is not asked to wait")
    }

    package func check(actor: String, action: String, target: String) async throws -> CheckAnswer {
        let answer = try await call(
            CheckRequest.with {
                $0.actor = prefix + actor
                $0.action = action
                $0.target = prefix + target
            })
        return .with {
            $0.verdict = answer.verdict
            $0.reason = answer.reason
            $0.ask = answer.ask.map(bare)
            $0.partnership = answer.partnership.map(bare)
            $0.partnershipVersion = answer.partnershipVersion
        }
    }

    package func partnership(_ id: String, seenBy organization: String) async throws -> Partnership {
        var partnership = try await call(
            GetPartnershipRequest.with {
                $0.partnership = prefix + id
                $0.organization = prefix + organization
            }
        ).partnership
        if let by = partnership.open?.by { partnership.open?.by = bare(by) }
        return partnership
    }

    package func history(_ partnership: String) async throws -> [PartnershipEvent] {
        try await call(
            PartnershipHistoryRequest.with {
                $0.partnership = prefix + partnership
                $0.organization = prefix + (sides[partnership] ?? "")
                $0.pageSize = 500
            }
        ).items
    }

    package func notifications(_ organization: String) async throws -> [Notification] {
        let items = try await call(
            ListNotificationsRequest.with {
                $0.organization = prefix + organization
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

    package func defaults(_ organization: String) async throws -> DefaultTable {
        try await call(GetDefaultsRequest.with { $0.organization = prefix + organization }).defaults
    }

    private func bare(_ id: String) -> String {
        id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : "without prefix: \(id)"
    }

    /// Asks, and turns a refusal into the bare failure that scenarios expect.
    private func call<R: Request>(_ request: R) async throws -> R.Response {
        do throws(ClientFailure) {
            return try await client.call(request)
        } catch {
            if case .refused(let failure) = error { throw failure }
            throw error
        }
    }
}

// MARK: - Commands

extension RealScenarioWorld {
    package func perform(_ command: ScenarioCommand) async throws {
        switch command.deed {
        case .createOrganization, .createUser, .suspend, .resume, .deactivate, .reactivate:
            try await performInDirectory(command)
        case .setDefaults(let organization, let terms):
            _ = try await call(
                SetDefaultsRequest.with {
                    $0.actor = actor(command)
                    $0.expectedVersion = command.expectedVersion
                    $0.organization = prefix + organization
                    $0.preset = terms.preset
                    $0.table = terms.entries
                })
        case .propose(let id, let email, let offer): try await propose(command, id, email, offer)
        case .counter(let id, let offer):
            _ = try await call(step(CounterProposalRequest(), command, id, offer))
        case .revise(let id, let offer): _ = try await call(step(ReviseProposalRequest(), command, id, offer))
        case .change(let id, let offer): _ = try await call(step(ProposeChangeRequest(), command, id, offer))
        case .step(let id, let verb): try await perform(verb, command, id)
        case .askToDelete(let id):
            confirmations[id] = try await call(deletion(command, id, confirmation: "")).confirmation
        case .confirmDelete(let id):
            _ = try await call(deletion(command, id, confirmation: confirmations[id] ?? ""))
        }
    }

    private func performInDirectory(_ command: ScenarioCommand) async throws {
        switch command.deed {
        case .createOrganization(let id, let name):
            _ = try await call(
                CreateOrganizationRequest.with {
                    $0.actor = actor(command)
                    $0.id = prefix + id
                    $0.name = name
                })
        case .createUser(let user):
            organizationOf[user.id] = user.organization
            _ = try await call(
                CreateUserRequest.with {
                    $0.actor = actor(command)
                    $0.id = prefix + user.id
                    $0.organization = prefix + user.organization
                    $0.email = prefix + user.email
                    $0.displayName = user.displayName
                    $0.role = user.role
                })
        case .suspend(let id): _ = try await call(organizationStep(SuspendOrganizationRequest(), command, id))
        case .resume(let id): _ = try await call(organizationStep(ResumeOrganizationRequest(), command, id))
        case .deactivate(let id): _ = try await call(userStep(DeactivateUserRequest(), command, id))
        case .reactivate(let id): _ = try await call(userStep(ReactivateUserRequest(), command, id))
        default: preconditionFailure("no deed of the directory")
        }
    }

    private func propose(
        _ command: ScenarioCommand, _ id: String, _ email: String, _ offer: ScenarioOffer
    ) async throws {
        let acting = command.actor.isEmpty ? command.organization : organizationOf[command.actor] ?? ""
        if sides[id] == nil { sides[id] = acting }
        _ = try await call(
            ProposePartnershipRequest.with {
                $0.actor = actor(command)
                $0.expectedVersion = command.expectedVersion
                $0.organization = organization(command)
                $0.id = prefix + id
                $0.memberEmail = prefix + email
                $0.preset = offer.terms.preset
                $0.terms = offer.terms.entries
                $0.note = offer.note
                $0.proposalExpiresAt = moment(offer.lapsesAfter)
                $0.termsExpireAt = moment(offer.termsEndAfter)
            })
    }

    private func perform(_ verb: ScenarioVerb, _ command: ScenarioCommand, _ id: String) async throws {
        switch verb {
        case .accepts: _ = try await call(step(AcceptProposalRequest(), command, id))
        case .rejects: _ = try await call(step(RejectProposalRequest(), command, id))
        case .withdraws: _ = try await call(step(WithdrawProposalRequest(), command, id))
        case .disables: _ = try await call(step(DisablePartnershipRequest(), command, id))
        case .requestsEnable: _ = try await call(step(RequestEnableRequest(), command, id))
        case .confirmsEnable: _ = try await call(step(ConfirmEnableRequest(), command, id))
        case .declinesEnable: _ = try await call(step(DeclineEnableRequest(), command, id))
        case .cancelsEnable: _ = try await call(step(CancelEnableRequest(), command, id))
        }
    }

    private func actor(_ command: ScenarioCommand) -> String {
        command.actor.isEmpty ? "" : prefix + command.actor
    }

    private func organization(_ command: ScenarioCommand) -> String {
        command.organization.isEmpty ? "" : prefix + command.organization
    }

    /// A moment some time from now, by the clock that test and services share; 0 stays "never".
    private func moment(_ after: Int64?) -> Int64? {
        after.map { $0 == 0 ? 0 : MachineClock.wallMillis + $0 }
    }

    private func step<C>(_ step: PartnershipStep<C>, _ command: ScenarioCommand, _ id: String)
        -> PartnershipStep<C>
    {
        var step = step
        step.actor = actor(command)
        step.organization = organization(command)
        step.expectedVersion = command.expectedVersion
        step.partnership = prefix + id
        return step
    }

    private func step<C>(
        _ step: PartnershipTermsStep<C>, _ command: ScenarioCommand, _ id: String, _ offer: ScenarioOffer
    ) -> PartnershipTermsStep<C> {
        var step = step
        step.actor = actor(command)
        step.organization = organization(command)
        step.expectedVersion = command.expectedVersion
        step.partnership = prefix + id
        step.preset = offer.terms.preset
        step.terms = offer.terms.entries
        step.note = offer.note
        step.proposalExpiresAt = moment(offer.lapsesAfter)
        step.termsExpireAt = moment(offer.termsEndAfter)
        return step
    }

    private func deletion(
        _ command: ScenarioCommand, _ id: String, confirmation: String
    ) -> DeletePartnershipRequest {
        .with {
            $0.actor = actor(command)
            $0.organization = organization(command)
            $0.expectedVersion = command.expectedVersion
            $0.partnership = prefix + id
            $0.confirmation = confirmation
        }
    }

    private func organizationStep<C>(
        _ step: OrganizationStep<C>, _ command: ScenarioCommand, _ id: String
    ) -> OrganizationStep<C> {
        var step = step
        step.actor = actor(command)
        step.expectedVersion = command.expectedVersion
        step.id = prefix + id
        return step
    }

    private func userStep<C>(_ step: UserStep<C>, _ command: ScenarioCommand, _ id: String) -> UserStep<C> {
        var step = step
        step.actor = actor(command)
        step.expectedVersion = command.expectedVersion
        step.id = prefix + id
        return step
    }
}
