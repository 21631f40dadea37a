// One connection as callers see it: a lock around `ChannelCore`, and a bell for the thread that does the I/O.
// Callers never wait for the network here, so a task of Swift's own thread pool may call everything.
import EntenteProtocol
import Synchronization
import SystemCalls

/// One connection to one node, from its beginning to its end.
final class Channel: Sendable {
    /// What became of a request that was to be sent.
    enum SendOutcome: Sendable {
        /// This connection takes no more requests; the receiver has heard nothing.
        case refused
        /// The service does not take requests of this length; the receiver has heard nothing.
        case tooLong(byteLimit: Int)
        /// It is on its way, and can be given up under this number.
        case sent(UInt32)
    }

    private struct State {
        var core: ChannelCore
        /// Whether the I/O thread is on its way to look: saves a system call per request.
        var isBellRung = false
    }

    let endpoint: ServiceEndpoint
    /// Where the node is; tried in turn.
    let addresses: [SocketAddress]
    let options: ClientOptions
    let bell: Wakeup
    private let begunAt = ContinuousClock.now
    private let state: Mutex<State>
    private let noticed: @Sendable (ChannelCore.Notice) -> Void

    /// A connection that is not begun; see ``start()``.
    ///
    /// - Parameter noticed: Hears what becomes of the connection, on its thread, and must not wait.
    init(
        to addresses: [SocketAddress], of endpoint: ServiceEndpoint, hello: Hello, service: ServiceName,
        options: ClientOptions, noticed: @escaping @Sendable (ChannelCore.Notice) -> Void
    ) throws(Errno) {
        self.endpoint = endpoint
        self.addresses = addresses
        self.options = options
        self.noticed = noticed
        bell = try Wakeup()
        let core = ChannelCore(
            endpoint: endpoint, hello: hello, service: service,
            sentCountMaximum: max(1, options.requestsPerConnection))
        state = Mutex(State(core: core))
    }

    /// Begins to connect, on a thread of its own.
    ///
    /// - Throws: The kernel's reason where there can be no thread: nobody has heard anything then, and it is
    ///   to be dropped with all that it was given.
    func start() throws(Errno) {
        try startThread(named: "entente-client") { ChannelThread.run(self) }
    }

    /// Puts a request on the wire, in the order of these calls.
    func send(
        _ method: Method, _ payload: [UInt8], _ receiver: ChannelCore.Receiver, timeout: Duration?,
        trace: TraceContext? = nil
    ) -> SendOutcome {
        change { core in
            guard core.accepts else { return .refused }
            let id = core.enqueue(method, payload, receiver, timeout: timeout, trace: trace, now: .now)
            return id.map { .sent($0) } ?? .tooLong(byteLimit: core.frameLengthMaximum)
        }
    }

    /// Gives a request up.
    func cancel(_ id: UInt32) { deliver(change { $0.cancel(id, now: .now) }) }

    /// Takes no more requests and ends when all are answered.
    func leave() { change { $0.leave() } }

    /// Ends at once; unanswered requests are cancelled.
    func hangUp() { deliver(change { $0.end(with: .cancelled) }) }

    /// Ends because the network does.
    func end(reason: String) { deliver(change { $0.end(reason: reason) }) }

    /// Why this connection ended, where neither side wanted it to.
    var lossReason: String? { withCore { $0.lossReason } }

    /// Whether it is still being made: what was asked over it has to wait.
    var isComing: Bool { withCore { $0.isComing } }

    /// Whether it is being made for longer than is usual.
    var isOverdue: Bool { isComing && begunAt + options.connectPatience <= .now }

    /// How many requests are unanswered; nil where no more are taken.
    var load: Int? { withCore { $0.accepts ? $0.unansweredCount : nil } }

    /// Changes the state and makes the I/O thread look at it.
    private func change<Result: Sendable>(_ body: (inout ChannelCore) -> sending Result) -> Result {
        let (result, mustRing) = state.withLock { state in
            defer { state.isBellRung = true }
            return (body(&state.core), !state.isBellRung)
        }
        if mustRing { bell.ring() }
        return result
    }
}

// MARK: - What the I/O thread uses

extension Channel {
    /// Looks at or changes the state from the I/O thread, which needs no bell.
    func withCore<Result: Sendable>(_ body: (inout ChannelCore) -> sending Result) -> Result {
        state.withLock { body(&$0.core) }
    }

    /// Takes the bell's call; everything changed before is seen after.
    func answerBell() {
        bell.silence()
        state.withLock { $0.isBellRung = false }
    }

    /// Hands answers to those who wait for them.
    func deliver(_ deliveries: [ChannelCore.Delivery]) {
        for delivery in deliveries {
            switch delivery {
            case .reply(let handler, let result):
                handler(result)
            case .item(let slot, let payload, let id):
                if !slot.yield(payload) { cancel(id) }
            case .streamEnd(let slot, let failure):
                slot.finish(failure)
            case .notice(let notice):
                noticed(notice)
            }
        }
    }
}
