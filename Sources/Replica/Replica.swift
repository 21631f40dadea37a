// The facts of both sources, in memory, as a decision node needs them; the partnership service keeps one that
// follows the directory only. The two feeds run independently and in any order against each other: each
// source's facts have numbers of their own, and an organization that both have named is tied together here,
// whichever came first. So one source's facts can be replaced whole without touching the other's.
//
// A replica is not safe by itself: readers hold a read lock for a turn, `apply` and `install` happen under
// the write lock. Nothing read here outlives the lock except indexes, which stay valid until `generation`
// moves.

import EntenteProtocol
import PlantedBugs

/// Facts of the sources from snapshot and feed.
package final class Replica {
    // Behind pointers that never change: a stored property would be checked for overlapping access at every
    // look-up, which costs more than the look-up.
    let directory: UnsafeMutablePointer<DirectoryFacts>
    let partnership: UnsafeMutablePointer<PartnershipFacts>
    private var directoryProgress = Progress.none
    private var partnershipProgress = Progress.none
    private var generation: UInt32 = 0
    private var changeCount: UInt64 = 0
    private let seed: UInt64
    private let keepsAddresses: Bool
    private let keepsNames: Bool

    /// A replica that has seen nothing.
    ///
    /// - Parameters:
    ///   - seed: random bits, so that nobody outside can choose ids that collide in the id tables.
    ///   - keepsAddresses: whether users can be found by e-mail address, at some 50 bytes a user.
    ///   - keepsNames: whether users can be found by the beginning of their name or address, at about as
    ///     much; one of the two at most.
    package init(seed: UInt64, keepsAddresses: Bool = false, keepsNames: Bool = false) {
        self.seed = seed
        self.keepsAddresses = keepsAddresses
        self.keepsNames = keepsNames
        directory = .allocate(capacity: 1)
        directory.initialize(
            to: DirectoryFacts(seed: seed, keepsAddresses: keepsAddresses, keepsNames: keepsNames))
        partnership = .allocate(capacity: 1)
        partnership.initialize(to: PartnershipFacts(seed: seed))
    }

    deinit {
        directory.deinitialize(count: 1)
        directory.deallocate()
        partnership.deinitialize(count: 1)
        partnership.deallocate()
    }

    /// An empty place for a source's snapshot.
    package func stage(_ source: FactSource) -> Staging {
        Staging(source, seed: seed, keepsAddresses: keepsAddresses, keepsNames: keepsNames)
    }

    /// Lets a whole snapshot take the place of its source's facts; every index given before is void.
    ///
    /// Prepare the staging first, outside the lock. It then holds the facts that were replaced: let go of it
    /// outside the lock too.
    package func install(_ staging: Staging, _ progress: Progress) {
        staging.prepare()
        switch staging.source {
        case .directory:
            guard let facts = staging.directory.take() else { return }
            staging.directory = directory.move()
            directory.initialize(to: facts)
            directoryProgress = progress
        case .partnership:
            guard let facts = staging.partnership.take() else { return }
            staging.partnership = partnership.move()
            partnership.initialize(to: facts)
            partnershipProgress = progress
        }
        generation &+= 1
        changeCount &+= 1
        tieAgain()
        directory.pointee.resolveFloors(in: partnership.pointee.catalog)
    }

    /// Applies changes that follow the last one applied, in order; the caller hands over whole commands only.
    package func apply(_ changes: [Change], from source: FactSource) {
        guard let last = changes.last else { return }
        for change in changes { apply(change.fact, from: source) }
        changeCount &+= 1
        switch source {
        case .directory:
            directoryProgress.revision = last.revision
            directoryProgress.digest = last.digest
        case .partnership:
            partnershipProgress.revision = last.revision
            partnershipProgress.digest = last.digest
        }
    }

    /// How far one source was followed.
    package func progress(_ source: FactSource) -> Progress {
        switch source {
        case .directory: directoryProgress
        case .partnership: partnershipProgress
        }
    }

    /// Where this replica stands in both histories.
    package var position: Position {
        Position(
            directoryEpoch: directoryProgress.epoch, directory: directoryProgress.revision,
            partnershipEpoch: partnershipProgress.epoch, partnership: partnershipProgress.revision)
    }

    /// What tells at once whether anything has changed since.
    package func moment() -> Moment { Moment(changeCount: changeCount, generation: generation) }

    /// The memory all facts hold, in bytes.
    package var memoryByteCount: Int {
        directory.pointee.memoryByteCount + partnership.pointee.memoryByteCount
    }
}

/// A state of a replica, to be compared with later ones.
package struct Moment: BitwiseCopyable, Equatable, Sendable {
    /// Goes up with everything that is applied.
    package let changeCount: UInt64
    /// Moves when indexes become void or the catalog changes: every answer made before is to be forgotten.
    package let generation: UInt32
}

extension Replica {
    private func apply(_ fact: Fact, from source: FactSource) {
        switch source {
        case .directory:
            directory.pointee.apply(fact)
        case .partnership:
            switch partnership.pointee.apply(fact) {
            case .none: break
            case .catalog:
                if !isPlanted("a new interaction leaves the generation") { generation &+= 1 }
                directory.pointee.resolveFloors(in: partnership.pointee.catalog)
            case .defaults where isPlanted("a default table leaves the stamps"): break
            case .defaults(let party): touch(partnership.pointee.parties[party].organization)
            }
        }
        tieNew()
        while let organization = directory.pointee.unresolvedFloors.popLast() {
            directory.pointee.resolveFloors(organization, in: partnership.pointee.catalog)
        }
    }

    private func touch(_ organization: UInt32) {
        guard organization != Identifier.none else { return }
        directory.pointee.touch(OrganizationIndex(number: organization))
    }

    /// Ties every organization that both sources have named, after one's facts were replaced.
    private func tieAgain() {
        partnership.pointee.untied = []
        for party in partnership.pointee.parties.numbers() {
            partnership.pointee.parties[party].organization = Identifier.none
        }
        directory.pointee.untied = []
        for organization in directory.pointee.organizations.numbers() {
            directory.pointee.organizations[organization].party = Identifier.none
            tie(organization, to: party(of: organization))
        }
    }

    /// Ties organizations that one source has newly named to what the other knows of them.
    private func tieNew() {
        while let organization = directory.pointee.untied.popLast() {
            tie(organization.number, to: party(of: organization.number))
        }
        while let party = partnership.pointee.untied.popLast() {
            tie(directory.pointee.organizations.find(partnership.pointee.parties.id(party)), to: party)
        }
    }

    private func party(of organization: UInt32) -> UInt32 {
        partnership.pointee.parties.find(directory.pointee.organizations.id(organization))
    }

    private func tie(_ organization: UInt32, to party: UInt32) {
        guard organization != Identifier.none, party != Identifier.none else { return }
        directory.pointee.organizations[organization].party = party
        partnership.pointee.parties[party].organization = organization
        touch(organization)
    }
}
