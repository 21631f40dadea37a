// A service as one caller sees it: always there. A connection is made when it is first needed, and anew when
// the last one was lost or the service went away, so callers never handle reconnecting themselves.
import EntenteProtocol
import Synchronization

/// A caller's line to one service: pipelined requests over one TCP connection, made when needed.
///
/// Safe to use from any task or thread; nothing here waits for the network except `await`.
public final class EntenteConnection: Sendable {
    /// Where the service is found.
    public let endpoint: ServiceEndpoint
    private let hello: Hello
    private let service: ServiceName?
    private let options: ClientOptions
    private let channel = Mutex<Channel?>(nil)

    /// A line to `endpoint`; nothing is sent before the first request.
    ///
    /// - Parameters:
    ///   - endpoint: Where the service is found.
    ///   - token: The access token to present.
    ///   - service: Which service must answer there; nil takes any.
    ///   - options: How to behave.
    public init(
        to endpoint: ServiceEndpoint, token: String, service: ServiceName? = nil,
        options: ClientOptions = ClientOptions()
    ) {
        self.endpoint = endpoint
        self.service = service
        self.options = options
        hello = .with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = options.clientName
            $0.token = token
        }
    }

    deinit {
        // Replies may still be waited for; the connection ends after the last of them.
        channel.withLock { $0?.leave() }
    }

    /// Asks, and waits for the answer.
    ///
    /// Cancelling the task cancels the request.
    /// - Parameters:
    ///   - request: The question or command.
    ///   - deadline: How long the answer may take, the connecting included; nil for the usual time.
    /// - Throws: why there is no answer.
    public func call<R: Request>(
        _ request: R, deadline: Duration? = nil
    ) async throws(ClientFailure) -> R.Response {
        try await start(request, deadline: deadline).answer
    }

    /// Puts a request on its way and returns at once: requests reach the service in the order of these calls.
    ///
    /// - Parameters:
    ///   - request: The question or command.
    ///   - deadline: How long the answer may take, the connecting included; nil for the usual time.
    /// - Returns: The answer to come; also a request that could not be sent is answered there.
    public func start<R: Request>(_ request: R, deadline: Duration? = nil) -> Reply<R.Response> {
        let slot = ReplySlot()
        send(R.method, Wire.encode(request), .reply(slot), timeout: deadline ?? options.callTimeout)
        return Reply(slot: slot, endpoint: endpoint)
    }

    /// Asks for a stream of answers.
    ///
    /// - Parameter request: What to stream.
    /// - Returns: The items as they come; read it once.
    public func stream<R: Request>(_ request: R) -> ResponseStream<R.Response> {
        let (payloads, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(options.streamBacklogMaximum))
        let slot = StreamSlot(method: R.method, continuation: continuation)
        send(R.method, Wire.encode(request), .stream(slot), timeout: nil)
        return ResponseStream(payloads: payloads, endpoint: endpoint)
    }

    /// Hangs up: unanswered requests are cancelled.
    ///
    /// The next request connects anew.
    public func close() {
        channel.withLock { current in
            defer { current = nil }
            return current
        }?.hangUp()
    }

    private func send(
        _ method: Method, _ payload: [UInt8], _ receiver: ChannelCore.Receiver, timeout: Duration?
    ) {
        channel.withLock { current in
            if let current, current.send(method, payload, receiver, timeout: timeout) { return }
            if !options.reconnects, let reason = current?.lossReason {
                receiver.fail(.unreachable(endpoint, reason: "the connection was lost before (\(reason))"))
                return
            }
            guard let fresh = makeChannel(for: receiver) else { return }
            current?.leave()
            current = fresh
            // A channel that was not begun takes every request.
            _ = fresh.send(method, payload, receiver, timeout: timeout)
            fresh.start()
        }
    }

    private func makeChannel(for receiver: ChannelCore.Receiver) -> Channel? {
        do {
            return try Channel(to: endpoint, hello: hello, service: service, options: options)
        } catch {
            receiver.fail(.unreachable(endpoint, reason: "\(error)"))
            return nil
        }
    }
}
