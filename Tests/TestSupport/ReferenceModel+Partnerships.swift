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
    /// The second call; the first is ``ReferenceModel/askToDelete(actor:organization:_:expectedVersion:)``.
    case delete

    /// What it puts on the table.
    var offer: ReferenceOffer? {
        switch self {
        case .counter(let offer), .revise(let offer), .change(let offer): return offer
        default: return nil
        }
    }
}

private let thirtyDays: Int64 = 2_592_000_000

extension ReferenceModel {
    /// Proposes a partnership to the organization of whoever has that address.
    ///
    /// - Parameters:
    ///   - actor: Who acts; empty for the operator.
    ///   - organization: For whom the operator acts.
    /// - Throws: The failure the rules prescribe.
    package mutating func propose(
        actor: String, organization: String = "", id: String, email: String, _ offer: ReferenceOffer,
        expectedVersion: Int64 = 0
    ) throws(Failure) {
        try requireID(id)
        try requireForm(offer)
        guard
            let member = people.first(where: {
                $0.email.lowercased() == email.lowercased() && !$0.deactivated
            })
        else { throw Failure(.notFound, "nobody has that address") }
        let asker = try side(of: actor, organization)
        if asker == member.organization { throw Failure(.invalidArgument, "one's own organization") }
        try requireActor(actor, for: asker, .partnerships)
        if expectedVersion != 0 { throw .conflict("there is nothing yet", currentVersion: 0) }
        try requireInService(asker)
        if isSuspended(member.organization) { throw .failedPrecondition("suspended", state: "suspended") }
        for known in partnerships {
            if known.id == id { throw Failure(.alreadyExists, "id taken") }
            let samePair = [known.first, known.second].sorted() == [asker, member.organization].sorted()
            if samePair && [.proposed, .enabled, .disabled].contains(known.state) {
                throw Failure(.alreadyExists, "a second live partnership")
            }
        }
        var made = ReferencePartnership(
            id: id, first: asker, second: member.organization, state: .proposed, version: 0)
        var asked = offer
        if asked.preset == nil && asked.terms.isEmpty { asked.preset = .limited }
        made.open = try placed(asked, .proposal, by: asker, over: ReferenceModel.nothing, end: nil, in: made)
        partnerships.append(made)
        record(.proposed, by: asker, at: partnerships.count - 1)
    }

    /// Gives a command to a partnership.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func step(
        actor: String, organization: String = "", _ id: String, _ step: ReferenceStep,
        expectedVersion: Int64 = 0
    ) throws(Failure) {
        if let offer = step.offer { try requireForm(offer) }
        let place = try partnership(id)
        let side = try requireStanding(actor, organization, partnerships[place], expectedVersion)
        try requirePartner(of: side, for: step, partnerships[place])
        try perform(step, by: side, at: place)
    }

    /// The first call to delete: makes sure that it is possible, and changes nothing.
    ///
    /// - Returns: The version that the confirmation is bound to.
    /// - Throws: The failure the rules prescribe.
    package func askToDelete(
        actor: String, organization: String = "", _ id: String, expectedVersion: Int64 = 0
    ) throws(Failure) -> Int64 {
        let place = try partnership(id)
        _ = try requireStanding(actor, organization, partnerships[place], expectedVersion)
        try require(partnerships[place], [.enabled, .disabled])
        return partnerships[place].version
    }

    /// Lets time pass, and with it whatever ends by itself.
    package mutating func wait(until moment: Int64) {
        now = max(now, moment)
        for place in partnerships.indices {
            while let due = due(partnerships[place]), due <= now { pass(due, at: place) }
        }
    }
}

// MARK: - One row of the table after the other

extension ReferenceModel {
    private mutating func perform(_ step: ReferenceStep, by side: String, at place: Int) throws(Failure) {
        switch step {
        case .accept, .reject, .counter, .revise, .withdraw:
            try performOnOffer(step, by: side, at: place)
        case .change(let offer):
            try require(partnerships[place], [.enabled, .disabled])
            try requireNothingOpen(partnerships[place])
            let standing = partnerships[place]
            partnerships[place].open = try placed(
                offer, .change, by: side, over: standing.terms ?? ReferenceModel.nothing,
                end: standing.termsEnd,
                in: standing)
            record(.changeProposed, by: side, at: place)
        case .disable:
            try require(partnerships[place], [.enabled])
            partnerships[place].state = .disabled
            record(.disabled, by: side, at: place)
        case .delete:
            try require(partnerships[place], [.enabled, .disabled])
            partnerships[place].state = .deleted
            partnerships[place].open = nil
            record(.deleted, by: side, at: place)
        case .requestEnable, .confirm, .decline, .cancel:
            try performOnEnabling(step, by: side, at: place)
        }
    }

    private mutating func performOnOffer(_ step: ReferenceStep, by side: String, at place: Int)
        throws(Failure)
    {
        let standing = partnerships[place]
        guard let open = standing.open, open.kind == .proposal || open.kind == .change else {
            throw .failedPrecondition("nothing to answer", state: standing.state.name)
        }
        let isFirst = open.kind == .proposal
        let isMine = open.by == side
        switch step {
        case .accept:
            if let end = open.termsEnd, end <= now {
                throw .failedPrecondition("ended", state: "terms-expired")
            }
            if isMine { throw Failure(.permissionDenied, "one's own") }
            partnerships[place].terms = open.terms
            partnerships[place].termsEnd = open.termsEnd
            partnerships[place].open = nil
            if isFirst { partnerships[place].state = .enabled }
            record(.accepted, by: side, at: place)
        case .reject:
            if isMine { throw Failure(.permissionDenied, "one's own") }
            partnerships[place].open = nil
            if isFirst { partnerships[place].state = .rejected }
            record(.rejected, by: side, at: place)
        case .withdraw:
            if !isMine { throw Failure(.permissionDenied, "the other's") }
            partnerships[place].open = nil
            if isFirst { partnerships[place].state = .withdrawn }
            record(.withdrawn, by: side, at: place)
        case .counter(let offer):
            if isMine { throw Failure(.permissionDenied, "one's own") }
            partnerships[place].open = try placed(
                offer, open.kind, by: side, over: open.terms, end: open.termsEnd, in: standing)
            record(.countered, by: side, at: place)
        case .revise(let offer):
            if !isMine { throw Failure(.permissionDenied, "the other's") }
            partnerships[place].open = try placed(
                offer, open.kind, by: side, over: open.terms, end: open.termsEnd, in: standing)
            record(.revised, by: side, at: place)
        default: fatalError("not about an offer")
        }
    }

    private mutating func performOnEnabling(_ step: ReferenceStep, by side: String, at place: Int)
        throws(Failure)
    {
        let standing = partnerships[place]
        let ended = standing.termsEnd != nil && standing.termsEnd! <= now
        if step == .requestEnable {
            try require(standing, [.disabled])
            try requireNothingOpen(standing)
            if ended { throw .failedPrecondition("ended", state: "terms-expired") }
            partnerships[place].open = ReferenceOpen(
                kind: .enableRequest, by: side, terms: [], note: "", lapsesAt: now + thirtyDays)
            record(.enableRequested, by: side, at: place)
            return
        }
        guard let open = standing.open, open.kind == .enableRequest else {
            throw .failedPrecondition("no request", state: standing.state.name)
        }
        if step == .confirm && ended { throw .failedPrecondition("ended", state: "terms-expired") }
        if step == .cancel && open.by != side { throw Failure(.permissionDenied, "the other's") }
        if step != .cancel && open.by == side { throw Failure(.permissionDenied, "one's own") }
        partnerships[place].open = nil
        if step == .confirm { partnerships[place].state = .enabled }
        let actions: [(ReferenceStep, PartnershipAction)] = [
            (.confirm, .enableConfirmed), (.decline, .enableDeclined), (.cancel, .enableCancelled),
        ]
        record(actions.first { $0.0 == step }!.1, by: side, at: place)
    }

    private func due(_ partnership: ReferencePartnership) -> Int64? {
        var moments: [Int64] = []
        if partnership.state == .enabled, let end = partnership.termsEnd { moments.append(end) }
        if let open = partnership.open { moments.append(open.lapsesAt) }
        return moments.min()
    }

    private mutating func pass(_ moment: Int64, at place: Int) {
        if partnerships[place].state == .enabled && partnerships[place].termsEnd == moment {
            partnerships[place].state = .disabled
            record(.termsExpired, by: nil, at: place)
            return
        }
        if partnerships[place].open?.kind == .proposal { partnerships[place].state = .lapsed }
        partnerships[place].open = nil
        record(.lapsed, by: nil, at: place)
    }
}

// MARK: - What the rows share

extension ReferenceModel {
    private func requireForm(_ offer: ReferenceOffer) throws(Failure) {
        try ReferenceModel.requireForm(preset: offer.preset, offer.terms)
        if offer.note.utf8.count > 1000 { throw Failure(.invalidArgument, "note") }
        if let moment = offer.lapsesAt, moment <= now { throw Failure(.invalidArgument, "past") }
        if let moment = offer.termsEnd, moment != 0, moment <= now { throw Failure(.invalidArgument, "past") }
    }

    private func side(of actor: String, _ organization: String) throws(Failure) -> String {
        if actor.isEmpty { return organizations[try self.organization(organization)].id }
        guard let person = people.first(where: { $0.id == actor }) else {
            throw Failure(.permissionDenied, "unknown actor")
        }
        return person.organization
    }

    private func requireStanding(
        _ actor: String, _ organization: String, _ partnership: ReferencePartnership, _ expectedVersion: Int64
    ) throws(Failure) -> String {
        let side = try side(of: actor, organization)
        if side != partnership.first && side != partnership.second {
            throw Failure(.permissionDenied, "of neither side")
        }
        try requireActor(actor, for: side, .partnerships)
        if expectedVersion != 0 && expectedVersion != partnership.version {
            throw .conflict("stale", currentVersion: partnership.version)
        }
        try requireInService(side)
        return side
    }

    /// While the other organization is suspended nothing is built on its word.
    private func requirePartner(
        of side: String, for step: ReferenceStep, _ partnership: ReferencePartnership
    ) throws(Failure) {
        switch step {
        case .accept, .counter, .revise, .change, .requestEnable, .confirm:
            if isSuspended(partnership.other(than: side)) {
                throw .failedPrecondition("suspended", state: "suspended")
            }
        case .reject, .withdraw, .disable, .decline, .cancel, .delete: return
        }
    }

    private func require(_ partnership: ReferencePartnership, _ states: [PartnershipState]) throws(Failure) {
        if !states.contains(partnership.state) {
            throw .failedPrecondition("not in this state", state: partnership.state.name)
        }
    }

    private func requireNothingOpen(_ partnership: ReferencePartnership) throws(Failure) {
        if partnership.open != nil {
            throw .failedPrecondition("something is open", state: partnership.state.name)
        }
    }

    /// What lies on the table once `offer` has been made over `base`.
    private func placed(
        _ offer: ReferenceOffer, _ kind: OpenKind, by side: String, over base: [ReferenceCell], end: Int64?,
        in partnership: ReferencePartnership
    ) throws(Failure) -> ReferenceOpen {
        var cells = base
        if let preset = offer.preset { cells = try ReferenceModel.terms(of: preset) }
        for entry in offer.terms {
            for place in cells.indices where cells[place].interaction == entry.interaction {
                let forward = side == partnership.first ? entry.outgoing : entry.incoming
                let backward = side == partnership.first ? entry.incoming : entry.outgoing
                if let forward { cells[place].oneWay = forward }
                if let backward { cells[place].otherWay = backward }
            }
        }
        var ends = end
        if let standing = end, standing <= now { ends = nil }
        if let named = offer.termsEnd { ends = named == 0 ? nil : named }
        return ReferenceOpen(
            kind: kind, by: side, terms: cells, note: offer.note,
            lapsesAt: offer.lapsesAt ?? now + thirtyDays,
            termsEnd: ends)
    }

    /// Notes what happened and tells who should know.
    private mutating func record(_ action: PartnershipAction, by side: String?, at place: Int) {
        let partnership = partnerships[place]
        let asks = [.proposed, .countered, .revised, .changeProposed, .enableRequested].contains(action)
        let listeners = side.map { [partnership.other(than: $0)] } ?? [partnership.first, partnership.second]
        partnerships[place].version += 1
        partnerships[place].history.append(action)
        for listener in listeners {
            partnerships[place].told.append(
                ReferenceTold(organization: listener, action: action, needsAttention: asks))
        }
    }
}
