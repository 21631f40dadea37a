// The commands about a partnership that exists. They differ in what they ask of the rules and in nothing
// else.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    func offerSteps() {
        offerStep(AcceptProposalRequest.self, .accept)
        offerStep(RejectProposalRequest.self, .reject)
        offerStep(WithdrawProposalRequest.self, .withdraw)
        offerStep(DisablePartnershipRequest.self, .disable)
        offerStep(RequestEnableRequest.self, .requestEnable)
        offerStep(ConfirmEnableRequest.self, .confirmEnable)
        offerStep(DeclineEnableRequest.self, .declineEnable)
        offerStep(CancelEnableRequest.self, .cancelEnable)
        offerTermsStep(CounterProposalRequest.self, LifeCommand.counter)
        offerTermsStep(ReviseProposalRequest.self, LifeCommand.revise)
        offerTermsStep(ProposeChangeRequest.self, LifeCommand.proposeChange)
    }

    private func offerStep<Name: CallName>(_ type: PartnershipStep<Name>.Type, _ command: LifeCommand) {
        source.command(type) { [unowned self] request, turn in
            let step = try begin(request, request.partnership, turn)
            return try carryOut(command, step, turn)
        }
    }

    private func offerTermsStep<Name: CallName>(
        _ type: PartnershipTermsStep<Name>.Type, _ command: @escaping (Offer) -> LifeCommand
    ) {
        source.command(type) { [unowned self] request, turn in
            let offer = try Offer(request, catalog: catalog, now: turn.now)
            let step = try begin(request, request.partnership, turn)
            return try carryOut(command(offer), step, turn)
        }
    }

    private func carryOut(_ command: LifeCommand, _ step: Step, _ turn: CommandTurn) throws
        -> PartnershipReply
    {
        let outcome = try outcome(of: command, step, now: turn.now)
        var partnership = step.partnership
        try record(outcome, in: &partnership, actor: step.acting.actor, turn)
        return reply(partnership, to: step.side)
    }
}

// MARK: - What all commands about a partnership check

extension PartnershipCalls {
    /// A command that may be asked of the rules: its actor may act, and time has passed.
    struct Step {
        let partnership: StoredPartnership
        let acting: Acting
        let side: Side
    }

    /// Checks everything that comes before the state: form, existence, actor, version.
    func begin<R: PartnershipCommand>(_ request: R, _ id: String, _ turn: CommandTurn) throws -> Step {
        try checkSide(actor: request.actor, organization: request.organization, turn.context)
        try Fields.checkID(id, "partnership")
        try Fields.checkExpectedVersion(request.expectedVersion)
        try directory.requireReady()
        var partnership = try requirePartnership(id)
        let acting = try acting(request.actor, for: request.organization, turn.context)
        let side = try side(of: acting.organization, in: partnership)
        try require(.partnershipManage, of: acting)
        try letTimePass(on: &partnership, turn)
        try refusing(id) { () throws(LifeRefusal) in
            try partnership.life.checkVersion(request.expectedVersion)
        }
        try requireInService(acting)
        return Step(partnership: partnership, acting: acting, side: side)
    }

    /// What the rules say becomes of the partnership.
    func outcome(of command: LifeCommand, _ step: Step, now: Int64) throws(Failure) -> LifeOutcome {
        if command.needsPartnerInGoodStanding {
            try requireGoodStanding(of: step.partnership.life.organization(step.side.other))
        }
        return try refusing(step.partnership.id) { () throws(LifeRefusal) in
            try step.partnership.life.apply(command, by: step.side, at: now)
        }
    }

    /// Says of which partnership a refusal of the rules speaks.
    private func refusing<Value>(
        _ id: String, _ body: () throws(LifeRefusal) -> Value
    ) throws(Failure) -> Value {
        do throws(LifeRefusal) {
            return try body()
        } catch {
            var failure = error.failure
            failure.message = "partnership \(quoted(id)): " + failure.message
            throw failure
        }
    }
}
