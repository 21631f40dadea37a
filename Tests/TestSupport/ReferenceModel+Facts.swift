// The reference model can also be told what is so, as a replica is: by facts, which then count as they stand.
// Nothing is refused then, and nothing follows from a fact but itself; only that an organization set
// everybody's privacy to `hide-all` is told once for all of them.

import EntenteProtocol

extension ReferenceModel {
    /// Takes over one thing as it now is, or that it is no more.
    package mutating func take(_ fact: Fact) {
        takeFromDirectory(fact)
        takeAboutPeople(fact)
        if let interaction = fact.interaction {
            interactions.removeAll { $0.code == interaction.code }
            interactions.append(interaction)
            interactions.sort { $0.code < $1.code }
        }
        if let table = fact.defaults {
            defaults[table.organization] = ReferenceDefaults(
                table: unpacked(incoming: table.incoming, outgoing: table.outgoing))
        }
        if let partnership = fact.partnership { take(partnership) }
    }

    /// What its clock shows from now on, whatever was due in between.
    package mutating func set(now: Int64) { self.now = now }

    private mutating func takeFromDirectory(_ fact: Fact) {
        if let organization = fact.organization {
            if let known = self.organization(organization.id)?.privacyResets,
                known < organization.privacyResets
            {
                hideAll(in: organization.id)
            }
            organizations.removeAll { $0.id == organization.id }
            organizations.append(organization)
        }
        if let location = fact.location {
            removeLocation(location.organization, location.id)
            locations.append(location)
        }
        if let key = fact.locationDeleted { removeLocation(key.organization, key.id) }
        if let integration = fact.integration {
            integrations.removeAll { $0.organization == integration.organization && $0.id == integration.id }
            integrations.append(integration)
        }
        if let connection = fact.connection {
            connections.removeAll { $0 == connection }
            connections.append(connection)
        }
        if let connection = fact.connectionDeleted { connections.removeAll { $0 == connection } }
    }

    mutating func hideAll(in organization: String) {
        for place in users.indices where users[place].organization == organization {
            users[place].privacy = .hideAll
        }
    }

    private mutating func removeLocation(_ organization: String, _ id: String) {
        locations.removeAll { $0.organization == organization && $0.id == id }
    }

    private mutating func takeAboutPeople(_ fact: Fact) {
        if let user = fact.user {
            users.removeAll { $0.id == user.id }
            users.append(user)
        }
        if let team = fact.team {
            var kept = team
            kept.members = self.team(team.id)?.members ?? []
            teams.removeAll { $0.id == team.id }
            teams.append(kept)
        }
        if let id = fact.teamDeleted { teams.removeAll { $0.id == id } }
        if let membership = fact.membership {
            leave(membership.team, membership.user)
            join(membership)
        }
        if let key = fact.membershipDeleted { leave(key.team, key.user) }
        if let setting = fact.relationship {
            removeSetting(setting.owner, setting.viewer)
            relationships.append(setting)
        }
        if let key = fact.relationshipDeleted { removeSetting(key.owner, key.viewer) }
    }

    private mutating func join(_ membership: Membership) {
        guard let place = teams.firstIndex(where: { $0.id == membership.team }) else { return }
        teams[place].members.append(
            .with {
                $0.user = membership.user
                $0.subgroup = teams[place].kind == .monitoring ? membership.subgroup : nil
                $0.privacy = membership.privacy
            })
    }

    private mutating func leave(_ team: String, _ user: String) {
        for place in teams.indices where teams[place].id == team {
            teams[place].members.removeAll { $0.user == user }
        }
    }

    private mutating func removeSetting(_ owner: String, _ viewer: String) {
        relationships.removeAll { $0.owner == owner && $0.viewer == viewer }
    }

    private mutating func take(_ fact: PartnershipFact) {
        partnerships.removeAll { $0.id == fact.id }
        partnerships.append(
            ReferencePartnership(
                id: fact.id, first: fact.first, second: fact.second, state: fact.state,
                version: fact.version, terms: unpacked(incoming: fact.backward, outgoing: fact.forward),
                termsEnd: fact.termsExpireAt))
    }

    /// Two bits an interaction, from the lowest code on: 0 deny, 1 ask, 2 allow.
    private func unpacked(incoming: UInt64, outgoing: UInt64) -> ReferenceTable {
        var table: ReferenceTable = [:]
        for interaction in interactions {
            let shift = UInt64(interaction.code - 1) * 2
            table[interaction.name] = ReferenceStates(
                incoming: state(incoming >> shift & 3), outgoing: state(outgoing >> shift & 3))
        }
        return table
    }

    private func state(_ bits: UInt64) -> PermissionState {
        switch bits {
        case 1: return .ask
        case 2: return .allow
        default: return .deny
        }
    }
}
