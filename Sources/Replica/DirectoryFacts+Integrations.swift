// Integrations, whom they are for and who has connected them. Nothing the engine remembers rests on these, so
// no stamp moves.

import EntenteProtocol

extension DirectoryFacts {
    /// Takes over an integration as it now is.
    mutating func apply(_ integration: Integration) {
        guard let number = internIntegration(integration.id, of: integration.organization) else { return }
        integrations[number].kind = integration.kind
        integrations[number].scope = integration.scope
        integrations[number].enabled = integration.enabled
        integrations[number].isForTeams = !integration.teams.isEmpty
        integrations[number].exists = true
        var audience: [UInt32] = []
        for team in integration.teams {
            let id = teams.intern(team, new: Identifier.none)
            if id != Identifier.none { audience.append(id) }
        }
        audiences[number] = audience.isEmpty ? nil : audience
    }

    /// Takes over that a user has connected an integration.
    mutating func connect(_ connection: IntegrationConnection) { set(connection, 1) }

    /// Forgets a connection.
    mutating func disconnect(_ connection: IntegrationConnection) { set(connection, 0) }

    /// The number of an integration that was described, or nil.
    func integration(_ id: String, of organization: OrganizationIndex) -> UInt32? {
        guard Self.isIDWithinOrganization(id) else { return nil }
        let number = Self.withKey(id, organization) { integrations.find($0) }
        guard number != Identifier.none, integrations[number].exists else { return nil }
        return number
    }

    /// Whether an integration is for a user.
    func isInAudience(_ user: UInt32, _ integration: UInt32) -> Bool {
        guard users[user].organization == integrations[integration].organization else { return false }
        guard integrations[integration].isForTeams else { return true }
        for team in audiences[integration] ?? [] where membership(of: user, inTeam: team) != nil {
            return true
        }
        return false
    }

    private mutating func set(_ connection: IntegrationConnection, _ value: UInt8) {
        guard let user = internUser(connection.user),
            let integration = internIntegration(connection.integration, of: connection.organization)
        else { return }
        connections.set(user, integration, value)
    }

    /// The number of an integration, described or not; nil for what cannot be an id.
    private mutating func internIntegration(_ id: String, of organization: String) -> UInt32? {
        guard Self.isIDWithinOrganization(id), let organization = internOrganization(organization) else {
            return nil
        }
        let number = Self.withKey(id, organization) { integrations.intern($0, new: .named) }
        integrations[number].organization = organization
        return number
    }
}
