// Events are only ever added; their sequence is the order in which they are listed.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns =
        "sequence, at, actor, token, organization, call, subject, thing_before, thing_after"

    /// Adds an event; it gets the next sequence.
    func append(_ event: Event) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO events (at, actor, token, organization, call, subject, thing_before, thing_after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, event.at, event.actor, event.token, event.organization, event.call, event.subject,
            event.from, event.to)
    }

    /// At most `limit` events after `sequence`, in order; of one organization, or of all.
    func events(
        of organization: String?, after sequence: Int64, limit: Int
    ) throws(DatabaseProblem) -> [Event] {
        if let organization {
            return try database.rows(
                """
                SELECT \(Self.columns) FROM events WHERE organization = ? AND sequence > ?
                ORDER BY sequence LIMIT ?
                """, organization, sequence, limit, map: { Self.event($0) })
        }
        return try database.rows(
            "SELECT \(Self.columns) FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?", sequence,
            limit, map: { Self.event($0) })
    }

    private static func event(_ row: borrowing Row) -> Event {
        var event = Event()
        event.sequence = row.int64(0)
        event.at = row.int64(1)
        event.actor = row.string(2)
        event.token = row.string(3)
        event.organization = row.string(4)
        event.call = row.string(5)
        event.subject = row.string(6)
        event.from = row.string(7)
        event.to = row.string(8)
        return event
    }
}
