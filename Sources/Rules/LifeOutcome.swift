import EntenteProtocol

/// What came of a command, or of time passing: everything a service stores and tells.
package struct LifeOutcome: Hashable, Sendable {
    /// The partnership as it now is.
    package let life: PartnershipLife
    /// What happened, for the history.
    package let action: PartnershipAction
    /// The side that acted; nil for time itself.
    package let by: Side?
    /// The state before; `unspecified` where there was no partnership yet.
    package let from: PartnershipState
    /// The terms it was about: those asked for or agreed to; nil where it was about none.
    package let terms: AgreedTerms?
    /// The word that came with the terms.
    package let note: String
    /// When it happened, in milliseconds since 1970 UTC; for time itself, when it was due.
    package let at: Int64

    /// The state after.
    package var to: PartnershipState { life.state }

    /// Who is told, and whether an answer is asked of them: the other side, or both where time acted.
    package var notices: [Notice] {
        (by.map { [$0.other] } ?? Side.allCases).map { side in
            Notice(side: side, needsAttention: asksForAnswer && life.needsAttention(of: side))
        }
    }

    /// Whether what happened put something on the table.
    private var asksForAnswer: Bool {
        switch action {
        case .proposed, .countered, .revised, .changeProposed, .enableRequested: return true
        default: return false
        }
    }

    /// That a side is told.
    package struct Notice: Hashable, Sendable {
        /// Who is told.
        package let side: Side
        /// Whether they are to answer.
        package let needsAttention: Bool
    }
}
