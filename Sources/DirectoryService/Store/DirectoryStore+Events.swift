// Events are only ever added; their sequence is the order in which they are listed.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns =
        "sequence, at, actor, token, organization, call, subject, thing_before, thing_after, dropped"

    /// Adds an event; it gets the next sequence.
    func append(_ event: Event) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO events
            (at, actor, token, organization, call, subject, thing_before, thing_after, dropped)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, event.at, event.actor, event.token, event.organization, event.call, event.subject,
            event.from, event.to, Self.packed(event.dropped))
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
                """, organization, sequence, limit,
                map: { (row) throws(DatabaseProblem) in try Self.event(row) })
        }
        return try database.rows(
            "SELECT \(Self.columns) FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?", sequence,
            limit, map: { (row) throws(DatabaseProblem) in try Self.event(row) })
    }

    /// The settings that ended with an event are kept as the wire has them: they are only ever shown.
    private static func packed(_ dropped: [Relationship]) -> [UInt8]? {
        dropped.isEmpty ? nil : Wire.encode(Event.with { $0.dropped = dropped })
    }

    private static func dropped(_ bytes: [UInt8]) throws(DatabaseProblem) -> [Relationship] {
        do { return try Wire.decode(Event.self, from: bytes).dropped } catch {
            throw .corrupt(message: "the settings that an event dropped cannot be read: \(error)")
        }
    }

    private static func event(_ row: borrowing Row) throws(DatabaseProblem) -> Event {
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
        if let bytes = row.optionalBytes(9) { event.dropped = try dropped(bytes) }
        return event
    }
}
