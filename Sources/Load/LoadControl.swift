// What the threads of a run and the one that waits for them tell each other: when to begin, how far they
// are, and when to stop.

import Synchronization
import SystemCalls

/// Ends what is measured before its time; from any thread, and for all runs that know it.
package final class StopButton: Sendable {
    private let isPushed = Atomic<Bool>(false)

    /// A button that was not pushed.
    package init() {}

    /// Ends it.
    package func push() { isPushed.store(true, ordering: .relaxed) }

    /// Whether it was pushed.
    package var wasPushed: Bool { isPushed.load(ordering: .relaxed) }
}

/// The state of one run, from any thread.
final class LoadControl: Sendable {
    private struct State {
        var openCount = 0
        var start: UInt64?
        var problem: LoadProblem?
        var records: [ThreadRecord] = []
        var deliveredCount = 0
    }

    private let state = Mutex(State())
    private let button: StopButton
    private let answers = Atomic<UInt64>(0)
    private let failed = Atomic<UInt64>(0)

    /// A run that has not begun.
    init(_ button: StopButton) { self.button = button }

    var isStopping: Bool { button.wasPushed }

    // MARK: - The threads

    /// Notes that a thread has its connections; returns when the measuring begins, or nil where it never
    /// will.
    func waitForStart() -> UInt64? {
        state.withLock { $0.openCount += 1 }
        while true {
            let (start, isOver) = state.withLock { ($0.start, $0.problem != nil) }
            if isOver || isStopping { return nil }
            if let start { return start }
            nap(nanos: 500_000)
        }
    }

    func report(_ problem: LoadProblem) { state.withLock { $0.problem = $0.problem ?? problem } }

    func add(answered: UInt64, failures: UInt64) {
        answers.add(answered, ordering: .relaxed)
        failed.add(failures, ordering: .relaxed)
    }

    /// Takes what a thread has seen; nil from one that never began.
    func deliver(_ record: ThreadRecord?) {
        state.withLock {
            $0.deliveredCount += 1
            if let record { $0.records.append(record) }
        }
    }

    // MARK: - Who waits

    /// Waits until `count` threads have their connections.
    ///
    /// - Throws: Why one of them has none.
    func waitUntilOpen(_ count: Int) throws(LoadProblem) {
        while true {
            let (opened, problem) = state.withLock { ($0.openCount, $0.problem) }
            if let problem { throw problem }
            if opened == count || isStopping { return }
            nap(nanos: 500_000)
        }
    }

    /// Lets the threads begin at `moment`.
    func begin(at moment: UInt64) { state.withLock { $0.start = moment } }

    /// Whether every one of `count` threads is done.
    func isOver(_ count: Int) -> Bool { state.withLock { $0.deliveredCount == count } }
    var records: [ThreadRecord] { state.withLock { $0.records } }
    var answeredSoFar: UInt64 { answers.load(ordering: .relaxed) }
    var failuresSoFar: UInt64 { failed.load(ordering: .relaxed) }
}

/// What one thread hands in.
struct ThreadRecord: Sendable {
    let recorder: Recorder
    /// Its own time on a processor during the measured time.
    let processorNanos: UInt64
    /// How long it measured.
    let measuredNanos: UInt64
    /// Why it ended before its time; nil where it did not.
    let endedEarly: String?
    /// Whether a socket ever took not all, so that requests were late for the service's sake.
    let wasBlocked: Bool
}
