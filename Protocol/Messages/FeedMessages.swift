// How facts flow from a source to its replicas: a snapshot first, then every change after it.

/// Asks for every fact of a source as of one revision, in bounded chunks.
public struct SnapshotRequest: Request {
    /// One item of the answering stream.
    public typealias Response = SnapshotChunk
    public static let method = Method.snapshot

    public init() {}
}

/// Some of the facts of a snapshot; epoch, revision and digest are the same in all its chunks.
public struct SnapshotChunk: Message {
    /// The history the revision counts in.
    public var epoch: UInt64 = 0
    /// The revision the facts are of: subscribe after this one.
    public var revision: UInt64 = 0
    /// The chain digest at that revision.
    public var digest: UInt64 = 0
    /// Facts no earlier chunk had.
    public var facts: [Fact] = []
    /// Whether this is the last chunk.
    public var done: Bool = false

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case epoch = 1
        case revision = 2
        case digest = 3
        case facts = 4
        case done = 5
    }
}

/// Asks for every change after a revision, as they happen.
public struct SubscribeRequest: Request {
    /// One item of the answering stream.
    public typealias Response = FeedItem
    public static let method = Method.subscribe

    /// The history the subscriber follows.
    public var epoch: UInt64 = 0
    /// The last revision it has.
    public var after: UInt64 = 0
    /// The chain digest it has at that revision.
    public var digest: UInt64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case epoch = 1
        case after = 2
        case digest = 3
    }
}

/// Some changes, in order; without any it is a heartbeat.
public struct FeedItem: Message {
    /// The changes that follow the ones sent before.
    public var changes: [Change] = []
    /// The source's newest revision at the moment of sending.
    public var head: UInt64 = 0
    /// The source's clock at the moment of sending, in milliseconds since 1970 UTC.
    public var sentAt: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case changes = 1
        case head = 2
        case sentAt = 3
    }
}

/// One entry of a source's change log.
public struct Change: Message {
    /// Its number; every change has the next one.
    public var revision: UInt64 = 0
    /// The chain digest up to and including it.
    public var digest: UInt64 = 0
    /// Whether it is the last of its command: a replica shows a command's changes together or not at all.
    public var last: Bool = false
    /// What is so from now on.
    public var fact = Fact()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case revision = 1
        case digest = 2
        case last = 3
        case fact = 4
    }
}

/// One thing as it now is, or that it is no more.
///
/// Exactly one field is set.
public struct Fact: Message {
    /// An organization.
    public var organization: Organization?
    /// A user.
    public var user: User?
    /// A location.
    public var location: Location?
    /// A location that is no more.
    public var locationDeleted: LocationKey?
    /// A team without its members: those are facts of their own.
    public var team: Team?
    /// The id of a team that is no more.
    public var teamDeleted: String?
    /// A user's place in a team.
    public var membership: Membership?
    /// A place that is no more.
    public var membershipDeleted: MembershipKey?
    /// What a user set another to.
    public var relationship: Relationship?
    /// A setting that is no more.
    public var relationshipDeleted: RelationshipKey?
    /// An integration.
    public var integration: Integration?
    /// A user's connection of an integration.
    public var connection: IntegrationConnection?
    /// A connection that is no more.
    public var connectionDeleted: IntegrationConnection?
    /// An interaction of the catalog.
    public var interaction: Interaction?
    /// An organization's default table.
    public var defaults: DefaultsFact?
    /// A partnership.
    public var partnership: PartnershipFact?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case user = 2
        case location = 3
        case locationDeleted = 4
        case team = 5
        case teamDeleted = 6
        case membership = 7
        case membershipDeleted = 8
        case relationship = 9
        case relationshipDeleted = 10
        case integration = 11
        case connection = 12
        case connectionDeleted = 13
        case interaction = 32
        case defaults = 33
        case partnership = 34
    }
}

/// A location's name in the cluster: its id counts within its organization.
public struct LocationKey: Message, Hashable {
    /// The organization's id.
    public var organization: String = ""
    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case id = 2
    }
}

/// A user's place in a team.
public struct Membership: Message {
    /// The team's id.
    public var team: String = ""
    /// The user's id.
    public var user: String = ""
    /// The sub-group of a monitoring team; empty in a work team.
    public var subgroup: String = ""
    /// What the user shows to this team of synced mail and meetings.
    public var privacy: Privacy = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case team = 1
        case user = 2
        case subgroup = 3
        case privacy = 4
    }
}

/// Which membership.
public struct MembershipKey: Message, Hashable {
    /// The team's id.
    public var team: String = ""
    /// The user's id.
    public var user: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case team = 1
        case user = 2
    }
}

/// An organization's default table, two bits an interaction: the state of code `c` is `(word >> 2(c−1)) & 3`,
/// where 0 is deny, 1 ask, 2 allow.
public struct DefaultsFact: Message {
    /// The organization's id.
    public var organization: String = ""
    /// What others may do to its people.
    public var incoming: UInt64 = 0
    /// What its people may do to others.
    public var outgoing: UInt64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case incoming = 2
        case outgoing = 3
    }
}

/// A partnership as decisions need it, its terms packed as in ``DefaultsFact``; in a final state it is no
/// more.
public struct PartnershipFact: Message {
    /// Which one.
    public var id: String = ""
    /// One organization.
    public var first: String = ""
    /// The other.
    public var second: String = ""
    /// Where it stands in its life.
    public var state: PartnershipState = .unspecified
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0
    /// What the first's people may do to the second's, under the terms in force.
    public var forward: UInt64 = 0
    /// What the second's people may do to the first's, under the terms in force.
    public var backward: UInt64 = 0
    /// When the terms end, in milliseconds since 1970 UTC; from then on the partnership counts as disabled.
    public var termsExpireAt: Int64?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case first = 2
        case second = 3
        case state = 4
        case version = 5
        case forward = 6
        case backward = 7
        case termsExpireAt = 8
    }
}
