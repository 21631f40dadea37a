/// How long to keep away after failures: twice as long after each, up to a limit, and never two callers in
/// step.
struct Backoff: Sendable, Equatable {
    /// After the first failure.
    var first: Duration
    /// However many follow.
    var maximum: Duration

    /// More doublings than this reach any maximum, and fewer than would overflow.
    private static let doublingMaximum = 24

    /// The pause after `failureCount` failures in a row.
    ///
    /// - Parameters:
    ///   - failureCount: From 1.
    ///   - random: From 0 to 1: between half of the pause and all of it, so that callers who failed together
    ///     do not come back together.
    func pause(afterFailures failureCount: Int, random: Double) -> Duration {
        let doublings = min(max(failureCount - 1, 0), Self.doublingMaximum)
        return min(maximum, first * (1 << doublings)) * (0.5 + random / 2)
    }
}
