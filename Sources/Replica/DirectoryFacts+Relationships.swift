// What people are to one another, and the levels that their organization's settings give them. A setting
// moves the owner's stamp alone: every answer about the pair rests on it.

import EntenteProtocol
import PlantedBugs
import Rules

extension DirectoryFacts {
    /// Takes over a setting as it now is.
    mutating func apply(_ relationship: Relationship) {
        set(relationship.owner, relationship.viewer, relationship.level)
    }

    /// Forgets a setting.
    mutating func delete(_ key: RelationshipKey) {
        set(key.owner, key.viewer, .unspecified)
    }

    private mutating func set(_ owner: String, _ viewer: String, _ level: Level) {
        guard let owner = internUser(owner), let viewer = internUser(viewer) else { return }
        guard relationships.set(owner, viewer, UInt8(level.rawValue)) else { return }
        if !isPlanted("a setting leaves its owner's stamp") { users[owner].stamp &+= 1 }
    }

    /// What an owner set a viewer to; unspecified for nothing.
    @inline(__always)
    func individual(_ owner: UInt32, _ viewer: UInt32) -> Level {
        Level(rawValue: Int32(relationships.value(owner, viewer))) ?? .unspecified
    }

    /// The level that an owner's location gives a viewer; unspecified where it is not known.
    @inline(__always)
    func locationLevel(_ owner: UserRecord, _ viewer: UserRecord) -> Level {
        let location = locations[owner.location]
        guard location.exists else { return .unspecified }
        guard owner.organization == viewer.organization else {
            return isPlanted("strangers are people of another location")
                ? location.fromOtherLocations : location.fromOutside
        }
        return owner.location == viewer.location ? location.fromSameLocation : location.fromOtherLocations
    }

    /// The level that a team both are in gives a viewer; unspecified for none.
    @inline(__always)
    func teamLevel(_ team: TeamRecord, owner: MembershipRecord, viewer: MembershipRecord) -> Level {
        switch team.kind {
        case .work: return team.level
        case .monitoring:
            guard owner.subgroup != Identifier.none, viewer.subgroup != Identifier.none else {
                return .unspecified
            }
            if isPlanted("grants go the other way") {
                return grants.level(team.grants, viewer: owner.subgroup, owner: viewer.subgroup)
            }
            return grants.level(team.grants, viewer: viewer.subgroup, owner: owner.subgroup)
        case .unspecified: return .unspecified
        }
    }

    /// The highest level that the server side gives a viewer; unspecified for none.
    func serverLevel(owner ownerNumber: UInt32, viewer viewerNumber: UInt32) -> Level {
        let owner = users[ownerNumber]
        let viewer = users[viewerNumber]
        var best = locationLevel(owner, viewer)
        if isPlanted("an assistant is everybody's, everywhere"), viewer.flags.isAssistant {
            return .assistant
        }
        guard owner.organization == viewer.organization else { return best }
        if viewer.flags.isAssistant { best = max(best, .assistant) }
        forEachSharedTeam(ownerNumber, viewerNumber) { team, owner, viewer in
            let given = teamLevel(team, owner: owner, viewer: viewer)
            best = isPlanted("the last team counts") ? given : max(best, given)
        }
        return best
    }
}
