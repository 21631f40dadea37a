// The rules of content ask few things about people, and ask them here: so the same words are the rules of a
// decision node, whose people are numbers, and of a test, whose people are a table.

import EntenteProtocol

/// What an organization lets be seen of synced mail and meetings.
package struct SyncedSettings: Hashable, Sendable {
    /// Whose settings decide; unspecified counts as `teams-only`, which shows less.
    package var mode: SyncedMode
    /// Whether bodies of mail are shown.
    package var mailBodies: Bool
    /// Whether meetings marked private are shown.
    package var privateMeetings: Bool

    /// These settings.
    package init(mode: SyncedMode, mailBodies: Bool, privateMeetings: Bool) {
        self.mode = mode
        self.mailBodies = mailBodies
        self.privateMeetings = privateMeetings
    }
}

/// The people of a cluster as the rules of content see them.
package protocol ContentWorld {
    /// Somebody who is known.
    associatedtype Person: Equatable
    /// An organization that is known.
    associatedtype Organization: Equatable

    /// The person with this id, compared byte by byte; nil where nobody is known by it.
    func person(_ id: String) -> Person?
    /// Where the person belongs.
    func organization(of person: Person) -> Organization
    /// Whether the person is barred from everything, or their organization is.
    func standing(of person: Person) -> PersonStanding
    /// What the person may administer.
    func role(of person: Person) -> Role
    /// What the person set to be shown of synced mail and meetings.
    func privacy(of person: Person) -> Privacy
    /// Whether the person is a member of the team with this id.
    func isMember(_ person: Person, ofTeam id: String) -> Bool
    /// Whether there is a team both are members of; of one and the same person: any team.
    func sharesTeam(_ person: Person, _ other: Person) -> Bool
    /// The most revealing of the settings of a person in the teams that the viewer is in too; nil where there
    /// is no such team.
    func privacy(of person: Person, inTeamsWith viewer: Person) -> Privacy?
    /// What the organization lets be seen of synced mail and meetings.
    func syncedSettings(of organization: Organization) -> SyncedSettings
}

extension ContentWorld {
    /// The person with this id, if they are of the organization; nil for who is unknown or foreign, as such
    /// an id matches nobody.
    func colleague(_ id: String, in organization: Organization) -> Person? {
        guard let person = person(id), self.organization(of: person) == organization else { return nil }
        return person
    }

    /// The people of the organization among these ids.
    func colleagues(_ ids: [String], in organization: Organization) -> [Person] {
        ids.compactMap { colleague($0, in: organization) }
    }

    /// Whether one of the ids is the person's.
    func isAmong(_ person: Person, _ ids: [String]) -> Bool { ids.contains { self.person($0) == person } }
}
