// Proposals lapse and terms end without anybody's doing. One timer stands at the earliest moment at which any
// of that is due; the moments themselves are in the tables, so a restart forgets none. The timer follows the
// tables: it is set again after every commit that may have moved a moment, and after a turn that was taken
// back.

import EventLoop
import SQLiteStore
import Source

/// The timer for everything that time does.
///
/// Belongs to the loop's thread.
final class Deadlines: TurnParticipant {
    private let store: PartnershipStore
    private let loop: EventLoop
    /// Applies time to what is due; set once, by the service.
    var pass: (() -> Void)?
    private var timer: TimerID?
    private var mayHaveMoved = false

    /// The longest sleep, in milliseconds: a wall clock that is set forward is noticed after a minute.
    private static let sleepMaximum: Int64 = 60_000
    /// The rest after the tables could not be read or written, in milliseconds.
    private static let rest: Int64 = 1_000

    /// The deadlines that `store` holds.
    init(store: PartnershipStore, loop: EventLoop) {
        self.store = store
        self.loop = loop
    }

    /// Says that the turn has changed a moment at which something is due.
    func moved() { mayHaveMoved = true }

    /// Sets the timer by what the tables say now.
    func arm() {
        mayHaveMoved = false
        do throws(DatabaseProblem) {
            let due = try store.nextDueAt()
            sleep(milliseconds: due.map { Self.pause(until: $0, from: loop.wallNow) })
        } catch {
            sleep(milliseconds: Self.rest)
        }
    }

    private func sleep(milliseconds: Int64?) {
        if let timer { loop.cancel(timer) }
        timer = milliseconds.map { milliseconds in
            loop.schedule(at: loop.now &+ UInt64(milliseconds) * 1_000_000) { [weak self] in self?.wake() }
        }
    }

    /// How long to sleep for a moment that the tables hold, which may be any number.
    private static func pause(until due: Int64, from now: Int64) -> Int64 {
        due <= now ? 0 : Int64(min(UInt64(bitPattern: due &- now), UInt64(sleepMaximum)))
    }

    /// What was due is applied in the turn that is on; its commit sets the timer again.
    private func wake() {
        timer = nil
        sleep(milliseconds: Self.rest)
        if let due = try? store.nextDueAt(), due <= loop.wallNow { pass?() } else { arm() }
    }

    func commandBegan() {}
    func commandUndone() {}
    func turnCommitted() { if mayHaveMoved { arm() } }
    func turnDiscarded() { sleep(milliseconds: Self.rest) }
}
