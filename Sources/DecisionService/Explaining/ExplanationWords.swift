// An explanation in sentences: what it comes to, and who must change what. The words are made from what the
// audience is shown and from the question, never from the facts: whoever may read the fields may read them.

import EntenteProtocol
import Rules

/// The sentences of one explanation.
struct ExplanationWords {
    let shown: ShownExplanation
    let request: ExplainRequest
    /// The wall clock, in milliseconds since 1970.
    let now: Int64

    var response: ExplainResponse { shown.response }
    var actor: String { quoted(request.actor) }
    var target: String { quoted(request.target) }
    var action: String { quoted(request.action) }
    var actorHome: String { quoted(response.actorOrganization ?? "") }
    var targetHome: String { quoted(response.targetOrganization ?? "") }
    /// The right asked for; nil for an interaction.
    var right: Right? { Right(name: request.action) }
}

// MARK: - What it comes to

extension ExplanationWords {
    /// The answer in one sentence.
    var summary: String {
        switch response.reason {
        case .unknownActor: "Nobody with the id \(actor) is known."
        case .unknownTarget: "Nobody with the id \(target) is known."
        case .actorDeactivated: "\(actor) is deactivated and may do nothing."
        case .targetDeactivated: "\(target) is deactivated, and nobody may do anything to them."
        case .actorOrganizationSuspended: "\(actorHome), the organization of \(actor), is suspended."
        case .targetOrganizationSuspended: "\(targetHome), the organization of \(target), is suspended."
        case .`self`: "\(actor) acts on nobody but themselves, which is always permitted."
        case .sameOrganization:
            "\(actor) and \(target) are both of \(actorHome), where \(action) is permitted."
        case .relationship: "\(relation) enough for \(action)\(requirement)."
        case .relationshipTooLow: "\(relation) not enough for \(action)\(requirement)."
        case .blocked: "\(setting ?? "\(actor) is `blocked` to \(target)"), so \(action) is denied."
        case .sameOrganizationOnly:
            "\(action) is only for people of \(targetHome) itself, whatever their level."
        case .partnership: "\(parties(of: "partnership")), whose terms \(termsSay)."
        case .defaults: "\(whyDefaults), so the default tables decide: \(defaultsSay)."
        case .unspecified: "\(action) is \(response.verdict.name)."
        }
    }

    /// What the one is to the other as far as it is shown, up to what that comes to.
    private var relation: String {
        guard let level = response.persons?.level ?? response.level else {
            return "What \(actor) is to \(target) is"
        }
        return (setting ?? "\(actor) is `\(level.name)` to \(target)") + ", which is"
    }

    /// The target's own setting, where it is shown and holds.
    private var setting: String? {
        guard let persons = response.persons,
            persons.sources.first(where: \.counted)?.kind == .individual
        else { return nil }
        return "\(target) has set \(actor) to `\(persons.level.name)`"
    }

    private var requirement: String {
        response.persons.map { ": it takes `\($0.required.name)` or more" } ?? ""
    }

    private func parties(of what: String) -> String {
        let id = response.organizations?.partnership.map { " \(quoted($0))" } ?? ""
        return "\(actorHome) and \(targetHome) have \(what)\(id)"
    }

    private var termsSay: String {
        switch response.verdict {
        case .allow: "allow \(action)"
        case .ask: "let \(action) pass when \(target) agrees"
        default: "deny \(action)"
        }
    }

    private var whyDefaults: String {
        guard let gate = response.organizations, gate.partnership != nil else {
            return "\(actorHome) and \(targetHome) have no partnership"
        }
        if gate.hasEnded(by: now) { return parties(of: "agreed on terms that have ended in partnership") }
        let state = gate.partnershipState == .proposed ? "proposed but not accepted" : "disabled"
        return parties(of: "a partnership that is \(state),")
    }

    private var defaultsSay: String {
        let gate = response.organizations ?? OrganizationsGate()
        switch response.verdict {
        case .allow: return "\(action) is permitted by both sides"
        case .ask: return "\(action) is permitted when \(target) agrees"
        default:
            let denials =
                (gate.outgoing == .deny ? ["\(actorHome) does not let its people do \(action)"] : [])
                + (gate.incoming == .deny ? ["\(targetHome) does not let others do \(action)"] : [])
            return denials.isEmpty
                ? "the other organization does not permit this" : denials.joined(separator: ", and ")
        }
    }
}

extension OrganizationsGate {
    /// Whether the partnership is out of force because its terms have ended.
    func hasEnded(by now: Int64) -> Bool {
        partnershipState == .disabled && termsExpireAt.map { $0 <= now } == true
    }
}
