// How a source answers: queries read what stands, this turn's commands included; commands run in a savepoint,
// at most once per request key.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Telemetry

extension Source {
    /// Answers a query by a function of the request.
    ///
    /// - Parameter body: runs on the loop's thread; throws a `Failure` or a `DatabaseProblem`.
    package func query<R: Request>(_ type: R.Type, _ body: @escaping (R, RequestContext) throws -> R.Response)
    {
        server.answer(R.self) { [unowned self] request, context throws(Failure) in
            guard !turn.isLost else { throw Self.failure(DatabaseProblem.turnLost) }
            do {
                return try body(request, context)
            } catch {
                throw Self.failure(error)
            }
        }
    }

    /// Carries out a command by a function of the request.
    ///
    /// - Parameter body: runs on the loop's thread, inside a savepoint that is taken back when it throws;
    ///   throws a `Failure` or a `DatabaseProblem`.
    package func command<R: Command>(_ type: R.Type, _ body: @escaping (R, CommandTurn) throws -> R.Response)
    {
        offerLoading(R.self, body)
        server.answerEncoded(R.self) { [unowned self] request, context throws(Failure) in
            let wasLost = turn.isLost
            do {
                try Self.requireActor(request.actor, context)
                let answer = try inCommand(
                    context, actor: request.actor, requestKey: request.requestKey
                ) { turn in
                    try once(request, turn, body)
                }
                tell(of: request, context, "ok")
                return answer
            } catch {
                let failure = Self.failure(error)
                tell(of: request, context, failure.code.name)
                if turn.isLost && !wasLost { server.log.error("turn lost", ["reason": "\(error)"]) }
                throw failure
            }
        }
    }

    /// One line of the log for each command, whatever became of it; where the turn's commit then fails,
    /// another line says that nothing of the turn stands.
    private func tell<R: Command>(of request: R, _ context: RequestContext, _ code: String) {
        server.log.info(
            "command",
            [
                "method": .string(context.method.name), "code": .string(code),
                "token": .string(context.token.name), "actor": .string(request.actor),
                "trace": .string(context.trace?.traceID ?? ""),
            ])
    }

    /// Only the operator may leave the actor empty.
    private static func requireActor(_ actor: String, _ context: RequestContext) throws(Failure) {
        if actor.isEmpty {
            guard context.mayOperate else {
                throw .permissionDenied(
                    "field `actor` is empty, which means the operator, and access token "
                        + "`\(context.token.name)` lacks scope operate")
            }
        } else {
            try Fields.checkID(actor, "actor")
        }
    }

    /// Answers a repetition of a keyed command as the first was answered.
    private func once<R: Command>(
        _ request: R, _ turn: CommandTurn, _ body: (R, CommandTurn) throws -> R.Response
    ) throws -> [UInt8] {
        guard !request.requestKey.isEmpty else { return try carryOut(request, turn, body) }
        try Fields.checkRequestKey(request.requestKey)
        let identity = RequestIdentity(
            token: turn.context.token.name, actor: request.actor, method: R.method.rawValue,
            requestKey: request.requestKey)
        let digest = RequestDigest(of: Wire.encode(Self.withoutPosition(request)))
        let since = turn.now - SourceLimits.requestKeyLifetime
        switch try journal.find(identity, digest: digest, since: since) {
        case .answered(let bytes):
            var first = try Wire.decode(R.Response.self, from: bytes)
            first.position = server.keeper.position
            return Wire.encode(first)
        case .differs:
            throw Failure.conflict(
                "field `requestKey`: `\(request.requestKey)` was used for another `\(R.method.name)` within 24 hours"
            )
        case .unknown: break
        }
        let response = try carryOut(request, turn, body)
        try journal.store(identity, digest: digest, response: response, at: turn.now)
        return response
    }

    /// A repetition may ask for newer facts than the first did; it is the same command.
    private static func withoutPosition<R: Request>(_ request: R) -> R {
        guard var positioned = request as? any PositionedRequest else { return request }
        positioned.atLeast = nil
        return positioned as? R ?? request
    }

    /// Runs the command and encodes its answer, which must fit a frame, or nothing of it stands: its caller
    /// would take it for refused.
    private func carryOut<R: Command>(
        _ request: R, _ turn: CommandTurn, _ body: (R, CommandTurn) throws -> R.Response
    ) throws -> [UInt8] {
        var response = try body(request, turn)
        response.position = server.keeper.position
        let revision = changes.pendingHead + UInt64(turn.facts.count)
        switch server.name {
        case .directory: response.position.directory = revision
        case .partnership: response.position.partnership = revision
        case .decision: preconditionFailure("a decision node has no commands")
        }
        let payload = Wire.encode(response)
        guard payload.count <= SourceLimits.answerByteMaximum else {
            throw Failure.resourceExhausted(
                "nothing was changed: the answer of \(payload.count) bytes would not fit a frame; "
                    + "send less at a time")
        }
        return payload
    }
}
