// What one thread has seen. Requests count by the moment they were due (open loop) or answered (closed
// loop), and only where that lies in the measured time; what comes before is warm-up.

import EntenteProtocol
import Telemetry

/// The counts and times of one thread; merged with those of the others after the run.
struct Recorder: Sendable {
    /// How long a slice of the measured time is: 100 ms.
    static let sliceNanos: UInt64 = 100_000_000

    /// The measured time, in nanoseconds of the machine's clock.
    let window: Range<UInt64>
    /// Whether requests count by when they were due.
    let isOpenLoop: Bool

    /// How long answers took.
    private(set) var latency = Histogram()
    /// The same for each slice.
    private(set) var slices: SlicedLatency
    /// Decisions that arrived in each slice.
    private(set) var decisionsBySlice: [UInt64]
    /// Requests that arrived with an answer in the measured time.
    private(set) var arrivals: UInt64 = 0
    /// Requests that count and were answered.
    private(set) var answered: UInt64 = 0
    /// Decisions of the requests that count.
    private(set) var decisions: UInt64 = 0
    /// How often each verdict was given for each reason, in the answers that arrived in the measured time.
    private(set) var verdicts = [UInt64](repeating: 0, count: 4 * Recorder.reasonLimit)
    /// Requests that count and failed, by why.
    private(set) var failures = FailureTally()

    // Open loop only.
    /// Requests that were due in the measured time.
    var offered: UInt64 = 0
    /// From when a request was due to when it was given to the socket.
    var lag = Histogram()

    private static let reasonLimit = 16

    init(window: Range<UInt64>, isOpenLoop: Bool) {
        self.window = window
        self.isOpenLoop = isOpenLoop
        let count = Int((window.upperBound - window.lowerBound + Self.sliceNanos - 1) / Self.sliceNanos)
        slices = SlicedLatency(count: count)
        decisionsBySlice = [UInt64](repeating: 0, count: count)
    }

    /// Notes `count` answers that arrived at `now`, to requests due at `due`, with so many decisions each.
    mutating func noteAnswers(_ count: Int, due: UInt64, now: UInt64, decisionsEach: UInt64) {
        let count = UInt64(count)
        if window.contains(now) {
            arrivals &+= count
            decisionsBySlice[slice(now)] &+= count &* decisionsEach
        }
        guard counts(due: due, now: now) else { return }
        answered &+= count
        decisions &+= count &* decisionsEach
        // A request of the warm-up that is answered later would bring the warm-up's times.
        guard due >= window.lowerBound else { return }
        latency.record(now &- due, times: count)
        slices.record(now &- due, times: UInt32(truncatingIfNeeded: count), in: slice(due))
    }

    /// Notes one decision.
    mutating func noteVerdict(_ verdict: UInt8, _ reason: UInt8) {
        verdicts[Int(verdict & 3) * Self.reasonLimit + Int(reason & 15)] &+= 1
    }

    /// Notes that a request due at `due` has failed.
    mutating func noteFailure(
        _ kind: FailureKind, due: UInt64, now: UInt64, example: @autoclosure () -> String
    ) {
        guard counts(due: due, now: now) else { return }
        failures.note(kind, example: example())
    }

    /// Notes that a request due at `due` was not answered by `now`: it took that long at least, and
    /// leaving it out would flatter the service.
    mutating func noteUnanswered(due: UInt64, now: UInt64, _ kind: FailureKind, example: String) {
        guard window.contains(due) else { return }
        failures.note(kind, example: example)
        latency.record(now &- due)
        slices.record(now &- due, in: slice(due))
    }

    @inline(__always)
    func counts(due: UInt64, now: UInt64) -> Bool { window.contains(isOpenLoop ? due : now) }

    @inline(__always)
    private func slice(_ moment: UInt64) -> Int { Int((moment &- window.lowerBound) / Self.sliceNanos) }

    /// Adds what another thread has seen in the same time.
    mutating func merge(_ other: Recorder) {
        precondition(other.window == window, "threads measure the same time")
        latency.merge(other.latency)
        slices.merge(other.slices)
        lag.merge(other.lag)
        for slice in decisionsBySlice.indices { decisionsBySlice[slice] += other.decisionsBySlice[slice] }
        for place in verdicts.indices { verdicts[place] += other.verdicts[place] }
        failures.merge(other.failures)
        arrivals += other.arrivals
        answered += other.answered
        decisions += other.decisions
        offered += other.offered
    }

    /// How often each verdict was given for each reason, the most frequent first.
    var answers: [AnswerCount] {
        verdicts.indices.filter { verdicts[$0] > 0 }.map { place in
            AnswerCount.with {
                $0.verdict = Verdict(rawValue: Int32(place / Self.reasonLimit)) ?? .unspecified
                $0.reason = Reason(rawValue: Int32(place % Self.reasonLimit)) ?? .unspecified
                $0.count = verdicts[place]
            }
        }.sorted { $0.count > $1.count }
    }
}

/// A coarse histogram for each slice of a run, in one block of memory.
struct SlicedLatency: Sendable {
    private static let precision = Histogram.Precision.coarse

    private let stride = SlicedLatency.precision.bucketCount
    private var counts: [UInt32]
    private var totals: [UInt32]

    init(count: Int) {
        counts = [UInt32](repeating: 0, count: count * stride)
        totals = [UInt32](repeating: 0, count: count)
    }

    @inline(__always)
    mutating func record(_ nanos: UInt64, times: UInt32 = 1, in slice: Int) {
        counts[slice * stride + Self.precision.bucket(of: nanos)] &+= times
        totals[slice] &+= times
    }

    mutating func merge(_ other: SlicedLatency) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
        for index in totals.indices { totals[index] &+= other.totals[index] }
    }

    /// The quantile of each slice that has any answer.
    func quantiles(_ share: Double) -> [UInt64] {
        totals.indices.filter { totals[$0] > 0 }.map { quantile(share, of: $0) }
    }

    /// The median over the slices of the quantile of each: what a caller sees in a slice like most others.
    func typical(_ share: Double) -> UInt64 {
        let all = quantiles(share).sorted()
        return all.isEmpty ? 0 : all[all.count / 2]
    }

    private func quantile(_ share: Double, of slice: Int) -> UInt64 {
        let rank = Histogram.rank(share, of: UInt64(totals[slice]))
        var seen: UInt64 = 0
        for bucket in 0..<stride {
            seen += UInt64(counts[slice * stride + bucket])
            if seen >= rank { return Self.precision.values(of: bucket).upperBound }
        }
        return 0
    }
}
