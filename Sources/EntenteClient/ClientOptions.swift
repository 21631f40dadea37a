/// How a client behaves, with values that suit most backends.
public struct ClientOptions: Sendable {
    /// Who calls, for the services' logs: a program's name and version.
    public var clientName = "entente-client"
    /// How long an answer may take, retries included, unless a call says otherwise; nil for no limit.
    ///
    /// The service is told how much time is left, and stops working on what nobody waits for.
    public var callTimeout: Duration? = .seconds(10)
    /// How long one node may take to answer a question before another is asked; nil for the whole time.
    ///
    /// Longer than the two seconds for which a service may hold a question back until it has the facts the
    /// caller has seen.
    public var attemptTimeout: Duration? = .seconds(3)
    /// How long one address may take to accept a connection.
    public var connectTimeout: Duration = .seconds(3)
    /// How long a connection may be waited for before the next address, or another node, is tried beside it.
    ///
    /// What comes first counts. An address that swallows what is sent to it, as that of a machine which is
    /// gone, then costs so much and not the whole ``connectTimeout``.
    public var connectPatience: Duration = .milliseconds(250)
    /// The most connections to one node; made as they are needed.
    ///
    /// Each is served by one of a decision node's reactors: more than it has reactors gain nothing.
    /// Commands all go over the first, in the order in which they were given.
    public var connectionsPerNode = 2
    /// The most unanswered requests on one connection; what is asked beyond waits here for its turn.
    ///
    /// A service refuses what passes a limit of its own, 1,024 unless it was changed.
    public var requestsPerConnection = 512
    /// The most items of a stream that wait for their reader before the stream is cut off.
    public var streamBacklogMaximum = 4_096

    /// When what has failed is asked again.
    public var retries = Retries()
    /// When a second node is asked though the first has not failed; nil for never.
    public var hedging: Hedging?
    /// Whether a connection that was lost is made anew by the next request.
    ///
    /// Where a request may rest on the ones before it, a gap is worse than an end: switched off, requests
    /// after a loss are `unreachable`, and nothing is asked again.
    public var reconnects = true

    /// The values above.
    public init() {}

    /// As a tool behaves rather than a backend: every request is sent once, in order, and a failure is told
    /// at once; only where nothing was sent is another node asked.
    public static var askingOnce: ClientOptions {
        var options = ClientOptions()
        options.attemptTimeout = nil
        options.connectionsPerNode = 1
        options.retries = .none
        return options
    }
}

/// When a client asks again what has failed.
///
/// Questions are asked again after a lost connection, an attempt that took too long, or an answer that the
/// node cannot tell now, has too much to do or does not know the history that the caller has seen. Commands
/// are sent again only after a lost connection, with the same `requestKey`, by which the service knows them
/// again; the client makes one where the caller has not, and tells it where it remains unknown what became of
/// the command. What a service has refused for good is never asked again.
public struct Retries: Sendable, Equatable {
    /// The most attempts for one call; 1 for no retries.
    public var attemptMaximum = 6
    /// The pause before the first retry where no other node can be asked; doubled for each that follows, and
    /// shortened at random by up to a half.
    public var pause: Duration = .milliseconds(25)
    /// The longest such pause.
    public var pauseMaximum: Duration = .seconds(1)
    /// How many retries there may be in the long run, as a share of the calls: when nothing works, this is
    /// all that is added to the load.
    public var share = 0.2
    /// How many retries may be saved up for a bad moment: twice as many as questions may be on their way to a
    /// node that dies, two connections with 512 each.
    public var reserve = 2_048

    /// The values above.
    public init() {}

    /// No retries.
    public static var none: Retries {
        var retries = Retries()
        retries.attemptMaximum = 1
        return retries
    }

    var backoff: Backoff { Backoff(first: pause, maximum: pauseMaximum) }
}

/// When a client asks a second node though the first has not failed, because it takes longer than usual: the
/// first answer counts, and the other question is given up.
///
/// Only single checks are hedged, and only after the client has measured how long they take.
public struct Hedging: Sendable, Equatable {
    /// A check that takes longer than this share of them is asked a second time.
    public var percentile = 0.95
    /// The most hedges, as a share of the checks: a cluster that is slow as a whole is not asked twice.
    public var shareMaximum = 0.05
    /// Never sooner than this.
    public var delayMinimum: Duration = .milliseconds(1)

    /// The values above.
    public init() {}
}
