// How long things took that were done one by one: all of them are kept, since they are few, so that
// percentiles are exact. For millions there is the histogram of the load tool.

import EntenteProtocol

/// Times, in nanoseconds.
struct Samples {
    private var sorted: [UInt64]

    /// These times.
    init(_ nanos: [UInt64]) { sorted = nanos.sorted() }

    /// The time that a share of all does not exceed.
    func quantile(_ share: Double) -> UInt64 {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
    }

    private var named: [(name: String, nanos: UInt64)] {
        [
            ("p50", quantile(0.5)), ("p99", quantile(0.99)), ("p999", quantile(0.999)),
            ("maximum", quantile(1)),
        ]
    }

    /// One object: `{"count": 1000, "p50": 812345, …}`, in nanoseconds.
    var json: JSONValue {
        .object(
            [.init("count", .integer(sorted.count))]
                + named.map { .init($0.name, .integer($0.nanos)) })
    }

    /// For people, in microseconds.
    var text: String {
        named.map { "\($0.name) \((Double($0.nanos) / 1_000).text(digits: 0)) µs" }.joined(separator: ", ")
            + " (of \(sorted.count))"
    }
}
