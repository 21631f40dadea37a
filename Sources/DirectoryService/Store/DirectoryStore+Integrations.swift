// An integration's id counts within its organization. The teams it is for are rows of their own, which hold
// on to those teams; connections stay when an integration is put anew, and are looked at when its scope asks
// for them.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns = "organization, id, kind, scope, enabled, version"

    /// The integration `id` of an organization, nil where there is none.
    func integration(_ id: String, of organization: String) throws(DatabaseProblem) -> Integration? {
        let found = try database.queryOne(
            "SELECT \(Self.columns) FROM integrations WHERE organization = ? AND id = ?", organization, id,
            map: { Self.integration($0) })
        guard let found else { return nil }
        return try withTeams([found])[0]
    }

    /// At most `limit` integrations of an organization with ids after `id`, in order.
    func integrations(
        of organization: String, after id: String, limit: Int
    ) throws(DatabaseProblem) -> [Integration] {
        try withTeams(
            try database.rows(
                """
                SELECT \(Self.columns) FROM integrations WHERE organization = ? AND id > ?
                ORDER BY id LIMIT ?
                """, organization, id, limit, map: { Self.integration($0) }))
    }

    /// At most `limit` integrations after `key`, in order.
    func integrations(after key: IntegrationKey, limit: Int) throws(DatabaseProblem) -> [Integration] {
        try withTeams(
            try database.rows(
                """
                SELECT \(Self.columns) FROM integrations WHERE (organization, id) > (?, ?)
                ORDER BY organization, id LIMIT ?
                """, key.organization, key.id, limit, map: { Self.integration($0) }))
    }

    /// An integration that a team is named for, nil where there is none.
    func integration(forTeam team: String) throws(DatabaseProblem) -> String? {
        try database.queryOne(
            "SELECT integration FROM integration_teams WHERE team = ? ORDER BY integration LIMIT 1", team,
            map: { $0.string(0) })
    }

    /// Whether an integration is for a user: for everyone, or for a team they are in.
    func isInAudience(_ user: String, of integration: Integration) throws(DatabaseProblem) -> Bool {
        guard !integration.teams.isEmpty else { return true }
        return try database.queryOne(
            """
            SELECT 1 FROM integration_teams AS i JOIN memberships AS m ON m.team = i.team
            WHERE i.organization = ? AND i.integration = ? AND m.user = ? LIMIT 1
            """, integration.organization, integration.id, user, map: { $0.bool(0) }) ?? false
    }

    /// Adds an integration.
    func insert(_ integration: Integration) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO integrations (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?)", integration.organization,
            integration.id, integration.kind.stored, integration.scope.stored, integration.enabled,
            integration.version)
        try insertTeams(of: integration)
    }

    /// Replaces what is kept of an integration, its connections aside.
    func update(_ integration: Integration) throws(DatabaseProblem) {
        try database.run(
            """
            UPDATE integrations SET kind = ?, scope = ?, enabled = ?, version = ?
            WHERE organization = ? AND id = ?
            """, integration.kind.stored, integration.scope.stored, integration.enabled, integration.version,
            integration.organization, integration.id)
        try database.run(
            "DELETE FROM integration_teams WHERE organization = ? AND integration = ?",
            integration.organization, integration.id)
        try insertTeams(of: integration)
    }

    private func insertTeams(of integration: Integration) throws(DatabaseProblem) {
        for (place, team) in integration.teams.enumerated() {
            try database.run(
                """
                INSERT INTO integration_teams (organization, integration, place, team) VALUES (?, ?, ?, ?)
                """, integration.organization, integration.id, place, team)
        }
    }

    private func withTeams(_ integrations: [Integration]) throws(DatabaseProblem) -> [Integration] {
        var integrations = integrations
        for index in integrations.indices {
            integrations[index].teams = try database.rows(
                """
                SELECT team FROM integration_teams WHERE organization = ? AND integration = ? ORDER BY place
                """, integrations[index].organization, integrations[index].id
            ) { $0.string(0) }
        }
        return integrations
    }

    private static func integration(_ row: borrowing Row) -> Integration {
        var integration = Integration()
        integration.organization = row.string(0)
        integration.id = row.string(1)
        integration.kind = row.word(2)
        integration.scope = row.word(3)
        integration.enabled = row.bool(4)
        integration.version = row.version(
            5, of: "the integration `\(integration.id)` of `\(integration.organization)`")
        return integration
    }
}

/// An integration's name in the cluster.
struct IntegrationKey {
    /// The organization's id.
    var organization = ""
    /// Which one.
    var id = ""

    /// The key before all others.
    init() {}

    /// The key of an integration.
    init(_ integration: Integration) {
        organization = integration.organization
        id = integration.id
    }
}

// MARK: - Connections

extension DirectoryStore {
    /// Whether there is a connection.
    func has(_ connection: IntegrationConnection) throws(DatabaseProblem) -> Bool {
        try database.queryOne(
            "SELECT 1 FROM connections WHERE organization = ? AND integration = ? AND user = ?",
            connection.organization, connection.integration, connection.user, map: { $0.bool(0) }) ?? false
    }

    /// At most `limit` connections after `key`, in order.
    func connections(
        after key: IntegrationConnection, limit: Int
    ) throws(DatabaseProblem) -> [IntegrationConnection] {
        try database.rows(
            """
            SELECT organization, integration, user FROM connections
            WHERE (organization, integration, user) > (?, ?, ?)
            ORDER BY organization, integration, user LIMIT ?
            """, key.organization, key.integration, key.user, limit, map: { Self.connection($0) })
    }

    /// Adds a connection.
    func insert(_ connection: IntegrationConnection) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO connections (organization, integration, user) VALUES (?, ?, ?)",
            connection.organization, connection.integration, connection.user)
    }

    /// Removes a connection.
    func delete(_ connection: IntegrationConnection) throws(DatabaseProblem) {
        try database.run(
            "DELETE FROM connections WHERE organization = ? AND integration = ? AND user = ?",
            connection.organization, connection.integration, connection.user)
    }

    private static func connection(_ row: borrowing Row) -> IntegrationConnection {
        var connection = IntegrationConnection()
        connection.organization = row.string(0)
        connection.integration = row.string(1)
        connection.user = row.string(2)
        return connection
    }
}
