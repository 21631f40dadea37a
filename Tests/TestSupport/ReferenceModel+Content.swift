// What of an item somebody may see, in the reference model.

import EntenteProtocol

extension ReferenceModel {
    func checkContent(_ request: CheckContentRequest) throws(Failure) -> CheckContentResponse {
        let item = request.item
        try requireForm(of: item)
        guard let viewer = user(request.viewer) else { return answer(.none, .unknownViewer) }
        if [.syncedMail, .syncedMeeting].contains(item.contentType) {
            return barred(viewer) ?? synced(item, viewer)
        }
        // As in a check, who is unknown comes before what state they are in.
        guard let author = item.author.flatMap({ user($0) }) else { return answer(.none, .unknownAuthor) }
        return barred(viewer) ?? shared(item, author, viewer)
    }

    /// Deactivated people see nothing, nor does anybody of a suspended organization.
    private func barred(_ viewer: User) -> CheckContentResponse? {
        if viewer.deactivated { return answer(.none, .viewerDeactivated) }
        if isSuspended(viewer.organization) { return answer(.none, .organizationSuspended) }
        return nil
    }

    private func requireForm(of item: ContentItem) throws(Failure) {
        try requireGiven(item.contentType)
        try requireGiven(item.sharing)
        try requireCount(item.participants.count, most: 10_000)
        try requireCount(item.users.count, most: 10_000)
        try requireCount(item.teams.count, most: 10_000)
        try requireCount(item.grants.count, most: 10_000)
        for grant in item.grants {
            try requireGiven(grant.role)
            if (grant.user == nil) == (grant.team == nil) { throw Failure(.invalidArgument, "grant") }
        }
    }

    private func answer(
        _ disclosure: Disclosure, _ reason: ContentReason, role: ListRole? = nil
    ) -> CheckContentResponse {
        .with {
            $0.disclosure = disclosure
            $0.reason = reason
            $0.role = role
        }
    }
}

// MARK: - All but synced mail and meetings

extension ReferenceModel {
    /// Belongs to its author's organization; seen whole or not at all.
    private func shared(_ item: ContentItem, _ author: User, _ viewer: User) -> CheckContentResponse {
        if author.organization != viewer.organization { return answer(.none, .otherOrganization) }
        if item.contentType == .list { return list(item, author, viewer) }
        guard let reason = reasonToSee(item, author, viewer) else {
            return answer(.none, reasonNotToSee(item, author, viewer))
        }
        return answer(.full, reason)
    }

    private func reasonToSee(_ item: ContentItem, _ author: User, _ viewer: User) -> ContentReason? {
        if author.id == viewer.id && keeps(item, author) { return .author }
        if let reason = sharedWith(item, viewer) { return reason }
        if item.sharing != .everyone && item.sharing != .teamsAndUsers {
            if item.contentType == .meetingNote && item.participants.contains(viewer.id) {
                return .participant
            }
            if item.contentType == .loggedInteraction && item.participants.contains(viewer.id) {
                return .participant
            }
            if item.contentType == .reminder && item.assignee == viewer.id { return .assignee }
        }
        return nil
    }

    /// An author always keeps what they made, but for one thing: a note on a meeting they were not in, kept
    /// to themselves, where people see of one another only what teams show; then they must share a team with
    /// a participant.
    private func keeps(_ item: ContentItem, _ author: User) -> Bool {
        let isApart =
            item.contentType == .meetingNote && item.sharing != .everyone && item.sharing != .teamsAndUsers
            && !item.participants.contains(author.id)
        if !isApart || organization(author.organization)?.syncedMode != .teamsOnly { return true }
        return item.participants.contains { !sharedTeams($0, author.id).isEmpty }
    }

    private func reasonNotToSee(_ item: ContentItem, _ author: User, _ viewer: User) -> ContentReason {
        author.id == viewer.id ? .noSharedTeam : .notShared
    }

    /// Whether the sharing alone lets the viewer see it.
    private func sharedWith(_ item: ContentItem, _ viewer: User) -> ContentReason? {
        if item.sharing == .everyone { return .sharedWithEveryone }
        if item.sharing == .teamsAndUsers {
            if item.users.contains(viewer.id) { return .named }
            if item.teams.contains(where: { isMember(viewer.id, ofTeam: $0) }) { return .named }
        }
        return nil
    }

    private func isMember(_ user: String, ofTeam id: String) -> Bool {
        team(id).map { isMember(user, of: $0) } == true
    }

    /// A list is seen by its author, by sharing, by every enterprise administrator, and by whoever holds a
    /// grant; the role is the highest of all that.
    private func list(_ item: ContentItem, _ author: User, _ viewer: User) -> CheckContentResponse {
        var found: [(reason: ContentReason, role: ListRole)] = []
        if author.id == viewer.id { found.append((.author, .owner)) }
        if let reason = sharedWith(item, viewer) { found.append((reason, .viewer)) }
        if viewer.role == .enterpriseAdmin { found.append((.enterpriseAdmin, .owner)) }
        for grant in item.grants {
            let isTheirs =
                grant.user == viewer.id || grant.team.map { isMember(viewer.id, ofTeam: $0) } == true
            if isTheirs { found.append((.grant, grant.role)) }
        }
        guard let reason = found.first?.reason else { return answer(.none, .notShared) }
        return answer(.full, reason, role: found.map(\.role).max())
    }
}

// MARK: - Synced mail and meetings

extension ReferenceModel {
    /// Belongs to every organization with a participant in it; its author is not looked at.
    private func synced(_ item: ContentItem, _ viewer: User) -> CheckContentResponse {
        let organization = organization(viewer.organization)!
        let participants = item.participants.compactMap { user($0) }
            .filter { $0.organization == organization.id }
        if participants.isEmpty { return answer(.none, .noParticipant) }
        let isPrivate = item.contentType == .syncedMeeting && item.private == true
        if isPrivate && !organization.privateMeetings { return answer(.none, .privateMeeting) }
        let seen = uncapped(participants, viewer, organization)
        if item.contentType == .syncedMail && !organization.mailBodies && seen.disclosure > .subject {
            return answer(.subject, .mailBodiesOff)
        }
        return seen
    }

    /// What the people in it show the viewer.
    private func uncapped(
        _ participants: [User], _ viewer: User, _ organization: Organization
    ) -> CheckContentResponse {
        if participants.contains(where: { $0.id == viewer.id }) { return answer(.full, .participant) }
        if organization.syncedMode == .everyone {
            return answer(disclosure(participants.map(\.privacy)), .personalPrivacy)
        }
        // Over every participant and every team they share with the viewer: what the participant shows it.
        var shown: [Privacy] = []
        for participant in participants {
            for team in sharedTeams(participant.id, viewer.id) {
                shown += team.members.filter { $0.user == participant.id }.map(\.privacy)
            }
        }
        return shown.isEmpty ? answer(.none, .noSharedTeam) : answer(disclosure(shown), .teamPrivacy)
    }

    /// The most revealing setting.
    private func disclosure(_ settings: [Privacy]) -> Disclosure {
        if settings.contains(.showAll) { return .full }
        return settings.contains(.subjectsOnly) ? .subject : .metadata
    }
}
