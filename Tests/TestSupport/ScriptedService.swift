// A tiny peer on a real TCP port: what the client says and hears is bytes on a socket, so the tests hold for
// any service that speaks the protocol, and not only for ours.

import EntenteClient
import EntenteProtocol
import Glibc
import Synchronization
import SystemCalls

/// A listening port whose connections each run a script.
package final class ScriptedService: Sendable {
    /// What one connection does, on a thread of its own.
    package typealias Script = @Sendable (PeerConnection) -> Void

    /// Where it listens.
    package let port: UInt16
    private let listener: FileDescriptor
    private let scripts: [Script]
    private let connectionCount = Mutex(0)
    /// Those who keep the line full while it is deaf.
    private let crowd = Mutex<[Int32]>([])

    /// Listens; the first connection runs the first script and so on, the last script serves all that follow.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - isDeaf: Whether it is first as though its machine were gone; see ``hear()``.
    package init(at address: SocketAddress = .loopback(port: 0), isDeaf: Bool = false, _ scripts: Script...)
        throws
    {
        listener = try Socket.listen(on: address)
        port = try Socket.localAddress(of: listener).port
        self.scripts = scripts
        let number = listener.rawValue
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK)
        if isDeaf { try becomeDeaf() } else { try acceptAll() }
    }

    /// Has a line with room for nobody, in which there is somebody: the kernel drops what others send.
    private func becomeDeaf() throws {
        listen(listener.rawValue, 0)
        let address = try Socket.localAddress(of: listener)
        for _ in 0..<4 {
            let waiting = try Socket.connect(to: address).release()
            crowd.withLock { $0.append(waiting) }
        }
    }

    /// From now on it is not deaf any more.
    package func hear() throws {
        listen(listener.rawValue, Socket.backlog)
        disperse()
        try acceptAll()
    }

    private func disperse() {
        crowd.withLock { crowd in
            for number in crowd { close(number) }
            crowd = []
        }
    }

    private func acceptAll() throws {
        let number = listener.rawValue
        try startThread(named: "scripted") { [weak self, scripts] in
            while true {
                let accepted = accept(number, nil, nil)
                guard accepted >= 0, let self else { return }
                let index = self.connectionCount.withLock { count in
                    defer { count += 1 }
                    return count
                }
                let script = scripts[min(index, scripts.count - 1)]
                _ = try? startThread(named: "script") {
                    script(PeerConnection(FileDescriptor(adopting: accepted)))
                }
            }
        }
    }

    deinit {
        stopListening()
        disperse()
    }

    /// Takes no more connections.
    package func stopListening() { shutdown(listener.rawValue, Int32(SHUT_RDWR)) }

    /// Where it listens on this machine.
    package var endpoint: ServiceEndpoint { ServiceEndpoint(host: "127.0.0.1", port: port) }

    /// How many connections were accepted so far.
    package var acceptedCount: Int { connectionCount.withLock { $0 } }
}

/// The service's end of one connection; blocks, on a thread of its own.
package final class PeerConnection {
    /// A frame as it came.
    package struct Incoming {
        /// Its header.
        package let header: FrameHeader
        /// Its message.
        package let payload: [UInt8]

        /// The request in it; an empty one where there is none.
        package func read<R: Request>(_ type: R.Type = R.self) -> R {
            (try? Wire.decode(type, from: payload) as R) ?? R()
        }
    }

    private let socket: FileDescriptor

    /// The end that was accepted as `socket`.
    ///
    /// What is sent leaves at once, as from our services: held back until the answer before it is
    /// acknowledged, it would be lost when the connection ends with something unread.
    package init(_ socket: consuming FileDescriptor) {
        self.socket = socket
        var isOn: Int32 = 1
        setsockopt(
            self.socket.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The client's end of a connection to a port of this machine.
    package convenience init(to port: UInt16) throws {
        let socket = try Socket.connect(to: .loopback(port: port))
        _ = fcntl(socket.rawValue, F_SETFL, fcntl(socket.rawValue, F_GETFL) & ~O_NONBLOCK)
        self.init(socket)
    }

    /// The next frame, or nil at the end.
    package func next() -> Incoming? {
        guard let head = take(FrameHeader.byteCount), let header = try? FrameHeader.parse(head.span.bytes),
            let payload = take(header.payloadByteCount)
        else { return nil }
        return Incoming(header: header, payload: payload)
    }

    /// The next frame that is a request.
    package func nextRequest() -> Incoming? {
        while let frame = next() {
            if frame.header.kind == .request { return frame }
        }
        return nil
    }

    /// Sends a frame.
    package func send(_ kind: FrameKind, to request: Incoming? = nil, payload: [UInt8] = []) {
        let header = FrameHeader(
            kind: kind, method: request?.header.method ?? 0, requestID: request?.header.requestID ?? 0,
            payloadByteCount: payload.count)
        var bytes: [UInt8] = []
        header.write(into: &bytes)
        sendRaw(bytes + payload)
    }

    /// Answers a request.
    package func answer(_ request: Incoming, _ message: some Message) {
        send(.response, to: request, payload: Wire.encode(message))
    }

    /// Refuses a request.
    package func refuse(_ request: Incoming, _ failure: Failure) {
        send(.error, to: request, payload: Wire.encode(failure))
    }

    /// Takes the greeting and welcomes whoever it is; returns what was said.
    @discardableResult
    package func welcome(as service: ServiceName = .directory, change: (inout Welcome) -> Void = { _ in })
        -> Hello
    {
        guard let request = nextRequest() else { return Hello() }
        answer(
            request,
            Welcome.with {
                $0.protocolVersion = 1
                $0.service = service.rawValue
                $0.maximumFrame = UInt32(Frame.byteLimit)
                $0.heartbeatMillis = 1_000
                change(&$0)
            })
        return request.read()
    }

    /// Sends bytes that need not be a frame; to a client that is gone they are lost.
    package func sendRaw(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count, case .bytes(let count) = socket.send(bytes, start..<bytes.count) {
            start += count
        }
    }

    /// Sends a frame on as it came.
    package func pass(_ frame: Incoming) {
        var bytes: [UInt8] = []
        frame.header.write(into: &bytes)
        sendRaw(bytes + frame.payload)
    }

    /// Waits until the other side's kernel has all that was sent, or is gone.
    package func flush() {
        let end = ContinuousClock.now + .seconds(30)
        var pending: Int32 = 0
        while ioctl(socket.rawValue, UInt(TIOCOUTQ), &pending) == 0, pending > 0, ContinuousClock.now < end {
            usleep(1_000)
        }
    }

    /// Lets the connection end by a reset instead of a farewell, once the script ends.
    package func endByReset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket.rawValue, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    private func take(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            guard case .bytes(let more) = socket.read(into: &bytes, filled..<count) else { return nil }
            filled += more
        }
        return bytes
    }
}

extension PeerConnection {
    /// Serves until the client goes: `respond` answers or refuses each request.
    package func serve(as service: ServiceName, _ respond: (PeerConnection, Incoming) -> Void) {
        welcome(as: service)
        while let request = nextRequest() { respond(self, request) }
    }
}

/// What scripts have seen, for the test to look at.
package final class Notes<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    /// Nothing noted.
    package init() {}

    /// What was noted, in order.
    package var all: [Value] { values.withLock { $0 } }

    /// Notes one more; answers how many there are then.
    @discardableResult
    package func add(_ value: Value) -> Int {
        values.withLock { values in
            values.append(value)
            return values.count
        }
    }

    /// Waits until `count` values are noted, or the test has run out of time: a wait that outlived it would
    /// keep the whole run from its end.
    package func wait(for count: Int) async {
        while all.count < count, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(2)) }
    }
}

/// What `work` throws, or nil.
package func clientFailure(_ work: () async throws(ClientFailure) -> Void) async -> ClientFailure? {
    do throws(ClientFailure) {
        try await work()
        return nil
    } catch {
        return error
    }
}

/// An endpoint of this machine at which nobody listens.
///
/// A port that was just given back would not do: whoever tests at the same time may get it next. Tests listen
/// at addresses of their own choice, and never at these.
///
/// - Parameter number: Another number is another endpoint.
package func nowhere(_ number: UInt8 = 1) -> ServiceEndpoint {
    ServiceEndpoint(host: "127.9.9.\(number)", port: 1)
}
