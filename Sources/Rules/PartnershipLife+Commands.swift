// One function per row of the life's table. Each states in which state the command is possible, then whose it
// is to give, then what becomes of the partnership.

import EntenteProtocol
import PlantedBugs

extension PartnershipLife {
    /// The partnership that a first proposal makes.
    ///
    /// Whoever keeps partnerships has made sure that the two are different organizations without a live
    /// partnership. A proposal that names neither a preset nor terms asks for *limited*; what it does not
    /// name is denied.
    ///
    /// - Parameter now: Milliseconds since 1970 UTC.
    package static func proposed(by first: String, to second: String, _ offer: Offer, at now: Int64)
        -> LifeOutcome
    {
        var life = PartnershipLife(
            first: first, second: second, state: .proposed, version: 0, terms: nil, termsExpireAt: nil,
            open: nil)
        var terms = AgreedTerms(offer.patch.applied(to: .denied), seenFrom: .first)
        if offer.patch.isEmpty, let limited = Preset.limited.terms(.builtIn) {
            terms = AgreedTerms(forward: limited, backward: limited)
        }
        life.open = Open(
            kind: .proposal, by: .first, terms: terms, note: offer.note, expiresAt: offer.expiresAt,
            termsExpireAt: offer.termsEnd)
        return life.next(.proposed, by: .first, from: .unspecified, terms: terms, note: offer.note, at: now)
    }

    /// What becomes of the partnership when `side` gives `command`.
    ///
    /// - Parameter now: Milliseconds since 1970 UTC.
    /// - Precondition: ``elapse(to:)`` has been applied up to `now`.
    /// - Throws: A refusal about the state first, about the side second. The version is checked apart,
    ///   before.
    package func apply(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        precondition(dueAt.map { now < $0 } ?? true, "time has to be applied before a command")
        switch command {
        case .accept: return try accept(command, by: side, at: now)
        case .reject: return try reject(command, by: side, at: now)
        case .counter(let offer): return try counter(command, offer, by: side, at: now)
        case .revise(let offer): return try revise(command, offer, by: side, at: now)
        case .withdraw: return try withdraw(command, by: side, at: now)
        case .proposeChange(let offer): return try proposeChange(command, offer, by: side, at: now)
        case .disable: return try disable(command, by: side, at: now)
        case .requestEnable: return try requestEnable(command, by: side, at: now)
        case .confirmEnable: return try confirmEnable(command, by: side, at: now)
        case .declineEnable: return try declineEnable(command, by: side, at: now)
        case .cancelEnable: return try cancelEnable(command, by: side, at: now)
        case .delete: return try delete(command, by: side, at: now)
        }
    }
}

// MARK: - A proposal or a change on the table

extension PartnershipLife {
    private func accept(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        let open = try openTerms(command)
        if let end = open.termsExpireAt, end <= now { throw .termsExpired }
        try require(side, is: open.by.other, for: command, open)
        var life = self
        life.terms = open.terms
        if !isPlanted("a change keeps the end of the terms") || open.kind == .proposal {
            life.termsExpireAt = open.termsExpireAt
        }
        life.open = nil
        if open.kind == .proposal { life.state = .enabled }
        return life.next(.accepted, by: side, from: state, terms: open.terms, at: now)
    }

    private func reject(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        let open = try openTerms(command)
        try require(side, is: open.by.other, for: command, open)
        return dropping(open, ending: .rejected).next(.rejected, by: side, from: state, at: now)
    }

    private func withdraw(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        let open = try openTerms(command)
        try require(side, is: open.by, for: command, open)
        return dropping(open, ending: .withdrawn).next(.withdrawn, by: side, from: state, at: now)
    }

    private func counter(
        _ command: LifeCommand, _ offer: Offer, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        let open = try openTerms(command)
        try require(side, is: open.by.other, for: command, open)
        return placing(offer, as: open.kind, on: open.terms, until: open.termsExpireAt, by: side, at: now)
            .next(.countered, by: side, from: state, at: now)
    }

    private func revise(
        _ command: LifeCommand, _ offer: Offer, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        let open = try openTerms(command)
        try require(side, is: open.by, for: command, open)
        return placing(offer, as: open.kind, on: open.terms, until: open.termsExpireAt, by: side, at: now)
            .next(.revised, by: side, from: state, at: now)
    }

    private func proposeChange(
        _ command: LifeCommand, _ offer: Offer, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        guard state == .enabled || state == .disabled else { throw refusal(command) }
        if let open, !isPlanted("a second change takes the first's place") {
            throw .alreadyOpen(open.kind, state: state)
        }
        return placing(offer, as: .change, on: terms, until: termsExpireAt, by: side, at: now)
            .next(.changeProposed, by: side, from: state, at: now)
    }
}

// MARK: - In force or not

extension PartnershipLife {
    private func disable(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        guard state == .enabled else { throw refusal(command) }
        var life = self
        if isPlanted("disabling ends what is open") { life.open = nil }
        life.state = .disabled
        return life.next(.disabled, by: side, from: state, at: now)
    }

    private func requestEnable(
        _ command: LifeCommand, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        guard state == .disabled else { throw refusal(command) }
        if let open { throw .alreadyOpen(open.kind, state: state) }
        if haveTermsEnded(at: now) { throw .termsExpired }
        var life = self
        life.open = Open(
            kind: .enableRequest, by: side, terms: nil, note: "", expiresAt: now + Offer.patienceMillis,
            termsExpireAt: nil)
        return life.next(.enableRequested, by: side, from: state, at: now)
    }

    private func confirmEnable(
        _ command: LifeCommand, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        let open = try openEnableRequest(command)
        if haveTermsEnded(at: now), !isPlanted("ended terms are enabled again") { throw .termsExpired }
        try require(side, is: open.by.other, for: command, open)
        var life = self
        life.state = .enabled
        life.open = nil
        return life.next(.enableConfirmed, by: side, from: state, at: now)
    }

    private func declineEnable(
        _ command: LifeCommand, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        let open = try openEnableRequest(command)
        try require(side, is: open.by.other, for: command, open)
        return dropping(open, ending: state).next(.enableDeclined, by: side, from: state, at: now)
    }

    private func cancelEnable(
        _ command: LifeCommand, by side: Side, at now: Int64
    ) throws(LifeRefusal) -> LifeOutcome {
        let open = try openEnableRequest(command)
        try require(side, is: open.by, for: command, open)
        return dropping(open, ending: state).next(.enableCancelled, by: side, from: state, at: now)
    }

    private func delete(_ command: LifeCommand, by side: Side, at now: Int64) throws(LifeRefusal)
        -> LifeOutcome
    {
        guard state == .enabled || state == .disabled else { throw refusal(command) }
        var life = self
        life.state = .deleted
        if !isPlanted("deleting leaves what is open") { life.open = nil }
        return life.next(.deleted, by: side, from: state, at: now)
    }
}

// MARK: - What the rows share

extension PartnershipLife {
    /// The proposal or change on the table.
    private func openTerms(_ command: LifeCommand) throws(LifeRefusal) -> Open {
        guard let open, open.kind != .enableRequest else { throw refusal(command) }
        return open
    }

    /// The request to enable on the table.
    private func openEnableRequest(_ command: LifeCommand) throws(LifeRefusal) -> Open {
        guard let open, open.kind == .enableRequest else { throw refusal(command) }
        return open
    }

    private func refusal(_ command: LifeCommand) -> LifeRefusal {
        .notPossible(command: command.name, state: state, open: open?.kind)
    }

    private func require(
        _ side: Side, is rightful: Side, for command: LifeCommand, _ open: Open
    ) throws(LifeRefusal) {
        if isPlanted("either side may answer") { return }
        if side != rightful { throw .wrongSide(command: command.name, open: open.kind) }
    }

    private func haveTermsEnded(at now: Int64) -> Bool { termsExpireAt.map { $0 <= now } ?? false }

    /// The partnership without what was open: a first proposal ends it, anything else leaves it as it stands.
    func dropping(_ open: Open, ending final: PartnershipState) -> PartnershipLife {
        var life = self
        life.open = nil
        if open.kind == .proposal { life.state = final }
        return life
    }

    /// The partnership with `offer` on the table, laid over `base`.
    ///
    /// An end of the terms that is not named stays as it stood, unless it has passed: terms that have ended
    /// already would be an offer nobody can accept.
    private func placing(
        _ offer: Offer, as kind: OpenKind, on base: AgreedTerms?, until baseEnd: Int64?, by side: Side,
        at now: Int64
    ) -> PartnershipLife {
        let standing = isPlanted("a counter starts from nothing") ? AgreedTerms.denied : base ?? .denied
        let table = offer.patch.applied(to: standing.seen(from: side))
        let standingEnd = baseEnd.flatMap { $0 > now ? $0 : nil }
        let end = offer.termsExpireAt == nil ? standingEnd : offer.termsEnd
        var life = self
        life.open = Open(
            kind: kind, by: side, terms: AgreedTerms(table, seenFrom: side), note: offer.note,
            expiresAt: offer.expiresAt, termsExpireAt: end)
        if isPlanted("a change is in force at once"), kind == .change { life.terms = life.open?.terms }
        return life
    }

    /// This value as the outcome of what happened, one version on.
    func next(
        _ action: PartnershipAction, by side: Side?, from: PartnershipState, terms: AgreedTerms? = nil,
        note: String = "", at now: Int64
    ) -> LifeOutcome {
        var life = self
        life.version += 1
        let offered = [.countered, .revised, .changeProposed].contains(action) ? open : nil
        return LifeOutcome(
            life: life, action: action, by: side, from: from, terms: terms ?? offered?.terms,
            note: offered?.note ?? note, at: now)
    }
}
