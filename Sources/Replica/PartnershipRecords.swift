// What is kept of each thing of the partnership service. A *party* is an organization as that service knows
// it: its facts may arrive before the directory's do, so it has numbers of its own, tied to the directory's
// where both know it.

import EntenteProtocol
import Rules

/// An organization's default table.
struct PartyRecord: BitwiseCopyable {
    var incoming: UInt64
    var outgoing: UInt64
    /// The organization's number in the directory's facts; `UInt32.max` where they have not named it.
    var organization: UInt32
    /// The number of the list of its enabled partnerships; `UInt32.max` where there is none.
    var partners: UInt32

    /// An organization that never set its default table.
    static let new = PartyRecord(
        incoming: PermissionTable.start.incoming.word, outgoing: PermissionTable.start.outgoing.word,
        organization: .max, partners: .max)
}

/// A live partnership, as it is read from where it is kept.
struct PartnershipRecord {
    /// What the first's people may do to the second's.
    var forward: UInt64
    /// What the second's people may do to the first's.
    var backward: UInt64
    /// The party the fact names first; which of the two does not matter to anybody else.
    var first: UInt32
    var second: UInt32
    /// How often it was changed.
    var version: UInt32
    /// Where it stands in its life, leaving its terms' end aside.
    var state: PartnershipState
    /// When the terms end, in milliseconds since 1970; `Int64.max` for never.
    var termsExpireAt = Int64.max
}

extension PartnershipRecord {
    /// A partnership as its source tells it.
    init(_ fact: PartnershipFact, first: UInt32, second: UInt32) {
        self.init(
            forward: fact.forward, backward: fact.backward, first: first, second: second,
            version: UInt32(clamping: fact.version), state: fact.state)
        // An end that cannot be is none that is near.
        if let end = fact.termsExpireAt { termsExpireAt = min(max(end, 0), .max - 1) }
    }
}

/// What two organizations have agreed about one direction, and what holds where they have agreed about
/// nothing.
package struct Agreement: Sendable {
    /// The partnership that is enabled as far as its state goes; none where there is none.
    package var partnership: PartnershipIndex
    /// Until when it is, in milliseconds since 1970; `Int64.max` for good, also where there is none.
    package var termsExpireAt: Int64
    /// What the partnership permits in this direction.
    package var terms: Terms
    /// What the actor's organization lets its people do to others.
    package var outgoing: Terms
    /// What the target's organization lets others do to its people.
    package var incoming: Terms
    /// Which of the pair stamps this pair's is.
    package var stampIndex: UInt32
    /// That stamp: it moves whenever the pair's partnership changes, and now and then for another pair's
    /// sake.
    package var stamp: UInt32
}

/// A partnership that is proposed, enabled or disabled.
package struct LivePartnership: Sendable {
    /// Which it is.
    package let index: PartnershipIndex
    /// Where it stands in its life, leaving its terms' end aside.
    package let state: PartnershipState
    /// When the terms end, in milliseconds since 1970; `Int64.max` for never.
    package let termsExpireAt: Int64
    /// What it permits in the direction asked about, once agreed.
    package let terms: Terms
}
