// The reactors of a node as the loop that follows the feeds deals with them: who gets the next connection,
// what all are told, and when all have done it.

import EntenteProtocol
import EventLoop
import PlantedBugs
import Service
import SystemCalls

/// All reactors that are not on the loop of the feeds.
///
/// Belongs to that loop's thread; threads it has begun end with it.
final class ReactorCrew {
    /// For how long a reactor may not turn, in nanoseconds: it has something to do every second, and the
    /// longest of what it is asked takes some tenths of one.
    private static let standstillLimit: UInt64 = 10 * 1_000_000_000

    private let lines: [ReactorLine]
    /// How many connections each was ever given.
    private var handedOverCounts: [Int]
    private var threads: [StartedReactor] = []
    /// Orders to all that not all have carried out yet, by number.
    private var rounds: [Int: Round] = [:]
    private var lastRound = 0
    private var answers: Sender<Int>?

    private struct Round {
        var missingCount: Int
        let done: () -> Void
    }

    /// Nobody: the loop of the feeds answers by itself.
    init() {
        lines = []
        handedOverCounts = []
    }

    /// The reactors behind `lines`, whose answers are heard on `loop`.
    init(_ lines: [ReactorLine], heardOn loop: EventLoop) {
        self.lines = lines
        handedOverCounts = lines.map { _ in 0 }
        answers = loop.receiver(of: Int.self) { [weak self] number in self?.heard(number) }
    }

    /// `count` reactors of `node` on threads of their own.
    ///
    /// - Parameters:
    ///   - limits: bounds for all of them together, as those of `feedLoop` are.
    ///   - feedLoop: the loop that follows the feeds.
    /// - Throws: ``TransportFailure`` where there is no room for a loop, or for a thread.
    convenience init(
        _ count: Int, of node: SharedNode, _ tokens: AccessTokens, _ limits: ServiceLimits,
        feedLoop: EventLoop
    ) throws(TransportFailure) {
        var started: [StartedReactor] = []
        do throws(TransportFailure) {
            for index in 0..<count {
                started.append(
                    try StartedReactor(
                        number: index + 1, of: node, tokens, limits, feedLoop.limits.share(index, of: count)))
            }
        } catch {
            Self.end(started)
            throw error
        }
        self.init(started.map(\.line), heardOn: feedLoop)
        threads = started
    }

    deinit { Self.end(threads) }

    private static func end(_ threads: [StartedReactor]) {
        for reactor in threads { reactor.mailbox.stop() }
        for reactor in threads { reactor.thread.join() }
    }

    var isEmpty: Bool { lines.isEmpty }

    /// Which of them does not turn any more, in a sentence; nil where all do.
    ///
    /// - Parameter now: this moment, on the monotonic clock in nanoseconds.
    func standstill(now: UInt64) -> String? {
        for (place, line) in lines.enumerated() {
            let turnedAt = line.figures.turnedAt
            guard now > turnedAt, now - turnedAt > Self.standstillLimit else { continue }
            return "reactor \(place + 1) of \(lines.count) has not turned for "
                + "\((now - turnedAt) / 1_000_000_000) s"
        }
        return nil
    }

    // MARK: facts and connections

    /// Wakes the reactors in which something waits for newer facts.
    func tellOfFacts() { for line in lines { line.tellOfFacts() } }

    /// Gives a connection to the reactor that has the fewest; of several to the one with the most strangers,
    /// or the first.
    ///
    /// Full ones all have the same number, and only those with strangers have room for one more.
    func handOver(_ connection: any DetachedStream, by door: Door) {
        let fewest = lines.indices.min { burden(of: $0) < burden(of: $1) }
        guard let fewest else { return }
        handedOverCounts[fewest] += 1
        lines[fewest].send(.adopt(connection, door))
    }

    private func burden(of place: Int) -> (Int, Int) {
        let figures = lines[place].figures
        let count = figures.connectionCount(handedOverCount: handedOverCounts[place])
        return (count, -figures.strangerCount)
    }

    // MARK: orders to all

    /// Has all reactors let in the bearers of `tokens` only; then calls `done`.
    func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void) {
        order(done) { .letIn(tokens, $0) }
    }

    /// Has all reactors leave politely; then calls `done`.
    func leave(_ done: @escaping () -> Void) { order(done) { .leave($0) } }

    private func order(_ done: @escaping () -> Void, _ make: (OrderDone) -> ReactorOrder) {
        guard let answers else { return done() }
        lastRound += 1
        rounds[lastRound] = Round(missingCount: lines.count, done: done)
        for line in isPlanted("an order reaches one reactor only") ? Array(lines.prefix(1)) : lines {
            line.send(make(OrderDone(number: lastRound, sender: answers)))
        }
    }

    private func heard(_ number: Int) {
        rounds[number]?.missingCount -= 1
        guard rounds[number]?.missingCount == 0, let round = rounds.removeValue(forKey: number) else {
            return
        }
        round.done()
    }
}

/// A reactor that was made here and turns on a thread of its own from then on.
private struct StartedReactor {
    let line: ReactorLine
    let mailbox: Mailbox
    let thread: RunningThread

    init(
        number: Int, of node: SharedNode, _ tokens: AccessTokens, _ limits: ServiceLimits,
        _ loopLimits: LoopLimits
    ) throws(TransportFailure) {
        let loop = EventLoop(host: try Host.real(), limits: loopLimits)
        mailbox = loop.mailbox
        let reactor = Reactor(node, on: loop, tokens: tokens, limits: limits)
        line = reactor.line
        do throws(Errno) {
            thread = try startThread(named: "reactor-\(number)", handing: reactor) { $0.server.loop.run() }
        } catch {
            throw TransportFailure(.startThread, nil, error)
        }
    }
}
