// What can be asked of the directory about the programs an organization works with.

/// A program an organization lets its people use.
public struct Integration: Message {
    /// The organization's id.
    public var organization: String = ""
    /// Unique within the organization.
    public var id: String = ""
    /// What it is for.
    public var kind: IntegrationKind = .unspecified
    /// Whether it serves all at once, or each user connects it.
    public var scope: IntegrationScope = .unspecified
    /// Whether it is switched on.
    public var enabled: Bool = false
    /// The teams it is for; empty for everyone.
    public var teams: [String] = []
    /// Goes up with every change; what `expectedVersion` is compared with.
    public var version: Int64 = 0

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case id = 2
        case kind = 3
        case scope = 4
        case enabled = 5
        case teams = 6
        case version = 7
    }
}

/// A user's connection of an integration of scope `individual`.
public struct IntegrationConnection: Message, Hashable {
    /// The organization's id.
    public var organization: String = ""
    /// The integration, unique within the organization.
    public var integration: String = ""
    /// The user's id.
    public var user: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case integration = 2
        case user = 3
    }
}

/// Registers an integration, or puts all of one anew.
public struct PutIntegrationRequest: Command {
    public typealias Response = PutIntegrationResponse
    public static let method = Method.putIntegration

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Unique within the organization.
    public var id: String = ""
    /// What it is for.
    public var kind: IntegrationKind = .unspecified
    /// Whether it serves all at once, or each user connects it.
    public var scope: IntegrationScope = .unspecified
    /// Whether it is switched on.
    public var enabled: Bool = false
    /// The teams it is for; empty for everyone.
    public var teams: [String] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case id = 5
        case kind = 6
        case scope = 7
        case enabled = 8
        case teams = 9
    }
}

/// An integration as it now is.
public struct PutIntegrationResponse: PositionedResponse {
    /// The thing as it now is.
    public var integration: Integration = Integration()
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case integration = 1
        case position = 15
    }
}

/// Connects an integration of scope `individual` for a user.
public struct ConnectIntegrationRequest: Command {
    public typealias Response = ConnectIntegrationResponse
    public static let method = Method.connectIntegration

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The user's id.
    public var user: String = ""
    /// An integration of the user's organization.
    public var integration: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case user = 4
        case integration = 5
    }
}

/// Takes a connection back.
public struct DisconnectIntegrationRequest: Command {
    public typealias Response = DisconnectIntegrationResponse
    public static let method = Method.disconnectIntegration

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The user's id.
    public var user: String = ""
    /// An integration of the user's organization.
    public var integration: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case user = 4
        case integration = 5
    }
}

/// A connection as it now is, or as it last was.
public struct IntegrationConnectionReply: PositionedResponse {
    /// The thing as it now is.
    public var connection: IntegrationConnection = IntegrationConnection()
    /// Where the answering service stood.
    public var position: Position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case connection = 1
        case position = 15
    }
}

/// The answer to `connectIntegration`.
public typealias ConnectIntegrationResponse = IntegrationConnectionReply
/// The answer to `disconnectIntegration`.
public typealias DisconnectIntegrationResponse = IntegrationConnectionReply

/// Lists the integrations of an organization by id.
public struct ListIntegrationsRequest: ListRequest {
    public typealias Response = ListIntegrationsResponse
    public static let method = Method.listIntegrations

    /// The organization's id.
    public var organization: String = ""
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case pageSize = 13
        case pageToken = 14
    }
}

/// One page of what `listIntegrations` lists.
public struct ListIntegrationsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Integration] = []
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
