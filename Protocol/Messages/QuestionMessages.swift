// The questions people ask: why is it so, whom can I find, tell me when it changes.

/// Asks why ACTOR may or may not do ACTION to TARGET.
public struct ExplainRequest: PositionedRequest {
    public typealias Response = ExplainResponse
    public static let method = Method.explain

    /// The id of the user who acts.
    public var actor: String = ""
    /// An interaction or a right, by name.
    public var action: String = ""
    /// On whom they act.
    public var target: String = ""
    /// The call in progress, where there is one.
    public var callContext: CallContext?
    /// The organization the answer is written for; absent: what the token may see, which is everything for an
    /// operator, and else what the actor's organization may.
    public var audience: String?
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case action = 2
        case target = 3
        case callContext = 4
        case audience = 5
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// The verdict, and everything it was made from that its audience may know.
public struct ExplainResponse: PositionedResponse {
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// The first row of the decision table that applied.
    public var reason: Reason = .unspecified
    /// Whom to ask, where the verdict is `ask`.
    public var ask: String?
    /// The relationship, where a right was asked for.
    public var level: Level?
    /// The partnership that decided.
    public var partnership: String?
    /// Its version.
    public var partnershipVersion: Int64?
    /// The answer in one sentence.
    public var summary: String = ""
    /// Who must change what for it to be allowed; empty where it is.
    public var remedies: [String] = []
    /// The actor's organization, where the actor is known.
    public var actorOrganization: String?
    /// The target's organization, where the target is known.
    public var targetOrganization: String?
    /// What the organizations say; absent for rights and where an earlier row decided.
    public var organizations: OrganizationsGate?
    /// What the target says of the actor; absent where an earlier row decided, or not for this audience.
    public var persons: PersonsGate?
    /// The organization the answer is written for; absent: an operator.
    public var audience: String?
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case ask = 3
        case level = 4
        case partnership = 5
        case partnershipVersion = 6
        case summary = 7
        case remedies = 8
        case actorOrganization = 9
        case targetOrganization = 10
        case organizations = 11
        case persons = 12
        case audience = 13
        case position = 15
    }
}

/// What two organizations say about an interaction between their people.
public struct OrganizationsGate: Message {
    /// Which of `same-organization`, `partnership`, `defaults` it was.
    public var reason: Reason = .unspecified
    /// What it came to; absent where this audience may not know.
    public var verdict: Verdict?
    /// What the actor's organization lets its people do, by its default table.
    public var outgoing: PermissionState?
    /// What the target's organization lets others do, by its default table.
    public var incoming: PermissionState?
    /// The partnership between the two, if there is a live one.
    public var partnership: String?
    /// Where it stands in its life.
    public var partnershipState: PartnershipState?
    /// When its terms end, in milliseconds since 1970 UTC.
    public var termsExpireAt: Int64?
    /// What its terms say of this interaction in this direction.
    public var terms: PermissionState?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case reason = 1
        case verdict = 2
        case outgoing = 3
        case incoming = 4
        case partnership = 5
        case partnershipState = 6
        case termsExpireAt = 7
        case terms = 8
    }
}

/// What one person is to another, and what that permits.
public struct PersonsGate: Message {
    /// The relationship that holds.
    public var level: Level = .unspecified
    /// The lowest level that is let through: the minimum of the right, the floor of the interaction.
    public var required: Level = .unspecified
    /// Whether it suffices.
    public var passed: Bool = false
    /// Everything that gives a level; the first that is `counted` decided.
    public var sources: [LevelSource] = []
    /// Whether the right is for people of the same organization only.
    public var sameOrganizationOnly: Bool = false

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case level = 1
        case required = 2
        case passed = 3
        case sources = 4
        case sameOrganizationOnly = 5
    }
}

/// Something that gives one person a level toward another.
public struct LevelSource: Message {
    /// What it is.
    public var kind: LevelSourceKind = .unspecified
    /// The level it gives.
    public var level: Level = .unspecified
    /// The location's or the team's id.
    public var id: String?
    /// In a monitoring team: where the one who acts is.
    public var viewerSubgroup: String?
    /// In a monitoring team: where the other is.
    public var ownerSubgroup: String?
    /// Whether it is what decided.
    public var counted: Bool = false

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case kind = 1
        case level = 2
        case id = 3
        case viewerSubgroup = 4
        case ownerSubgroup = 5
        case counted = 6
    }
}

/// Finds people by the beginning of their name or e-mail address.
public struct DiscoverRequest: PositionedRequest {
    public typealias Response = DiscoverResponse
    public static let method = Method.discover

    /// Who searches.
    public var viewer: String = ""
    /// What the name or the address begins with, compared without case; at most 256 bytes.
    public var prefix: String = ""
    /// The most people to answer, up to 100; 0 for 20.
    public var limit: Int32 = 0
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case viewer = 1
        case prefix = 2
        case limit = 3
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// Who was found.
public struct DiscoverResponse: PositionedResponse {
    /// By name, then by id.
    public var items: [DiscoveredUser] = []
    /// Whether there may be more than were looked at.
    public var truncated: Bool = false
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case items = 1
        case truncated = 2
        case position = 15
    }
}

/// Somebody who was found.
public struct DiscoveredUser: Message {
    /// The user's id.
    public var id: String = ""
    /// What people call them.
    public var displayName: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// Where the viewer may read it.
    public var email: String?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case displayName = 2
        case organization = 3
        case email = 4
    }
}

/// Asks many questions, and for a new answer whenever one changes.
public struct WatchRequest: PositionedRequest {
    public typealias Response = WatchItem
    public static let method = Method.watch

    /// At most 10,000.
    public var checks: [CheckItem] = []
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case checks = 1
        case atLeast = 15
    }
}

/// Answers that changed; the first item has all of them.
public struct WatchItem: PositionedResponse {
    /// By ascending index.
    public var answers: [WatchedAnswer] = []
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case answers = 1
        case position = 15
    }
}

/// The answer to one of the questions watched.
public struct WatchedAnswer: Message {
    /// Which of the questions, from 0.
    public var index: Int32 = 0
    /// What holds from now on.
    public var answer: CheckAnswer = CheckAnswer()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case index = 1
        case answer = 2
    }
}
