// The two ways to ask.

import SystemCalls

extension LoadThread {
    /// Each connection sends a row of requests, waits for all answers, and sends the next.
    mutating func runClosedLoop(depth: Int) {
        let end = recorder.window.upperBound
        let drainEnd = end + ThreadPlan.drainNanos
        for index in connections.indices { sendRow(depth, connections[index], token: UInt64(index)) }
        while true {
            let now = MachineClock.monotonicNanos
            note(now: now)
            if isAlone || now >= drainEnd || (now >= end && unansweredCount == 0) { return }
            if control.isStopping { return }
            turn(timeoutMillis: 50) { thread, connection, token in
                guard connection.lane.unansweredCount == 0, MachineClock.monotonicNanos < end else { return }
                thread.sendRow(depth, connection, token: token)
            }
        }
    }

    private mutating func sendRow(_ depth: Int, _ connection: LoadConnection, token: UInt64) {
        let isPut = connection.lane.put(depth, due: MachineClock.monotonicNanos)
        precondition(isPut, "a row is sent when the one before is answered")
        flush(connection, token: token)
    }

    /// Requests leave when they are due, dealt over the connections in turn.
    mutating func runOpenLoop(rate: Double) {
        let end = recorder.window.upperBound
        let drainEnd = end + ThreadPlan.drainNanos
        var schedule = Schedule(
            start: start, gap: 1e9 / rate, thread: plan.thread, threadCount: plan.threadCount)
        var dealt = 0
        var touched: [Int] = []
        while true {
            let now = MachineClock.monotonicNanos
            note(now: now)
            let isOver = schedule.due >= end
            if isAlone || now >= drainEnd || (isOver && unansweredCount == 0) { return }
            if control.isStopping { return }
            putDue(&schedule, now: now, end: end, &dealt, &touched)
            for index in touched { flush(connections[index], token: UInt64(index)) }
            touched.removeAll(keepingCapacity: true)
            turn(timeoutMillis: patience(until: isOver ? drainEnd : schedule.due)) { _, _, _ in }
        }
    }

    /// The most requests put between two looks at the sockets.
    private static let burstMaximum = 1_024

    private mutating func putDue(
        _ schedule: inout Schedule, now: UInt64, end: UInt64, _ dealt: inout Int, _ touched: inout [Int]
    ) {
        var count = 0
        while schedule.due <= now, schedule.due < end, count < Self.burstMaximum {
            let due = schedule.due
            let index = nextConnection(&dealt)
            let connection = connections[index]
            let isMeasured = due >= recorder.window.lowerBound
            if isMeasured { recorder.offered += 1 }
            let wasIdle = connection.lane.unsent(in: plan.ring) == nil
            if connection.lane.put(due: due) {
                if wasIdle { touched.append(index) }
                if isMeasured { recorder.lag.record(now - due) }
            } else {
                recorder.noteFailure(
                    .notSent, due: due, now: now,
                    example: "a connection had \(connection.lane.spanMaximum) requests unanswered")
            }
            schedule.advance()
            count += 1
        }
    }

    /// The next connection in turn that is not lost; there is one.
    private func nextConnection(_ dealt: inout Int) -> Int {
        repeat {
            dealt += 1
            if dealt >= connections.count { dealt = 0 }
        } while connections[dealt].isLost
        return dealt
    }

    /// How long the kernel may be waited in until something is due at `moment`: not at all when it is near.
    private func patience(until moment: UInt64) -> Int32 {
        let now = MachineClock.monotonicNanos
        let left = moment > now ? moment - now : 0
        // The kernel counts milliseconds, and wakes a little late.
        if plan.isPatient { return Int32(clamping: min(left / 1_000_000, 50)) }
        return Int32(clamping: left < 2_000_000 ? 0 : min(left / 1_000_000 - 1, 50))
    }
}

/// When the requests of one thread are due.
struct Schedule {
    /// When the next one is.
    private(set) var due: UInt64
    private let start: UInt64
    private let gap: Double
    private var index: Double
    private let step: Double

    /// Requests of all threads are due every `gap` nanoseconds from `start` on; this thread has every
    /// `threadCount`-th.
    init(start: UInt64, gap: Double, thread: Int, threadCount: Int) {
        self.start = start
        self.gap = gap
        index = Double(thread)
        step = Double(threadCount)
        due = start + UInt64(index * gap)
    }

    /// Goes on to the next.
    mutating func advance() {
        index += step
        due = start + UInt64(index * gap)
    }
}
