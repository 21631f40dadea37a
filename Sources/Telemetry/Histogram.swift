// How long things took, kept so that every percentile can be told afterwards. Buckets are equally wide within
// an octave and twice as wide in the next (log-linear, as Gil Tene's HdrHistogram has them): the error is a
// fixed share of the value, the memory is fixed whatever comes, and recording is a shift and an addition. A
// list of samples would be exact and grow with the run; averages would hide what is asked for.

/// Counts of durations in nanoseconds, from one to over an hour; what is longer counts as the longest.
///
/// A plain value: each thread records into its own, and they are merged afterwards.
package struct Histogram: Sendable, Equatable {
    /// How finely values are told apart.
    package struct Precision: Sendable, Hashable {
        /// Each octave has two to this many buckets.
        package let bits: Int

        /// Off by less than one in 1,024: three significant digits, in 264 KiB.
        package static let fine = Precision(bits: 10)
        /// Off by less than one in 128, in 36 KiB; for many histograms at once.
        package static let coarse = Precision(bits: 7)

        private init(bits: Int) { self.bits = bits }

        /// How many buckets cover all values.
        package var bucketCount: Int { (Histogram.valueBits + 1 - bits) << bits }

        /// The bucket that counts `value`.
        @inline(__always)
        package func bucket(of value: UInt64) -> Int {
            let value = min(value, Histogram.valueMaximum)
            let shift = max(0, 63 - bits - (value | 1).leadingZeroBitCount)
            return shift << bits + Int(truncatingIfNeeded: value >> UInt64(shift))
        }

        /// The values that `bucket` counts.
        package func values(of bucket: Int) -> ClosedRange<UInt64> {
            let shift = max(0, bucket >> bits - 1)
            let low = UInt64(bucket - shift << bits) << UInt64(shift)
            return low...(low + (1 << UInt64(shift) - 1))
        }
    }

    /// Values below two to this many are told apart: 73 minutes.
    static let valueBits = 42
    static let valueMaximum: UInt64 = 1 << UInt64(valueBits) - 1

    /// How finely values are told apart.
    package let precision: Precision
    /// How many values were recorded.
    package private(set) var count: UInt64 = 0
    /// The largest value, exactly; 0 where there is none.
    package private(set) var maximum: UInt64 = 0
    private var counts: [UInt64]

    /// An empty histogram.
    package init(_ precision: Precision = .fine) {
        self.precision = precision
        counts = [UInt64](repeating: 0, count: precision.bucketCount)
    }

    /// Counts `value`, in nanoseconds.
    @inline(__always)
    package mutating func record(_ value: UInt64, times: UInt64 = 1) {
        counts[precision.bucket(of: value)] &+= times
        count &+= times
        if value > maximum { maximum = value }
    }

    /// Adds everything that `other` has counted.
    package mutating func merge(_ other: Histogram) {
        if other.precision == precision {
            for bucket in counts.indices { counts[bucket] &+= other.counts[bucket] }
        } else {
            for bucket in other.buckets {
                counts[precision.bucket(of: bucket.values.upperBound)] &+= bucket.count
            }
        }
        count &+= other.count
        maximum = max(maximum, other.maximum)
    }

    /// The same counts, told apart less finely.
    package func coarsened(to precision: Precision) -> Histogram {
        var coarser = Histogram(precision)
        coarser.merge(self)
        return coarser
    }

    /// Forgets everything.
    package mutating func reset() {
        for bucket in counts.indices { counts[bucket] = 0 }
        count = 0
        maximum = 0
    }
}

// MARK: - Reading

extension Histogram {
    /// Values that are not told apart, and how many there are of them.
    package struct Bucket: Sendable, Equatable {
        /// The values.
        package let values: ClosedRange<UInt64>
        /// How many.
        package let count: UInt64
    }

    /// The buckets that count anything, by ascending values.
    package var buckets: [Bucket] {
        counts.indices.compactMap { bucket in
            counts[bucket] == 0 ? nil : Bucket(values: precision.values(of: bucket), count: counts[bucket])
        }
    }

    /// A value that the share `share` of all does not exceed: never below the true one, and above it by less
    /// than the precision; 0 where there is none.
    package func quantile(_ share: Double) -> UInt64 {
        let rank = Self.rank(share, of: count)
        var seen: UInt64 = 0
        for bucket in counts.indices {
            seen &+= counts[bucket]
            if seen >= rank && seen > 0 { return min(precision.values(of: bucket).upperBound, maximum) }
        }
        return maximum
    }

    /// How many of `count` values are not above the quantile `share`, one at least.
    package static func rank(_ share: Double, of count: UInt64) -> UInt64 {
        // 0.99 of 100 is 99, although 0.99 is a little more than that as a binary fraction.
        let exact = share * Double(count)
        return max(1, min(count, UInt64((exact - exact.ulp * 4).rounded(.up))))
    }

    /// About the mean, from the middles of the buckets; 0 where there is none.
    package var mean: Double {
        guard count > 0 else { return 0 }
        let sum = buckets.reduce(0.0) { sum, bucket in
            let middle = Double(bucket.values.lowerBound) / 2 + Double(bucket.values.upperBound) / 2
            return sum + middle * Double(bucket.count)
        }
        return sum / Double(count)
    }
}
