// Relationships in the reference model: what VIEWER may see and do on OWNER's resources.

import EntenteProtocol

/// A right with the lowest level that permits it in a new organization.
struct ReferenceRight {
    var name: String
    var minimum: Level
    /// Only for viewers of the same organization, whatever the level.
    var isWithinOrganization = false
}

extension ReferenceModel {
    /// By code, from 101.
    static let rights = [
        ReferenceRight(name: "contact.read-general", minimum: .external),
        ReferenceRight(name: "contact.read-detailed", minimum: .employee),
        ReferenceRight(name: "contact.read-email", minimum: .employee, isWithinOrganization: true),
        ReferenceRight(name: "contact.read-photo", minimum: .employee, isWithinOrganization: true),
        ReferenceRight(name: "phone-number.read-in-call", minimum: .employee),
        ReferenceRight(name: "presence.read-symbol", minimum: .external),
        ReferenceRight(name: "presence.read-general", minimum: .employee),
        ReferenceRight(name: "presence.read-detailed", minimum: .teamColleague),
        ReferenceRight(name: "presence.read-text", minimum: .forwarder),
        ReferenceRight(name: "presence.set", minimum: .assistant),
        ReferenceRight(name: "meeting.read-period", minimum: .employee),
        ReferenceRight(name: "meeting.read-private-period", minimum: .assistantPlus),
        ReferenceRight(name: "meeting.read-subject", minimum: .teamColleague),
        ReferenceRight(name: "forwarding.read-general", minimum: .forwarder),
        ReferenceRight(name: "forwarding.read-detailed", minimum: .teamColleague),
        ReferenceRight(name: "forwarding.change", minimum: .assistant),
        ReferenceRight(name: "call.read-detailed", minimum: .assistant),
        ReferenceRight(name: "call.pick-up", minimum: .teamColleague),
        ReferenceRight(name: "phone.read-busy", minimum: .forwardingParticipant),
        ReferenceRight(name: "call.see-held-party", minimum: .forwarder),
    ]

    static func right(_ name: String) -> ReferenceRight? {
        rights.first { $0.name == name && $0.name.utf8.count == name.utf8.count }
    }

    /// The lowest level at which OWNER's organization permits a right.
    func minimum(of right: String, in organization: String) -> Level {
        self.organization(organization)!.minimums.first { $0.right == right }!.level
    }

    /// The lowest level at which the target's organization lets an interaction through.
    func floor(of interaction: String, in organization: String) -> Level {
        self.organization(organization)!.floors.first { $0.interaction == interaction }?.level ?? .unknown
    }
}

// MARK: - Which relationship holds

extension ReferenceModel {
    /// The individual setting supersedes everything; then a VIP's distance; then the server side.
    func level(of viewer: User, toward owner: User, call: CallContext? = nil) -> Level {
        if let setting = setting(of: owner.id, for: viewer.id) { return setting.level }
        return base(of: viewer, toward: owner, call: call)
    }

    /// What holds without an individual setting.
    func base(of viewer: User, toward owner: User, call: CallContext? = nil) -> Level {
        if owner.vip { return .unknown }
        return serverSide(of: viewer, toward: owner, call: call).max() ?? .blocked
    }

    func setting(of owner: String, for viewer: String) -> Relationship? {
        relationships.first { $0.owner == owner && $0.viewer == viewer }
    }

    /// Everything on the server side that gives a level; the most comprehensive counts.
    private func serverSide(of viewer: User, toward owner: User, call: CallContext?) -> [Level] {
        var levels: [Level] = []
        if let level = fromLocation(viewer, owner) { levels.append(level) }
        for team in teams where isMember(viewer.id, of: team) && isMember(owner.id, of: team) {
            if let level = team.kind == .work ? team.level : granted(in: team, viewer.id, owner.id) {
                levels.append(level)
            }
        }
        if viewer.assistant && viewer.organization == owner.organization { levels.append(.assistant) }
        if call == .forwardingParticipant { levels.append(.forwardingParticipant) }
        if call == .forwarder { levels.append(.forwarder) }
        return levels
    }

    /// From OWNER's location: from the same, from others of the organization, or from outside.
    private func fromLocation(_ viewer: User, _ owner: User) -> Level? {
        guard let location = location(owner.location, of: owner.organization) else { return nil }
        if viewer.organization != owner.organization { return location.fromOutside }
        return viewer.location == owner.location ? location.fromSameLocation : location.fromOtherLocations
    }

    /// From VIEWER's sub-group to OWNER's sub-group.
    private func granted(in team: Team, _ viewer: String, _ owner: String) -> Level? {
        let from = team.members.first { $0.user == viewer }?.subgroup
        let to = team.members.first { $0.user == owner }?.subgroup
        return team.grants.first { $0.viewerSubgroup == from && $0.ownerSubgroup == to }?.level
    }
}

// MARK: - Individual settings

extension ReferenceModel {
    mutating func setRelationship(_ request: SetRelationshipRequest) throws(Failure) -> RelationshipReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.owner)
        try requireID(request.viewer)
        if request.owner == request.viewer { throw Failure(.invalidArgument, "oneself") }
        try requireGiven(request.level)
        let owner = try requireUser(request.owner)
        let viewer = try requireUser(request.viewer)
        try requireActor(request.actor, "relationship.set-own", in: owner.organization)
        try requireSelf(request.actor, owner)
        let before = setting(of: owner.id, for: viewer.id)
        try requireVersion(request.expectedVersion, before?.version ?? 0)
        try requireInService(owner.organization, for: request.actor)
        if let level = request.level, !offered(to: owner, for: viewer).contains(level) {
            throw .failedPrecondition("below what the server side gives", state: "extend-only")
        }
        if request.level == before?.level {
            return .with { $0.relationship = before ?? nothing(of: owner, for: viewer) }
        }
        if before == nil { try requireCount(relationships.count { $0.owner == owner.id } + 1, most: 10_000) }
        return .with { $0.relationship = put(request.level, of: owner, for: viewer) }
    }

    private func nothing(of owner: User, for viewer: User) -> Relationship {
        .with {
            $0.owner = owner.id
            $0.viewer = viewer.id
        }
    }

    /// No version is given twice, whatever was cleared in between.
    private mutating func put(_ level: Level?, of owner: User, for viewer: User) -> Relationship {
        relationships.removeAll { $0.owner == owner.id && $0.viewer == viewer.id }
        var made = nothing(of: owner, for: viewer)
        guard let level else { return made }
        made.level = level
        made.version = (lastRelationshipVersions[owner.id] ?? 0) + 1
        lastRelationshipVersions[owner.id] = made.version
        relationships.append(made)
        return made
    }

    /// Every level, or where the policy is to extend only none below what holds without a setting.
    private func offered(to owner: User, for viewer: User) -> [Level] {
        let base = base(of: viewer, toward: owner)
        let isExtendOnly = organization(owner.organization)!.relationshipPolicy == .extendOnly
        return ReferenceModel.levels.filter { !isExtendOnly || $0 >= base }
    }

    func relationshipOptions(
        _ request: RelationshipOptionsRequest
    ) throws(Failure) -> RelationshipOptionsResponse {
        try requireID(request.owner)
        try requireID(request.viewer)
        if request.owner == request.viewer { throw Failure(.invalidArgument, "oneself") }
        let owner = try requireUser(request.owner)
        let viewer = try requireUser(request.viewer)
        return .with {
            $0.relationship = setting(of: owner.id, for: viewer.id)
            $0.base = base(of: viewer, toward: owner)
            $0.levels = offered(to: owner, for: viewer)
            $0.policy = organization(owner.organization)!.relationshipPolicy
        }
    }

    func listRelationships(_ request: ListRelationshipsRequest) throws(Failure) -> ListRelationshipsResponse {
        try requireID(request.owner)
        let own = relationships.filter { $0.owner == request.owner }
        let page = try page(of: own, request) { $0.viewer }
        _ = try requireUser(request.owner)
        return .with {
            $0.items = page.items
            $0.nextPageToken = page.next
        }
    }
}

// MARK: - What relationships permit

extension ReferenceModel {
    /// Setting some minimums leaves the others as they are.
    mutating func setRightsMatrix(_ request: SetRightsMatrixRequest) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        if request.minimums.isEmpty { throw Failure(.invalidArgument, "nothing to set") }
        for (place, entry) in request.minimums.enumerated() {
            if ReferenceModel.right(entry.right) == nil { throw Failure(.invalidArgument, "unknown right") }
            try requireGiven(entry.level)
            if request.minimums[..<place].contains(where: { $0.right == entry.right }) {
                throw Failure(.invalidArgument, "named twice")
            }
        }
        let before = try requireOrganization(request.organization)
        try requireActor(request.actor, "defaults.manage", in: before.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        var after = before
        for entry in request.minimums {
            for place in after.minimums.indices where after.minimums[place].right == entry.right {
                after.minimums[place].level = entry.level
            }
        }
        return .with { $0.organization = replace(before, with: after) }
    }

    /// A floor may be set for an interaction that is not registered yet: it waits for it.
    mutating func setInteractionFloors(
        _ request: SetInteractionFloorsRequest
    ) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        if request.floors.isEmpty { throw Failure(.invalidArgument, "nothing to set") }
        try requireCount(request.floors.count, most: 32)
        for (place, entry) in request.floors.enumerated() {
            try requireInteractionName(entry.interaction)
            try requireGiven(entry.level)
            if request.floors[..<place].contains(where: { $0.interaction == entry.interaction }) {
                throw Failure(.invalidArgument, "named twice")
            }
        }
        let before = try requireOrganization(request.organization)
        try requireActor(request.actor, "defaults.manage", in: before.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        var after = before
        for entry in request.floors {
            after.floors.removeAll { $0.interaction == entry.interaction }
            // What every interaction starts with need not be said.
            if entry.level != .unknown { after.floors.append(entry) }
        }
        after.floors.sort { $0.interaction < $1.interaction }
        try requireCount(after.floors.count, most: 200)
        return .with { $0.organization = replace(before, with: after) }
    }
}
