// One thread, one loop, one turn at a time: poll, accept, read and handle, timers, posted work, commit,
// flush, feeds, flush. Everything is a plain synchronous call; group commit, batching and back-pressure fall
// out of the turn. Given the same transport and clock a turn always does the same: lists are worked off in
// the order of arrival.
import EntenteProtocol
import SystemCalls

/// A loop over connections and timers.
///
/// It belongs to the thread that turns it; only its ``mailbox`` may be shared.
package final class EventLoop {
    /// The machine it runs on.
    package let host: Host
    /// Its bounds.
    package let limits: LoopLimits
    /// The way in from other threads.
    package let mailbox: Mailbox
    /// The moment of this turn, in nanoseconds of the monotonic clock; read once a turn, and anew between
    /// turns.
    package var now: UInt64 { turnTime ?? host.clock.monotonic }
    /// Who works once a turn; to be taken away before it goes.
    ///
    /// Not weak: a weak reference moves its object's counts to a side table, and every use on the way of a
    /// request gets slower.
    package unowned var turnDelegate: (any TurnDelegate)?
    /// How many connections there are, those being made or closed included.
    package internal(set) var connectionCount = 0
    /// How many of them came by listeners with room of their own.
    var apartCount = 0

    /// How many of them were accepted and have not shown who they are.
    package var strangerCount: Int { agenda.strangers.count }

    let agenda: Agenda
    var connections: [Connection?] = []
    var lastConnectionID: UInt64 = 0
    var listeners: [Listener] = []
    var timers = TimerHeap()
    /// Lent to a connection while it reads.
    var spareInput: InputBuffer
    private var turnTime: UInt64?
    private var turnWall: Int64 = 0
    private var events: [TransportEvent] = []
    /// Who hears what other threads send, by number.
    private var receivers: [UInt64: any Receiver] = [:]
    private var lastReceiver: UInt64 = 0

    struct Listener {
        let stream: StreamID
        let welcome: Welcome
        /// How many connections it has room for besides what the loop has; nil where it has none of its own.
        let room: Int?
    }

    /// What is done with a connection that was accepted.
    enum Welcome {
        case serve((Connection) -> any ConnectionDelegate)
        case handOver((any DetachedStream) -> Void)
    }

    /// A loop without connections on `host`, whose transport is this loop's alone.
    package init(host: Host, limits: LoopLimits = LoopLimits()) {
        self.host = host
        self.limits = limits
        self.agenda = Agenda(limits: limits)
        self.mailbox = Mailbox(waker: host.transport.waker)
        self.spareInput = InputBuffer()
    }

    /// Milliseconds since 1970 UTC, at this very moment.
    package var wallNow: Int64 { host.clock.wall }

    /// Milliseconds since 1970 UTC, as of this turn; at this very moment between turns.
    package var wallTurn: Int64 { turnTime == nil ? host.clock.wall : turnWall }

    /// Input and output held for all connections together, in bytes.
    package var bufferedByteCount: Int { agenda.bufferedByteCount }

    /// Whether more is held than ``LoopLimits/bufferedByteLimit``: time to refuse requests.
    package var isOverBufferLimit: Bool { agenda.isOverBufferLimit }

    /// Whether a connection should get no more before it has read what it got: little room is left, and it
    /// holds more than an equal share.
    package func isToRead(_ connection: Connection) -> Bool {
        agenda.isUnderPressure && connection.outputByteCount > limits.fairByteCount(of: connectionCount)
    }

    /// The connections that are open, in the order of their streams; for shutting down and for tests.
    package var openConnections: [Connection] { connections.compactMap { $0 }.filter(\.isOpen) }

    /// The connections that have something to send at the end of this turn, in the order in which they got
    /// it: those whose replies a failed commit takes back.
    package var connectionsWithOutput: [Connection] { agenda.dirty.items.filter { $0.outputByteCount > 0 } }
}

// MARK: - Turning

extension EventLoop {
    /// Does everything that is to be done now, once.
    ///
    /// - Parameter wait: Whether to sleep until there is something to do; a simulator says false.
    package func turn(wait: Bool) {
        pollEvents(wait: wait)
        turnDelegate?.turnBegan()
        turnTime = host.clock.monotonic
        turnWall = host.clock.wall
        agenda.resetRelief()
        notifyDrained()
        handleEvents()
        readReady()
        fireTimers()
        runPosted()
        settleClosed()
        turnDelegate?.turnHandled()
        flush()
        turnDelegate?.turnFlushed()
        flush()
        turnTime = nil
    }

    /// Turns until somebody calls ``stop()``.
    package func run() {
        while !mailbox.isStopped { turn(wait: true) }
    }

    /// Ends ``run()`` after the turn that is on.
    package func stop() {
        mailbox.stop()
    }

    /// Whether somebody has called ``stop()``.
    package var isStopped: Bool { mailbox.isStopped }

    /// Forgets whatever is still to be done, and everybody who would be told of something: for a loop that
    /// turns no more, while others still hold it.
    ///
    /// What is on a loop knows the loop, and the loop knows what is on it; one has to let go. Nobody is told
    /// of anything, and no connection ends.
    package func letGo() {
        let forgotten = (timers.takeAll(), mailbox.takeAll(), receivers, listeners)
        (receivers, listeners) = ([:], [])
        for connection in connections { connection?.delegate = nil }
        agenda.forgetAll()
        _ = forgotten
    }

    /// When the first timer is due, in nanoseconds of the monotonic clock; nil without timers.
    package var nextTimerAt: UInt64? { timers.firstAt }

    /// Whether a turn now would do something even if nothing comes from outside.
    package var hasWork: Bool {
        if agenda.hasWork || !mailbox.isEmpty { return true }
        guard let at = nextTimerAt else { return false }
        return at <= host.clock.monotonic
    }

    private func pollEvents(wait: Bool) {
        events.removeAll(keepingCapacity: true)
        var timeout: UInt64? = 0
        if wait && !agenda.hasWork && mailbox.isEmpty {
            timeout = nextTimerAt.map { at in
                let time = host.clock.monotonic
                return at > time ? at - time : 0
            }
        }
        host.transport.poll(&events, timeoutNanos: timeout)
    }

    private func handleEvents() {
        for event in events {
            switch event {
            case .accepted(let listener, let stream, let peer): accept(stream, from: peer, at: listener)
            case .connected(let stream): connected(stream)
            case .readable(let stream): connection(stream)?.listReady()
            case .writable(let stream): connection(stream)?.listDirty()
            case .failed(let stream, let reason): connection(stream)?.end(.failed(reason))
            case .woken: break
            }
        }
    }

    func connection(_ stream: StreamID) -> Connection? {
        guard Int(stream.index) < connections.count, let connection = connections[Int(stream.index)],
            connection.stream == stream
        else { return nil }
        return connection
    }
}

// MARK: - Timers and work from elsewhere

extension EventLoop {
    /// Has `action` run in the first turn at or after the moment `at`.
    ///
    /// - Parameter at: Nanoseconds of the monotonic clock; the past means the next turn.
    @discardableResult
    package func schedule(at: UInt64, _ action: @escaping () -> Void) -> TimerID {
        timers.insert(at: max(at, now), action)
    }

    /// Has `action` run in the first turn after `delay` from now.
    @discardableResult
    package func schedule(after delay: Duration, _ action: @escaping () -> Void) -> TimerID {
        timers.insert(at: now + delay.nanos, action)
    }

    /// Forgets a timer; one that has fired is nothing to do.
    package func cancel(_ timer: TimerID) {
        timers.cancel(timer)
    }

    private func fireTimers() {
        // Those set while these fire wait for the next turn, else a timer that sets itself would never let
        // go.
        let limit = timers.nextSequence
        let now = now
        while let action = timers.popDue(at: now, before: limit) { action() }
    }

    /// Has `work` run on this loop; other threads use ``mailbox``.
    package func post(_ work: @escaping @Sendable () -> Void) {
        mailbox.post { _ in work() }
    }

    private func runPosted() {
        for work in mailbox.takeAll() { work(self) }
    }

    /// Makes a typed way into this loop: what other threads send arrives at `handler`, on this loop's thread.
    package func receiver<Value: Sendable>(
        of type: Value.Type = Value.self, _ handler: @escaping (Value) -> Void
    ) -> Sender<Value> {
        sender(to: TypedReceiver(takesOne: false, handler: handler))
    }

    /// Makes a typed way into this loop for one value, such as the outcome of work that another thread does:
    /// once it has come, `handler` is let go of.
    package func receiverOfOne<Value: Sendable>(
        _ type: Value.Type = Value.self, _ handler: @escaping (Value) -> Void
    ) -> Sender<Value> {
        sender(to: TypedReceiver(takesOne: true, handler: handler))
    }

    private func sender<Value: Sendable>(to receiver: TypedReceiver<Value>) -> Sender<Value> {
        lastReceiver += 1
        receivers[lastReceiver] = receiver
        return Sender(mailbox: mailbox, number: lastReceiver)
    }

    func receive<Value: Sendable>(_ value: Value, _ number: UInt64) {
        guard let receiver = receivers[number] as? TypedReceiver<Value> else {
            preconditionFailure("a sender sends what its receiver takes, and once where it takes one")
        }
        if receiver.takesOne { receivers[number] = nil }
        receiver.handler(value)
    }

    /// Finds every address of `endpoint` without holding up the loop, and hands them to `completion` in a
    /// later turn.
    package func resolve(
        _ endpoint: Endpoint, _ completion: @escaping (Result<[SocketAddress], ResolutionFailure>) -> Void
    ) {
        if let address = SocketAddress(host: endpoint.host, port: endpoint.port) {
            // In digits: nobody is asked, which keeps a simulated loop free of threads.
            schedule(at: now) { completion(.success([address])) }
            return
        }
        let answer = receiverOfOne(Result<[SocketAddress], ResolutionFailure>.self, completion)
        do throws(Errno) {
            try startThread(named: "resolver") {
                answer.send(Result { () throws(ResolutionFailure) in try endpoint.resolve() })
            }
        } catch {
            answer.send(.failure(ResolutionFailure(host: endpoint.host, words: error.noThreadWords)))
        }
    }
}

/// Anything a sender may send to.
private protocol Receiver {}

private struct TypedReceiver<Value: Sendable>: Receiver {
    /// Whether it is done with the first value.
    let takesOne: Bool
    let handler: (Value) -> Void
}
