// For whom an explanation is written, and what of everything that was gathered they may know. A default table
// is its organization's own: the other side learns of it what the verdict says and nothing more. What is left
// here is all that the words are made from, so that no sentence can say what the fields do not.

import Engine
import EntenteProtocol
import Replica

/// Who reads an explanation.
enum Audience {
    /// The operator, who may know everything.
    case everything
    /// The administrators of one organization, of which one of the two people is.
    case organization(OrganizationIndex)
}

/// An explanation without words, with nothing in it that its audience may not know.
struct ShownExplanation {
    /// The answer, all of it but its words.
    var response: ExplainResponse
    /// Why one of the two takes part in nothing, the one that decided first.
    var obstacles: [Reason]
}

extension ShownExplanation {
    /// What `audience` may know of an explanation.
    ///
    /// - Parameter answer: what a check answers, which everybody may know who may ask.
    init(_ explanation: Explanation, _ answer: CheckAnswer, to audience: Audience, in replica: Replica) {
        response = ExplainResponse.with {
            $0.verdict = answer.verdict
            $0.reason = answer.reason
            $0.ask = answer.ask
            $0.level = answer.level
            $0.partnership = answer.partnership
            $0.partnershipVersion = answer.partnershipVersion
            $0.actorOrganization = explanation.actorOrganization.map { replica.id($0) }
            $0.targetOrganization = explanation.targetOrganization.map { replica.id($0) }
        }
        if case .organization(let own) = audience { response.audience = replica.id(own) }
        obstacles = explanation.obstacles.enumerated().filter { place, obstacle in
            place == 0 || audience.sees(obstacle, of: explanation)
        }.map(\.element)
        response.organizations = explanation.organizations.map {
            gate($0, of: explanation, to: audience, in: replica)
        }
        if audience.isOf(explanation.targetOrganization) {
            response.persons = explanation.persons.map(PersonsGate.init)
        }
    }

    private func gate(
        _ inputs: OrganizationInputs, of explanation: Explanation, to audience: Audience, in replica: Replica
    ) -> OrganizationsGate {
        var gate = OrganizationsGate()
        gate.reason = inputs.ruling.reason
        if audience.isOf(explanation.actorOrganization) { gate.outgoing = inputs.outgoing }
        if audience.isOf(explanation.targetOrganization) { gate.incoming = inputs.incoming }
        if let partnership = inputs.partnership {
            gate.partnership = replica.id(partnership.index)
            gate.partnershipState = partnership.state
            gate.termsExpireAt = partnership.termsExpireAt
            gate.terms = partnership.terms
        }
        gate.verdict = gate.impliedVerdict(response.verdict, response.reason)
        return gate
    }
}

extension Audience {
    /// Whether these are (also) the administrators of that organization.
    fileprivate func isOf(_ organization: OrganizationIndex?) -> Bool {
        switch self {
        case .everything: true
        case .organization(let own): own == organization
        }
    }

    /// Whether an obstacle is theirs to know when it is not what decided.
    fileprivate func sees(_ obstacle: Reason, of explanation: Explanation) -> Bool {
        switch obstacle {
        case .unknownActor, .actorDeactivated, .actorOrganizationSuspended:
            isOf(explanation.actorOrganization)
        default: isOf(explanation.targetOrganization)
        }
    }
}

extension OrganizationsGate {
    /// What the gate came to as far as its other fields and the answer tell; nil where they do not.
    fileprivate func impliedVerdict(_ verdict: Verdict, _ reason: Reason) -> Verdict? {
        if self.reason == .sameOrganization { return .allow }
        if self.reason == .partnership { return terms?.verdict }
        if let outgoing, let incoming { return min(outgoing, incoming).verdict }
        // A reason of the organizations is their verdict: the persons' gate has let it stand.
        if reason == .defaults { return verdict }
        // The persons' gate denied what the organizations did not, so the other side says `ask` at least.
        return (outgoing ?? incoming) == .ask ? .ask : nil
    }
}

extension PersonsGate {
    fileprivate init(_ inputs: PersonInputs) {
        self = .with {
            $0.level = inputs.level
            $0.required = inputs.required
            $0.passed = inputs.level >= inputs.required
            $0.sources = inputs.sources
            $0.sameOrganizationOnly = inputs.sameOrganizationOnly
        }
    }
}
