// Every long read of a source, a page for a caller or a chunk of a snapshot, is bounded twice: by how many
// things and by how many bytes, because a team may have a thousand grants and a partnership a long note. Rows
// are fetched in small pieces, so that no more than a piece too many is ever read.

import SQLiteStore

/// How much of a list one answer carries.
package enum ListLimits {
    /// Bytes of one page or chunk, unless a single thing is larger: a quarter of a frame.
    package static let pageByteMaximum = 1 << 20
    /// Rows fetched before the bytes are looked at again.
    static let pieceRowCount = 64
}

/// Some things of a list, in order.
package struct Gathered<Thing> {
    /// The things.
    package let things: [Thing]
    /// Whether the list ends here.
    package let isLast: Bool

    /// The token with which the list goes on, empty where it ends; `key` is where it goes on after a thing.
    package func next(_ token: PageToken, _ key: (Thing) -> String) -> String {
        guard !isLast, let last = things.last else { return "" }
        return token.after(key(last))
    }
}

/// Reads the things of a list after `start`: at most `count`, and no further one that would bring them past
/// ``ListLimits/pageByteMaximum``.
///
/// - Parameters:
///   - key: where the list goes on after a thing.
///   - piece: reads at most so many things after a key, in order.
package func gather<Thing: Weighed, Key>(
    _ count: Int, after start: Key, key: (Thing) -> Key,
    piece: (Key, Int) throws(DatabaseProblem) -> [Thing]
) throws(DatabaseProblem) -> Gathered<Thing> {
    var things: [Thing] = []
    var weight = 0
    var place = start
    while true {
        // One more than wanted says whether there is more.
        let wanted = min(ListLimits.pieceRowCount, count + 1 - things.count)
        let found = try piece(place, wanted)
        for thing in found {
            weight += thing.weight
            if things.count == count || weight > ListLimits.pageByteMaximum && !things.isEmpty {
                return Gathered(things: things, isLast: false)
            }
            things.append(thing)
        }
        guard found.count == wanted, let last = things.last else {
            return Gathered(things: things, isLast: true)
        }
        place = key(last)
    }
}

/// Something whose size on the wire can be told roughly without encoding it.
package protocol Weighed {
    /// About how many bytes it takes, rather more than less.
    var weight: Int { get }
}
