import EntenteProtocol
import EventLoop
import SystemCalls

/// A caller that speaks HTTP on the simulated network.
package final class SimulatedHTTPCaller {
    private let network: SimulatedNetwork
    private let callee: AnyObject?
    private var connection: Connection?
    /// What came and was not taken.
    package fileprivate(set) var received: [UInt8] = []
    /// Whether the connection was closed.
    package fileprivate(set) var isClosed = false

    /// Connects to `address` from a machine of its own.
    package init(
        network: SimulatedNetwork, loop: EventLoop, address: SocketAddress, callee: AnyObject? = nil
    ) {
        self.network = network
        self.callee = callee
        connection = try? loop.connect(to: address, delegate: Ear(self))
        connection?.isFramed = false
    }

    /// Sends text as it is.
    package func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8]) { connection?.withOutput { $0.append(contentsOf: bytes) } }

    /// Runs the network until an answer is there and takes it; nil where the connection ends first.
    package func answer(isHead: Bool = false) -> HTTPAnswer? {
        var answer: HTTPAnswer?
        network.run(limit: 1_000_000) {
            answer = answer ?? HTTPAnswer(takingFrom: &received, isHead: isHead)
            return answer != nil || isClosed
        }
        return answer
    }

    /// Sends a request and runs the network until it is answered.
    package func ask(
        _ method: String, _ path: String, _ body: String? = nil, fields: [String] = []
    ) -> HTTPAnswer? {
        send(Self.request(method, path, body, fields: fields))
        return answer(isHead: method == "HEAD")
    }

    /// Closes the connection.
    package func close() { connection?.close(.now) }

    /// The text of a request.
    package static func request(
        _ method: String, _ path: String, _ body: String? = nil, fields: [String] = []
    ) -> String {
        let length = body.map { ["Content-Length: \($0.utf8.count)"] } ?? []
        let lines = ["\(method) \(path) HTTP/1.1", "Host: entente.test"] + fields + length
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }

    /// What the loop tells, which keeps it for as long as the connection stands, and the caller not.
    private final class Ear: ConnectionDelegate {
        private weak var caller: SimulatedHTTPCaller?

        init(_ caller: SimulatedHTTPCaller) { self.caller = caller }

        func connectionOpened(_ connection: Connection) {}
        func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {}
        func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {}
        func connectionDrained(_ connection: Connection) {}

        func connection(_ connection: Connection, receivedRaw bytes: RawSpan) -> Int {
            bytes.withUnsafeBytes { caller?.received.append(contentsOf: $0) }
            return bytes.byteCount
        }

        func connectionClosed(_ connection: Connection, reason: CloseReason) { caller?.isClosed = true }
    }
}
