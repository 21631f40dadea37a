// What others want to know of a reactor: whoever is asked for the node's status, and the loop that hands out
// connections. A reactor counts in plain numbers of its own and lays them down here once a turn.

import Synchronization

/// A reactor's numbers as of the end of its last turn; written by its thread, read by any.
final class ReactorFigures: Sendable {
    private let checks = Atomic<UInt64>(0)
    private let hits = Atomic<UInt64>(0)
    private let misses = Atomic<UInt64>(0)
    private let parked = Atomic<Int>(0)
    private let open = Atomic<Int>(0)
    private let strangers = Atomic<Int>(0)
    private let adopted = Atomic<Int>(0)
    private let awaits = Atomic<Bool>(false)
    private let turned = Atomic<UInt64>(0)

    /// The numbers at one moment.
    struct Reading: Equatable {
        /// Questions answered.
        var checkCount: UInt64 = 0
        /// Those the evaluation cache knew, and those it did not.
        var cacheHits: UInt64 = 0
        var cacheMisses: UInt64 = 0
        /// Requests that wait for newer facts.
        var parkedCount = 0
    }

    /// Lays down what is to be summed up.
    func publish(_ reading: Reading) {
        checks.store(reading.checkCount, ordering: .relaxed)
        hits.store(reading.cacheHits, ordering: .relaxed)
        misses.store(reading.cacheMisses, ordering: .relaxed)
        parked.store(reading.parkedCount, ordering: .relaxed)
    }

    /// What was last laid down.
    var reading: Reading {
        Reading(
            checkCount: checks.load(ordering: .relaxed), cacheHits: hits.load(ordering: .relaxed),
            cacheMisses: misses.load(ordering: .relaxed), parkedCount: parked.load(ordering: .relaxed))
    }

    /// Lays down how many connections there are, strangers' among them, and how many were ever taken over.
    func publish(connectionCount: Int, strangerCount: Int, adoptedCount: Int) {
        open.store(connectionCount, ordering: .relaxed)
        strangers.store(strangerCount, ordering: .relaxed)
        adopted.store(adoptedCount, ordering: .relaxed)
    }

    /// How many connections there are when those still on their way have arrived.
    ///
    /// - Parameter handedOverCount: how many were ever handed over to it.
    func connectionCount(handedOverCount: Int) -> Int {
        open.load(ordering: .relaxed) + handedOverCount - adopted.load(ordering: .relaxed)
    }

    /// How many connections there are whose peers have not shown who they are: so many could make room.
    var strangerCount: Int { strangers.load(ordering: .relaxed) }

    /// When its last turn began, on the monotonic clock in nanoseconds.
    var turnedAt: UInt64 {
        get { turned.load(ordering: .relaxed) }
        set { turned.store(newValue, ordering: .relaxed) }
    }

    /// Whether something waits for newer facts, so that the reactor is to be woken when there are some; to be
    /// set while the facts cannot change.
    var awaitsFacts: Bool {
        get { awaits.load(ordering: .relaxed) }
        set { if awaitsFacts != newValue { awaits.store(newValue, ordering: .relaxed) } }
    }
}

extension ReactorFigures.Reading {
    /// All of them together.
    init(sumOf readings: [ReactorFigures.Reading]) {
        for reading in readings {
            checkCount &+= reading.checkCount
            cacheHits &+= reading.cacheHits
            cacheMisses &+= reading.cacheMisses
            parkedCount += reading.parkedCount
        }
    }
}
