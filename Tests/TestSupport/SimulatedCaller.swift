import EntenteProtocol
import EventLoop
import SystemCalls

/// A caller on the simulated network; a call runs the whole network until it is answered.
package final class SimulatedCaller: ConnectionDelegate {
    /// One frame that came back.
    package struct Answer: Equatable {
        package let kind: FrameKind
        package let requestID: UInt32
        package let payload: [UInt8]
    }

    private let network: SimulatedNetwork
    /// What must live for as long as somebody may call it.
    private let callee: AnyObject?
    /// The machine it calls from.
    package let loop: EventLoop
    /// The connection, for sending frames by hand.
    package private(set) var connection: Connection?
    /// Everything that came and was not taken by a call, oldest first.
    package var answers: [Answer] = []
    /// Whether pings are answered, as a peer that lives does.
    package var answersPings = true
    /// Whether the connection was closed.
    package private(set) var isClosed = false
    /// What Hello was answered with.
    package private(set) var welcome: Welcome?
    private var lastRequestID: UInt32 = 0

    /// Connects and, with a secret, says Hello.
    package init(
        network: SimulatedNetwork, loop: EventLoop, address: Endpoint, secret: String?,
        callee: AnyObject? = nil
    ) {
        self.network = network
        self.callee = callee
        self.loop = loop
        guard let address = SocketAddress(host: address.host, port: address.port) else {
            preconditionFailure("a simulated address is in digits")
        }
        connection = try? loop.connect(to: address, delegate: Ear(self))
        guard let secret else { return }
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "test"
            $0.token = secret
        }
        welcome = try? call(hello)
    }

    /// Asks and runs the network until the answer is there.
    ///
    /// - Parameter timeLeftMillis: the deadline stated in the frame; 0 for none.
    /// - Throws: the refusal; `unavailable` where the connection was closed instead.
    package func call<R: Request>(_ request: R, timeLeftMillis: UInt32 = 0) throws(Failure) -> R.Response {
        try response(to: R.self, send(request, timeLeftMillis: timeLeftMillis))
    }

    /// Asks and runs the network; the refusal, or nil where the request was answered.
    package func refusal<R: Request>(of request: R, timeLeftMillis: UInt32 = 0) -> Failure? {
        do throws(Failure) {
            _ = try call(request, timeLeftMillis: timeLeftMillis)
            return nil
        } catch {
            return error
        }
    }

    /// Sends bytes that need not be frames.
    package func send(bytes: [UInt8]) { connection?.withOutput { $0.append(contentsOf: bytes) } }

    /// Sends a frame with any payload.
    package func send(_ kind: FrameKind, method: UInt16, requestID: UInt32, payload: [UInt8] = []) {
        connection?.send(kind, method: method, requestID: requestID, payload: payload)
    }

    /// Takes every frame that came for request `id`.
    package func take(_ id: UInt32) -> [Answer] {
        let taken = answers.filter { $0.requestID == id }
        answers.removeAll { $0.requestID == id }
        return taken
    }

    /// Sends a request without waiting.
    ///
    /// - Returns: its id, for ``response(to:_:)``.
    package func send<R: Request>(_ request: R, timeLeftMillis: UInt32 = 0) -> UInt32 {
        lastRequestID += 1
        connection?.send(
            .request, method: R.method.rawValue, requestID: lastRequestID, timeLeftMillis: timeLeftMillis,
            payload: Wire.encode(request))
        return lastRequestID
    }

    /// Runs the network until request `id` is answered.
    package func response<R: Request>(to type: R.Type, _ id: UInt32) throws(Failure) -> R.Response {
        guard let answer = wait(for: id) else { throw .unavailable("the connection was closed") }
        if answer.kind == .error { throw Self.read(Failure.self, answer.payload) }
        return Self.read(R.Response.self, answer.payload)
    }

    /// Runs the network until a frame for request `id` is there and takes it; nil where the connection ends
    /// first.
    package func wait(for id: UInt32) -> Answer? {
        network.run(limit: 1_000_000) { isClosed || answers.contains { $0.requestID == id } }
        guard let index = answers.firstIndex(where: { $0.requestID == id }) else { return nil }
        return answers.remove(at: index)
    }

    /// Closes the connection.
    package func close() { connection?.close(.now) }

    private static func read<M: Message>(_ type: M.Type, _ payload: [UInt8]) -> M {
        do { return try Wire.decode(M.self, from: payload) } catch {
            preconditionFailure("a service answered what is no \(M.self): \(error.message)")
        }
    }

    // MARK: what the loop tells

    package func connectionOpened(_ connection: Connection) {}

    package func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        if header.kind == .ping {
            guard answersPings else { return }
            connection.send(.pong, requestID: header.requestID)
            return
        }
        let bytes = payload.withUnsafeBytes { Array($0) }
        answers.append(Answer(kind: header.kind, requestID: header.requestID, payload: bytes))
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

/// What a connection tells its caller, as long as there is one.
///
/// The network knows the connections, the caller the cluster, and the cluster the network: one has to let go.
private final class Ear: ConnectionDelegate {
    private weak var caller: SimulatedCaller?

    init(_ caller: SimulatedCaller) { self.caller = caller }

    func connectionOpened(_ connection: Connection) { caller?.connectionOpened(connection) }

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        caller?.connection(connection, received: header, payload: payload)
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        caller?.connection(connection, sentMalformed: problem)
    }

    func connectionDrained(_ connection: Connection) { caller?.connectionDrained(connection) }

    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        caller?.connectionClosed(connection, reason: reason)
    }
}
