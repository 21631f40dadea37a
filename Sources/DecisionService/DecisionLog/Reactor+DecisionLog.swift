// What a reactor stores of the decisions it has answered, where they are written down. Off, it costs the
// question whether there is a ring; so all of this stays out of the way of a check. Written down is whatever
// says who may do or see what; what says how things stand, or how an item is to be shared, is no decision.

import Engine
import EntenteProtocol
import Replica
import Service

extension Reactor {
    /// Stores the answer to a single question, or to one of a batch, whose texts lie in `payload`.
    @inline(never)
    func write(
        _ decision: Decision, of check: CheckView, _ payload: UnsafeRawBufferPointer,
        _ context: RequestContext, into ring: DecisionRing
    ) {
        ring.store(
            entry(
                decision, payload, check.actor, check.action, check.target, check.callContext, context))
    }

    /// Stores the answers to the first `count` questions of a run.
    ///
    /// They are read a second time, so that a run need not remember more of them where nothing is written
    /// down.
    @inline(never)
    func write(
        _ count: Int, _ session: Session, _ frames: UnsafeRawBufferPointer, into ring: DecisionRing
    ) {
        guard let token = session.token else { return }
        let context = RequestContext(token: token, method: .check, now: server.loop.wallTurn)
        var start = 0
        for place in 0..<count {
            guard let check = HotCodec.plainCheck(frames, at: start) else { return }
            start = check.end
            ring.store(
                entry(
                    run.decision(place), frames, check.actor, check.action, check.target, check.callContext,
                    context))
        }
    }

    private func entry(
        _ decision: Decision, _ bytes: UnsafeRawBufferPointer, _ actor: Range<Int>, _ action: Range<Int>,
        _ target: Range<Int>, _ callContext: CallContext?, _ context: RequestContext
    ) -> DecisionEntry {
        DecisionEntry(
            call: context.method, at: context.now, token: context.token.name,
            actor: UnsafeRawBufferPointer(rebasing: bytes[actor]),
            action: UnsafeRawBufferPointer(rebasing: bytes[action]),
            target: UnsafeRawBufferPointer(rebasing: bytes[target]),
            partnership: ids(of: decision, target: target, in: bytes).partnership,
            callContext: callContext ?? .unspecified, outcome: DecisionOutcome(hotAnswer(decision)),
            position: replica.position, trace: context.trace)
    }

    // MARK: questions that are not on the way of a check

    /// Stores the answer to a question about a pair and one action.
    func write(
        _ decision: Decision, of question: @autoclosure () -> CheckItem, _ context: RequestContext
    ) {
        write(DecisionOutcome(hotAnswer(decision)), of: question(), by: decision.partnership, context)
    }

    /// Stores what came of a question of any kind: one record a call, however much it answered.
    ///
    /// - Parameters:
    ///   - outcome: asked for only where it is written down.
    ///   - question: the same; put as a check would be, and empty where there is none of it.
    func write(
        _ outcome: @autoclosure () -> DecisionOutcome, of question: @autoclosure () -> CheckItem,
        by partnership: PartnershipIndex = .none, _ context: RequestContext
    ) {
        guard let decisionRing else { return }
        let question = question()
        var (actor, action, target) = (question.actor, question.action, question.target)
        actor.withUTF8 { actor in
            action.withUTF8 { action in
                target.withUTF8 { target in
                    decisionRing.store(
                        DecisionEntry(
                            call: context.method, at: context.now, token: context.token.name,
                            actor: UnsafeRawBufferPointer(actor), action: UnsafeRawBufferPointer(action),
                            target: UnsafeRawBufferPointer(target),
                            partnership: partnership == .none
                                ? AnswerIDs.none : replica.idBytes(partnership),
                            callContext: question.callContext ?? .unspecified, outcome: outcome(),
                            position: replica.position, trace: context.trace))
                }
            }
        }
    }
}
