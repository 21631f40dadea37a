import EntenteProtocol

/// What a side can do to a partnership that exists.
package enum LifeCommand: Hashable, Sendable {
    /// Agrees to the other side's proposal or change.
    case accept
    /// Turns the other side's proposal or change down.
    case reject
    /// Answers the other side's proposal or change with other terms.
    case counter(Offer)
    /// Replaces one's own proposal or change.
    case revise(Offer)
    /// Takes one's own proposal or change back.
    case withdraw
    /// Asks for other terms in a standing partnership.
    case proposeChange(Offer)
    /// Puts it out of force at once.
    case disable
    /// Asks for it to be put in force again.
    case requestEnable
    /// Agrees to the other side's request to enable.
    case confirmEnable
    /// Turns the other side's request to enable down.
    case declineEnable
    /// Takes one's own request to enable back.
    case cancelEnable
    /// Ends it for good.
    case delete
}

extension LifeCommand {
    /// What it is called in messages to people.
    package var name: String {
        switch self {
        case .accept: return "accept"
        case .reject: return "reject"
        case .counter: return "counter"
        case .revise: return "revise"
        case .withdraw: return "withdraw"
        case .proposeChange: return "propose a change"
        case .disable: return "disable"
        case .requestEnable: return "request to enable"
        case .confirmEnable: return "confirm"
        case .declineEnable: return "decline"
        case .cancelEnable: return "cancel"
        case .delete: return "delete"
        }
    }

    /// Whether it builds on the other organization's word, and so cannot be done while that one is suspended.
    ///
    /// Refusing, taking back, disabling and deleting remain possible: nobody is held to an agreement because
    /// the other side may not act.
    package var needsPartnerInGoodStanding: Bool {
        switch self {
        case .accept, .counter, .revise, .proposeChange, .requestEnable, .confirmEnable: return true
        case .reject, .withdraw, .disable, .declineEnable, .cancelEnable, .delete: return false
        }
    }
}
