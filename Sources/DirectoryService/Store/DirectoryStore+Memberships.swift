// Memberships are rows of their own, so that a change of one costs the same in a large team as in a small
// one.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns = "team, user, subgroup, privacy"

    /// A user's place in a team, nil where they have none.
    func membership(of user: String, in team: String) throws(DatabaseProblem) -> Membership? {
        try database.queryOne(
            "SELECT \(Self.columns) FROM memberships WHERE team = ? AND user = ?", team, user,
            map: { Self.membership($0) })
    }

    /// Everybody's place in a team, by user id.
    func memberships(in team: String) throws(DatabaseProblem) -> [Membership] {
        try database.rows(
            "SELECT \(Self.columns) FROM memberships WHERE team = ? ORDER BY user", team,
            map: { Self.membership($0) })
    }

    /// At most `limit` memberships after `key`, in order.
    func memberships(after key: MembershipKey, limit: Int) throws(DatabaseProblem) -> [Membership] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM memberships WHERE (team, user) > (?, ?)
            ORDER BY team, user LIMIT ?
            """, key.team, key.user, limit, map: { Self.membership($0) })
    }

    /// The sub-groups of a team that somebody is in.
    func subgroupsInUse(of team: String) throws(DatabaseProblem) -> [String] {
        try database.rows(
            "SELECT DISTINCT subgroup FROM memberships WHERE team = ? ORDER BY subgroup", team
        ) { $0.string(0) }
    }

    /// Adds a membership.
    func insert(_ membership: Membership) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO memberships (\(Self.columns)) VALUES (?, ?, ?, ?)", membership.team,
            membership.user, membership.subgroup, membership.privacy.stored)
    }

    /// Replaces what is kept of a membership.
    func update(_ membership: Membership) throws(DatabaseProblem) {
        try database.run(
            "UPDATE memberships SET subgroup = ?, privacy = ? WHERE team = ? AND user = ?",
            membership.subgroup, membership.privacy.stored, membership.team, membership.user)
    }

    /// Removes a membership.
    func delete(_ membership: Membership) throws(DatabaseProblem) {
        try database.run(
            "DELETE FROM memberships WHERE team = ? AND user = ?", membership.team, membership.user)
    }

    private static func membership(_ row: borrowing Row) -> Membership {
        var membership = Membership()
        membership.team = row.string(0)
        membership.user = row.string(1)
        membership.subgroup = row.string(2)
        membership.privacy = row.word(3)
        return membership
    }
}
