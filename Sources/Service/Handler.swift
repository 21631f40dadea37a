// How a call's number becomes a typed function. Handlers are plain synchronous functions of one request: no
// service waits for another to answer, so there is nothing to await.

import EntenteProtocol
import EventLoop

/// What a server does with one request: answer it through the session, now or later, or throw the refusal.
package typealias RawHandler = (Session, FrameHeader, RawSpan, RequestContext) throws(Failure) -> Void

/// One call as a server offers it.
struct Handler {
    let method: Method
    let scopes: ScopeSet
    let run: RawHandler

    /// Whether the bearer of `token` may make the call.
    func admits(_ token: AccessToken) -> Bool { scopes.isEmpty || !scopes.isDisjoint(with: token.scopes) }
}

/// What a server does with frames of one call that have come one behind the other: answers any number of
/// them, from the first on, through the session's connection, and says how many.
///
/// What it leaves comes to the call's ``RawHandler``.
package typealias RunHandler = (Session, RawSpan, Int) -> HandledRun

extension Server {
    /// Answers a call by a function of the request, at the position it asks for or newer.
    ///
    /// - Parameters:
    ///   - takesLong: whether it is a search or the like, whose answer may be small and whose work is not.
    ///   - body: runs on the loop's thread; throws the refusal.
    package func answer<R: Request>(
        _ type: R.Type, takesLong: Bool = false,
        _ body: @escaping (R, RequestContext) throws(Failure) -> R.Response
    ) {
        answerEncoded(R.self, takesLong: takesLong) { [unowned self] request, context throws(Failure) in
            var response = try body(request, context)
            stamp(&response)
            return Wire.encode(response)
        }
    }

    /// The same for who has to encode the answer anyway, its position included.
    ///
    /// After what takes long, and after long answers, the connection's next request waits for the next turn,
    /// so that nobody waits behind a row of them.
    ///
    /// - Parameters:
    ///   - takesLong: as with ``answer(_:takesLong:_:)``.
    ///   - body: answers the payload; runs on the loop's thread; throws the refusal.
    package func answerEncoded<R: Request>(
        _ type: R.Type, takesLong: Bool = false,
        _ body: @escaping (R, RequestContext) throws(Failure) -> [UInt8]
    ) {
        let isCommand = Call.named(R.method).kind == .command
        offer(R.method) { [unowned self] session, header, payload, context throws(Failure) in
            let request = try Server.decode(R.self, payload)
            let atLeast = (request as? any PositionedRequest)?.atLeast
            try admit(session, header, context, atLeast: atLeast, isCommand: isCommand) {
                context throws(Failure) in
                if takesLong { session.connection.yieldTurn() }
                let payload = try body(request, context)
                session.connection.gathered(payload.count)
                session.reply(header, payload)
            }
        }
    }

    /// Answers a call with a stream of items, from the position it asks for or newer on.
    ///
    /// - Parameter body: runs on the loop's thread; keeps the stream and sends on it, or throws the refusal.
    package func stream<R: Request>(
        _ type: R.Type, _ body: @escaping (R, RequestContext, OutgoingStream) throws(Failure) -> Void
    ) {
        offer(R.method) { [unowned self] session, header, payload, context throws(Failure) in
            let request = try Server.decode(R.self, payload)
            let atLeast = (request as? any PositionedRequest)?.atLeast
            try admit(session, header, context, atLeast: atLeast, isCommand: false) {
                context throws(Failure) in
                let stream = try session.openStream(header)
                do throws(Failure) {
                    try body(request, context, stream)
                } catch {
                    stream.fail(error)
                }
            }
        }
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
    /// - Parameter respond: answers exactly once or throws the refusal, by the clock of the turn that
    ///   answers, which its context shows; runs on the loop's thread.
    package func admit(
        _ session: Session, _ header: FrameHeader, _ context: RequestContext, atLeast: Position?,
        isCommand: Bool, _ respond: @escaping (RequestContext) throws(Failure) -> Void
    ) throws(Failure) {
        let mustWaitInLine = isCommand && parking.count > 0 && parking.holdsCommand(of: session)
        let wanted = atLeast ?? Position()
        switch keeper.compare(with: wanted) {
        case .reached where !mustWaitInLine: try respond(context)
        case .otherHistory(let words): throw Server.historyRestored(words)
        case .reached, .behind:
            try park(session, header, wanted, isCommand: isCommand) { [unowned self] in
                do throws(Failure) {
                    try respond(context.at(loop.wallNow))
                } catch {
                    session.refuse(header, error)
                }
            }
        }
    }

    private func park(
        _ session: Session, _ header: FrameHeader, _ position: Position, isCommand: Bool,
        _ resume: @escaping () -> Void
    ) throws(Failure) {
        try session.beginWaiting(header)
        let own = header.timeLeftMillis == 0 ? limits.parkingLimit : UInt64(header.timeLeftMillis) * 1_000_000
        let patience = min(own, limits.parkingLimit)
        try parking.park(
            ParkedRequest(
                session: session, header: header, position: position, arrivedAt: loop.now,
                deadline: loop.now &+ patience, isCommand: isCommand, resume: resume), limits)
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
