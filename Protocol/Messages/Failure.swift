/// What a refused request is answered with.
public struct Failure: Message, Error {
    /// Which kind of refusal; decides what a caller does next.
    public var code: FailureCode = .unspecified
    /// What was wrong, with which field or id, and what to do; never a secret.
    public var message: String = ""
    /// What a program needs beyond the code.
    public var details: FailureDetails?

    /// A failure that says nothing.
    public init() {}

    /// A failure of kind `code` that tells people `message`.
    public init(_ code: FailureCode, _ message: String, details: FailureDetails? = nil) {
        self.code = code
        self.message = message
        self.details = details
    }

    enum CodingKeys: Int, CodingKey {
        case code = 1
        case message = 2
        case details = 3
    }
}

/// What a program needs to act on a failure.
public struct FailureDetails: Message {
    /// With `conflict`: the version that stands now.
    public var currentVersion: Int64?
    /// With `failed-precondition`: the state that forbids it (`rejected`, `history-restored`,
    /// `snapshot-required` …).
    ///
    /// With `unavailable`: `behind`, where the service is well and only this request asks for newer facts
    /// than it has; `undecided`, where it is not known whether the command was carried out.
    public var state: String?
    /// With `resource-exhausted`: how long to wait before another try, in milliseconds.
    public var retryAfterMillis: Int64?

    /// Details that say nothing.
    public init() {}

    enum CodingKeys: Int, CodingKey {
        case currentVersion = 1
        case state = 2
        case retryAfterMillis = 3
    }
}

extension Failure {
    /// The request itself is wrong, whatever the state: say with which field and value.
    public static func invalidArgument(_ message: String) -> Failure { Failure(.invalidArgument, message) }

    /// The thing named does not exist.
    public static func notFound(_ message: String) -> Failure { Failure(.notFound, message) }

    /// The caller may not do this.
    public static func permissionDenied(_ message: String) -> Failure { Failure(.permissionDenied, message) }

    /// An id, an address or a place that is taken.
    public static func alreadyExists(_ message: String) -> Failure { Failure(.alreadyExists, message) }

    /// The command was made against a version that no longer stands.
    public static func conflict(_ message: String, currentVersion: Int64? = nil) -> Failure {
        Failure(.conflict, message, details: .with { $0.currentVersion = currentVersion })
    }

    /// Not possible in the state the thing is in.
    public static func failedPrecondition(_ message: String, state: String) -> Failure {
        Failure(.failedPrecondition, message, details: .with { $0.state = state })
    }

    /// A limit is reached; try again later.
    public static func resourceExhausted(_ message: String, retryAfterMillis: Int64? = nil) -> Failure {
        Failure(.resourceExhausted, message, details: .with { $0.retryAfterMillis = retryAfterMillis })
    }

    /// The service cannot answer now; nothing was changed.
    public static func unavailable(_ message: String) -> Failure { Failure(.unavailable, message) }

    /// The state of a service that cannot answer this request now, and others it can.
    public static let behind = "behind"

    /// The state of a service whose disk failed while it made a command durable.
    public static let undecided = "undecided"

    /// It is not known whether the command was carried out; repeated with the same request key it is, once.
    public static func undecided(_ message: String) -> Failure {
        Failure(.unavailable, message, details: .with { $0.state = undecided })
    }

    /// The service is well, but its facts are older than this request asks for; nothing was changed.
    public static func behind(_ message: String) -> Failure {
        Failure(.unavailable, message, details: .with { $0.state = behind })
    }
}
