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

/// The name of an action and its code: neighbours in a run mostly ask about the same.
struct KnownAction {
    private var name = InlineArray<32, UInt8>(repeating: 0)
    private var byteCount = 0
    private var generation: UInt32 = 0
    private var code: UInt8 = 0

    /// The code of an action in the catalog, or nil.
    mutating func code(of action: UnsafeRawBufferPointer, in replica: Replica) -> UInt8? {
        let generation = replica.moment().generation
        if byteCount == action.count, self.generation == generation, isSame(action) { return code }
        guard let found = replica.code(RawSpan(_unsafeBytes: action)) else { return nil }
        if action.count <= name.count { remember(action, found, generation) }
        return found
    }

    private func isSame(_ action: UnsafeRawBufferPointer) -> Bool {
        for place in 0..<byteCount where name[place] != action[place] { return false }
        return true
    }

    private mutating func remember(
        _ action: UnsafeRawBufferPointer, _ code: UInt8, _ generation: UInt32
    ) {
        for place in action.indices { name[place] = action[place] }
        byteCount = action.count
        self.code = code
        self.generation = generation
    }
}

extension DecisionService {
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
            guard let code = knownAction.code(of: action, in: replica) else { return }
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
        positionField.withUnsafeBytes { position in
            session.connection.withOutput { output in
                while handled.frameCount < run.count {
                    let request = runRequests[handled.frameCount]
                    let decision = run.decision(handled.frameCount)
                    // An id that nobody has may be no text at all, which is another refusal.
                    guard decision.namesBoth || request.isASCII(in: frames) else { break }
                    append(decision, request, frames, position, to: &output)
                    handled.frameCount += 1
                    handled.byteCount = request.end
                }
            }
        }
        checkCount &+= UInt64(handled.frameCount)
        return handled
    }

    @inline(__always)
    private func append(
        _ decision: Decision, _ request: RunRequest, _ frames: UnsafeRawBufferPointer,
        _ position: UnsafeRawBufferPointer, to output: inout [UInt8]
    ) {
        var answer = HotAnswer(verdict: decision.verdict, reason: decision.reason)
        if decision.level != .unspecified { answer.level = decision.level }
        var partnership = UnsafeRawBufferPointer(start: nil, count: 0)
        if decision.partnership != .none {
            answer.partnershipVersion = replica.version(decision.partnership)
            partnership = replica.idBytes(decision.partnership)
        }
        HotCodec.appendFrame(
            answer, requestID: request.requestID,
            ask: decision.asksTarget
                ? request.target(in: frames) : UnsafeRawBufferPointer(start: nil, count: 0),
            partnership: partnership, positionField: position, to: &output)
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
    fileprivate func target(in frames: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: frames.baseAddress.map { $0 + Int(targetStart) }, count: Int(targetCount))
    }

    /// Whether both ids are surely text.
    fileprivate func isASCII(in frames: UnsafeRawBufferPointer) -> Bool {
        let start = Int(actorStart)
        let actor = frames[start..<start + Int(actorCount)]
        return (actor.reduce(0) { $0 | $1 } | target(in: frames).reduce(0) { $0 | $1 }) < 0x80
    }
}

extension Decision {
    /// Whether both people of the question are known.
    fileprivate var namesBoth: Bool { reason != .unknownActor && reason != .unknownTarget }
}
