// The questions: may this person do this to that person, and why?

/// Asks whether ACTOR may do ACTION to TARGET.
public struct CheckRequest: PositionedRequest {
    public typealias Response = CheckResponse
    public static let method = Method.check

    /// The id of the user who acts.
    public var actor: String = ""
    /// An interaction or a right, by name.
    public var action: String = ""
    /// On whom they act.
    public var target: String = ""
    /// The call in progress, where there is one.
    public var callContext: CallContext?
    /// How old the facts may be, in milliseconds, up to a ceiling of the operator; absent: the node's bound.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case action = 2
        case target = 3
        case callContext = 4
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// The verdict, and why.
public struct CheckResponse: PositionedResponse {
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// The first row of the decision table that applied.
    public var reason: Reason = .unspecified
    /// Whom to ask, where the verdict is `ask`.
    public var ask: String?
    /// The relationship, where a right was asked for.
    public var level: Level?
    /// The partnership that decided.
    public var partnership: String?
    /// Its version.
    public var partnershipVersion: Int64?
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case ask = 3
        case level = 4
        case partnership = 5
        case partnershipVersion = 6
        case position = 15
    }
}

/// One question of a batch.
public struct CheckItem: Message {
    /// The id of the user who acts.
    public var actor: String = ""
    /// An interaction or a right, by name.
    public var action: String = ""
    /// On whom they act.
    public var target: String = ""
    /// The call in progress, where there is one.
    public var callContext: CallContext?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case action = 2
        case target = 3
        case callContext = 4
    }
}

/// Asks many questions at once, answered from one state.
public struct CheckBatchRequest: PositionedRequest {
    public typealias Response = CheckBatchResponse
    public static let method = Method.checkBatch

    /// At most 10,000.
    public var checks: [CheckItem] = []
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case checks = 1
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// One answer of a batch.
public struct CheckAnswer: Message {
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// The first row of the decision table that applied.
    public var reason: Reason = .unspecified
    /// Whom to ask, where the verdict is `ask`.
    public var ask: String?
    /// The relationship, where a right was asked for.
    public var level: Level?
    /// The partnership that decided.
    public var partnership: String?
    /// Its version.
    public var partnershipVersion: Int64?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case verdict = 1
        case reason = 2
        case ask = 3
        case level = 4
        case partnership = 5
        case partnershipVersion = 6
    }
}

/// The answers, in the order of the questions.
public struct CheckBatchResponse: PositionedResponse {
    /// One answer each, in order.
    public var answers: [CheckAnswer] = []
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case answers = 1
        case position = 15
    }
}

/// Asks what ACTOR may do to TARGET at all.
public struct EffectiveRequest: PositionedRequest {
    public typealias Response = EffectiveResponse
    public static let method = Method.effective

    /// The id of the user who acts.
    public var actor: String = ""
    /// On whom they act.
    public var target: String = ""
    /// The call in progress, where there is one.
    public var callContext: CallContext?
    /// As in a single check.
    public var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case target = 2
        case callContext = 4
        case maxStalenessMillis = 6
        case atLeast = 15
    }
}

/// The answer for one action.
public struct EffectiveAnswer: Message {
    /// An interaction or a right, by name.
    public var action: String = ""
    /// Whether they may.
    public var verdict: Verdict = .unspecified
    /// The first row of the decision table that applied.
    public var reason: Reason = .unspecified
    /// Whom to ask, where the verdict is `ask`.
    public var ask: String?
    /// The relationship, where a right was asked for.
    public var level: Level?
    /// The partnership that decided.
    public var partnership: String?
    /// Its version.
    public var partnershipVersion: Int64?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case action = 7
        case verdict = 1
        case reason = 2
        case ask = 3
        case level = 4
        case partnership = 5
        case partnershipVersion = 6
    }
}

/// Every action with its answer, by code.
public struct EffectiveResponse: PositionedResponse {
    /// One answer each, in order.
    public var answers: [EffectiveAnswer] = []
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case answers = 1
        case position = 15
    }
}

/// Asks how this decision node stands.
public struct StatusRequest: PositionedRequest {
    public typealias Response = StatusResponse
    public static let method = Method.status

    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case atLeast = 15
    }
}

/// What this decision node knows and how well it keeps up.
public struct StatusResponse: PositionedResponse {
    /// Whether it answers checks.
    public var ready: Bool = false
    /// This process, told apart from others of its kind.
    public var instance: String = ""
    /// How its replicas stand, one per source.
    public var replicas: [ReplicaStatus] = []
    /// The age past which it answers `unavailable`.
    public var stalenessLimitMillis: Int64 = 0
    /// Organizations known.
    public var organizations: UInt64 = 0
    /// Users known.
    public var users: UInt64 = 0
    /// Live partnerships known.
    public var partnerships: UInt64 = 0
    /// Questions answered since it started.
    public var checks: UInt64 = 0
    /// Answers taken from the evaluation cache.
    public var cacheHits: UInt64 = 0
    /// Answers that had to be evaluated.
    public var cacheMisses: UInt64 = 0
    /// Requests waiting for newer facts.
    public var parked: UInt64 = 0
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case ready = 1
        case instance = 2
        case replicas = 3
        case stalenessLimitMillis = 4
        case organizations = 5
        case users = 6
        case partnerships = 7
        case checks = 8
        case cacheHits = 9
        case cacheMisses = 10
        case parked = 11
        case position = 15
    }
}
