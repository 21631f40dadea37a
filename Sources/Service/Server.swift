// What every service has: a listener, sessions, a table of calls, a waiting room, and the turn's commit. A
// service is a server plus handlers plus, for the sources, something that commits.

import EntenteProtocol
import EventLoop
import PlantedBugs
import SystemCalls
import Telemetry

/// Who makes a turn's effects durable before any of its answers leaves.
package protocol TurnCommitter: AnyObject {
    /// Commits everything the turn changed; the failure that every answer of the turn becomes, or nil.
    func commitTurn() -> Failure?
    /// The turn's answers are on their way: the moment to push feeds.
    func turnFlushed()
}

/// Who sees to it that what a turn reads stands still meanwhile.
package protocol TurnReader: AnyObject {
    /// The turn is about to handle what has come.
    func beginReading()
    /// Everything is handled, and every answer is made: nothing is read until the next turn.
    func endReading()
}

/// How callers come in.
package enum Door: Sendable {
    /// By the protocol's own frames.
    case frames
    /// By HTTP and JSON; the address is the one callers know, where it is another.
    case http(PublicURL?)
}

/// One service's side of every conversation.
///
/// Belongs to the loop's thread.
package final class Server: TurnDelegate {
    package let name: ServiceName
    package let loop: EventLoop
    package let limits: ServiceLimits
    package let log: Log
    package let counters: ServiceCounters
    /// This process, told apart from earlier ones.
    package var instance: String { family.instance }
    private let family: ServerFamily
    /// Where the service stands; positions and readiness come from it.
    package let keeper: any PositionKeeper
    /// The tokens let in; replaced whole when the secrets file is read again.
    package var tokens: AccessTokens {
        didSet { for session in sortedSessions() { session.tokensChanged() } }
    }
    /// Makes turns durable; nil where nothing is kept.
    package weak var committer: (any TurnCommitter)? {
        didSet { commits = committer != nil }
    }
    /// Holds what turns read, to be taken away before it goes; nil where no other thread changes that.
    package unowned var reader: (any TurnReader)?
    /// Whether turns are committed, so that answers may have to be taken back; asked for every answer.
    private(set) var commits = false

    var parking: Parking
    /// Where those wait who are answered in pieces.
    let pieces: PieceQueue
    private var handlers: [Handler?] = Array(repeating: nil, count: TurnTally.methodLimit)
    private var tally = TurnTally()
    private var figures: [CallFigures?] = Array(repeating: nil, count: TurnTally.methodLimit)
    private let figuresOfUnknown: CallFigures
    /// Since when the request waited that is being answered; nil where it is of this turn.
    private var waitedSince: UInt64?
    private var runs: (method: Method, handler: RunHandler)?
    private var sessions: [ObjectIdentifier: Session] = [:]
    private var touchedSessions: [Session] = []
    private var parkingTimer: TimerID?
    private var heartbeatTimer: TimerID?
    private var sweepTimer: TimerID?
    private var farewellTimer: TimerID?
    private let startedAt: UInt64
    private var farewell: (() -> Void)?

    /// A server of service `name` on `loop`; it offers `hello` and `serverStatus` by itself.
    ///
    /// - Parameter family: what it shares with the servers on other loops; nil where it is the only one.
    package init(
        name: ServiceName, loop: EventLoop, keeper: any PositionKeeper, tokens: AccessTokens, log: Log,
        limits: ServiceLimits = ServiceLimits(), family: ServerFamily? = nil
    ) {
        self.name = name
        self.loop = loop
        self.keeper = keeper
        self.tokens = tokens
        self.log = log
        self.limits = limits
        self.counters = ServiceCounters(connectionLimit: loop.limits.connectionCountLimit)
        figuresOfUnknown = counters.figures(of: "unknown", 0)
        let family = family ?? ServerFamily(of: name, loop.host.randomness)
        self.family = family
        parking = Parking(in: family.parkingRoom)
        pieces = PieceQueue(on: loop)
        self.startedAt = loop.now
        family.join(counters)
        loop.turnDelegate = self
        figures[Int(Method.hello.rawValue)] = counters.figures(of: .hello)
        offerCommonCalls()
        scheduleHeartbeat()
        scheduleSweep()
    }

    /// The loop may outlive the server; its timers must not call what is gone.
    deinit {
        loop.turnDelegate = nil
        for timer in [parkingTimer, heartbeatTimer, sweepTimer, farewellTimer] {
            if let timer { loop.cancel(timer) }
        }
    }

    /// Listens on `address` for those who come by `door`; returns where, with the port the system chose when
    /// it was 0.
    package func listen(
        on address: SocketAddress, by door: Door = .frames
    ) throws(TransportFailure) -> SocketAddress {
        try loop.listen(on: address) { [unowned self] connection in accept(connection, by: door) }
    }

    /// Serves a connection that another loop has accepted; one there is no room for is closed.
    package func adopt(_ detached: any DetachedStream, by door: Door) {
        do throws(TransportFailure) {
            try loop.adopt(detached) { [unowned self] connection in accept(connection, by: door) }
        } catch {
            log.warning("connection not served", ["peer": "\(detached.peer)", "reason": "\(error)"])
        }
    }

    private func accept(_ connection: Connection, by door: Door) -> any ConnectionDelegate {
        let (delegate, session) = speaker(on: connection, by: door)
        sessions[ObjectIdentifier(session)] = session
        counters.accepted.add()
        counters.open.add()
        return delegate
    }

    private func speaker(
        on connection: Connection, by door: Door
    ) -> (any ConnectionDelegate, Session) {
        switch door {
        case .frames:
            let session = Session(server: self, connection: connection)
            return (session, session)
        case .http(let publicURL):
            precondition(!commits, "answers by HTTP are not taken back")
            let (conversation, session) = WebCaller.serve(connection, of: self, publicURL)
            return (conversation, session)
        }
    }

    func closed(_ session: Session, reason: CloseReason) {
        sessions[ObjectIdentifier(session)] = nil
        counters.open.add(-1)
        parking.dropAll(of: session)
        log.debug("connection closed", ["peer": "\(session.connection.peer)", "reason": "\(reason)"])
        leaveWhenQuiet()
    }

    // MARK: the table of calls

    /// Answers a call by hand: what the typed ways stand on, and the way of calls where decoding a message
    /// first would cost too much.
    ///
    /// - Parameter run: answers exactly once through the session, parks, or throws the refusal.
    package func offer(_ method: Method, _ run: @escaping RawHandler) {
        let call = Call.named(method)
        precondition(call.services.contains(name), "\(method.name) is not a call of the \(name.rawValue)")
        handlers[Int(method.rawValue)] = Handler(method: method, scopes: ScopeSet(call.scopes), run: run)
        figures[Int(method.rawValue)] = counters.figures(of: method)
    }

    /// Answers frames of one call that come one behind the other together, for callers whose token is not
    /// bound; what `run` leaves, and everybody else's, comes to the handler of the call.
    ///
    /// - Precondition: the service commits nothing, so no answer is ever taken back.
    package func offerRuns(of method: Method, _ run: @escaping RunHandler) {
        precondition(committer == nil && offers(method), "runs are for calls that keep nothing")
        runs = (method, run)
    }

    /// Who answers runs of requests that come with this token.
    func runHandler(for token: AccessToken) -> RunHandler? {
        guard let runs, token.organization == nil, let handler = handler(runs.method.rawValue),
            handler.admits(token)
        else { return nil }
        return runs.handler
    }

    /// Whether a call is offered: what the table promises must be.
    package func offers(_ method: Method) -> Bool {
        // Sessions answer Hello themselves.
        method == .hello || handlers[Int(method.rawValue)] != nil
    }

    func handler(_ number: UInt16) -> Handler? {
        Int(number) < handlers.count ? handlers[Int(number)] : nil
    }

    func unknown(_ number: UInt16) -> Failure {
        guard let method = Method(rawValue: number) else {
            return Failure(.unimplemented, "method \(number) is not known")
        }
        if method == .hello { return .failedPrecondition("`hello` was said before", state: "greeted") }
        let places = Call.named(method).services.map(\.rawValue).joined(separator: " and the ")
        return Failure(
            .unimplemented, "`\(method.name)` is a call of the \(places), this is the \(name.rawValue)")
    }

    func outOfScope(_ handler: Handler, _ token: AccessToken) -> Failure {
        let needed = Call.named(handler.method).scopes.map(\.name).joined(separator: " or ")
        return .permissionDenied(
            "`\(handler.method.name)` needs scope \(needed), which access token `\(token.name)` lacks")
    }

    private func offerCommonCalls() {
        answer(ServerStatusRequest.self) { [unowned self] _, _ throws(Failure) in status() }
    }

    private func status() -> ServerStatusResponse {
        layDownTally()
        return .with {
            $0.service = name.rawValue
            $0.version = Release.version
            $0.instance = instance
            $0.uptimeMillis = Int64((loop.now &- startedAt) / 1_000_000)
            $0.ready = obstacle == nil
            $0.replicas = keeper.replicas
            $0.wallMillis = loop.wallNow
            $0.counters = family.reading.counters
        }
    }

    /// Why the service does not answer what it is for; nil where it does.
    package var obstacle: String? { isLeaving ? Server.goingAway : keeper.obstacle }

    /// What a monitoring server reads of this server and of all that serve with it.
    package var metrics: [MetricFamily] { family.metrics }

    /// What is said of a service that leaves.
    package static let goingAway = "this service is going away"

    // MARK: hello

    func welcome(_ hello: Hello) throws(Failure) -> AccessToken {
        guard hello.protocolVersions.contains(UInt32(Frame.protocolVersion)) else {
            throw .invalidArgument(
                "field `protocolVersions`: this service speaks version \(Frame.protocolVersion), "
                    + "the caller \(hello.protocolVersions.prefix(8))")
        }
        guard let token = tokens.token(presenting: hello.token) else {
            throw Failure(
                .unauthenticated,
                hello.token.isEmpty
                    ? "field `token` is empty: present an access token"
                    : "field `token`: no such access token")
        }
        guard hello.client.utf8.count <= ServiceLimits.clientByteMaximum else {
            throw .invalidArgument(
                "field `client`: \(hello.client.utf8.count) bytes; at most \(ServiceLimits.clientByteMaximum)"
            )
        }
        return token
    }

    func makeWelcome() -> Welcome {
        .with {
            $0.protocolVersion = UInt32(Frame.protocolVersion)
            $0.service = name.rawValue
            $0.instance = instance
            $0.maximumFrame = UInt32(Frame.byteLimit)
            $0.heartbeatMillis = limits.heartbeatMillis
            $0.takesTraces = true
            $0.position = keeper.position
        }
    }

    // MARK: the turn

    /// Remembers that `session` has answers of this turn, and where they begin.
    func touched(_ session: Session) {
        guard commits, session.beginTurn() else { return }
        touchedSessions.append(session)
    }

    package func turnBegan() { reader?.beginReading() }

    package func turnHandled() {
        reader?.endReading()
        if commits, let committer, !answersFirst {
            let failure = committer.commitTurn()
            if let failure { log.error("turn not committed", ["message": .string(failure.message)]) }
            settleTouched(failure)
        }
        counters.parked.set(Int64(parking.count))
        counters.buffered.set(Int64(loop.bufferedByteCount))
        layDownTally()
    }

    package func turnFlushed() {
        guard commits, let committer else { return }
        if answersFirst { _ = committer.commitTurn() }
        committer.turnFlushed()
        // What is said from here on rests on what is durable.
        settleTouched(nil)
    }

    private var answersFirst: Bool { isPlanted("answers leave before their commit") }

    private func settleTouched(_ failure: Failure?) {
        for session in touchedSessions {
            if let failure { session.turnFailed(failure) } else { session.turnCommitted() }
        }
        touchedSessions.removeAll(keepingCapacity: true)
    }

    // MARK: counting

    /// Counts a request that was answered well.
    func answered(_ method: UInt16) {
        if let waitedSince { return tally.answered(method, since: waitedSince) }
        tally.answered(method)
    }

    /// Counts requests of a run that were answered together.
    func answeredRun(of count: Int) {
        if let runs { tally.answered(runs.method.rawValue, count) }
    }

    /// Counts a request that was refused.
    func refused(_ method: UInt16, _ code: FailureCode) { tally.refused(method, code, since: waitedSince) }

    /// Counts a request as refused that was answered well in a turn which is not kept.
    func takenBack(_ method: UInt16, _ code: FailureCode) { tally.takenBack(method, code) }

    /// Shows others what was counted; before any answer of the turn leaves.
    private func layDownTally() {
        guard !tally.isEmpty else { return }
        tally.layDown(begun: loop.now, now: loop.host.clock.monotonic) { figures[$0] ?? figuresOfUnknown }
    }

    // MARK: waiting for newer facts

    /// Answers every parked request that the state has caught up with.
    ///
    /// Call after the state has moved.
    package func answerParked() {
        let released = parking.release(now: loop.now) { [keeper] in keeper.compare(with: $0) }
        defer { waitedSince = nil }
        for wait in released {
            waitedSince = wait.request.arrivedAt
            switch wait {
            case .reached(let request): request.resume()
            case .late(let request, _) where isPlanted("who has waited too long is answered as it stands"):
                request.resume()
            case .late(let request, let words):
                request.session.refuse(
                    request.header, .behind("facts are not that new yet: \(words); try again"))
            case .otherHistory(let request, let words):
                request.session.refuse(request.header, Server.historyRestored(words))
            }
        }
        scheduleParkingCheck()
    }

    /// How many requests wait for newer facts.
    package var parkedCount: Int { parking.count }

    /// Forgets a parked request, which may have held up later ones of its connection.
    func dropParked(_ session: Session, _ requestID: UInt32) {
        parking.drop(session: session, requestID: requestID)
        answerParked()
    }

    /// Forgets every parked request of a session whose conversation is over.
    func dropParked(_ session: Session) { parking.dropAll(of: session) }

    func scheduleParkingCheck() {
        if let parkingTimer { loop.cancel(parkingTimer) }
        parkingTimer = parking.nextDeadline.map { deadline in
            loop.schedule(at: deadline) { [unowned self] in
                parkingTimer = nil
                answerParked()
            }
        }
    }

    // MARK: what time brings

    private func scheduleHeartbeat() {
        let pause = UInt64(limits.heartbeatMillis) * 1_000_000
        heartbeatTimer = loop.schedule(at: loop.now &+ pause) { [unowned self] in
            for session in sortedSessions() { session.heartbeat() }
            scheduleHeartbeat()
        }
    }

    private func scheduleSweep() {
        sweepTimer = loop.schedule(at: loop.now &+ 1_000_000_000) { [unowned self] in
            for session in sortedSessions() { session.sweep(now: loop.now) }
            scheduleSweep()
        }
    }

    /// In order of arrival, so that a simulated run repeats exactly.
    private func sortedSessions() -> [Session] {
        sessions.values.sorted { $0.connection.id < $1.connection.id }
    }

    // MARK: stopping

    /// Leaves politely: no new connection, `going away` to all, the unanswered finish, then `done`.
    ///
    /// - Parameter done: called once, when the last connection is closed or ``ServiceLimits/farewellLimit``
    ///   is over.
    package func leave(_ done: @escaping () -> Void) {
        guard farewell == nil else { return }
        farewell = done
        loop.stopListening()
        for session in sortedSessions() { session.beginFarewell() }
        farewellTimer = loop.schedule(at: loop.now &+ limits.farewellLimit) { [unowned self] in
            finishFarewell()
        }
        leaveWhenQuiet()
    }

    /// Whether the service is leaving, so that answered sessions close.
    package var isLeaving: Bool { farewell != nil }

    private func leaveWhenQuiet() { if farewell != nil && sessions.isEmpty { finishFarewell() } }

    private func finishFarewell() {
        guard let done = farewell else { return }
        farewell = {}
        done()
    }
}
