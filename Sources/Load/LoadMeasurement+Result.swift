// From what was seen to what is said of it.

import EntenteProtocol
import SystemCalls
import Telemetry

extension LoadMeasurement {
    /// What this measurement says; the caller adds what only it knows.
    package func result(_ plan: LoadPlan) -> LoadResult {
        var result = LoadResult()
        result.format = LoadResult.formatName
        result.startedAtMillis = startedAtMillis
        result.parameters = plan.parameters
        result.machine = .here
        result.endedEarly = endedEarly ?? ""
        fillCounts(&result)
        fillTimes(&result)
        result.writes = writes.map { summary(ofWrites: $0) }
        result.limitedBy = limit(plan.pace, result)
        return result
    }

    private func fillCounts(_ result: inout LoadResult) {
        result.seconds = seconds
        result.requests = questions.answered
        result.decisions = questions.decisions
        result.requestsPerSecond = perSecond(questions.arrivals)
        result.decisionsPerSecond = perSecond(questions.decisionsBySlice.reduce(0, +))
        result.offeredPerSecond = perSecond(questions.offered)
        result.decisionsBySlice = questions.decisionsBySlice
        result.answers = questions.answers
        let denied = questions.answers.filter { $0.verdict == .deny }.reduce(0) { $0 + $1.count }
        result.denialShare = Double(denied) / Double(max(1, questions.answers.reduce(0) { $0 + $1.count }))
        result.failures = questions.failures.counts
    }

    private func fillTimes(_ result: inout LoadResult) {
        result.latency = LatencySummary(questions.latency, slices: questions.slices)
        result.p99BySlice = questions.slices.quantiles(0.99)
        result.toolLag = LatencySummary(questions.lag)
        result.toolNanosPerRequest = Double(toolNanos) / Double(max(1, questions.arrivals))
        result.toolBusyShare = seconds > 0 ? Double(toolNanos) / (seconds * 1e9) : 0
        result.serverNanosPerRequest = serverNanosPerRequest(result)
        if let before = service.atStart?.counts, let after = service.atEnd?.counts {
            result.cacheHits = after.hits &- before.hits
            result.cacheMisses = after.misses &- before.misses
            let all = result.cacheHits + result.cacheMisses
            result.hitRatio = all > 0 ? Double(result.cacheHits) / Double(all) : nil
        }
    }

    /// The service's share of a processor over its answers a second.
    private func serverNanosPerRequest(_ result: LoadResult) -> Double? {
        guard let before = service.atStart, let after = service.atEnd, let from = before.processorNanos,
            let to = after.processorNanos, to >= from, after.moment > before.moment,
            result.requestsPerSecond > 0
        else { return nil }
        return Double(to - from) / Double(after.moment - before.moment) * 1e9 / result.requestsPerSecond
    }

    private func summary(ofWrites writes: Recorder) -> WriteSummary {
        .with {
            $0.offeredPerSecond = perSecond(writes.offered)
            $0.perSecond = perSecond(writes.arrivals)
            $0.latency = LatencySummary(writes.latency, slices: writes.slices)
            $0.failures = writes.failures.counts
        }
    }

    private func perSecond(_ count: UInt64) -> Double { seconds > 0 ? Double(count) / seconds : 0 }

    /// Below this share of its rate a run has failed it.
    package static let achievedShare = 0.99

    /// Who kept an open loop from its rate.
    ///
    /// Requests that leave late though every socket took all there was are late by the tool's own doing.
    private func limit(_ pace: Pace, _ result: LoadResult) -> String {
        guard case .openLoop(let rate) = pace, endedEarly == nil, seconds > 0 else { return "" }
        let isShort = result.requestsPerSecond < Self.achievedShare * rate
        let isLate =
            questions.lag.quantile(0.5) > Self.lagMaximum
            || result.offeredPerSecond < Self.achievedShare * rate
        if isLate, !wasBlocked, questions.failures.entries[.notSent] == nil { return "tool" }
        return isShort ? "service" : ""
    }

    /// A tool whose median request leaves later than this does not keep up.
    private static let lagMaximum: UInt64 = 1_000_000
}

extension FailureTally {
    /// Every kind with its count, the most frequent first.
    var counts: [FailureCount] {
        entries.map { kind, entry in
            FailureCount.with {
                $0.kind = kind.name
                $0.count = entry.count
                $0.example = entry.example
            }
        }.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }
}

extension LoadPlan {
    /// What the result says of the plan.
    var parameters: LoadParameters {
        .with {
            $0.connections = Int64(connections)
            $0.threads = Int64(threads)
            switch pace {
            case .closedLoop(let depth):
                $0.mode = "closed-loop"
                $0.depth = Int64(depth)
            case .openLoop(let rate):
                $0.mode = "open-loop"
                $0.rate = rate
            }
            $0.warmUpMillis = Int64(warmUp.nanos / 1_000_000)
            $0.durationMillis = Int64(duration.nanos / 1_000_000)
            $0.writesPerSecond = writes?.rate ?? 0
        }
    }
}

extension MachineFacts {
    /// This machine.
    static var here: MachineFacts {
        .with {
            $0.processor = Machine.processorName
            $0.processorCount = Int64(Machine.processorCount)
            $0.kernel = Machine.kernel
            #if !DEBUG
                $0.isOptimized = true
            #endif
        }
    }
}
