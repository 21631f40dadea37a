// The search for the knee: the highest rate that a service takes without its answers becoming slow. Rates
// rise by a factor until one is too much, then the gap between the last that held and the first that did
// not is halved a few times. A rate that fails is tried once more: machines have bad moments, and one of
// them must not pass for the knee.

import EntenteProtocol

/// One step of a sweep.
package struct SweepStep: Message {
    /// How many requests were to leave, a second.
    package var offered: Double = 0
    /// How many were answered, a second.
    package var achieved: Double = 0
    /// The median, in nanoseconds.
    package var p50: UInt64 = 0
    /// The 99th percentile.
    package var p99: UInt64 = 0
    /// The median over slices of 100 ms of each slice's 99th percentile.
    package var typicalP99: UInt64 = 0
    /// The 99.9th percentile.
    package var p999: UInt64 = 0
    /// The longest.
    package var maximum: UInt64 = 0
    /// The tool's own lag, its 99th percentile.
    package var lagP99: UInt64 = 0
    /// Whether the service took it.
    package var holds: Bool = false
    /// Why it did not; empty where it did.
    package var reason: String = ""

    /// A step not taken.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case offered = 1
        case achieved = 2
        case p50 = 3
        case p99 = 4
        case typicalP99 = 5
        case p999 = 6
        case maximum = 7
        case lagP99 = 8
        case holds = 9
        case reason = 10
    }

    /// What a run at one rate has shown.
    init(_ result: LoadResult) {
        offered = result.parameters.rate
        achieved = result.requestsPerSecond
        p50 = result.latency.p50
        p99 = result.latency.p99
        typicalP99 = result.latency.typicalP99
        p999 = result.latency.p999
        maximum = result.latency.maximum
        lagP99 = result.toolLag.p99
    }
}

/// A sweep and what it found.
package struct SweepSummary: Message {
    /// Every step, in the order they were taken; the first is the unloaded one.
    package var steps: [SweepStep] = []
    /// The highest rate that held; 0 where none did.
    package var knee: Double = 0
    /// A rate holds while its typical 99th percentile is at most this many times the unloaded one.
    package var multiple: Double = 0
    /// The typical 99th percentile of the unloaded step, in nanoseconds.
    package var unloadedP99: UInt64 = 0

    /// A sweep not begun.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case steps = 1
        case knee = 2
        case multiple = 3
        case unloadedP99 = 4
    }
}

/// Decides which rate to try next.
package struct SweepSearch {
    /// What was found so far.
    package private(set) var summary: SweepSummary
    /// The rate to try next; nil where the knee is found.
    package private(set) var next: Double?
    /// The run at the highest rate that held.
    package private(set) var best: LoadResult?

    private let rateMaximum: Double
    private var failing: Double?
    /// The rate that has failed once.
    private var suspected: Double?
    private var halvings = 0

    private static let factor = 1.6
    private static let halvingCount = 4
    private static let stepMaximum = 40

    /// A search from the rate `first`, which the service takes with ease, to `rateMaximum`, in requests a
    /// second.
    package init(first: Double, rateMaximum: Double, multiple: Double) {
        summary = .with { $0.multiple = multiple }
        next = first
        self.rateMaximum = rateMaximum
    }

    /// Takes the run at the rate ``next``.
    package mutating func take(_ result: LoadResult) {
        var step = SweepStep(result)
        if summary.steps.isEmpty { summary.unloadedP99 = step.typicalP99 }
        step.reason = reasonAgainst(result, step)
        step.holds = step.reason.isEmpty
        summary.steps.append(step)
        if step.holds, step.offered > summary.knee || best == nil {
            summary.knee = step.offered
            best = result
        }
        next = result.endedEarly.isEmpty && summary.steps.count < Self.stepMaximum ? following(step) : nil
    }

    private mutating func following(_ step: SweepStep) -> Double? {
        guard step.holds || suspected == step.offered else {
            suspected = step.offered
            return step.offered
        }
        if !step.holds { failing = min(failing ?? .infinity, step.offered) }
        return following()
    }

    private mutating func following() -> Double? {
        guard let failing else {
            guard summary.knee < rateMaximum else { return nil }
            return min(summary.knee * Self.factor, rateMaximum)
        }
        guard best != nil, halvings < Self.halvingCount else { return nil }
        halvings += 1
        return ((summary.knee + failing) / 2).rounded()
    }

    private func reasonAgainst(_ result: LoadResult, _ step: SweepStep) -> String {
        if !result.endedEarly.isEmpty { return result.endedEarly }
        if result.limitedBy == "tool" { return "the tool itself could not send so many" }
        let refused = result.failures.filter { $0.kind != FailureKind.unanswered.name }
        if let first = refused.first, Double(first.count) > 0.001 * Double(result.requests) {
            return "\(first.count) failed: \(first.kind)"
        }
        if step.achieved < LoadMeasurement.achievedShare * step.offered {
            return "answered only \(Int(100 * step.achieved / step.offered)) % of them"
        }
        let limit = summary.multiple * Double(summary.unloadedP99)
        return Double(step.typicalP99) > limit
            ? "typical p99 above \(summary.multiple) times the unloaded one" : ""
    }
}
