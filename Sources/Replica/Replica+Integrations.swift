// What can be looked up about integrations.

import EntenteProtocol

/// An integration that the directory has described.
package struct IntegrationView: Sendable {
    let number: UInt32
    /// What it is for.
    package let kind: IntegrationKind
    /// Whether it serves all at once, or each user connects it.
    package let scope: IntegrationScope
    /// Whether it is switched on.
    package let enabled: Bool
    /// The ids of the teams it is for; nil for everyone.
    package let teams: [String]?
}

extension Replica {
    /// The integration of that id in an organization, or nil where there is none.
    package func integration(_ id: String, of organization: OrganizationIndex) -> IntegrationView? {
        guard let number = directory.pointee.integration(id, of: organization) else { return nil }
        let record = directory.pointee.integrations[number]
        let teams = (directory.pointee.audiences[number] ?? []).map { directory.pointee.teams.string($0) }
        return IntegrationView(
            number: number, kind: record.kind, scope: record.scope, enabled: record.enabled,
            teams: record.isForTeams ? teams : nil)
    }

    /// Whether an integration is for a user.
    package func isInAudience(_ user: UserIndex, _ integration: IntegrationView) -> Bool {
        directory.pointee.isInAudience(user.number, integration.number)
    }

    /// Whether a user has connected an integration.
    package func isConnected(_ user: UserIndex, _ integration: IntegrationView) -> Bool {
        directory.pointee.connections.value(user.number, integration.number) != 0
    }
}
