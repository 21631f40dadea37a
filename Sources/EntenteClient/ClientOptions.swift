/// How a client behaves, with values that suit most.
public struct ClientOptions: Sendable {
    /// Who calls, for the services' logs: a program's name and version.
    public var clientName = "entente-client"
    /// How long one address of a name may take to accept a connection.
    public var connectTimeout: Duration = .seconds(3)
    /// How long an answer may take unless a call says otherwise; nil for no limit.
    public var callTimeout: Duration? = .seconds(10)
    /// The most items of a stream that wait for their reader before the stream is cut off.
    public var streamBacklogMaximum = 4_096

    /// Whether a connection that was lost is made anew by the next request.
    ///
    /// Where a request may rest on the ones before it, a gap is worse than an end: switched off, requests
    /// after a loss are `unreachable`.
    public var reconnects = true

    /// The values above.
    public init() {}
}
