// Where a check spends its time is in waiting for memory: the slot of an id, then its entry, for two people.
// Looked up one after the other, these waits add up; looked up for many checks in stages, they overlap, and
// a million people cost hardly more than a thousand.

/// An id to be looked up, and what was found.
struct LookUp: BitwiseCopyable {
    private let id: UnsafeRawBufferPointer
    private var hash: UInt32 = 0
    private var position: UInt32 = 0
    private(set) var number = Identifier.none

    init(_ id: UnsafeRawBufferPointer) { self.id = id }

    @inline(__always)
    mutating func begin(_ users: borrowing IdentifierTable<UserRecord>) { hash = users.begin(id) }

    @inline(__always)
    mutating func fetch(_ users: borrowing IdentifierTable<UserRecord>) { position = users.fetchEntry(hash) }

    @inline(__always)
    mutating func finish(_ users: borrowing IdentifierTable<UserRecord>) {
        number = users.finish(id, hash, from: position)
    }

    /// The last stage without the one before.
    @inline(__always)
    mutating func finishFromHome(_ users: borrowing IdentifierTable<UserRecord>) {
        number = users.finish(id, hash)
    }
}

/// The ids of a question's two people, and who they are.
package struct PairLookUp: BitwiseCopyable {
    fileprivate var first: LookUp
    fileprivate var second: LookUp

    /// A look-up yet to be made.
    ///
    /// - Parameters:
    ///   - actor: the id of the one who acts; its bytes outlive the look-up.
    ///   - target: the id of the one acted on, in the same way.
    package init(actor: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer) {
        first = LookUp(actor)
        second = LookUp(target)
    }

    /// Who acts; nil where no fact has named them.
    ///
    /// They may be named without being described.
    package var actor: UserIndex? { Self.index(first.number) }

    /// Who is acted on, in the same way.
    package var target: UserIndex? { Self.index(second.number) }

    /// Both, where both are named.
    package var people: (actor: UserIndex, target: UserIndex)? {
        guard first.number != Identifier.none, second.number != Identifier.none else { return nil }
        return (UserIndex(number: first.number), UserIndex(number: second.number))
    }

    @inline(__always)
    private static func index(_ number: UInt32) -> UserIndex? {
        number == Identifier.none ? nil : UserIndex(number: number)
    }
}

extension Replica {
    /// Finds the people of one question; allocates nothing.
    package func find(_ pair: inout PairLookUp) {
        pair.first.begin(directory.pointee.users)
        pair.second.begin(directory.pointee.users)
        pair.first.finishFromHome(directory.pointee.users)
        pair.second.finishFromHome(directory.pointee.users)
    }

    /// Finds the people of many questions; allocates nothing.
    package func find(_ pairs: UnsafeMutableBufferPointer<PairLookUp>) {
        guard let first = pairs.baseAddress else { return }
        let end = first + pairs.count
        var pair = first
        while pair < end {
            pair.pointee.first.begin(directory.pointee.users)
            pair.pointee.second.begin(directory.pointee.users)
            pair += 1
        }
        pair = first
        while pair < end {
            pair.pointee.first.fetch(directory.pointee.users)
            pair.pointee.second.fetch(directory.pointee.users)
            pair += 1
        }
        pair = first
        while pair < end {
            pair.pointee.first.finish(directory.pointee.users)
            pair.pointee.second.finish(directory.pointee.users)
            pair += 1
        }
    }

    /// Has what an evaluation reads of two people's organizations, locations and settings fetched from
    /// memory.
    package func fetchPeople(actor: UserIndex, target: UserIndex) {
        let one = directory.pointee.users[actor.number]
        let other = directory.pointee.users[target.number]
        guard one.flags.isKnown, other.flags.isKnown else { return }
        directory.pointee.organizations.fetch(one.organization.number)
        directory.pointee.organizations.fetch(other.organization.number)
        directory.pointee.locations.fetch(other.location)
        directory.pointee.relationships.fetch(target.number, actor.number)
    }

    /// Has what leads to the agreement of two people's organizations fetched from memory, after
    /// ``fetchPeople(actor:target:)``.
    package func fetchAgreement(actor: UserIndex, target: UserIndex) {
        guard let (first, second) = parties(actor, target) else { return }
        partnership.pointee.pairs.fetch(partnership.pointee.pairs.hash(first, second))
        partnership.pointee.parties.fetch(first)
        partnership.pointee.parties.fetch(second)
    }

    /// Has the partnership of two people's organizations fetched from memory, where they have one, after
    /// ``fetchAgreement(actor:target:)``.
    package func fetchPartnership(actor: UserIndex, target: UserIndex) {
        guard let (first, second) = parties(actor, target) else { return }
        partnership.pointee.pairs.fetchPartnership(
            partnership.pointee.pairs.hash(first, second), in: partnership.pointee.partnerships)
    }

    /// The parties of two known people of different organizations, where both have one.
    @inline(__always)
    private func parties(_ actor: UserIndex, _ target: UserIndex) -> (UInt32, UInt32)? {
        let one = directory.pointee.users[actor.number]
        let other = directory.pointee.users[target.number]
        guard one.flags.isKnown, other.flags.isKnown, one.organization != other.organization else {
            return nil
        }
        let first = directory.pointee.organizations[one.organization.number].party
        let second = directory.pointee.organizations[other.organization.number].party
        return first == Identifier.none || second == Identifier.none ? nil : (first, second)
    }
}
