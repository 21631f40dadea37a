// The directory in the reference model: organizations, people, locations. Every command looks for refusals in
// one order: form, existence, actor, version, state. What changes nothing makes no version.

import EntenteProtocol

// MARK: - Organizations

extension ReferenceModel {
    mutating func createOrganization(_ request: CreateOrganizationRequest) throws(Failure)
        -> OrganizationReply
    {
        try requireCommandForm(request)
        try requireNewID(request.id)
        try requireName(request.name)
        try requireDomains(request.emailDomains)
        try requireOperator(request.actor)
        let made = newOrganization(request)
        if organization(made.id) != nil { throw Failure(.alreadyExists, "id taken") }
        try requireFreeDomains(of: made)
        organizations.append(made)
        locations.append(newLocation(of: made.id))
        return .with { $0.organization = made }
    }

    private func newOrganization(_ request: CreateOrganizationRequest) -> Organization {
        .with {
            $0.id = request.id.isEmpty ? "org-\(organizations.count)" : request.id
            $0.name = request.name
            $0.emailDomains = request.emailDomains
            $0.relationshipPolicy = .extendAndRestrict
            $0.version = 1
            $0.minimums = ReferenceModel.rights.map { right in
                .with {
                    $0.right = right.name
                    $0.level = right.minimum
                }
            }
            $0.sharingPolicies = ReferenceModel.sharedTypes.map { type in
                .with {
                    $0.contentType = type
                    $0.offered = [.everyone, .teamsAndUsers, .onlyYou]
                    $0.fallback = .onlyYou
                    $0.reach = .any
                }
            }
            $0.syncedMode = .everyone
            $0.mailBodies = true
            $0.privateMeetings = true
        }
    }

    /// Every organization has a location `default`.
    private func newLocation(of organization: String) -> Location {
        .with {
            $0.organization = organization
            $0.id = "default"
            $0.name = "Default"
            $0.fromSameLocation = .employee
            $0.fromOtherLocations = .employee
            $0.fromOutside = .external
            $0.version = 1
        }
    }

    /// A mail domain belongs to one organization.
    private func requireFreeDomains(of organization: Organization) throws(Failure) {
        let others = organizations.filter { $0.id != organization.id }.flatMap(\.emailDomains)
        let taken = others.map { $0.lowercased() }
        if organization.emailDomains.contains(where: { taken.contains($0.lowercased()) }) {
            throw Failure(.alreadyExists, "domain taken")
        }
    }

    mutating func updateOrganization(_ request: UpdateOrganizationRequest) throws(Failure)
        -> OrganizationReply
    {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        if let name = request.name { try requireName(name) }
        if let domains = request.emailDomains { try requireDomains(domains.values) }
        try requireGiven(request.relationshipPolicy)
        let before = try requireOrganization(request.id)
        var after = before
        if let name = request.name { after.name = name }
        if let domains = request.emailDomains { after.emailDomains = domains.values }
        if let isOn = request.enterprisePermissions { after.enterprisePermissions = isOn }
        if let policy = request.relationshipPolicy { after.relationshipPolicy = policy }
        try requireAdministrator(request.actor, of: before.id)
        if after.enterprisePermissions != before.enterprisePermissions {
            try requireEnterpriseAdministrator(request.actor, of: before.id)
        }
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        try requireFreeDomains(of: after)
        return .with { $0.organization = replace(before, with: after) }
    }

    mutating func setSuspended<Name: CallName>(
        _ suspended: Bool, _ request: OrganizationStep<Name>
    ) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        let before = try requireOrganization(request.id)
        try requireOperator(request.actor)
        try requireVersion(request.expectedVersion, before.version)
        if before.suspended == suspended {
            throw .failedPrecondition("so already", state: suspended ? "suspended" : "active")
        }
        var after = before
        after.suspended = suspended
        return .with { $0.organization = replace(before, with: after) }
    }

    /// The organization as it now is, with the next version where anything of it changed.
    mutating func replace(_ before: Organization, with after: Organization) -> Organization {
        if isSame(before, after) { return before }
        var after = after
        after.version += 1
        organizations.removeAll { $0.id == before.id }
        organizations.append(after)
        return after
    }

    /// Whether two things are the same byte for byte.
    func isSame<Thing: Message>(_ one: Thing, _ other: Thing) -> Bool {
        Wire.encode(one) == Wire.encode(other)
    }
}

// MARK: - Locations

extension ReferenceModel {
    /// Every level, least to most comprehensive.
    static let levels: [Level] = [
        .blocked, .unknown, .external, .forwardingParticipant, .forwarder, .employee, .teamColleague,
        .assistant, .assistantPlus,
    ]
    /// From the same location and from others: any but the two forwarding ones.
    static let levelsInside: [Level] = [
        .blocked, .unknown, .external, .employee, .teamColleague, .assistant, .assistantPlus,
    ]
    static let levelsFromOutside: [Level] = [.employee, .external, .unknown, .blocked]
    /// In teams: any but blocked.
    static let levelsInTeams: [Level] = [
        .unknown, .external, .forwardingParticipant, .forwarder, .employee, .teamColleague, .assistant,
        .assistantPlus,
    ]

    mutating func createLocation(_ request: CreateLocationRequest) throws(Failure) -> LocationReply {
        try requireCommandForm(request)
        try requireNewID(request.id)
        try requireID(request.organization)
        try requireName(request.name)
        try requireLevel(request.fromSameLocation, among: ReferenceModel.levelsInside)
        try requireLevel(request.fromOtherLocations, among: ReferenceModel.levelsInside)
        try requireLevel(request.fromOutside, among: ReferenceModel.levelsFromOutside)
        let organization = try requireOrganization(request.organization)
        try requireActor(request.actor, "location.manage", in: organization.id)
        try requireInService(organization.id, for: request.actor)
        if location(request.id, of: organization.id) != nil { throw Failure(.alreadyExists, "id taken") }
        let made = Location.with {
            $0.organization = organization.id
            $0.id = request.id.isEmpty ? "loc-\(locations.count)" : request.id
            $0.name = request.name
            $0.fromSameLocation = request.fromSameLocation
            $0.fromOtherLocations = request.fromOtherLocations
            $0.fromOutside = request.fromOutside
            $0.version = 1
        }
        locations.append(made)
        return .with { $0.location = made }
    }

    mutating func updateLocation(_ request: UpdateLocationRequest) throws(Failure) -> LocationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        try requireID(request.id)
        if let name = request.name { try requireName(name) }
        for level in [request.fromSameLocation, request.fromOtherLocations] {
            if let level { try requireLevel(level, among: ReferenceModel.levelsInside) }
        }
        if let level = request.fromOutside {
            try requireLevel(level, among: ReferenceModel.levelsFromOutside)
        }
        let organization = try requireOrganization(request.organization)
        let before = try requireLocation(request.id, of: organization.id)
        var after = before
        if let name = request.name { after.name = name }
        if let level = request.fromSameLocation { after.fromSameLocation = level }
        if let level = request.fromOtherLocations { after.fromOtherLocations = level }
        if let level = request.fromOutside { after.fromOutside = level }
        try requireActor(request.actor, "location.manage", in: organization.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(organization.id, for: request.actor)
        if isSame(before, after) { return .with { $0.location = before } }
        after.version += 1
        locations.removeAll { $0.organization == before.organization && $0.id == before.id }
        locations.append(after)
        return .with { $0.location = after }
    }

    /// `default` stays, and so does one that people are in, whatever has become of them.
    mutating func deleteLocation(_ request: DeleteLocationRequest) throws(Failure) -> LocationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        try requireID(request.id)
        let organization = try requireOrganization(request.organization)
        let location = try requireLocation(request.id, of: organization.id)
        try requireActor(request.actor, "location.manage", in: organization.id)
        try requireVersion(request.expectedVersion, location.version)
        try requireInService(organization.id, for: request.actor)
        if location.id == "default" { throw .failedPrecondition("it stays", state: "default") }
        if users.contains(where: { $0.organization == organization.id && $0.location == location.id }) {
            throw .failedPrecondition("people are in it", state: "in-use")
        }
        locations.removeAll { $0.organization == location.organization && $0.id == location.id }
        return .with { $0.location = location }
    }
}
