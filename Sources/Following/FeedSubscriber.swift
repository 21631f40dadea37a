// Follows one source for as long as the process lives, filling a replica: connect, take a snapshot or resume,
// apply what comes, and after any disconnect begin again. Whatever goes wrong, the answer is the same (close
// and reconnect a little later), so that there is one road to being right rather than one per failure.

import EntenteProtocol
import EventLoop
import PlantedBugs
import Replica
import Service
import SystemCalls
import Telemetry

/// The following side of a feed.
///
/// Belongs to the loop's thread.
package final class FeedSubscriber: ConnectionDelegate {
    /// How far this attempt is.
    private enum Phase {
        case resting
        case resolving
        case connecting
        case greeting
        case snapshotting
        case subscribed
    }

    /// Request ids: one conversation has three requests at most.
    private enum RequestNumber {
        static let hello: UInt32 = 1
        static let snapshot: UInt32 = 2
        static let subscribe: UInt32 = 3
    }

    private let source: ServiceName
    private let facts: FactSource
    private let endpoint: Endpoint
    private let secret: () -> String
    private let loop: EventLoop
    private let log: Log
    private let replica: Replica
    /// Held while the replica is changed; nil where only this thread reads it.
    private let lock: ReadWriteLock?
    /// What is kept of this source on the own disk; nil where nothing is.
    private let local: LocalSnapshot?
    /// The snapshot being gathered; until it is whole the old facts answer.
    private var staging: Staging?
    /// Called after the replica has moved or the source was heard.
    package var advanced: (() -> Void)?
    /// Called after changes have begun to arrive as they happen, or no longer do.
    package var turned: (() -> Void)?

    private var phase = Phase.resting {
        didSet { if (oldValue == .subscribed) != isConnected { turned?() } }
    }
    private var connection: Connection?
    private var addresses: [SocketAddress] = []
    private var nextAddress = 0
    private var failures = 0
    private var unfinished: [Change] = []
    private var watchdog: TimerID?
    /// Until when the connection is believed, on the loop's monotonic clock in nanoseconds.
    private var believedUntil: UInt64 = 0
    private var isStopped = false

    /// The source's newest revision, as last heard.
    package private(set) var head: UInt64 = 0
    /// As of when ``head`` is known to have been the source's head, on the loop's monotonic clock in
    /// nanoseconds; nil before the first time.
    package private(set) var heardAt: UInt64?
    /// As of when the facts are known to have been the newest there were, on the loop's monotonic clock in
    /// nanoseconds; nil before the first time.
    ///
    /// After a long absence the head is heard with the first of many changes, and the facts are as old as
    /// before until the last of those is applied.
    package private(set) var currentAt: UInt64?
    /// When that was asked whose answer has come last: what comes now was sent at that moment or later.
    ///
    /// When something comes says nothing of when it was sent: on a line that has become slow, words of long
    /// ago still come regularly, and old permissions with them.
    private var askedAt: UInt64 = 0
    /// A ping that is not answered yet, and when it was sent.
    private var probe: (number: UInt32, sentAt: UInt64)?
    private var lastProbe: UInt32 = RequestNumber.subscribe
    /// A head that was heard and is not reached yet, and as of when: reaching it makes the facts as new.
    private var aim: (head: UInt64, heardAt: UInt64)?

    /// Silence after which a connection is given up, in nanoseconds: three of the source's heartbeats, and
    /// no less than three seconds.
    private var silenceLimit = FeedSubscriber.silenceMinimum
    private static let silenceMinimum: UInt64 = 3 * 1_000_000_000
    /// The longest rest between two attempts, in nanoseconds.
    package static let restMaximum: UInt64 = 2 * 1_000_000_000
    private static let restMinimum: UInt64 = 50 * 1_000_000
    /// The least time between two pings, in nanoseconds: with every announced head there is one.
    private static let probePause: UInt64 = 500 * 1_000_000

    /// Follows the service `source` at `endpoint`, filling `replica`.
    ///
    /// - Parameters:
    ///   - secret: the access token to present, asked for at every attempt.
    ///   - lock: what other threads hold while they read `replica`; nil where none does. ``start()`` goes
    ///     without, before they begin.
    ///   - folder: where a local snapshot is kept; nil for none.
    package init(
        source: ServiceName, endpoint: Endpoint, secret: @escaping () -> String, loop: EventLoop,
        replica: Replica, lock: ReadWriteLock? = nil, log: Log, folder: LocalFolder? = nil
    ) {
        precondition(source != .decision, "a decision node has no feed")
        let facts = FeedStanding(source: source).facts
        self.source = source
        self.facts = facts
        local = folder.map { LocalSnapshot(of: source, facts, in: $0) }
        self.endpoint = endpoint
        self.secret = secret
        self.loop = loop
        self.replica = replica
        self.lock = lock
        self.log = log
    }

    /// Begins to follow, from what is kept of the source where something is; waits for the disk.
    package func start() {
        currentAt = local?.load(into: replica)
        if hasFacts { advanced?() }
        attempt()
    }

    /// Follows no longer.
    package func stop() {
        isStopped = true
        connection?.close(.now)
    }

    /// Whether changes arrive as they happen.
    package var isConnected: Bool { phase == .subscribed }

    /// How this replica stands towards its source.
    package var status: ReplicaStatus { standing.status(progress, now: loop.now) }

    /// How the conversation with the source stands.
    package var standing: FeedStanding {
        FeedStanding(source: source, isConnected: isConnected, head: head, heardAt: heardAt)
    }

    /// Whether everything the source was last heard to have is applied.
    package var hasCaughtUp: Bool { standing.hasCaughtUp(progress) }

    /// Whether a snapshot was ever taken.
    package var hasFacts: Bool { progress != .none }

    private var progress: Progress { replica.progress(facts) }

    // MARK: attempts

    private func attempt() {
        guard !isStopped else { return }
        phase = .resolving
        loop.resolve(endpoint) { [weak self] result in self?.resolved(result) }
    }

    private func resolved(_ result: Result<[SocketAddress], ResolutionFailure>) {
        guard !isStopped else { return }
        let found: [SocketAddress]
        switch result {
        case .success(let addresses): found = addresses
        case .failure(let failure): return rest(because: "\(failure)")
        }
        addresses = found
        nextAddress = (nextAddress + 1) % found.count
        phase = .connecting
        do throws(TransportFailure) {
            connection = try loop.connect(to: addresses[nextAddress], delegate: self)
            feedWatchdog()
        } catch {
            rest(because: "\(error)")
        }
    }

    private func rest(because words: String) {
        phase = .resting
        failures += 1
        log.info(
            "feed not connected, will try again",
            ["source": .string(source.rawValue), "endpoint": "\(endpoint)", "reason": .string(words)])
        let longest = min(Self.restMaximum, Self.restMinimum << UInt64(min(failures, 8)))
        let pause = longest / 2 + loop.host.randomness.next() % (longest / 2)
        loop.schedule(at: loop.now &+ pause) { [weak self] in self?.attempt() }
    }

    // MARK: what the loop tells

    package func connectionOpened(_ connection: Connection) {
        phase = .greeting
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "entente-feed/\(Release.version)"
            $0.token = secret()
        }
        ask(hello, RequestNumber.hello)
    }

    package func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        // What lay waiting while this process stood still is old, however newly it is read.
        guard loop.now < believedUntil else { return giveUpSilent() }
        feedWatchdog()
        if isPlanted("any word of a source makes its facts new") { currentAt = loop.now }
        do throws(FeedBreak) {
            switch header.kind {
            case .ping: connection.send(.pong, method: 0, requestID: header.requestID)
            case .pong: probeAnswered(header.requestID)
            case .response where phase == .greeting: try begin(payload)
            case .streamItem where phase == .snapshotting: try takeChunk(payload)
            case .streamItem where phase == .subscribed: try takeItem(payload)
            case .streamEnd where phase == .snapshotting: try endSnapshot()
            case .error: try refused(payload)
            case .goingAway, .streamEnd: follow(departure: connection)
            default: throw FeedBreak("unexpected `\(header.kind)` frame")
            }
        } catch {
            giveUp(error.words)
        }
    }

    package func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        giveUp("malformed frame: \(problem.message)")
    }

    package func connectionDrained(_ connection: Connection) {}

    package func connectionClosed(_ connection: Connection, reason: CloseReason) {
        guard self.connection === connection else { return }
        self.connection = nil
        unfinished.removeAll()
        probe = nil
        if staging != nil { local?.abandon() }
        staging = nil
        if let watchdog { loop.cancel(watchdog) }
        watchdog = nil
        if !isStopped { rest(because: "\(reason)") }
    }

    // MARK: the conversation

    private func ask<R: Request>(_ request: R, _ number: UInt32) {
        connection?.send(
            .request, method: R.method.rawValue, requestID: number, payload: Wire.encode(request))
    }

    private func begin(_ payload: RawSpan) throws(FeedBreak) {
        let welcome = try read(Welcome.self, payload)
        guard welcome.service == source.rawValue else {
            throw FeedBreak("\(endpoint) is the \(welcome.service), not the \(source.rawValue)")
        }
        silenceLimit = max(Self.silenceMinimum, 3 * UInt64(welcome.heartbeatMillis) * 1_000_000)
        feedWatchdog()
        if progress == .none { takeSnapshot() } else { resume() }
    }

    private func takeSnapshot() {
        phase = .snapshotting
        staging = replica.stage(facts)
        local?.begin()
        ask(SnapshotRequest(), RequestNumber.snapshot)
    }

    private func takeChunk(_ payload: RawSpan) throws(FeedBreak) {
        let chunk = try read(SnapshotChunk.self) { () throws(WireProblem) in
            try HotCodec.readChunk(payload)
        }
        guard let staging else { throw FeedBreak("a snapshot nobody asked for") }
        staging.apply(chunk.facts)
        local?.take(chunk: payload, factCount: chunk.facts.count, isLast: chunk.done)
        guard chunk.done else { return }
        self.staging = nil
        aim = nil
        staging.prepare()
        let reached = Progress(epoch: chunk.epoch, revision: chunk.revision, digest: chunk.digest)
        // The facts it replaced stay in the staging, and go with it after the lock is given up.
        change { replica.install(staging, reached) }
        log.info(
            "snapshot taken",
            ["source": .string(source.rawValue), "epoch": "\(chunk.epoch)", "revision": "\(chunk.revision)"])
        advanced?()
    }

    /// The last chunk is not the last frame: asking for more before the end has come would mistake it for the
    /// feed's.
    private func endSnapshot() throws(FeedBreak) {
        guard staging == nil else { throw FeedBreak("the snapshot ended before it was whole") }
        resume()
    }

    private func resume() {
        phase = .subscribed
        unfinished.removeAll()
        askedAt = loop.now
        let request = SubscribeRequest.with {
            $0.epoch = progress.epoch
            $0.after = progress.revision
            $0.digest = progress.digest
        }
        ask(request, RequestNumber.subscribe)
    }

    private func takeItem(_ payload: RawSpan) throws(FeedBreak) {
        let item = try read(FeedItem.self) { () throws(WireProblem) in try HotCodec.readItem(payload) }
        try accept(item.changes)
        head = item.head
        heardAt = askedAt
        noteAge(isPlanted("facts are as new as the moment at which they came") ? loop.now : askedAt)
        keep(payload, changeCount: item.changes.count)
        if failures > 0 {
            log.info("feed connected", ["source": .string(source.rawValue), "head": "\(head)"])
        }
        failures = 0
        sendProbe()
        advanced?()
    }

    /// Notes as of when the facts are current: since the moment as of which the newest head they have reached
    /// is known.
    private func noteAge(_ moment: UInt64) {
        if progress.revision >= head {
            currentAt = moment
            aim = nil
            return
        }
        if let aim {
            guard progress.revision >= aim.head else { return }
            currentAt = aim.heardAt
        }
        aim = (head, moment)
    }

    /// Asks for a word that is surely of now; the source answers with a pong and, behind it, its head.
    private func sendProbe() {
        guard probe == nil, loop.now &- askedAt >= Self.probePause, let connection else { return }
        lastProbe &+= 1
        probe = (lastProbe, loop.now)
        connection.send(.ping, requestID: lastProbe)
    }

    private func probeAnswered(_ number: UInt32) {
        guard let probe, probe.number == number else { return }
        askedAt = probe.sentAt
        self.probe = nil
    }

    /// Applies whole commands; keeps the beginning of one that is not whole yet.
    private func accept(_ changes: [Change]) throws(FeedBreak) {
        guard !changes.isEmpty else { return }
        var expected = (unfinished.last?.revision ?? progress.revision) &+ 1
        for change in changes {
            guard change.revision == expected else {
                throw FeedBreak("revision \(change.revision) came where \(expected) was due")
            }
            expected &+= 1
        }
        unfinished.append(contentsOf: changes)
        guard let end = unfinished.lastIndex(where: \.last) else { return }
        let whole = Array(unfinished[...end])
        unfinished.removeSubrange(...end)
        for commands in CommandSlices(whole) {
            let isCut = isPlanted("of a batch only the last change counts")
            change { replica.apply(isCut ? Array(commands.suffix(1)) : commands, from: facts) }
        }
    }

    /// Changes the replica while nobody reads it.
    private func change(_ body: () -> Void) {
        if let lock { lock.writing(body) } else { body() }
    }

    /// Keeps on the own disk what has come, and sees to it that this does not grow for ever.
    private func keep(_ payload: RawSpan, changeCount: Int) {
        guard let local else { return }
        if changeCount > 0 { local.append(item: payload, changeCount: changeCount) }
        if let currentAt { local.note(currentAt) }
        if local.isRewriteDue, let connection {
            local.rewrite(from: connection.peer, secret: secret(), after: progress)
        }
    }

    private func refused(_ payload: RawSpan) throws(FeedBreak) {
        let failure = try read(Failure.self, payload)
        guard phase == .subscribed, failure.code == .failedPrecondition else {
            throw FeedBreak("\(failure.code.name): \(failure.message)")
        }
        log.info(
            "feed cannot be resumed",
            ["source": .string(source.rawValue), "reason": .string(failure.message)])
        takeSnapshot()
    }

    private func read<M: Message>(_ type: M.Type, _ payload: RawSpan) throws(FeedBreak) -> M {
        try read(type) { () throws(WireProblem) in try Wire.decode(M.self, from: payload) }
    }

    private func read<M: Message>(
        _ type: M.Type, _ decode: () throws(WireProblem) -> M
    ) throws(FeedBreak) -> M {
        do throws(WireProblem) {
            return try decode()
        } catch {
            throw FeedBreak("a `\(M.self)` cannot be read: \(error.message)")
        }
    }

    /// A source that says goodbye is no trouble; it is back soon, or another is.
    private func follow(departure connection: Connection) {
        log.info("source is going away", ["source": .string(source.rawValue)])
        connection.close(.now)
    }

    private func giveUp(_ words: String) {
        log.warning("feed broken off", ["source": .string(source.rawValue), "reason": .string(words)])
        connection?.close(.now)
    }

    /// Gives the connection up when nothing is heard on it for too long.
    private func feedWatchdog() {
        if let watchdog { loop.cancel(watchdog) }
        believedUntil = loop.now &+ silenceLimit
        watchdog = loop.schedule(at: believedUntil) { [weak self] in
            self?.watchdog = nil
            self?.giveUpSilent()
        }
    }

    private func giveUpSilent() { giveUp("nothing heard for \(silenceLimit / 1_000_000_000) s") }
}

/// Why a feed's conversation cannot go on.
private struct FeedBreak: Error {
    let words: String
    init(_ words: String) { self.words = words }
}
