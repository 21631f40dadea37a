import EntenteProtocol
import PlantedBugs

/// How a service's state compares with a position that a caller has seen.
package enum PositionComparison: Equatable {
    /// The state is at least as new.
    case reached
    /// The state is older: in words, by how much.
    case behind(String)
    /// The position counts in a history this service does not follow: in words, which.
    case otherHistory(String)
}

/// What knows where a service stands.
///
/// Belongs to the loop's thread.
package protocol PositionKeeper: AnyObject {
    /// The position every answer of this moment carries.
    var position: Position { get }
    /// Whether the state is at least as new as `position`.
    func compare(with position: Position) -> PositionComparison
    /// How the replicas stand, for `serverStatus`; empty for a service that follows nobody.
    var replicas: [ReplicaStatus] { get }
    /// Why the service does not answer what it is for, in a sentence; nil where it does.
    var obstacle: String? { get }
}

extension PositionKeeper {
    /// Whether the service answers what it is for.
    package var isReady: Bool { obstacle == nil }
}

extension PositionComparison {
    /// Compares one source's part of a position: epochs of 0 say nothing.
    package static func part(
        _ source: String, have epoch: UInt64, _ revision: UInt64, want wantedEpoch: UInt64, _ wanted: UInt64
    ) -> PositionComparison {
        if wantedEpoch == 0 { return .reached }
        if epoch == 0 { return .behind("no facts of the \(source) yet") }
        if wantedEpoch != epoch, !isPlanted("a position of another history is compared as one of this") {
            return .otherHistory(
                "the position is of history \(wantedEpoch) of the \(source), which now has history \(epoch)")
        }
        if wanted > revision {
            return .behind(
                "\(wanted - revision) revisions behind the \(source) (at \(revision), asked for \(wanted))")
        }
        return .reached
    }

    /// Both parts together: another history outweighs being behind, which outweighs having reached.
    package func and(_ other: PositionComparison) -> PositionComparison {
        switch (self, other) {
        case (.otherHistory, _): self
        case (_, .otherHistory): other
        case (.behind(let mine), .behind(let theirs)): .behind(mine + "; " + theirs)
        case (.behind, _): self
        default: other
        }
    }
}
