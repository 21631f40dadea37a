// How a call's number becomes a typed function. Handlers are plain synchronous functions of one request: no
// service waits for another to answer, so there is nothing to await.

import EntenteProtocol

/// What a server does with one request: answer it through the session, now or later.
typealias RawHandler = (Session, FrameHeader, RawSpan, RequestContext) -> Void

/// One call as a server offers it.
struct Handler {
    let method: Method
    let scopes: ScopeSet
    let run: RawHandler
}

extension Server {
    /// Answers a call by a function of the request, at the position it asks for or newer.
    ///
    /// - Parameter body: runs on the loop's thread; throws the refusal.
    package func answer<R: Request>(
        _ type: R.Type, _ body: @escaping (R, RequestContext) throws(Failure) -> R.Response
    ) {
        let isCommand = Call.named(R.method).kind == .command
        offer(R.method) { [unowned self] session, header, payload, context in
            do throws(Failure) {
                let request = try Server.decode(R.self, payload)
                let respond = { () -> Void in
                    do throws(Failure) {
                        // By the clock of the turn that answers: a parked request is from an earlier one.
                        var response = try body(request, context.at(self.loop.wallNow))
                        self.stamp(&response)
                        session.reply(header, Wire.encode(response))
                    } catch {
                        session.refuse(header, error)
                    }
                }
                let atLeast = (request as? any PositionedRequest)?.atLeast
                try admit(session, header, atLeast: atLeast, isCommand: isCommand, respond)
            } catch {
                session.refuse(header, error)
            }
        }
    }

    /// Answers a call with a stream of items.
    ///
    /// - Parameter body: runs on the loop's thread; keeps the stream and sends on it, or throws the refusal.
    package func stream<R: Request>(
        _ type: R.Type, _ body: @escaping (R, RequestContext, OutgoingStream) throws(Failure) -> Void
    ) {
        offer(R.method) { session, header, payload, context in
            do throws(Failure) {
                let request = try Server.decode(R.self, payload)
                let stream = try session.openStream(header)
                do throws(Failure) {
                    try body(request, context, stream)
                } catch {
                    stream.fail(error)
                }
            } catch {
                session.refuse(header, error)
            }
        }
    }

    /// Answers a call by hand, for the calls where decoding a message first would cost too much.
    ///
    /// - Parameter body: must answer exactly once, through the session, or park.
    package func answerRaw(
        _ method: Method, _ body: @escaping (Session, FrameHeader, RawSpan, RequestContext) -> Void
    ) {
        offer(method, body)
    }

    /// Reads a request, naming what is wrong with its bytes.
    package static func decode<R: Request>(_ type: R.Type, _ payload: RawSpan) throws(Failure) -> R {
        do throws(WireProblem) {
            return try Wire.decode(R.self, from: payload)
        } catch {
            throw unreadable(R.method, error)
        }
    }

    /// What is wrong with the bytes of a request.
    package static func unreadable(_ method: Method, _ problem: WireProblem) -> Failure {
        .invalidArgument("request `\(method.name)` cannot be read: \(problem.message)")
    }

    /// Answers now, or when the replica has reached `atLeast`, or refuses when that cannot be.
    ///
    /// - Parameter respond: answers exactly once; runs on the loop's thread.
    package func admit(
        _ session: Session, _ header: FrameHeader, atLeast: Position?, isCommand: Bool,
        _ respond: @escaping () -> Void
    ) throws(Failure) {
        let mustWaitInLine = isCommand && parking.count > 0 && parking.holdsCommand(of: session)
        let wanted = atLeast ?? Position()
        switch keeper.compare(with: wanted) {
        case .reached where !mustWaitInLine: respond()
        case .otherHistory(let words): throw Server.historyRestored(words)
        case .reached, .behind: try park(session, header, wanted, isCommand: isCommand, respond)
        }
    }

    private func park(
        _ session: Session, _ header: FrameHeader, _ position: Position, isCommand: Bool,
        _ respond: @escaping () -> Void
    ) throws(Failure) {
        guard parking.count < limits.parkedLimit else {
            throw .resourceExhausted(
                "\(limits.parkedLimit) requests already wait for newer facts", retryAfterMillis: 1_000)
        }
        guard parking.byteCount + header.frameByteCount <= limits.parkedByteLimit else {
            throw .resourceExhausted(
                "the requests that already wait for newer facts hold too many bytes", retryAfterMillis: 1_000)
        }
        try session.beginWaiting(header)
        let own = header.timeLeftMillis == 0 ? limits.parkingLimit : UInt64(header.timeLeftMillis) * 1_000_000
        let patience = min(own, limits.parkingLimit)
        parking.park(
            ParkedRequest(
                session: session, header: header, position: position, deadline: loop.now &+ patience,
                isCommand: isCommand, resume: respond))
        scheduleParkingCheck()
    }

    /// Puts the position of this moment into an answer that carries one.
    private func stamp<M: Message>(_ response: inout M) {
        guard var positioned = response as? any PositionedResponse else { return }
        positioned.position = keeper.position
        if let stamped = positioned as? M { response = stamped }
    }

    static func historyRestored(_ words: String) -> Failure {
        .failedPrecondition(
            "field `atLeast`: \(words); it was restored, so ask again without a position",
            state: "history-restored")
    }
}
