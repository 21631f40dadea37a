// A partnership has one set of terms for both sides. It is kept by direction rather than by "ours" and
// "theirs", so that it reads the same from either side; `seen(from:)` is the only place where the two are
// exchanged.

import EntenteProtocol
import PlantedBugs

/// One of the two organizations of a partnership.
package enum Side: Sendable, Hashable, CaseIterable {
    /// The one that made the first proposal.
    case first
    /// The one it was made to.
    case second

    /// The organization across the table.
    package var other: Side { self == .first ? .second : .first }
}

/// The terms of a partnership in both directions.
package struct AgreedTerms: Hashable, Sendable {
    /// What the first side's people may do to the second's.
    package var forward: Terms
    /// What the second side's people may do to the first's.
    package var backward: Terms

    /// Terms of these two directions.
    package init(forward: Terms, backward: Terms) {
        self.forward = forward
        self.backward = backward
    }

    /// The terms that `side` sees as `table`.
    package init(_ table: PermissionTable, seenFrom side: Side) {
        switch side {
        case .first: self.init(forward: table.outgoing, backward: table.incoming)
        case .second: self.init(forward: table.incoming, backward: table.outgoing)
        }
    }

    /// Everything denied both ways.
    package static let denied = AgreedTerms(forward: .denied, backward: .denied)

    /// What the people of `side` may do to the other side's.
    package func outgoing(of side: Side) -> Terms { side == .first ? forward : backward }

    /// The terms as `side` sees them.
    package func seen(from side: Side) -> PermissionTable {
        if isPlanted("the second side sees the first's table") {
            return PermissionTable(incoming: backward, outgoing: forward)
        }
        return PermissionTable(incoming: outgoing(of: side.other), outgoing: outgoing(of: side))
    }
}
