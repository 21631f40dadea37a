import EntenteProtocol

/// What a client has done since it was made; for a backend's metrics.
public struct ClientStatistics: Sendable, Equatable {
    /// Calls begun, streams left out.
    public var callCount = 0
    /// Attempts beyond the first, made because one before had failed.
    public var retryCount = 0
    /// Checks asked a second time because the first took long.
    public var hedgeCount = 0
    /// Hedges that were answered first.
    public var wonHedgeCount = 0
    /// Calls that ended without an answer: refused, failed or given up.
    public var failureCount = 0

    /// Nothing yet.
    public init() {}

    /// Both together.
    public static func + (left: ClientStatistics, right: ClientStatistics) -> ClientStatistics {
        var sum = left
        sum.callCount += right.callCount
        sum.retryCount += right.retryCount
        sum.hedgeCount += right.hedgeCount
        sum.wonHedgeCount += right.wonHedgeCount
        sum.failureCount += right.failureCount
        return sum
    }
}

/// How a client sees one node now; for a backend's metrics.
public struct NodeStanding: Sendable, Equatable {
    /// Which service answers there.
    public let service: ServiceName
    /// Where it is.
    public let endpoint: ServiceEndpoint
    /// Whether it is asked; otherwise it has failed, and is left alone until it says that it is ready.
    public let isHealthy: Bool
    /// Requests without an answer.
    public let unansweredCount: Int
}
