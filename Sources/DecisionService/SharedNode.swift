// What the reactors of a node have in common. The facts are changed by one thread only, the one that follows
// the feeds: under the write lock where reactors have threads of their own, without any where there is but
// one loop. Reactors read them from the beginning of a turn until its answers are made, under the read lock.

import Replica
import Service
import Synchronization
import SystemCalls
import Telemetry

/// The facts of a node and everything else its reactors share; safe from any thread under the rules above.
final class SharedNode: @unchecked Sendable {
    /// The facts.
    let replica: Replica
    /// Held for reading by reactors and for changing by the loop that follows the feeds; nil where that loop
    /// is the reactor.
    let lock: ReadWriteLock?
    /// How old the facts are.
    let freshness = Freshness()
    let limits: DecisionLimits
    let log: Log
    let family: ServerFamily
    /// Where decisions are written down; nil for nowhere.
    let decisionLog: DecisionLog?
    private let figures = Mutex<[ReactorFigures]>([])
    private let watched = Atomic<Int>(0)

    init(
        replica: Replica, lock: ReadWriteLock?, limits: DecisionLimits, log: Log, family: ServerFamily,
        decisionLog: DecisionLog?
    ) {
        self.replica = replica
        self.lock = lock
        self.limits = limits
        self.log = log
        self.family = family
        self.decisionLog = decisionLog
    }

    // MARK: figures

    /// Counts a reactor in.
    func join(_ reactor: ReactorFigures) { figures.withLock { $0.append(reactor) } }

    /// The numbers of all reactors together.
    var sums: ReactorFigures.Reading {
        ReactorFigures.Reading(sumOf: figures.withLock { $0 }.map(\.reading))
    }

    // MARK: watched questions

    /// How many questions all watches of the node look at.
    var watchedCheckCount: Int { watched.load(ordering: .relaxed) }

    /// Counts more watched questions, unless that would be more than the node is ready to look at.
    func takeRoomForWatching(_ count: Int) -> Bool {
        let total = watched.add(count, ordering: .relaxed).newValue
        if total <= limits.watchedCheckLimit { return true }
        giveBackRoomForWatching(count)
        return false
    }

    /// Counts watched questions off.
    func giveBackRoomForWatching(_ count: Int) { watched.subtract(count, ordering: .relaxed) }
}
