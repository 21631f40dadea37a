// Where a reactor's facts stand and how old they are. A node that has not heard a source's head for too
// long may hold a permission that was taken back long ago, so it refuses to answer rather than answer wrong:
// fail closed, and visibly.

import EntenteProtocol
import EventLoop
import Replica
import Service

/// Says whether the facts may be answered from.
///
/// Belongs to the loop's thread, which holds the read lock where there is one.
final class Standing: PositionKeeper {
    private let replica: Replica
    private let freshness: Freshness
    private let loop: EventLoop
    private let limits: DecisionLimits
    /// When the facts of both sources were last known to be the newest there were, on the loop's monotonic
    /// clock in nanoseconds; nil before they ever were.
    private var currentAt: UInt64?

    init(replica: Replica, freshness: Freshness, loop: EventLoop, limits: DecisionLimits) {
        self.replica = replica
        self.freshness = freshness
        self.loop = loop
        self.limits = limits
    }

    // MARK: position

    var position: Position { replica.position }

    var replicas: [ReplicaStatus] {
        freshness.feeds.map { $0.status(replica.progress($0.facts), now: loop.now) }
    }

    func compare(with position: Position) -> PositionComparison {
        let mine = replica.position
        let inDirectory = PositionComparison.part(
            "directory", have: mine.directoryEpoch, mine.directory, want: position.directoryEpoch,
            position.directory)
        return inDirectory.and(
            .part(
                "partnership service", have: mine.partnershipEpoch, mine.partnership,
                want: position.partnershipEpoch, position.partnership))
    }

    // MARK: freshness

    /// Takes over how fresh the facts are; to be called once a turn, or whenever a feed has moved or was
    /// heard.
    ///
    /// Kept here because every check asks.
    func refresh() { currentAt = freshness.currentAt }

    /// Why it does not answer now: it has no facts, has not caught up, or has not heard a source lately.
    var obstacle: String? {
        let age = age
        let feeds = freshness.feeds
        if age > limits.stalenessLimitMillis || feeds.isEmpty {
            return staleness(age, limits.stalenessLimitMillis).message
        }
        let behind = feeds.first { !$0.hasCaughtUp(replica.progress($0.facts)) }
        return behind.map { feed in
            "at revision \(replica.progress(feed.facts).revision) of the \(feed.source.rawValue), which is at "
                + "\(feed.head)"
        }
    }

    /// How long ago the facts of either source were last known to be the newest there were, in nanoseconds;
    /// nil where they never were.
    var ageNanos: UInt64? { currentAt.map { loop.now > $0 ? loop.now - $0 : 0 } }

    /// How long ago the facts of either source were last known to be the newest there were, in milliseconds.
    ///
    /// Hearing a source is not enough: behind a backlog it is the old facts that would answer.
    private var age: Int64 {
        guard let currentAt else { return .max }
        // The moment was another thread's, and may be later than this turn's.
        let now = loop.now
        return now > currentAt ? Int64((now - currentAt) / 1_000_000) : 0
    }

    /// When the node stops answering unless its sources are heard before, on the loop's monotonic clock in
    /// nanoseconds; nil where it does not answer yet.
    var staleAt: UInt64? { currentAt.map { $0 &+ UInt64(limits.stalenessLimitMillis + 1) * 1_000_000 } }

    /// Whether the facts are no older than the node's own limit.
    var isFresh: Bool { age <= limits.stalenessLimitMillis }

    /// Refuses to answer from facts that are older than allowed.
    ///
    /// - Parameter patience: what the caller allows, in milliseconds; nil for the node's own limit.
    func require(_ patience: Int64?) throws(Failure) {
        let allowed = try allowedAge(patience)
        let age = age
        if age <= allowed { return }
        let failure = staleness(age, allowed)
        throw isFresh ? .behind(failure.message) : failure
    }

    private func staleness(_ age: Int64, _ allowed: Int64) -> Failure {
        if FactSource.allCases.contains(where: { replica.progress($0) == .none }) {
            return .unavailable("no facts yet: the first snapshots are still being taken")
        }
        if freshness.feeds.contains(where: { $0.heardAt == nil }) {
            return .unavailable("not every source was heard yet: the feeds are still being resumed")
        }
        if age == .max { return .unavailable("the node has not caught up since the start") }
        return .unavailable(
            "the facts are \(age) ms old, \(allowed) ms are allowed: a source is not heard or caught up with")
    }

    private func allowedAge(_ patience: Int64?) throws(Failure) -> Int64 {
        guard let patience else { return limits.stalenessLimitMillis }
        let most = max(limits.stalenessLimitMillis, limits.stalenessCeilingMillis)
        guard patience >= 0, patience <= most else {
            throw .invalidArgument(
                "field `maxStalenessMillis`: \(patience) is not from 0 to \(most), the most allowed here")
        }
        return patience
    }
}
