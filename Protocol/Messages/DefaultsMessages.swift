// What can be asked of the partnership service about interactions and default tables.

/// Lists the catalog of interactions by code.
public struct ListInteractionsRequest: ListRequest, PositionedRequest {
    public typealias Response = ListInteractionsResponse
    public static let method = Method.listInteractions

    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case pageSize = 13
        case pageToken = 14
        case atLeast = 15
    }
}

/// One page of what `listInteractions` lists.
public struct ListInteractionsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Interaction] = []
    /// Where the next page starts; empty on the last.
    public var nextPageToken: String = ""
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case items = 1
        case nextPageToken = 14
        case position = 15
    }
}

/// Registers a further interaction, `deny` everywhere until changed or agreed otherwise.
public struct RegisterInteractionRequest: Command, PositionedRequest {
    public typealias Response = RegisterInteractionResponse
    public static let method = Method.registerInteraction

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// Its name, of the form `category.verb`.
    public var name: String = ""
    /// What it belongs to.
    public var category: String = ""
    /// Whether `ask` may be agreed.
    public var askAllowed: Bool = false
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case name = 4
        case category = 5
        case askAllowed = 6
        case atLeast = 15
    }
}

/// The interaction as it now is.
public struct RegisterInteractionResponse: PositionedResponse {
    /// The thing as it now is.
    public var interaction = Interaction()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case interaction = 1
        case position = 15
    }
}

/// Lists the named sets of terms.
public struct ListPresetsRequest: ListRequest, PositionedRequest {
    public typealias Response = ListPresetsResponse
    public static let method = Method.listPresets

    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case pageSize = 13
        case pageToken = 14
        case atLeast = 15
    }
}

/// A named set of terms.
public struct PresetTerms: Message {
    /// A named set.
    public var preset: Preset = .unspecified
    /// As terms: the same in both directions.
    public var terms: [PermissionEntry] = []
    /// As a default table.
    public var table: [PermissionEntry] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case preset = 1
        case terms = 2
        case table = 3
    }
}

/// All presets.
public struct ListPresetsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [PresetTerms] = []
    /// Where the next page starts; empty on the last.
    public var nextPageToken: String = ""
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case items = 1
        case nextPageToken = 14
        case position = 15
    }
}

/// Reads an organization's default table; the other side of a partnership never may.
public struct GetDefaultsRequest: PositionedRequest {
    public typealias Response = GetDefaultsResponse
    public static let method = Method.getDefaults

    /// The organization's id.
    public var organization: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case atLeast = 15
    }
}

/// What applies to organizations without an enabled partnership.
public struct DefaultTable: Message {
    /// The organization's id.
    public var organization: String = ""
    /// One entry per interaction of the catalog.
    public var table: [PermissionEntry] = []
    /// What this table is called.
    public var preset: Preset = .unspecified
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case table = 2
        case preset = 3
        case version = 4
    }
}

/// Sets a default table to a preset, or the entries given; others stay.
public struct SetDefaultsRequest: Command, PositionedRequest {
    public typealias Response = SetDefaultsResponse
    public static let method = Method.setDefaults

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// A named set.
    public var preset: Preset?
    /// Entries to set; others stay as they are.
    public var table: [PermissionEntry] = []
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case preset = 5
        case table = 6
        case atLeast = 15
    }
}

/// A default table as it now is.
public struct DefaultsReply: PositionedResponse {
    /// The thing as it now is.
    public var defaults = DefaultTable()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case defaults = 1
        case position = 15
    }
}
/// The answer to `getDefaults`.
public typealias GetDefaultsResponse = DefaultsReply
/// The answer to `setDefaults`.
public typealias SetDefaultsResponse = DefaultsReply
