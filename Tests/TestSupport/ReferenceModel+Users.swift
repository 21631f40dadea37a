// People in the reference model.

import EntenteProtocol

extension ReferenceModel {
    mutating func createUser(_ request: CreateUserRequest) throws(Failure) -> UserReply {
        try requireCommandForm(request)
        let user = NewUser.with {
            $0.id = request.id
            $0.organization = request.organization
            $0.email = request.email
            $0.displayName = request.displayName
            $0.role = request.role
            $0.location = request.location
        }
        let made = try create([user], request.actor)
        return .with { $0.user = made[0] }
    }

    mutating func importUsers(_ request: ImportUsersRequest) throws(Failure) -> ImportUsersResponse {
        try requireCommandForm(request)
        if request.users.isEmpty { throw Failure(.invalidArgument, "nobody") }
        try requireCount(request.users.count, most: 10_000)
        let made = try create(request.users, request.actor)
        return .with { $0.users = made }
    }

    /// All of them or none.
    private mutating func create(_ newcomers: [NewUser], _ actor: String) throws(Failure) -> [User] {
        for newcomer in newcomers {
            try requireNewID(newcomer.id)
            try requireID(newcomer.organization)
            try requireEmail(newcomer.email)
            try requireName(newcomer.displayName)
            try requireGiven(newcomer.role)
            if let location = newcomer.location { try requireID(location) }
        }
        for newcomer in newcomers {
            let organization = try requireOrganization(newcomer.organization)
            if let location = newcomer.location {
                _ = try requireLocation(location, of: organization.id)
            }
        }
        for newcomer in newcomers {
            try requireActor(actor, "user.manage", in: newcomer.organization)
            if newcomer.role == .enterpriseAdmin {
                try requireEnterpriseAdministrator(actor, of: newcomer.organization)
            }
        }
        for newcomer in newcomers { try requireInService(newcomer.organization, for: actor) }
        var made: [User] = []
        for newcomer in newcomers {
            let newUser = start(newcomer)
            if user(newUser.id) != nil { throw Failure(.alreadyExists, "id taken") }
            try requireFreeEmail(of: newUser)
            users.append(newUser)
            made.append(newUser)
        }
        return made
    }

    private func start(_ newcomer: NewUser) -> User {
        .with {
            $0.id = newcomer.id.isEmpty ? "usr-\(users.count)" : newcomer.id
            $0.organization = newcomer.organization
            $0.email = newcomer.email
            $0.displayName = newcomer.displayName
            $0.role = newcomer.role ?? .member
            $0.location = newcomer.location ?? "default"
            $0.privacy = .showAll
            $0.version = 1
        }
    }

    /// An address belongs to one user in the whole cluster, whatever its case.
    private func requireFreeEmail(of user: User) throws(Failure) {
        if let holder = self.user(email: user.email), holder.id != user.id {
            throw Failure(.alreadyExists, "e-mail taken")
        }
    }

    func user(email: String) -> User? {
        users.first { $0.email.lowercased().utf8.elementsEqual(email.lowercased().utf8) }
    }

    mutating func updateUser(_ request: UpdateUserRequest) throws(Failure) -> UserReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        if let email = request.email { try requireEmail(email) }
        if let name = request.displayName { try requireName(name) }
        try requireGiven(request.role)
        if let location = request.location { try requireID(location) }
        let before = try requireUser(request.id)
        if let location = request.location { _ = try requireLocation(location, of: before.organization) }
        let after = changed(before, by: request)
        try requireActor(request.actor, "user.manage", in: before.organization)
        // Else an administrator could raise themselves past Enterprise permissions.
        if before.role != after.role && [before.role, after.role].contains(.enterpriseAdmin) {
            try requireEnterpriseAdministrator(request.actor, of: before.organization)
        }
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.organization, for: request.actor)
        try requireFreeEmail(of: after)
        // Switching VIP on drops what they had set before.
        if after.vip && !before.vip { relationships.removeAll { $0.owner == after.id } }
        return .with { $0.user = replace(before, with: after) }
    }

    private func changed(_ user: User, by request: UpdateUserRequest) -> User {
        var user = user
        if let email = request.email { user.email = email }
        if let name = request.displayName { user.displayName = name }
        if let role = request.role { user.role = role }
        if let location = request.location { user.location = location }
        if let vip = request.vip { user.vip = vip }
        if let assistant = request.assistant { user.assistant = assistant }
        return user
    }

    mutating func setDeactivated<Name: CallName>(
        _ deactivated: Bool, _ request: UserStep<Name>
    ) throws(Failure) -> UserReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        let before = try requireUser(request.id)
        try requireActor(request.actor, "user.manage", in: before.organization)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.organization, for: request.actor)
        if before.deactivated == deactivated {
            throw .failedPrecondition("so already", state: deactivated ? "deactivated" : "active")
        }
        var after = before
        after.deactivated = deactivated
        return .with { $0.user = replace(before, with: after) }
    }

    /// People set what they show themselves, but not while the teams' settings decide.
    mutating func setPersonalPrivacy(_ request: SetPersonalPrivacyRequest) throws(Failure) -> UserReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.user)
        try requireGiven(request.privacy)
        let before = try requireUser(request.user)
        try requireActor(request.actor, "privacy.set-own", in: before.organization)
        try requireSelf(request.actor, before)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.organization, for: request.actor)
        if organization(before.organization)?.syncedMode == .teamsOnly {
            throw .failedPrecondition("the teams' settings decide", state: "teams-only")
        }
        var after = before
        after.privacy = request.privacy
        return .with { $0.user = replace(before, with: after) }
    }

    private mutating func replace(_ before: User, with after: User) -> User {
        if isSame(before, after) { return before }
        var after = after
        after.version += 1
        users.removeAll { $0.id == before.id }
        users.append(after)
        return after
    }

    func findUser(_ request: FindUserRequest) throws(Failure) -> UserReply {
        try requireEmail(request.email)
        guard let user = user(email: request.email) else { throw Failure(.notFound, "nobody") }
        return .with { $0.user = user }
    }
}
