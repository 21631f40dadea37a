import EntenteProtocol
import TestSupport

/// Everything a replica knows of the directory, gathered from facts.
struct KnownFacts: Equatable {
    var organizations: [String: Organization] = [:]
    var users: [String: User] = [:]
    var locations: [LocationKey: Location] = [:]
    var teams: [String: Team] = [:]
    var memberships: [MembershipKey: Membership] = [:]
    var relationships: [RelationshipKey: Relationship] = [:]
    var integrations: [LocationKey: Integration] = [:]
    var connections: Set<IntegrationConnection> = []
    /// Facts that say something is gone that was not there, or name a thing that is not there.
    var contradictions: [String] = []

    mutating func apply(_ fact: Fact) {
        if let thing = fact.organization { apply(thing) }
        if let thing = fact.location {
            require(organizations[thing.organization] != nil, "location \(thing.id)")
            locations[.with { ($0.organization, $0.id) = (thing.organization, thing.id) }] = thing
        }
        if let key = fact.locationDeleted { require(locations.removeValue(forKey: key) != nil, "no \(key)") }
        if let thing = fact.user {
            require(organizations[thing.organization] != nil, "user \(thing.id)")
            users[thing.id] = thing
        }
        if let thing = fact.team {
            require(organizations[thing.organization] != nil && thing.members.isEmpty, "team \(thing.id)")
            teams[thing.id] = thing
        }
        if let id = fact.teamDeleted {
            require(!memberships.keys.contains { $0.team == id }, "members of \(id)")
            require(teams.removeValue(forKey: id) != nil, "no team \(id)")
        }
        if let thing = fact.membership {
            require(teams[thing.team] != nil && users[thing.user] != nil, "membership \(thing)")
            memberships[.with { ($0.team, $0.user) = (thing.team, thing.user) }] = thing
        }
        if let key = fact.membershipDeleted {
            require(memberships.removeValue(forKey: key) != nil, "no \(key)")
        }
        applyRelationship(fact)
        applyIntegration(fact)
    }

    /// Where everybody's personal settings were set anew, one fact says so for all.
    private mutating func apply(_ organization: Organization) {
        let before = organizations.updateValue(organization, forKey: organization.id)
        guard let before, before.privacyResets < organization.privacyResets else { return }
        for (id, user) in users where user.organization == organization.id { users[id]?.privacy = .hideAll }
    }

    private mutating func applyRelationship(_ fact: Fact) {
        if let thing = fact.relationship {
            require(users[thing.owner] != nil && users[thing.viewer] != nil, "relationship \(thing)")
            relationships[.with { ($0.owner, $0.viewer) = (thing.owner, thing.viewer) }] = thing
        }
        if let key = fact.relationshipDeleted {
            require(relationships.removeValue(forKey: key) != nil, "no \(key)")
        }
    }

    private mutating func applyIntegration(_ fact: Fact) {
        if let thing = fact.integration {
            require(organizations[thing.organization] != nil, "integration \(thing.id)")
            require(thing.teams.allSatisfy { teams[$0] != nil }, "the teams of \(thing.id)")
            integrations[.with { ($0.organization, $0.id) = (thing.organization, thing.id) }] = thing
        }
        if let thing = fact.connection {
            let key = LocationKey.with { ($0.organization, $0.id) = (thing.organization, thing.integration) }
            require(users[thing.user] != nil && integrations[key] != nil, "connection \(thing)")
            require(connections.insert(thing).inserted, "there is \(thing)")
        }
        if let thing = fact.connectionDeleted {
            require(connections.remove(thing) != nil, "no \(thing)")
        }
    }

    private mutating func require(_ holds: Bool, _ words: String) {
        if !holds { contradictions.append(words) }
    }

    static func gathered(_ facts: [Fact]) -> KnownFacts {
        facts.reduce(into: KnownFacts()) { $0.apply($1) }
    }
}

extension DirectoryWorld {
    /// The digest of a history without changes.
    private static let emptyDigest: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Every change since the beginning, as a subscriber gets them.
    func changes() throws -> [Change] {
        let position = try position()
        let subscriber = cluster.caller(.directory, token: "replicate")
        let id = subscriber.send(
            SubscribeRequest.with {
                $0.epoch = position.directoryEpoch
                $0.digest = Self.emptyDigest
            })
        var changes: [Change] = []
        while changes.last?.revision ?? 0 < position.directory {
            guard let answer = subscriber.wait(for: id) else { throw Failure.unavailable("the feed was cut") }
            if answer.kind == .error { throw try Wire.decode(Failure.self, from: answer.payload) }
            changes += try Wire.decode(FeedItem.self, from: answer.payload).changes
        }
        subscriber.close()
        return changes
    }

    /// The facts of a snapshot, and what all its chunks say.
    func snapshot() throws -> (facts: [Fact], head: SnapshotChunk) {
        let subscriber = cluster.caller(.directory, token: "replicate")
        let id = subscriber.send(SnapshotRequest())
        var facts: [Fact] = []
        while let answer = subscriber.wait(for: id), answer.kind != .error {
            let chunk = try Wire.decode(SnapshotChunk.self, from: answer.payload)
            facts += chunk.facts
            if chunk.done {
                subscriber.close()
                return (facts, chunk)
            }
        }
        throw Failure.unavailable("the snapshot was cut")
    }

    /// Everything as queries answer it; which connections there are, no query says.
    func answered(besides connections: Set<IntegrationConnection> = []) throws -> KnownFacts {
        var known = KnownFacts()
        for organization in try all(ListOrganizationsRequest(), { ($0.items, $0.nextPageToken) }) {
            known.apply(.with { $0.organization = organization })
            let id = organization.id
            for location in try all(
                ListLocationsRequest.with { $0.organization = id }, { ($0.items, $0.nextPageToken) })
            {
                known.apply(.with { $0.location = location })
            }
            for user in try all(
                ListUsersRequest.with { $0.organization = id }, { ($0.items, $0.nextPageToken) })
            {
                known.apply(.with { $0.user = user })
            }
            for team in try all(
                ListTeamsRequest.with { $0.organization = id }, { ($0.items, $0.nextPageToken) })
            {
                known.apply(.with { $0.team = team })
                for member in try self.team(team.id).members {
                    known.apply(.with { $0.membership = Self.membership(member, of: team) })
                }
            }
            for integration in try all(
                ListIntegrationsRequest.with { $0.organization = id }, { ($0.items, $0.nextPageToken) })
            {
                known.apply(.with { $0.integration = integration })
            }
        }
        for owner in known.users.keys {
            for relationship in try all(
                ListRelationshipsRequest.with { $0.owner = owner }, { ($0.items, $0.nextPageToken) })
            {
                known.apply(.with { $0.relationship = relationship })
            }
        }
        known.connections = connections
        return known
    }

    private static func membership(_ member: TeamMember, of team: Team) -> Membership {
        .with {
            $0.team = team.id
            $0.user = member.user
            $0.subgroup = member.subgroup ?? ""
            $0.privacy = member.privacy
        }
    }

    private func all<R: ListRequest, Item>(
        _ request: R, _ read: (R.Response) -> (items: [Item], next: String)
    ) throws -> [Item] {
        var request = request
        var items: [Item] = []
        repeat {
            let page = read(try call(request))
            items += page.items
            request.pageToken = page.next
        } while !request.pageToken.isEmpty
        return items
    }
}
