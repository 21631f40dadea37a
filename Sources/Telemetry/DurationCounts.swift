// How long things took, as a Prometheus server keeps it: counts of what took no longer than each of a few
// bounds. Coarser than a ``Histogram`` and a hundredth of its size, so that every call can have one, and
// readable from another thread while it counts.

import Synchronization

/// Counts of durations; recording is three relaxed atomic additions, from any thread.
package final class DurationCounts: Sendable {
    /// What the counts are told apart by: ten microseconds, which is what a turn of the loop takes, to ten
    /// seconds, which nothing may take; in nanoseconds, and in seconds as they are written.
    package static let bounds: [(nanos: UInt64, seconds: String)] = [
        (10_000, "1e-05"), (25_000, "2.5e-05"), (50_000, "5e-05"), (100_000, "0.0001"),
        (250_000, "0.00025"), (500_000, "0.0005"), (1_000_000, "0.001"), (2_500_000, "0.0025"),
        (5_000_000, "0.005"), (10_000_000, "0.01"), (25_000_000, "0.025"), (50_000_000, "0.05"),
        (100_000_000, "0.1"), (250_000_000, "0.25"), (500_000_000, "0.5"), (1_000_000_000, "1"),
        (2_500_000_000, "2.5"), (10_000_000_000, "10"),
    ]

    /// One for each bound, and one for what is longer.
    private let counts = InlineArray<19, Atomic<UInt64>>({ _ in Atomic(0) })
    private let nanos = Atomic<UInt64>(0)

    /// Nothing recorded yet.
    package init() { assert(counts.count == Self.bounds.count + 1) }

    /// Counts `count` things that took so long each, in nanoseconds.
    package func record(_ duration: UInt64, times count: UInt64 = 1) {
        let place = Self.bounds.firstIndex { duration <= $0.nanos } ?? Self.bounds.count
        counts[place].wrappingAdd(count, ordering: .relaxed)
        nanos.wrappingAdd(duration &* count, ordering: .relaxed)
    }

    /// What was counted up to a moment.
    package struct Reading: Equatable, Sendable {
        /// How many were within each bound and above the one before; the last is for what was longer.
        package var counts: [UInt64]
        /// All durations together, in nanoseconds.
        package var nanos: UInt64

        /// How many there were.
        package var count: UInt64 { counts.reduce(0, &+) }

        /// Nothing.
        package static let none = Reading(
            counts: Array(repeating: 0, count: DurationCounts.bounds.count + 1), nanos: 0)

        /// Adds what another one counted.
        package mutating func add(_ other: Reading) {
            for place in counts.indices { counts[place] &+= other.counts[place] }
            nanos &+= other.nanos
        }
    }

    /// What was counted up to now.
    package var reading: Reading {
        Reading(
            counts: (0..<counts.count).map { counts[$0].load(ordering: .relaxed) },
            nanos: nanos.load(ordering: .relaxed))
    }
}
