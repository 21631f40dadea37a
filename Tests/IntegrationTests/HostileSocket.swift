// The means of those who do harm: a socket that sends whatever it is told to, what there is to send, and a
// count of what was done.

import EntenteProtocol
import Synchronization
import SystemCalls
import TestSupport

/// A connection without any opinion, that never waits longer than it must.
final class HostileSocket {
    private let socket: FileDescriptor
    private var room = [UInt8](repeating: 0, count: 64 << 10)

    init(port: UInt16) throws { socket = try Socket.connect(to: .loopback(port: port)) }

    /// Sends all of `bytes`, or as much as goes until `attack` is over; false where the connection is gone.
    func send(_ bytes: ArraySlice<UInt8>, during attack: Attack) async -> Bool {
        var start = bytes.startIndex
        while start < bytes.endIndex && !attack.isOver {
            let rest = bytes[start...]
            switch socket.send(rest.span.bytes) {
            case .bytes(let count): start += count
            case .wouldBlock: try? await Task.sleep(for: .milliseconds(1))
            case .failed, .ended: return false
            }
        }
        return true
    }

    /// Reads what has come; false where the connection is gone.
    func drain() -> Bool {
        while true {
            switch socket.read(into: &room, 0..<room.count) {
            case .bytes: continue
            case .wouldBlock: return true
            case .failed, .ended: return false
            }
        }
    }
}

/// One attack on a cluster, for all who take part in it.
final class Attack: Sendable {
    private let ended = Atomic(false)
    private let sends = Atomic(0)
    private let connections = Atomic(0)

    /// Whether everybody may go home.
    var isOver: Bool { ended.load(ordering: .relaxed) }
    /// How often something was sent, and to how many connections.
    var sendCount: Int { sends.load(ordering: .relaxed) }
    var connectionCount: Int { connections.load(ordering: .relaxed) }

    func end() { ended.store(true, ordering: .relaxed) }
    func countSend() { sends.add(1, ordering: .relaxed) }
    func countConnection() { connections.add(1, ordering: .relaxed) }
}

/// Bytes that are sent again and again, made once.
enum HostileBytes {
    /// A megabyte of nothing in particular.
    static let noise: [UInt8] = {
        let dice = SimulatedRandomness(seed: 13)
        return (0..<(1 << 17)).flatMap { _ in withUnsafeBytes(of: dice.next()) { Array($0) } }
    }()

    /// A payload of 3 MiB that is one field nobody knows, with its header.
    static let longFrame: [UInt8] = {
        let field: [UInt8] =
            [0xA2, 0x06, 0x80, 0x80, 0xC0, 0x01] + [UInt8](repeating: 8, count: 3 << 20)
        return header(.checkBatch, payloadByteCount: field.count) + field
    }()

    /// Two thirds of a frame.
    static let halfFrame =
        header(.importUsers, payloadByteCount: 3 << 20) + [UInt8](repeating: 8, count: 2 << 20)

    static let hello = request(
        Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.token = RealCluster.secret(of: "all")
        })

    /// A list as long as a page may be.
    static let longList = request(
        ListUsersRequest.with {
            $0.organization = "acme"
            $0.pageSize = 1_000
        })

    /// A search that finds many, and a batch of questions.
    static let searchAndBatch =
        request(
            DiscoverRequest.with {
                $0.viewer = "u0-0"
                $0.prefix = "U"
                $0.limit = 100
            })
        + request(
            CheckBatchRequest.with {
                $0.checks = (0..<500).map { number in
                    .with {
                        $0.actor = "u0-0"
                        $0.action = "chat.start"
                        $0.target = "u0-\(number % 40)"
                    }
                }
            })

    static func request<R: Request>(_ request: R) -> [UInt8] {
        let payload = Wire.encode(request)
        return header(R.method, payloadByteCount: payload.count) + payload
    }

    static func header(_ method: Method, payloadByteCount: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        FrameHeader(
            kind: .request, method: method.rawValue, requestID: UInt32.random(in: 1 ... .max),
            payloadByteCount: payloadByteCount
        ).write(into: &bytes)
        return bytes
    }
}
