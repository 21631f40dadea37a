// The way of a check: the payload's bytes, three look-ups, the cache, and the answer's bytes in the
// connection's buffer. No message is made on it. An answer is made under three conditions, in this order: the
// facts are fresh enough, the caller may ask about this pair, and the action exists.

import Engine
import EntenteProtocol
import PlantedBugs
import Replica
import Rules
import Service

extension Reactor {
    func offerChecks() {
        server.offer(.check) { [unowned self] session, header, payload, context throws(Failure) in
            try check(session, header, payload, context)
        }
        server.offerRuns(of: .check) { [unowned self] session, frames, limit in
            checkRun(session, frames, limit)
        }
        server.offer(.checkBatch) { [unowned self] session, header, payload, context throws(Failure) in
            try checkBatch(session, header, payload, context)
        }
    }

    /// Comes back to a request when the replica has reached what its caller has seen.
    private func comeBack(
        to run: @escaping RawHandler, _ session: Session, _ header: FrameHeader, _ payload: RawSpan,
        _ context: RequestContext, _ atLeast: Position
    ) throws(Failure) {
        let kept = payload.withUnsafeBytes { Array($0) }
        try server.admit(session, header, context, atLeast: atLeast, isCommand: false) {
            context throws(Failure) in
            try run(session, header, kept.span.bytes, context)
        }
    }

    // MARK: one

    private func check(
        _ session: Session, _ header: FrameHeader, _ payload: RawSpan, _ context: RequestContext
    ) throws(Failure) {
        let check: CheckView
        let freshness: FreshnessView
        do throws(WireProblem) {
            (check, freshness) = try HotCodec.parseCheck(payload)
        } catch {
            throw Server.unreadable(.check, error)
        }
        let waits = !isPlanted("a check does not wait for what its caller has seen")
        if waits, let atLeast = freshness.atLeast, standing.compare(with: atLeast) != .reached {
            return try comeBack(to: self.check, session, header, payload, context, atLeast)
        }
        try standing.require(freshness.maxStalenessMillis)
        let decision = try decide(check, payload, context)
        payload.withUnsafeBytes { payload in
            let (ids, position) = (ids(of: decision, target: check.target, in: payload), positionField)
            session.reply(header) { output in
                HotCodec.append(
                    hotAnswer(decision), ask: Span(_unsafeBytes: ids.ask),
                    partnership: Span(_unsafeBytes: ids.partnership), positionField: position.span,
                    to: &output)
            }
            if let decisionRing { write(decision, of: check, payload, context, into: decisionRing) }
        }
    }

    // MARK: many

    private func checkBatch(
        _ session: Session, _ header: FrameHeader, _ payload: RawSpan, _ context: RequestContext
    ) throws(Failure) {
        let freshness: FreshnessView
        do throws(WireProblem) {
            freshness = try HotCodec.parseBatch(payload, into: &batchChecks)
        } catch {
            throw Server.unreadable(.checkBatch, error)
        }
        if let atLeast = freshness.atLeast, standing.compare(with: atLeast) != .reached {
            return try comeBack(to: checkBatch, session, header, payload, context, atLeast)
        }
        try Fields.checkCount(batchChecks.count, "checks", most: DecisionLimits.batchMaximum)
        try standing.require(freshness.maxStalenessMillis)
        try decideBatch(payload, context)
        if batchChecks.count > DecisionLimits.longBatchCount { session.connection.yieldTurn() }
        payload.withUnsafeBytes { payload in
            answerBatch(session, header, payload)
            guard let decisionRing else { return }
            for place in batchDecisions.indices {
                write(batchDecisions[place], of: batchChecks[place], payload, context, into: decisionRing)
            }
        }
    }

    private func answerBatch(_ session: Session, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer) {
        var byteBound = 0
        for place in batchDecisions.indices {
            byteBound += HotCodec.itemByteBound(batchIDs(place, payload))
        }
        session.reply(header) { output in
            HotCodec.appendItems(batchDecisions.count, byteBound: byteBound, to: &output) { place in
                (hotAnswer(batchDecisions[place]), batchIDs(place, payload))
            }
            output.append(contentsOf: positionField)
        }
    }

    @inline(__always)
    private func batchIDs(_ place: Int, _ payload: UnsafeRawBufferPointer) -> AnswerIDs {
        ids(of: batchDecisions[place], target: batchChecks[place].target, in: payload)
    }

    /// Decides the questions of a batch, as many together as a run holds.
    private func decideBatch(_ payload: RawSpan, _ context: RequestContext) throws(Failure) {
        batchDecisions.removeAll(keepingCapacity: true)
        try payload.withUnsafeBytes { bytes throws(Failure) in
            while batchDecisions.count < batchChecks.count {
                run.removeAll()
                let first = batchDecisions.count
                for index in first..<min(first + CheckRun.maximum, batchChecks.count) {
                    try add(batchChecks[index], bytes, context, index)
                }
                engine.decide(run, now: context.now)
                for place in 0..<run.count { batchDecisions.append(run.decision(place)) }
            }
        }
        checkCount &+= UInt64(batchDecisions.count)
    }

    /// Adds a question of a batch to the run.
    private func add(
        _ check: CheckView, _ payload: UnsafeRawBufferPointer, _ context: RequestContext, _ index: Int
    ) throws(Failure) {
        let actor = UnsafeRawBufferPointer(rebasing: payload[check.actor])
        let target = UnsafeRawBufferPointer(rebasing: payload[check.target])
        if context.token.organization != nil {
            try requireCovered(RawSpan(_unsafeBytes: actor), RawSpan(_unsafeBytes: target), context, index)
        }
        if check.callContext == .unspecified { throw Self.unknownCallContext(Self.place(index)) }
        let action = UnsafeRawBufferPointer(rebasing: payload[check.action])
        guard let code = replica.code(action) else {
            throw unknownAction(RawSpan(_unsafeBytes: action), Self.place(index))
        }
        run.add(actor: actor, target: target, code: code, callContext: check.callContext ?? .unspecified)
    }

    // MARK: deciding

    /// Decides one question whose ids lie in `payload`.
    private func decide(
        _ check: CheckView, _ payload: RawSpan, _ context: RequestContext
    ) throws(Failure) -> Decision {
        let actor = payload.extracting(check.actor)
        let target = payload.extracting(check.target)
        try requireCovered(actor, target, context, nil)
        if check.callContext == .unspecified { throw Self.unknownCallContext("") }
        let action = payload.extracting(check.action)
        let decision = engine.decide(
            actor: actor, action: action, target: target, callContext: check.callContext ?? .unspecified,
            now: context.now)
        checkCount &+= 1
        guard let decision else { throw unknownAction(action, "") }
        return decision
    }

    /// Refuses a token that is bound to an organization a pair without an end in it.
    ///
    /// - Parameter index: the question's place in a batch; nil for a single check.
    private func requireCovered(
        _ actor: RawSpan, _ target: RawSpan, _ context: RequestContext, _ index: Int?
    ) throws(Failure) {
        guard let organization = context.token.organization else { return }
        try requireCovered(
            replica.user(actor), replica.user(target), organization, context.token, Self.place(index))
    }

    static func place(_ index: Int?) -> String { index.map { "checks[\($0)]." } ?? "" }

    static func unknownCallContext(_ place: String) -> Failure {
        .invalidArgument(
            "field `\(place)callContext`: use forwarding-participant or forwarder, or leave it out")
    }

    func unknownAction(_ action: RawSpan, _ place: String) -> Failure {
        let name = action.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        return .invalidArgument(
            "field `\(place)action`: \(quoted(name)) is not in the catalog, which has \(known(near: name))")
    }

    /// The actions of the same category, or else the categories there are: the whole catalog is longer than
    /// anybody reads in a refusal.
    private func known(near name: String) -> String {
        let names = engine.actions.map(\.name)
        let category = { (name: String) in String(name.prefix { $0 != "." }) + "." }
        var known = names.filter { category($0) == category(name) }
        if known.isEmpty {
            for name in names where !known.contains(category(name) + "…") {
                known.append(category(name) + "…")
            }
        }
        var byteCount = 0
        let shown = known.prefix { name in
            byteCount += name.utf8.count + 2
            return byteCount <= Reactor.knownActionByteMaximum
        }
        return shown.joined(separator: ", ") + (shown.count < known.count ? " and more" : "")
    }

    /// How much of a refusal names actions.
    private static let knownActionByteMaximum = 300

    /// A token bound to an organization may ask about pairs with one end in it.
    func requireCovered(
        _ actor: UserIndex?, _ target: UserIndex?, _ organization: String, _ token: AccessToken,
        _ place: @autoclosure () -> String
    ) throws(Failure) {
        let bound = replica.organization(organization)
        if let bound, let actor, replica[actor].organization == bound { return }
        if let bound, let target, replica[target].organization == bound { return }
        let field = place()
        let pair = field.isEmpty ? "neither" : "in `\(field.dropLast())` neither"
        throw .permissionDenied(
            "access token `\(token.name)` is bound to organization `\(organization)`, "
                + "and \(pair) the actor nor the target is of it")
    }

    // MARK: rendering

    /// The ids that an answer names.
    ///
    /// - Parameter target: where in the request the id of whom to ask lies.
    @inline(__always)
    func ids(of decision: Decision, target: Range<Int>, in request: UnsafeRawBufferPointer) -> AnswerIDs {
        AnswerIDs(
            ask: decision.asksTarget ? UnsafeRawBufferPointer(rebasing: request[target]) : AnswerIDs.none,
            partnership: decision.partnership == .none
                ? AnswerIDs.none : replica.idBytes(decision.partnership))
    }

    /// The numbers of an answer.
    @inline(__always)
    func hotAnswer(_ decision: Decision) -> HotAnswer {
        var answer = HotAnswer(verdict: decision.verdict, reason: decision.reason)
        if decision.level != .unspecified { answer.level = decision.level }
        if decision.partnership != .none {
            answer.partnershipVersion = replica.version(decision.partnership)
        }
        return answer
    }
}
