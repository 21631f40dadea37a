// Connections whose bytes are not frames, such as those of the operations port.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

/// Answers every line by the line itself, in upper case.
private final class Lines: ConnectionDelegate {
    var lines: [String] = []
    var answers = true
    var closed: [CloseReason] = []

    func connectionOpened(_ connection: Connection) {}

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {}

    func connection(_ connection: Connection, receivedRaw bytes: RawSpan) -> Int {
        let line = bytes.withUnsafeBytes { bytes in
            bytes.firstIndex(of: 10).map { String(decoding: bytes[..<$0], as: UTF8.self) }
        }
        guard let line else { return 0 }
        lines.append(line)
        if answers { connection.withOutput { $0 += Array("\(line.uppercased())\n".utf8) } }
        return line.utf8.count + 1
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {}
    func connectionDrained(_ connection: Connection) {}
    func connectionClosed(_ connection: Connection, reason: CloseReason) { closed.append(reason) }
}

@Suite("A connection without frames")
struct RawConnectionTests {
    private let network = SimulatedNetwork(seed: 11)
    private let served = Lines()
    private let asker = Lines()
    private let connection: Connection
    private let client: EventLoop

    init() throws {
        let server = network.addLoop(named: "server")
        client = network.addLoop(named: "client")
        let address = network.address(of: server, port: 80)
        try server.listen(on: address) { [served] connection in
            connection.isFramed = false
            return served
        }
        asker.answers = false
        connection = try client.connect(to: address, delegate: asker)
        connection.isFramed = false
    }

    @Test("hands over bytes until the delegate has taken whole messages")
    func lines() {
        connection.withOutput { $0 += Array("one\ntwo\nthr".utf8) }
        network.run(for: .seconds(1))
        #expect(served.lines == ["one", "two"])
        connection.withOutput { $0 += Array("ee\n".utf8) }
        #expect(network.run { served.lines.count == 3 })
        #expect(served.lines.last == "three")
        #expect(network.run { asker.lines == ["ONE", "TWO", "THREE"] })
    }

    @Test("is closed when a message does not end within 64 KiB, or within ten seconds")
    func limits() throws {
        connection.withOutput { $0 += [UInt8](repeating: 65, count: 70_000) }
        #expect(network.run { served.closed == [.messageTooLong] })
        let slow = try client.connect(to: connection.peer, delegate: Lines())
        slow.withOutput { $0 += [65] }
        network.run(for: .seconds(12))
        #expect(served.closed == [.messageTooLong, .frameTooSlow])
    }
}
