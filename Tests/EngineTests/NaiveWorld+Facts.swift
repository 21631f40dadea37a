// How facts change the naive world, and how it tells them again.

import EntenteProtocol
import Replica

extension NaiveWorld {
    mutating func apply(_ fact: Fact) {
        if let organization = fact.organization, isID(organization.id) {
            apply(organization)
        } else if let user = fact.user, isID(user.id), isID(user.organization) {
            users[user.id] = user
        } else if let location = fact.location, isID(location.id), isID(location.organization) {
            locations[Pair(first: location.organization, second: location.id)] = location
        } else if let key = fact.locationDeleted {
            locations[Pair(first: key.organization, second: key.id)] = nil
        } else if let table = fact.defaults, isID(table.organization) {
            defaults[table.organization] = table
        } else if let interaction = fact.interaction {
            apply(interaction)
        } else if let partnership = fact.partnership {
            apply(partnership)
        } else {
            applyAboutTeams(fact)
            applyAboutPeople(fact)
        }
    }

    private mutating func apply(_ organization: Organization) {
        let known = organizations[organization.id]
        organizations[organization.id] = organization
        guard let known, known.privacyResets < organization.privacyResets else { return }
        for (id, user) in users where user.organization == organization.id { users[id]?.privacy = .hideAll }
    }

    private mutating func apply(_ interaction: Interaction) {
        let isTaken = codes.values.contains(interaction.code) || codes[interaction.name] != nil
        guard !isTaken, (1...32).contains(interaction.code), !interaction.name.isEmpty,
            NaiveWorld.rights[interaction.name] == nil
        else { return }
        codes[interaction.name] = interaction.code
    }

    private mutating func apply(_ fact: PartnershipFact) {
        guard isID(fact.id), isID(fact.first), isID(fact.second), fact.first != fact.second else { return }
        let pair: Set = [fact.first, fact.second]
        if [.rejected, .withdrawn, .lapsed, .deleted].contains(fact.state) {
            if partnerships[pair]?.id == fact.id { partnerships[pair] = nil }
        } else {
            partnerships[pair] = fact
        }
    }

    private mutating func applyAboutTeams(_ fact: Fact) {
        if let team = fact.team, isID(team.id), isID(team.organization) {
            teams[team.id] = team
        } else if let id = fact.teamDeleted, teams[id] != nil {
            teams[id] = nil
            memberships = memberships.filter { $0.key.first != id }
        } else if let membership = fact.membership, isID(membership.team), isID(membership.user) {
            memberships[Pair(first: membership.team, second: membership.user)] = membership
        } else if let key = fact.membershipDeleted {
            memberships[Pair(first: key.team, second: key.user)] = nil
        }
    }

    private mutating func applyAboutPeople(_ fact: Fact) {
        if let setting = fact.relationship, isID(setting.owner), isID(setting.viewer) {
            let isSet = setting.level != .unspecified
            relationships[Pair(first: setting.owner, second: setting.viewer)] = isSet ? setting : nil
        } else if let key = fact.relationshipDeleted {
            relationships[Pair(first: key.owner, second: key.viewer)] = nil
        } else if let integration = fact.integration, isID(integration.id), isID(integration.organization) {
            integrations[Pair(first: integration.organization, second: integration.id)] = integration
        } else if let connection = fact.connection, isID(connection.organization), isID(connection.user),
            isID(connection.integration)
        {
            connections.insert(connection)
        } else if let connection = fact.connectionDeleted {
            connections.remove(connection)
        }
    }

    private func isID(_ id: String) -> Bool { !id.isEmpty && id.utf8.count <= 255 }

    /// Everything one source would put into a snapshot now.
    func facts(of source: FactSource) -> [Fact] {
        switch source {
        case .directory:
            var facts: [Fact] = []
            facts += organizations.values.map { value in .with { $0.organization = value } }
            facts += users.values.map { value in .with { $0.user = value } }
            facts += locations.values.map { value in .with { $0.location = value } }
            facts += teams.values.map { value in .with { $0.team = value } }
            facts += memberships.values.map { value in .with { $0.membership = value } }
            facts += relationships.values.map { value in .with { $0.relationship = value } }
            facts += integrations.values.map { value in .with { $0.integration = value } }
            facts += connections.map { value in .with { $0.connection = value } }
            return facts
        case .partnership:
            return defaults.values.map { value in Fact.with { $0.defaults = value } }
                + partnerships.values.map { value in Fact.with { $0.partnership = value } }
                + codes.map { Fact.interaction($0.value, $0.key) }
        }
    }

    /// Goes back to what `earlier` knew of one source.
    mutating func restore(_ source: FactSource, from earlier: NaiveWorld) {
        let now = self
        self = earlier
        switch source {
        case .directory:
            defaults = now.defaults
            partnerships = now.partnerships
            codes = now.codes
        case .partnership:
            organizations = now.organizations
            users = now.users
            locations = now.locations
            teams = now.teams
            memberships = now.memberships
            relationships = now.relationships
            integrations = now.integrations
            connections = now.connections
        }
    }
}
