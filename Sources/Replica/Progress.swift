import EntenteProtocol

/// A service whose facts a replica follows.
package enum FactSource: Sendable, CaseIterable {
    case directory, partnership
}

/// How far a replica has followed one source.
package struct Progress: Sendable, Equatable {
    /// The history the revision counts in; 0 before any snapshot.
    package var epoch: UInt64
    /// The last change that is applied.
    package var revision: UInt64
    /// The chain digest at that revision.
    package var digest: UInt64

    /// Progress in a history.
    package init(epoch: UInt64, revision: UInt64, digest: UInt64) {
        self.epoch = epoch
        self.revision = revision
        self.digest = digest
    }

    /// Nothing was seen yet.
    package static let none = Progress(epoch: 0, revision: 0, digest: 0)
}
