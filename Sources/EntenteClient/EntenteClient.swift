// The whole cluster as one thing to call: each request finds its service by the table of calls, and the
// session carries what was seen from one service to the next, so that a caller reads its own writes
// everywhere.
//
// Pools, retries, fail-over and hedging belong between `connection(for:)` and `EntenteConnection`: nothing
// else here knows how many connections there are.
import EntenteProtocol

/// A caller's line to the three services.
///
/// Safe to share between tasks; one client per process is enough.
public final class EntenteClient: Sendable {
    /// Where the services are found.
    public let endpoints: Endpoints
    /// What this caller has seen so far.
    public let session: Session
    private let directory: EntenteConnection
    private let partnership: EntenteConnection
    private let decision: EntenteConnection

    /// A client of the services at `endpoints`; nothing is sent before the first request.
    ///
    /// - Parameters:
    ///   - endpoints: Where the services are found.
    ///   - token: The access token to present.
    ///   - session: What the caller has seen before, to be kept up to date.
    ///   - options: How to behave.
    public init(
        endpoints: Endpoints, token: String, session: Session = Session(),
        options: ClientOptions = ClientOptions()
    ) {
        self.endpoints = endpoints
        self.session = session
        directory = EntenteConnection(
            to: endpoints.directory, token: token, service: .directory, options: options)
        partnership = EntenteConnection(
            to: endpoints.partnership, token: token, service: .partnership, options: options)
        decision = EntenteConnection(
            to: endpoints.decision, token: token, service: .decision, options: options)
    }

    /// Asks the service the request belongs to, and waits for the answer.
    ///
    /// - Parameters:
    ///   - request: The question or command. One that can name a position and names none gets the session's.
    ///   - service: Which service to ask, where several answer this call; nil for the first that does.
    ///   - deadline: How long the answer may take; nil for the usual time.
    ///   - usingSession: Whether the session's position is sent along and the answer's is noted.
    /// - Throws: why there is no answer.
    public func call<R: Request>(
        _ request: R, at service: ServiceName? = nil, deadline: Duration? = nil, usingSession: Bool = true
    ) async throws(ClientFailure) -> R.Response {
        try await start(request, at: service, deadline: deadline, usingSession: usingSession).answer
    }

    /// Puts a request on its way and returns at once: requests reach one service in the order of these calls.
    ///
    /// The parameters are those of ``call(_:at:deadline:usingSession:)``.
    public func start<R: Request>(
        _ request: R, at service: ServiceName? = nil, deadline: Duration? = nil, usingSession: Bool = true
    ) -> Reply<R.Response> {
        let sent = usingSession ? request.after(session.position) : request
        var reply = connection(for: R.method, at: service).start(sent, deadline: deadline)
        if usingSession { reply.session = session }
        return reply
    }

    /// Asks for a stream of answers.
    ///
    /// - Parameters:
    ///   - request: What to stream.
    ///   - service: Which service to ask, where several answer this call; nil for the first that does.
    public func stream<R: Request>(_ request: R, at service: ServiceName? = nil) -> ResponseStream<R.Response>
    {
        connection(for: R.method, at: service).stream(request)
    }

    /// Asks with a request whose type is only known at run time, and waits for the answer.
    ///
    /// The parameters are those of ``call(_:at:deadline:usingSession:)``.
    public func callAny(
        _ request: any Request, at service: ServiceName? = nil, deadline: Duration? = nil,
        usingSession: Bool = true
    ) async throws(ClientFailure) -> any Message {
        try await startAny(request, at: service, deadline: deadline, usingSession: usingSession).answer
    }

    /// Puts a request whose type is only known at run time on its way.
    ///
    /// The parameters are those of ``call(_:at:deadline:usingSession:)``.
    public func startAny(
        _ request: any Request, at service: ServiceName? = nil, deadline: Duration? = nil,
        usingSession: Bool = true
    ) -> AnyReply {
        func open<R: Request>(_ request: R) -> AnyReply {
            AnyReply(start(request, at: service, deadline: deadline, usingSession: usingSession))
        }
        return open(request)
    }

    /// Hangs up all connections; the next request connects anew.
    public func close() {
        directory.close()
        partnership.close()
        decision.close()
    }

    private func connection(for method: Method, at service: ServiceName?) -> EntenteConnection {
        switch service ?? Call.named(method).services[0] {
        case .directory: directory
        case .partnership: partnership
        case .decision: decision
        }
    }
}

extension Request {
    /// This request, asking for state at least as new as `position` unless it already asks for some state.
    func after(_ position: Position?) -> Self {
        guard let position, var positioned = self as? any PositionedRequest, positioned.atLeast == nil else {
            return self
        }
        positioned.atLeast = position
        return positioned as! Self
    }
}

/// A ``Reply`` whose type is only known at run time.
public struct AnyReply: Sendable {
    private let wait: @Sendable () async -> Result<any Message, ClientFailure>
    private let giveUp: @Sendable () -> Void

    init<Response>(_ reply: Reply<Response>) {
        wait = {
            do throws(ClientFailure) {
                return .success(try await reply.answer)
            } catch {
                return .failure(error)
            }
        }
        giveUp = reply.cancel
    }

    /// Waits for the answer.
    ///
    /// Cancelling the waiting task cancels the request.
    /// - Throws: why there is no answer.
    public var answer: any Message {
        get async throws(ClientFailure) { try await wait().get() }
    }

    /// Gives the request up.
    public func cancel() { giveUp() }
}
