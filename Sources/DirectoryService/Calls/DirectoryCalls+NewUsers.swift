// Making users, one or ten thousand, is one piece of code: an import is what as many calls would be, but all
// or none.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func importUsers(_ request: ImportUsersRequest, _ turn: CommandTurn) throws -> ImportUsersResponse {
        guard !request.users.isEmpty else {
            throw Failure.invalidArgument("field `users`: must not be empty")
        }
        try Fields.checkCount(request.users.count, "users", most: Limits.batchCount)
        try requireAnswerFits(request.users)
        let users = try make(request.users, placed: { "users[\($0)]." }, turn, request.actor)
        return .with { $0.users = users }
    }

    /// The answer holds the users with their new ids and everything they start with, and must fit a frame
    /// too.
    private func requireAnswerFits(_ newcomers: [NewUser]) throws(Failure) {
        let weight = newcomers.reduce(0) { $0 + $1.weight }
        guard weight <= Frame.byteLimit - 1_024 else {
            throw .invalidArgument("field `users`: the answer would not fit a frame; import fewer at once")
        }
    }

    /// Makes users in one command; fields are named with what `place` says before them.
    ///
    /// - Throws: `invalid-argument`, `not-found`, `permission-denied`, `failed-precondition` or
    ///   `already-exists`.
    func make(
        _ newcomers: [NewUser], placed place: (Int) -> String, _ turn: CommandTurn, _ actorID: String
    ) throws -> [User] {
        for (index, newcomer) in newcomers.enumerated() { try check(newcomer, place(index)) }
        let homes = try homes(of: newcomers, placed: place, turn.context.token)
        let actor = try actor(actorID)
        for home in homes { try actor.require(.userManage, in: home.organization) }
        for newcomer in newcomers where newcomer.role == .enterpriseAdmin {
            guard let home = homes.first(where: { $0.organization.id == newcomer.organization }) else {
                continue
            }
            try requireMayGive(actor, from: .member, to: .enterpriseAdmin, in: home.organization)
        }
        for home in homes { try actor.requireInService(home.organization) }
        let record = Record(turn)
        var users: [User] = []
        users.reserveCapacity(newcomers.count)
        for (index, newcomer) in newcomers.enumerated() {
            let user = start(newcomer)
            // Users made a moment ago by this command count as others.
            try requireFree(user, place(index))
            try store.insert(user)
            record.user(from: nil, to: user)
            users.append(user)
        }
        return users
    }

    private func check(_ newcomer: NewUser, _ place: String) throws(Failure) {
        try checkNewID(newcomer.id, "\(place)id")
        try Fields.checkID(newcomer.organization, "\(place)organization")
        try Fields.checkEmail(newcomer.email, "\(place)email")
        try Fields.checkName(newcomer.displayName, "\(place)displayName")
        if let role = newcomer.role { try Fields.checkGiven(role, "\(place)role") }
        if let location = newcomer.location { try Fields.checkID(location, "\(place)location") }
    }

    /// An organization that newcomers belong to, with the locations that are known to exist.
    private struct Home {
        let organization: Organization
        var locations: Set<String>
    }

    private func homes(
        of newcomers: [NewUser], placed place: (Int) -> String, _ token: AccessToken
    ) throws -> [Home] {
        var homes: [Home] = []
        var places: [String: Int] = [:]
        for (index, newcomer) in newcomers.enumerated() {
            let number = places[newcomer.organization] ?? homes.count
            if number == homes.count {
                let home = try organization(newcomer.organization, "\(place(index))organization", for: token)
                homes.append(Home(organization: home, locations: [LevelRules.defaultLocation]))
                places[newcomer.organization] = number
            }
            guard let location = newcomer.location, !homes[number].locations.contains(location) else {
                continue
            }
            try requireLocation(location, of: newcomer.organization, "\(place(index))location")
            homes[number].locations.insert(location)
        }
        return homes
    }

    /// Refuses a location that the organization does not have.
    ///
    /// - Throws: `not-found`.
    func requireLocation(_ location: String, of organization: String, _ field: String) throws {
        guard try store.location(location, of: organization) != nil else {
            throw Failure.notFound(
                "field `\(field)`: organization \(quoted(organization)) has no location \(quoted(location))")
        }
    }

    /// Refuses who may manage users, but not the enterprise administrators.
    ///
    /// - Throws: `permission-denied`.
    func requireMayGive(
        _ actor: Actor, from before: Role, to after: Role, in organization: Organization
    ) throws(Failure) {
        guard before != after, before == .enterpriseAdmin || after == .enterpriseAdmin else { return }
        try actor.requireEnterpriseAdministrator(
            of: organization, to: "give or take the role `\(Role.enterpriseAdmin.name)`")
    }

    private func requireFree(_ user: User, _ place: String) throws {
        guard try !store.hasUser(user.id) else {
            throw Failure.taken(user.id, "\(place)id", by: "another user")
        }
        guard try store.holder(ofEmail: user.email) == nil else {
            throw Failure.taken(user.email, "\(place)email", by: "another user")
        }
    }

    private func start(_ newcomer: NewUser) -> User {
        var user = User()
        user.id = newID(newcomer.id, prefix: "usr")
        user.organization = newcomer.organization
        user.email = newcomer.email
        user.displayName = newcomer.displayName
        user.role = newcomer.role ?? .member
        user.location = newcomer.location ?? LevelRules.defaultLocation
        user.privacy = .showAll
        user.version = 1
        return user
    }
}

extension NewUser {
    /// The one user of a `createUser`.
    init(_ request: CreateUserRequest) {
        self.init()
        id = request.id
        organization = request.organization
        email = request.email
        displayName = request.displayName
        role = request.role
        location = request.location
    }

    /// How many bytes the user made of it takes in an answer at most: 24 for headers, numbers and flags, the
    /// texts, and what the service adds where no id or location is given.
    fileprivate var weight: Int {
        24 + organization.utf8.count + email.utf8.count + displayName.utf8.count
            + (id.isEmpty ? 24 : id.utf8.count) + (location ?? LevelRules.defaultLocation).utf8.count
    }
}
