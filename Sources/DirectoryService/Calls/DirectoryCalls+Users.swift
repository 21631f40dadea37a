// Users are managed by who may manage users, but the role of enterprise administrator is given and taken only
// by those who have it: otherwise an administrator could raise themselves past Enterprise permissions.

import EntenteProtocol
import PlantedBugs
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerUserCalls(on source: Source) {
        source.command(CreateUserRequest.self) { request, turn in
            let users = try make([NewUser(request)], placed: { _ in "" }, turn, request.actor)
            return .with { $0.user = users[0] }
        }
        source.command(ImportUsersRequest.self) { try importUsers($0, $1) }
        source.command(UpdateUserRequest.self) { try updateUser($0, $1) }
        source.command(DeactivateUserRequest.self) { try setDeactivated(true, $0, $1) }
        source.command(ReactivateUserRequest.self) { try setDeactivated(false, $0, $1) }
        source.command(SetPersonalPrivacyRequest.self) { try setPersonalPrivacy($0, $1) }
        source.query(GetUserRequest.self) { request, context in
            try Fields.checkID(request.id, "id")
            return try reply(user(request.id, "id", for: context.token))
        }
        source.query(FindUserRequest.self) { try findUser($0, $1) }
        source.query(ListUsersRequest.self) { try listUsers($0, $1) }
    }

    private func reply(_ user: User) -> UserReply { .with { $0.user = user } }

    // MARK: changing

    private func updateUser(_ request: UpdateUserRequest, _ turn: CommandTurn) throws -> UserReply {
        try check(request)
        let before = try user(request.id, "id", for: turn.context.token)
        if let location = request.location {
            try requireLocation(location, of: before.organization, "location")
        }
        let organization = try home(before.organization)
        let after = changed(before, by: request)
        let actor = try actor(request.actor)
        try actor.require(.userManage, in: organization)
        try requireMayGive(actor, from: before.role, to: after.role, in: organization)
        try requireVersion(request.expectedVersion, of: before.version, "user \(quoted(before.id))")
        try actor.requireInService(organization)
        if let holder = try store.holder(ofEmail: after.email), holder != after.id {
            throw Failure.taken(after.email, "email", by: "another user")
        }
        return reply(try change(before, after, turn))
    }

    private func check(_ request: UpdateUserRequest) throws(Failure) {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        if let email = request.email { try Fields.checkEmail(email) }
        if let displayName = request.displayName { try Fields.checkName(displayName, "displayName") }
        if let role = request.role { try Fields.checkGiven(role, "role") }
        if let location = request.location { try Fields.checkID(location, "location") }
    }

    private func changed(_ user: User, by request: UpdateUserRequest) -> User {
        var user = user
        if let email = request.email { user.email = email }
        if let displayName = request.displayName { user.displayName = displayName }
        if let role = request.role { user.role = role }
        if let location = request.location { user.location = location }
        if let vip = request.vip { user.vip = vip }
        if let assistant = request.assistant { user.assistant = assistant }
        return user
    }

    private func setDeactivated<Name: CallName>(
        _ deactivated: Bool, _ request: UserStep<Name>, _ turn: CommandTurn
    ) throws -> UserReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        let before = try user(request.id, "id", for: turn.context.token)
        let organization = try home(before.organization)
        let actor = try actor(request.actor)
        try actor.require(.userManage, in: organization)
        try requireVersion(request.expectedVersion, of: before.version, "user \(quoted(before.id))")
        try actor.requireInService(organization)
        guard before.deactivated != deactivated else {
            throw Failure.failedPrecondition(
                "user \(quoted(before.id)) is \(deactivated ? "deactivated already" : "not deactivated")",
                state: deactivated ? "deactivated" : "active")
        }
        var after = before
        after.deactivated = deactivated
        return reply(try change(before, after, turn))
    }

    private func setPersonalPrivacy(
        _ request: SetPersonalPrivacyRequest, _ turn: CommandTurn
    ) throws -> UserReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.user, "user")
        try Fields.checkGiven(request.privacy, "privacy")
        let before = try user(request.user, "user", for: turn.context.token)
        let organization = try home(before.organization)
        let actor = try actor(request.actor)
        try actor.require(.privacySetOwn, in: organization)
        try actor.requireSelf(before, to: "set what they show colleagues")
        try requireVersion(request.expectedVersion, of: before.version, "user \(quoted(before.id))")
        try actor.requireInService(organization)
        guard organization.syncedMode != .teamsOnly || isPlanted("personal privacy is set in every mode")
        else {
            throw Failure.failedPrecondition(
                "organization \(quoted(organization.id)) is in mode `teams-only`, where what people show is "
                    + "set per team", state: "teams-only")
        }
        var after = before
        after.privacy = request.privacy
        return reply(try change(before, after, turn))
    }

    private func change(
        _ before: User, _ after: User, _ turn: CommandTurn
    ) throws(DatabaseProblem) -> User {
        guard !isSame(before, after) else { return before }
        var after = after
        after.version += 1
        try store.update(after)
        let keeps = before.vip || !after.vip || isPlanted("a new VIP keeps their settings")
        let dropped = try keeps ? [] : dropRelationships(of: after)
        Record(turn).user(from: before, to: after, dropped: dropped)
        return after
    }

    /// Ends every setting of somebody who becomes a VIP: from now on only who they name anew sees more.
    private func dropRelationships(of owner: User) throws(DatabaseProblem) -> [Relationship] {
        let dropped = try store.relationships(of: owner.id, after: "", limit: Limits.relationshipCount)
        if !dropped.isEmpty { try store.deleteRelationships(of: owner.id) }
        return dropped
    }

    // MARK: reading

    private func findUser(_ request: FindUserRequest, _ context: RequestContext) throws -> UserReply {
        try Fields.checkEmail(request.email)
        guard let user = try store.user(email: request.email) else {
            throw Failure.notFound("field `email`: nobody has the address \(quoted(request.email))")
        }
        try context.token.requireCovering(user.organization)
        return reply(user)
    }

    private func listUsers(_ request: ListUsersRequest, _ context: RequestContext) throws -> ListUsersResponse
    {
        let size = try Fields.pageSize(request.pageSize)
        try Fields.checkID(request.organization, "organization")
        let token = PageToken(method: context.method, scope: request.organization)
        let start = try token.key(in: request.pageToken) ?? ""
        let home = try organization(request.organization, "organization", for: context.token)
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.users(of: home.id, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }
}
