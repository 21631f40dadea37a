// Every SQL statement of the service stands in this folder, so that another engine could take SQLite's place
// without a handler noticing. The store knows rows, not rules: what may become of a partnership is decided
// before it is called.

import EntenteProtocol
import Rules
import SQLiteStore

/// The tables of the partnership service.
///
/// Belongs to the database's thread.
struct PartnershipStore {
    let database: Database

    /// The catalog as it stands, by code.
    func interactions() throws(DatabaseProblem) -> [Interaction] {
        try database.rows(
            "SELECT code, name, category, ask_allowed, we_can, they_can FROM interactions ORDER BY code"
        ) { row in
            .with {
                $0.code = Int32(truncatingIfNeeded: row.int(0))
                $0.name = row.string(1)
                $0.category = row.string(2)
                $0.askAllowed = row.bool(3)
                $0.weCan = row.string(4)
                $0.theyCan = row.string(5)
            }
        }
    }
}

extension PartnershipStore {
    /// Adds an interaction, whose code and name must be free.
    func insert(_ interaction: Interaction) throws(DatabaseProblem) {
        try Self.insert(interaction, into: database)
    }

    /// Adds an interaction to a database whose tables are just being made.
    static func insert(_ interaction: Interaction, into database: Database) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO interactions (code, name, category, ask_allowed, we_can, they_can)
            VALUES (?, ?, ?, ?, ?, ?)
            """, Int(interaction.code), interaction.name, interaction.category, interaction.askAllowed,
            interaction.weCan, interaction.theyCan)
    }
}

// MARK: - Single partnerships

extension PartnershipStore {
    /// The partnership with this id, or nil.
    func partnership(_ id: String) throws(DatabaseProblem) -> StoredPartnership? {
        try database.queryOne(
            "SELECT \(StoredPartnership.columns) FROM partnerships WHERE id = ?", id,
            map: StoredPartnership.read)
    }

    /// The one live partnership of two organizations, or nil.
    func livePartnership(of one: String, and other: String) throws(DatabaseProblem) -> StoredPartnership? {
        let pair = StoredPartnership.pair(one, other)
        return try database.queryOne(
            """
            SELECT \(StoredPartnership.columns) FROM partnerships
            WHERE low = ? AND high = ? AND state IN (1, 2, 3)
            """, pair.low, pair.high, map: StoredPartnership.read)
    }

    /// Adds a partnership, whose id must be free.
    func insert(_ partnership: StoredPartnership) throws(DatabaseProblem) {
        let pair = partnership.pair
        let identity: [any SQLBindable] = [
            partnership.id, pair.low, pair.high, partnership.life.first, partnership.createdAt,
        ]
        try database.run(
            """
            INSERT INTO partnerships (id, low, high, proposer, created_at, \(StoredPartnership.changingColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, bindings: identity + partnership.changingValues)
    }

    /// Writes what has become of a partnership.
    func update(_ partnership: StoredPartnership) throws(DatabaseProblem) {
        try database.run(
            """
            UPDATE partnerships SET (\(StoredPartnership.changingColumns)) =
            (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
            """, bindings: partnership.changingValues + [partnership.id])
    }

    /// When time next changes any partnership, in milliseconds since 1970 UTC; nil for never.
    func nextDueAt() throws(DatabaseProblem) -> Int64? {
        let earliest = try database.queryOne(
            "SELECT due_at FROM partnerships WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1"
        ) { $0.int64(0) }
        return earliest
    }

    /// Partnerships that time changes by `now`, those due first first, at most `limit`.
    func due(by now: Int64, limit: Int) throws(DatabaseProblem) -> [StoredPartnership] {
        try database.rows(
            """
            SELECT \(StoredPartnership.columns) FROM partnerships
            WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?
            """, now, limit, map: StoredPartnership.read)
    }
}
