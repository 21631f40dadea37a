// Where this service stands: its own history, and how far it has followed the directory's. Answers carry
// both, so that whoever hands the position on asks nobody for an answer that rests on an older directory.

import EntenteProtocol
import Following
import Replica
import SQLiteStore
import Service

/// The position of the partnership service.
///
/// Belongs to the loop's thread.
final class PartnershipPosition: PositionKeeper {
    private let changes: ChangeLog
    private let directory: DirectoryView
    private let subscriber: FeedSubscriber

    /// The position in the history that `changes` keeps and the one that `subscriber` follows.
    init(changes: ChangeLog, directory: DirectoryView, subscriber: FeedSubscriber) {
        self.changes = changes
        self.directory = directory
        self.subscriber = subscriber
    }

    var position: Position {
        let followed = directory.replica.progress(.directory)
        return Position(
            directoryEpoch: followed.epoch, directory: followed.revision, partnershipEpoch: changes.epoch,
            partnership: changes.pendingHead)
    }

    func compare(with wanted: Position) -> PositionComparison {
        let now = position
        return .part(
            "directory", have: now.directoryEpoch, now.directory, want: wanted.directoryEpoch,
            wanted.directory
        ).and(
            .part(
                "partnership service", have: now.partnershipEpoch, now.partnership,
                want: wanted.partnershipEpoch, wanted.partnership))
    }

    var replicas: [ReplicaStatus] { [subscriber.status] }

    var obstacle: String? { directory.isReady ? nil : DirectoryView.notHeard }
}
