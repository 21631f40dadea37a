// The life of a partnership in the reference model: one case of one switch per row of the table.

import EntenteProtocol

/// What can be done to a partnership that exists.
package enum ReferenceStep: Sendable, Equatable {
    case accept
    case reject
    case counter(ReferenceOffer)
    case revise(ReferenceOffer)
    case withdraw
    case change(ReferenceOffer)
    case disable
    case requestEnable
    case confirm
    case decline
    case cancel
    case delete
}

/// What a request puts on the table.
package struct ReferenceOffer: Sendable, Equatable {
    package var preset: Preset?
    /// As the asking side sees them.
    package var terms: [PermissionEntry] = []
    package var note = ""
    /// Nil for 30 days from now.
    package var lapsesAt: Int64?
    /// Nil as it stands, 0 never.
    package var termsEnd: Int64?

    /// An offer that names nothing but these states.
    package init(terms: [PermissionEntry] = []) { self.terms = terms }

    init(
        preset: Preset?, terms: [PermissionEntry], note: String, lapsesAt: Int64?, termsEnd: Int64?
    ) {
        (self.preset, self.terms, self.note) = (preset, terms, note)
        (self.lapsesAt, self.termsEnd) = (lapsesAt, termsEnd)
    }
}

private let thirtyDays: Int64 = 2_592_000_000

extension ReferenceModel {
    /// What a step makes of a partnership; who may give it is settled.
    func perform(
        _ step: ReferenceStep, by side: String, actor: String, _ partnership: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        switch step {
        case .accept, .reject, .withdraw: return try answerOffer(step, by: side, actor: actor, partnership)
        case .counter(let offer):
            return try replaceOffer(by: offer, .countered, mine: false, by: side, actor: actor, partnership)
        case .revise(let offer):
            return try replaceOffer(by: offer, .revised, mine: true, by: side, actor: actor, partnership)
        case .change(let offer): return try change(offer, by: side, actor: actor, partnership)
        case .requestEnable: return try requestEnable(by: side, actor: actor, partnership)
        case .confirm, .decline, .cancel:
            return try answerEnableRequest(step, by: side, actor: actor, partnership)
        case .disable:
            try require(partnership, [.enabled])
            var after = partnership
            after.state = .disabled
            return happened(.disabled, by: side, actor: actor, before: partnership, after)
        case .delete:
            try require(partnership, [.enabled, .disabled])
            var after = partnership
            after.state = .deleted
            after.open = nil
            return happened(.deleted, by: side, actor: actor, before: partnership, after)
        }
    }

    private func answerOffer(
        _ step: ReferenceStep, by side: String, actor: String, _ before: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        let open = try offer(in: before)
        if step == .accept, let end = open.termsEnd, end <= now {
            throw .failedPrecondition("they have ended", state: "terms-expired")
        }
        try require(mine: step == .withdraw, open, side)
        var after = before
        after.open = nil
        let isFirst = open.kind == .proposal
        switch step {
        case .accept:
            after.terms = open.terms
            after.termsEnd = open.termsEnd
            if isFirst { after.state = .enabled }
            return happened(
                .accepted, by: side, actor: actor, before: before, after, terms: open.terms)
        case .reject:
            if isFirst { after.state = .rejected }
            return happened(.rejected, by: side, actor: actor, before: before, after)
        default:
            if isFirst { after.state = .withdrawn }
            return happened(.withdrawn, by: side, actor: actor, before: before, after)
        }
    }

    private func replaceOffer(
        by offer: ReferenceOffer, _ action: PartnershipAction, mine: Bool, by side: String, actor: String,
        _ before: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        let open = try self.offer(in: before)
        try require(mine: mine, open, side)
        var after = before
        after.open = try placed(
            offer, open.kind, by: side, over: open.terms ?? [:], end: open.termsEnd, in: before)
        return happened(
            action, by: side, actor: actor, before: before, after, terms: after.open?.terms, note: offer.note)
    }

    private func change(
        _ offer: ReferenceOffer, by side: String, actor: String, _ before: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        try require(before, [.enabled, .disabled])
        try requireNothingOpen(before)
        var after = before
        after.open = try placed(
            offer, .change, by: side, over: before.terms ?? [:], end: before.termsEnd, in: before)
        return happened(
            .changeProposed, by: side, actor: actor, before: before, after, terms: after.open?.terms,
            note: offer.note)
    }

    private func requestEnable(
        by side: String, actor: String, _ before: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        try require(before, [.disabled])
        try requireNothingOpen(before)
        try requireTermsToGoOn(before)
        var after = before
        after.open = ReferenceOpen(kind: .enableRequest, by: side, lapsesAt: now + thirtyDays)
        return happened(.enableRequested, by: side, actor: actor, before: before, after)
    }

    private func answerEnableRequest(
        _ step: ReferenceStep, by side: String, actor: String, _ before: ReferencePartnership
    ) throws(Failure) -> ReferencePartnership {
        guard let open = before.open, open.kind == .enableRequest else {
            throw .failedPrecondition("no request", state: before.state.name)
        }
        if step == .confirm { try requireTermsToGoOn(before) }
        try require(mine: step == .cancel, open, side)
        var after = before
        after.open = nil
        if step == .confirm { after.state = .enabled }
        let action: PartnershipAction =
            step == .confirm ? .enableConfirmed : step == .decline ? .enableDeclined : .enableCancelled
        return happened(action, by: side, actor: actor, before: before, after)
    }

    /// What a first proposal makes; one that names nothing is *limited*.
    func proposed(
        _ offer: ReferenceOffer, id: String, by first: String, to second: String, actor: String
    ) throws(Failure) -> ReferencePartnership {
        let before = ReferencePartnership(id: id, first: first, second: second, state: .unspecified)
        var asked = offer
        if asked.preset == nil && asked.terms.isEmpty { asked.preset = .limited }
        var after = before
        after.state = .proposed
        after.open = try placed(asked, .proposal, by: first, over: [:], end: nil, in: before)
        return happened(
            .proposed, by: first, actor: actor, before: before, after, terms: after.open?.terms,
            note: offer.note)
    }
}

// MARK: - What time does

extension ReferenceModel {
    /// Lets time pass, and with it whatever ends by itself.
    ///
    /// - Parameter id: the only partnership that is looked at; nil for all.
    package mutating func pass(to moment: Int64, for id: String? = nil) {
        now = max(now, moment)
        for place in partnerships.indices where id == nil || partnerships[place].id == id {
            while let due = due(partnerships[place]), due <= now {
                let id = partnerships[place].id
                partnerships[place] = passed(due, partnerships[place])
                notifyOfLast(partnerships[place])
                assert(partnerships[place].id == id)
            }
        }
    }

    private func due(_ partnership: ReferencePartnership) -> Int64? {
        var moments: [Int64] = []
        if partnership.state == .enabled, let end = partnership.termsEnd { moments.append(end) }
        if let open = partnership.open { moments.append(open.lapsesAt) }
        return moments.min()
    }

    private func passed(_ moment: Int64, _ before: ReferencePartnership) -> ReferencePartnership {
        var after = before
        if before.state == .enabled && before.termsEnd == moment {
            after.state = .disabled
            return happened(.termsExpired, by: "", actor: "", before: before, after, at: moment)
        }
        if before.open?.kind == .proposal { after.state = .lapsed }
        after.open = nil
        return happened(.lapsed, by: "", actor: "", before: before, after, at: moment)
    }
}

// MARK: - What the rows share

extension ReferenceModel {
    func require(_ partnership: ReferencePartnership, _ states: [PartnershipState]) throws(Failure) {
        if !states.contains(partnership.state) {
            throw .failedPrecondition("not in this state", state: partnership.state.name)
        }
    }

    private func requireNothingOpen(_ partnership: ReferencePartnership) throws(Failure) {
        if partnership.open != nil {
            throw .failedPrecondition("something is open", state: partnership.state.name)
        }
    }

    /// Terms that have ended cannot be enabled again without a change.
    private func requireTermsToGoOn(_ partnership: ReferencePartnership) throws(Failure) {
        if let end = partnership.termsEnd, end <= now {
            throw .failedPrecondition("they have ended", state: "terms-expired")
        }
    }

    /// The proposal or change on the table.
    private func offer(in partnership: ReferencePartnership) throws(Failure) -> ReferenceOpen {
        guard let open = partnership.open, open.kind != .enableRequest else {
            throw .failedPrecondition("nothing to answer", state: partnership.state.name)
        }
        return open
    }

    /// One withdraws and revises one's own, and answers the other's.
    private func require(mine: Bool, _ open: ReferenceOpen, _ side: String) throws(Failure) {
        if mine != (open.by == side) { throw Failure(.permissionDenied, "the wrong side") }
    }

    /// What lies on the table once `offer` has been made over `base`.
    private func placed(
        _ offer: ReferenceOffer, _ kind: OpenKind, by side: String, over base: ReferenceTable, end: Int64?,
        in partnership: ReferencePartnership
    ) throws(Failure) -> ReferenceOpen {
        let start = try offer.preset.map { preset throws(Failure) in try terms(of: preset) } ?? base
        let entries = side == partnership.first ? offer.terms : offer.terms.map(fromTheOtherSide)
        // An end that has passed would be an offer nobody can accept.
        var ends = end.flatMap { $0 > now ? $0 : nil }
        if let named = offer.termsEnd { ends = named == 0 ? nil : named }
        return ReferenceOpen(
            kind: kind, by: side, terms: table(start, with: entries), note: offer.note,
            lapsesAt: offer.lapsesAt ?? now + thirtyDays, termsEnd: ends)
    }

    func fromTheOtherSide(_ entry: PermissionEntry) -> PermissionEntry {
        var turned = entry
        turned.incoming = entry.outgoing
        turned.outgoing = entry.incoming
        return turned
    }

    /// Notes what happened, one version on.
    private func happened(
        _ action: PartnershipAction, by side: String, actor: String, before: ReferencePartnership,
        _ after: ReferencePartnership, terms: ReferenceTable? = nil, note: String = "", at: Int64? = nil
    ) -> ReferencePartnership {
        var after = after
        after.version += 1
        after.history.append(
            ReferenceEvent(
                version: after.version, at: at ?? now, actor: actor, by: side, action: action,
                from: before.state, to: after.state, terms: terms, note: note))
        return after
    }

    /// Tells the other side of what happened last; both where time acted.
    mutating func notifyOfLast(_ partnership: ReferencePartnership) {
        guard let event = partnership.history.last else { return }
        let asks = [.proposed, .countered, .revised, .changeProposed, .enableRequested].contains(event.action)
        let told =
            event.by.isEmpty ? [partnership.first, partnership.second] : [partnership.other(than: event.by)]
        for organization in told {
            notifications.append(
                .with {
                    $0.id = "ntf-\(notifications.count)"
                    $0.organization = organization
                    $0.partnership = partnership.id
                    $0.partner = partnership.other(than: organization)
                    $0.action = event.action
                    $0.needsAttention = asks
                    $0.at = event.at
                })
        }
    }
}
