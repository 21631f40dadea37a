// What can be asked of the directory about users.

/// Makes a user.
public struct CreateUserRequest: Command {
    public typealias Response = CreateUserResponse
    public static let method = Method.createUser

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// Made by the service where empty.
    public var id: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// Their mail address, whatever its case.
    public var email: String = ""
    /// What people call them.
    public var displayName: String = ""
    /// `member` where absent.
    public var role: Role?
    /// `default` where absent.
    public var location: String?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case id = 4
        case organization = 5
        case email = 6
        case displayName = 7
        case role = 8
        case location = 9
    }
}

/// A user to import.
public struct NewUser: Message {
    /// Made by the service where empty.
    public var id: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// Their mail address, whatever its case.
    public var email: String = ""
    /// What people call them.
    public var displayName: String = ""
    /// `member` where absent.
    public var role: Role?
    /// `default` where absent.
    public var location: String?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
        case organization = 2
        case email = 3
        case displayName = 4
        case role = 5
        case location = 6
    }
}

/// Makes many users at once, all or none.
public struct ImportUsersRequest: Command {
    public typealias Response = ImportUsersResponse
    public static let method = Method.importUsers

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// At most 10,000.
    public var users: [NewUser] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case users = 4
    }
}

/// The users as they were made, in the order given.
public struct ImportUsersResponse: PositionedResponse {
    /// The users, in order.
    public var users: [User] = []
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case users = 1
        case position = 15
    }
}

/// Reads a user.
public struct GetUserRequest: Request {
    public typealias Response = GetUserResponse
    public static let method = Method.getUser

    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
    }
}

/// Finds a user by e-mail address, whatever its case.
public struct FindUserRequest: Request {
    public typealias Response = FindUserResponse
    public static let method = Method.findUser

    /// Their mail address, whatever its case.
    public var email: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case email = 1
    }
}

/// Lists the users of an organization by id.
public struct ListUsersRequest: ListRequest {
    public typealias Response = ListUsersResponse
    public static let method = Method.listUsers

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

/// One page of what `listUsers` lists.
public struct ListUsersResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [User] = []
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

/// Changes what is given of a user; what is absent stays.
public struct UpdateUserRequest: Command {
    public typealias Response = UpdateUserResponse
    public static let method = Method.updateUser

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// Which one.
    public var id: String = ""
    /// Their mail address, whatever its case.
    public var email: String?
    /// What people call them.
    public var displayName: String?
    /// What they may administer.
    public var role: Role?
    /// The id of the location they are in.
    public var location: String?
    /// Whether everybody is `unknown` to them until they set otherwise.
    public var vip: Bool?
    /// Whether they are everybody's assistant in the organization.
    public var assistant: Bool?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case id = 4
        case email = 5
        case displayName = 6
        case role = 7
        case location = 8
        case vip = 9
        case assistant = 10
    }
}

/// A command that needs to know no more than which user.
public struct UserStep<Call: CallName>: Command {
    public typealias Response = UserReply
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

/// Names the call `deactivateUser`.
public enum DeactivateUser: CallName { public static let method = Method.deactivateUser }
/// Bars a user from everything until reactivated.
public typealias DeactivateUserRequest = UserStep<DeactivateUser>

/// Names the call `reactivateUser`.
public enum ReactivateUser: CallName { public static let method = Method.reactivateUser }
/// Lets a deactivated user back in.
public typealias ReactivateUserRequest = UserStep<ReactivateUser>

/// Sets what a user shows colleagues of synced mail and meetings.
public struct SetPersonalPrivacyRequest: Command {
    public typealias Response = SetPersonalPrivacyResponse
    public static let method = Method.setPersonalPrivacy

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The user's id.
    public var user: String = ""
    /// What they show of synced mail and meetings.
    public var privacy: Privacy = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case user = 4
        case privacy = 5
    }
}

/// A user as it now is.
public struct UserReply: PositionedResponse {
    /// The thing as it now is.
    public var user = User()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case user = 1
        case position = 15
    }
}
/// The answer to `createUser`.
public typealias CreateUserResponse = UserReply
/// The answer to `getUser`.
public typealias GetUserResponse = UserReply
/// The answer to `findUser`.
public typealias FindUserResponse = UserReply
/// The answer to `updateUser`.
public typealias UpdateUserResponse = UserReply
/// The answer to `deactivateUser`.
public typealias DeactivateUserResponse = UserReply
/// The answer to `reactivateUser`.
public typealias ReactivateUserResponse = UserReply
/// The answer to `setPersonalPrivacy`.
public typealias SetPersonalPrivacyResponse = UserReply
