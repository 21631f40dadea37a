// When to look at the answers that are watched: after facts have changed, once a turn however many did; when
// the terms of a partnership end; and when the node gets too old to answer, which ends every watch. A change
// is not traced to the answers it may touch: the evaluation cache tells by a few comparisons that one still
// holds, and an index from every fact to every answer resting on it would have to be right for ever.

import EntenteProtocol
import EventLoop
import Replica
import Service

/// The watches of a reactor.
///
/// Belongs to the loop's thread.
final class Watches {
    private unowned let reactor: Reactor
    private let loop: EventLoop
    private var watches: [Watch] = []
    private(set) var checkCount = 0
    /// With which watch the next look begins, so that each has its turn.
    private var first = 0
    private var lookTimer: TimerID?
    /// Before this moment of the loop's monotonic clock there is no looking, in nanoseconds.
    private var restUntil: UInt64 = 0
    private var boundaryTimer: TimerID?
    /// The moment that timer waits for, in milliseconds since 1970.
    private var awaitedBoundary = Int64.max
    private var stalenessTimer: TimerID?

    /// The longest sleep, in milliseconds: a wall clock that is set forward is noticed after a minute.
    private static let sleepMaximum: Int64 = 60_000

    init(of reactor: Reactor, on loop: EventLoop) {
        self.reactor = reactor
        self.loop = loop
    }

    /// The loop may outlive the service; its timers must not call what is gone.
    deinit {
        for timer in [lookTimer, boundaryTimer, stalenessTimer] { if let timer { loop.cancel(timer) } }
    }

    // MARK: coming and going

    /// Takes room for questions of a watch that is to be added next; refuses more than the node is ready to
    /// look at again and again.
    func takeRoom(for count: Int) throws(Failure) {
        let node = reactor.node
        guard node.takeRoomForWatching(count) else {
            throw .resourceExhausted(
                "\(node.watchedCheckCount) of at most \(node.limits.watchedCheckLimit) checks are watched here "
                    + "already, \(count) more do not fit", retryAfterMillis: 1_000)
        }
    }

    /// Begins to watch; the first item is made at once.
    func add(_ watch: Watch, _ stream: OutgoingStream) {
        watches.append(watch)
        checkCount += watch.checks.count
        stream.closed = { [unowned self, unowned watch] in remove(watch) }
        watch.look()
        armStaleness()
    }

    private func remove(_ watch: Watch) {
        guard let place = watches.firstIndex(where: { $0 === watch }) else { return }
        watches.remove(at: place)
        checkCount -= watch.checks.count
        reactor.node.giveBackRoomForWatching(watch.checks.count)
        if place < first { first -= 1 }
    }

    // MARK: looking again

    /// Says that facts may have changed: the answers are looked at in this turn.
    func changed() {
        guard !watches.isEmpty else { return }
        lookAgain(at: loop.now)
    }

    private func lookAgain(at moment: UInt64) {
        guard lookTimer == nil else { return }
        lookTimer = loop.schedule(at: max(moment, restUntil)) { [unowned self] in
            lookTimer = nil
            lookRound()
        }
    }

    /// Looks at some of the watches that are behind, and comes back for the others.
    ///
    /// It rests for as long as it took, so that the loop has half its time for everybody else, however often
    /// facts change.
    private func lookRound() {
        let began = loop.host.clock.monotonic
        let all = watches
        let start = all.isEmpty ? 0 : first % all.count
        var looked = 0
        let (moment, now) = (reactor.replica.moment(), loop.wallNow)
        for watch in all[start...] + all[..<start] {
            guard looked < DecisionLimits.watchRoundMaximum else { break }
            first += 1
            guard watch.isBehind(moment, now: now) else { continue }
            looked += watch.checks.count
            watch.look()
        }
        first = watches.isEmpty ? 0 : first % watches.count
        armBoundary(at: nextBoundary)
        let ended = loop.host.clock.monotonic
        restUntil = ended &+ (ended &- began)
        if looked >= DecisionLimits.watchRoundMaximum { lookAgain(at: restUntil) }
    }

    // MARK: what time brings

    /// Says that time alone changes an answer at `boundary`, in milliseconds since 1970.
    func mayChange(at boundary: Int64) {
        if boundary < awaitedBoundary { armBoundary(at: boundary) }
    }

    private func armBoundary(at boundary: Int64) {
        if let boundaryTimer { loop.cancel(boundaryTimer) }
        boundaryTimer = nil
        awaitedBoundary = boundary
        guard boundary != .max else { return }
        let pause = min(max(boundary &- loop.wallNow, 0), Self.sleepMaximum)
        boundaryTimer = loop.schedule(after: .milliseconds(pause)) { [unowned self] in
            boundaryTimer = nil
            if boundary <= loop.wallNow { lookAgain(at: loop.now) } else { armBoundary(at: nextBoundary) }
        }
    }

    private var nextBoundary: Int64 { watches.lazy.map(\.boundary).min() ?? .max }

    /// Sets the timer to when the node stops answering, unless it hears its sources before.
    private func armStaleness() {
        guard stalenessTimer == nil, !watches.isEmpty, let moment = reactor.standing.staleAt else { return }
        stalenessTimer = loop.schedule(at: moment) { [unowned self] in
            stalenessTimer = nil
            endIfStale()
            armStaleness()
        }
    }

    private func endIfStale() {
        do throws(Failure) {
            try reactor.standing.require(nil)
        } catch {
            for watch in watches { watch.fail(error) }
        }
    }
}
