// What one side's people may do to the other's, one state per interaction, in a single word: a decision node
// holds millions of these and combines two of them on every question, so a dictionary would be both the
// memory and the time. The layout is the one of the feed: the state of code `c` stands at bits 2(c−1), 0
// deny, 1 ask, 2 allow.

import EntenteProtocol

/// The states of all interactions in one direction, two bits each.
@usableFromInline
package struct Terms: Hashable, Sendable {
    /// The packed states as they travel in feeds.
    @usableFromInline package let word: UInt64

    /// The low bit of every pair.
    @usableFromInline package static let lowBits: UInt64 = 0x5555_5555_5555_5555

    /// Everything denied.
    package static let denied = Terms(word: 0)

    /// The terms packed in `word`; a pair that means nothing (3) counts as deny, so that a corrupt word never
    /// permits anything.
    @inlinable
    package init(word: UInt64) {
        let meaningless = word & (word >> 1) & Terms.lowBits
        self.word = word & ~(meaningless | meaningless << 1)
    }

    /// The state of the interaction with this code; a code outside 1 to 32 is denied.
    @inlinable
    package subscript(code: Int32) -> PermissionState {
        guard code >= 1, code <= 32 else { return .deny }
        switch (word >> UInt64(2 * (code - 1))) & 3 {
        case 1: return .ask
        case 2: return .allow
        default: return .deny
        }
    }

    /// These terms with the state of one interaction replaced.
    ///
    /// - Precondition: `code` is 1 to 32.
    package func setting(_ code: Int32, to state: PermissionState) -> Terms {
        precondition(code >= 1 && code <= 32, "interaction codes are 1 to 32")
        let shift = UInt64(2 * (code - 1))
        return Terms(word: word & ~(3 << shift) | state.pair << shift)
    }

    /// Per interaction the lower of the two states.
    @inlinable
    package func meet(_ other: Terms) -> Terms {
        let bothAllow = word & other.word & ~Terms.lowBits
        let bothSome = (word | word >> 1) & (other.word | other.word >> 1) & Terms.lowBits
        return Terms(word: bothAllow | bothSome & ~(bothAllow >> 1))
    }
}

extension Terms {
    /// Terms that say `state` for the interactions listed and deny the others.
    package init(_ states: [(code: Int32, state: PermissionState)]) {
        self = states.reduce(.denied) { terms, entry in terms.setting(entry.code, to: entry.state) }
    }
}

extension PermissionState {
    /// The two bits of a packed state.
    var pair: UInt64 {
        switch self {
        case .unspecified, .deny: return 0
        case .ask: return 1
        case .allow: return 2
        }
    }
}

extension PermissionState {
    /// The answer this state gives.
    @inlinable package var verdict: Verdict {
        switch self {
        case .unspecified, .deny: return .deny
        case .ask: return .ask
        case .allow: return .allow
        }
    }
}
