// What every service counts. Each server keeps its own, so that no two threads write to the same memory for
// every request; whoever asks is told the sums.

import EntenteProtocol
import Synchronization
import Telemetry

/// What one server counts; safe from any thread.
package final class ServiceCounters: Sendable {
    let accepted = Telemetry.Counter()
    let open = Telemetry.Counter()
    let parked = Telemetry.Counter()
    let buffered = Telemetry.Counter()
    private let calls = Mutex<[CallFigures]>([])
    private let web = Mutex<[Int: UInt64]>([:])

    /// How many connections are served at most.
    private let connectionLimit: Int

    init(connectionLimit: Int) { self.connectionLimit = connectionLimit }

    /// Makes room for the figures of a call.
    func figures(of method: Method) -> CallFigures {
        figures(
            of: method.name, Int(method.rawValue), measures: Call.named(method).kind != .stream)
    }

    /// Makes room for the figures of calls that have this name.
    ///
    /// - Parameter measures: whether an answer comes at once, so that how long it takes says something.
    func figures(of name: String, _ number: Int, measures: Bool = true) -> CallFigures {
        let figures = CallFigures(name: name, number: number, measures: measures)
        calls.withLock { $0.append(figures) }
        return figures
    }

    /// Counts a request that was answered over HTTP, whatever with.
    func answeredWeb(_ status: Int) { web.withLock { $0[status, default: 0] &+= 1 } }

    /// Requests answered or refused up to now.
    package var requestCount: UInt64 { reading.requestCount }

    var reading: Reading {
        Reading(
            accepted: accepted.value, open: open.value, limit: Int64(connectionLimit),
            parked: parked.value, buffered: buffered.value, calls: calls.withLock { $0 }.map(\.reading),
            web: web.withLock { $0 })
    }

    /// What was counted up to a moment, by one server or by several together.
    struct Reading {
        /// Connections ever accepted.
        var accepted: Int64 = 0
        /// Connections that are open.
        var open: Int64 = 0
        /// How many may be open.
        var limit: Int64 = 0
        /// Requests that wait for newer facts.
        var parked: Int64 = 0
        /// Bytes of input and output held for all connections.
        var buffered: Int64 = 0
        /// How each call fares, by ascending number.
        var calls: [CallFigures.Reading] = []
        /// How often each status was answered over HTTP.
        var web: [Int: UInt64] = [:]

        var requestCount: UInt64 { calls.reduce(0) { $0 &+ $1.count } }

        /// How many requests were refused as `code`.
        func refusalCount(_ code: FailureCode) -> UInt64 {
            calls.reduce(0) { $0 &+ $1.outcomes[Int(code.rawValue)] }
        }

        mutating func add(_ other: Reading) {
            accepted += other.accepted
            open += other.open
            limit += other.limit
            parked += other.parked
            buffered += other.buffered
            web.merge(other.web, uniquingKeysWith: &+)
            for call in other.calls {
                if let place = calls.firstIndex(where: { $0.number == call.number }) {
                    calls[place].add(call)
                } else {
                    calls.append(call)
                }
            }
        }
    }
}

extension ServiceCounters.Reading {
    /// The numbers as `serverStatus` tells them.
    var counters: [EntenteProtocol.Counter] {
        let refusals = FailureCode.allCases.dropFirst().map { code in
            ("entente_requests_refused_\(Self.word(code))_total", refusalCount(code))
        }
        let all =
            [
                ("entente_connections_accepted_total", UInt64(clamping: accepted)),
                ("entente_requests_total", requestCount),
            ] + refusals
        return all.map { name, value in
            .with {
                $0.name = name
                $0.value = value
            }
        }
    }

    /// A code as part of a number's name.
    private static func word(_ code: FailureCode) -> String {
        String(code.name.map { $0 == "-" ? "_" : $0 })
    }

    /// The numbers as a monitoring server reads them.
    var metrics: [MetricFamily] {
        let calls = calls.sorted { $0.number < $1.number }
        return [
            .counter("entente_requests_total", "Requests answered, by call and by what came of them.") {
                family in
                for call in calls {
                    for code in FailureCode.allCases
                    where code == .unspecified || call.outcomes[code.place] > 0 {
                        let word = code == .unspecified ? "ok" : code.name
                        family.add(call.outcomes[code.place], [("method", call.name), ("code", word)])
                    }
                }
            },
            .histogram(
                "entente_request_duration_seconds",
                "Time from reading a request until its answer was made, and durable where it changed something."
            ) { family in
                for call in calls where call.durations.count > 0 {
                    family.add(call.durations, [("method", call.name)])
                }
            },
            .counter(
                "entente_http_requests_total",
                "Requests of callers over HTTP, by status, those included of which nobody knows what they ask."
            ) { family in
                for (status, count) in web.sorted(by: { $0.key < $1.key }) {
                    family.add(count, [("code", "\(status)")])
                }
            },
            .gauge("entente_connections", "Connections of callers that are open.", open),
            .gauge("entente_connections_limit", "Connections of callers that are served at most.", limit),
            .counter("entente_connections_accepted_total", "Connections of callers accepted.", accepted),
            .gauge("entente_requests_parked", "Requests that wait for newer facts.", parked),
            .gauge("entente_buffered_bytes", "Bytes held of requests and answers on their way.", buffered),
        ]
    }
}

extension FailureCode {
    fileprivate var place: Int { Int(rawValue) }
}
