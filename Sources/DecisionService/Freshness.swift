// How old the facts are, told by the loop that follows the feeds to all that answer from them. It is a moment
// and not an age: each reactor counts from it by its own clock, so that the facts grow old in time even where
// nobody tells them any more.

import Following
import Synchronization

/// As of when the facts are the newest there were; safe from any thread.
final class Freshness: Sendable {
    /// The moment in nanoseconds of the monotonic clock; all ones for never.
    private let moment = Atomic<UInt64>(.max)
    private let standings = Mutex<[FeedStanding]>([])

    /// Takes over how far the feeds are; to be called after the facts that go with it are in place, whenever
    /// one has moved, was heard, came or went.
    func note(_ feeds: [FeedSubscriber]) {
        let moments = feeds.map(\.currentAt)
        let oldest = moments.contains(nil) ? nil : moments.lazy.compactMap(\.self).min()
        moment.store(oldest ?? .max, ordering: .releasing)
        standings.withLock { $0 = feeds.map(\.standing) }
    }

    /// When the facts of both sources were last known to be the newest there were, in nanoseconds of the
    /// monotonic clock; nil before they ever were.
    var currentAt: UInt64? {
        let moment = moment.load(ordering: .acquiring)
        return moment == .max ? nil : moment
    }

    /// How the conversations with the sources stand, the directory first.
    var feeds: [FeedStanding] { standings.withLock { $0 } }
}
