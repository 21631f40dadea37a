// The bounds of a service's conversations, in one place. Bytes and frames are bounded below, in the loop's
// own limits.

/// How long and how many: bounds on sessions, requests and streams.
package struct ServiceLimits: Sendable {
    /// A connection says Hello within this, in nanoseconds.
    package var helloDeadline: UInt64 = 5 * 1_000_000_000
    /// A connection without requests is asked to leave after this, in nanoseconds: five minutes, below the
    /// ten after which common network equipment forgets a silent connection.
    package var idleLimit: UInt64 = 300 * 1_000_000_000
    /// How often streams are pinged and heads announced, in milliseconds: a tenth of the staleness bound.
    package var heartbeatMillis: UInt32 = 1_000
    /// Unanswered pings after which a stream's connection is closed.
    package var missedPingLimit = 3
    /// How long a reader may leave an item of a stream unread, in nanoseconds, before it is cut off.
    package var laggardLimit: UInt64 = 30 * 1_000_000_000
    /// Requests of one connection that may wait for newer facts or stream at the same time.
    package var unansweredLimit = 1_024
    /// Requests of all connections, on however many loops, that may wait for newer facts: 64 full
    /// connections, a few MiB of requests.
    package var parkedLimit = 65_536
    /// Bytes of all requests that wait for newer facts, on however many loops: sixteen of the largest frames.
    package var parkedByteLimit = 64 << 20
    /// The largest length a frame may state before Hello, in bytes: room for a Hello and for any refusal.
    ///
    /// Strangers cannot make ten thousand connections hold more than 80 MiB.
    package static let helloFrameByteMaximum = 8 << 10
    /// What a caller may say of itself in Hello, in bytes: it is kept with the connection and logged.
    package static let clientByteMaximum = 200
    /// The message of a refusal, in bytes: whatever it quotes, it fits a frame and a terminal.
    package static let refusalByteMaximum = 4_096
    /// How long a request waits for newer facts, in nanoseconds.
    package var parkingLimit: UInt64 = 2 * 1_000_000_000
    /// How long a connection that was told to go elsewhere must be quiet before it is closed, in nanoseconds:
    /// longer than a request that was sent before the peer knew is under way.
    package var quietLimit: UInt64 = 500 * 1_000_000
    /// How long a stopping service lets the unanswered finish, in nanoseconds: below the ten seconds after
    /// which container engines kill.
    package var farewellLimit: UInt64 = 5 * 1_000_000_000

    /// The bounds as documented.
    package init() {}
}
