/// The bounds of a decision node.
package struct DecisionLimits: Sendable {
    /// How long a source may go unheard before the node stops answering, in milliseconds: ten heartbeats.
    package var stalenessLimitMillis: Int64 = 10_000
    /// The most patience a single check may ask for instead, in milliseconds; 0 grants none beyond the limit.
    package var stalenessCeilingMillis: Int64 = 0
    /// Answers the evaluation cache remembers, a power of two: a million of 64 bytes are 64 MiB.
    package var cacheEntryCount = 1 << 20
    /// Questions watched by all streams of a node together: at some 300 bytes each, 30 MB.
    package var watchedCheckLimit = 100_000
    /// Watched questions looked at in one go, before other work has its turn: as much as one full batch.
    package static let watchRoundMaximum = 10_000
    /// Questions of one batch, or of one watch.
    package static let batchMaximum = 10_000
    /// Questions of a batch above which the connection's next request waits for the next turn: some tenths of
    /// a millisecond.
    package static let longBatchCount = 1_000
    /// What people's names are searched by: a whole name of 200 bytes, or an address of 254.
    package static let prefixByteMaximum = 256
    /// People that a search finds where the caller does not say.
    package static let discoveryDefault = 20
    /// People that a search finds at most: more than anybody picks from.
    package static let discoveryMaximum = 100

    /// The bounds as documented.
    package init() {}
}
