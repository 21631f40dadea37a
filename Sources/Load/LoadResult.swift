// What is kept of a run, as a file of JSON: everything it was told, where it took place, and everything it
// saw, the whole histogram included, so that any figure can be worked out again. The messages' own coder
// writes and reads it, so a newer tool reads what an older one wrote.

import EntenteProtocol
import World

/// One run.
package struct LoadResult: Message {
    /// What kind of file this is; see ``formatName``.
    package var format: String = ""
    /// What to call it beside others.
    package var label: String = ""
    /// The release of the tool.
    package var version: String = ""
    /// When it began, in milliseconds since 1970 UTC.
    package var startedAtMillis: Int64 = 0
    /// How it was asked.
    package var parameters = LoadParameters()
    /// What was asked.
    package var workload = Workload()
    /// About whom.
    package var world = WorldNumbers()
    /// Where it took place.
    package var machine = MachineFacts()

    /// How long was measured, in seconds.
    package var seconds: Double = 0
    /// Requests that were answered.
    package var requests: UInt64 = 0
    /// Decisions in their answers; more than requests where there are batches.
    package var decisions: UInt64 = 0
    /// Requests answered in the measured time, a second.
    package var requestsPerSecond: Double = 0
    /// Decisions answered in the measured time, a second.
    package var decisionsPerSecond: Double = 0
    /// Open loop: requests that were due in the measured time, a second.
    package var offeredPerSecond: Double = 0
    /// Decisions in each 100 ms.
    package var decisionsBySlice: [UInt64] = []
    /// How often each verdict was given for each reason.
    package var answers: [AnswerCount] = []
    /// The share of decisions that are `deny`.
    package var denialShare: Double = 0
    /// The share of decisions the node took from its evaluation cache; absent where it did not say.
    package var hitRatio: Double?
    /// Decisions the node took from its evaluation cache.
    package var cacheHits: UInt64 = 0
    /// Decisions the node evaluated.
    package var cacheMisses: UInt64 = 0
    /// Requests without an answer, by why.
    package var failures: [FailureCount] = []
    /// How long answers took; in an open loop from the moment a request was due.
    package var latency = LatencySummary()
    /// The 99th percentile of each 100 ms, in nanoseconds.
    package var p99BySlice: [UInt64] = []

    /// Open loop: from when a request was due to when the socket got it; part of the latency.
    package var toolLag = LatencySummary()
    /// The tool's own time on a processor for each request, in nanoseconds; in an open loop it waits awake,
    /// and all its time is in it.
    package var toolNanosPerRequest: Double = 0
    /// The share of the measured time that the tool's threads were on a processor, summed up.
    package var toolBusyShare: Double = 0
    /// The service's time on a processor for each request, in nanoseconds; absent where it was not read.
    package var serverNanosPerRequest: Double?
    /// The commands given meanwhile; absent for none.
    package var writes: WriteSummary?
    /// Why the run ended before its time; empty where it did not.
    package var endedEarly: String = ""
    /// What kept the run from its rate: `tool` or `service`; empty where nothing did.
    package var limitedBy: String = ""
    /// The steps to the knee; absent for a single run.
    package var sweep: SweepSummary?

    /// Nothing measured.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case format = 1
        case label = 2
        case version = 3
        case startedAtMillis = 4
        case parameters = 5
        case workload = 6
        case world = 7
        case machine = 8
        case seconds = 9
        case requests = 10
        case decisions = 11
        case requestsPerSecond = 12
        case decisionsPerSecond = 13
        case offeredPerSecond = 14
        case decisionsBySlice = 15
        case answers = 16
        case denialShare = 17
        case hitRatio = 18
        case failures = 19
        case latency = 20
        case p99BySlice = 21
        case toolLag = 22
        case toolNanosPerRequest = 23
        case toolBusyShare = 24
        case serverNanosPerRequest = 25
        case writes = 26
        case endedEarly = 27
        case limitedBy = 28
        case sweep = 29
        case cacheHits = 30
        case cacheMisses = 31
    }

    /// What ``format`` says.
    package static let formatName = "entente-load-1"
}

/// How a run asked.
package struct LoadParameters: Message {
    /// `closed-loop`, `open-loop` or `sweep`.
    package var mode: String = ""
    /// Who was asked: `decision` or `yardstick`, and where.
    package var target: String = ""
    /// Over how many connections.
    package var connections: Int64 = 0
    /// By how many threads.
    package var threads: Int64 = 0
    /// Closed loop: how many requests a connection sends before it waits.
    package var depth: Int64 = 0
    /// Open loop: how many requests were to leave, a second.
    package var rate: Double = 0
    /// How long nothing counted, in milliseconds.
    package var warmUpMillis: Int64 = 0
    /// How long everything counted, in milliseconds.
    package var durationMillis: Int64 = 0
    /// How many commands were to be given, a second; 0 for none.
    package var writesPerSecond: Double = 0

    /// Nothing said.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case mode = 1
        case target = 2
        case connections = 3
        case threads = 4
        case depth = 5
        case rate = 6
        case warmUpMillis = 7
        case durationMillis = 8
        case writesPerSecond = 9
    }
}

/// The machine that asked.
package struct MachineFacts: Message {
    /// Its processor.
    package var processor: String = ""
    /// How many of them.
    package var processorCount: Int64 = 0
    /// Its kernel.
    package var kernel: String = ""

    /// Whether the tool was built to be fast; figures of any other say nothing.
    package var isOptimized: Bool = false

    /// A machine that says nothing.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case processor = 1
        case processorCount = 2
        case kernel = 3
        case isOptimized = 4
    }
}

/// How often one verdict was given for one reason.
package struct AnswerCount: Message {
    /// What was answered.
    package var verdict = Verdict.unspecified
    /// Why.
    package var reason = Reason.unspecified
    /// How often.
    package var count: UInt64 = 0

    /// Never.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case count = 3
    }
}

/// How many requests got no answer for one reason.
package struct FailureCount: Message {
    /// Why, in a word.
    package var kind: String = ""
    /// How many.
    package var count: UInt64 = 0
    /// What was said the first time.
    package var example: String = ""

    /// None.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case kind = 1
        case count = 2
        case example = 3
    }
}

/// The commands given during a run.
package struct WriteSummary: Message {
    /// How many were due in the measured time, a second.
    package var offeredPerSecond: Double = 0
    /// How many were answered in it, a second.
    package var perSecond: Double = 0
    /// How long answers took from the moment a command was due.
    package var latency = LatencySummary()
    /// Commands without an answer, by why.
    package var failures: [FailureCount] = []

    /// None given.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case offeredPerSecond = 1
        case perSecond = 2
        case latency = 3
        case failures = 4
    }
}

// MARK: - The file

extension LoadResult {
    /// Why a text is no result.
    package struct Strange: Error, Equatable {
        /// What is wrong with it.
        package let reason: String
    }

    /// Reads what a run has written; what a newer tool added is skipped.
    ///
    /// - Throws: why it is no result.
    package init(parsing text: String) throws(Strange) {
        let document = try Self.reading { () throws(JSONProblem) in try JSONValue(parsing: text) }
        guard case .string(let format)? = document["format"] else {
            throw Strange(reason: "it has no `format`")
        }
        guard format == Self.formatName else {
            throw Strange(reason: "its `format` is `\(format)`, and `\(Self.formatName)` is known here")
        }
        self = try Self.reading { () throws(JSONProblem) in
            try JSON.decode(Self.self, from: document, unknownFields: .skip)
        }
        try checkBuckets(latency)
        try checkBuckets(toolLag)
        try checkBuckets(writes?.latency ?? LatencySummary())
    }

    private static func reading<Value>(
        _ read: () throws(JSONProblem) -> Value
    ) throws(Strange) -> Value {
        do throws(JSONProblem) {
            return try read()
        } catch {
            throw Strange(reason: error.message)
        }
    }

    private func checkBuckets(_ summary: LatencySummary) throws(Strange) {
        let count = summary.bucketCounts.count
        guard summary.bucketLows.count == count, summary.bucketHighs.count == count else {
            throw Strange(reason: "its histogram has more counts than values, or fewer")
        }
    }
}
