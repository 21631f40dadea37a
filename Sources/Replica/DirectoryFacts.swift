// The directory's facts in memory. Facts may name what no fact has described yet: the id then gets its number
// and an empty record, so the order in which facts arrive does not matter and none can refer to nothing.

import EntenteProtocol

/// Everything a replica keeps of the directory.
struct DirectoryFacts: ~Copyable {
    var users: IdentifierTable<UserRecord>
    var memberships = Row<MembershipRecord>()
    /// The first of the membership records that are free again.
    var freeMembership = Identifier.none

    var organizations: IdentifierTable<OrganizationRecord>
    /// Organizations not yet tied to what the partnership service's facts say of them.
    var untied: [OrganizationIndex] = []

    /// The floors of organizations that have any, by name: which of them have a code yet, the catalog knows.
    var floors: [UInt32: [InteractionFloor]] = [:]
    /// Organizations whose floors were told and not yet looked up in the catalog.
    var unresolvedFloors: [OrganizationIndex] = []

    /// Locations by the organization's number (four bytes) and the location's id.
    var locations: IdentifierTable<LocationRecord>

    /// Team ids with the record each stands for now: a team made anew has a record, so members, of its own.
    var teams: IdentifierTable<UInt32>
    var teamRecords = Row<TeamRecord>()
    var grants = GrantLists()
    /// The names of sub-groups.
    var subgroups: IdentifierTable<UInt8>

    /// The levels that owners (first) set viewers (second) to.
    var relationships: PairValues

    /// Integrations by the organization's number (four bytes) and the integration's id.
    var integrations: IdentifierTable<IntegrationRecord>
    /// The numbers of the ids of the teams that an integration is for, by its number.
    var audiences: [UInt32: [UInt32]] = [:]
    /// Which users (first) have connected which integrations (second).
    var connections: PairValues

    /// Who has which e-mail address; empty where that is not wanted.
    var addresses: AddressBook
    let keepsAddresses: Bool

    /// Who can be found by the beginning of their name; empty where that is not wanted.
    var people: PeopleIndex
    let keepsNames: Bool

    /// How many users have been described.
    private(set) var userCount = 0
    /// How many organizations have been described.
    var organizationCount = 0

    /// No facts.
    ///
    /// - Parameters:
    ///   - seed: what the hashes of the id tables start from.
    ///   - keepsAddresses: whether users can be found by e-mail address.
    ///   - keepsNames: whether users can be found by the beginning of their name.
    init(seed: UInt64, keepsAddresses: Bool, keepsNames: Bool) {
        precondition(!keepsAddresses || !keepsNames, "a record has room for one of the two")
        users = IdentifierTable(seed: seed)
        organizations = IdentifierTable(seed: seed)
        locations = IdentifierTable(seed: seed)
        teams = IdentifierTable(seed: seed)
        subgroups = IdentifierTable(seed: seed)
        relationships = PairValues(seed: seed)
        integrations = IdentifierTable(seed: seed)
        connections = PairValues(seed: seed)
        addresses = AddressBook(seed: seed)
        self.keepsAddresses = keepsAddresses
        people = PeopleIndex(seed: seed)
        self.keepsNames = keepsNames
    }

    /// The memory these facts hold, in bytes.
    var memoryByteCount: Int {
        users.memoryByteCount + memberships.memoryByteCount + organizations.memoryByteCount
            + locations.memoryByteCount + teams.memoryByteCount + teamRecords.memoryByteCount
            + addresses.memoryByteCount + grants.memoryByteCount + subgroups.memoryByteCount
            + relationships.memoryByteCount + integrations.memoryByteCount + connections.memoryByteCount
            + people.memoryByteCount
    }
}

extension DirectoryFacts {
    /// The number of an organization, described or not; nil for what cannot be an id.
    mutating func internOrganization(_ id: String) -> OrganizationIndex? {
        let count = organizations.count
        let number = organizations.intern(id, new: .named)
        guard number != Identifier.none else { return nil }
        let index = OrganizationIndex(number: number)
        if organizations.count > count { untied.append(index) }
        return index
    }

    /// The number of a user, described or not; nil for what cannot be an id.
    mutating func internUser(_ id: String) -> UInt32? {
        let number = users.intern(id, new: .named)
        return number == Identifier.none ? nil : number
    }

    /// Lets every answer about the organization's people be made anew.
    mutating func touch(_ organization: OrganizationIndex) {
        organizations[organization.number].stamp &+= 1
    }

    /// Takes over a user as they now are.
    mutating func apply(_ user: User) {
        guard let organization = internOrganization(user.organization), let number = internUser(user.id)
        else {
            return
        }
        let old = users[number]
        var record = old
        if !old.flags.isKnown { userCount += 1 }
        if keepsAddresses { addresses.assign(user.email, to: number, insteadOf: &record.text) }
        record.organization = organization
        record.location = internLocation(user.location, of: organization)
        record.flags = UserFlags(user)
        // A new name or address decides nothing: answers that are remembered outlive it.
        if !record.decides(as: old) { record.stamp &+= 1 }
        let isListedAnew = keepsNames && rename(number, to: user, from: old, &record)
        users[number] = record
        if isListedAnew { list(number) }
    }
}

extension UserRecord {
    /// Whether every decision is the same with this record as with the other.
    fileprivate func decides(as other: UserRecord) -> Bool {
        organization == other.organization && location == other.location
            && flags.decides(as: other.flags)
    }
}
