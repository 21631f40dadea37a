// One accepted connection's conversation: first a good Hello, then requests in any number. The session knows
// frames and the caller's rights; what a call means is the server's table of handlers.

import EntenteProtocol
import EventLoop

/// One accepted connection.
///
/// Belongs to the loop's thread.
package final class Session: ConnectionDelegate {
    /// How far the conversation is.
    enum Phase {
        case awaitingHello
        case open(AccessToken)
        case closing
    }

    /// What a request is known by in its answer.
    private struct Asked {
        let requestID: UInt32
        let method: UInt16
        /// Whether it was counted as answered well.
        var isWell = false
    }

    unowned let server: Server
    package let connection: Connection
    /// Where answers go that are not written as frames.
    private unowned let recipient: (any AnswerRecipient)?
    private(set) var phase = Phase.awaitingHello {
        didSet { runHandler = token.flatMap { server.runHandler(for: $0) } }
    }
    /// Answers runs of the call that has a way of its own; nil where this peer may not make it.
    private var runHandler: RunHandler?
    /// When it was opened or last asked something, on the loop's monotonic clock in nanoseconds.
    private(set) var lastActive: UInt64
    /// Who calls, as they said in Hello.
    private(set) var client = ""
    /// Requests not answered yet: parked, and streams.
    private var waiting: Set<UInt32> = []
    private var streams: [OutgoingStream] = []
    /// Which trace the next request was announced to be a part of.
    private var announced: (requestID: UInt32, trace: TraceContext)?
    private var unansweredPings = 0
    /// What was answered in this turn, for taking back when the commit fails; empty for services that commit
    /// nothing.
    private var answeredThisTurn: [Asked] = []
    private var greetedThisTurn = false
    private var isMarked = false
    /// What was presented in Hello, to be looked up again when the tokens change.
    private var secret = ""
    /// Whether the peer was told to go elsewhere: it is served until it is quiet.
    private var isDeparting = false

    /// A session on a connection that was just accepted.
    ///
    /// - Parameter recipient: where answers go; nil where they are written as frames.
    init(server: Server, connection: Connection, recipient: (any AnswerRecipient)? = nil) {
        self.server = server
        self.connection = connection
        self.recipient = recipient
        self.lastActive = server.loop.now
        connection.frameByteLimit = min(
            ServiceLimits.helloFrameByteMaximum, server.loop.limits.frameByteLimit)
    }

    var hasStreams: Bool { !streams.isEmpty }
    var isAwaitingHello: Bool { if case .awaitingHello = phase { true } else { false } }
    private var isClosing: Bool { if case .closing = phase { true } else { false } }

    /// Whose token the session carries; nil before Hello.
    package var token: AccessToken? { if case .open(let token) = phase { token } else { nil } }

    // MARK: what the loop tells

    package func connectionOpened(_ connection: Connection) {
        guard connection.isOverLimit else { return }
        breakOff(
            .resourceExhausted(
                "\(server.loop.limits.connectionCountLimit) connections are served already",
                retryAfterMillis: 1_000))
    }

    package func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        switch header.kind {
        case .request: receive(header, payload)
        case _ where isClosing: break
        case _ where isAwaitingHello: refuseStranger(header, "the first frame must be a `hello` request")
        case .cancel: cancel(header.requestID)
        case .ping:
            connection.send(.pong, method: 0, requestID: header.requestID)
            for stream in streams { stream.pinged?() }
        case .pong: unansweredPings = 0
        case .trace: announce(header, payload)
        case .goingAway: break
        case .response, .error, .streamItem, .streamEnd:
            breakOff(
                .invalidArgument(
                    "a caller sends request, trace, cancel, ping and pong frames, not `\(header.kind)`")
            )
        }
    }

    package func connection(_ connection: Connection, receivedRun frames: RawSpan, limit: Int) -> HandledRun {
        // Where anything is out of the ordinary, each request is looked at by itself.
        guard let runHandler, waiting.isEmpty, announced == nil, !server.loop.isOverBufferLimit,
            !server.loop.isToRead(connection)
        else { return .none }
        let run = runHandler(self, frames, limit)
        guard run.frameCount > 0 else { return run }
        lastActive = server.loop.now
        server.answeredRun(of: run.frameCount)
        return run
    }

    package func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        breakOff(.invalidArgument("malformed frame: \(problem.message)"))
    }

    package func connectionDrained(_ connection: Connection) {
        for stream in streams { stream.drained?() }
    }

    package func connectionClosed(_ connection: Connection, reason: CloseReason) {
        phase = .closing
        for stream in streams { stream.abandon() }
        streams.removeAll()
        waiting.removeAll()
        server.closed(self, reason: reason)
    }

    // MARK: requests

    /// Keeps the trace for the request that comes next; what is no `traceparent` counts as none.
    private func announce(_ header: FrameHeader, _ payload: RawSpan) {
        announced = payload.withUnsafeBytes { TraceContext($0) }.map {
            (requestID: header.requestID, trace: $0)
        }
    }

    /// The trace of the request `requestID`, if the frame before it has named one.
    private func takeTrace(of requestID: UInt32) -> TraceContext? {
        guard let last = announced else { return nil }
        announced = nil
        return last.requestID == requestID ? last.trace : nil
    }

    private func receive(_ header: FrameHeader, _ payload: RawSpan) {
        switch phase {
        case .closing: break
        case .awaitingHello: greet(header, payload)
        case .open(let token): dispatch(header, payload, token, takeTrace(of: header.requestID))
        }
    }

    private func greet(_ header: FrameHeader, _ payload: RawSpan) {
        guard header.method == Method.hello.rawValue else {
            return refuseStranger(header, "the first request must be `hello`")
        }
        do throws(Failure) {
            let hello = try Server.decode(Hello.self, payload)
            let token = try server.welcome(hello)
            phase = .open(token)
            connection.becomeKnown()
            connection.frameByteLimit = server.loop.limits.frameByteLimit
            secret = hello.token
            client = hello.client
            lastActive = server.loop.now
            remember(header)
            greetedThisTurn = server.commits
            connection.send(
                .response, method: header.method, requestID: header.requestID,
                payload: Wire.encode(server.makeWelcome()))
            wentWell(header)
        } catch {
            server.log.info(
                "hello refused", ["peer": "\(connection.peer)", "code": .string(error.code.name)])
            refuseAndClose(header, error)
        }
    }

    /// Asks in the name of whoever presented `token` with this request, as a part of `trace`.
    func ask(_ header: FrameHeader, _ payload: RawSpan, _ token: AccessToken, trace: TraceContext?) {
        if isClosing { return }
        if self.token != token { phase = .open(token) }
        connection.becomeKnown()
        dispatch(header, payload, token, trace)
    }

    /// Forgets everything that was asked and not answered.
    func forgetRequests() {
        waiting.removeAll()
        server.dropParked(self)
    }

    private func dispatch(
        _ header: FrameHeader, _ payload: RawSpan, _ token: AccessToken, _ trace: TraceContext?
    ) {
        lastActive = server.loop.now
        guard header.requestID != 0 else {
            return refuse(header, .invalidArgument("request id 0 is not a request's"))
        }
        guard waiting.isEmpty || !waiting.contains(header.requestID) else {
            return refuseDouble(header)
        }
        guard !server.loop.isOverBufferLimit else {
            return refuse(
                header,
                .resourceExhausted("the service holds too many bytes already", retryAfterMillis: 1_000))
        }
        guard !server.loop.isToRead(connection) else {
            return refuse(
                header,
                .resourceExhausted(
                    "the service holds many bytes, and too many answers that this connection has not read",
                    retryAfterMillis: 1_000))
        }
        guard let handler = server.handler(header.method) else {
            return refuse(header, server.unknown(header.method))
        }
        guard handler.admits(token) else {
            return refuse(header, server.outOfScope(handler, token))
        }
        let context = RequestContext(
            token: token, method: handler.method, now: server.loop.wallTurn, trace: trace)
        do throws(Failure) {
            try handler.run(self, header, payload, context)
        } catch {
            refuse(header, error)
        }
    }

    // MARK: answers

    /// Answers a request.
    package func reply(_ header: FrameHeader, _ payload: [UInt8]) {
        reply(header) { $0.append(contentsOf: payload) }
    }

    /// Answers a request with what `write` appends to the connection's buffer.
    package func reply(_ header: FrameHeader, _ write: (inout [UInt8]) -> Void) {
        isAnswered(header)
        if let recipient {
            var payload: [UInt8] = []
            write(&payload)
            server.answered(header.method)
            return recipient.answered(header, payload)
        }
        let fits = connection.sendFrame(.response, method: header.method, requestID: header.requestID, write)
        if fits { return wentWell(header) }
        sendRefusal(header, .resourceExhausted("the answer does not fit a frame: ask for less at a time"))
    }

    /// Refuses a request; the conversation goes on.
    package func refuse(_ header: FrameHeader, _ failure: Failure) {
        isAnswered(header)
        sendRefusal(header, failure)
    }

    /// Refuses a request whose id another one still bears: that one goes on waiting.
    private func refuseDouble(_ header: FrameHeader) {
        remember(header)
        sendRefusal(header, .invalidArgument("request id \(header.requestID) is still unanswered"))
    }

    private func sendRefusal(_ header: FrameHeader, _ failure: Failure) {
        server.refused(header.method, failure.code)
        if let recipient { return recipient.refused(header, failure.bounded) }
        connection.send(
            .error, method: header.method, requestID: header.requestID, payload: Wire.encode(failure.bounded))
    }

    private func isAnswered(_ header: FrameHeader) {
        if !waiting.isEmpty { finishWaiting(header.requestID) }
        remember(header)
    }

    /// Notes that what follows is the last word on a request: if the turn's commit fails it is taken back.
    func remember(_ header: FrameHeader) {
        guard server.commits else { return }
        server.touched(self)
        answeredThisTurn.append(Asked(requestID: header.requestID, method: header.method))
    }

    /// Counts the request that was remembered last as answered well.
    func wentWell(_ header: FrameHeader) {
        server.answered(header.method)
        if server.commits { answeredThisTurn[answeredThisTurn.count - 1].isWell = true }
    }

    /// Refuses whoever has not said a good Hello, and closes.
    private func refuseStranger(_ header: FrameHeader, _ words: String) {
        refuseAndClose(header, Failure(.unauthenticated, words))
    }

    private func refuseAndClose(_ header: FrameHeader, _ failure: Failure) {
        phase = .closing
        // The connection may linger; what it asked for before may not be carried out any more.
        server.dropParked(self)
        sendRefusal(header, failure)
        connection.close(.afterFlush)
    }

    /// Tells the peer that it broke the protocol, and closes.
    private func breakOff(_ failure: Failure) {
        if isClosing { return }
        refuseAndClose(FrameHeader(kind: .error, method: 0, requestID: 0), failure)
    }

    // MARK: waiting and streams

    /// Counts a request as unanswered until it is answered, refused or dropped; a second time is the same.
    func beginWaiting(_ header: FrameHeader) throws(Failure) {
        if waiting.contains(header.requestID) { return }
        guard waiting.count < server.limits.unansweredLimit else {
            throw .resourceExhausted(
                "\(server.limits.unansweredLimit) requests of this connection are unanswered",
                retryAfterMillis: 100)
        }
        waiting.insert(header.requestID)
    }

    private func finishWaiting(_ requestID: UInt32) {
        waiting.remove(requestID)
        lastActive = server.loop.now
    }

    func openStream(_ header: FrameHeader) throws(Failure) -> OutgoingStream {
        // A stream that begins after the others were ended would hold up the departure.
        guard !isDeparting else { throw .unavailable("this service is going away: connect elsewhere") }
        try beginWaiting(header)
        let stream = OutgoingStream(session: self, header: header)
        if streams.isEmpty { unansweredPings = 0 }
        streams.append(stream)
        return stream
    }

    func ended(_ stream: OutgoingStream) {
        streams.removeAll { $0 === stream }
        finishWaiting(stream.requestID)
    }

    private func cancel(_ requestID: UInt32) {
        if let stream = streams.first(where: { $0.requestID == requestID }) {
            stream.cancelled()
        } else if waiting.contains(requestID) {
            finishWaiting(requestID)
            server.dropParked(self, requestID)
        }
    }

    // MARK: what time brings

    /// Pings a connection with streams; closes it after too many silent heartbeats.
    ///
    /// While it has much to read it is not read from, so its pongs cannot be heard: a subscriber that does
    /// not read at all is cut off by its feed.
    func heartbeat() {
        guard hasStreams, connection.outputByteCount <= server.loop.limits.outputLowWater else { return }
        guard unansweredPings < server.limits.missedPingLimit else {
            server.log.warning(
                "stream closed: pings unanswered", ["peer": "\(connection.peer)", "client": .string(client)])
            return connection.close(.now)
        }
        unansweredPings += 1
        connection.send(.ping, method: 0, requestID: 0)
    }

    /// Closes a connection that never said Hello or has been idle for too long.
    func sweep(now: UInt64) {
        if let recipient { return recipient.sweep(now: now) }
        switch phase {
        case .awaitingHello where now &- lastActive > server.limits.helloDeadline:
            breakOff(
                Failure(
                    .unauthenticated, "no `hello` within \(server.limits.helloDeadline / 1_000_000_000) s"))
        case .open where waiting.isEmpty && now &- lastActive > server.limits.idleLimit: beginFarewell()
        default: break
        }
    }

    /// Asks the peer to reconnect elsewhere: streams end, and what is unanswered or already on its way is
    /// still answered; when the peer is quiet the connection closes.
    func beginFarewell() {
        guard !isDeparting, !isClosing else { return }
        isDeparting = true
        if let recipient { return recipient.leave() }
        for stream in streams { stream.end() }
        connection.send(.goingAway, method: 0, requestID: 0)
        lastActive = server.loop.now
        closeWhenQuiet()
    }

    private func closeWhenQuiet() {
        let since = waiting.isEmpty ? lastActive : server.loop.now
        server.loop.schedule(at: since &+ server.limits.quietLimit) { [weak self] in
            guard let self, !isClosing else { return }
            let isQuiet = waiting.isEmpty && server.loop.now &- lastActive >= server.limits.quietLimit
            guard isQuiet else { return closeWhenQuiet() }
            phase = .closing
            connection.close(.afterFlush)
        }
    }

    /// The secrets file was read again: who got in by what is no longer in it has to say Hello anew.
    func tokensChanged() {
        if let recipient { return recipient.tokensChanged() }
        guard let token, server.tokens.token(presenting: secret) != token else { return }
        breakOff(
            Failure(.unauthenticated, "access token `\(token.name)` was withdrawn or changed: connect again"))
    }

    // MARK: the turn's commit

    /// Marks where the turn's answers begin; false when it was marked already.
    func beginTurn() -> Bool {
        if isMarked { return false }
        isMarked = true
        connection.markOutput()
        return true
    }

    /// Forgets what could be taken back: it is durable now.
    func turnCommitted() {
        isMarked = false
        answeredThisTurn.removeAll(keepingCapacity: true)
        greetedThisTurn = false
    }

    /// Takes back every answer of the turn and refuses the requests instead: nothing was kept.
    func turnFailed(_ failure: Failure) {
        if isMarked { connection.truncateOutputToMark() }
        let payload = Wire.encode(failure)
        for request in answeredThisTurn {
            if request.isWell { server.takenBack(request.method, failure.code) }
            connection.send(.error, method: request.method, requestID: request.requestID, payload: payload)
        }
        if greetedThisTurn {
            phase = .closing
            connection.close(.afterFlush)
        }
        turnCommitted()
    }
}

extension Failure {
    /// The same with a message that surely fits a frame: a refusal that does not would never arrive.
    var bounded: Failure {
        var failure = self
        failure.message = message.cutToRefusal
        return failure
    }
}

extension String {
    /// The same, cut off where it is longer than a refusal may be, whatever it quotes.
    var cutToRefusal: String {
        guard utf8.count > ServiceLimits.refusalByteMaximum else { return self }
        var shown = String.UnicodeScalarView()
        // A scalar has four bytes at most.
        shown.append(contentsOf: unicodeScalars.prefix(ServiceLimits.refusalByteMaximum / 4))
        return String(shown) + "…"
    }
}
