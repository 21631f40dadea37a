import EntenteProtocol
import PlantedBugs
import Replica
import Rules

/// A replica's people as the rules of content see them.
struct ContentFacts: ContentWorld {
    let replica: Replica

    func person(_ id: String) -> UserIndex? { replica.user(id) }

    func organization(of person: UserIndex) -> OrganizationIndex { replica[person].organization }

    func standing(of person: UserIndex) -> PersonStanding {
        let record = replica[person]
        return PersonStanding(
            deactivated: record.flags.isDeactivated,
            organizationSuspended: replica[record.organization].flags.isSuspended)
    }

    func role(of person: UserIndex) -> Role { replica[person].flags.role }

    func privacy(of person: UserIndex) -> Privacy { replica.privacy(of: person) }

    func isMember(_ person: UserIndex, ofTeam id: String) -> Bool { replica.isMember(person, ofTeam: id) }

    func sharesTeam(_ person: UserIndex, _ other: UserIndex) -> Bool { replica.sharesTeam(person, other) }

    func privacy(of person: UserIndex, inTeamsWith viewer: UserIndex) -> Privacy? {
        var most: Privacy?
        replica.forEachSharedTeam(person, viewer) { _, place, _ in
            most = max(most ?? place.privacy, place.privacy)
        }
        if most != nil, isPlanted("what is shown to one team is shown to all") {
            replica.forEachSharedTeam(person, person) { _, place, _ in
                most = max(most ?? place.privacy, place.privacy)
            }
        }
        return most
    }

    func syncedSettings(of organization: OrganizationIndex) -> SyncedSettings {
        let settings = replica.settings(of: organization)
        return SyncedSettings(
            mode: settings.syncedMode, mailBodies: settings.mailBodies,
            privateMeetings: settings.privateMeetings)
    }
}
