// A run from start to end: threads are started, begin together, are watched while they measure, and what
// each has seen is put together.

import EntenteProtocol
import SystemCalls

/// What a run does.
package struct LoadPlan: Sendable {
    /// Who is asked.
    package var target: LoadTarget
    /// What is asked.
    package var ring: FrameRing
    /// How.
    package var pace: Pace
    /// Over how many connections, at least one a thread.
    package var connections: Int
    /// By how many threads.
    package var threads = 1
    /// How long before anything counts.
    package var warmUp: Duration = .seconds(2)
    /// How long everything counts.
    package var duration: Duration = .seconds(10)
    /// The process whose time on a processor is read, where it runs on this machine.
    package var serverProcess: Int32?
    /// Commands given meanwhile.
    package var writes: Writes?

    /// Commands given at a steady rate.
    package struct Writes: Sendable {
        /// Who is told.
        package var target: LoadTarget
        /// What.
        package var ring: FrameRing
        /// How many a second.
        package var rate: Double
        /// Over how many connections; commands of one take effect in order.
        package var connections = 1

        /// Commands of `ring`, so many a second.
        package init(target: LoadTarget, ring: FrameRing, rate: Double) {
            self.target = target
            self.ring = ring
            self.rate = rate
        }
    }

    /// A run of ten seconds after two of warm-up.
    package init(target: LoadTarget, ring: FrameRing, pace: Pace, connections: Int) {
        self.target = target
        self.ring = ring
        self.pace = pace
        self.connections = connections
    }
}

/// How far a run is.
package struct LoadProgress: Sendable {
    /// Since its start, in seconds; the warm-up is part of it.
    package let seconds: Double
    /// Decisions that counted so far.
    package let decisions: UInt64
    /// Requests that failed so far.
    package let failures: UInt64
}

/// What a run has seen.
package struct LoadMeasurement: Sendable {
    /// The questions.
    let questions: Recorder
    /// The commands; nil where none were given.
    let writes: Recorder?
    /// How long was measured, in seconds; shorter than planned where it ended early.
    let seconds: Double
    /// The time on a processor of the threads that asked, during the measured time.
    let toolNanos: UInt64
    /// The service before and after.
    let service: ServiceReadings
    /// When it began, in milliseconds since 1970 UTC.
    let startedAtMillis: Int64
    /// Why it ended before its time; nil where it did not.
    package let endedEarly: String?
    /// Whether a socket ever took not all.
    let wasBlocked: Bool
}

/// What is known of the service at one moment of a run.
struct ServiceReading: Sendable {
    let moment: UInt64
    /// Its process's time on a processor; nil where that is not to be read.
    let processorNanos: UInt64?
    /// What it has counted; nil where it does not say.
    let counts: NodeCounts?
}

/// The service at the two ends of the measured time.
struct ServiceReadings: Sendable {
    var atStart: ServiceReading?
    var atEnd: ServiceReading?
}

extension LoadPlan {
    /// Does it; waits in the kernel until it is over.
    ///
    /// - Parameters:
    ///   - button: Ends it before its time.
    ///   - progress: Hears every 200 ms how far it is.
    /// - Throws: Why it cannot begin.
    package func measure(
        _ button: StopButton = StopButton(), progress: (LoadProgress) -> Void = { _ in }
    ) throws(LoadProblem) -> LoadMeasurement {
        let startedAtMillis = MachineClock.wallMillis
        let control = LoadControl(button)
        let writingButton = StopButton()
        let writing = LoadControl(writingButton)
        var line: ServiceLine?
        if !target.isEcho { line = try ServiceLine.open(to: target) }
        var running = threadPlans.compactMap { Self.start($0, control) }
        if let plan = writesPlan, let thread = Self.start(plan, writing) { running.append(thread) }
        do throws(LoadProblem) {
            try control.waitUntilOpen(threads)
            if writes != nil { try writing.waitUntilOpen(1) }
        } catch {
            for one in [control, writing] { one.report(error) }
            for thread in running { thread.join() }
            throw error
        }
        let start = MachineClock.monotonicNanos + Self.startDelayNanos
        for one in [control, writing] { one.begin(at: start) }
        let service = watch(control, start: start, &line, progress)
        // Commands end with the measured time too, unless that ended early.
        if control.records.contains(where: { $0.endedEarly != nil }) { writingButton.push() }
        for thread in running { thread.join() }
        return measurement(control, writing, service, startedAtMillis)
    }

    /// Nil where there is no such thread, which is reported.
    private static func start(_ plan: ThreadPlan, _ control: LoadControl) -> RunningThread? {
        do throws(Errno) {
            return try startThread(named: "load-\(plan.thread)") { LoadThread.work(plan, control) }
        } catch {
            control.report(.noThread(error.noThreadWords))
            return nil
        }
    }

    // MARK: - What each thread does

    private var threadPlans: [ThreadPlan] {
        (0..<threads).map { thread in
            ThreadPlan(
                target: target, ring: ring, pace: pace,
                connectionCount: connections / threads + (thread < connections % threads ? 1 : 0),
                thread: thread, threadCount: threads, warmUpNanos: warmUp.nanos,
                measuredNanos: duration.nanos, isPatient: false,
                asksForDecisions: !target.isEcho)
        }
    }

    private var writesPlan: ThreadPlan? {
        writes.map { writes in
            ThreadPlan(
                target: writes.target, ring: writes.ring, pace: .openLoop(rate: writes.rate),
                connectionCount: writes.connections, thread: 0, threadCount: 1, warmUpNanos: warmUp.nanos,
                measuredNanos: duration.nanos, isPatient: true,
                asksForDecisions: false)
        }
    }

    // MARK: - Watching

    /// So that every thread has heard of the start when it comes.
    private static let startDelayNanos: UInt64 = 5_000_000
    private static let lookNanos: UInt64 = 20_000_000
    private static let progressNanos: UInt64 = 200_000_000

    /// Waits for the threads; reads the service at the ends of the measured time.
    private func watch(
        _ control: LoadControl, start: UInt64, _ line: inout ServiceLine?, _ progress: (LoadProgress) -> Void
    ) -> ServiceReadings {
        let from = start + warmUp.nanos
        let to = from + duration.nanos
        var readings = ServiceReadings()
        var nextProgress = start + Self.progressNanos
        while !control.isOver(threads) {
            let now = MachineClock.monotonicNanos
            if readings.atStart == nil, now >= from { readings.atStart = read(&line) }
            if readings.atEnd == nil, now >= to { readings.atEnd = read(&line) }
            if now >= nextProgress {
                nextProgress += Self.progressNanos
                progress(
                    LoadProgress(
                        seconds: Double(now - start) / 1e9, decisions: control.answeredSoFar,
                        failures: control.failuresSoFar))
            }
            let next = [from, to].filter { $0 > now }.min() ?? .max
            nap(nanos: max(1, min(Self.lookNanos, next - now)))
        }
        if readings.atStart != nil, readings.atEnd == nil { readings.atEnd = read(&line) }
        return readings
    }

    private func read(_ line: inout ServiceLine?) -> ServiceReading {
        let processor = serverProcess.flatMap { try? ProcessorTime.ofProcess($0) }
        let moment = MachineClock.monotonicNanos
        var status = try? line?.call(StatusRequest())
        if status == nil, line != nil {
            // A service ends what says nothing for minutes, as a long warm-up makes this line do.
            line = try? ServiceLine.open(to: target)
            status = try? line?.call(StatusRequest())
        }
        return ServiceReading(
            moment: moment, processorNanos: processor, counts: status.map { NodeCounts($0) })
    }

    private func measurement(
        _ control: LoadControl, _ writing: LoadControl, _ service: ServiceReadings, _ startedAtMillis: Int64
    ) -> LoadMeasurement {
        let records = control.records
        let questions = Recorder.merged(records.map(\.recorder))
        return LoadMeasurement(
            questions: questions ?? Recorder(window: 0..<1, isOpenLoop: false),
            writes: Recorder.merged(writing.records.map(\.recorder)),
            seconds: Double(records.map(\.measuredNanos).max() ?? 0) / 1e9,
            toolNanos: records.reduce(0) { $0 + $1.processorNanos }, service: service,
            startedAtMillis: startedAtMillis, endedEarly: records.lazy.compactMap(\.endedEarly).first,
            wasBlocked: records.contains { $0.wasBlocked })
    }
}

extension Recorder {
    /// What several threads have seen in the same time; nil for none.
    static func merged(_ recorders: [Recorder]) -> Recorder? {
        guard var whole = recorders.first else { return nil }
        for other in recorders.dropFirst() { whole.merge(other) }
        return whole
    }
}

extension Duration {
    /// In nanoseconds; of a length that a run can have.
    var nanos: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
