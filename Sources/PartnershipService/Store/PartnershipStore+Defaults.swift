// Default tables. An organization without a row has the table every new organization starts with: the
// directory makes organizations, and nothing here has to hear of one before it can be asked about.

import EntenteProtocol
import Rules
import SQLiteStore

/// An organization's default table with its version.
struct StoredDefaults: Equatable {
    let organization: String
    var table: PermissionTable
    /// 1 for a table that was never set, so that the first change can name the version it was made against.
    var version: Int64

    /// What a new organization starts with.
    static func start(of organization: String) -> StoredDefaults {
        StoredDefaults(organization: organization, table: .start, version: 1)
    }

    /// The table as the wire has it.
    func told(_ catalog: InteractionCatalog) -> DefaultTable {
        .with {
            $0.organization = organization
            $0.table = table.entries(catalog)
            $0.preset = Preset(ofDefaults: table, catalog)
            $0.version = version
        }
    }
}

extension PartnershipStore {
    /// The default table of an organization.
    func defaults(of organization: String) throws(DatabaseProblem) -> StoredDefaults {
        let stored = try database.queryOne(
            "SELECT organization, incoming, outgoing, version FROM defaults WHERE organization = ?",
            organization,
            map: Self.readDefaults)
        return stored ?? .start(of: organization)
    }

    /// Writes a default table.
    func put(_ defaults: StoredDefaults) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO defaults (organization, incoming, outgoing, version) VALUES (?, ?, ?, ?)
            ON CONFLICT (organization) DO UPDATE
            SET incoming = excluded.incoming, outgoing = excluded.outgoing, version = excluded.version
            """, defaults.organization, defaults.table.incoming.word, defaults.table.outgoing.word,
            defaults.version)
    }

    /// The tables that were set, by organization, after the id `after`, at most `limit`.
    func defaults(after: String, limit: Int) throws(DatabaseProblem) -> [StoredDefaults] {
        try database.rows(
            """
            SELECT organization, incoming, outgoing, version FROM defaults
            WHERE organization > ? ORDER BY organization LIMIT ?
            """, after, limit, map: Self.readDefaults)
    }

    private static func readDefaults(_ row: borrowing Row) throws(DatabaseProblem) -> StoredDefaults {
        let organization = row.string(0)
        return StoredDefaults(
            organization: organization,
            table: PermissionTable(
                incoming: Terms(word: row.uint64(1)), outgoing: Terms(word: row.uint64(2))),
            version: row.version(3, of: "the default table of `\(organization)`"))
    }
}
