// What a reactor stores of the decisions it has answered, where they are written down. Off, it costs the
// question whether there is a ring; so all of this stays out of the way of a check.

import Engine
import EntenteProtocol
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
                decision, payload, check.actor, check.action, check.target, check.callContext, context.now,
                context.token.name, context.trace))
    }

    /// Stores the answers to the first `count` questions of a run.
    ///
    /// They are read a second time, so that a run need not remember more of them where nothing is written
    /// down.
    @inline(never)
    func write(
        _ count: Int, _ session: Session, _ frames: UnsafeRawBufferPointer, into ring: DecisionRing
    ) {
        let (now, token) = (server.loop.wallTurn, session.token?.name ?? "")
        var start = 0
        for place in 0..<count {
            guard let check = HotCodec.plainCheck(frames, at: start) else { return }
            start = check.end
            ring.store(
                entry(
                    run.decision(place), frames, check.actor, check.action, check.target, check.callContext,
                    now, token, nil))
        }
    }

    private func entry(
        _ decision: Decision, _ bytes: UnsafeRawBufferPointer, _ actor: Range<Int>, _ action: Range<Int>,
        _ target: Range<Int>, _ callContext: CallContext?, _ now: Int64, _ token: String,
        _ trace: TraceContext?
    ) -> DecisionEntry {
        DecisionEntry(
            at: now, token: token, actor: UnsafeRawBufferPointer(rebasing: bytes[actor]),
            action: UnsafeRawBufferPointer(rebasing: bytes[action]),
            target: UnsafeRawBufferPointer(rebasing: bytes[target]),
            partnership: ids(of: decision, target: target, in: bytes).partnership,
            callContext: callContext ?? .unspecified, answer: hotAnswer(decision),
            position: replica.position, trace: trace)
    }
}
