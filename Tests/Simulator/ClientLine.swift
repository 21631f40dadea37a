import EntenteProtocol
import EventLoop
import SystemCalls

/// A client's connection to one machine: says Hello as soon as it stands, and what is asked right behind it.
final class ClientLine: ConnectionDelegate {
    /// Takes what comes for a request: the kind of frame and its payload.
    var answered: ((UInt32, FrameKind, [UInt8]) -> Void)?
    /// Called once, when nothing more will come.
    var ended: (() -> Void)?

    private var connection: Connection?
    private var isOpen = false
    private let secret: String
    private var lastID: UInt32 = 1
    private var waiting: [(id: UInt32, method: UInt16, timeLeftMillis: UInt32, payload: [UInt8])] = []

    init(from loop: EventLoop, to endpoint: Endpoint, secret: String) {
        self.secret = secret
        guard let address = SocketAddress(host: endpoint.host, port: endpoint.port) else {
            preconditionFailure("a simulated address is in digits")
        }
        connection = try? loop.connect(to: address, delegate: self)
    }

    var isUsable: Bool { connection != nil }

    /// Sends a request, or keeps it until the connection stands.
    ///
    /// - Returns: its id.
    func send(_ method: Method, timeLeftMillis: UInt32, _ payload: [UInt8]) -> UInt32 {
        lastID += 1
        waiting.append((lastID, method.rawValue, timeLeftMillis, payload))
        if isOpen { sendWaiting() }
        return lastID
    }

    private func sendWaiting() {
        for request in waiting {
            connection?.send(
                .request, method: request.method, requestID: request.id,
                timeLeftMillis: request.timeLeftMillis, payload: request.payload)
        }
        waiting.removeAll()
    }

    /// Gives the connection up; what is under way may still arrive.
    func close() {
        answered = nil
        ended = nil
        connection?.close(.now)
    }

    func connectionOpened(_ connection: Connection) {
        isOpen = true
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "client"
            $0.token = secret
        }
        connection.send(.request, method: Method.hello.rawValue, requestID: 1, payload: Wire.encode(hello))
        sendWaiting()
    }

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        switch header.kind {
        case .ping: connection.send(.pong, requestID: header.requestID)
        case .goingAway: connection.close(.now)
        case .response where header.requestID == 1: break
        case .response, .error:
            answered?(header.requestID, header.kind, payload.withUnsafeBytes { Array($0) })
        default: break
        }
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) { connection.close(.now) }

    func connectionDrained(_ connection: Connection) {}

    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        self.connection = nil
        ended?()
    }
}
