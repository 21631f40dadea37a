import EntenteProtocol
import Telemetry

/// How long something took: percentiles for people, and the histogram they come from; in nanoseconds.
package struct LatencySummary: Message {
    /// How many there were.
    package var count: UInt64 = 0
    /// About the mean.
    package var mean: Double = 0
    /// The median.
    package var p50: UInt64 = 0
    /// What nine in ten do not exceed.
    package var p90: UInt64 = 0
    /// What 99 in a hundred do not exceed.
    package var p99: UInt64 = 0
    /// What 999 in a thousand do not exceed.
    package var p999: UInt64 = 0
    /// What 9,999 in ten thousand do not exceed.
    package var p9999: UInt64 = 0
    /// The longest, exactly.
    package var maximum: UInt64 = 0
    /// The median over slices of 100 ms of each slice's median; 0 where there are no slices.
    package var typicalP50: UInt64 = 0
    /// The median over slices of 100 ms of each slice's 99th percentile: what a stall of the machine now
    /// and then does not change; 0 where there are no slices.
    package var typicalP99: UInt64 = 0
    /// The smallest value of every bucket that counts anything, ascending.
    package var bucketLows: [UInt64] = []
    /// The largest value of each.
    package var bucketHighs: [UInt64] = []
    /// How many each counts.
    package var bucketCounts: [UInt64] = []

    /// Nothing took any time.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case count = 1
        case mean = 2
        case p50 = 3
        case p90 = 4
        case p99 = 5
        case p999 = 6
        case p9999 = 7
        case maximum = 8
        case typicalP50 = 9
        case typicalP99 = 10
        case bucketLows = 11
        case bucketHighs = 12
        case bucketCounts = 13
    }

    /// What `histogram` says, and the slices of the same time.
    init(_ histogram: Histogram, slices: SlicedLatency? = nil) {
        count = histogram.count
        mean = histogram.mean
        p50 = histogram.quantile(0.5)
        p90 = histogram.quantile(0.9)
        p99 = histogram.quantile(0.99)
        p999 = histogram.quantile(0.999)
        p9999 = histogram.quantile(0.9999)
        maximum = histogram.maximum
        typicalP50 = slices?.typical(0.5) ?? 0
        typicalP99 = slices?.typical(0.99) ?? 0
        let buckets = histogram.buckets
        bucketLows = buckets.map(\.values.lowerBound)
        bucketHighs = buckets.map(\.values.upperBound)
        bucketCounts = buckets.map(\.count)
    }

    /// The value that the share `share` does not exceed, from the buckets.
    package func quantile(_ share: Double) -> UInt64 {
        let rank = Histogram.rank(share, of: count)
        var seen: UInt64 = 0
        for (bucket, count) in bucketCounts.enumerated() {
            seen += count
            if seen >= rank { return min(bucketHighs[bucket], maximum) }
        }
        return maximum
    }
}
