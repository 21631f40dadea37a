// What can be asked of the directory about what an organization lets its people see and share.

/// The lowest relationship level that permits a right.
public struct RightMinimum: Message, Hashable {
    /// A right, by name.
    public var right: String = ""
    /// The lowest level that permits it.
    public var level: Level = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case right = 1
        case level = 2
    }
}

/// The lowest relationship level at which an interaction is let through.
public struct InteractionFloor: Message, Hashable {
    /// An interaction, by name.
    public var interaction: String = ""
    /// The lowest level of the target's relationship toward the actor.
    public var level: Level = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case interaction = 1
        case level = 2
    }
}

/// How content of one type may be shared.
public struct SharingPolicy: Message, Hashable {
    /// The type.
    public var contentType: ContentType = .unspecified
    /// The options people may choose from; never empty.
    public var offered: [SharingOption] = []
    /// What content gets that comes in without an option.
    public var fallback: SharingOption = .unspecified
    /// Whom `teams-and-users` may name.
    public var reach: SharingReach = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case contentType = 1
        case offered = 2
        case fallback = 3
        case reach = 4
    }
}

/// Sets the minimum levels of some rights; the others stay.
public struct SetRightsMatrixRequest: Command {
    public typealias Response = SetRightsMatrixResponse
    public static let method = Method.setRightsMatrix

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// The rights to set, each once.
    public var minimums: [RightMinimum] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case minimums = 5
    }
}

/// Sets the floors of some interactions; the others stay.
public struct SetInteractionFloorsRequest: Command {
    public typealias Response = SetInteractionFloorsResponse
    public static let method = Method.setInteractionFloors

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// The interactions to set, each once; a floor counts as soon as its interaction is in the catalog.
    public var floors: [InteractionFloor] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case floors = 5
    }
}

/// Sets how content of one type may be shared.
public struct SetSharingPolicyRequest: Command {
    public typealias Response = SetSharingPolicyResponse
    public static let method = Method.setSharingPolicy

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Any type but the synced ones.
    public var contentType: ContentType = .unspecified
    /// The options to offer, each once; at least one.
    public var offered: [SharingOption] = []
    /// `everyone` or `only-you`.
    public var fallback: SharingOption = .unspecified
    /// Whom `teams-and-users` may name; absent: as it is.
    public var reach: SharingReach?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case contentType = 5
        case offered = 6
        case fallback = 7
        case reach = 8
    }
}

/// Sets whose settings decide what is shown of synced mail and meetings.
public struct SetSyncedModeRequest: Command {
    public typealias Response = SetSyncedModeResponse
    public static let method = Method.setSyncedMode

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Personal settings, or those per team.
    public var mode: SyncedMode = .unspecified
    /// On the way back to `everyone`, and only then: what becomes of the personal settings.
    public var onReturn: PrivacyReturn?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case mode = 5
        case onReturn = 6
    }
}

/// Sets what of synced mail and meetings is shown to anybody at all.
public struct SetSyncedLimitsRequest: Command {
    public typealias Response = SetSyncedLimitsResponse
    public static let method = Method.setSyncedLimits

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Whether bodies of mail are shown; otherwise nobody gets more than the subject.
    public var mailBodies: Bool = false
    /// Whether meetings marked private are shown to those who may see them.
    public var privateMeetings: Bool = false

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case mailBodies = 5
        case privateMeetings = 6
    }
}

/// The answer to `setRightsMatrix`.
public typealias SetRightsMatrixResponse = OrganizationReply
/// The answer to `setInteractionFloors`.
public typealias SetInteractionFloorsResponse = OrganizationReply
/// The answer to `setSharingPolicy`.
public typealias SetSharingPolicyResponse = OrganizationReply
/// The answer to `setSyncedMode`.
public typealias SetSyncedModeResponse = OrganizationReply
/// The answer to `setSyncedLimits`.
public typealias SetSyncedLimitsResponse = OrganizationReply
