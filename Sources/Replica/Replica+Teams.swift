// What can be looked up about teams.

import EntenteProtocol
import PlantedBugs

/// A user's place in a team.
package struct TeamPlace: Equatable, Sendable {
    /// What the user shows this team of synced mail and meetings.
    package var privacy: Privacy
    /// The number of the sub-group's name; `UInt32.max` for none.
    var subgroup: UInt32

    init(_ membership: MembershipRecord) {
        privacy = membership.privacy
        subgroup = membership.subgroup
    }
}

extension Replica {
    /// The team with this id, or nil where there is none.
    package func team(_ id: String) -> TeamRecord? { directory.pointee.team(id) }

    /// A team's id.
    package func id(_ team: TeamRecord) -> String { directory.pointee.teams.string(team.id) }

    /// The name of the sub-group somebody is in, or nil.
    package func subgroup(_ place: TeamPlace) -> String? {
        place.subgroup == Identifier.none ? nil : directory.pointee.subgroups.string(place.subgroup)
    }

    /// Whether a user is a member of the team with this id, which is of their organization.
    package func isMember(_ user: UserIndex, ofTeam id: String) -> Bool {
        directory.pointee.membership(of: user.number, inTeam: id) != nil
    }

    /// What a user shows to a team of synced mail and meetings; nil where they are no member or there is no
    /// team.
    package func privacy(of user: UserIndex, inTeam id: String) -> Privacy? {
        directory.pointee.membership(of: user.number, inTeam: id)?.privacy
    }

    /// Hands every team that both are members of to `body`, with the place of the first and of the second in
    /// it; for one person twice, all their teams.
    package func forEachSharedTeam(
        _ first: UserIndex, _ second: UserIndex, _ body: (TeamRecord, TeamPlace, TeamPlace) -> Void
    ) {
        directory.pointee.forEachSharedTeam(first.number, second.number) { team, one, other in
            body(team, TeamPlace(one), TeamPlace(other))
        }
    }

    /// Whether there is a team that both are members of.
    package func sharesTeam(_ first: UserIndex, _ second: UserIndex) -> Bool {
        var shares = false
        directory.pointee.forEachSharedTeam(first.number, second.number) { team, _, _ in
            if team.kind == .work || !isPlanted("monitoring teams do not count as teams") { shares = true }
        }
        return shares
    }
}
