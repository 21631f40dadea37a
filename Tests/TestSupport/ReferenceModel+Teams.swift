// Teams in the reference model: people of one organization who share a level, or grants between sub-groups.

import EntenteProtocol

extension ReferenceModel {
    mutating func createTeam(_ request: CreateTeamRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request)
        try requireNewID(request.id)
        try requireID(request.organization)
        try requireName(request.name)
        if let level = request.level { try requireLevel(level, among: ReferenceModel.levelsInTeams) }
        let made = Team.with {
            $0.id = request.id.isEmpty ? "team-\(teams.count)" : request.id
            $0.organization = request.organization
            $0.name = request.name
            $0.kind = request.kind
            $0.level = request.level ?? (request.kind == .work ? .teamColleague : .unspecified)
            $0.subgroups = request.subgroups
            $0.grants = request.grants
            $0.version = 1
        }
        try requireShape(of: made)
        let organization = try requireOrganization(request.organization)
        try requireActor(request.actor, "team.manage", in: organization.id)
        try requireInService(organization.id, for: request.actor)
        if team(made.id) != nil { throw Failure(.alreadyExists, "id taken") }
        teams.append(made)
        return .with { $0.team = made }
    }

    /// A work team has a level and nothing else, a monitoring team has sub-groups with grants between them.
    private func requireShape(of team: Team) throws(Failure) {
        try requireGiven(team.kind)
        if team.kind == .work {
            try requireLevel(team.level, among: ReferenceModel.levelsInTeams)
            if !team.subgroups.isEmpty || !team.grants.isEmpty {
                throw Failure(.invalidArgument, "a work team has no sub-groups")
            }
            return
        }
        if team.level != .unspecified { throw Failure(.invalidArgument, "a monitoring team has no level") }
        try requireCount(team.subgroups.count, most: 32)
        try requireCount(team.grants.count, most: 1024)
        for (place, subgroup) in team.subgroups.enumerated() {
            try requireText(subgroup, upTo: 64)
            if team.subgroups[..<place].contains(subgroup) { throw Failure(.invalidArgument, "twice") }
        }
        for (place, grant) in team.grants.enumerated() {
            if !team.subgroups.contains(grant.viewerSubgroup) || !team.subgroups.contains(grant.ownerSubgroup)
            {
                throw Failure(.invalidArgument, "no such sub-group")
            }
            try requireLevel(grant.level, among: ReferenceModel.levelsInTeams)
            let isTwice = team.grants[..<place].contains {
                $0.viewerSubgroup == grant.viewerSubgroup && $0.ownerSubgroup == grant.ownerSubgroup
            }
            if isTwice { throw Failure(.invalidArgument, "twice") }
        }
    }

    mutating func updateTeam(_ request: UpdateTeamRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        if let name = request.name { try requireName(name) }
        if let level = request.level { try requireLevel(level, among: ReferenceModel.levelsInTeams) }
        let before = try requireTeam(request.id)
        var after = before
        if let name = request.name { after.name = name }
        if let level = request.level { after.level = level }
        if let subgroups = request.subgroups { after.subgroups = subgroups.values }
        if let grants = request.grants { after.grants = grants.values }
        try requireActor(request.actor, "team.manage", in: before.organization)
        // What fits depends on the team's kind.
        try requireShape(of: after)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.organization, for: request.actor)
        let inUse = before.members.compactMap(\.subgroup)
        if inUse.contains(where: { !after.subgroups.contains($0) }) {
            throw .failedPrecondition("members are in it", state: "subgroup-in-use")
        }
        if isSame(before, after) { return .with { $0.team = before } }
        return .with { $0.team = put(after) }
    }

    mutating func deleteTeam(_ request: DeleteTeamRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.id)
        let team = try requireTeam(request.id)
        try requireActor(request.actor, "team.manage", in: team.organization)
        try requireVersion(request.expectedVersion, team.version)
        try requireInService(team.organization, for: request.actor)
        // Else an integration for this team alone would be for everyone.
        if integrations.contains(where: { $0.teams.contains(team.id) }) {
            throw .failedPrecondition("an integration is for it", state: "in-audience")
        }
        teams.removeAll { $0.id == team.id }
        return .with { $0.team = team }
    }

    /// Puts a team in the place of what it was, with the next version.
    private mutating func put(_ team: Team) -> Team {
        var team = team
        team.version += 1
        team.members.sort { $0.user < $1.user }
        team.memberCount = Int32(team.members.count)
        teams.removeAll { $0.id == team.id }
        teams.append(team)
        return team
    }
}

// MARK: - Members

extension ReferenceModel {
    mutating func addTeamMembers(_ request: AddTeamMembersRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.team)
        try requireEachOnce(request.members.map(\.user))
        var team = try requireTeam(request.team)
        try requireActor(request.actor, "team.manage", in: team.organization)
        var newcomers: [TeamMember] = []
        for member in request.members {
            if user(member.user)?.organization != team.organization {
                throw Failure(.notFound, "no such user in the organization")
            }
            newcomers.append(try placed(member, in: team))
        }
        try requireVersion(request.expectedVersion, team.version)
        try requireInService(team.organization, for: request.actor)
        if newcomers.contains(where: { isMember($0.user, of: team) }) {
            throw Failure(.alreadyExists, "in the team already")
        }
        try requireCount(team.members.count + newcomers.count, most: 10_000)
        team.members += newcomers
        return .with { $0.team = put(team) }
    }

    /// A member as it begins: in a sub-group of a monitoring team, hiding all.
    private func placed(_ member: TeamMember, in team: Team) throws(Failure) -> TeamMember {
        let subgroup = member.subgroup ?? ""
        if team.kind == .work && !subgroup.isEmpty {
            throw Failure(.invalidArgument, "a work team has no sub-groups")
        }
        if team.kind == .monitoring && !team.subgroups.contains(subgroup) {
            throw Failure(.invalidArgument, "no such sub-group")
        }
        return .with {
            $0.user = member.user
            $0.subgroup = team.kind == .monitoring ? subgroup : nil
            $0.privacy = .hideAll
        }
    }

    private func requireEachOnce(_ users: [String]) throws(Failure) {
        if users.isEmpty { throw Failure(.invalidArgument, "nobody") }
        try requireCount(users.count, most: 10_000)
        for (place, user) in users.enumerated() {
            try requireID(user)
            if users[..<place].contains(user) { throw Failure(.invalidArgument, "named twice") }
        }
    }

    mutating func removeTeamMembers(_ request: RemoveTeamMembersRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.team)
        try requireEachOnce(request.users)
        var team = try requireTeam(request.team)
        try requireActor(request.actor, "team.manage", in: team.organization)
        if request.users.contains(where: { !isMember($0, of: team) }) {
            throw Failure(.notFound, "not in the team")
        }
        try requireVersion(request.expectedVersion, team.version)
        try requireInService(team.organization, for: request.actor)
        team.members.removeAll { request.users.contains($0.user) }
        return .with { $0.team = put(team) }
    }

    /// What a member shows the team, set by the enterprise administrator in either mode.
    mutating func setTeamPrivacy(_ request: SetTeamPrivacyRequest) throws(Failure) -> TeamReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.team)
        try requireID(request.user)
        try requireGiven(request.privacy)
        let before = try requireTeam(request.team)
        try requireActor(request.actor, "team-privacy.manage", in: before.organization)
        guard let place = before.members.firstIndex(where: { $0.user == request.user }) else {
            throw Failure(.notFound, "not in the team")
        }
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(before.organization, for: request.actor)
        var after = before
        after.members[place].privacy = request.privacy
        if after == before { return .with { $0.team = before } }
        return .with { $0.team = put(after) }
    }
}
