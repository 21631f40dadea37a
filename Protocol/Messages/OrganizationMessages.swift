// What can be asked of the directory about organizations.

/// Makes an organization; the operator alone may.
public struct CreateOrganizationRequest: Command {
    public typealias Response = CreateOrganizationResponse
    public static let method = Method.createOrganization

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// Made by the service where empty.
    public var id: String = ""
    /// What people call it.
    public var name: String = ""
    /// The mail domains its people use; they inform and decide nothing.
    public var emailDomains: [String] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case id = 4
        case name = 5
        case emailDomains = 6
    }
}

/// Reads an organization.
public struct GetOrganizationRequest: Request {
    public typealias Response = GetOrganizationResponse
    public static let method = Method.getOrganization

    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
    }
}

/// Lists organizations by id.
public struct ListOrganizationsRequest: ListRequest {
    public typealias Response = ListOrganizationsResponse
    public static let method = Method.listOrganizations

    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case pageSize = 13
        case pageToken = 14
    }
}

/// Changes what is given of an organization; what is absent stays.
public struct UpdateOrganizationRequest: Command {
    public typealias Response = UpdateOrganizationResponse
    public static let method = Method.updateOrganization

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// Which one.
    public var id: String = ""
    /// What people call it.
    public var name: String?
    /// The mail domains its people use; they inform and decide nothing.
    public var emailDomains: StringList?
    /// Whether managing users and teams belongs to the enterprise administrator alone.
    public var enterprisePermissions: Bool?
    /// What its people may do to the relationships the server side gives.
    public var relationshipPolicy: RelationshipPolicy?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case id = 4
        case name = 5
        case emailDomains = 6
        case enterprisePermissions = 7
        case relationshipPolicy = 8
    }
}

/// A command that needs to know no more than which organization.
public struct OrganizationStep<Call: CallName>: Command {
    public typealias Response = OrganizationReply
    public static var method: Method { Call.method }

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case id = 4
    }
}

/// Names the call `suspendOrganization`.
public enum SuspendOrganization: CallName { public static let method = Method.suspendOrganization }
/// Stops everything of an organization until it is resumed; the operator alone may.
public typealias SuspendOrganizationRequest = OrganizationStep<SuspendOrganization>

/// Names the call `resumeOrganization`.
public enum ResumeOrganization: CallName { public static let method = Method.resumeOrganization }
/// Ends a suspension; the operator alone may.
public typealias ResumeOrganizationRequest = OrganizationStep<ResumeOrganization>

/// An organization as it now is.
public struct OrganizationReply: PositionedResponse {
    /// The thing as it now is.
    public var organization = Organization()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case position = 15
    }
}
/// The answer to `createOrganization`.
public typealias CreateOrganizationResponse = OrganizationReply
/// The answer to `getOrganization`.
public typealias GetOrganizationResponse = OrganizationReply
/// The answer to `updateOrganization`.
public typealias UpdateOrganizationResponse = OrganizationReply
/// The answer to `suspendOrganization`.
public typealias SuspendOrganizationResponse = OrganizationReply
/// The answer to `resumeOrganization`.
public typealias ResumeOrganizationResponse = OrganizationReply

/// One page of what `listOrganizations` lists.
public struct ListOrganizationsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Organization] = []
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
