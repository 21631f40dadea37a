// A decision made from the facts, by the rows of the decision table in their order, and with it everything
// that must stay as it is for the decision to stay true. The cache keeps the second beside the first; nobody
// else needs it.

import EntenteProtocol
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

    /// Decides whether one known person may do something to another.
    ///
    /// - Parameter now: the wall clock, in milliseconds since 1970.
    init(actor: UserIndex, target: UserIndex, code: UInt8, now: Int64, in replica: Replica) {
        let actorRecord = replica[actor]
        let targetRecord = replica[target]
        let actorOrganization = replica[actorRecord.organization]
        let targetOrganization = replica[targetRecord.organization]
        foundation = Foundation(
            actorStamp: actorRecord.stamp, targetStamp: targetRecord.stamp,
            actorOrganizationStamp: actorOrganization.stamp,
            targetOrganizationStamp: targetOrganization.stamp,
            pairStampIndex: 0, pairStamp: replica.pairStamp(0), boundary: .max)
        let ruling = OrganizationGate.persons(
            actor: PersonStanding(actorRecord, actorOrganization),
            target: PersonStanding(targetRecord, targetOrganization), isSelf: actor == target)
        if let ruling {
            decision = Decision(ruling.verdict, ruling.reason)
        } else if actorRecord.organization == targetRecord.organization {
            let ruling = OrganizationGate.sameOrganization
            decision = Decision(ruling.verdict, ruling.reason)
        } else {
            let agreement = replica.agreement(
                from: actorRecord.organization, to: targetRecord.organization)
            foundation.pairStampIndex = agreement.stampIndex
            foundation.pairStamp = agreement.stamp
            foundation.boundary = agreement.termsExpireAt
            decision = Decision(agreement, code: Int32(code), now: now)
        }
    }
}

extension Decision {
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
