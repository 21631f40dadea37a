// The pushing side of a feed. Subscribers hold a cursor into the change log; after every commit each one that
// keeps up gets what is new, each one that does not waits until its connection drains. Nothing is queued per
// subscriber: the log on disk is the buffer.

import EntenteProtocol
import EventLoop
import PlantedBugs
import SQLiteStore
import Service
import Telemetry

/// Pushes a source's changes to those who subscribed.
///
/// Belongs to the loop's thread.
package final class FeedPublisher {
    private let changes: ChangeLog
    private let loop: EventLoop
    private let log: Log
    private let limits: SourceLimits
    private var subscribers: [Subscriber] = []
    private var snapshots: [SnapshotStream] = []
    /// Revisions of snapshots sent, with the moment until which the log is kept from there.
    private var graces: [(revision: UInt64, until: UInt64)] = []
    /// The item made last: subscribers at the same place share it.
    private var latest: (after: UInt64, item: [UInt8], last: UInt64)?

    init(changes: ChangeLog, loop: EventLoop, log: Log, limits: SourceLimits) {
        self.changes = changes
        self.loop = loop
        self.log = log
        self.limits = limits
    }

    /// How many follow.
    package var subscriberCount: Int { subscribers.count }

    func offer(on server: Server, openSnapshot: @escaping () throws(DatabaseProblem) -> any SnapshotReader) {
        server.stream(SubscribeRequest.self) { [unowned self] request, context, stream throws(Failure) in
            try Self.requireUnbound(context)
            try subscribe(request, stream)
        }
        server.stream(SnapshotRequest.self) { [unowned self] _, context, stream throws(Failure) in
            try Self.requireUnbound(context)
            try beginSnapshot(stream, openSnapshot)
        }
    }

    /// A feed tells of every organization, so a token of one organization may not read it.
    private static func requireUnbound(_ context: RequestContext) throws(Failure) {
        guard let organization = context.token.organization else { return }
        throw .permissionDenied(
            "feeds tell of every organization; the access token is bound to `\(organization)`")
    }

    // MARK: subscribing

    private func subscribe(_ request: SubscribeRequest, _ stream: OutgoingStream) throws(Failure) {
        try requireSameHistory(request)
        let isLate = isPlanted("a feed goes on one revision too late") && request.after < changes.head
        let cursor = request.after + (isLate ? 1 : 0)
        let subscriber = Subscriber(stream: stream, cursor: cursor, now: loop.now)
        subscribers.append(subscriber)
        stream.closed = { [unowned self, unowned subscriber] in subscribers.removeAll { $0 === subscriber } }
        stream.drained = { [unowned self, unowned subscriber] in serve(subscriber) }
        stream.pinged = { [unowned subscriber] in subscriber.isToHear = true }
        log.info("subscriber came", ["peer": .string(stream.peer), "after": "\(request.after)"])
    }

    private func requireSameHistory(_ request: SubscribeRequest) throws(Failure) {
        guard request.epoch == changes.epoch || isPlanted("a feed goes on in another history") else {
            throw Self.snapshotRequired("this is history \(changes.epoch), not \(request.epoch)")
        }
        guard request.after <= changes.head else {
            throw Self.snapshotRequired("revision \(request.after) is past the head \(changes.head)")
        }
        let known: UInt64?
        do throws(DatabaseProblem) { known = try changes.digest(at: request.after) } catch {
            throw Source.failure(error)
        }
        guard let known else {
            throw Self.snapshotRequired(
                "revision \(request.after) is before the log, which begins at \(changes.oldestRevision)")
        }
        guard known == request.digest else {
            throw Self.snapshotRequired("the digest at revision \(request.after) differs")
        }
    }

    private static func snapshotRequired(_ words: String) -> Failure {
        .failedPrecondition("\(words): take a snapshot", state: "snapshot-required")
    }

    // MARK: pushing

    /// Sends what was committed to everyone who can take it.
    func push() {
        latest = nil
        for subscriber in subscribers where subscriber.isToHear || subscriber.cursor < changes.head {
            serve(subscriber)
        }
        for snapshot in snapshots { snapshot.advance() }
    }

    private func serve(_ subscriber: Subscriber) {
        if subscriber.isToHear {
            subscriber.isToHear = false
            if subscriber.cursor == changes.head { announce(to: subscriber) }
        }
        var sent = 0
        while subscriber.cursor < changes.head, subscriber.stream.isWritable {
            guard sent < SourceLimits.feedItemsPerTurn else { return continueNextTurn() }
            guard let next = item(after: subscriber.cursor) else { return }
            subscriber.stream.send(next.item)
            subscriber.cursor = next.last
            sent += 1
        }
        if subscriber.stream.isWritable { subscriber.writableAt = loop.now }
    }

    /// A turn with nothing to read ends at once and pushes again.
    private func continueNextTurn() { loop.schedule(at: loop.now) {} }

    private func item(after cursor: UInt64) -> (item: [UInt8], last: UInt64)? {
        if let latest, latest.after == cursor { return (latest.item, latest.last) }
        do {
            let batch = try changes.read(
                after: cursor, limitChanges: SourceLimits.feedItemChangeMaximum,
                limitBytes: SourceLimits.feedItemByteMaximum)
            guard let last = batch.last?.revision else { return nil }
            let item = Wire.encode(feedItem(try batch.map(Self.onTheWire)))
            latest = (cursor, item, last)
            return (item, last)
        } catch {
            // Nothing is sent rather than a gap: the subscriber's staleness bound will tell.
            log.error("change log cannot be read", ["reason": "\(error)"])
            return nil
        }
    }

    private static func onTheWire(_ change: SQLiteStore.Change) throws -> EntenteProtocol.Change {
        let fact = try Wire.decode(Fact.self, from: change.payload)
        return .with {
            $0.revision = change.revision
            $0.digest = change.digest
            $0.last = change.isLast
            $0.fact = fact
        }
    }

    private func feedItem(_ changes: [EntenteProtocol.Change]) -> FeedItem {
        .with {
            $0.changes = changes
            $0.head = self.changes.head
            $0.sentAt = loop.wallNow
        }
    }

    // MARK: what time brings

    /// Tells everyone who is up to date where the head is, and cuts off who has not read for too long.
    func announceHead() {
        for subscriber in subscribers {
            if subscriber.stream.isWritable {
                subscriber.writableAt = loop.now
                if subscriber.cursor == changes.head { announce(to: subscriber) }
            } else if loop.now &- subscriber.writableAt > limits.laggardLimit {
                log.warning("subscriber cut off: it does not read", ["peer": .string(subscriber.stream.peer)])
                subscriber.stream.cutOff()
            }
        }
        for snapshot in snapshots { snapshot.cutOff(after: limits.laggardLimit) }
    }

    private func announce(to subscriber: Subscriber) { subscriber.stream.send(Wire.encode(feedItem([]))) }

    // MARK: snapshots

    private func beginSnapshot(
        _ stream: OutgoingStream, _ open: () throws(DatabaseProblem) -> any SnapshotReader
    ) throws(Failure) {
        guard snapshots.count < SourceLimits.snapshotMaximum else {
            throw .resourceExhausted(
                "\(SourceLimits.snapshotMaximum) snapshots are being sent already", retryAfterMillis: 1_000)
        }
        do throws(DatabaseProblem) {
            let snapshot = SnapshotStream(
                reader: try open(), stream: stream, epoch: changes.epoch, loop: loop, log: log)
            snapshots.append(snapshot)
            stream.closed = { [unowned self, unowned snapshot] in ended(snapshot) }
            stream.drained = { [unowned snapshot] in snapshot.advance() }
        } catch {
            throw Source.failure(error)
        }
    }

    /// Cuts off who has been at a snapshot longest: the database's log cannot begin anew before that ends.
    ///
    /// One that has only begun is left: others may have been the reason, readers outside of this program too.
    func cutOffOldestSnapshot() {
        guard let oldest = snapshots.first, loop.now &- oldest.begunAt > SourceLimits.snapshotAgeMinimum
        else { return }
        oldest.cutOff(because: "the database's log has grown too long meanwhile")
    }

    private func ended(_ snapshot: SnapshotStream) {
        graces.append((snapshot.revision, loop.now &+ limits.snapshotGrace))
        snapshots.removeAll { $0 === snapshot }
    }

    /// The log must not be trimmed past this revision: snapshots were sent, or are being sent, at it.
    func oldestRevisionNeeded(now: UInt64) -> UInt64 {
        graces.removeAll { $0.until <= now }
        return (graces.map(\.revision) + snapshots.map(\.revision)).min() ?? .max
    }
}

/// One who follows: how far, and since when it has not read.
private final class Subscriber {
    let stream: OutgoingStream
    var cursor: UInt64
    /// Whether it is to be told the head, changes or not: it is new, or has pinged to know what holds now.
    var isToHear = true
    var writableAt: UInt64

    init(stream: OutgoingStream, cursor: UInt64, now: UInt64) {
        self.stream = stream
        self.cursor = cursor
        writableAt = now
    }
}
