// Who must change what. Each remedy names the one who can act and the call to make. Where both gates are in
// the way, each has remedies: they are needed together.

import EntenteProtocol
import Rules

extension ExplanationWords {
    /// A sentence for each thing somebody can do about it; empty where it is permitted, or nothing helps.
    var remedies: [String] {
        guard response.verdict != .allow else { return [] }
        guard shown.obstacles.isEmpty else { return shown.obstacles.compactMap(remedy) }
        let asking = response.verdict == .ask ? ["\(target) is asked, and agrees."] : []
        return asking + personRemedies + organizationRemedies
    }

    private func remedy(against obstacle: Reason) -> String? {
        switch obstacle {
        case .unknownActor: "Somebody creates the user \(actor) (`createUser`), or the question is mended."
        case .unknownTarget: "Somebody creates the user \(target) (`createUser`), or the question is mended."
        case .actorDeactivated: "An administrator of \(actorHome) reactivates \(actor) (`reactivateUser`)."
        case .targetDeactivated:
            "An administrator of \(targetHome) reactivates \(target) (`reactivateUser`)."
        case .actorOrganizationSuspended: "The operator resumes \(actorHome) (`resumeOrganization`)."
        case .targetOrganizationSuspended: "The operator resumes \(targetHome) (`resumeOrganization`)."
        default: nil
        }
    }
}

// MARK: - Between persons

extension ExplanationWords {
    private var isTooLow: Bool {
        if let persons = response.persons { return !persons.passed }
        return response.reason == .relationshipTooLow || response.reason == .blocked
    }

    private var personRemedies: [String] {
        // What never leaves an organization is not to be had by any level.
        let leavesHome = response.actorOrganization != response.targetOrganization
        guard isTooLow, !(leavesHome && right?.isSameOrganizationOnly == true) else { return [] }
        let limit = right == nil ? "floor" : "minimum"
        let call = right == nil ? "setInteractionFloors" : "setRightsMatrix"
        guard let persons = response.persons else {
            return [
                "\(target) sets \(actor) to a higher level (`setRelationship`).",
                "An administrator of \(targetHome) lowers the \(limit) of \(action) (`\(call)`).",
            ]
        }
        let required = "`\(persons.required.name)`"
        return ["\(target) sets \(actor) to \(required) or more (`setRelationship`)."]
            + withdrawals(persons)
            + [
                "An administrator of \(targetHome) lowers the \(limit) of \(action) "
                    + "to `\(persons.level.name)` (`\(call)`)."
            ]
    }

    /// What would suffice if it were not overruled.
    private func withdrawals(_ persons: PersonsGate) -> [String] {
        let isSet = persons.sources.contains { $0.kind == .individual }
        let isVIP = persons.sources.contains { $0.kind == .vip }
        let server = persons.sources.filter { $0.kind != .individual && $0.kind != .vip }.map(\.level).max()
        let withoutSetting = RelationshipRules.level(
            individual: .unspecified, isVIP: isVIP, best: server ?? .unspecified)
        if isSet, withoutSetting >= persons.required {
            return ["\(target) takes the setting for \(actor) back (`setRelationship` without a level)."]
        }
        if !isSet, isVIP, let server, server >= persons.required {
            return ["An administrator of \(targetHome) takes the VIP mark off \(target) (`updateUser`)."]
        }
        return []
    }
}

// MARK: - Between organizations

extension ExplanationWords {
    private var organizationRemedies: [String] {
        guard let gate = response.organizations, let verdict = gate.verdict, verdict != .allow else {
            return []
        }
        let both = "\(actorHome) and \(targetHome)"
        guard gate.reason == .defaults else {
            return ["\(both) agree on terms that allow \(action) (`proposeChange`, `acceptProposal`)."]
        }
        return ownDefaults(gate) + otherDefaults(gate, verdict) + [partnershipRemedy(gate, both)]
    }

    private func ownDefaults(_ gate: OrganizationsGate) -> [String] {
        let columns = [(gate.outgoing, actorHome, "outgoing"), (gate.incoming, targetHome, "incoming")]
        return columns.compactMap { state, home, column in
            guard let state, state < .allow else { return nil }
            return "An administrator of \(home) sets the \(column) default of \(action) to `allow` "
                + "(`setDefaults`)."
        }
    }

    /// What the verdict says of the column that is not shown.
    private func otherDefaults(_ gate: OrganizationsGate, _ verdict: Verdict) -> [String] {
        guard (gate.outgoing == nil) != (gate.incoming == nil), let own = gate.outgoing ?? gate.incoming
        else {
            return []
        }
        let other = gate.outgoing == nil ? actorHome : targetHome
        if own.verdict > verdict {
            let change = verdict == .ask ? "allows \(action) without asking" : "permits \(action)"
            return ["The other organization, \(other), \(change)."]
        }
        return own == .deny ? ["It is then for the other organization, \(other), to permit it, too."] : []
    }

    private func partnershipRemedy(_ gate: OrganizationsGate, _ both: String) -> String {
        guard let partnership = gate.partnership.map({ quoted($0) }) else {
            return "Or \(both) make a partnership whose terms allow \(action) "
                + "(`proposePartnership`, `acceptProposal`)."
        }
        if gate.partnershipState == .proposed {
            return "Or partnership \(partnership) is accepted, where its terms allow \(action) "
                + "(`acceptProposal`)."
        }
        let agreeing =
            gate.terms == .allow && !gate.hasEnded(by: now)
            ? "" : "agree on new terms that allow \(action) (`proposeChange`, `acceptProposal`) and "
        return "Or \(both) \(agreeing)enable partnership \(partnership) again "
            + "(`requestEnable`, `confirmEnable`)."
    }
}
