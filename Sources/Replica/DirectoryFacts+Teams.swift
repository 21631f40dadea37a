// Who is in which team is kept by person, because the question will be "which teams do these two share": two
// short sorted chains are merged. Deleting a team therefore does not visit its members; their links point at
// a record that no longer exists, are passed over when read and freed when the person's chain is next
// changed.

import EntenteProtocol

extension DirectoryFacts {
    /// What is known of a team, or nil.
    func team(_ id: String) -> TeamRecord? {
        let number = teams.find(id)
        guard number != Identifier.none else { return nil }
        let team = teamRecords[teams[number]]
        return team.exists ? team : nil
    }

    /// What a user shows to a team they are a member of; nil for who is none.
    func privacy(of user: UInt32, in team: String) -> Privacy? {
        let number = teams.find(team)
        guard number != Identifier.none else { return nil }
        let record = teams[number]
        guard teamRecords[record].exists else { return nil }
        var link = users[user].membership
        while link != Identifier.none {
            let membership = memberships[link]
            if membership.team == record { return membership.privacy }
            link = membership.next
        }
        return nil
    }

    /// Takes over a team as it now is, without its members.
    mutating func apply(_ team: Team) {
        guard let organization = internOrganization(team.organization), let record = internTeam(team.id)
        else {
            return
        }
        teamRecords[record] = TeamRecord(
            organization: organization, kind: team.kind, level: team.level, exists: true)
        touch(organization)
    }

    /// Forgets a team and who was in it.
    mutating func delete(team id: String) {
        let number = teams.find(id)
        guard number != Identifier.none else { return }
        let record = teams[number]
        guard teamRecords[record].exists else { return }
        touch(teamRecords[record].organization)
        teamRecords[record].exists = false
        teams[number] = teamRecords.append(.none)
    }

    /// Takes over a membership as it now is.
    mutating func apply(_ membership: Membership) {
        guard let user = internUser(membership.user), let team = internTeam(membership.team) else { return }
        unlink(team, from: user)
        link(team, to: user, membership.privacy)
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
        if teams[number] == Identifier.none { teams[number] = teamRecords.append(.none) }
        return teams[number]
    }

    /// Whether the record stands for no team any more, so that links to it may go.
    private func isGone(_ team: UInt32) -> Bool {
        !teamRecords[team].exists && teamRecords[team].organization != TeamRecord.none.organization
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

    /// Puts a link to `team` where it belongs in the user's chain, which has none.
    private mutating func link(_ team: UInt32, to user: UInt32, _ privacy: Privacy) {
        var previous = Identifier.none
        var next = users[user].membership
        while next != Identifier.none, memberships[next].team < team {
            previous = next
            next = memberships[next].next
        }
        let record = MembershipRecord(team: team, next: next, privacy: privacy)
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
    /// A team that nothing is known of.
    static let none = TeamRecord(
        organization: OrganizationIndex(number: Identifier.none), kind: .unspecified,
        level: .unspecified,
        exists: false)
}
