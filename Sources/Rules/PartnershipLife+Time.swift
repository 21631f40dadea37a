// What happens without anybody's doing: what is open lapses, and terms end. A service applies this before
// every command and from a timer set to `dueAt`.

import EntenteProtocol
import PlantedBugs

extension PartnershipLife {
    /// When time next changes this partnership, in milliseconds since 1970 UTC; nil for never.
    package var dueAt: Int64? {
        switch (termsDueAt, open?.expiresAt) {
        case (let terms?, let open?): return min(terms, open)
        case (let terms, let open): return terms ?? open
        }
    }

    /// What time has done to this partnership by `now`, in order; empty where nothing was due.
    ///
    /// Where both are due the earlier comes first, and the end of the terms before a lapse of the same
    /// moment.
    ///
    /// - Parameter now: Milliseconds since 1970 UTC.
    package func elapse(to now: Int64) -> [LifeOutcome] {
        var outcomes: [LifeOutcome] = []
        var life = self
        while let due = life.dueAt, due <= now {
            if isPlanted("nothing lapses"), life.termsDueAt != due { break }
            let outcome = life.termsDueAt == due ? life.ended(at: due) : life.lapsed(at: due)
            outcomes.append(outcome)
            life = outcome.life
        }
        return outcomes
    }

    /// Terms end only while they are in force; afterwards they merely cannot be enabled again.
    private var termsDueAt: Int64? { state == .enabled ? termsExpireAt : nil }

    private func ended(at due: Int64) -> LifeOutcome {
        var life = self
        life.state = .disabled
        return life.next(.termsExpired, by: nil, from: state, at: due)
    }

    private func lapsed(at due: Int64) -> LifeOutcome {
        guard let open else { preconditionFailure("something is open where something lapses") }
        return dropping(open, ending: .lapsed).next(.lapsed, by: nil, from: state, at: due)
    }
}
