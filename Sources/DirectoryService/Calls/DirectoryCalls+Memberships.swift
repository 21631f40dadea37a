// Who is in a team, and what they show it. The team's version covers its members: whoever adds or removes
// some may name the version they looked at. What a team looks like from within, who is in it included, is
// told to those only who may manage it: that they may is looked at first.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerMembershipCalls(on source: Source) {
        source.command(AddTeamMembersRequest.self) { try addTeamMembers($0, $1) }
        source.command(RemoveTeamMembersRequest.self) { try removeTeamMembers($0, $1) }
        source.command(SetTeamPrivacyRequest.self) { try setTeamPrivacy($0, $1) }
    }

    // MARK: adding

    private func addTeamMembers(_ request: AddTeamMembersRequest, _ turn: CommandTurn) throws -> TeamReply {
        try check(
            request.expectedVersion, request.team, request.members.map(\.user), named: "members",
            place: { "members[\($0)].user" })
        let team = try team(request.team, "team", for: turn.context.token)
        let organization = try home(team.organization)
        let actor = try actor(request.actor)
        try actor.require(.teamManage, in: organization)
        let memberships = try memberships(of: request.members, in: team)
        try requireVersion(request.expectedVersion, of: team.version, "team \(quoted(team.id))")
        try actor.requireInService(organization)
        for (index, membership) in memberships.enumerated() {
            guard try store.membership(of: membership.user, in: team.id) == nil else {
                throw Failure.alreadyExists(
                    "field `members[\(index)].user`: \(quoted(membership.user)) is in the team already")
            }
        }
        try requireRoom(for: memberships.count, in: team)
        let record = Record(turn)
        for membership in memberships {
            try store.insert(membership)
            record.membership(from: nil, to: membership, in: team)
        }
        return try whole(move(team, by: memberships.count, record))
    }

    private func check(
        _ expectedVersion: Int64, _ team: String, _ users: [String], named field: String,
        place: (Int) -> String
    ) throws(Failure) {
        try Fields.checkExpectedVersion(expectedVersion)
        try Fields.checkID(team, "team")
        guard !users.isEmpty else { throw .invalidArgument("field `\(field)`: must not be empty") }
        try Fields.checkCount(users.count, field, most: Limits.batchCount)
        var seen: Set<String> = []
        for (index, user) in users.enumerated() {
            try Fields.checkID(user, place(index))
            guard seen.insert(user).inserted else {
                throw .invalidArgument("field `\(place(index))`: \(quoted(user)) is named twice")
            }
        }
    }

    /// What members become, each of the team's own organization.
    private func memberships(of members: [TeamMember], in team: Team) throws -> [Membership] {
        var memberships: [Membership] = []
        memberships.reserveCapacity(members.count)
        for (index, member) in members.enumerated() {
            guard try store.organization(ofUser: member.user) == team.organization else {
                throw Failure.notFound(
                    "field `members[\(index)].user`: organization \(quoted(team.organization)) "
                        + "has no user \(quoted(member.user))")
            }
            var membership = Membership()
            membership.team = team.id
            membership.user = member.user
            membership.subgroup = try subgroup(of: member, in: team, "members[\(index)].subgroup")
            membership.privacy = .hideAll
            memberships.append(membership)
        }
        return memberships
    }

    /// Where in the team a member is, spelled as the team spells it; empty in a work team.
    private func subgroup(of member: TeamMember, in team: Team, _ field: String) throws(Failure) -> String {
        let wanted = member.subgroup ?? ""
        if team.kind == .work {
            guard wanted.isEmpty else {
                throw .invalidArgument("field `\(field)`: work team \(quoted(team.id)) has no sub-groups")
            }
            return ""
        }
        guard let known = team.subgroups.first(where: { $0 == wanted }) else {
            let names = team.subgroups.map { quoted($0) }.joined(separator: ", ")
            throw .invalidArgument(
                "field `\(field)`: \(quoted(wanted)) is none of the team's sub-groups: \(names)")
        }
        return known
    }

    private func requireRoom(for count: Int, in team: Team) throws(Failure) {
        let total = Int(team.memberCount) + count
        guard total <= Limits.batchCount else {
            throw .invalidArgument(
                "field `members`: team \(quoted(team.id)) would have \(total); at most \(Limits.batchCount)")
        }
    }

    // MARK: removing

    private func removeTeamMembers(_ request: RemoveTeamMembersRequest, _ turn: CommandTurn) throws
        -> TeamReply
    {
        try check(
            request.expectedVersion, request.team, request.users, named: "users", place: { "users[\($0)]" })
        let team = try team(request.team, "team", for: turn.context.token)
        let organization = try home(team.organization)
        let actor = try actor(request.actor)
        try actor.require(.teamManage, in: organization)
        var memberships: [Membership] = []
        for (index, user) in request.users.enumerated() {
            memberships.append(try membership(of: user, in: team, "users[\(index)]"))
        }
        try requireVersion(request.expectedVersion, of: team.version, "team \(quoted(team.id))")
        try actor.requireInService(organization)
        let record = Record(turn)
        for membership in memberships {
            try store.delete(membership)
            record.membershipDeleted(membership, in: team)
        }
        return try whole(move(team, by: -memberships.count, record))
    }

    private func membership(of user: String, in team: Team, _ field: String) throws -> Membership {
        guard let membership = try store.membership(of: user, in: team.id) else {
            throw Failure.notFound("field `\(field)`: \(quoted(user)) is not in team \(quoted(team.id))")
        }
        return membership
    }

    // MARK: privacy

    private func setTeamPrivacy(_ request: SetTeamPrivacyRequest, _ turn: CommandTurn) throws -> TeamReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.team, "team")
        try Fields.checkID(request.user, "user")
        try Fields.checkGiven(request.privacy, "privacy")
        let team = try team(request.team, "team", for: turn.context.token)
        let organization = try home(team.organization)
        let actor = try actor(request.actor)
        try actor.require(.teamPrivacyManage, in: organization)
        let before = try membership(of: request.user, in: team, "user")
        try requireVersion(request.expectedVersion, of: team.version, "team \(quoted(team.id))")
        try actor.requireInService(organization)
        guard before.privacy != request.privacy else { return try whole(team) }
        var after = before
        after.privacy = request.privacy
        try store.update(after)
        let record = Record(turn)
        record.membership(from: before, to: after, in: team)
        return try whole(move(team, by: 0, record))
    }

    /// Gives a team the version that follows a change of its members, of whom there are `difference` more.
    private func move(_ team: Team, by difference: Int, _ record: Record) throws(DatabaseProblem) -> Team {
        var team = team
        team.memberCount += Int32(difference)
        team.version += 1
        try store.updateRow(of: team)
        record.teamMoved(team)
        return team
    }
}
