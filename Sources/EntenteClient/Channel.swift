// One connection as callers see it: a lock around `ChannelCore`, and a bell for the thread that does the I/O.
// Callers never wait for the network here, so a task of Swift's own thread pool may call everything.
import EntenteProtocol
import Synchronization
import SystemCalls

/// One connection to one service, from its beginning to its end.
final class Channel: Sendable {
    private struct State {
        var core: ChannelCore
        /// Whether the I/O thread is on its way to look: saves a system call per request.
        var isBellRung = false
    }

    let endpoint: ServiceEndpoint
    let options: ClientOptions
    let bell: Wakeup
    private let state: Mutex<State>

    /// A connection that is not begun; see ``start()``.
    init(
        to endpoint: ServiceEndpoint, hello: Hello, service: ServiceName?, options: ClientOptions
    ) throws(Errno) {
        self.endpoint = endpoint
        self.options = options
        bell = try Wakeup()
        state = Mutex(State(core: ChannelCore(endpoint: endpoint, hello: hello, service: service)))
    }

    /// Begins to connect, on a thread of its own.
    func start() {
        startThread(named: "entente-client") { ChannelThread.run(self) }
    }

    /// Puts a request on the wire, in the order of these calls.
    ///
    /// - Returns: False where this connection takes no more requests; the receiver has heard nothing then.
    func send(
        _ method: Method, _ payload: [UInt8], _ receiver: ChannelCore.Receiver, timeout: Duration?
    ) -> Bool {
        enum Outcome {
            case refused
            case tooLong(byteLimit: Int)
            case sent(UInt32)
        }
        let outcome: Outcome = change { core in
            guard core.accepts else { return .refused }
            let id = core.enqueue(method, payload, receiver, timeout: timeout, now: .now)
            return id.map { .sent($0) } ?? .tooLong(byteLimit: core.frameLengthMaximum)
        }
        switch outcome {
        case .refused:
            return false
        case .tooLong(let byteLimit):
            receiver.fail(.tooLong(method, byteCount: payload.count, byteLimit: byteLimit))
        case .sent(let id):
            receiver.whenCancelled { [weak self] in self?.cancel(id) }
        }
        return true
    }

    /// Gives a request up.
    func cancel(_ id: UInt32) { deliver(change { $0.cancel(id) }) }

    /// Takes no more requests and ends when all are answered.
    func leave() { change { $0.leave() } }

    /// Ends at once; unanswered requests are cancelled.
    func hangUp() {
        deliver(change { $0.end(with: .cancelled) })
    }

    /// Ends because the network does.
    func end(reason: String) { deliver(change { $0.end(reason: reason) }) }

    /// Why this connection ended, where neither side wanted it to.
    var lossReason: String? { withCore { $0.lossReason } }

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
            case .reply(let slot, let result):
                slot.finish(result)
            case .item(let slot, let payload, let id):
                if !slot.yield(payload) { cancel(id) }
            case .streamEnd(let slot, let failure):
                slot.finish(failure)
            }
        }
    }
}

extension ChannelCore.Receiver {
    /// Tells whoever waits that there will be no answer.
    func fail(_ failure: ClientFailure) {
        switch self {
        case .reply(let slot): slot.finish(.failure(failure))
        case .stream(let slot): slot.finish(failure)
        }
    }

    /// Says what happens when whoever waits gives up.
    func whenCancelled(_ action: @escaping @Sendable () -> Void) {
        switch self {
        case .reply(let slot):
            slot.whenCancelled(action)
        case .stream(let slot):
            slot.continuation.onTermination = { reason in
                if case .cancelled = reason { action() }
            }
        }
    }
}
