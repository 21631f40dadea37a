// The life of a partnership, command by command.

/// A command about a partnership: who acts, and for which side where that is the operator.
public protocol PartnershipCommand: Command, PositionedRequest {
    /// The version the command is made against; 0 for whatever is there.
    var expectedVersion: Int64 { get set }
    /// The side the operator acts for; empty where the actor is a user.
    var organization: String { get set }
}

/// Proposes a partnership to the organization of a member.
public struct ProposePartnershipRequest: PartnershipCommand {
    public typealias Response = PartnershipReply
    public static let method = Method.proposePartnership

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The side the operator acts for; empty where the actor is a user.
    public var organization: String = ""
    /// Made by the service where empty.
    public var id: String = ""
    /// A named set instead of `terms`.
    public var preset: Preset?
    /// As the acting side sees them.
    public var terms: [PermissionEntry] = []
    /// A word to the other side.
    public var note: String = ""
    /// When it lapses unanswered, in milliseconds since 1970 UTC; 30 days where absent.
    public var proposalExpiresAt: Int64?
    /// When the terms end, in milliseconds since 1970 UTC.
    public var termsExpireAt: Int64?
    /// Of any active member of the other organization.
    public var memberEmail: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case id = 5
        case preset = 6
        case terms = 7
        case note = 8
        case proposalExpiresAt = 9
        case termsExpireAt = 10
        case memberEmail = 11
        case atLeast = 15
    }
}

/// A command that puts new terms on the table.
public struct PartnershipTermsStep<Call: CallName>: PartnershipCommand {
    public typealias Response = PartnershipReply
    public static var method: Method { Call.method }

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The side the operator acts for; empty where the actor is a user.
    public var organization: String = ""
    /// The partnership's id.
    public var partnership: String = ""
    /// A named set instead of `terms`.
    public var preset: Preset?
    /// As the acting side sees them.
    public var terms: [PermissionEntry] = []
    /// A word to the other side.
    public var note: String = ""
    /// When it lapses unanswered, in milliseconds since 1970 UTC; 30 days where absent.
    public var proposalExpiresAt: Int64?
    /// When the terms end, in milliseconds since 1970 UTC.
    public var termsExpireAt: Int64?
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case partnership = 5
        case preset = 6
        case terms = 7
        case note = 8
        case proposalExpiresAt = 9
        case termsExpireAt = 10
        case atLeast = 15
    }
}

/// Names the call `counterProposal`.
public enum CounterProposal: CallName { public static let method = Method.counterProposal }
/// Answers a proposal or a change with other terms.
public typealias CounterProposalRequest = PartnershipTermsStep<CounterProposal>

/// Names the call `reviseProposal`.
public enum ReviseProposal: CallName { public static let method = Method.reviseProposal }
/// Replaces the terms of one's own proposal or change.
public typealias ReviseProposalRequest = PartnershipTermsStep<ReviseProposal>

/// Names the call `proposeChange`.
public enum ProposeChange: CallName { public static let method = Method.proposeChange }
/// Asks for other terms in a standing partnership.
public typealias ProposeChangeRequest = PartnershipTermsStep<ProposeChange>

/// A command that needs to know no more than which partnership.
public struct PartnershipStep<Call: CallName>: PartnershipCommand {
    public typealias Response = PartnershipReply
    public static var method: Method { Call.method }

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The side the operator acts for; empty where the actor is a user.
    public var organization: String = ""
    /// The partnership's id.
    public var partnership: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case partnership = 5
        case atLeast = 15
    }
}

/// Names the call `acceptProposal`.
public enum AcceptProposal: CallName { public static let method = Method.acceptProposal }
/// Agrees to the open proposal or change.
public typealias AcceptProposalRequest = PartnershipStep<AcceptProposal>

/// Names the call `rejectProposal`.
public enum RejectProposal: CallName { public static let method = Method.rejectProposal }
/// Turns the open proposal or change down.
public typealias RejectProposalRequest = PartnershipStep<RejectProposal>

/// Names the call `withdrawProposal`.
public enum WithdrawProposal: CallName { public static let method = Method.withdrawProposal }
/// Takes one's own proposal or change back.
public typealias WithdrawProposalRequest = PartnershipStep<WithdrawProposal>

/// Names the call `disablePartnership`.
public enum DisablePartnership: CallName { public static let method = Method.disablePartnership }
/// Puts a partnership out of force at once.
public typealias DisablePartnershipRequest = PartnershipStep<DisablePartnership>

/// Names the call `requestEnable`.
public enum RequestEnable: CallName { public static let method = Method.requestEnable }
/// Asks for a disabled partnership to be enabled.
public typealias RequestEnableRequest = PartnershipStep<RequestEnable>

/// Names the call `confirmEnable`.
public enum ConfirmEnable: CallName { public static let method = Method.confirmEnable }
/// Agrees to the request to enable.
public typealias ConfirmEnableRequest = PartnershipStep<ConfirmEnable>

/// Names the call `declineEnable`.
public enum DeclineEnable: CallName { public static let method = Method.declineEnable }
/// Turns the request to enable down.
public typealias DeclineEnableRequest = PartnershipStep<DeclineEnable>

/// Names the call `cancelEnable`.
public enum CancelEnable: CallName { public static let method = Method.cancelEnable }
/// Takes one's own request to enable back.
public typealias CancelEnableRequest = PartnershipStep<CancelEnable>

/// Deletes a partnership for good; without a confirmation it answers one and changes nothing.
public struct DeletePartnershipRequest: PartnershipCommand {
    public typealias Response = DeletePartnershipResponse
    public static let method = Method.deletePartnership

    /// The user in whose name it is done; empty for the operator.
    public var actor: String = ""
    /// A repetition under this key answers what the first answered; empty for none.
    public var requestKey: String = ""
    /// The version the command is made against; 0 for whatever is there.
    public var expectedVersion: Int64 = 0
    /// The side the operator acts for; empty where the actor is a user.
    public var organization: String = ""
    /// The partnership's id.
    public var partnership: String = ""
    /// What the first call answered; bound to the version.
    public var confirmation: String = ""
    /// The oldest state the answer may be made from; absent for whatever there is.
    public var atLeast: Position?

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case actor = 1
        case requestKey = 2
        case expectedVersion = 3
        case organization = 4
        case partnership = 5
        case confirmation = 6
        case atLeast = 15
    }
}

/// The confirmation to present, or the deleted partnership.
public struct DeletePartnershipResponse: PositionedResponse {
    /// As it now is.
    public var partnership = Partnership()
    /// Present it in a second call to delete; empty once deleted.
    public var confirmation: String = ""
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case partnership = 1
        case confirmation = 2
        case position = 15
    }
}

/// A partnership as it now is, told from the acting side.
public struct PartnershipReply: PositionedResponse {
    /// The thing as it now is.
    public var partnership = Partnership()
    /// Where the answering service stood.
    public var position = Position()

    public init() {}

    enum CodingKeys: Int, CodingKey {
        case partnership = 1
        case position = 15
    }
}
/// The answer to `proposePartnership`.
public typealias ProposePartnershipResponse = PartnershipReply
/// The answer to `acceptProposal`.
public typealias AcceptProposalResponse = PartnershipReply
/// The answer to `rejectProposal`.
public typealias RejectProposalResponse = PartnershipReply
/// The answer to `counterProposal`.
public typealias CounterProposalResponse = PartnershipReply
/// The answer to `reviseProposal`.
public typealias ReviseProposalResponse = PartnershipReply
/// The answer to `withdrawProposal`.
public typealias WithdrawProposalResponse = PartnershipReply
/// The answer to `proposeChange`.
public typealias ProposeChangeResponse = PartnershipReply
/// The answer to `disablePartnership`.
public typealias DisablePartnershipResponse = PartnershipReply
/// The answer to `requestEnable`.
public typealias RequestEnableResponse = PartnershipReply
/// The answer to `confirmEnable`.
public typealias ConfirmEnableResponse = PartnershipReply
/// The answer to `declineEnable`.
public typealias DeclineEnableResponse = PartnershipReply
/// The answer to `cancelEnable`.
public typealias CancelEnableResponse = PartnershipReply
/// The answer to `getPartnership`.
public typealias GetPartnershipResponse = PartnershipReply
/// The answer to `findPartnership`.
public typealias FindPartnershipResponse = PartnershipReply
