// The rules a second time: arrays searched from the front, a state per interaction and direction spelled out,
// no packing, no index, no cache. It shares no code with the house, only the words of the wire, so that a
// mistake has to be made twice, in two ways of writing, to go unnoticed. Slow and obvious on purpose: a file
// is a chapter of the rules, a function is one of their sentences.

import EntenteProtocol

/// A whole cluster as the rules describe it, asked and commanded with the wire's own messages.
package struct ReferenceModel: Sendable, Equatable {
    /// What its clock shows, in milliseconds since 1970 UTC.
    package internal(set) var now: Int64

    // What the directory keeps.
    var organizations: [Organization] = []
    var users: [User] = []
    var locations: [Location] = []
    /// With their members.
    var teams: [Team] = []
    var relationships: [Relationship] = []
    /// The last version that a setting of this owner was given.
    var lastRelationshipVersions: [String: Int64] = [:]
    var integrations: [Integration] = []
    var connections: [IntegrationConnection] = []

    // What the partnership service keeps.
    var interactions: [Interaction] = ReferenceModel.builtInInteractions
    /// By organization; one that is not here has what a new one starts with.
    var defaults: [String: ReferenceDefaults] = [:]
    package internal(set) var partnerships: [ReferencePartnership] = []
    package internal(set) var notifications: [Notification] = []

    // What both keep of commands that may be repeated.
    var answered: [ReferenceAnswered] = []

    /// An empty cluster whose clock shows `now`.
    package init(now: Int64) { self.now = now }
}

/// What is said about one interaction, as one organization sees it; nothing said is `deny`.
package struct ReferenceStates: Sendable, Equatable {
    /// What they may do to us.
    package var incoming: PermissionState = .deny
    /// What we may do to them.
    package var outgoing: PermissionState = .deny

    /// The same as the other organization sees it.
    package var fromTheOtherSide: ReferenceStates { ReferenceStates(incoming: outgoing, outgoing: incoming) }
}

/// States by interaction.
package typealias ReferenceTable = [String: ReferenceStates]

/// An organization's default table.
struct ReferenceDefaults: Sendable, Equatable {
    var table: ReferenceTable
    var version: Int64 = 1
}

/// A partnership with everything that happened to it.
package struct ReferencePartnership: Sendable, Equatable {
    package var id: String
    package var first: String
    package var second: String
    package var state: PartnershipState
    package var version: Int64 = 0
    /// In force or last in force, as the first organization sees them.
    package var terms: ReferenceTable?
    package var termsEnd: Int64?
    package var open: ReferenceOpen?
    /// With the terms as the first organization sees them.
    package var history: [ReferenceEvent] = []

    /// The organization across from this one.
    package func other(than organization: String) -> String { organization == first ? second : first }
}

/// What waits for an answer.
package struct ReferenceOpen: Sendable, Equatable {
    package var kind: OpenKind
    package var by: String
    /// As the first organization sees them; none in a request to enable.
    package var terms: ReferenceTable?
    package var note = ""
    package var lapsesAt: Int64
    package var termsEnd: Int64?
}

/// Something that happened to a partnership.
package struct ReferenceEvent: Sendable, Equatable {
    package var version: Int64
    package var at: Int64
    package var actor: String
    /// The side that acted; empty for time itself.
    package var by: String
    package var action: PartnershipAction
    package var from: PartnershipState
    package var to: PartnershipState
    package var terms: ReferenceTable?
    package var note: String
}

/// A command that was carried out under a request key.
struct ReferenceAnswered: Sendable, Equatable {
    var actor: String
    var method: Method
    var requestKey: String
    var request: [UInt8]
    var response: [UInt8]
    var at: Int64
}

// MARK: - Finding things

extension ReferenceModel {
    /// Ids are compared byte by byte: Swift counts some different spellings as equal, none of them as long as
    /// an id.
    func isSame(_ one: String, _ other: String) -> Bool {
        one == other && one.utf8.count == other.utf8.count
    }

    func organization(_ id: String) -> Organization? { organizations.first { isSame($0.id, id) } }

    func user(_ id: String) -> User? { users.first { isSame($0.id, id) } }

    func team(_ id: String) -> Team? { teams.first { isSame($0.id, id) } }

    func location(_ id: String, of organization: String) -> Location? {
        locations.first { $0.organization == organization && isSame($0.id, id) }
    }

    func integration(_ id: String, of organization: String) -> Integration? {
        integrations.first { $0.organization == organization && isSame($0.id, id) }
    }

    func partnership(_ id: String) -> ReferencePartnership? { partnerships.first { isSame($0.id, id) } }

    func interaction(_ name: String) -> Interaction? { interactions.first { isSame($0.name, name) } }

    func isSuspended(_ organization: String) -> Bool { self.organization(organization)?.suspended == true }

    func isMember(_ user: String, of team: Team) -> Bool { team.members.contains { $0.user == user } }

    /// The teams of either kind that both belong to.
    func sharedTeams(_ one: String, _ other: String) -> [Team] {
        teams.filter { isMember(one, of: $0) && isMember(other, of: $0) }
    }
}

// MARK: - Things that must exist

extension ReferenceModel {
    func requireOrganization(_ id: String) throws(Failure) -> Organization {
        guard let organization = organization(id) else { throw Failure(.notFound, "no organization \(id)") }
        return organization
    }

    func requireUser(_ id: String) throws(Failure) -> User {
        guard let user = user(id) else { throw Failure(.notFound, "no user \(id)") }
        return user
    }

    func requireTeam(_ id: String) throws(Failure) -> Team {
        guard let team = team(id) else { throw Failure(.notFound, "no team \(id)") }
        return team
    }

    func requireLocation(_ id: String, of organization: String) throws(Failure) -> Location {
        guard let location = location(id, of: organization) else {
            throw Failure(.notFound, "no location \(id) of \(organization)")
        }
        return location
    }

    func requireIntegration(_ id: String, of organization: String) throws(Failure) -> Integration {
        guard let integration = integration(id, of: organization) else {
            throw Failure(.notFound, "no integration \(id) of \(organization)")
        }
        return integration
    }

    func requirePartnership(_ id: String) throws(Failure) -> ReferencePartnership {
        guard let partnership = partnership(id) else { throw Failure(.notFound, "no partnership \(id)") }
        return partnership
    }
}
