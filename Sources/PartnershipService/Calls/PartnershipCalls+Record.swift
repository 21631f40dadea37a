// Storing what has become of a partnership: the row, an entry in its history, a notification for whoever is
// told, the fact that replicas learn, and the event for who asks later. All in the command's savepoint, so
// that they stand or fall together. An event tells the partnership from the side that acted, or the first
// where time did.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    /// Stores an outcome of a partnership whose row exists.
    ///
    /// - Parameter actor: who gave the command; empty for the operator and for time itself.
    func record(
        _ outcome: LifeOutcome, in partnership: inout StoredPartnership, actor: String, _ turn: CommandTurn
    ) throws(DatabaseProblem) {
        let before = partnership
        partnership.life = outcome.life
        partnership.nonce = randomness.next()
        partnership.updatedAt = outcome.at
        try store.update(partnership)
        try tell(outcome, of: partnership, from: before, actor: actor, turn)
    }

    /// Stores a new partnership and how it came about.
    func recordNew(
        _ outcome: LifeOutcome, id: String, actor: String, _ turn: CommandTurn
    ) throws(DatabaseProblem) -> StoredPartnership {
        let partnership = StoredPartnership(
            id: id, life: outcome.life, nonce: randomness.next(), createdAt: outcome.at, updatedAt: outcome.at
        )
        try store.insert(partnership)
        try tell(outcome, of: partnership, from: nil, actor: actor, turn)
        return partnership
    }

    /// Applies what time has done to a partnership by now; most often nothing.
    func letTimePass(on partnership: inout StoredPartnership, _ turn: CommandTurn) throws(DatabaseProblem) {
        for outcome in partnership.life.elapse(to: turn.now) {
            try record(outcome, in: &partnership, actor: "", turn)
        }
    }

    private func tell(
        _ outcome: LifeOutcome, of partnership: StoredPartnership, from before: StoredPartnership?,
        actor: String, _ turn: CommandTurn
    ) throws(DatabaseProblem) {
        let life = partnership.life
        let side = outcome.by ?? .first
        turn.note(
            in: life.organization(side), about: partnership.id, from: before.map { told($0, to: side) },
            to: told(partnership, to: side), byTime: outcome.by == nil)
        try store.insert(
            StoredEvent(
                partnership: partnership.id, version: life.version, at: outcome.at, actor: actor,
                organization: outcome.by.map(life.organization) ?? "", action: outcome.action,
                from: outcome.from,
                to: outcome.to, terms: outcome.terms, note: outcome.note))
        for notice in outcome.notices {
            try store.insert(
                Notification.with {
                    $0.id = IdMaker.make("ntf", from: randomness)
                    $0.organization = life.organization(notice.side)
                    $0.partnership = partnership.id
                    $0.partner = life.organization(notice.side.other)
                    $0.action = outcome.action
                    $0.needsAttention = notice.needsAttention
                    $0.at = outcome.at
                })
        }
        turn.emit { $0.partnership = life.fact(id: partnership.id) }
        deadlines.moved()
    }

    /// A partnership as one side sees it.
    func told(_ partnership: StoredPartnership, to side: Side) -> Partnership {
        partnership.told(to: side, catalog)
    }

    /// The answer to a command or a question about one partnership.
    func reply(_ partnership: StoredPartnership, to side: Side) -> PartnershipReply {
        .with { $0.partnership = told(partnership, to: side) }
    }
}
