// Everything that the rows of the decision table read of one question, side by side: the rows that did not
// come to apply, too. It is gathered whole and without regard to who asks; what of it may be shown is decided
// by whoever knows the audience, so that nothing here has to be careful.

import EntenteProtocol
import Replica
import Rules

/// A decision with the input of every gate.
///
/// It names things by their indexes: render it before the read lock of its replica is given up.
package struct Explanation {
    /// What a check answers.
    package let decision: Decision
    /// Where the actor belongs; nil where the actor is not known.
    package let actorOrganization: OrganizationIndex?
    /// Where the target belongs; nil where the target is not known.
    package let targetOrganization: OrganizationIndex?
    /// Every reason why one of the two takes part in nothing, the one that decided first.
    package let obstacles: [Reason]
    /// What the organizations say; nil for rights and where who the two are has decided.
    package let organizations: OrganizationInputs?
    /// What the target says of the actor; nil where who the two are has decided.
    package let persons: PersonInputs?
}

/// What the organizations' gate reads.
package struct OrganizationInputs {
    /// What it says, and by what.
    package let ruling: Ruling
    /// The outgoing column of the actor's organization; nil within one organization.
    package let outgoing: PermissionState?
    /// The incoming column of the target's organization; nil within one organization.
    package let incoming: PermissionState?
    /// The live partnership of the two, in force or not.
    package let partnership: PartnershipInputs?
}

/// What the organizations' gate reads of a partnership.
package struct PartnershipInputs {
    /// Which it is.
    package let index: PartnershipIndex
    /// Where it stands in its life; disabled, too, where its terms have ended.
    package let state: PartnershipState
    /// When its terms end, in milliseconds since 1970; nil for never.
    package let termsExpireAt: Int64?
    /// What its terms say of this interaction in this direction; nil before any were agreed.
    package let terms: PermissionState?
}

/// What the persons' gate reads.
package struct PersonInputs {
    /// What the actor is to the target.
    package let level: Level
    /// The right's minimum or the interaction's floor in the target's organization.
    package let required: Level
    /// Everything that gives a level.
    package let sources: [LevelSource]
    /// Whether the right is for people of one organization only.
    package let sameOrganizationOnly: Bool
}

extension Engine {
    /// Answers a question with everything that its answer was made from.
    ///
    /// - Parameters: as of a decision.
    /// - Returns: the answer; nil where the catalog has no such action, whoever asks.
    package func explain(
        actor: RawSpan, action: RawSpan, target: RawSpan, callContext: CallContext = .unspecified, now: Int64
    ) -> Explanation? {
        let decision = decide(
            actor: actor, action: action, target: target, callContext: callContext, now: now)
        guard let decision, let code = replica.code(action) else { return nil }
        return Explanation(
            decision, Pair(replica.user(actor), replica.user(target), replica), Int32(code), callContext,
            now: now, in: replica)
    }
}

/// The two people of a question, each nil where not known.
private struct Pair {
    let actor: UserIndex?
    let target: UserIndex?
    let actorOrganization: OrganizationIndex?
    let targetOrganization: OrganizationIndex?

    init(_ actor: UserIndex?, _ target: UserIndex?, _ replica: Replica) {
        self.actor = actor
        self.target = target
        actorOrganization = actor.map { replica[$0].organization }
        targetOrganization = target.map { replica[$0].organization }
    }

    /// Why one of the two takes part in nothing, in the order of the decision table.
    func obstacles(in replica: Replica) -> [Reason] {
        let suspended = { (organization: OrganizationIndex?) in
            organization.map { replica[$0].flags.isSuspended } == true
        }
        let deactivated = { (user: UserIndex?) in user.map { replica[$0].flags.isDeactivated } == true }
        let all: [(Bool, Reason)] = [
            (actor == nil, .unknownActor), (target == nil, .unknownTarget),
            (deactivated(actor), .actorDeactivated), (deactivated(target), .targetDeactivated),
            (suspended(actorOrganization), .actorOrganizationSuspended),
            (suspended(targetOrganization), .targetOrganizationSuspended),
        ]
        return all.filter(\.0).map(\.1)
    }
}

extension Explanation {
    fileprivate init(
        _ decision: Decision, _ pair: Pair, _ code: Int32, _ callContext: CallContext, now: Int64,
        in replica: Replica
    ) {
        self.decision = decision
        actorOrganization = pair.actorOrganization
        targetOrganization = pair.targetOrganization
        obstacles = pair.obstacles(in: replica)
        guard obstacles.isEmpty, pair.actor != pair.target, let actor = pair.actor, let target = pair.target
        else {
            organizations = nil
            persons = nil
            return
        }
        persons = PersonInputs(
            level: replica.level(of: actor, toward: target, callContext: callContext),
            required: Right(code: code).map { replica.minimum($0, of: replica[target].organization) }
                ?? replica.floor(code, of: replica[target].organization),
            sources: replica.levelSources(of: actor, toward: target, callContext: callContext),
            sameOrganizationOnly: Right(code: code)?.isSameOrganizationOnly == true)
        organizations =
            code > Right.codeBase
            ? nil
            : OrganizationInputs(
                from: replica[actor].organization, to: replica[target].organization, code, now: now,
                in: replica)
    }
}

extension OrganizationInputs {
    fileprivate init(
        from actor: OrganizationIndex, to target: OrganizationIndex, _ code: Int32, now: Int64,
        in replica: Replica
    ) {
        guard actor != target else {
            ruling = OrganizationGate.sameOrganization
            outgoing = nil
            incoming = nil
            partnership = nil
            return
        }
        let agreement = replica.agreement(from: actor, to: target)
        outgoing = agreement.outgoing[code]
        incoming = agreement.incoming[code]
        partnership = replica.livePartnership(from: actor, to: target).map {
            PartnershipInputs($0, code, now: now)
        }
        ruling =
            partnership?.state == .enabled
            ? OrganizationGate.partnership(code, outgoing: agreement.terms)
            : OrganizationGate.defaults(code, outgoing: agreement.outgoing, incoming: agreement.incoming)
    }
}

extension PartnershipInputs {
    fileprivate init(_ live: LivePartnership, _ code: Int32, now: Int64) {
        index = live.index
        let hasEnded = live.state == .enabled && now >= live.termsExpireAt
        state = hasEnded ? .disabled : live.state
        termsExpireAt = live.termsExpireAt == .max ? nil : live.termsExpireAt
        terms = live.state == .enabled || live.state == .disabled ? live.terms[code] : nil
    }
}
