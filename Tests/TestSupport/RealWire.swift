// Bytes on a real connection, for what a well-behaved client never sends.

import EntenteProtocol
import SystemCalls

/// A TCP connection to a service, without any opinion about what goes over it.
package final class RealWire {
    /// One frame as it came.
    package struct Reply {
        package let header: FrameHeader
        package let payload: [UInt8]

        /// The refusal in it, if it is one.
        package var failure: Failure? {
            header.kind == .error ? try? Wire.decode(Failure.self, from: payload) : nil
        }
    }

    private let socket: FileDescriptor
    private var received: [UInt8] = []
    private var isAtEnd = false

    /// Connects to a port of this machine.
    package init(port: UInt16) throws {
        socket = try Socket.connect(to: .loopback(port: port))
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8]) async throws {
        var start = 0
        try await eventually("the bytes are sent") {
            while start < bytes.count {
                switch socket.send(bytes.span.bytes.extracting(start..<bytes.count)) {
                case .bytes(let count): start += count
                case .wouldBlock: return false
                case .failed, .ended: return true
                }
            }
            return true
        }
    }

    /// Sends one request.
    package func ask(method: UInt16, _ payload: [UInt8], number: UInt32, timeLeftMillis: UInt32 = 0)
        async throws
    {
        var bytes: [UInt8] = []
        FrameHeader(
            kind: .request, method: method, requestID: number, timeLeftMillis: timeLeftMillis,
            payloadByteCount: payload.count
        ).write(into: &bytes)
        try await send(bytes + payload)
    }

    /// Says Hello with the token called `token` and waits for the answer.
    package func hello(token: String = "all", number: UInt32 = 1) async throws -> Reply {
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.token = RealCluster.secret(of: token)
        }
        try await ask(method: Method.hello.rawValue, Wire.encode(hello), number: number)
        return try await reply()
    }

    /// Waits for the next frame that says something, and answers whether anybody is there meanwhile.
    package func reply() async throws -> Reply {
        while true {
            let reply = try await nextFrame()
            guard reply.header.kind == .ping else { return reply }
            var pong: [UInt8] = []
            FrameHeader(kind: .pong, requestID: reply.header.requestID).write(into: &pong)
            try await send(pong)
        }
    }

    private func nextFrame() async throws -> Reply {
        var reply: Reply?
        try await eventually("a frame arrives") {
            try receive()
            guard let header = try Self.header(of: received), received.count >= header.frameByteCount else {
                if isAtEnd { throw Late("the connection was closed instead") }
                return false
            }
            reply = Reply(
                header: header, payload: Array(received[FrameHeader.byteCount..<header.frameByteCount]))
            received.removeFirst(header.frameByteCount)
            return true
        }
        guard let reply else { throw Late("no frame") }
        return reply
    }

    /// Waits until the service has closed the connection.
    package func end() async throws {
        try await eventually("the service closes the connection") {
            try receive()
            return isAtEnd
        }
    }

    private static func header(of bytes: [UInt8]) throws(FrameProblem) -> FrameHeader? {
        try FrameHeader.parse(bytes.span.bytes)
    }

    private func receive() throws {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while !isAtEnd {
            switch socket.read(into: &chunk, 0..<chunk.count) {
            case .bytes(let count): received += chunk[..<count]
            case .wouldBlock: return
            case .ended, .failed: isAtEnd = true
            }
        }
    }
}
