import EntenteProtocol
import SQLiteStore
import Service

/// Where the directory stands: at its own last change, for it follows nobody.
///
/// Belongs to the loop's thread. A change of this turn counts already: no answer of a turn leaves before the
/// turn is committed.
final class DirectoryKeeper: PositionKeeper {
    private let changes: ChangeLog

    /// The keeper of the history in `changes`.
    init(_ changes: ChangeLog) { self.changes = changes }

    var position: Position { Position(directoryEpoch: changes.epoch, directory: changes.pendingHead) }

    func compare(with position: Position) -> PositionComparison {
        .part(
            "directory", have: changes.epoch, changes.pendingHead, want: position.directoryEpoch,
            position.directory)
    }

    var replicas: [ReplicaStatus] { [] }

    var obstacle: String? { nil }
}
