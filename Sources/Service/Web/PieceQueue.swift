// Requests that are answered in pieces, because they hold a thousand questions. Each by itself would let the
// others before after every piece; a hundred of them together would still add up to a turn of a hundred
// pieces. So only a few have a piece each turn, in the order in which they came.

import EventLoop

/// Who waits for the turn of the next piece.
///
/// Belongs to the loop's thread.
final class PieceQueue {
    private let loop: EventLoop
    private var waiting: [() -> Void] = []
    private var timer: TimerID?

    /// A queue on `loop`, with nobody in it.
    init(on loop: EventLoop) { self.loop = loop }

    /// The loop may outlive it; its timer must not call what is gone.
    deinit { if let timer { loop.cancel(timer) } }

    /// Has `piece` carried out in a later turn, when it is the first.
    func add(_ piece: @escaping () -> Void) {
        waiting.append(piece)
        schedule()
    }

    private func schedule() {
        guard timer == nil, !waiting.isEmpty else { return }
        timer = loop.schedule(at: loop.now) { [unowned self] in
            timer = nil
            let count = min(waiting.count, loop.limits.longTurnLimit)
            let pieces = waiting[..<count]
            waiting.removeFirst(count)
            for piece in pieces { piece() }
            schedule()
        }
    }
}
