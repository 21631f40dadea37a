// The histogram against the obvious way of doing it: keep everything, and sort.

import Telemetry
import Testing

@testable import Load

@Suite struct HistogramTests {
    /// Durations of every size, some of them often.
    private static func values(_ dice: inout Dice, count: Int) -> [UInt64] {
        (0..<count).map { _ in
            let octave = UInt64(dice.below(42))
            return dice.below(4) == 0 ? 1_000 : (1 << octave) + UInt64(dice.below(1 << Int(octave)))
        }
    }

    @Test(arguments: [Histogram.Precision.fine, .coarse])
    func `every percentile is that of the sorted values, up to the precision`(
        precision: Histogram.Precision
    ) {
        for seed in 1...40 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            let values = Self.values(&dice, count: 1 + dice.below(3_000))
            var histogram = Histogram(precision)
            for value in values { histogram.record(value) }
            let sorted = values.sorted()
            for share in [0, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1] {
                let exact = sorted[Int(Histogram.rank(share, of: UInt64(sorted.count))) - 1]
                let told = histogram.quantile(share)
                #expect(told >= exact, "seed \(seed), \(share)")
                #expect(told - exact <= exact >> UInt64(precision.bits), "seed \(seed), \(share)")
            }
            #expect(histogram.maximum == sorted.last)
            #expect(histogram.count == UInt64(sorted.count))
        }
    }

    @Test func `ranks are those people mean`() {
        #expect(Histogram.rank(0.99, of: 100) == 99)
        #expect(Histogram.rank(0.5, of: 3) == 2)
        #expect(Histogram.rank(0, of: 10) == 1)
        #expect(Histogram.rank(1, of: 10) == 10)
        #expect(Histogram.rank(0.999, of: 1_000_000) == 999_000)
    }

    @Test func `the buckets lie side by side and hold their values, from one nanosecond to an hour`() {
        for precision in [Histogram.Precision.fine, .coarse] {
            var next: UInt64 = 0
            for bucket in 0..<precision.bucketCount {
                let values = precision.values(of: bucket)
                #expect(values.lowerBound == next)
                #expect(precision.bucket(of: values.lowerBound) == bucket)
                #expect(precision.bucket(of: values.upperBound) == bucket)
                next = values.upperBound + 1
            }
            #expect(next > 3_600_000_000_000)
        }
    }

    @Test func `what is too long counts as the longest`() {
        var histogram = Histogram()
        histogram.record(.max)
        #expect(histogram.maximum == .max)
        #expect(histogram.buckets.count == 1)
        #expect(histogram.quantile(0.5) > 3_600_000_000_000)
    }

    @Test func `merged parts say what the whole says, however they were cut`() {
        var dice = Dice(seed: 7)
        var whole = Histogram()
        var parts = [Histogram(), Histogram(), Histogram()]
        for value in Self.values(&dice, count: 5_000) {
            whole.record(value)
            parts[dice.below(3)].record(value)
        }
        let merged = parts.reduce(into: Histogram()) { $0.merge($1) }
        #expect(merged == whole)
        let coarse = whole.coarsened(to: .coarse)
        #expect(coarse.count == whole.count)
        #expect(coarse.buckets.reduce(0) { $0 + $1.count } == whole.count)
        for share in [0.5, 0.99] {
            let exact = whole.quantile(share)
            #expect(coarse.quantile(share) >= exact && coarse.quantile(share) - exact <= exact / 64)
        }
    }

    @Test func `an empty one says nothing, and forgetting makes one empty`() {
        var histogram = Histogram()
        #expect(histogram.quantile(0.99) == 0 && histogram.mean == 0 && histogram.buckets.isEmpty)
        histogram.record(5, times: 3)
        #expect(histogram.mean == 5)
        histogram.reset()
        #expect(histogram == Histogram())
    }
}
