/// When to ask a second node, and how often that is allowed: learnt from the answers themselves.
struct HedgeGauge: Sendable {
    /// Fewer answers than this say nothing about the slow ones.
    static let sampleMinimum: UInt32 = 100
    /// Answers between two looks at the histogram.
    private static let lookInterval = 32
    /// Hedges that may be saved up, for a moment in which many are slow at once.
    private static let creditMaximum = 10.0

    private let hedging: Hedging
    private var latencies = LatencyHistogram()
    private var answersSinceLook = 0
    private var delay: Duration?
    private var credit = 0.0

    /// A gauge that has seen nothing, and therefore hedges nothing.
    init(_ hedging: Hedging) { self.hedging = hedging }

    /// A question was asked.
    ///
    /// - Returns: After which time without an answer to ask another node; nil for never.
    mutating func asked() -> Duration? {
        credit = min(Self.creditMaximum, credit + hedging.shareMaximum)
        return delay
    }

    /// Whether one more hedge stays within the share; takes it out.
    mutating func withdraw() -> Bool {
        guard credit >= 1 else { return false }
        credit -= 1
        return true
    }

    /// An answer took `time`, or that long already without having come.
    mutating func answered(after time: Duration) {
        latencies.record(time)
        answersSinceLook += 1
        guard latencies.count >= Self.sampleMinimum, delay == nil || answersSinceLook >= Self.lookInterval
        else { return }
        answersSinceLook = 0
        delay = latencies.time(ofShare: hedging.percentile).map { max($0, hedging.delayMinimum) }
    }
}
