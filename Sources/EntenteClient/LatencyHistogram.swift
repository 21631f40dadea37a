// How long answers take, small enough to be kept by every client: four steps to each doubling of
// microseconds, and old answers fade, so that what is told holds for now.

/// Counts of answers by how long they took.
struct LatencyHistogram: Sendable {
    /// Up to 2^40 µs, twelve days.
    private static let doublingMaximum = 40
    private static let stepsPerDoubling = 4
    /// At this many answers all counts are halved.
    private static let fadingCount: UInt32 = 8_192

    private var counts = [UInt32](repeating: 0, count: doublingMaximum * stepsPerDoubling)
    /// How many answers are counted.
    private(set) var count: UInt32 = 0

    /// Counts an answer that took `time`.
    mutating func record(_ time: Duration) {
        counts[Self.step(ofMicros: time.wholeMicroseconds)] += 1
        count += 1
        if count >= Self.fadingCount { fade() }
    }

    /// The time in which the share `share` of the answers came; nil where none is counted.
    ///
    /// - Returns: A little more than it was, at most by a quarter.
    func time(ofShare share: Double) -> Duration? {
        guard count > 0 else { return nil }
        let wanted = max(1, (Double(count) * share).rounded(.up))
        var seen = 0.0
        for (step, stepCount) in counts.enumerated() where stepCount > 0 {
            seen += Double(stepCount)
            if seen >= wanted { return .microseconds(Self.upperMicros(ofStep: step)) }
        }
        return nil
    }

    private mutating func fade() {
        for step in counts.indices { counts[step] /= 2 }
        count = counts.reduce(0, +)
    }

    /// Below four microseconds each has a step; above, the two bits after the highest choose it.
    private static func step(ofMicros micros: Int64) -> Int {
        guard micros >= 4 else { return max(0, Int(micros)) }
        let doubling = 63 - micros.leadingZeroBitCount
        guard doubling < doublingMaximum else { return doublingMaximum * stepsPerDoubling - 1 }
        return (doubling - 1) * stepsPerDoubling + Int(micros >> (doubling - 2)) & 3
    }

    private static func upperMicros(ofStep step: Int) -> Int64 {
        guard step >= 4 else { return Int64(step) + 1 }
        let doubling = step / stepsPerDoubling + 1
        return Int64(5 + step % stepsPerDoubling) << (doubling - 2)
    }
}

extension Duration {
    /// Whole microseconds, rounded down.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
