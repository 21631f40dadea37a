import EntenteProtocol
import Replica
import Service

/// How the conversation with a source stands, as a plain value that may be handed to other threads.
package struct FeedStanding: Sendable, Equatable {
    /// Who is followed.
    package let source: ServiceName
    /// Which facts are theirs.
    package var facts: FactSource { source == .directory ? .directory : .partnership }
    /// Whether changes arrive as they happen.
    package var isConnected = false
    /// The source's newest revision, as last heard.
    package var head: UInt64 = 0
    /// When the source's head was last heard, on the monotonic clock in nanoseconds; nil before the first
    /// time.
    package var heardAt: UInt64?

    /// Whether everything the source was last heard to have is in facts that are so far.
    package func hasCaughtUp(_ progress: Progress) -> Bool {
        progress != .none && heardAt != nil && progress.revision >= head
    }

    /// How facts that are so far stand towards their source at a moment of the monotonic clock.
    package func status(_ progress: Progress, now: UInt64) -> ReplicaStatus {
        .with {
            $0.source = source.rawValue
            $0.connected = isConnected
            $0.epoch = progress.epoch
            $0.revision = progress.revision
            $0.head = head
            // Another thread's moment may lie before the one at which the source was heard.
            $0.ageMillis = heardAt.map { now > $0 ? Int64((now - $0) / 1_000_000) : 0 } ?? -1
        }
    }
}
