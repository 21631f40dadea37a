// What can be asked of the directory about locations.

/// Makes a location of an organization.
public struct CreateLocationRequest: Command {
    public typealias Response = CreateLocationResponse
    public static let method = Method.createLocation

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
    /// What people of the same location are to its people.
    public var fromSameLocation: Level = .unspecified
    /// What people of the organization's other locations are to its people.
    public var fromOtherLocations: Level = .unspecified
    /// What people of other organizations are to its people.
    public var fromOutside: Level = .unspecified

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case id = 4
        case organization = 5
        case name = 6
        case fromSameLocation = 7
        case fromOtherLocations = 8
        case fromOutside = 9
    }
}

/// Changes what is given of a location; what is absent stays.
public struct UpdateLocationRequest: Command {
    public typealias Response = UpdateLocationResponse
    public static let method = Method.updateLocation

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Which one.
    public var id: String = ""
    /// What people call it.
    public var name: String?
    /// What people of the same location are to its people.
    public var fromSameLocation: Level?
    /// What people of the organization's other locations are to its people.
    public var fromOtherLocations: Level?
    /// What people of other organizations are to its people.
    public var fromOutside: Level?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case id = 5
        case name = 6
        case fromSameLocation = 7
        case fromOtherLocations = 8
        case fromOutside = 9
    }
}

/// Deletes a location nobody is in; `default` stays.
public struct DeleteLocationRequest: Command {
    public typealias Response = DeleteLocationResponse
    public static let method = Method.deleteLocation

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The organization's id.
    public var organization: String = ""
    /// Which one.
    public var id: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case id = 5
    }
}

/// Lists the locations of an organization by id.
public struct ListLocationsRequest: ListRequest {
    public typealias Response = ListLocationsResponse
    public static let method = Method.listLocations

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

/// One page of what `listLocations` lists.
public struct ListLocationsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Location] = []
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

/// A location as it now is, or as it last was.
public struct LocationReply: PositionedResponse {
    /// The thing as it now is.
    public var location = Location()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case location = 1
        case position = 15
    }
}
/// The answer to `createLocation`.
public typealias CreateLocationResponse = LocationReply
/// The answer to `updateLocation`.
public typealias UpdateLocationResponse = LocationReply
/// The answer to `deleteLocation`.
public typealias DeleteLocationResponse = LocationReply
