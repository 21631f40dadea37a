// What a replica can be asked besides decisions, compared with the naive world about one pair at a time.

import EntenteProtocol
import Replica

extension RandomHistory {
    /// Where a replica knows something else about two random people than the world does, or nil.
    mutating func difference(to replica: Replica) -> String? {
        let ids = (dice.pick(users), dice.pick(users))
        guard let one = world.users[ids.0], let other = world.users[ids.1] else { return nil }
        guard let first = replica.user(ids.0), let second = replica.user(ids.1) else {
            return "\(ids) are not both known"
        }
        return differenceAlone(replica, one, first) ?? differenceTogether(replica, one, first, other, second)
    }

    private func differenceAlone(_ replica: Replica, _ user: User, _ index: UserIndex) -> String? {
        let privacy = user.privacy == .unspecified ? .hideAll : user.privacy
        if replica.privacy(of: index) != privacy { return "\(user.id) does not show \(privacy)" }
        for team in teams
        where replica.isMember(index, ofTeam: team) != (world.place(of: user, in: team) != nil) {
            return "\(user.id) in \(team)"
        }
        for (key, integration) in world.integrations where world.organizations[key.first] != nil {
            guard let organization = replica.organization(key.first),
                let view = replica.integration(key.second, of: organization)
            else { return "\(key) is not known" }
            let connection = IntegrationConnection.with {
                $0.organization = key.first
                $0.integration = key.second
                $0.user = user.id
            }
            if replica.isInAudience(index, view) != world.isInAudience(user, integration)
                || replica.isConnected(index, view) != world.connections.contains(connection)
                || view.enabled != integration.enabled || (view.teams == nil) != integration.teams.isEmpty
            {
                return "\(user.id) and \(integration)"
            }
        }
        return nil
    }

    private func differenceTogether(
        _ replica: Replica, _ owner: User, _ ownerIndex: UserIndex, _ viewer: User, _ viewerIndex: UserIndex
    ) -> String? {
        let set = world.relationships[NaiveWorld.Pair(first: owner.id, second: viewer.id)]?.level
        if replica.individual(owner: ownerIndex, viewer: viewerIndex) != set {
            return "\(owner.id) set \(viewer.id) to \(set?.name ?? "nothing")"
        }
        let shared = world.sharedTeams(owner, viewer)
        if replica.sharesTeam(ownerIndex, viewerIndex) == shared.isEmpty {
            return "\(owner.id) and \(viewer.id) share \(shared.map(\.0.id))"
        }
        var places: Set<[String]> = []
        replica.forEachSharedTeam(ownerIndex, viewerIndex) { team, one, other in
            places.insert([
                replica.id(team), one.privacy.name, replica.subgroup(one) ?? "", other.privacy.name,
                replica.subgroup(other) ?? "",
            ])
        }
        let wanted = shared.map { team, one, other in
            [team.id, one.told.name, one.subgroup, other.told.name, other.subgroup]
        }
        if places != Set(wanted) { return "\(places) instead of \(wanted)" }
        for context in CallContext.allCases {
            let level = world.level(owner: owner, viewer: viewer, context)
            let sources = replica.levelSources(of: viewerIndex, toward: ownerIndex, callContext: context)
            if sources.first(where: \.counted)?.level ?? .blocked != level
                || replica.level(of: viewerIndex, toward: ownerIndex, callContext: context) != level
            {
                return "\(viewer.id) is \(level) to \(owner.id), not by \(sources)"
            }
        }
        return nil
    }
}

extension Membership {
    /// What is shown, where nothing said is nothing shown.
    fileprivate var told: Privacy { privacy == .unspecified ? .hideAll : privacy }
}
