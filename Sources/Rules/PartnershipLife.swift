// The life of an agreement between two organizations, as a value: what it is now, what can be done to it, and
// what becomes of it as time passes. Nothing here reads a clock or a table, so every history can be replayed
// and every short one enumerated. Whoever keeps a life calls `elapse` before `apply`: time comes first, so an
// acceptance that arrives after the proposal lapsed finds it lapsed.

import EntenteProtocol
import PlantedBugs

/// A partnership: its two sides, its state, the terms in force, and what waits for an answer.
@usableFromInline
package struct PartnershipLife: Hashable, Sendable {
    /// The organization that made the first proposal.
    package let first: String
    /// The organization it was made to.
    package let second: String
    /// Where it stands.
    package internal(set) var state: PartnershipState
    /// Goes up by one with everything that happens to it, from 1.
    package internal(set) var version: Int64
    /// The terms in force, or last in force; nil before the first acceptance.
    package internal(set) var terms: AgreedTerms?
    /// When those terms end, in milliseconds since 1970 UTC; nil for never.
    package internal(set) var termsExpireAt: Int64?
    /// What waits for an answer; nothing in a final state.
    package internal(set) var open: Open?

    /// What one side has put on the table.
    package struct Open: Hashable, Sendable {
        /// A first proposal, a change, or a request to enable.
        package var kind: OpenKind
        /// The side that asks; the other answers.
        package var by: Side
        /// The terms asked for; with an enable request, nil.
        package var terms: AgreedTerms?
        /// A word to the other side.
        package var note: String
        /// When it lapses unanswered, in milliseconds since 1970 UTC.
        package var expiresAt: Int64
        /// When the terms asked for would end; nil for never.
        package var termsExpireAt: Int64?

        /// Something on the table.
        package init(
            kind: OpenKind, by: Side, terms: AgreedTerms?, note: String, expiresAt: Int64,
            termsExpireAt: Int64?
        ) {
            self.kind = kind
            self.by = by
            self.terms = terms
            self.note = note
            self.expiresAt = expiresAt
            self.termsExpireAt = termsExpireAt
        }
    }

    /// A life as it was stored.
    package init(
        first: String, second: String, state: PartnershipState, version: Int64, terms: AgreedTerms?,
        termsExpireAt: Int64?, open: Open?
    ) {
        self.first = first
        self.second = second
        self.state = state
        self.version = version
        self.terms = terms
        self.termsExpireAt = termsExpireAt
        self.open = open
    }
}

extension PartnershipLife {
    /// The side of an organization, or nil where it is of neither.
    package func side(of organization: String) -> Side? {
        organization == first ? .first : organization == second ? .second : nil
    }

    /// The organization on that side.
    package func organization(_ side: Side) -> String { side == .first ? first : second }

    /// Whether it counts against the one live partnership two organizations may have.
    package var isLive: Bool { state.isLive }

    /// Whether `side` is to answer.
    package func needsAttention(of side: Side) -> Bool { open?.by == side.other }

    /// Whether `side` waits for the other's answer.
    package func awaitsApproval(of side: Side) -> Bool { open?.by == side }

    /// Whether its terms decide at `now`, rather than the defaults of both.
    package func isInForce(at now: Int64) -> Bool {
        PartnershipLife.isInForce(state: state, termsExpireAt: termsExpireAt, at: now)
    }

    /// Whether a partnership's terms decide at `now`: a decision node asks by its own clock, also while the
    /// source that would disable the partnership is away.
    @inlinable
    package static func isInForce(state: PartnershipState, termsExpireAt: Int64?, at now: Int64) -> Bool {
        guard state == .enabled else { return false }
        guard let termsExpireAt else { return true }
        if isPlanted("terms hold in the moment they end") { return now <= termsExpireAt }
        return now < termsExpireAt
    }

    /// Refuses a command made against another version than the one that stands; 0 is "whatever is there".
    ///
    /// - Throws: ``LifeRefusal/stale(current:)``.
    package func checkVersion(_ expected: Int64) throws(LifeRefusal) {
        if isPlanted("a stale version of a partnership is taken") { return }
        if expected != 0, expected != version { throw .stale(current: version) }
    }
}

extension PartnershipState {
    /// Whether it counts against the one live partnership two organizations may have.
    package var isLive: Bool {
        switch self {
        case .proposed, .enabled, .disabled: return true
        case .unspecified, .rejected, .withdrawn, .lapsed, .deleted: return false
        }
    }

    /// Whether nothing can happen to it any more.
    package var isFinal: Bool { !isLive }
}
