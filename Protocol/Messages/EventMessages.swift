// What was done to the directory.

/// Lists events in the order they happened.
public struct ListEventsRequest: ListRequest {
    public typealias Response = ListEventsResponse
    public static let method = Method.listEvents

    /// Only this organization's.
    public var organization: String?
    /// Only those with a higher sequence.
    public var after: Int64 = 0
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case after = 2
        case pageSize = 13
        case pageToken = 14
    }
}

/// One page of what `listEvents` lists.
public struct ListEventsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Event] = []
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
