// The questions about content: what of an item may somebody see, and how may it be shared?

/// What is to be known of an item; ids that are unknown or foreign match nobody.
public struct ContentItem: Message {
    /// What it is.
    public var contentType: ContentType = .unspecified
    /// Who made it; not looked at for synced mail and meetings.
    public var author: String?
    /// Who took part; at most 10,000.
    public var participants: [String] = []
    /// Of a reminder.
    public var assignee: String?
    /// How it is shared; not looked at for synced mail and meetings.
    public var sharing: SharingOption?
    /// Named with `teams-and-users`; at most 10,000.
    public var users: [String] = []
    /// Named with `teams-and-users`; at most 10,000.
    public var teams: [String] = []
    /// Whether a synced meeting is marked private.
    public var `private`: Bool?
    /// Of a list: who holds which role; at most 10,000.
    public var grants: [ContentGrant] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case contentType = 1
        case author = 2
        case participants = 3
        case assignee = 4
        case sharing = 5
        case users = 6
        case teams = 7
        case `private` = 8
        case grants = 9
    }
}

/// A role on a list, held by a user or by a team: exactly one of the two is given.
public struct ContentGrant: Message {
    /// A user's id.
    public var user: String?
    /// A team's id.
    public var team: String?
    /// The role.
    public var role: ListRole = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case user = 1
        case team = 2
        case role = 3
    }
}

/// Asks what of ITEM VIEWER may see.
public struct CheckContentRequest: PositionedRequest {
    public typealias Response = CheckContentResponse
    public static let method = Method.checkContent

    /// Who wants to see it.
    public var viewer: String = ""
    /// What they want to see.
    public var item: ContentItem = ContentItem()
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case viewer = 1
        case item = 2
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// What may be seen.
public struct CheckContentResponse: PositionedResponse {
    /// How much.
    public var disclosure: Disclosure = .unspecified
    /// Of a list that may be seen: what they may do with it.
    public var role: ListRole?
    /// Why.
    public var reason: ContentReason = .unspecified
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case disclosure = 1
        case role = 2
        case reason = 3
        case position = 15
    }
}

/// Asks how an item is shared that AUTHOR makes or edits.
public struct ResolveSharingRequest: PositionedRequest {
    public typealias Response = ResolveSharingResponse
    public static let method = Method.resolveSharing

    /// Who makes or edits it.
    public var author: String = ""
    /// Any type but the synced ones.
    public var contentType: ContentType = .unspecified
    /// Where it comes from.
    public var origin: ContentOrigin = .unspecified
    /// What is asked for.
    public var option: SharingOption?
    /// On an edit: how it was shared.
    public var earlier: SharingOption?
    /// Named with `teams-and-users`; at most 10,000.
    public var users: [String] = []
    /// Named with `teams-and-users`; at most 10,000.
    public var teams: [String] = []
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case author = 1
        case contentType = 2
        case origin = 3
        case option = 4
        case earlier = 5
        case users = 7
        case teams = 8
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// How the item is to be shared.
public struct ResolveSharingResponse: PositionedResponse {
    /// The option that holds.
    public var option: SharingOption = .unspecified
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case option = 1
        case position = 15
    }
}

/// Asks whether a user may administer something.
public struct CheckCapabilityRequest: PositionedRequest {
    public typealias Response = CheckCapabilityResponse
    public static let method = Method.checkCapability

    /// The user's id.
    public var user: String = ""
    /// A capability, by name.
    public var capability: String = ""
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case user = 1
        case capability = 2
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// Whether they may.
public struct CheckCapabilityResponse: PositionedResponse {
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// Why.
    public var reason: CapabilityReason = .unspecified
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case position = 15
    }
}

/// Asks whether a user may use an integration of their organization.
public struct CheckIntegrationRequest: PositionedRequest {
    public typealias Response = CheckIntegrationResponse
    public static let method = Method.checkIntegration

    /// The user's id.
    public var user: String = ""
    /// An integration of the user's organization.
    public var integration: String = ""
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case user = 1
        case integration = 2
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// Whether they may; `ask` means: prompt the user to connect it.
public struct CheckIntegrationResponse: PositionedResponse {
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// Why.
    public var reason: IntegrationReason = .unspecified
    /// Whom to ask, where the verdict is `ask`.
    public var ask: String?
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case ask = 3
        case position = 15
    }
}
