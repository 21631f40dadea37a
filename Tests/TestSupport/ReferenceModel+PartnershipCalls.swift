// The calls about partnerships in the reference model. Refusals in order: form, existence, who acts for which
// side, version, suspended organizations, the state, the side.

import EntenteProtocol

// MARK: - Commands

extension ReferenceModel {
    mutating func propose(_ request: ProposePartnershipRequest) throws(Failure) -> PartnershipReply {
        try requireSideForm(request)
        try requireNewID(request.id)
        try requireEmail(request.memberEmail)
        let offer = ReferenceOffer(
            preset: request.preset, terms: request.terms, note: request.note,
            lapsesAt: request.proposalExpiresAt, termsEnd: request.termsExpireAt)
        try requireForm(of: offer)
        guard let member = user(email: request.memberEmail), !member.deactivated else {
            throw Failure(.notFound, "nobody active has that address")
        }
        let side = try side(of: request)
        if side == member.organization { throw Failure(.invalidArgument, "one's own organization") }
        try requireActor(request.actor, "partnership.manage", in: side)
        try requireVersion(request.expectedVersion, 0)
        try requireInService(side)
        try requireInService(member.organization)
        if livePartnership(of: side, and: member.organization) != nil {
            throw Failure(.alreadyExists, "a second live partnership")
        }
        if partnership(request.id) != nil { throw Failure(.alreadyExists, "id taken") }
        let made = try proposed(
            offer, id: request.id.isEmpty ? "pts-\(partnerships.count)" : request.id, by: side,
            to: member.organization, actor: request.actor)
        partnerships.append(made)
        notifyOfLast(made)
        return .with { $0.partnership = told(made, to: side) }
    }

    /// Gives a command to a partnership; the request says who acts, whatever its own call.
    package mutating func step<R: PartnershipCommand>(
        _ request: R, _ id: String, _ step: ReferenceStep
    ) throws(Failure) -> PartnershipReply {
        let (side, before) = try begin(request, id, step)
        let after = try perform(step, by: side, actor: request.actor, before)
        return .with { $0.partnership = put(after, toldTo: side) }
    }

    mutating func step<Name: CallName>(
        _ request: PartnershipTermsStep<Name>, _ step: (ReferenceOffer) -> ReferenceStep
    ) throws(Failure) -> PartnershipReply {
        let offer = ReferenceOffer(
            preset: request.preset, terms: request.terms, note: request.note,
            lapsesAt: request.proposalExpiresAt, termsEnd: request.termsExpireAt)
        try requireForm(of: offer)
        return try self.step(request, request.partnership, step(offer))
    }

    /// Asked twice: the first call answers a confirmation bound to the version, the second presents it.
    mutating func delete(_ request: DeletePartnershipRequest) throws(Failure) -> DeletePartnershipResponse {
        if !request.confirmation.isEmpty && request.confirmation.utf8.count > 128 {
            throw Failure(.invalidArgument, "confirmation")
        }
        let (side, before) = try begin(request, request.partnership, .delete)
        let after = try perform(.delete, by: side, actor: request.actor, before)
        let confirmation = "\(before.version)-\(before.id)"
        if request.confirmation.isEmpty {
            return .with {
                $0.partnership = told(before, to: side)
                $0.confirmation = confirmation
            }
        }
        if request.confirmation != confirmation {
            let version = request.confirmation.split(separator: "-").first.flatMap { Int64($0) }
            if let version, version != before.version {
                throw .conflict("the confirmation is of another version", currentVersion: before.version)
            }
            throw Failure(.invalidArgument, "never answered that")
        }
        return .with { $0.partnership = put(after, toldTo: side) }
    }

    private mutating func put(_ partnership: ReferencePartnership, toldTo side: String) -> Partnership {
        let place = partnerships.firstIndex { $0.id == partnership.id }!
        partnerships[place] = partnership
        notifyOfLast(partnership)
        return told(partnership, to: side)
    }

    /// Everything that comes before the state.
    private func begin<R: PartnershipCommand>(
        _ request: R, _ id: String, _ step: ReferenceStep
    ) throws(Failure) -> (side: String, ReferencePartnership) {
        try requireSideForm(request)
        try requireID(id)
        let partnership = try requirePartnership(id)
        let side = try side(of: request)
        if side != partnership.first && side != partnership.second {
            throw Failure(.permissionDenied, "of neither side")
        }
        try requireActor(request.actor, "partnership.manage", in: side)
        try requireVersion(request.expectedVersion, partnership.version)
        try requireInService(side)
        try requirePartner(of: side, for: step, partnership)
        return (side, partnership)
    }

    /// While the other organization is suspended nothing is built on its word.
    private func requirePartner(
        of side: String, for step: ReferenceStep, _ partnership: ReferencePartnership
    ) throws(Failure) {
        switch step {
        case .accept, .counter, .revise, .change, .requestEnable, .confirm:
            try requireInService(partnership.other(than: side))
        case .reject, .withdraw, .disable, .decline, .cancel, .delete: return
        }
    }

    private func requireForm(of offer: ReferenceOffer) throws(Failure) {
        try requireForm(preset: offer.preset, offer.terms)
        try requireNote(offer.note)
        try requireFuture(offer.lapsesAt)
        if offer.termsEnd != 0 { try requireFuture(offer.termsEnd) }
    }

    private func requireSideForm<R: PartnershipCommand>(_ request: R) throws(Failure) {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        if !request.organization.isEmpty || request.actor.isEmpty { try requireID(request.organization) }
    }

    /// A user acts for their own organization; the operator says for which.
    private func side<R: PartnershipCommand>(of request: R) throws(Failure) -> String {
        if request.actor.isEmpty { return try requireOrganization(request.organization).id }
        guard let user = user(request.actor) else { throw Failure(.permissionDenied, "unknown actor") }
        if !request.organization.isEmpty && request.organization != user.organization {
            throw Failure(.permissionDenied, "of another organization")
        }
        return user.organization
    }

    mutating func acknowledge(
        _ request: AcknowledgeNotificationRequest
    ) throws(Failure) -> NotificationReply {
        try requireCommandForm(request)
        try requireID(request.id)
        guard let place = notifications.firstIndex(where: { $0.id == request.id }) else {
            throw Failure(.notFound, "no notification \(request.id)")
        }
        let organization = notifications[place].organization
        try requireActor(request.actor, "partnership.manage", in: organization)
        try requireInService(organization)
        notifications[place].acknowledged = true
        return .with { $0.notification = notifications[place] }
    }
}

// MARK: - Questions

extension ReferenceModel {
    /// The one partnership of a pair that is proposed, enabled or disabled.
    private func livePartnership(of one: String, and other: String) -> ReferencePartnership? {
        partnerships.first { partnership in
            [partnership.first, partnership.second].sorted() == [one, other].sorted()
                && [.proposed, .enabled, .disabled].contains(partnership.state)
        }
    }

    func getPartnership(_ request: GetPartnershipRequest) throws(Failure) -> PartnershipReply {
        let (partnership, side) = try find(request.partnership, seenBy: request.organization)
        return .with { $0.partnership = told(partnership, to: side) }
    }

    /// A partnership and the side to tell it from: the one that proposed where none is named.
    private func find(
        _ id: String, seenBy organization: String
    ) throws(Failure) -> (ReferencePartnership, side: String) {
        if !organization.isEmpty { try requireID(organization) }
        try requireID(id)
        let partnership = try requirePartnership(id)
        if organization.isEmpty { return (partnership, partnership.first) }
        if organization != partnership.first && organization != partnership.second {
            throw Failure(.permissionDenied, "of neither side")
        }
        return (partnership, organization)
    }

    func findPartnership(_ request: FindPartnershipRequest) throws(Failure) -> PartnershipReply {
        try requireID(request.organization)
        try requireID(request.with)
        if request.organization == request.with { throw Failure(.invalidArgument, "with itself") }
        let organization = try requireOrganization(request.organization)
        let other = try requireOrganization(request.with)
        guard let found = livePartnership(of: organization.id, and: other.id) else {
            throw Failure(.notFound, "no live partnership")
        }
        return .with { $0.partnership = told(found, to: organization.id) }
    }

    func listPartnerships(_ request: ListPartnershipsRequest) throws(Failure) -> ListPartnershipsResponse {
        try requireID(request.organization)
        let own = partnerships.filter { [$0.first, $0.second].contains(request.organization) }
            .map { told($0, to: request.organization) }
            .filter { passes($0, request.filter) }
        let page = try page(of: own, request) { $0.id }
        _ = try requireOrganization(request.organization)
        return .with {
            $0.items = page.items
            $0.nextPageToken = page.next
        }
    }

    private func passes(_ partnership: Partnership, _ filter: PartnershipFilter) -> Bool {
        switch filter {
        case .unspecified, .all: return true
        case .needsAttention: return partnership.needsAttention
        case .awaitingApproval: return partnership.awaitingApproval
        case .enabled: return partnership.state == .enabled
        }
    }

    func history(_ request: PartnershipHistoryRequest) throws(Failure) -> PartnershipHistoryResponse {
        let (partnership, side) = try find(request.partnership, seenBy: request.organization)
        let events = partnership.history.map { told($0, of: partnership, to: side) }
        let page = try page(of: events, request, by: \.version) { Int64($0) }
        return .with {
            $0.items = page.items
            $0.nextPageToken = page.next
        }
    }

    func listNotifications(_ request: ListNotificationsRequest) throws(Failure) -> ListNotificationsResponse {
        try requireID(request.organization)
        var numbered: [(number: Int, notification: Notification)] = []
        for (number, notification) in notifications.enumerated()
        where notification.organization == request.organization
            && (request.includeAcknowledged || !notification.acknowledged)
        {
            numbered.append((number, notification))
        }
        let page = try page(of: numbered, request, by: \.number) { Int($0) }
        _ = try requireOrganization(request.organization)
        return .with {
            $0.items = page.items.map(\.notification)
            $0.nextPageToken = page.next
        }
    }
}

// MARK: - Telling

extension ReferenceModel {
    func told(_ partnership: ReferencePartnership, to side: String) -> Partnership {
        let seen = { (terms: ReferenceTable) in
            side == partnership.first ? terms : terms.mapValues(\.fromTheOtherSide)
        }
        return .with {
            $0.id = partnership.id
            $0.organization = side
            $0.partner = partnership.other(than: side)
            $0.state = partnership.state
            $0.version = partnership.version
            $0.terms = partnership.terms.map { entries(seen($0)) } ?? []
            $0.preset = partnership.terms.map(name(ofTerms:)) ?? .unspecified
            $0.termsExpireAt = partnership.termsEnd
            $0.needsAttention = partnership.open.map { $0.by != side } ?? false
            $0.awaitingApproval = partnership.open?.by == side
            $0.createdAt = partnership.history.first?.at ?? 0
            $0.updatedAt = partnership.history.last?.at ?? 0
            $0.open = partnership.open.map { open in
                .with {
                    $0.kind = open.kind
                    $0.by = open.by
                    $0.terms = open.terms.map { entries(seen($0)) } ?? []
                    $0.preset = open.terms.map(name(ofTerms:)) ?? .unspecified
                    $0.note = open.note
                    $0.expiresAt = open.lapsesAt
                    $0.termsExpireAt = open.termsEnd
                }
            }
        }
    }

    private func told(
        _ event: ReferenceEvent, of partnership: ReferencePartnership, to side: String
    ) -> PartnershipEvent {
        .with {
            $0.partnership = partnership.id
            $0.version = event.version
            $0.at = event.at
            $0.actor = event.actor
            $0.organization = event.by
            $0.action = event.action
            $0.from = event.from
            $0.to = event.to
            $0.note = event.note
            $0.terms =
                event.terms.map { terms in
                    entries(side == partnership.first ? terms : terms.mapValues(\.fromTheOtherSide))
                } ?? []
        }
    }
}
