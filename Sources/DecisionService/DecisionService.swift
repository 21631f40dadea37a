// The decision node: a replica of both sources, and reactors that answer from it. It answers from memory and
// waits for nobody; what it knows arrives by the two feeds.
//
// With one reactor, everything is on one loop. With more, the loop the node is made on follows the feeds,
// changes the replica, keeps the local snapshots and accepts connections; each connection goes to the reactor
// with the fewest and stays there. One loop accepts for all because the kernel's way of spreading
// (`SO_REUSEPORT`) is blind to how many connections each has, drops what waits at a listener that closes, and
// lets two servers share a port unnoticed.

import EntenteProtocol
import EventLoop
import Following
import Replica
import Service
import SystemCalls
import Telemetry

/// Answers questions from a replica of both sources.
///
/// Belongs to the thread of the loop it was made on.
package final class DecisionService: RunningService {
    /// The facts; other threads may be reading them.
    package let replica: Replica
    /// The servers whose loops this thread turns; none where the reactors have threads of their own.
    package var servers: [Server] { own.map(\.server) }
    private let loop: EventLoop
    private let log: Log
    private let node: SharedNode
    private let standing: Standing
    private let feeds: [FeedSubscriber]
    /// Where it keeps what it knows for its next start; nil where it keeps nothing.
    private let folder: LocalFolder?
    /// The reactors on this thread.
    private var own: [Reactor] = []
    /// All reactors, where they are not on the loop of the feeds.
    private var crew = ReactorCrew()
    /// The facts that the crew was last told of.
    private var told: Moment?
    /// Whether the crew was told to leave.
    private var isLeaving = false

    /// A decision node that follows both sources on `loop`.
    ///
    /// - Parameters:
    ///   - feedSecret: the access token to present to the sources, asked for at every attempt.
    ///   - limits: bounds for all reactors together, as the loop's are.
    ///   - folder: where what it knows is kept for its next start; nil for nowhere.
    ///   - decisionLog: where decisions are written down; nil for nowhere.
    ///   - reactors: where questions are answered.
    /// - Throws: ``TransportFailure`` where there is no room for a reactor's loop.
    package init(
        loop: EventLoop, directory: Endpoint, partnership: Endpoint, feedSecret: @escaping () -> String,
        tokens: AccessTokens, log: Log, limits: ServiceLimits = ServiceLimits(),
        decisionLimits: DecisionLimits = DecisionLimits(), folder: LocalFolder? = nil,
        decisionLog: DecisionLog? = nil, reactors: ReactorPlaces = .feedLoop
    ) throws(TransportFailure) {
        self.loop = loop
        self.log = log
        self.folder = folder
        let replica = Replica(seed: loop.host.randomness.next(), keepsNames: true)
        self.replica = replica
        let lock: ReadWriteLock? = if case .feedLoop = reactors { nil } else { ReadWriteLock() }
        node = SharedNode(
            replica: replica, lock: lock, limits: decisionLimits, log: log,
            family: ServerFamily(of: .decision, loop.host.randomness), decisionLog: decisionLog)
        standing = Standing(
            replica: replica, freshness: node.freshness, loop: loop, limits: decisionLimits)
        feeds = [(ServiceName.directory, directory), (.partnership, partnership)].map { source, endpoint in
            FeedSubscriber(
                source: source, endpoint: endpoint, secret: feedSecret, loop: loop, replica: replica,
                lock: lock, log: log, folder: folder)
        }
        for feed in feeds {
            feed.advanced = { [unowned self] in advanced() }
            feed.turned = { [unowned self] in note() }
            // Before there are reactors: what is kept on the own disk is read without the lock.
            feed.start()
        }
        try begin(reactors, tokens, limits)
    }

    private func begin(
        _ places: ReactorPlaces, _ tokens: AccessTokens, _ limits: ServiceLimits
    ) throws(TransportFailure) {
        switch places {
        case .feedLoop: own = [Reactor(node, on: loop, tokens: tokens, limits: limits)]
        case .loops(let loops):
            own = loops.map { Reactor(node, on: $0, tokens: tokens, limits: limits) }
            crew = ReactorCrew(own.map(\.line), heardOn: loop)
        case .threads(let count):
            crew = try ReactorCrew(count, of: node, tokens, limits, feedLoop: loop)
            log.info("reactors started", ["threads": "\(count)"])
        }
    }

    // MARK: the feeds

    /// The facts may have moved, and a source was heard.
    private func advanced() {
        note()
        if crew.isEmpty {
            for reactor in own { reactor.factsMoved() }
        } else if told != replica.moment() {
            told = replica.moment()
            crew.tellOfFacts()
        }
    }

    private func note() { node.freshness.note(feeds) }

    // MARK: what the process asks

    package var instance: String { node.family.instance }

    package var obstacle: String? {
        if isLeaving || servers.contains(where: { $0.isLeaving }) { return Server.goingAway }
        standing.refresh()
        return standing.obstacle
    }

    package var standstill: String? { crew.standstill(now: loop.now) }

    package var replicas: [ReplicaStatus] { standing.replicas }

    package var metrics: [MetricFamily] {
        standing.refresh()
        for reactor in own { reactor.publish() }
        return node.family.metrics + DecisionMetrics(node: node, standing: standing).families
    }

    package func listen(
        on address: SocketAddress, by door: Door
    ) throws(TransportFailure) -> SocketAddress {
        if crew.isEmpty { return try own[0].server.listen(on: address, by: door) }
        return try loop.listen(on: address) { [unowned self] connection in
            crew.handOver(connection, by: door)
        }
    }

    package func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void) {
        if crew.isEmpty {
            own[0].server.tokens = tokens
            return done()
        }
        crew.letIn(tokens, done)
    }

    package func leave(_ done: @escaping () -> Void) {
        if crew.isEmpty { return own[0].server.leave(done) }
        isLeaving = true
        loop.stopListening()
        crew.leave(done)
    }
}
