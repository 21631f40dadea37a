// Where a decision node stands and how old its facts are. A node that has not heard a source's head for too
// long may hold a permission that was taken back long ago, so it refuses to answer rather than answer wrong:
// fail closed, and visibly.

import EntenteProtocol
import EventLoop
import Following
import Replica
import Service

/// Watches both feeds.
///
/// Belongs to the loop's thread.
final class Standing: PositionKeeper {
    let directory: FeedSubscriber
    let partnership: FeedSubscriber
    private let replica: Replica
    private let loop: EventLoop
    private let limits: DecisionLimits
    /// When the facts of both sources were last known to be the newest there were, on the loop's monotonic
    /// clock in nanoseconds; nil before they ever were.
    private var currentAt: UInt64?

    init(
        replica: Replica, directory: FeedSubscriber, partnership: FeedSubscriber, loop: EventLoop,
        limits: DecisionLimits
    ) {
        self.replica = replica
        self.directory = directory
        self.partnership = partnership
        self.loop = loop
        self.limits = limits
    }

    // MARK: position

    var position: Position { replica.position }

    var replicas: [ReplicaStatus] { [directory.status, partnership.status] }

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

    /// Takes over how far the feeds are; to be called whenever one has moved or was heard.
    ///
    /// Kept here because every check asks, and asking the subscribers each time would be its dearest step.
    func refresh() {
        guard let first = directory.currentAt, let second = partnership.currentAt else {
            currentAt = nil
            return
        }
        currentAt = min(first, second)
    }

    /// Whether it answers now: it has facts, has caught up, and has heard both sources lately.
    var isReady: Bool {
        directory.hasCaughtUp && partnership.hasCaughtUp && age <= limits.stalenessLimitMillis
    }

    /// How long ago the facts of either source were last known to be the newest there were, in milliseconds.
    ///
    /// Hearing a source is not enough: behind a backlog it is the old facts that would answer.
    private var age: Int64 {
        guard let currentAt else { return .max }
        return Int64((loop.now &- currentAt) / 1_000_000)
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
        if age > allowed { throw staleness(age, allowed) }
    }

    private func staleness(_ age: Int64, _ allowed: Int64) -> Failure {
        if !directory.hasFacts || !partnership.hasFacts {
            return .unavailable("no facts yet: the first snapshots are still being taken")
        }
        if directory.heardAt == nil || partnership.heardAt == nil {
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
