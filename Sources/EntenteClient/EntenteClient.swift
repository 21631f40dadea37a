// The whole cluster as one thing to call: each request finds its service by the table of calls, and the
// session carries what was seen from one service to the next, so that a caller reads its own writes
// everywhere. Where a request goes and what happens when that fails is up to `NodeGroup` and `CallRun`.
import EntenteProtocol

/// A caller's line to the three services of a cluster, with as many decision nodes as there are.
///
/// Make one per process and share it between all tasks: requests are pipelined over few connections.
///
/// ```swift
/// let endpoints = try Endpoints(parsing: "decision=10.0.0.1:7103,decision=10.0.0.2:7103")
/// let client = EntenteClient(endpoints: endpoints, token: token)
/// let answer = try await client.check("ada", "chat.start", "grace")
/// guard answer.verdict == .allow else { return refuse(because: answer.reason) }
/// await startChat()
/// ```
///
/// What it takes care of:
/// - **Deadlines.** Every call has one, ``ClientOptions/callTimeout`` unless it says otherwise, and the
///   services are told. Cancelling the task gives the request up, at the service too.
/// - **Nodes that fail.** A node that is lost, says goodbye or cannot tell now is left alone until it says
///   that it is ready; others are asked meanwhile. See ``nodes``.
/// - **Retries**, where they are safe and only as many as a budget allows. See ``Retries``.
/// - **Reading your own writes.** See ``session``.
///
/// Every call throws a ``ClientFailure``. Treat any of them as a refusal: without an answer nobody may do
/// anything.
public final class EntenteClient: Sendable {
    /// Where the services are found.
    public let endpoints: Endpoints
    /// What this caller has seen so far: answers are never older than that.
    public let session: Session
    private let token: String
    private let options: ClientOptions
    private let groups: ServiceGroups

    /// A client of the services at `endpoints`; nothing is sent before the first request.
    ///
    /// - Parameters:
    ///   - endpoints: Where the services are found.
    ///   - token: The access token to present.
    ///   - session: What the caller has seen before, to be kept up to date.
    ///   - options: How to behave.
    public convenience init(
        endpoints: Endpoints, token: String, session: Session = Session(),
        options: ClientOptions = ClientOptions()
    ) {
        self.init(
            endpoints: endpoints, token: token, session: session, options: options,
            resolve: NamedPlace.system)
    }

    /// The same with another way to look names up.
    convenience init(
        endpoints: Endpoints, token: String, session: Session = Session(), options: ClientOptions,
        resolve: @escaping NamedPlace.Resolver
    ) {
        let groups = ServiceGroups(endpoints, token: token, options, resolve: resolve)
        self.init(endpoints, token, session, options, groups)
    }

    private init(
        _ endpoints: Endpoints, _ token: String, _ session: Session, _ options: ClientOptions,
        _ groups: ServiceGroups
    ) {
        self.endpoints = endpoints
        self.token = token
        self.session = session
        self.options = options
        self.groups = groups
    }

    /// The same client, connections and all, in the name of somebody who has seen something else: a user
    /// whose session came along with their request, say.
    public func with(_ session: Session) -> EntenteClient {
        EntenteClient(endpoints, token, session, options, groups)
    }

    /// A client of one node alone, as where every node is to be asked how it is doing; it has connections of
    /// its own.
    public func only(_ node: ServiceEndpoint, of service: ServiceName) -> EntenteClient {
        var endpoints = endpoints
        endpoints[service] = node
        return EntenteClient(endpoints: endpoints, token: token, session: session, options: options)
    }

    /// Hangs up all connections: what is unanswered is cancelled.
    ///
    /// The next request connects anew.
    public func close() {
        for group in groups.all { group.close() }
    }
}

// MARK: - Asking

extension EntenteClient {
    /// Asks whether `actor` may do `action` to `target`.
    ///
    /// - Parameters:
    ///   - actor: The id of the user who acts.
    ///   - action: An interaction or a right, by name: `chat.start`.
    ///   - target: The id of the user on whom they act.
    ///   - callContext: The part the actor has in a call in progress, where there is one.
    ///   - deadline: How long the answer may take; nil for the usual time.
    /// - Throws: Why there is no answer; nobody may do anything then.
    public func check(
        _ actor: String, _ action: String, _ target: String, callContext: CallContext? = nil,
        deadline: Duration? = nil
    ) async throws(ClientFailure) -> CheckResponse {
        let request = CheckRequest.with {
            ($0.actor, $0.action, $0.target, $0.callContext) = (actor, action, target, callContext)
        }
        return try await call(request, deadline: deadline)
    }

    /// Asks the service the request belongs to, and waits for the answer.
    ///
    /// - Parameters:
    ///   - request: The question or command. One that can name a position and names none gets the session's;
    ///     a command that may have to be sent twice and has no `requestKey` gets one.
    ///   - service: Which service to ask, where several answer this call; nil for the first that does.
    ///   - deadline: How long the answer may take; nil for the usual time.
    ///   - usingSession: Whether the session's position is sent along and the answer's is noted.
    /// - Throws: why there is no answer.
    public func call<R: Request>(
        _ request: R, at service: ServiceName? = nil, deadline: Duration? = nil, usingSession: Bool = true
    ) async throws(ClientFailure) -> R.Response {
        try await start(request, at: service, deadline: deadline, usingSession: usingSession).answer
    }

    /// Puts a request on its way and returns at once.
    ///
    /// Commands reach one service in the order of these calls, questions too where
    /// ``ClientOptions/connectionsPerNode`` is 1; after a failure that is made good by a retry, none of it
    /// holds. A command that rests on another waits for its answer.
    ///
    /// The parameters are those of ``call(_:at:deadline:usingSession:)``.
    public func start<R: Request>(
        _ request: R, at service: ServiceName? = nil, deadline: Duration? = nil, usingSession: Bool = true
    ) -> Reply<R.Response> {
        let (sent, repetition) = repeatable(usingSession ? request.after(session.position) : request)
        let service = service ?? Call.named(R.method).services[0]
        let order = CallOrder(
            method: R.method, payload: Wire.encode(sent), requestKey: sent.ownKey, repetition: repetition,
            timeout: deadline ?? options.callTimeout, trace: Tracing.current)
        let run = CallRun(order, over: groups[service])
        run.start()
        let histories = usingSession ? Histories(session: session, groups: groups) : nil
        return Reply(run: run, service: service, histories: histories, sent: sent.askedPosition)
    }

    /// Asks for a stream of answers from one node.
    ///
    /// It ends when the node goes; see ``watch(_:)`` for one that does not.
    /// - Parameters:
    ///   - request: What to stream.
    ///   - service: Which service to ask, where several answer this call; nil for the first that does.
    public func stream<R: Request>(_ request: R, at service: ServiceName? = nil) -> ResponseStream<R.Response>
    {
        groups[service ?? Call.named(R.method).services[0]].stream(request).items
    }

    /// Asks many questions, and tells every change of their answers; goes on at another node when one is
    /// lost, and says so.
    ///
    /// - Parameter checks: At most 10,000.
    public func watch(_ checks: [CheckItem]) -> Watch {
        Watch(
            group: groups[.decision], histories: Histories(session: session, groups: groups), checks: checks)
    }

    /// What the end of a stream means that was begun from a position of the session: a position of a history
    /// that was replaced is forgotten, and one that the service does not know yet is kept.
    ///
    /// - Returns: What to tell whoever reads the stream.
    public func settled(_ failure: ClientFailure, of request: some PositionedRequest) async -> ClientFailure {
        let service = Call.named(type(of: request).method).services[0]
        return await Histories(session: session, groups: groups).settle(
            failure, at: request.atLeast, by: service, until: nil)
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

    /// The request as it may be repeated, and how far.
    private func repeatable<R: Request>(_ request: R) -> (R, Repetition) {
        guard options.reconnects else { return (request, .never) }
        guard var command = request as? any Command else { return (request, .always) }
        if command.requestKey.isEmpty {
            guard options.retries.attemptMaximum > 1 else { return (request, .unsent) }
            command.requestKey = Self.makeRequestKey()
        }
        return (command as! R, .keyed)
    }

    private static func makeRequestKey() -> String {
        "auto-" + String(UInt64.random(in: .min ... .max), radix: 36)
            + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}

// MARK: - How it goes

extension EntenteClient {
    /// What was done up to now, for all services together.
    public var statistics: ClientStatistics { groups.all.map(\.statistics).reduce(ClientStatistics(), +) }

    /// What was done up to now by calls to `service`.
    public func statistics(of service: ServiceName) -> ClientStatistics { groups[service].statistics }

    /// Every node that is known, and whether it is asked.
    public var nodes: [NodeStanding] {
        groups.all.flatMap { group in
            group.nodes.map { node in
                NodeStanding(
                    service: group.service, endpoint: node.endpoint, isHealthy: node.isHealthy,
                    unansweredCount: node.load)
            }
        }
    }
}
