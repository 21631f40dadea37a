import EntenteProtocol
import Replica

/// One answer, small enough to be returned in registers and kept in the evaluation cache.
///
/// It names things by their indexes: render it before the read lock of its replica is given up.
package struct Decision: Equatable, Sendable {
    /// May they.
    package var verdict: Verdict
    /// The first row of the decision table that applied.
    package var reason: Reason
    /// The relationship, where a right was asked for; else unspecified.
    package var level: Level
    /// The partnership that decided, or none.
    package var partnership: PartnershipIndex

    /// An answer.
    package init(
        _ verdict: Verdict, _ reason: Reason, level: Level = .unspecified,
        partnership: PartnershipIndex = .none
    ) {
        self.verdict = verdict
        self.reason = reason
        self.level = level
        self.partnership = partnership
    }

    /// Whether the target is to be asked.
    package var asksTarget: Bool { verdict == .ask }
}

/// The answer for one action of the catalog.
package struct EffectiveDecision: Equatable, Sendable {
    /// The action's code.
    package let code: Int32
    /// The action's name.
    package let action: String
    /// What holds.
    package let decision: Decision
}
