// The decision in the reference model: the table's rows from the top, first one that applies.

import EntenteProtocol

extension ReferenceModel {
    /// Decides whether ACTOR may do ACTION to TARGET.
    ///
    /// - Throws: `invalid-argument` for an action that is not in the catalog, whoever asks.
    package func check(
        actor: String, action: String, target: String, call: CallContext? = nil
    ) throws(Failure) -> CheckAnswer {
        try requireGiven(call)
        let right = ReferenceModel.right(action)
        if right == nil && interaction(action) == nil { throw Failure(.invalidArgument, "unknown action") }
        guard let acting = user(actor) else { return answer(.deny, .unknownActor) }
        guard let aimed = user(target) else { return answer(.deny, .unknownTarget) }
        if acting.deactivated { return answer(.deny, .actorDeactivated) }
        if aimed.deactivated { return answer(.deny, .targetDeactivated) }
        if isSuspended(acting.organization) { return answer(.deny, .actorOrganizationSuspended) }
        if isSuspended(aimed.organization) { return answer(.deny, .targetOrganizationSuspended) }
        if acting.id == aimed.id { return answer(.allow, .self) }
        let level = level(of: acting, toward: aimed, call: call)
        if let right { return decide(right, level, acting, aimed) }
        let organizations = decide(action, acting, aimed)
        return persons(action, organizations, level, aimed)
    }

    /// Row 5: a right follows from the relationship, two of them within the organization only.
    private func decide(
        _ right: ReferenceRight, _ level: Level, _ acting: User, _ aimed: User
    ) -> CheckAnswer {
        var decided = answer(.allow, .relationship)
        if right.isWithinOrganization && acting.organization != aimed.organization {
            decided = answer(.deny, .sameOrganizationOnly)
        }
        if level < minimum(of: right.name, in: aimed.organization) {
            decided = answer(.deny, .relationshipTooLow)
        }
        decided.level = level
        return decided
    }

    /// Row 6: what the organizations say.
    private func decide(_ interaction: String, _ acting: User, _ aimed: User) -> CheckAnswer {
        if acting.organization == aimed.organization { return answer(.allow, .sameOrganization) }
        for partnership in partnerships where isInForce(partnership, acting.organization, aimed.organization)
        {
            let states = (partnership.terms ?? [:])[interaction, default: ReferenceStates()]
            let isFirst = partnership.first == acting.organization
            var decided = answer(
                isFirst ? states.outgoing : states.incoming, .partnership, ask: aimed.id)
            decided.partnership = partnership.id
            decided.partnershipVersion = partnership.version
            return decided
        }
        let outgoing = defaults(of: acting.organization).table[interaction]?.outgoing ?? .deny
        let incoming = defaults(of: aimed.organization).table[interaction]?.incoming ?? .deny
        return answer(lower(outgoing, incoming), .defaults, ask: aimed.id)
    }

    /// Row 7: what the persons say, where the organizations did not deny.
    private func persons(
        _ interaction: String, _ organizations: CheckAnswer, _ level: Level, _ aimed: User
    ) -> CheckAnswer {
        if organizations.verdict == .deny { return organizations }
        if level >= floor(of: interaction, in: aimed.organization) { return organizations }
        return answer(.deny, level == .blocked ? .blocked : .relationshipTooLow)
    }

    /// Enabled, and its terms have not ended by our own clock.
    func isInForce(_ partnership: ReferencePartnership, _ one: String, _ other: String) -> Bool {
        let samePair = [partnership.first, partnership.second].sorted() == [one, other].sorted()
        let ended = partnership.termsEnd != nil && partnership.termsEnd! <= now
        return samePair && partnership.state == .enabled && !ended
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

// MARK: - As it is asked on the wire

extension ReferenceModel {
    func check(_ request: CheckRequest) throws(Failure) -> CheckResponse {
        let answer = try check(
            actor: request.actor, action: request.action, target: request.target, call: request.callContext)
        return .with {
            $0.verdict = answer.verdict
            $0.reason = answer.reason
            $0.ask = answer.ask
            $0.level = answer.level
            $0.partnership = answer.partnership
            $0.partnershipVersion = answer.partnershipVersion
        }
    }

    func checkBatch(_ request: CheckBatchRequest) throws(Failure) -> CheckBatchResponse {
        try requireCount(request.checks.count, most: 10_000)
        var answers: [CheckAnswer] = []
        for item in request.checks {
            answers.append(
                try check(
                    actor: item.actor, action: item.action, target: item.target, call: item.callContext))
        }
        return .with { $0.answers = answers }
    }

    /// Every interaction and right of a pair.
    func effective(_ request: EffectiveRequest) throws(Failure) -> EffectiveResponse {
        var answers: [EffectiveAnswer] = []
        for action in interactions.map(\.name) + ReferenceModel.rights.map(\.name) {
            let answer = try check(
                actor: request.actor, action: action, target: request.target, call: request.callContext)
            answers.append(
                .with {
                    $0.action = action
                    $0.verdict = answer.verdict
                    $0.reason = answer.reason
                    $0.ask = answer.ask
                    $0.level = answer.level
                    $0.partnership = answer.partnership
                    $0.partnershipVersion = answer.partnershipVersion
                })
        }
        return .with { $0.answers = answers }
    }
}

// MARK: - Finding people

extension ReferenceModel {
    /// People of the own organization and of those a partnership is in force with, by what their name or,
    /// where it may be read, their address begins with.
    func discover(_ request: DiscoverRequest) throws(Failure) -> DiscoverResponse {
        try requireID(request.viewer)
        if request.prefix.utf8.count > 256 { throw Failure(.invalidArgument, "prefix") }
        if request.limit < 0 || request.limit > 100 { throw Failure(.invalidArgument, "limit") }
        let viewer = try requireUser(request.viewer)
        if viewer.deactivated || isSuspended(viewer.organization) { return DiscoverResponse() }
        let found = users.filter { isDiscoverable($0, by: viewer) && matches($0, request.prefix, viewer) }
            .sorted { ($0.displayName.lowercased(), $0.id) < ($1.displayName.lowercased(), $1.id) }
        let limit = request.limit == 0 ? 20 : Int(request.limit)
        return .with {
            $0.items = found.prefix(limit).map { discovered($0, by: viewer) }
            $0.truncated = found.count > limit
        }
    }

    private func isDiscoverable(_ user: User, by viewer: User) -> Bool {
        let isNear =
            user.organization == viewer.organization
            || partnerships.contains { isInForce($0, viewer.organization, user.organization) }
        return isNear && user.id != viewer.id && !user.deactivated && !isSuspended(user.organization)
            && level(of: viewer, toward: user) != .blocked
    }

    private func mayReadEmail(_ user: User, _ viewer: User) -> Bool {
        user.organization == viewer.organization
            && level(of: viewer, toward: user) >= minimum(of: "contact.read-email", in: user.organization)
    }

    private func matches(_ user: User, _ prefix: String, _ viewer: User) -> Bool {
        let beginning = prefix.lowercased().utf8
        if user.displayName.lowercased().utf8.starts(with: beginning) { return true }
        return mayReadEmail(user, viewer) && user.email.lowercased().utf8.starts(with: beginning)
    }

    private func discovered(_ user: User, by viewer: User) -> DiscoveredUser {
        .with {
            $0.id = user.id
            $0.displayName = user.displayName
            $0.organization = user.organization
            $0.email = mayReadEmail(user, viewer) ? user.email : nil
        }
    }
}
