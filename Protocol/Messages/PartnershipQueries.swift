// Reading partnerships: one, many, their history, and what waits for whom.

/// Reads a partnership.
public struct GetPartnershipRequest: PositionedRequest {
    public typealias Response = PartnershipReply
    public static let method = Method.getPartnership

    /// The partnership's id.
    public var partnership: String = ""
    /// The side to tell it from; where empty the token's organization, else the one that proposed.
    public var organization: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case partnership = 1
        case organization = 2
        case atLeast = 15
    }
}

/// Finds the live partnership of two organizations.
public struct FindPartnershipRequest: PositionedRequest {
    public typealias Response = PartnershipReply
    public static let method = Method.findPartnership

    /// The side to tell it from.
    public var organization: String = ""
    /// The other side.
    public var with: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case with = 2
        case atLeast = 15
    }
}

/// Lists an organization's partnerships by id.
public struct ListPartnershipsRequest: ListRequest, PositionedRequest {
    public typealias Response = ListPartnershipsResponse
    public static let method = Method.listPartnerships

    /// The organization's id.
    public var organization: String = ""
    /// Every one where unspecified.
    public var filter: PartnershipFilter = .unspecified
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case filter = 2
        case pageSize = 13
        case pageToken = 14
        case atLeast = 15
    }
}

/// One page of what `listPartnerships` lists.
public struct ListPartnershipsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Partnership] = []
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

/// Lists what was done to a partnership, oldest first.
public struct PartnershipHistoryRequest: ListRequest, PositionedRequest {
    public typealias Response = PartnershipHistoryResponse
    public static let method = Method.partnershipHistory

    /// The partnership's id.
    public var partnership: String = ""
    /// The side to tell it from, as in `getPartnership`.
    public var organization: String = ""
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case partnership = 1
        case organization = 2
        case pageSize = 13
        case pageToken = 14
        case atLeast = 15
    }
}

/// One page of what `partnershipHistory` lists.
public struct PartnershipHistoryResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [PartnershipEvent] = []
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

/// Lists what an organization's administrators should know, oldest first.
public struct ListNotificationsRequest: ListRequest, PositionedRequest {
    public typealias Response = ListNotificationsResponse
    public static let method = Method.listNotifications

    /// The organization's id.
    public var organization: String = ""
    /// Also those acknowledged before.
    public var includeAcknowledged: Bool = false
    /// The most items to answer; 0 for the service's own choice.
    public var pageSize: Int32 = 0
    /// The previous page's `nextPageToken`; empty for the first page.
    public var pageToken: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case organization = 1
        case includeAcknowledged = 2
        case pageSize = 13
        case pageToken = 14
        case atLeast = 15
    }
}

/// One page of what `listNotifications` lists.
public struct ListNotificationsResponse: PositionedResponse {
    /// The things listed, in order.
    public var items: [Notification] = []
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

/// Marks a notification as seen.
public struct AcknowledgeNotificationRequest: Command, PositionedRequest {
    public typealias Response = AcknowledgeNotificationResponse
    public static let method = Method.acknowledgeNotification

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// Which one.
    public var id: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case id = 4
        case atLeast = 15
    }
}

/// A notification as it now is.
public struct NotificationReply: PositionedResponse {
    /// The thing as it now is.
    public var notification = Notification()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case notification = 1
        case position = 15
    }
}
/// The answer to `acknowledgeNotification`.
public typealias AcknowledgeNotificationResponse = NotificationReply
