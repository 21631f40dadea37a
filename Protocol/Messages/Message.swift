/// A value that travels as a Protocol Buffers message: a `Codable` struct whose `CodingKeys` have integer raw
/// values, the field numbers.
///
/// Plain fields that are missing take their default (0, false, "", empty, `unspecified`), so every message
/// can be made empty; an `Optional` field keeps the difference between absent and default.
public protocol Message: Codable, Sendable, Equatable {
    /// The message with every field at its default.
    init()
}

/// A message that asks for something; its answer's type is tied to it.
public protocol Request: Message {
    /// What a successful answer carries.
    associatedtype Response: Message
    /// The call this request makes.
    static var method: Method { get }
}

/// A request to a service that holds a replica: it may ask for an answer at least as new as a position.
public protocol PositionedRequest: Request {
    /// The oldest state the answer may be made from, or nil for whatever the service has now.
    var atLeast: Position? { get set }
}

/// An answer that says from which state of the sources it was made.
public protocol PositionedResponse: Message {
    /// Where the answering service stood when it answered.
    var position: Position { get set }
}

/// A request that changes something, in the name of a user.
public protocol Command: Request where Response: PositionedResponse {
    /// The user in whose name the command is given; empty for the operator (scope `operate` only).
    var actor: String { get set }
    /// A key under which a repetition of this command answers what the first answered; empty for none.
    var requestKey: String { get set }
}

/// A request that answers one page of a list.
public protocol ListRequest: Request {
    /// The most items to answer; 0 for the service's own choice.
    var pageSize: Int32 { get set }
    /// Where to go on: the previous page's `nextPageToken`, or empty for the first page.
    var pageToken: String { get set }
}

extension Message {
    /// An empty message changed by `fill`: `User.with { $0.id = "ada" }`.
    public static func with(_ fill: (inout Self) -> Void) -> Self {
        var message = Self()
        fill(&message)
        return message
    }
}

/// Names the call of a request type that several calls share.
public protocol CallName: Sendable {
    /// The call.
    static var method: Method { get }
}

/// A list of strings that an update may leave alone (absent), replace, or clear (present and empty).
public struct StringList: Message {
    /// The strings, in order.
    public var values: [String] = []

    /// An empty list.
    public init() {}

    /// A list of `values`.
    public init(_ values: [String]) { self.values = values }

    enum CodingKeys: Int, CodingKey { case values = 1 }
}
