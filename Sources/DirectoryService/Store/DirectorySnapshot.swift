// The whole directory as of one moment, a chunk at a time. It reads on a connection of its own, in one read
// transaction: commands go on beside it and are not seen. Tables are walked in the order in which things
// refer to one another, so a replica knows what a fact names when it arrives.

import EntenteProtocol
import EventLoop
import SQLiteStore
import Source

/// One walk over everything a directory keeps for its replicas; belongs to the loop's thread.
final class DirectorySnapshot: SnapshotReader {
    let revision: UInt64
    let digest: UInt64
    private let database: Database
    private let store: DirectoryStore
    private var place = Place.organizations(after: "")
    private var endsRead = true

    /// Where the walk is: which table comes next, and after which key.
    private enum Place {
        case organizations(after: String)
        case locations(after: LocationKey)
        case users(afterPlace: Int64)
        case teams(after: String)
        case memberships(after: MembershipKey)
        case relationships(after: RelationshipKey)
        case integrations(after: IntegrationKey)
        case connections(after: IntegrationConnection)
        case end
    }

    /// A walk over what is committed now in the database at `path`, of the machine `host`.
    init(path: String, host: Host) throws(DatabaseProblem) {
        database = try Database(path: path, vfs: host.sqliteVFS, mode: .readOnly)
        store = DirectoryStore(database)
        try database.beginRead()
        // The history as this transaction sees it; it exists, so nothing is made and no dice are thrown.
        let changes = try ChangeLog(in: database, random: { 0 })
        revision = changes.head
        digest = changes.headDigest
    }

    /// A walk over what `database` sees, which reads already and goes on reading.
    init(in database: Database) throws(DatabaseProblem) {
        self.database = database
        store = DirectoryStore(database)
        // Nobody is told where it stands; a history without a number must not get one here.
        (revision, digest) = (0, 0)
        endsRead = false
    }

    deinit { if endsRead { database.endRead() } }

    func next() throws(DatabaseProblem) -> [Fact] {
        while true {
            if case .end = place { return [] }
            let facts = try chunk()
            if !facts.isEmpty { return facts }
        }
    }

    private func chunk() throws(DatabaseProblem) -> [Fact] {
        switch place {
        case .organizations(let key):
            return try walk(
                after: key, key: \.id, then: .locations(after: LocationKey()), Place.organizations,
                store.organizations
            ) { $0.organization = $1 }
        case .locations(let key):
            return try walk(
                after: key, key: Self.key, then: .users(afterPlace: 0), Place.locations, store.locations
            ) {
                $0.location = $1
            }
        case .users(let key):
            return try walk(
                after: key, key: \.place, then: .teams(after: ""), Place.users, store.users
            ) { $0.user = $1.user }
        case .teams(let key):
            return try walk(
                after: key, key: \.id, then: .memberships(after: MembershipKey()), Place.teams, store.teams
            ) { $0.team = $1 }
        case .memberships(let key):
            return try walk(
                after: key, key: Self.key, then: .relationships(after: RelationshipKey()), Place.memberships,
                store.memberships
            ) { $0.membership = $1 }
        case .relationships(let key):
            return try walk(
                after: key, key: Self.key, then: .integrations(after: IntegrationKey()), Place.relationships,
                store.relationships
            ) { $0.relationship = $1 }
        case .integrations(let key):
            return try walk(
                after: key, key: IntegrationKey.init, then: .connections(after: IntegrationConnection()),
                Place.integrations, store.integrations
            ) { $0.integration = $1 }
        case .connections(let key):
            return try walk(after: key, key: \.self, then: .end, Place.connections, store.connections) {
                $0.connection = $1
            }
        case .end: return []
        }
    }

    /// Reads the next chunk of a table and moves the place after it, or to the next table.
    private func walk<Thing: Weighed, Key>(
        after start: Key, key: (Thing) -> Key, then next: Place, _ here: (Key) -> Place,
        _ piece: (Key, Int) throws(DatabaseProblem) -> [Thing], fact: (inout Fact, Thing) -> Void
    ) throws(DatabaseProblem) -> [Fact] {
        let found = try gather(SourceLimits.snapshotChunkRows, after: start, key: key, piece: piece)
        if !found.isLast, let last = found.things.last { place = here(key(last)) } else { place = next }
        return found.things.map { thing in .with { fact(&$0, thing) } }
    }

    private static func key(_ location: Location) -> LocationKey {
        .with {
            $0.organization = location.organization
            $0.id = location.id
        }
    }

    private static func key(_ membership: Membership) -> MembershipKey {
        .with {
            $0.team = membership.team
            $0.user = membership.user
        }
    }

    private static func key(_ relationship: Relationship) -> RelationshipKey {
        .with {
            $0.owner = relationship.owner
            $0.viewer = relationship.viewer
        }
    }
}
