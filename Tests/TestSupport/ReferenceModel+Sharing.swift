// How content may be shared, in the reference model: what organizations set, and what an author is answered.

import EntenteProtocol

extension ReferenceModel {
    /// The types whose sharing an organization decides.
    static let sharedTypes: [ContentType] = [
        .meetingNote, .note, .loggedInteraction, .file, .reminder, .list,
    ]

    mutating func setSharingPolicy(_ request: SetSharingPolicyRequest) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        if !ReferenceModel.sharedTypes.contains(request.contentType) {
            throw Failure(.invalidArgument, "content type")
        }
        if request.offered.isEmpty { throw Failure(.invalidArgument, "an empty set of options") }
        for (place, option) in request.offered.enumerated() {
            try requireGiven(option)
            if request.offered[..<place].contains(option) { throw Failure(.invalidArgument, "twice") }
        }
        if request.fallback != .everyone && request.fallback != .onlyYou {
            throw Failure(.invalidArgument, "fallback")
        }
        try requireGiven(request.reach)
        let before = try requireOrganization(request.organization)
        try requireActor(request.actor, "sharing.manage", in: before.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        var after = before
        for place in after.sharingPolicies.indices
        where after.sharingPolicies[place].contentType == request.contentType {
            after.sharingPolicies[place].offered = request.offered.sorted { $0.rawValue < $1.rawValue }
            after.sharingPolicies[place].fallback = request.fallback
            if let reach = request.reach { after.sharingPolicies[place].reach = reach }
        }
        return .with { $0.organization = replace(before, with: after) }
    }

    /// On the way back from `teams-only` the administrator chooses what becomes of the personal settings.
    mutating func setSyncedMode(_ request: SetSyncedModeRequest) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        try requireGiven(request.mode)
        try requireGiven(request.onReturn)
        let before = try requireOrganization(request.organization)
        let isReturn = before.syncedMode == .teamsOnly && request.mode == .everyone
        try requireActor(request.actor, "sharing.manage", in: before.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        // Where it belongs depends on the mode there is, which is nobody else's business.
        if !isReturn && request.onReturn != nil { throw Failure(.invalidArgument, "no return") }
        if isReturn && request.onReturn == nil {
            throw .failedPrecondition("say what becomes of the settings", state: "on-return-missing")
        }
        var after = before
        after.syncedMode = request.mode
        if request.onReturn == .hideAll {
            after.privacyResets += 1
            hideAll(in: before.id)
        }
        return .with { $0.organization = replace(before, with: after) }
    }

    mutating func setSyncedLimits(_ request: SetSyncedLimitsRequest) throws(Failure) -> OrganizationReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        let before = try requireOrganization(request.organization)
        try requireActor(request.actor, "sharing.manage", in: before.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.id, for: request.actor)
        var after = before
        after.mailBodies = request.mailBodies
        after.privateMeetings = request.privateMeetings
        return .with { $0.organization = replace(before, with: after) }
    }
}

// MARK: - How an item is to be shared

extension ReferenceModel {
    func resolveSharing(_ request: ResolveSharingRequest) throws(Failure) -> ResolveSharingResponse {
        try requireID(request.author)
        if !ReferenceModel.sharedTypes.contains(request.contentType) {
            throw Failure(.invalidArgument, "content type")
        }
        try requireGiven(request.origin)
        try requireGiven(request.option)
        try requireGiven(request.earlier)
        try requireCount(request.users.count, most: 10_000)
        try requireCount(request.teams.count, most: 10_000)
        let author = try requireUser(request.author)
        if author.deactivated { throw .failedPrecondition("deactivated", state: "deactivated") }
        try requireInService(author.organization)
        let option = try option(request, author)
        return .with { $0.option = option }
    }

    /// The table of what is asked for, from the top; the first row that applies.
    private func option(_ request: ResolveSharingRequest, _ author: User) throws(Failure) -> SharingOption {
        let policy = organization(author.organization)!.sharingPolicies
            .first { $0.contentType == request.contentType }!
        if let earlier = request.earlier, request.option == nil {
            if earlier == .teamsAndUsers && policy.reach == .own { try requireReach(request, author) }
            return earlier
        }
        if request.origin == .api && request.earlier == nil { return .everyone }
        if let option = request.option {
            if !policy.offered.contains(option) && option != request.earlier {
                throw .failedPrecondition("choose another option", state: "not-offered")
            }
            if option == .teamsAndUsers && policy.reach == .own { try requireReach(request, author) }
            return option
        }
        let arrivals: [ContentOrigin] = [.noteImport, .fileUpload, .reminderTrigger, .mailBot]
        return arrivals.contains(request.origin) ? policy.fallback : .onlyYou
    }

    /// The author's own teams, and the members of those.
    private func requireReach(_ request: ResolveSharingRequest, _ author: User) throws(Failure) {
        let own = teams.filter { isMember(author.id, of: $0) }
        let reachesTeams = request.teams.allSatisfy { name in own.contains { $0.id == name } }
        let reachesUsers = request.users.allSatisfy { name in own.contains { isMember(name, of: $0) } }
        if !reachesTeams || !reachesUsers { throw .failedPrecondition("too far", state: "out-of-reach") }
    }
}
