// One connection to a service, one call at a time, waiting in the kernel: for what happens before a run
// begins, and for the two looks at the node's own counts that a run takes.

import EntenteProtocol
import SystemCalls

/// Where to, and what to say first.
package struct LoadTarget: Sendable {
    /// Where the service listens.
    package var address: SocketAddress
    /// The access token; nil for an echo, which is not greeted.
    package var token: String?

    /// The service at `address`.
    package init(_ address: SocketAddress, token: String?) {
        self.address = address
        self.token = token
    }

    var isEcho: Bool { token == nil }
}

/// Why a run cannot begin.
package enum LoadProblem: Error, Equatable, CustomStringConvertible {
    /// Nobody answers there.
    case unreachable(String)
    /// The service refuses what is asked of it first.
    case refused(Failure)
    /// What answers there does not speak this protocol.
    case protocolBroken(String)
    /// The service does not know whom the questions are about.
    case strange(String)
    /// This machine lets no more threads be started.
    case noThread(String)

    /// What is wrong.
    package var description: String {
        switch self {
        case .unreachable(let words), .protocolBroken(let words), .strange(let words),
            .noThread(let words):
            words
        case .refused(let failure): failure.message
        }
    }
}

/// A connection that was greeted; belongs to one thread at a time.
struct ServiceLine: ~Copyable {
    private let socket: FileDescriptor
    private let address: SocketAddress
    /// What has arrived and was not asked for yet.
    private var bytes = [UInt8](repeating: 0, count: 64 << 10)
    private var count = 0

    private static let patienceMillis: Int32 = 5_000

    /// Connects and, where there is a token, greets.
    ///
    /// - Throws: Why there is no connection.
    static func open(to target: LoadTarget) throws(LoadProblem) -> ServiceLine {
        var line = ServiceLine(try connect(to: target.address), target.address)
        guard let token = target.token else { return line }
        _ = try line.call(
            Hello.with {
                $0.protocolVersions = [UInt32(Frame.protocolVersion)]
                $0.client = "entente load"
                $0.token = token
            })
        return line
    }

    private init(_ socket: consuming FileDescriptor, _ address: SocketAddress) {
        self.socket = socket
        self.address = address
    }

    private static func connect(to address: SocketAddress) throws(LoadProblem) -> FileDescriptor {
        let reason: Errno
        do throws(Errno) {
            let socket = try Socket.connect(to: address)
            guard socket.wait(writing: true, millis: patienceMillis) else {
                throw .timedOut
            }
            guard let failure = Socket.takeError(socket) else { return socket }
            reason = failure
        } catch {
            reason = error
        }
        throw .unreachable("cannot connect to \(address): \(reason)")
    }

    /// Asks, and waits for the answer.
    ///
    /// - Throws: Why there is none.
    mutating func call<R: Request>(_ request: R) throws(LoadProblem) -> R.Response {
        var frame: [UInt8] = []
        // The ids of prepared requests count from 1; this one is none of them.
        let start = FrameHeader.begin(kind: .request, method: R.method.rawValue, requestID: .max, in: &frame)
        frame += Wire.encode(request)
        FrameHeader.finish(at: start, in: &frame)
        guard case .bytes(frame.count) = socket.send(frame, 0..<frame.count) else {
            throw .unreachable("\(address) takes no `\(R.method.name)`")
        }
        let (kind, payload) = try reply(to: R.method)
        if kind == .error, let failure = try? Wire.decode(Failure.self, from: payload) {
            throw .refused(failure)
        }
        guard kind == .response, let answer = try? Wire.decode(R.Response.self, from: payload) else {
            throw .protocolBroken("\(address) answers `\(R.method.name)` with something else")
        }
        return answer
    }

    private mutating func reply(to method: Method) throws(LoadProblem) -> (FrameKind?, [UInt8]) {
        while true {
            if let whole = AnswerReader.frameByteCount(bytes, 0, count) {
                guard whole >= FrameHeader.byteCount, whole <= bytes.count else {
                    throw .protocolBroken("\(address) does not speak this protocol; is it the right port?")
                }
                if count >= whole {
                    let frame = Array(bytes[..<whole])
                    bytes.replaceSubrange(0..<(count - whole), with: bytes[whole..<count])
                    count -= whole
                    return (FrameKind(rawValue: frame[5]), Array(frame[FrameHeader.byteCount...]))
                }
            }
            try fill(for: method)
        }
    }

    private mutating func fill(for method: Method) throws(LoadProblem) {
        guard socket.wait(writing: false, millis: Self.patienceMillis) else {
            throw .unreachable("\(address) does not answer `\(method.name)` in 5 s")
        }
        switch socket.read(into: &bytes, count..<bytes.count) {
        case .bytes(let more): count += more
        case .wouldBlock: break
        case .ended:
            throw .unreachable("\(address) closed the connection instead of answering `\(method.name)`")
        case .failed(let reason): throw .unreachable("\(address): \(reason)")
        }
    }

    /// Gives the connection up to the caller; nothing is unanswered on it.
    consuming func takeSocket() -> FileDescriptor { socket }
}
