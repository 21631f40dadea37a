// A decision made from the facts, by the rows of the decision table in their order, and with it everything
// that must stay as it is for the decision to stay true. The cache keeps the second beside the first; nobody
// else needs it.

import EntenteProtocol
import PlantedBugs
import Replica
import Rules

/// What a decision rests on: it holds while all of this does.
struct Foundation {
    var actorStamp: UInt32
    var targetStamp: UInt32
    var actorOrganizationStamp: UInt32
    var targetOrganizationStamp: UInt32
    var pairStampIndex: UInt32
    var pairStamp: UInt32
    /// The moment at which the decision changes by itself, in milliseconds since 1970; `Int64.max` for none.
    var boundary: Int64
}

/// A decision and what it rests on.
struct Evaluation {
    var decision: Decision
    var foundation: Foundation

    /// Decides a question about two known people.
    ///
    /// - Parameter now: the wall clock, in milliseconds since 1970.
    init(_ key: CacheKey, now: Int64, in replica: Replica) {
        let actor = replica[key.actor]
        let target = replica[key.target]
        let actorOrganization = replica[actor.organization]
        let targetOrganization = replica[target.organization]
        foundation = Foundation(
            actorStamp: actor.stamp, targetStamp: target.stamp,
            actorOrganizationStamp: actorOrganization.stamp,
            targetOrganizationStamp: targetOrganization.stamp,
            pairStampIndex: 0, pairStamp: replica.pairStamp(0), boundary: .max)
        let ruling = OrganizationGate.persons(
            actor: PersonStanding(actor, actorOrganization),
            target: PersonStanding(target, targetOrganization), isSelf: key.actor == key.target)
        if let ruling {
            decision = Decision(ruling)
            return
        }
        let code = Int32(key.code)
        let sameOrganization = actor.organization == target.organization
        if let right = Right(code: code) {
            decision = Decision(
                right, level: key.level(in: replica),
                minimum: (isPlanted("the viewer's organization sets the minimum")
                    ? actorOrganization : targetOrganization)
                    .minimums[Int(right.rawValue)], sameOrganization: sameOrganization)
            return
        }
        if sameOrganization {
            decision = Decision(OrganizationGate.sameOrganization)
        } else {
            let agreement = replica.agreement(from: actor.organization, to: target.organization)
            foundation.pairStampIndex = agreement.stampIndex
            foundation.pairStamp = agreement.stamp
            if !isPlanted("a remembered answer outlives its terms") {
                foundation.boundary = agreement.termsExpireAt
            }
            decision = Decision(agreement, code: code, now: now)
        }
        // A denial stays what it is, whoever the two are to one another.
        let blocksAnyway = isPlanted("who is blocked is told so whatever was agreed")
        guard decision.verdict != .deny || blocksAnyway else { return }
        if isPlanted("colleagues are let through whatever the floor"), sameOrganization { return }
        let floor =
            (isPlanted("the actor's organization sets the floor") ? actorOrganization : targetOrganization)
            .floors[Int(code) - 1]
        if let denial = PersonGate.interaction(
            blocksAnyway ? .allow : decision.verdict, level: key.level(in: replica), floor: floor)
        {
            decision = Decision(denial)
        }
    }
}

extension CacheKey {
    /// What the actor is to the target.
    fileprivate func level(in replica: Replica) -> Level {
        replica.level(of: actor, toward: target, callContext: callContext)
    }
}

extension Decision {
    /// What a row that names no partnership says.
    fileprivate init(_ ruling: Ruling) { self.init(ruling.verdict, ruling.reason) }

    /// What the relationship says about a right.
    fileprivate init(_ right: Right, level: Level, minimum: Level, sameOrganization: Bool) {
        let ruling = PersonGate.right(
            right, level: level, minimum: minimum, sameOrganization: sameOrganization)
        self.init(ruling.verdict, ruling.reason, level: level)
    }

    /// What the organizations' gate says about an interaction between people of two organizations.
    fileprivate init(_ agreement: Agreement, code: Int32, now: Int64) {
        if agreement.partnership != .none, now < agreement.termsExpireAt {
            let ruling = OrganizationGate.partnership(code, outgoing: agreement.terms)
            self.init(ruling.verdict, ruling.reason, partnership: agreement.partnership)
        } else {
            let ruling = OrganizationGate.defaults(
                code, outgoing: agreement.outgoing, incoming: agreement.incoming)
            self.init(ruling.verdict, ruling.reason)
        }
    }
}

extension PersonStanding {
    /// The standing of a person of an organization.
    fileprivate init(_ user: UserRecord, _ organization: OrganizationRecord) {
        self.init(
            deactivated: user.flags.isDeactivated,
            organizationSuspended: organization.flags.isSuspended)
    }
}
