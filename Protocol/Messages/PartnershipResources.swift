// The things the partnership service keeps.

/// Something people do to one another that organizations agree about.
public struct Interaction: Message {
    /// Its number, 1 to 32; it never changes.
    public var code: Int32 = 0
    /// As it is called in checks: `chat.start`.
    public var name: String = ""
    /// What kind of interaction it is, for people who look for it.
    public var category: String = ""
    /// Whether the target may be asked at the moment it happens.
    public var askAllowed: Bool = false
    /// What it is called where others act on us.
    public var weCan: String = ""
    /// What it is called where we act on others.
    public var theyCan: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case code = 1
        case name = 2
        case category = 3
        case askAllowed = 4
        case weCan = 5
        case theyCan = 6
    }
}

/// The states of one interaction as one side sees them.
public struct PermissionEntry: Message {
    /// The interaction, by name.
    public var interaction: String = ""
    /// What we may do to them: "They can" in their words.
    ///
    /// Absent: as it stands.
    public var outgoing: PermissionState?
    /// What they may do to us: "We can".
    ///
    /// Absent: as it stands.
    public var incoming: PermissionState?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case interaction = 1
        case outgoing = 2
        case incoming = 3
    }
}

/// What waits for an answer between two organizations.
public struct OpenRequest: Message {
    /// What kind it is.
    public var kind: OpenKind = .unspecified
    /// The organization that asks; the other answers.
    public var by: String = ""
    /// The terms asked for, as the side told sees them; none with an enable request.
    public var terms: [PermissionEntry] = []
    /// What these terms are called.
    public var preset: Preset = .unspecified
    /// A word from those who asked.
    public var note: String = ""
    /// When it lapses unanswered, in milliseconds since 1970 UTC.
    public var expiresAt: Int64 = 0
    /// When the terms asked for would end.
    public var termsExpireAt: Int64?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case kind = 1
        case by = 2
        case terms = 3
        case preset = 4
        case note = 5
        case expiresAt = 6
        case termsExpireAt = 7
    }
}

/// An agreement between two organizations, told from the side of one of them.
public struct Partnership: Message {
    /// Which one.
    public var id: String = ""
    /// The side it is told from: terms are as this one sees them.
    public var organization: String = ""
    /// The other side.
    public var partner: String = ""
    /// Where it stands in its life.
    public var state: PartnershipState = .unspecified
    /// Goes up with every command.
    public var version: Int64 = 0
    /// The terms in force, or last in force; none before the first acceptance.
    public var terms: [PermissionEntry] = []
    /// What these terms are called.
    public var preset: Preset = .unspecified
    /// When they end, in milliseconds since 1970 UTC.
    public var termsExpireAt: Int64?
    /// What waits for an answer.
    public var open: OpenRequest?
    /// Whether this side is to answer.
    public var needsAttention: Bool = false
    /// Whether this side waits for the other.
    public var awaitingApproval: Bool = false
    /// When it was proposed, in milliseconds since 1970 UTC.
    public var createdAt: Int64 = 0
    /// When it last changed, in milliseconds since 1970 UTC.
    public var updatedAt: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case organization = 2
        case partner = 3
        case state = 4
        case version = 5
        case terms = 6
        case preset = 7
        case termsExpireAt = 8
        case open = 9
        case needsAttention = 10
        case awaitingApproval = 11
        case createdAt = 12
        case updatedAt = 13
    }
}

/// Something that was done to a partnership; kept after its deletion.
public struct PartnershipEvent: Message {
    /// The partnership's id.
    public var partnership: String = ""
    /// The version it made.
    public var version: Int64 = 0
    /// When, in milliseconds since 1970 UTC.
    public var at: Int64 = 0
    /// In whose name; empty for the operator and for time itself.
    public var actor: String = ""
    /// The side that acted; empty for time itself.
    public var organization: String = ""
    /// What was done.
    public var action: PartnershipAction = .unspecified
    /// The state before.
    public var from: PartnershipState = .unspecified
    /// The state after.
    public var to: PartnershipState = .unspecified
    /// The terms it was about, as the side told sees them.
    public var terms: [PermissionEntry] = []
    /// A word from those who asked.
    public var note: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case partnership = 1
        case version = 2
        case at = 3
        case actor = 4
        case organization = 5
        case action = 6
        case from = 7
        case to = 8
        case terms = 9
        case note = 10
    }
}

/// Something an organization's administrators should know.
public struct Notification: Message {
    /// Which one.
    public var id: String = ""
    /// Who should know.
    public var organization: String = ""
    /// The partnership's id.
    public var partnership: String = ""
    /// The other side.
    public var partner: String = ""
    /// What happened.
    public var action: PartnershipAction = .unspecified
    /// Whether an answer was asked for.
    public var needsAttention: Bool = false
    /// When, in milliseconds since 1970 UTC.
    public var at: Int64 = 0
    /// Whether somebody has marked it as seen.
    public var acknowledged: Bool = false

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case organization = 2
        case partnership = 3
        case partner = 4
        case action = 5
        case needsAttention = 6
        case at = 7
        case acknowledged = 8
    }
}
