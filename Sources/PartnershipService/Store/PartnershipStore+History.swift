// What was done to partnerships, and who was told. Neither is ever removed: both outlive the partnership.

import EntenteProtocol
import Rules
import SQLiteStore

/// An entry of a partnership's history as its row holds it: terms by direction, so that either side can be
/// told.
struct StoredEvent: Equatable {
    let partnership: String
    let version: Int64
    let at: Int64
    let actor: String
    let organization: String
    let action: PartnershipAction
    let from: PartnershipState
    let to: PartnershipState
    let terms: AgreedTerms?
    let note: String

    /// The entry as `side` sees it.
    func told(to side: Side, _ catalog: InteractionCatalog) -> PartnershipEvent {
        .with {
            $0.partnership = partnership
            $0.version = version
            $0.at = at
            $0.actor = actor
            $0.organization = organization
            $0.action = action
            $0.from = from
            $0.to = to
            $0.terms = terms?.seen(from: side).entries(catalog) ?? []
            $0.note = note
        }
    }
}

extension PartnershipStore {
    /// Adds an entry to a partnership's history.
    func insert(_ event: StoredEvent) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO history (partnership, version, at, actor, organization, action, from_state, to_state,
            forward, backward, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, event.partnership, event.version, event.at, event.actor, event.organization,
            Int(event.action.rawValue), Int(event.from.rawValue), Int(event.to.rawValue),
            event.terms?.forward.word, event.terms?.backward.word, event.note)
    }

    /// The history of a partnership after a version, oldest first, at most `limit`.
    func history(of partnership: String, after version: Int64, limit: Int) throws(DatabaseProblem)
        -> [StoredEvent]
    {
        try database.rows(
            """
            SELECT version, at, actor, organization, action, from_state, to_state, forward, backward, note
            FROM history WHERE partnership = ? AND version > ? ORDER BY version LIMIT ?
            """, partnership, version, limit
        ) { (row: borrowing Row) throws(DatabaseProblem) in
            StoredEvent(
                partnership: partnership, version: row.int64(0), at: row.int64(1), actor: row.string(2),
                organization: row.string(3), action: try row.word(4), from: try row.word(5),
                to: try row.word(6),
                terms: row.terms(forward: 7, backward: 8), note: row.string(9))
        }
    }
}
