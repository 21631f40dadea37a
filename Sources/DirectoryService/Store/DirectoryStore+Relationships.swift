// What people set one another to, by owner. A setting that was cleared is gone; the versions an owner's
// settings get go on counting in the owner's row, so none is given twice.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns = "owner, viewer, level, version"

    /// What an owner set a viewer to, nil where they set nothing.
    func relationship(_ owner: String, _ viewer: String) throws(DatabaseProblem) -> Relationship? {
        try database.queryOne(
            "SELECT \(Self.columns) FROM relationships WHERE owner = ? AND viewer = ?", owner, viewer,
            map: { Self.relationship($0) })
    }

    /// At most `limit` settings of an owner for viewers after `viewer`, in order.
    func relationships(
        of owner: String, after viewer: String, limit: Int
    ) throws(DatabaseProblem) -> [Relationship] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM relationships WHERE owner = ? AND viewer > ? ORDER BY viewer LIMIT ?
            """, owner, viewer, limit, map: { Self.relationship($0) })
    }

    /// At most `limit` settings after `key`, in order.
    func relationships(after key: RelationshipKey, limit: Int) throws(DatabaseProblem) -> [Relationship] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM relationships WHERE (owner, viewer) > (?, ?)
            ORDER BY owner, viewer LIMIT ?
            """, key.owner, key.viewer, limit, map: { Self.relationship($0) })
    }

    /// Whether an owner has made `count` settings or more.
    func hasRelationships(_ count: Int, of owner: String) throws(DatabaseProblem) -> Bool {
        try database.queryOne(
            "SELECT 1 FROM relationships WHERE owner = ? LIMIT 1 OFFSET ?", owner, count - 1,
            map: { $0.bool(0) }) ?? false
    }

    /// The version that a setting of an owner's gets next; it is given to no other.
    func takeRelationshipVersion(of owner: String) throws(DatabaseProblem) -> Int64 {
        let last = try database.queryOne("SELECT relationship_version FROM users WHERE id = ?", owner) {
            $0.int64(
                0, within: 0...Row.counterMaximum, "the last version of a setting of the user `\(owner)`")
        }
        guard let last else { throw .corrupt(message: "user `\(owner)` is missing") }
        try database.run("UPDATE users SET relationship_version = ? WHERE id = ?", last + 1, owner)
        return last + 1
    }

    /// Adds a setting, or replaces the one there is for the pair.
    func put(_ relationship: Relationship) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO relationships (\(Self.columns)) VALUES (?, ?, ?, ?)
            ON CONFLICT (owner, viewer) DO UPDATE SET level = excluded.level, version = excluded.version
            """, relationship.owner, relationship.viewer, relationship.level.stored, relationship.version)
    }

    /// Removes a setting.
    func delete(_ relationship: Relationship) throws(DatabaseProblem) {
        try database.run(
            "DELETE FROM relationships WHERE owner = ? AND viewer = ?", relationship.owner,
            relationship.viewer)
    }

    /// Removes every setting of an owner's.
    func deleteRelationships(of owner: String) throws(DatabaseProblem) {
        try database.run("DELETE FROM relationships WHERE owner = ?", owner)
    }

    /// What each team gives a viewer that they and an owner are both in: a work team its level, a monitoring
    /// team what the viewer's sub-group is granted on the owner's, if anything.
    func teamLevels(of viewer: String, toward owner: String) throws(DatabaseProblem) -> [Level] {
        try database.rows(
            """
            SELECT coalesce(g.level, t.level) FROM memberships AS o
            JOIN memberships AS v ON v.team = o.team
            JOIN teams AS t ON t.id = o.team
            LEFT JOIN team_grants AS g ON g.team = o.team
                AND g.viewer_subgroup = v.subgroup AND g.owner_subgroup = o.subgroup
            WHERE o.user = ? AND v.user = ?
            """, owner, viewer, map: { $0.word(0) })
    }

    private static func relationship(_ row: borrowing Row) -> Relationship {
        var relationship = Relationship()
        relationship.owner = row.string(0)
        relationship.viewer = row.string(1)
        relationship.level = row.word(2)
        relationship.version = row.version(
            3, of: "what `\(relationship.owner)` set `\(relationship.viewer)` to")
        return relationship
    }
}
