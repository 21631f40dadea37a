// What time does when nobody gives a command. Each partnership is a command of its own: replicas may learn of
// one before the next, and a problem with one holds up no other.

import EntenteProtocol
import SQLiteStore
import Source

extension PartnershipCalls {
    /// Partnerships that time changes in one turn; the next turn goes on, so that callers do not wait for
    /// all.
    private static let dueMaximum = 256

    /// Applies to every partnership what is due by now.
    func letTimePass() {
        let now = source.server.loop.wallNow
        guard let due = try? store.due(by: now, limit: Self.dueMaximum) else { return }
        for var partnership in due {
            source.runByTime { turn in try letTimePass(on: &partnership, turn) }
        }
    }
}
