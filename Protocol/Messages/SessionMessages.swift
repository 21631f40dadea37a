// What every service answers: the greeting, and how it is doing.

/// The first request on every connection.
public struct Hello: Request {
    public typealias Response = Welcome
    public static let method = Method.hello

    /// The protocol versions the caller speaks, best first.
    public var protocolVersions: [UInt32] = []
    /// Who calls, for logs: a program's name and version.
    public var client: String = ""
    /// The access token.
    public var token: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case protocolVersions = 1
        case client = 2
        case token = 3
    }
}

/// The answer to a good ``Hello``.
public struct Welcome: PositionedResponse {
    /// The version both will speak.
    public var protocolVersion: UInt32 = 0
    /// Which service this is: `directory`, `partnership` or `decision`.
    public var service: String = ""
    /// This process, told apart from earlier ones and from others of its kind.
    public var instance: String = ""
    /// The largest frame length either side may send, in bytes.
    public var maximumFrame: UInt32 = 0
    /// How often streams are pinged, in milliseconds.
    public var heartbeatMillis: UInt32 = 0
    /// Whether frames that name a request's trace may be sent; releases that do not know them close the
    /// connection.
    public var takesTraces: Bool = false
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case protocolVersion = 1
        case service = 2
        case instance = 3
        case maximumFrame = 4
        case heartbeatMillis = 5
        case takesTraces = 6
        case position = 15
    }
}

/// Asks how the answering process is doing.
public struct ServerStatusRequest: Request {
    public typealias Response = ServerStatusResponse
    public static let method = Method.serverStatus

    public init() {}
}

/// How a service process is doing.
public struct ServerStatusResponse: PositionedResponse {
    /// Which service this is.
    public var service: String = ""
    /// The release it was built from.
    public var version: String = ""
    /// This process, told apart from earlier ones.
    public var instance: String = ""
    /// How long it has been up, in milliseconds.
    public var uptimeMillis: Int64 = 0
    /// Whether it answers what it is for.
    public var ready: Bool = false
    /// How its replicas stand, one per source it follows.
    public var replicas: [ReplicaStatus] = []
    /// Counters since it started, by name.
    public var counters: [Counter] = []
    /// What its machine's clock showed when it answered, in milliseconds since 1970 UTC; 0 from releases
    /// that did not tell.
    public var wallMillis: Int64 = 0
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case service = 1
        case version = 2
        case instance = 3
        case uptimeMillis = 4
        case ready = 5
        case replicas = 6
        case counters = 7
        case wallMillis = 8
        case position = 15
    }
}

/// How a replica stands towards its source.
public struct ReplicaStatus: Message {
    /// The source followed: `directory` or `partnership`.
    public var source: String = ""
    /// Whether the feed is up.
    public var connected: Bool = false
    /// The history followed; 0 before the first snapshot.
    public var epoch: UInt64 = 0
    /// The last revision applied.
    public var revision: UInt64 = 0
    /// The source's newest revision, as last heard.
    public var head: UInt64 = 0
    /// How long ago the source was last heard, in milliseconds.
    public var ageMillis: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case source = 1
        case connected = 2
        case epoch = 3
        case revision = 4
        case head = 5
        case ageMillis = 6
    }
}

/// A named count.
public struct Counter: Message {
    /// What is counted, in Prometheus spelling.
    public var name: String = ""
    /// How often.
    public var value: UInt64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case name = 1
        case value = 2
    }
}
