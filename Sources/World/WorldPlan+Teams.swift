// Teams of a dozen who sit beside one another. Three in four are work teams; every fourth is a monitoring
// team of two leads, who may see more of the agents than the agents of them.

import EntenteProtocol

/// A team and who is in it.
package struct PlannedTeam: Sendable {
    /// Its index.
    package let index: Int
    /// The organization it belongs to.
    package let organization: Int
    /// Work or monitoring.
    package let kind: TeamKind
    /// What members of a work team are to one another; unspecified for a monitoring team.
    package let level: Level
    /// Its members.
    package let members: [Int]

    /// What it is called.
    package var name: String { "Team \(index + 1)" }

    /// The sub-group of the member at this place; nil in a work team.
    package func subgroup(at place: Int) -> String? {
        kind == .work ? nil : place < WorldPlan.leadCount ? WorldPlan.leads : WorldPlan.agents
    }

    /// What a monitoring team's sub-groups may see of one another.
    package var grants: [TeamGrant] {
        guard kind == .monitoring else { return [] }
        let grant = { (viewer: String, owner: String, level: Level) in
            TeamGrant.with {
                $0.viewerSubgroup = viewer
                $0.ownerSubgroup = owner
                $0.level = level
            }
        }
        return [
            grant(WorldPlan.leads, WorldPlan.agents, .assistant),
            grant(WorldPlan.agents, WorldPlan.leads, .teamColleague),
        ]
    }

    /// A monitoring team's sub-groups.
    package var subgroups: [String] { kind == .work ? [] : [WorldPlan.leads, WorldPlan.agents] }
}

extension WorldPlan {
    /// How many a team has, where the organization has as many.
    package static let teamSize = 12
    static let leads = "leads"
    static let agents = "agents"
    static let leadCount = 2

    /// How many teams there are.
    package var teamCount: Int { teamStarts[organizationCount] }

    /// The teams of an organization.
    package func teams(of organization: Int) -> Range<Int> {
        teamStarts[organization]..<teamStarts[organization + 1]
    }

    /// A team.
    package func team(_ team: Int) -> PlannedTeam {
        let organization = Self.owner(of: team, teamStarts)
        let users = users(of: organization)
        let teams = teams(of: organization)
        let first = (team - teams.lowerBound) * users.count / teams.count
        let members = (0..<min(Self.teamSize, users.count)).map { place in
            users.lowerBound + (first + place) % users.count
        }
        let isMonitoring = team % 4 == 3
        let level: Level = scatter(.teams).below(4, team) == 0 ? .employee : .teamColleague
        return PlannedTeam(
            index: team, organization: organization, kind: isMonitoring ? .monitoring : .work,
            level: isMonitoring ? .unspecified : level, members: members)
    }

    /// A team for so many of a hundred users, and one at least; none where somebody is alone.
    static func teamStarts(_ userStarts: [Int], perHundred: Int) -> [Int] {
        var starts = [0]
        for organization in 0..<(userStarts.count - 1) {
            let size = userStarts[organization + 1] - userStarts[organization]
            let count = size < 2 || perHundred == 0 ? 0 : max(1, size * perHundred / 100)
            starts.append(starts[organization] + count)
        }
        return starts
    }
}
