import EntenteProtocol

extension DirectoryFacts {
    /// Takes over one fact; facts of other sources, and those this build does not know, are left aside.
    mutating func apply(_ fact: Fact) {
        if let user = fact.user {
            apply(user)
        } else if let membership = fact.membership {
            apply(membership)
        } else if let key = fact.membershipDeleted {
            delete(key)
        } else if let organization = fact.organization {
            apply(organization)
        } else if let location = fact.location {
            apply(location)
        } else if let key = fact.locationDeleted {
            delete(key)
        } else if let team = fact.team {
            apply(team)
        } else if let id = fact.teamDeleted {
            delete(team: id)
        } else if let relationship = fact.relationship {
            apply(relationship)
        } else if let key = fact.relationshipDeleted {
            delete(key)
        } else if let integration = fact.integration {
            apply(integration)
        } else if let connection = fact.connection {
            connect(connection)
        } else if let connection = fact.connectionDeleted {
            disconnect(connection)
        }
    }
}
