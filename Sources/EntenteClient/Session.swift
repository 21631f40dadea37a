// The memory that lets a caller read its own writes across services: the newest position any answer has
// carried, sent along with every later question.
import EntenteProtocol
import Synchronization

/// The newest position a caller has seen; safe to share between tasks and clients.
public final class Session: Sendable {
    private let seen: Mutex<Position>

    /// A session that has seen `position`, or nothing yet.
    public init(_ position: Position = Position()) { seen = Mutex(position) }

    /// The newest position seen, or nil where nothing was seen yet.
    public var position: Position? {
        seen.withLock { $0 == Position() ? nil : $0 }
    }

    /// Takes note of the position of an answer.
    public func note(_ position: Position) {
        seen.withLock { $0 = $0.merged(with: position) }
    }

    /// Forgets everything seen, because the histories it was seen in are replaced.
    public func forget() {
        seen.withLock { $0 = Position() }
    }
}

extension Position {
    /// The position of someone at `self` who then got an answer made at `newer`.
    ///
    /// Source by source: in the same history the later revision; in another history the answer's, because the
    /// old history no longer exists; an answer that says nothing about a source changes nothing about it.
    public func merged(with newer: Position) -> Position {
        var merged = self
        if newer.directoryEpoch == directoryEpoch {
            merged.directory = max(directory, newer.directory)
        } else if newer.directoryEpoch != 0 {
            merged.directoryEpoch = newer.directoryEpoch
            merged.directory = newer.directory
        }
        if newer.partnershipEpoch == partnershipEpoch {
            merged.partnership = max(partnership, newer.partnership)
        } else if newer.partnershipEpoch != 0 {
            merged.partnershipEpoch = newer.partnershipEpoch
            merged.partnership = newer.partnership
        }
        return merged
    }
}
