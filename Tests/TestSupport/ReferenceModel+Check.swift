// The decision in the reference model: the table's rows from the top, first one that applies.

import EntenteProtocol

extension ReferenceModel {
    /// Decides whether ACTOR may do ACTION to TARGET.
    ///
    /// - Throws: `invalid-argument` for an action that is not in the catalog, whoever asks.
    package func check(actor: String, action: String, target: String) throws(Failure) -> CheckAnswer {
        guard ReferenceModel.interactions.contains(where: { $0.name == action }) else {
            throw Failure(.invalidArgument, "unknown action")
        }
        guard let acting = people.first(where: { $0.id == actor }) else {
            return answer(.deny, .unknownActor)
        }
        guard let aimed = people.first(where: { $0.id == target }) else {
            return answer(.deny, .unknownTarget)
        }
        if acting.deactivated { return answer(.deny, .actorDeactivated) }
        if aimed.deactivated { return answer(.deny, .targetDeactivated) }
        if isSuspended(acting.organization) { return answer(.deny, .actorOrganizationSuspended) }
        if isSuspended(aimed.organization) { return answer(.deny, .targetOrganizationSuspended) }
        if actor == target { return answer(.allow, .self) }
        if acting.organization == aimed.organization { return answer(.allow, .sameOrganization) }
        for partnership in partnerships where decides(partnership, between: acting, and: aimed) {
            var decided = answer(
                agreed(partnership, from: acting.organization, action), .partnership, ask: target)
            decided.partnership = partnership.id
            decided.partnershipVersion = partnership.version
            return decided
        }
        let outgoing = defaults(of: acting.organization, action).otherWay
        let incoming = defaults(of: aimed.organization, action).oneWay
        return answer(lower(outgoing, incoming), .defaults, ask: target)
    }

    private func decides(
        _ partnership: ReferencePartnership, between one: ReferencePerson, and other: ReferencePerson
    ) -> Bool {
        let samePair =
            [partnership.first, partnership.second].sorted()
            == [one.organization, other.organization].sorted()
        let ended = partnership.termsEnd != nil && partnership.termsEnd! <= now
        return samePair && partnership.state == .enabled && !ended
    }

    private func agreed(
        _ partnership: ReferencePartnership, from organization: String, _ action: String
    ) -> PermissionState {
        let cell = (partnership.terms ?? []).first { $0.interaction == action }
        return (organization == partnership.first ? cell?.oneWay : cell?.otherWay) ?? .deny
    }

    private func defaults(of organization: String, _ action: String) -> ReferenceCell {
        organizations.first { $0.id == organization }!.defaults.first { $0.interaction == action }!
    }

    private func lower(_ one: PermissionState, _ other: PermissionState) -> PermissionState {
        if one == .deny || other == .deny { return .deny }
        if one == .ask || other == .ask { return .ask }
        return .allow
    }

    private func answer(_ state: PermissionState, _ reason: Reason, ask: String? = nil) -> CheckAnswer {
        .with {
            $0.verdict = state == .allow ? .allow : state == .ask ? .ask : .deny
            $0.reason = reason
            $0.ask = state == .ask ? ask : nil
        }
    }
}
