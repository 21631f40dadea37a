// Time and dice for tests: both move only when the test moves them, so that a run can be repeated from its
// seed.
import EventLoop
import Synchronization

/// A clock that stands still until it is moved.
package final class SimulatedClock: Clock {
    private struct Time {
        var monotonic: UInt64
        var wallOffsetMillis: Int64
    }

    private let time: Mutex<Time>

    /// A clock that shows `monotonic` nanoseconds, at `wall` milliseconds since 1970.
    package init(monotonic: UInt64 = 1_000_000_000, wall: Int64 = 1_767_225_600_000) {
        time = Mutex(Time(monotonic: monotonic, wallOffsetMillis: wall - Int64(monotonic / 1_000_000)))
    }

    /// Nanoseconds, never going back.
    package var monotonic: UInt64 { time.withLock { $0.monotonic } }

    /// Milliseconds since 1970 UTC.
    package var wall: Int64 {
        time.withLock { Int64($0.monotonic / 1_000_000) + $0.wallOffsetMillis }
    }

    /// Moves both clocks forward.
    package func advance(by duration: Duration) { advance(to: monotonic + duration.nanos) }

    /// Moves both clocks forward to the moment `moment`; nothing where it is past already.
    package func advance(to moment: UInt64) {
        time.withLock { $0.monotonic = max($0.monotonic, moment) }
    }

    /// Sets the wall clock alone, as people do.
    package func setWall(_ millis: Int64) {
        time.withLock { $0.wallOffsetMillis = millis - Int64($0.monotonic / 1_000_000) }
    }
}

/// Dice that fall the same way for the same seed (SplitMix64).
package final class SimulatedRandomness: Randomness, RandomNumberGenerator {
    private var state: UInt64

    /// Dice for `seed`.
    package init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    package func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from `range`, each as likely as the other.
    package func number(in range: ClosedRange<UInt64>) -> UInt64 {
        let span = range.upperBound - range.lowerBound
        return span == .max ? next() : range.lowerBound + next() % (span + 1)
    }

    /// A number from `range`, each as likely as the other.
    package func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(number(in: 0...UInt64(range.upperBound - range.lowerBound)))
    }

    /// True in one of `count` cases.
    package func oneIn(_ count: UInt64) -> Bool { count > 0 && next() % count == 0 }

    /// Brings `items` into a random order.
    package func shuffle<Item>(_ items: inout [Item]) {
        var dice = self
        items.shuffle(using: &dice)
    }
}
