// A cluster's people as a table, and a second statement of who sees what: as sets of people, where the rules
// go row by row.

import EntenteProtocol
import Rules

/// People and teams as a test writes them down.
struct ContentTable: ContentWorld {
    /// Somebody.
    struct Person: Equatable {
        var id: String
        var organization: String
        var role = Role.member
        var deactivated = false
        var privacy = Privacy.showAll
    }

    var people: [String: Person] = [:]
    /// Per team what its members show it.
    var teams: [String: [String: Privacy]] = [:]
    var suspended: Set<String> = []
    var synced: [String: SyncedSettings] = [:]

    mutating func add(
        _ id: String, of organization: String = "acme", _ role: Role = .member, deactivated: Bool = false,
        privacy: Privacy = .showAll
    ) {
        people[id] = Person(
            id: id, organization: organization, role: role, deactivated: deactivated, privacy: privacy)
    }

    func person(_ id: String) -> Person? { people[id] }
    func organization(of person: Person) -> String { person.organization }
    func standing(of person: Person) -> PersonStanding {
        PersonStanding(
            deactivated: person.deactivated, organizationSuspended: suspended.contains(person.organization))
    }
    func role(of person: Person) -> Role { person.role }
    func privacy(of person: Person) -> Privacy { person.privacy }
    func isMember(_ person: Person, ofTeam id: String) -> Bool { teams[id]?[person.id] != nil }
    func sharesTeam(_ person: Person, _ other: Person) -> Bool {
        teams.values.contains { $0[person.id] != nil && $0[other.id] != nil }
    }
    func privacy(of person: Person, inTeamsWith viewer: Person) -> Privacy? {
        teams.values.filter { $0[viewer.id] != nil }.compactMap { $0[person.id] }.max()
    }
    func syncedSettings(of organization: String) -> SyncedSettings {
        synced[organization] ?? SyncedSettings(mode: .everyone, mailBodies: true, privateMeetings: true)
    }

    func ruling(_ viewer: String, _ item: ContentItem) -> ContentRuling {
        ContentRules.ruling(viewer: viewer, item: item, in: self)
    }
}

/// Who sees what, said once more.
struct NaiveContent {
    let world: ContentTable

    /// What somebody sees of an item.
    func disclosure(_ viewer: String, _ item: ContentItem) -> Disclosure {
        guard let person = world.people[viewer], !person.deactivated,
            !world.suspended.contains(person.organization)
        else { return .none }
        if item.contentType == .syncedMail || item.contentType == .syncedMeeting {
            return synced(person, item)
        }
        return seers(of: item).contains(viewer) ? .full : .none
    }

    /// The role of somebody who sees a list.
    func role(_ viewer: String, _ item: ContentItem) -> ListRole? {
        guard item.contentType == .list, disclosure(viewer, item) != .none else { return nil }
        var roles = item.grants.filter { grant in
            grant.user == viewer || members(grant.team.map { [$0] } ?? []).contains(viewer)
        }.map(\.role)
        if item.author == viewer || world.people[viewer]?.role == .enterpriseAdmin { roles.append(.owner) }
        var bare = item
        bare.grants = []
        if seers(of: bare).contains(viewer) { roles.append(.viewer) }
        return roles.max()
    }

    /// Everybody who sees an item that is not synced, the barred among them.
    private func seers(of item: ContentItem) -> Set<String> {
        guard let author = item.author.flatMap({ world.people[$0] }) else { return [] }
        let house = Set(world.people.values.filter { $0.organization == author.organization }.map(\.id))
        var seers: Set<String> = [author.id]
        switch item.sharing {
        case .everyone: seers = house
        case .teamsAndUsers: seers.formUnion(item.users + members(item.teams))
        default: seers.formUnion(besides(item, author, house))
        }
        if item.contentType == .list {
            seers.formUnion(world.people.values.filter { $0.role == .enterpriseAdmin }.map(\.id))
            seers.formUnion(item.grants.compactMap(\.user))
            seers.formUnion(members(item.grants.compactMap(\.team)))
        }
        if hasLost(author, item, house) { seers.remove(author.id) }
        return seers.intersection(house)
    }

    private func besides(
        _ item: ContentItem, _ author: ContentTable.Person, _ house: Set<String>
    ) -> [String] {
        switch item.contentType {
        case .meetingNote, .loggedInteraction: item.participants
        case .reminder: item.assignee.map { [$0] } ?? []
        default: []
        }
    }

    private func hasLost(
        _ author: ContentTable.Person, _ item: ContentItem, _ house: Set<String>
    ) -> Bool {
        guard item.contentType == .meetingNote, item.sharing == nil || item.sharing == .onlyYou,
            world.syncedSettings(of: author.organization).mode == .teamsOnly,
            !item.participants.contains(author.id)
        else { return false }
        let mates = world.teams.values.filter { $0.keys.contains(author.id) }.flatMap(\.keys)
        return house.intersection(mates).isDisjoint(with: item.participants)
    }

    private func members(_ teams: [String]) -> [String] {
        teams.flatMap { world.teams[$0].map { Array($0.keys) } ?? [] }
    }

    private func synced(_ viewer: ContentTable.Person, _ item: ContentItem) -> Disclosure {
        let settings = world.syncedSettings(of: viewer.organization)
        let present = world.people.values.filter {
            $0.organization == viewer.organization && item.participants.contains($0.id)
        }
        let shows: [Privacy: Disclosure] = [.hideAll: .metadata, .subjectsOnly: .subject, .showAll: .full]
        var shown: [Disclosure] = [.none]
        if settings.mode == .everyone { shown += present.compactMap { shows[$0.privacy] } }
        if settings.mode == .teamsOnly {
            for team in world.teams.values where team[viewer.id] != nil {
                shown += present.compactMap { team[$0.id] }.compactMap { shows[$0] }
            }
        }
        if present.contains(viewer) { shown.append(.full) }
        var most = shown.max() ?? .none
        if item.contentType == .syncedMail, !settings.mailBodies { most = min(most, .subject) }
        if item.contentType == .syncedMeeting, item.private == true, !settings.privateMeetings {
            most = .none
        }
        return most
    }
}
