// Events are only ever added, by the source itself; here they are listed, in the order of their sequence.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    /// At most `limit` events after `sequence`, in order; of one organization, or of all.
    func events(
        of organization: String?, after sequence: Int64, limit: Int
    ) throws(DatabaseProblem) -> [Event] {
        if let organization {
            return try database.rows(
                """
                SELECT \(EventLog.columns) FROM events WHERE organization = ? AND sequence > ?
                ORDER BY sequence LIMIT ?
                """, organization, sequence, limit,
                map: { (row) throws(DatabaseProblem) in try Event(EventLog.event(row)) })
        }
        return try database.rows(
            "SELECT \(EventLog.columns) FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?", sequence,
            limit, map: { (row) throws(DatabaseProblem) in try Event(EventLog.event(row)) })
    }
}
