// The rules a second time: arrays searched from the front, a state per interaction and direction spelled out,
// no packing, no index, no cache. It shares no code with the house, only the words of the wire, so that a
// mistake has to be made twice, in two ways of writing, to go unnoticed. Slow and obvious on purpose.

import EntenteProtocol

/// A whole cluster as the rules describe it: organizations, people, default tables and partnerships.
package struct ReferenceModel: Sendable, Equatable {
    /// What its clock shows, in milliseconds since 1970 UTC.
    package internal(set) var now: Int64
    package internal(set) var organizations: [ReferenceOrganization] = []
    package internal(set) var people: [ReferencePerson] = []
    package internal(set) var partnerships: [ReferencePartnership] = []

    /// An empty cluster whose clock shows `now`.
    package init(now: Int64) { self.now = now }

    /// The interactions there are, by code, and whether `ask` applies.
    package static let interactions: [(name: String, askAllowed: Bool)] = [
        ("calendar.preview", false),
        ("meeting.schedule", false),
        ("chat.start", true),
        ("workspace.add-member", true),
        ("workspace.transfer", true),
        ("workspace.coordinate", false),
    ]
}

/// What is said about one interaction, each way.
///
/// Whose "one way" it is depends on where the cell stands.
package struct ReferenceCell: Sendable, Equatable {
    package var interaction: String
    /// In a default table incoming; in terms what the first organization may do to the second.
    package var oneWay: PermissionState
    /// In a default table outgoing; in terms what the second organization may do to the first.
    package var otherWay: PermissionState
}

/// An organization with its default table.
package struct ReferenceOrganization: Sendable, Equatable {
    package var id: String
    package var suspended = false
    package var enterprisePermissions = false
    /// `oneWay` is incoming, `otherWay` outgoing.
    package var defaults: [ReferenceCell]
    package var defaultsVersion: Int64 = 1
}

/// A person.
package struct ReferencePerson: Sendable, Equatable {
    package var id: String
    package var organization: String
    package var email: String
    package var role: Role
    package var deactivated = false
}

/// A partnership with everything that happened to it.
package struct ReferencePartnership: Sendable, Equatable {
    package var id: String
    package var first: String
    package var second: String
    package var state: PartnershipState
    package var version: Int64
    /// In force or last in force; `oneWay` is first to second.
    package var terms: [ReferenceCell]?
    package var termsEnd: Int64?
    package var open: ReferenceOpen?
    package var history: [PartnershipAction] = []
    package var told: [ReferenceTold] = []

    /// The organization across from this one.
    package func other(than organization: String) -> String { organization == first ? second : first }
}

/// What waits for an answer.
package struct ReferenceOpen: Sendable, Equatable {
    package var kind: OpenKind
    package var by: String
    package var terms: [ReferenceCell]
    package var note: String
    package var lapsesAt: Int64
    package var termsEnd: Int64?
}

/// That an organization was told.
package struct ReferenceTold: Sendable, Equatable {
    package var organization: String
    package var action: PartnershipAction
    package var needsAttention: Bool

    /// That `organization` was told of `action`, and whether it is to answer.
    package init(organization: String, action: PartnershipAction, needsAttention: Bool) {
        self.organization = organization
        self.action = action
        self.needsAttention = needsAttention
    }
}

/// What a request puts on the table.
package struct ReferenceOffer: Sendable, Equatable {
    package var preset: Preset?
    /// As the asking side sees them.
    package var terms: [PermissionEntry] = []
    package var note = ""
    /// Nil for 30 days from now.
    package var lapsesAt: Int64?
    /// Nil as it stands, 0 never.
    package var termsEnd: Int64?

    /// An offer that names nothing.
    package init() {}

    /// An offer of a preset.
    package init(preset: Preset) { self.preset = preset }

    /// An offer of single states.
    package init(terms: [PermissionEntry]) { self.terms = terms }
}

// MARK: - Finding things

extension ReferenceModel {
    func organization(_ id: String) throws(Failure) -> Int {
        guard let place = organizations.firstIndex(where: { $0.id == id }) else {
            throw Failure(.notFound, "no organization \(id)")
        }
        return place
    }

    func person(_ id: String) throws(Failure) -> Int {
        guard let place = people.firstIndex(where: { $0.id == id }) else {
            throw Failure(.notFound, "no user \(id)")
        }
        return place
    }

    func partnership(_ id: String) throws(Failure) -> Int {
        guard let place = partnerships.firstIndex(where: { $0.id == id }) else {
            throw Failure(.notFound, "no partnership \(id)")
        }
        return place
    }

    func isSuspended(_ organization: String) -> Bool {
        organizations.contains { $0.id == organization && $0.suspended }
    }
}

// MARK: - Who may give a command

extension ReferenceModel {
    /// What an actor must be allowed to do, by role.
    enum Duty {
        case partnerships
        case users
    }

    /// Refuses an actor who may not act for `organization`; the empty actor is the operator, who may
    /// everything.
    func requireActor(_ actor: String, for organization: String, _ duty: Duty) throws(Failure) {
        if !actor.isEmpty {
            guard let person = people.first(where: { $0.id == actor }) else {
                throw Failure(.permissionDenied, "unknown actor")
            }
            if person.deactivated { throw Failure(.permissionDenied, "deactivated") }
            if person.organization != organization {
                throw Failure(.permissionDenied, "of another organization")
            }
            if !mayPerson(person, duty) { throw Failure(.permissionDenied, "not an administrator") }
        }
    }

    /// A suspended organization is a state, and looked at after the version.
    func requireInService(_ organization: String) throws(Failure) {
        if isSuspended(organization) {
            throw Failure.failedPrecondition("suspended", state: "suspended")
        }
    }

    private func mayPerson(_ person: ReferencePerson, _ duty: Duty) -> Bool {
        if person.role == .enterpriseAdmin { return true }
        if person.role != .admin { return false }
        if duty == .partnerships { return true }
        let enterprise = organizations.contains { $0.id == person.organization && $0.enterprisePermissions }
        return !enterprise
    }

    func requireOperator(_ actor: String) throws(Failure) {
        if !actor.isEmpty { throw Failure(.permissionDenied, "the operator's alone") }
    }
}
