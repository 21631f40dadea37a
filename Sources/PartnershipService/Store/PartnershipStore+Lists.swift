// Pages of partnerships. An organization stands on either side of its partnerships, so a page is the merge of
// two ranges, each read in order from an index of its own.

import EntenteProtocol
import SQLiteStore

extension PartnershipStore {
    /// The partnerships of an organization that `filter` shows, by id, after the id `after`, at most `limit`.
    func partnerships(
        of organization: String, _ filter: PartnershipFilter, after: String, limit: Int
    ) throws(DatabaseProblem) -> [StoredPartnership] {
        let condition = filter.condition
        let half: [any SQLBindable] =
            condition.contains("?") ? [organization, after, organization] : [organization, after]
        var found: [StoredPartnership] = []
        try database.query(
            """
            SELECT \(StoredPartnership.columns) FROM partnerships WHERE low = ? AND id > ? \(condition)
            UNION ALL
            SELECT \(StoredPartnership.columns) FROM partnerships WHERE high = ? AND id > ? \(condition)
            ORDER BY id LIMIT ?
            """, bindings: half + half + [limit]
        ) { (row: borrowing Row) throws(DatabaseProblem) in
            found.append(try StoredPartnership.read(row))
        }
        return found
    }

    /// The partnerships of everybody, live or ended, by id, after the id `after`, at most `limit`.
    func everyPartnership(after: String, limit: Int) throws(DatabaseProblem) -> [StoredPartnership] {
        try database.rows(
            "SELECT \(StoredPartnership.columns) FROM partnerships WHERE id > ? ORDER BY id LIMIT ?", after,
            limit, map: StoredPartnership.read)
    }

    /// The live partnerships of everybody, by id, after the id `after`, at most `limit`.
    func livePartnerships(after: String, limit: Int) throws(DatabaseProblem) -> [StoredPartnership] {
        try database.rows(
            """
            SELECT \(StoredPartnership.columns) FROM partnerships
            WHERE id > ? AND state IN (1, 2, 3) ORDER BY id LIMIT ?
            """, after, limit, map: StoredPartnership.read)
    }
}

extension PartnershipFilter {
    /// What a row must fulfil besides belonging to the organization, which takes the place of `?`.
    fileprivate var condition: String {
        switch self {
        case .unspecified, .all: ""
        case .needsAttention: "AND open_by <> ?"
        case .awaitingApproval: "AND open_by = ?"
        case .enabled: "AND state = \(PartnershipState.enabled.rawValue)"
        }
    }
}
