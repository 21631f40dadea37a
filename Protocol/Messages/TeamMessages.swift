// What can be asked of the directory about teams.

/// Makes a team without members.
public struct CreateTeamRequest: Command {
    public typealias Response = CreateTeamResponse
    public static let method = Method.createTeam

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// Made by the service where empty.
    public var id: String = ""
    /// The organization's id.
    public var organization: String = ""
    /// What people call it.
    public var name: String = ""
    /// What kind it is.
    public var kind: TeamKind = .unspecified
    /// Of a work team; `team-colleague` where absent.
    public var level: Level?
    /// Of a monitoring team.
    public var subgroups: [String] = []
    /// Of a monitoring team.
    public var grants: [TeamGrant] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case id = 4
        case organization = 5
        case name = 6
        case kind = 7
        case level = 8
        case subgroups = 9
        case grants = 10
    }
}

/// Changes what is given of a team; what is absent stays.
public struct UpdateTeamRequest: Command {
    public typealias Response = UpdateTeamResponse
    public static let method = Method.updateTeam

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
    /// What members of a work team are to one another.
    public var level: Level?
    /// The sub-groups of a monitoring team.
    public var subgroups: StringList?
    /// What one sub-group of a monitoring team is to another.
    public var grants: TeamGrantList?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case id = 4
        case name = 5
        case level = 6
        case subgroups = 7
        case grants = 8
    }
}

/// Deletes a team; its members stay users.
public struct DeleteTeamRequest: Command {
    public typealias Response = DeleteTeamResponse
    public static let method = Method.deleteTeam

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

/// Reads a team with its members.
public struct GetTeamRequest: Request {
    public typealias Response = GetTeamResponse
    public static let method = Method.getTeam

    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case id = 1
    }
}

/// Lists the teams of an organization by id, without members.
public struct ListTeamsRequest: ListRequest {
    public typealias Response = ListTeamsResponse
    public static let method = Method.listTeams

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

/// One page of what `listTeams` lists.
public struct ListTeamsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Team] = []
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

/// Adds users of the team's organization to it.
public struct AddTeamMembersRequest: Command {
    public typealias Response = AddTeamMembersResponse
    public static let method = Method.addTeamMembers

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The team's id.
    public var team: String = ""
    /// Who is to be in it.
    public var members: [TeamMember] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case team = 4
        case members = 5
    }
}

/// Takes users out of a team.
public struct RemoveTeamMembersRequest: Command {
    public typealias Response = RemoveTeamMembersResponse
    public static let method = Method.removeTeamMembers

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The team's id.
    public var team: String = ""
    /// The users, in order.
    public var users: [String] = []

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case team = 4
        case users = 5
    }
}

/// Sets what a member shows to the team of synced mail and meetings.
public struct SetTeamPrivacyRequest: Command {
    public typealias Response = SetTeamPrivacyResponse
    public static let method = Method.setTeamPrivacy

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The team's id.
    public var team: String = ""
    /// The user's id.
    public var user: String = ""
    /// What they show of synced mail and meetings.
    public var privacy: Privacy = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case team = 4
        case user = 5
        case privacy = 6
    }
}

/// A team as it now is, or as it last was.
public struct TeamReply: PositionedResponse {
    /// The thing as it now is.
    public var team = Team()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case team = 1
        case position = 15
    }
}
/// The answer to `createTeam`.
public typealias CreateTeamResponse = TeamReply
/// The answer to `updateTeam`.
public typealias UpdateTeamResponse = TeamReply
/// The answer to `deleteTeam`.
public typealias DeleteTeamResponse = TeamReply
/// The answer to `getTeam`.
public typealias GetTeamResponse = TeamReply
/// The answer to `addTeamMembers`.
public typealias AddTeamMembersResponse = TeamReply
/// The answer to `removeTeamMembers`.
public typealias RemoveTeamMembersResponse = TeamReply
/// The answer to `setTeamPrivacy`.
public typealias SetTeamPrivacyResponse = TeamReply
