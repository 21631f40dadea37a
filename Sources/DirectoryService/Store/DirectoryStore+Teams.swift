import EntenteProtocol
import Rules
import SQLiteStore

// Teams are read without their members, of which there may be many; see `DirectoryStore+Memberships`. How
// many there are stands in the team's row, so that a list of teams needs not count.

extension DirectoryStore {
    private static let columns = "id, organization, name, kind, level, member_count, version"

    /// The team `id` without its members, nil where there is none.
    func team(_ id: String) throws(DatabaseProblem) -> Team? {
        let found = try database.queryOne(
            "SELECT \(Self.columns) FROM teams WHERE id = ?", id, map: { Self.team($0) })
        guard let found else { return nil }
        return try withShape(found)
    }

    /// At most `limit` teams of an organization with ids after `id`, in order, without members.
    func teams(of organization: String, after id: String, limit: Int) throws(DatabaseProblem) -> [Team] {
        try withShapes(
            try database.rows(
                "SELECT \(Self.columns) FROM teams WHERE organization = ? AND id > ? ORDER BY id LIMIT ?",
                organization, id, limit, map: { Self.team($0) }))
    }

    /// At most `limit` teams with ids after `id`, in order, without members.
    func teams(after id: String, limit: Int) throws(DatabaseProblem) -> [Team] {
        try withShapes(
            try database.rows(
                "SELECT \(Self.columns) FROM teams WHERE id > ? ORDER BY id LIMIT ?", id, limit,
                map: { Self.team($0) }))
    }

    /// Adds a team; its members are added one by one.
    func insert(_ team: Team) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO teams (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)", team.id, team.organization,
            team.name, team.kind.stored, team.level.stored, Int(team.memberCount), team.version)
        try insertShape(of: team)
    }

    /// Replaces what is kept of a team, its members aside.
    func update(_ team: Team) throws(DatabaseProblem) {
        try updateRow(of: team)
        try deleteShape(of: team)
        try insertShape(of: team)
    }

    /// Replaces what is kept of a team whose sub-groups and grants stay.
    func updateRow(of team: Team) throws(DatabaseProblem) {
        try database.run(
            "UPDATE teams SET name = ?, level = ?, member_count = ?, version = ? WHERE id = ?", team.name,
            team.level.stored, Int(team.memberCount), team.version, team.id)
    }

    /// Removes a team and everybody's membership in it.
    func delete(_ team: Team) throws(DatabaseProblem) {
        try database.run("DELETE FROM memberships WHERE team = ?", team.id)
        try deleteShape(of: team)
        try database.run("DELETE FROM teams WHERE id = ?", team.id)
    }
}

// MARK: - Sub-groups and grants

extension DirectoryStore {
    private func insertShape(of team: Team) throws(DatabaseProblem) {
        for (place, name) in team.subgroups.enumerated() {
            try database.run(
                "INSERT INTO team_subgroups (team, place, name) VALUES (?, ?, ?)", team.id, place, name)
        }
        for (place, grant) in team.grants.enumerated() {
            try database.run(
                """
                INSERT INTO team_grants (team, place, viewer_subgroup, owner_subgroup, level)
                VALUES (?, ?, ?, ?, ?)
                """, team.id, place, grant.viewerSubgroup, grant.ownerSubgroup, grant.level.stored)
        }
    }

    private func deleteShape(of team: Team) throws(DatabaseProblem) {
        try database.run("DELETE FROM team_subgroups WHERE team = ?", team.id)
        try database.run("DELETE FROM team_grants WHERE team = ?", team.id)
    }

    private func withShapes(_ teams: [Team]) throws(DatabaseProblem) -> [Team] {
        var teams = teams
        for index in teams.indices { teams[index] = try withShape(teams[index]) }
        return teams
    }

    private func withShape(_ team: Team) throws(DatabaseProblem) -> Team {
        guard team.kind == .monitoring else { return team }
        var team = team
        team.subgroups = try database.rows(
            "SELECT name FROM team_subgroups WHERE team = ? ORDER BY place", team.id
        ) { $0.string(0) }
        team.grants = try database.rows(
            "SELECT viewer_subgroup, owner_subgroup, level FROM team_grants WHERE team = ? ORDER BY place",
            team.id, map: { Self.grant($0) })
        return team
    }

    private static func team(_ row: borrowing Row) -> Team {
        var team = Team()
        team.id = row.string(0)
        team.organization = row.string(1)
        team.name = row.string(2)
        team.kind = row.word(3)
        team.level = row.word(4)
        team.memberCount = Int32(
            truncatingIfNeeded: row.int64(
                5, within: 0...Int64(Limits.batchCount), "the number of members of the team `\(team.id)`"))
        team.version = row.version(6, of: "the team `\(team.id)`")
        return team
    }

    private static func grant(_ row: borrowing Row) -> TeamGrant {
        var grant = TeamGrant()
        grant.viewerSubgroup = row.string(0)
        grant.ownerSubgroup = row.string(1)
        grant.level = row.word(2)
        return grant
    }
}
