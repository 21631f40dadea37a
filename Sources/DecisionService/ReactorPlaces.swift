import EventLoop

/// Where the reactors of a decision node turn.
package enum ReactorPlaces {
    /// One, on the loop that follows the feeds: no lock and no further thread.
    case feedLoop
    /// One on each of these loops, which whoever made the node turns too, on the same thread: so that a test
    /// can have several reactors and the same run every time.
    case loops([EventLoop])
    /// So many, each on a thread of its own; at least one.
    case threads(Int)
}
