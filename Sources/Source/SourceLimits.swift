import EntenteProtocol

/// The bounds of a source: its log, its feed, its snapshots.
package struct SourceLimits: Sendable {
    /// Changes the log keeps for subscribers that come back: a million is some 200 MB, and hours of heavy
    /// change.
    package var logChangeMaximum: UInt64 = 1_000_000
    /// Rows tidied away in one heartbeat, so that no turn waits for it.
    package static let tidyRowMaximum = 1_000
    /// How long a request key is remembered, in milliseconds: a day.
    package static let requestKeyLifetime: Int64 = 24 * 3_600 * 1_000
    /// Bytes of a command's answer: a frame, less its header and the growth of a position a later repeat
    /// carries.
    package static let answerByteMaximum = Frame.byteLimit - 64
    /// Changes in one item of a feed.
    package static let feedItemChangeMaximum = 256
    /// Bytes in one item of a feed, unless a single change is larger.
    package static let feedItemByteMaximum = 256 * 1_024
    /// Items sent to one subscriber in one turn.
    package static let feedItemsPerTurn = 16
    /// How long a subscriber may leave its feed unread, in nanoseconds, before it is cut off and must resume.
    package var laggardLimit: UInt64 = 30 * 1_000_000_000
    /// Rows in one chunk of a snapshot: with rows of 1.5 KiB at most some 400 KiB.
    package static let snapshotChunkRows = 256
    /// Snapshots sent at the same time; each holds a read transaction.
    package static let snapshotMaximum = 8
    /// Pages in the database's write-ahead log from which on the oldest snapshot under way, which keeps it
    /// from beginning anew, is cut off: 1 GiB.
    package var logPageMaximum = 262_144
    /// How long a snapshot is under way at least before it is cut off for the log's sake, in nanoseconds.
    package static let snapshotAgeMinimum: UInt64 = 10 * 1_000_000_000
    /// How long the log is kept from the revision of a snapshot that was sent, in nanoseconds: ten minutes.
    package var snapshotGrace: UInt64 = 600 * 1_000_000_000

    /// The bounds as documented.
    package init() {}
}
