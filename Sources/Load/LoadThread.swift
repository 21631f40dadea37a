// One thread, one epoll set, some of the connections. The thread works while anything is to do and
// otherwise waits in the kernel; only close to a request's time does it wait awake, because to wake up
// late would be charged to the service.

import SystemCalls
import Telemetry

/// How a thread asks.
package enum Pace: Sendable, Equatable {
    /// Each connection sends so many requests, waits for all their answers, and sends again: what a caller
    /// does that waits for its pipeline. Shows what the service can at most.
    case closedLoop(depth: Int)
    /// Requests leave at fixed times, so many a second over all threads, whether or not earlier ones were
    /// answered: what many independent callers do. Shows what they would wait.
    case openLoop(rate: Double)
}

/// What a thread is to do.
struct ThreadPlan: Sendable {
    let target: LoadTarget
    let ring: FrameRing
    let pace: Pace
    /// How many connections it has.
    let connectionCount: Int
    /// Which thread of how many it is.
    let thread: Int
    let threadCount: Int
    let warmUpNanos: UInt64
    let measuredNanos: UInt64
    /// Whether it may wake up a little late, where another thread needs the processor more.
    let isPatient: Bool
    /// Whether what is asked is answered by decisions.
    let asksForDecisions: Bool

    /// The most unanswered requests of one connection in an open loop; a service lets as many wait.
    static let openLoopSpan = 1_024
    /// How long after the end answers are waited for.
    static let drainNanos: UInt64 = 2_000_000_000
}

/// The work of one thread.
struct LoadThread: ~Copyable {
    let plan: ThreadPlan
    let control: LoadControl
    var epoll: Epoll
    var connections: [LoadConnection]
    var recorder: Recorder
    var reader: AnswerReader
    /// Room for what arrives; one for all connections.
    var input = [UInt8](repeating: 0, count: 256 << 10)
    var lostCount = 0
    /// Why the first connection was lost.
    var firstLoss: String?
    var wasBlocked = false
    let start: UInt64
    private var processorNanosAtStart: UInt64?
    private var processorNanosAtEnd: UInt64?
    private var nextReport: UInt64
    private var reported: (answered: UInt64, failures: UInt64) = (0, 0)

    /// Opens the connections, waits for the start, asks until the time is over, and hands in what was seen.
    static func work(_ plan: ThreadPlan, _ control: LoadControl) {
        do throws(LoadProblem) {
            let connections = try open(plan)
            let epoll = try watch(connections)
            guard let start = control.waitForStart() else { return control.deliver(nil) }
            LoadThread(plan, control, connections, epoll, start: start).run()
        } catch {
            control.report(error)
        }
    }

    private init(
        _ plan: ThreadPlan, _ control: LoadControl, _ connections: [LoadConnection],
        _ epoll: consuming Epoll, start: UInt64
    ) {
        self.plan = plan
        self.control = control
        self.connections = connections
        self.epoll = epoll
        self.start = start
        reader = AnswerReader(isEcho: plan.target.isEcho, holdsDecisions: plan.asksForDecisions)
        let from = start + plan.warmUpNanos
        var isOpenLoop = false
        if case .openLoop = plan.pace { isOpenLoop = true }
        recorder = Recorder(window: from..<from + plan.measuredNanos, isOpenLoop: isOpenLoop)
        nextReport = start
    }

    private static func watch(_ connections: [LoadConnection]) throws(LoadProblem) -> Epoll {
        do throws(Errno) {
            let epoll = try Epoll(eventLimit: 256)
            for (index, connection) in connections.enumerated() {
                try epoll.add(connection.socket, token: UInt64(index), reading: true, writing: false)
            }
            return epoll
        } catch {
            throw .unreachable("this process has no room for more connections: \(error)")
        }
    }

    private static func open(_ plan: ThreadPlan) throws(LoadProblem) -> [LoadConnection] {
        let span =
            switch plan.pace {
            case .closedLoop(let depth): depth
            case .openLoop: min(ThreadPlan.openLoopSpan, plan.ring.count / 2)
            }
        var connections: [LoadConnection] = []
        let all = plan.connectionCount * plan.threadCount
        for index in 0..<plan.connectionCount {
            // Each begins elsewhere in the ring, so that not all ask the same at a time.
            let place = index * plan.threadCount + plan.thread
            let first = place * (plan.ring.count / max(all, 1)) % plan.ring.count
            let lane = Lane(in: plan.ring, from: first, spanMaximum: span)
            connections.append(try LoadConnection(to: plan.target, lane: lane))
        }
        return connections
    }

    private consuming func run() {
        switch plan.pace {
        case .closedLoop(let depth): runClosedLoop(depth: depth)
        case .openLoop(let rate): runOpenLoop(rate: rate)
        }
        let finish = MachineClock.monotonicNanos
        settleUnanswered()
        note(now: .max)
        let end = processorNanosAtEnd ?? ProcessorTime.ofThisThread
        control.deliver(
            ThreadRecord(
                recorder: recorder, processorNanos: end - (processorNanosAtStart ?? end),
                measuredNanos: measuredNanos(until: finish), endedEarly: endedEarly, wasBlocked: wasBlocked))
    }

    /// How long was measured; all of it where the last answer came a little before the end.
    private func measuredNanos(until finish: UInt64) -> UInt64 {
        if endedEarly == nil { return plan.measuredNanos }
        return min(max(finish, recorder.window.lowerBound), recorder.window.upperBound)
            - recorder.window.lowerBound
    }

    private var endedEarly: String? {
        if lostCount == connections.count, let firstLoss { return "the service is gone: \(firstLoss)" }
        if control.isStopping { return "it was interrupted" }
        return nil
    }

    // MARK: - One turn

    /// Whether nothing can come any more.
    var isAlone: Bool { lostCount == connections.count }

    var unansweredCount: Int { connections.reduce(0) { $0 + $1.lane.unansweredCount } }

    /// Waits for sockets and does what they are ready for.
    ///
    /// - Parameter whenAnswered: What to do with a connection that has got answers.
    mutating func turn(
        timeoutMillis: Int32, _ whenAnswered: (inout LoadThread, LoadConnection, UInt64) -> Void
    ) {
        let count = epoll.wait(timeoutMillis: timeoutMillis)
        for index in 0..<count {
            let ready = epoll.ready(index)
            let connection = connections[Int(ready.token)]
            if connection.isLost { continue }
            if ready.isWritable { flush(connection, token: ready.token) }
            guard ready.isReadable || ready.isBroken else { continue }
            receive(connection)
            if !connection.isLost { whenAnswered(&self, connection, ready.token) }
        }
    }

    mutating func flush(_ connection: LoadConnection, token: UInt64) {
        do throws(Loss) {
            let isAllSent = try connection.flush(plan.ring)
            if isAllSent == connection.isBlocked {
                connection.isBlocked = !isAllSent
                wasBlocked = wasBlocked || !isAllSent
                epoll.change(connection.socket, token: token, reading: true, writing: !isAllSent)
            }
        } catch {
            lose(connection, error)
        }
    }

    private mutating func receive(_ connection: LoadConnection) {
        let begun = connection.begun.count
        if begun > 0 {
            makeRoom(for: connection.begun)
            input.replaceSubrange(0..<begun, with: connection.begun)
        }
        do throws(Loss) {
            switch connection.socket.read(into: &input, begun..<input.count) {
            case .bytes(let count):
                let end = begun + count
                let now = MachineClock.monotonicNanos
                let rest = try reader.take(input, end, now: now, lane: &connection.lane, into: &recorder)
                if rest < end || begun > 0 { connection.begun = Array(input[rest..<end]) }
            case .wouldBlock: break
            case .ended: throw .ended("it closed the connection")
            case .failed(let reason): throw .ended("\(reason)")
            }
        } catch {
            lose(connection, error)
        }
    }

    /// Sees to it that the whole of an answer finds room, of which the beginning has arrived.
    private mutating func makeRoom(for begun: [UInt8]) {
        let needed = AnswerReader.frameByteCount(begun, 0, begun.count) ?? 0
        if needed > input.count { input.append(contentsOf: repeatElement(0, count: needed - input.count)) }
    }

    // MARK: - Losses

    private mutating func lose(_ connection: LoadConnection, _ loss: Loss) {
        let now = MachineClock.monotonicNanos
        let (kind, words): (FailureKind, String) =
            switch loss {
            case .protocolBroken(let words): (.protocolBroken, words)
            case .ended(let words): (.connectionLost, words)
            }
        for due in connection.lane.unanswered {
            recorder.noteFailure(kind, due: due, now: now, example: words)
        }
        connection.isLost = true
        lostCount += 1
        firstLoss = firstLoss ?? words
        epoll.remove(connection.socket)
    }

    private mutating func settleUnanswered() {
        let now = MachineClock.monotonicNanos
        for connection in connections where !connection.isLost {
            for due in connection.lane.unanswered {
                recorder.noteUnanswered(
                    due: due, now: now, .unanswered, example: "no answer when the run was over")
            }
        }
    }

    // MARK: - What others hear of it

    /// Tells how far the thread is, now and then, and reads its own clock at the ends of the measured time.
    mutating func note(now: UInt64) {
        guard now >= nextReport else { return }
        nextReport = min(now, .max - Recorder.sliceNanos) + Recorder.sliceNanos
        for end in [recorder.window.lowerBound, recorder.window.upperBound] where end > now {
            nextReport = min(nextReport, end)
        }
        if processorNanosAtStart == nil, now >= recorder.window.lowerBound {
            processorNanosAtStart = ProcessorTime.ofThisThread
        }
        if processorNanosAtEnd == nil, now >= recorder.window.upperBound {
            processorNanosAtEnd = ProcessorTime.ofThisThread
        }
        let failures = recorder.failures.count
        control.add(answered: recorder.decisions - reported.answered, failures: failures - reported.failures)
        reported = (recorder.decisions, failures)
    }
}
