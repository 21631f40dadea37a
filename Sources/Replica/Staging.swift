// A snapshot is taken in beside the facts that go on answering, and takes their place at once when it is
// whole. It shares nothing with the replica, so it may be filled without any lock, on any one thread at a
// time.

import EntenteProtocol

/// The facts of a source's snapshot that is still arriving; after ``Replica/install(_:_:)`` the facts it
/// replaced.
package final class Staging {
    /// Whose facts these are.
    package let source: FactSource
    var directory: DirectoryFacts?
    var partnership: PartnershipFacts?

    init(_ source: FactSource, seed: UInt64, keepsAddresses: Bool, keepsNames: Bool) {
        self.source = source
        switch source {
        case .directory:
            directory = DirectoryFacts(seed: seed, keepsAddresses: keepsAddresses, keepsNames: keepsNames)
            directory?.people.waiting = []
        case .partnership: partnership = PartnershipFacts(seed: seed)
        }
    }

    /// Takes over some facts; those of other sources, and those this build does not know, are left aside.
    package func apply(_ facts: [Fact]) {
        for fact in facts { apply(fact) }
    }

    /// Takes over a fact.
    package func apply(_ fact: Fact) {
        switch source {
        case .directory: directory?.apply(fact)
        case .partnership: _ = partnership?.apply(fact)
        }
    }

    /// Puts what has arrived in order, once it is whole: at a million people some tenths of a second, for
    /// which no lock is needed.
    package func prepare() { directory?.listEverybody() }
}
