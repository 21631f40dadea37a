// What can be asked of the directory about how one person sees another.

/// What OWNER set VIEWER to.
public struct Relationship: Message {
    /// Whose resources.
    public var owner: String = ""
    /// Who sees and acts.
    public var viewer: String = ""
    /// What they are set to; unspecified where the setting was cleared.
    public var level: Level = .unspecified
    /// Never given twice for one pair; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case owner = 1
        case viewer = 2
        case level = 3
        case version = 4
    }
}

/// Whose setting for whom.
public struct RelationshipKey: Message, Hashable {
    /// Whose resources.
    public var owner: String = ""
    /// Who sees and acts.
    public var viewer: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case owner = 1
        case viewer = 2
    }
}

/// Sets what VIEWER is to OWNER; it supersedes whatever the server side gives.
public struct SetRelationshipRequest: Command {
    public typealias Response = SetRelationshipResponse
    public static let method = Method.setRelationship

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// Whose resources.
    public var owner: String = ""
    /// A user of any organization, but not the owner.
    public var viewer: String = ""
    /// Any level; absent clears the setting.
    public var level: Level?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case owner = 4
        case viewer = 5
        case level = 6
    }
}

/// A setting as it now is.
public struct RelationshipReply: PositionedResponse {
    /// The thing as it now is.
    public var relationship: Relationship = Relationship()
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case relationship = 1
        case position = 15
    }
}

/// The answer to `setRelationship`.
public typealias SetRelationshipResponse = RelationshipReply

/// Asks which levels OWNER may set VIEWER to.
public struct RelationshipOptionsRequest: Request {
    public typealias Response = RelationshipOptionsResponse
    public static let method = Method.relationshipOptions

    /// Whose resources.
    public var owner: String = ""
    /// Who sees and acts.
    public var viewer: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case owner = 1
        case viewer = 2
    }
}

/// What OWNER may choose from for VIEWER.
public struct RelationshipOptionsResponse: PositionedResponse {
    /// The setting there is, if any.
    public var relationship: Relationship?
    /// What holds without one.
    public var base: Level = .unspecified
    /// The levels on offer, least comprehensive first.
    public var levels: [Level] = []
    /// What the owner's organization lets its people do.
    public var policy: RelationshipPolicy = .unspecified
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case relationship = 1
        case base = 2
        case levels = 3
        case policy = 4
        case position = 15
    }
}

/// Lists the settings somebody made, by viewer.
public struct ListRelationshipsRequest: ListRequest {
    public typealias Response = ListRelationshipsResponse
    public static let method = Method.listRelationships

    /// Whose settings.
    public var owner: String = ""
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case owner = 1
        case pageSize = 13
        case pageToken = 14
    }
}

/// One page of what `listRelationships` lists.
public struct ListRelationshipsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Relationship] = []
    /// Where the next page starts; empty on the last.
    public var nextPageToken: String = ""
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case items = 1
        case nextPageToken = 14
        case position = 15
    }
}
