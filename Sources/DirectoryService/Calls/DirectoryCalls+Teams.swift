// A team's shape follows from its kind, which it keeps for life: changing it would leave members without a
// place.

import EntenteProtocol
import PlantedBugs
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerTeamCalls(on source: Source) {
        source.command(CreateTeamRequest.self) { try createTeam($0, $1) }
        source.command(UpdateTeamRequest.self) { try updateTeam($0, $1) }
        source.command(DeleteTeamRequest.self) { try deleteTeam($0, $1) }
        source.query(GetTeamRequest.self) { request, context in
            try Fields.checkID(request.id, "id")
            return try whole(team(request.id, "id", for: context.token))
        }
        source.query(ListTeamsRequest.self) { try listTeams($0, $1) }
    }

    /// A team with everybody in it.
    func whole(_ team: Team) throws(DatabaseProblem) -> TeamReply {
        var team = team
        team.members = try store.memberships(in: team.id).map { membership in
            .with {
                $0.user = membership.user
                $0.subgroup = team.kind == .monitoring ? membership.subgroup : nil
                $0.privacy = membership.privacy
            }
        }
        return .with { $0.team = team }
    }

    // MARK: making

    private func createTeam(_ request: CreateTeamRequest, _ turn: CommandTurn) throws -> TeamReply {
        try checkNewID(request.id)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkName(request.name, "name")
        if let level = request.level { try LevelRules.check(level, "level", among: LevelRules.team) }
        let team = start(request).spelledAlike(as: [])
        try LevelRules.check(team)
        let organization = try organization(request.organization, "organization", for: turn.context.token)
        let actor = try actor(request.actor)
        try actor.require(.teamManage, in: organization)
        try actor.requireInService(organization)
        guard try store.team(team.id) == nil else { throw Failure.taken(team.id, "id", by: "another team") }
        try store.insert(team)
        Record(turn).team(from: nil, to: team)
        return .with { $0.team = team }
    }

    private func start(_ request: CreateTeamRequest) -> Team {
        var team = Team()
        team.id = newID(request.id, prefix: "team")
        team.organization = request.organization
        team.name = request.name
        team.kind = request.kind
        team.level = request.level ?? (request.kind == .work ? .teamColleague : .unspecified)
        team.subgroups = request.subgroups
        team.grants = request.grants
        team.version = 1
        return team
    }

    // MARK: changing

    private func updateTeam(_ request: UpdateTeamRequest, _ turn: CommandTurn) throws -> TeamReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        if let name = request.name { try Fields.checkName(name, "name") }
        if let level = request.level { try LevelRules.check(level, "level", among: LevelRules.team) }
        let before = try team(request.id, "id", for: turn.context.token)
        var after = changed(before, by: request).spelledAlike(as: before.subgroups)
        let organization = try home(before.organization)
        let actor = try actor(request.actor)
        try actor.require(.teamManage, in: organization)
        // What fits depends on what the team is, which is told to those only who may manage it.
        try LevelRules.check(after)
        try requireVersion(request.expectedVersion, of: before.version, "team \(quoted(before.id))")
        try actor.requireInService(organization)
        try requireSubgroupsInUse(of: before, remainIn: after)
        guard !isSame(before, after) else { return try whole(before) }
        after.version += 1
        try store.update(after)
        Record(turn).team(from: before, to: after)
        return try whole(after)
    }

    private func changed(_ team: Team, by request: UpdateTeamRequest) -> Team {
        var team = team
        if let name = request.name { team.name = name }
        if let level = request.level { team.level = level }
        if let subgroups = request.subgroups { team.subgroups = subgroups.values }
        if let grants = request.grants { team.grants = grants.values }
        return team
    }

    private func requireSubgroupsInUse(of before: Team, remainIn after: Team) throws {
        guard before.kind == .monitoring, before.subgroups != after.subgroups else { return }
        for name in try store.subgroupsInUse(of: before.id) where !after.subgroups.contains(name) {
            throw Failure.failedPrecondition(
                "field `subgroups`: sub-group \(quoted(name)) has members; take them out first",
                state: "subgroup-in-use")
        }
    }

    private func deleteTeam(_ request: DeleteTeamRequest, _ turn: CommandTurn) throws -> TeamReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        let team = try team(request.id, "id", for: turn.context.token)
        let organization = try home(team.organization)
        let actor = try actor(request.actor)
        try actor.require(.teamManage, in: organization)
        try requireVersion(request.expectedVersion, of: team.version, "team \(quoted(team.id))")
        try actor.requireInService(organization)
        if !isPlanted("an audience loses its team"), let integration = try store.integration(forTeam: team.id)
        {
            throw Failure.failedPrecondition(
                "team \(quoted(team.id)) is named for integration \(quoted(integration)); take it out first",
                state: "in-audience")
        }
        let reply = try whole(team)
        let record = Record(turn)
        for membership in try store.memberships(in: team.id) {
            record.membershipDeleted(membership, in: team)
        }
        try store.delete(team)
        record.teamDeleted(team)
        return reply
    }

    // MARK: listing

    private func listTeams(_ request: ListTeamsRequest, _ context: RequestContext) throws -> ListTeamsResponse
    {
        let size = try Fields.pageSize(request.pageSize)
        try Fields.checkID(request.organization, "organization")
        let token = PageToken(method: context.method, scope: request.organization)
        let start = try token.key(in: request.pageToken) ?? ""
        let home = try organization(request.organization, "organization", for: context.token)
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.teams(of: home.id, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }
}

extension Team {
    /// The team with every sub-group spelled in one way: as `known` has it, else as its list does.
    ///
    /// The same text may be written in several forms of Unicode. To people it is the same; members and
    /// grants are matched by their bytes.
    fileprivate func spelledAlike(as known: [String]) -> Team {
        func spelled(_ name: String, as spellings: [String]) -> String {
            spellings.first { $0 == name } ?? name
        }
        var team = self
        team.subgroups = subgroups.map { spelled($0, as: known) }
        for place in grants.indices {
            team.grants[place].viewerSubgroup = spelled(grants[place].viewerSubgroup, as: team.subgroups)
            team.grants[place].ownerSubgroup = spelled(grants[place].ownerSubgroup, as: team.subgroups)
        }
        return team
    }
}
