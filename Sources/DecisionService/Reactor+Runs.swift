// Checks that come one behind the other are answered together: read in one go, decided in stages whose waits
// for memory overlap, written in one go. Only what is plain is answered here; the first request that is not
// ends the run and comes to the way of a single check, which says what is wrong with it.

import Engine
import EntenteProtocol
import EventLoop
import Replica
import Service

/// What the answer to one check of a run needs of its request.
struct RunRequest: BitwiseCopyable {
    let requestID: UInt32
    /// Where the target's id lies, to be told where it is to be asked.
    let targetStart: Int32
    let targetCount: Int32
    let actorStart: Int32
    let actorCount: Int32
    /// Where the next frame begins.
    let end: Int
}

extension Reactor {
    /// Answers the plain checks at the start of `frames`.
    func checkRun(_ session: Session, _ frames: RawSpan, _ limit: Int) -> HandledRun {
        frames.withUnsafeBytes { frames in
            gather(frames, limit)
            guard run.count > 0, standing.isFresh else { return .none }
            engine.decide(run, now: server.loop.wallTurn)
            return answer(session, frames)
        }
    }

    /// Reads as many plain checks as there are and as a run holds.
    private func gather(_ frames: UnsafeRawBufferPointer, _ limit: Int) {
        run.removeAll()
        var start = 0
        let most = min(limit, CheckRun.maximum)
        while run.count < most, let check = HotCodec.plainCheck(frames, at: start) {
            if let atLeast = check.atLeast, standing.compare(with: atLeast) != .reached { return }
            let action = UnsafeRawBufferPointer(rebasing: frames[check.action])
            guard let code = replica.code(action) else { return }
            (runRequests + run.count).initialize(to: RunRequest(check))
            run.add(
                actor: UnsafeRawBufferPointer(rebasing: frames[check.actor]),
                target: UnsafeRawBufferPointer(rebasing: frames[check.target]), code: code,
                callContext: check.callContext)
            start = check.end
        }
    }

    private func answer(_ session: Session, _ frames: UnsafeRawBufferPointer) -> HandledRun {
        var handled = HandledRun.none
        var byteBound = 0
        while handled.frameCount < run.count {
            let request = runRequests[handled.frameCount]
            let decision = run.decision(handled.frameCount)
            // An id that nobody has may be no text at all, which is another refusal.
            guard decision.namesBoth || request.isASCII(in: frames) else { break }
            byteBound += HotCodec.frameByteBound(
                ids(of: decision, target: request.targetRange, in: frames), positionField.count)
            handled.frameCount += 1
            handled.byteCount = request.end
        }
        positionField.withUnsafeBytes { position in
            session.connection.withOutput { output in
                HotCodec.appendFrames(handled.frameCount, byteBound: byteBound, to: &output) { place in
                    let request = runRequests[place]
                    let decision = run.decision(place)
                    return HotFrame(
                        requestID: request.requestID, answer: hotAnswer(decision),
                        ids: ids(of: decision, target: request.targetRange, in: frames),
                        positionField: position)
                }
            }
        }
        checkCount &+= UInt64(handled.frameCount)
        if let decisionRing { write(handled.frameCount, session, frames, into: decisionRing) }
        return handled
    }
}

extension RunRequest {
    fileprivate init(_ check: PlainCheck) {
        self.init(
            requestID: check.requestID, targetStart: Int32(truncatingIfNeeded: check.target.lowerBound),
            targetCount: Int32(truncatingIfNeeded: check.target.count),
            actorStart: Int32(truncatingIfNeeded: check.actor.lowerBound),
            actorCount: Int32(truncatingIfNeeded: check.actor.count), end: check.end)
    }

    @inline(__always)
    fileprivate var targetRange: Range<Int> {
        Range(uncheckedBounds: (Int(targetStart), Int(targetStart) + Int(targetCount)))
    }

    /// Whether both ids are surely text.
    fileprivate func isASCII(in frames: UnsafeRawBufferPointer) -> Bool {
        let actor = frames[Int(actorStart)..<Int(actorStart) + Int(actorCount)]
        return (actor.reduce(0) { $0 | $1 } | frames[targetRange].reduce(0) { $0 | $1 }) < 0x80
    }
}

extension Decision {
    /// Whether both people of the question are known.
    fileprivate var namesBoth: Bool { reason != .unknownActor && reason != .unknownTarget }
}
