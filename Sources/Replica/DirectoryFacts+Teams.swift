// Who is in which team is kept by person, because the question is "which teams do these two share": two
// short sorted chains are merged. Deleting a team therefore does not visit its members; their links point at
// a record that no longer exists, are passed over when read and freed when the person's chain is next
// changed.

import EntenteProtocol
import PlantedBugs

extension DirectoryFacts {
    /// What is known of a team, or nil.
    func team(_ id: String) -> TeamRecord? {
        let number = teams.find(id)
        guard number != Identifier.none, teams[number] != Identifier.none else { return nil }
        let team = teamRecords[teams[number]]
        return team.exists ? team : nil
    }

    /// A user's place in the team with this id; nil for who is no member, or where there is no team.
    func membership(of user: UInt32, inTeam id: String) -> MembershipRecord? {
        let number = teams.find(id)
        return number == Identifier.none ? nil : membership(of: user, inTeam: number)
    }

    /// A user's place in the team with this number of its id.
    func membership(of user: UInt32, inTeam id: UInt32) -> MembershipRecord? {
        let record = teams[id]
        guard record != Identifier.none, counts(teamRecords[record], for: users[user]) else { return nil }
        var link = users[user].membership
        while link != Identifier.none {
            let membership = memberships[link]
            if membership.team == record { return membership }
            link = membership.next
        }
        return nil
    }

    /// Whether a place in a team makes a user its member: teams are for people of their own organization.
    @inline(__always)
    private func counts(_ team: TeamRecord, for user: UserRecord) -> Bool {
        team.exists && team.organization == user.organization
    }

    /// Hands every team that both are members of to `body`, with the place of each in it.
    @inline(__always)
    func forEachSharedTeam(
        _ one: UInt32, _ other: UInt32, _ body: (TeamRecord, MembershipRecord, MembershipRecord) -> Void
    ) {
        let user = users[one]
        guard user.organization == users[other].organization else { return }
        var first = user.membership
        var second = users[other].membership
        while first != Identifier.none, second != Identifier.none {
            let (mine, theirs) = (memberships[first], memberships[second])
            if mine.team == theirs.team, counts(teamRecords[mine.team], for: user) {
                body(teamRecords[mine.team], mine, theirs)
            }
            if mine.team <= theirs.team { first = mine.next }
            if theirs.team <= mine.team { second = theirs.next }
        }
    }

    /// Takes over a team as it now is, without its members.
    mutating func apply(_ team: Team) {
        guard let organization = internOrganization(team.organization), let number = internTeam(team.id)
        else {
            return
        }
        let granted = granted(team)
        let old = teamRecords[number]
        var record = old
        record.organization = organization
        record.kind = team.kind
        record.level = team.level
        record.exists = true
        // A new name or a member more decides nothing about others.
        guard record != old || !grants.holds(old.grants, granted) else { return }
        grants.release(old.grants)
        record.grants = grants.keep(granted)
        teamRecords[number] = record
        if isPlanted("a team's level leaves the stamps") { return }
        if old.exists { touch(old.organization) }
        touch(organization)
    }

    /// A team's grants as they are kept.
    private mutating func granted(_ team: Team) -> [GrantRecord] {
        guard team.kind == .monitoring else { return [] }
        var granted: [GrantRecord] = []
        for grant in team.grants {
            let viewer = internSubgroup(grant.viewerSubgroup)
            let owner = internSubgroup(grant.ownerSubgroup)
            guard viewer != Identifier.none, owner != Identifier.none else { continue }
            granted.append(GrantRecord(viewer: viewer, owner: owner, level: grant.level))
        }
        return granted.sorted { ($0.pair, $0.level) < ($1.pair, $1.level) }
    }

    /// The number of a sub-group's name; none for what cannot be one.
    private mutating func internSubgroup(_ name: String) -> UInt32 { subgroups.intern(name, new: 0) }

    /// Forgets a team and who was in it.
    mutating func delete(team id: String) {
        let number = teams.find(id)
        guard number != Identifier.none, teams[number] != Identifier.none else { return }
        let record = teams[number]
        guard teamRecords[record].exists else { return }
        touch(teamRecords[record].organization)
        grants.release(teamRecords[record].grants)
        teamRecords[record].grants = Identifier.none
        teamRecords[record].exists = isPlanted("a deleted team goes on in the replica")
        teams[number] = teamRecords.append(.named(number))
    }

    /// Takes over a membership as it now is.
    mutating func apply(_ membership: Membership) {
        guard let user = internUser(membership.user), let team = internTeam(membership.team) else { return }
        unlink(team, from: user)
        let subgroup = internSubgroup(membership.subgroup)
        link(
            MembershipRecord(
                team: team, next: Identifier.none, subgroup: subgroup, privacy: membership.privacy), to: user)
        if isPlanted("a new member leaves their stamp") { return }
        users[user].stamp &+= 1
    }

    /// Forgets a membership.
    mutating func delete(_ key: MembershipKey) {
        guard let user = internUser(key.user), let team = internTeam(key.team) else { return }
        unlink(team, from: user)
        users[user].stamp &+= 1
    }

    private mutating func internTeam(_ id: String) -> UInt32? {
        let number = teams.intern(id, new: Identifier.none)
        guard number != Identifier.none else { return nil }
        if teams[number] == Identifier.none { teams[number] = teamRecords.append(.named(number)) }
        return teams[number]
    }

    /// Whether the record stands for no team any more, so that links to it may go.
    private func isGone(_ team: UInt32) -> Bool {
        !teamRecords[team].exists && teamRecords[team].organization.number != Identifier.none
    }

    /// Takes the link to `team`, and those to teams that are gone, out of the user's chain.
    private mutating func unlink(_ team: UInt32, from user: UInt32) {
        var previous = Identifier.none
        var link = users[user].membership
        while link != Identifier.none {
            let next = memberships[link].next
            if memberships[link].team == team || isGone(memberships[link].team) {
                connect(previous, of: user, to: next)
                memberships[link].next = freeMembership
                freeMembership = link
            } else {
                previous = link
            }
            link = next
        }
    }

    /// Puts a link to a team where it belongs in the user's chain, which has none.
    private mutating func link(_ membership: MembershipRecord, to user: UInt32) {
        var previous = Identifier.none
        var next = users[user].membership
        while next != Identifier.none, memberships[next].team < membership.team {
            previous = next
            next = memberships[next].next
        }
        var record = membership
        record.next = next
        var link = freeMembership
        if link == Identifier.none {
            link = memberships.append(record)
        } else {
            freeMembership = memberships[link].next
            memberships[link] = record
        }
        connect(previous, of: user, to: link)
    }

    private mutating func connect(_ previous: UInt32, of user: UInt32, to link: UInt32) {
        if previous == Identifier.none {
            users[user].membership = link
        } else {
            memberships[previous].next = link
        }
    }
}

extension TeamRecord {
    /// A team of which only the id was seen.
    fileprivate static func named(_ id: UInt32) -> TeamRecord {
        TeamRecord(
            id: id, organization: OrganizationIndex(number: Identifier.none), grants: Identifier.none,
            kind: .unspecified, level: .unspecified, exists: false)
    }
}
