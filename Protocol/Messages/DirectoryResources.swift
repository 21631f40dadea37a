// The things the directory keeps.

/// A company, a school, a ministry: what people belong to and what agrees with others of its kind.
public struct Organization: Message {
    /// Which one.
    public var id: String = ""
    /// What people call it.
    public var name: String = ""
    /// The mail domains its people use; they inform and decide nothing.
    public var emailDomains: [String] = []
    /// Whether managing users and teams belongs to the enterprise administrator alone.
    public var enterprisePermissions: Bool = false
    /// What its people may do to the relationships the server side gives.
    public var relationshipPolicy: RelationshipPolicy = .unspecified
    /// Whether nothing of it may be used at present.
    public var suspended: Bool = false
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0
    /// The minimum level of every right, by code.
    public var minimums: [RightMinimum] = []
    /// The floors that were set, by name; of any other interaction it is `unknown`.
    public var floors: [InteractionFloor] = []
    /// How content may be shared, by type.
    public var sharingPolicies: [SharingPolicy] = []
    /// Whose settings decide what is shown of synced mail and meetings.
    public var syncedMode: SyncedMode = .unspecified
    /// Whether bodies of synced mail are shown.
    public var mailBodies: Bool = false
    /// Whether synced meetings marked private are shown.
    public var privateMeetings: Bool = false
    /// How often all personal settings were set to `hide-all`; a setting made before the last time counts as
    /// that.
    public var privacyResets: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case name = 2
        case emailDomains = 3
        case enterprisePermissions = 4
        case relationshipPolicy = 5
        case suspended = 6
        case version = 7
        case minimums = 8
        case floors = 9
        case sharingPolicies = 10
        case syncedMode = 11
        case mailBodies = 12
        case privateMeetings = 13
        case privacyResets = 14
    }
}

/// A person of one organization.
public struct User: Message {
    /// Which one.
    public var id: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// As given; compared without case, unique in the cluster.
    public var email: String = ""
    /// What people call them.
    public var displayName: String = ""
    /// What they may administer.
    public var role: Role = .unspecified
    /// The location's id within the organization.
    public var location: String = ""
    /// Whether everybody is `unknown` to this person until they set otherwise.
    public var vip: Bool = false
    /// Whether this person is everybody's assistant in the organization.
    public var assistant: Bool = false
    /// Whether they are barred from everything.
    public var deactivated: Bool = false
    /// What they show colleagues of synced mail and meetings.
    public var privacy: Privacy = .unspecified
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case organization = 2
        case email = 3
        case displayName = 4
        case role = 5
        case location = 6
        case vip = 7
        case assistant = 8
        case deactivated = 9
        case privacy = 10
        case version = 11
    }
}

/// A configuration group: what its people's relationships are where nothing else says.
public struct Location: Message {
    /// The organization's id.
    public var organization: String = ""
    /// Unique within the organization.
    public var id: String = ""
    /// What people call it.
    public var name: String = ""
    /// Towards people of the same location.
    public var fromSameLocation: Level = .unspecified
    /// Towards people of the organization's other locations.
    public var fromOtherLocations: Level = .unspecified
    /// Towards people of other organizations.
    public var fromOutside: Level = .unspecified
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case id = 2
        case name = 3
        case fromSameLocation = 4
        case fromOtherLocations = 5
        case fromOutside = 6
        case version = 7
    }
}

/// People of one organization who work together, or watch over one another's phones.
public struct Team: Message {
    /// Which one.
    public var id: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// What people call it.
    public var name: String = ""
    /// What kind it is.
    public var kind: TeamKind = .unspecified
    /// What members of a work team are to one another.
    public var level: Level = .unspecified
    /// The sub-groups of a monitoring team.
    public var subgroups: [String] = []
    /// What one sub-group of a monitoring team is to another.
    public var grants: [TeamGrant] = []
    /// Left empty in lists and in feeds.
    public var members: [TeamMember] = []
    /// How many members there are.
    public var memberCount: Int32 = 0
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case organization = 2
        case name = 3
        case kind = 4
        case level = 5
        case subgroups = 6
        case grants = 7
        case members = 8
        case memberCount = 9
        case version = 10
    }
}

/// What people of one sub-group are to people of another.
public struct TeamGrant: Message, Hashable {
    /// Who sees and acts.
    public var viewerSubgroup: String = ""
    /// On whose resources.
    public var ownerSubgroup: String = ""
    /// What members of a work team are to one another.
    public var level: Level = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case viewerSubgroup = 1
        case ownerSubgroup = 2
        case level = 3
    }
}

/// Grants that an update may leave alone (absent), replace, or clear (present and empty).
public struct TeamGrantList: Message {
    /// The things, in order.
    public var values: [TeamGrant] = []

    public init() {}

    enum CodingKeys: Int, CodingKey { case values = 1 }
}

/// A member of a team.
public struct TeamMember: Message {
    /// The user's id.
    public var user: String = ""
    /// In a monitoring team: where in it.
    public var subgroup: String?
    /// What they show this team of synced mail and meetings; ignored when members are added.
    public var privacy: Privacy = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case user = 1
        case subgroup = 2
        case privacy = 3
    }
}

/// Something that was done to the directory.
public struct Event: Message {
    /// Its number: events are listed in this order.
    public var sequence: Int64 = 0
    /// When, in milliseconds since 1970 UTC.
    public var at: Int64 = 0
    /// In whose name; empty for the operator.
    public var actor: String = ""
    /// The name of the access token it came with.
    public var token: String = ""
    /// The organization it was done to.
    public var organization: String = ""
    /// The call, by its name.
    public var call: String = ""
    /// The id of what was changed.
    public var subject: String = ""
    /// The thing before, as JSON; empty where there was none.
    public var from: String = ""
    /// The thing after, as JSON; empty where there is none.
    public var to: String = ""
    /// The relationship settings that ended with it: with VIP switched on, those the user had made.
    public var dropped: [Relationship] = []
    /// The key its caller gave the command; empty for none.
    public var requestKey: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case sequence = 1
        case at = 2
        case actor = 3
        case token = 4
        case organization = 5
        case call = 6
        case subject = 7
        case from = 8
        case to = 9
        case dropped = 10
        case requestKey = 11
    }
}
