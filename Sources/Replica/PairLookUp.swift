// Where a check spends its time is in waiting for memory: the slot of an id, then its entry, for two people.
// Looked up one after the other, these waits add up; looked up for many checks in stages, they overlap, and
// a million people cost hardly more than a thousand.

/// The ids of a question's two people, and who they are.
package struct PairLookUp {
    /// The id of the one who acts; its bytes outlive the look-up.
    let actorID: UnsafeRawBufferPointer
    /// The id of the one acted on.
    let targetID: UnsafeRawBufferPointer
    private var actorHash: UInt32 = 0
    private var targetHash: UInt32 = 0
    private var actorPosition: UInt32 = 0
    private var targetPosition: UInt32 = 0
    /// Who acts; nil where no fact has named them. They may be named without being described.
    package private(set) var actor: UserIndex?
    /// Who is acted on, in the same way.
    package private(set) var target: UserIndex?

    /// A look-up yet to be made.
    package init(actor: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer) {
        actorID = actor
        targetID = target
    }

    fileprivate mutating func begin(_ users: borrowing IdentifierTable<UserRecord>) {
        actorHash = users.begin(actorID)
        targetHash = users.begin(targetID)
    }

    fileprivate mutating func fetch(_ users: borrowing IdentifierTable<UserRecord>) {
        actorPosition = users.fetchEntry(actorHash)
        targetPosition = users.fetchEntry(targetHash)
    }

    fileprivate mutating func finish(_ users: borrowing IdentifierTable<UserRecord>) {
        actor = Self.index(users.finish(actorID, actorHash, from: actorPosition))
        target = Self.index(users.finish(targetID, targetHash, from: targetPosition))
    }

    private static func index(_ number: UInt32) -> UserIndex? {
        number == Identifier.none ? nil : UserIndex(number: number)
    }
}

extension Replica {
    /// Finds the people of one question; allocates nothing.
    package func find(_ pair: inout PairLookUp) {
        pair.begin(directory.pointee.users)
        pair.fetch(directory.pointee.users)
        pair.finish(directory.pointee.users)
    }

    /// Finds the people of many questions; allocates nothing.
    package func find(_ pairs: UnsafeMutableBufferPointer<PairLookUp>) {
        for place in pairs.indices { pairs[place].begin(directory.pointee.users) }
        for place in pairs.indices { pairs[place].fetch(directory.pointee.users) }
        for place in pairs.indices { pairs[place].finish(directory.pointee.users) }
    }

    /// Has what an owner set a viewer to fetched from memory, for a question that will ask for it.
    package func fetchIndividual(owner: UserIndex, viewer: UserIndex) {
        directory.pointee.relationships.fetch(owner.number, viewer.number)
    }
}
