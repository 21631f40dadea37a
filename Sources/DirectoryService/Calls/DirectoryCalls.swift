// What the directory answers. Each group of calls has a file; here is what they share. Every handler looks
// for refusals in the same order (form of the request, existence, actor, version, state) and writes only when
// none is left.
//
// Where the rules are silent:
// - an update that changes nothing answers the thing as it is: no new version, no event, no fact;
// - a location or a member that exists in another organization only is `not-found`, which tells nobody of it;
// - what belongs to nobody else yet counts as taken as soon as an earlier user of the same import has it;
// - a team that is full is `invalid-argument`, like a catalog that is full;
// - somebody deactivated can be put into a team, for they would also stay in it;
// - where there is none, a setting of one person for another and an integration count as version 0 when a
//   command names a version;
// - connecting what is connected, or disconnecting what is not, answers the connection and changes nothing.

import EntenteProtocol
import EventLoop
import PlantedBugs
import Rules
import SQLiteStore
import Service
import Source

/// The handlers of the directory's calls; belong to the loop's thread.
struct DirectoryCalls {
    let store: DirectoryStore
    /// Where ids come from that callers leave to the service.
    let randomness: any Randomness

    /// Offers every call of the directory through `source`.
    func offer(on source: Source) {
        offerOrganizationCalls(on: source)
        offerSettingsCalls(on: source)
        offerSharingCalls(on: source)
        offerUserCalls(on: source)
        offerLocationCalls(on: source)
        offerTeamCalls(on: source)
        offerMembershipCalls(on: source)
        offerRelationshipCalls(on: source)
        offerIntegrationCalls(on: source)
        offerEventCalls(on: source)
    }
}

// MARK: - Existence

extension DirectoryCalls {
    /// The organization a request names, which its token must cover.
    ///
    /// - Throws: `permission-denied` or `not-found`.
    func organization(_ id: String, _ field: String, for token: AccessToken) throws -> Organization {
        try token.requireCovering(id)
        guard let organization = try store.organization(id) else {
            throw Failure.unknown("organization", id, field)
        }
        return organization
    }

    /// The user a request names, whose organization its token must cover.
    ///
    /// - Throws: `permission-denied` or `not-found`.
    func user(_ id: String, _ field: String, for token: AccessToken) throws -> User {
        guard let user = try store.user(id) else { throw Failure.unknown("user", id, field) }
        try token.requireCovering(user.organization)
        return user
    }

    /// The team a request names, without members, whose organization its token must cover.
    ///
    /// - Throws: `permission-denied` or `not-found`.
    func team(_ id: String, _ field: String, for token: AccessToken) throws -> Team {
        guard let team = try store.team(id) else { throw Failure.unknown("team", id, field) }
        try token.requireCovering(team.organization)
        return team
    }

    /// The organization that something which stands belongs to.
    func home(_ id: String) throws(DatabaseProblem) -> Organization {
        guard let organization = try store.organization(id) else {
            throw .corrupt(message: "organization `\(id)` is missing")
        }
        return organization
    }

    /// Who gives a command; that only the operator leaves `actor` empty is checked already.
    ///
    /// - Throws: `permission-denied` for somebody unknown or deactivated.
    func actor(_ id: String) throws -> Actor {
        if id.isEmpty { return .operator }
        guard let user = try store.user(id) else {
            throw Failure.permissionDenied("actor \(quoted(id)) is not known")
        }
        guard !user.deactivated || isPlanted("the deactivated give commands") else {
            throw Failure.permissionDenied("actor \(quoted(id)) is deactivated")
        }
        return .person(user)
    }
}

// MARK: - Ids and versions

extension DirectoryCalls {
    /// The id of a new thing: as given, or made here.
    func newID(_ given: String, prefix: String) -> String {
        given.isEmpty ? IdMaker.make(prefix, from: randomness) : given
    }

    /// Checks the form of an id that a caller may leave to the service.
    ///
    /// - Throws: `invalid-argument`.
    func checkNewID(_ id: String, _ field: String = "id") throws(Failure) {
        if !id.isEmpty { try Fields.checkID(id, field) }
    }

    /// Refuses a command made against a version that no longer stands.
    ///
    /// - Throws: `conflict`.
    func requireVersion(_ expected: Int64, of current: Int64, _ what: String) throws(Failure) {
        guard expected != 0, expected != current, !isPlanted("a stale version is taken") else { return }
        throw .conflict(
            "field `expectedVersion`: \(what) is at version \(current), not \(expected); "
                + "read it and try again",
            currentVersion: current)
    }

    /// Whether two states of a thing are the same byte for byte; Swift counts some different spellings as
    /// equal.
    func isSame<Thing: Message>(_ one: Thing, _ other: Thing) -> Bool {
        Wire.encode(one) == Wire.encode(other)
    }
}

extension Failure {
    /// A thing that a field names and that does not exist.
    static func unknown(_ kind: String, _ id: String, _ field: String) -> Failure {
        .notFound("field `\(field)`: no \(kind) \(quoted(id))")
    }

    /// Something a field asks for and somebody has.
    static func taken(_ value: String, _ field: String, by holder: String) -> Failure {
        .alreadyExists("field `\(field)`: \(quoted(value)) is taken by \(holder)")
    }
}
