// What one person is to another: the OWNER of what is seen or done, the VIEWER who sees and acts.

import EntenteProtocol
import PlantedBugs
import Rules

extension Replica {
    /// What an owner set a viewer to, or nil.
    package func individual(owner: UserIndex, viewer: UserIndex) -> Level? {
        let level = directory.pointee.individual(owner.number, viewer.number)
        return level == .unspecified ? nil : level
    }

    /// The relationship that holds between two known people; allocates nothing.
    package func level(
        of viewer: UserIndex, toward owner: UserIndex, callContext: CallContext = .unspecified
    ) -> Level {
        let individual = directory.pointee.individual(owner.number, viewer.number)
        let isVIP = directory.pointee.users[owner.number].flags.isVIP
        var best = Level.unspecified
        if individual == .unspecified, !isVIP {
            let server = directory.pointee.serverLevel(owner: owner.number, viewer: viewer.number)
            best = max(server, RelationshipRules.level(of: callContext))
            if isPlanted("a call takes the place of the server side"), callContext != .unspecified {
                best = RelationshipRules.level(of: callContext)
            }
        }
        return RelationshipRules.level(individual: individual, isVIP: isVIP, best: best)
    }

    /// Everything that gives a viewer a level, strongest claim first: the owner's setting, VIP, then the
    /// server side's and the call; those that give the level that holds are marked.
    package func levelSources(
        of viewer: UserIndex, toward owner: UserIndex, callContext: CallContext = .unspecified
    ) -> [LevelSource] {
        var sources: [LevelSource] = []
        if let level = individual(owner: owner, viewer: viewer) { sources.add(.individual, level) }
        if self[owner].flags.isVIP { sources.add(.vip, RelationshipRules.towardVIP) }
        let first = sources.first
        sources += serverSources(of: viewer, toward: owner)
        sources.add(.callContext, RelationshipRules.level(of: callContext))
        let holding = level(of: viewer, toward: owner, callContext: callContext)
        for index in sources.indices {
            sources[index].counted = first == nil ? sources[index].level == holding : index == 0
        }
        return sources
    }

    private func serverSources(of viewer: UserIndex, toward owner: UserIndex) -> [LevelSource] {
        var sources: [LevelSource] = []
        let ownerRecord = self[owner]
        let location = directory.pointee.locationID(ownerRecord.location)
        sources.add(.location, directory.pointee.locationLevel(ownerRecord, self[viewer]), id: location)
        var teams: [LevelSource] = []
        directory.pointee.forEachSharedTeam(owner.number, viewer.number) { team, ownerPlace, viewerPlace in
            teams.append(teamSource(team, ownerPlace, viewerPlace))
        }
        sources += teams.filter { $0.level != .unspecified }.sorted { $0.id ?? "" < $1.id ?? "" }
        if self[viewer].flags.isAssistant, self[viewer].organization == ownerRecord.organization {
            sources.add(.assistant, .assistant)
        }
        return sources
    }

    private func teamSource(
        _ team: TeamRecord, _ owner: MembershipRecord, _ viewer: MembershipRecord
    ) -> LevelSource {
        .with {
            $0.kind = team.kind == .monitoring ? .monitoringTeam : .workTeam
            $0.level = directory.pointee.teamLevel(team, owner: owner, viewer: viewer)
            $0.id = id(team)
            guard team.kind == .monitoring else { return }
            $0.viewerSubgroup = subgroup(TeamPlace(viewer))
            $0.ownerSubgroup = subgroup(TeamPlace(owner))
        }
    }
}

extension [LevelSource] {
    /// Adds a source unless it gives no level.
    fileprivate mutating func add(_ kind: LevelSourceKind, _ level: Level, id: String? = nil) {
        guard level != .unspecified else { return }
        append(
            .with {
                $0.kind = kind
                $0.level = level
                $0.id = id
            })
    }
}
