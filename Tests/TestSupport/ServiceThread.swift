// A service of this very process, on real sockets and a thread of its own: for tests of what threads do to
// one another, which no simulation can show and no other process lets one look into.

import EntenteProtocol
import EventLoop
import Glibc
import Service
import Synchronization
import SystemCalls

/// A service on a thread of its own; it ends when this goes.
package final class ServiceThread: Sendable {
    /// Where it listens.
    package let port: UInt16
    private let mailbox: Mailbox
    private let thread: Mutex<RunningThread?>

    /// What the thread has to say when it has begun, or could not.
    private enum Beginning: Sendable {
        case listens(Mailbox, UInt16)
        case failed(String)
    }

    /// Builds a service by `build` on a loop of its own, and listens at `port` of this machine.
    ///
    /// - Parameter port: 0 lets the system choose.
    package convenience init(
        port: UInt16 = 0, _ build: @escaping @Sendable (EventLoop) throws -> any RunningService
    ) throws {
        try self.init(opening: { loop in
            let service = try build(loop)
            return (service, try service.listen(on: .loopback(port: port)))
        })
    }

    /// Runs what `open` opens on a loop of its own.
    ///
    /// - Parameter open: Answers what serves, and where it listens.
    package init(
        opening open: @escaping @Sendable (EventLoop) throws -> (service: AnyObject, address: SocketAddress)
    ) throws {
        let said = Box()
        let thread = try startThread(named: "service") {
            do {
                let loop = EventLoop(host: try Host.real())
                let (service, bound) = try open(loop)
                said.beginning.withLock { $0 = .listens(loop.mailbox, bound.port) }
                withExtendedLifetime(service) { loop.run() }
                loop.closeAll()
            } catch {
                said.beginning.withLock { $0 = .failed("\(error)") }
            }
        }
        let deadline = MachineClock.monotonicNanos + 30_000_000_000
        while said.beginning.withLock({ $0 }) == nil, MachineClock.monotonicNanos < deadline { usleep(500) }
        guard case .listens(let mailbox, let port)? = said.beginning.withLock({ $0 }) else {
            throw Late("a service begins: \(String(describing: said.beginning.withLock { $0 }))")
        }
        self.mailbox = mailbox
        self.port = port
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Ends it at once, as a crash does to its callers, and waits for that.
    package func stop() {
        mailbox.stop()
        let taken = thread.withLock { thread in
            let taken = thread
            thread = nil
            return taken
        }
        taken?.join()
    }

    private final class Box: Sendable {
        let beginning = Mutex<Beginning?>(nil)
    }
}

/// A caller on real sockets that waits for its answers on the thread that asks.
package final class BlockingCaller: ConnectionDelegate {
    private let loop: EventLoop
    private var connection: Connection?
    private var answers: [(header: FrameHeader, payload: [UInt8])] = []
    private var isClosed = false
    private var lastRequestID: UInt32 = 0

    /// How long an answer is waited for, in nanoseconds; generous, because nothing is measured here.
    private static let patience: UInt64 = 60_000_000_000

    /// Connects to `port` of this machine and says Hello.
    package init(port: UInt16, secret: String) throws {
        loop = EventLoop(host: try Host.real())
        connection = try loop.connect(to: .loopback(port: port), delegate: self)
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "test"
            $0.token = secret
        }
        _ = try call(hello)
    }

    /// Ends the connection; a caller that is just dropped would keep itself alive.
    package func close() { loop.closeAll() }

    /// Asks and waits for the answer.
    ///
    /// - Throws: the refusal; `unavailable` where the connection ended instead.
    package func call<R: Request>(_ request: R) throws(Failure) -> R.Response {
        try response(to: R.self, send(request))
    }

    /// Sends a request without waiting.
    package func send<R: Request>(_ request: R) -> UInt32 {
        lastRequestID += 1
        connection?.send(
            .request, method: R.method.rawValue, requestID: lastRequestID, payload: Wire.encode(request))
        return lastRequestID
    }

    /// Waits for the answer to request `id`.
    package func response<R: Request>(to type: R.Type, _ id: UInt32) throws(Failure) -> R.Response {
        let (header, payload) = try frame(id)
        if header.kind == .error { throw Self.read(Failure.self, payload) }
        return Self.read(R.Response.self, payload)
    }

    /// Waits for the next frame for request `id`.
    package func frame(_ id: UInt32) throws(Failure) -> (header: FrameHeader, payload: [UInt8]) {
        let deadline = MachineClock.monotonicNanos + Self.patience
        let alarm = loop.schedule(at: deadline) {}
        defer { loop.cancel(alarm) }
        while true {
            if let place = answers.firstIndex(where: { $0.header.requestID == id }) {
                return answers.remove(at: place)
            }
            guard !isClosed, MachineClock.monotonicNanos < deadline else {
                throw .unavailable(isClosed ? "the connection ended" : "no answer")
            }
            loop.turn(wait: true)
        }
    }

    private static func read<M: Message>(_ type: M.Type, _ payload: [UInt8]) -> M {
        do { return try Wire.decode(M.self, from: payload) } catch {
            preconditionFailure("a service answered what is no \(M.self): \(error.message)")
        }
    }

    package func connectionOpened(_ connection: Connection) {}

    package func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        if header.kind == .ping {
            connection.send(.pong, requestID: header.requestID)
        } else {
            answers.append((header, payload.withUnsafeBytes { Array($0) }))
        }
    }

    package func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        connection.close(.now)
    }

    package func connectionDrained(_ connection: Connection) {}

    package func connectionClosed(_ connection: Connection, reason: CloseReason) {
        isClosed = true
        self.connection = nil
    }
}
