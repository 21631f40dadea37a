// Finding people by the beginning of their name or address: in one's own organization and in those with which
// there is a partnership in force. The lists are merged as far as they are needed and no further: a beginning
// that half a million people share costs what the first page of them costs. How much is looked at is bounded
// whatever is asked, because a name may be shared by a hundred thousand who all block the one who searches;
// what was left out is said.

import EntenteProtocol
import PlantedBugs
import Replica
import Rules

/// How much one search may look at.
package struct DiscoveryLimits: Sendable {
    /// People whose name fits: some 300 ns each, mostly waiting for memory.
    package var candidateMaximum = 1_000
    /// People of one's own organization whose address fits and whose name does not.
    package var emailMaximum = 500
    /// Partners looked into one by one.
    package var partnerMaximum = 200
    /// People looked at in the time that one partner takes.
    package var partnerWeight = 8

    /// The bounds as documented.
    package init() {}
}

/// Somebody who was found.
package struct FoundUser: Equatable, Sendable {
    /// Who.
    package let user: UserIndex
    /// Whether the one who searches may read their e-mail address.
    package let showsEmail: Bool
}

/// What a search found, and what it took.
package struct Discovery: Sendable {
    /// By name without case, then by id.
    package private(set) var users: [FoundUser] = []
    /// Whether there may be more than these.
    package private(set) var truncated = false
    /// How many people were looked at.
    package private(set) var candidateCount = 0
    /// How many partners were looked into one by one.
    package private(set) var partnerCount = 0

    /// Nobody, and nothing looked at.
    package init() {}
}

extension Engine {
    /// Finds people that a viewer may find.
    ///
    /// - Parameters:
    ///   - viewer: who searches; a known user. Who is deactivated, or of a suspended organization, finds
    ///     nobody.
    ///   - prefix: what the name begins with, or the address where the viewer may read it; case aside.
    ///   - limit: the most people to find, at least 1.
    ///   - now: the wall clock, in milliseconds since 1970.
    package func discover(
        viewer: UserIndex, prefix: String, limit: Int, now: Int64, limits: DiscoveryLimits = .init()
    ) -> Discovery {
        let record = replica[viewer]
        guard !record.flags.isDeactivated, !replica[record.organization].flags.isSuspended else {
            return Discovery()
        }
        let search = Search(
            replica: replica, viewer: viewer, organization: record.organization,
            prefix: FoldedPrefix(prefix), now: now, limits: limits)
        return Discovery(search, limit: limit)
    }
}

/// What is searched, and for whom.
private struct Search {
    let replica: Replica
    let viewer: UserIndex
    let organization: OrganizationIndex
    let prefix: FoldedPrefix
    let now: Int64
    let limits: DiscoveryLimits

    func isVisible(_ user: UserIndex) -> Bool {
        guard user != viewer else { return false }
        if isPlanted("who was blocked is not found") { return !replica.isBlocked(user, toward: viewer) }
        return !replica.isBlocked(viewer, toward: user)
    }

    func mayReadEmail(of user: UserIndex) -> Bool {
        let right = Right.contactReadEmail
        let organization = replica[user].organization
        return PersonGate.right(
            right, level: replica.level(of: viewer, toward: user),
            minimum: replica.minimum(right, of: organization),
            sameOrganization: organization == self.organization
        ).verdict == .allow
    }

    /// Whether the viewer finds people of this organization.
    func isOpen(_ other: OrganizationIndex) -> Bool {
        if other == organization { return true }
        return !replica[other].flags.isSuspended && replica.arePartners(organization, other, now: now)
    }
}

extension Discovery {
    fileprivate init(_ search: Search, limit: Int) {
        let byEmail = findByEmail(search)
        let byName = findByName(search, most: limit + 1)
        var rest = byEmail[...]
        var found: [UserIndex] = []
        for user in byName {
            while let first = rest.first, search.replica.isBefore(first, user) {
                found.append(rest.removeFirst())
            }
            found.append(user)
        }
        found += rest
        if found.count > limit { truncated = true }
        users = found.prefix(limit).map { FoundUser(user: $0, showsEmail: search.mayReadEmail(of: $0)) }
    }

    // MARK: by address

    /// People of one's own organization whose address begins so, and whose name does not.
    private mutating func findByEmail(_ search: Search) -> [UserIndex] {
        guard !search.prefix.isEmpty else { return [] }
        let replica = search.replica
        var cursor = replica.emails(from: search.prefix, of: search.organization)
        var found: [UserIndex] = []
        var count = 0
        while let user = cursor.next(), replica.email(of: user, beginsWith: search.prefix) {
            guard count < search.limits.emailMaximum else {
                truncated = true
                break
            }
            count += 1
            if !replica.name(of: user, beginsWith: search.prefix), search.isVisible(user),
                search.mayReadEmail(of: user) || isPlanted("addresses are matched that are not shown")
            {
                found.append(user)
            }
        }
        candidateCount += count
        return found.sorted(by: replica.isBefore)
    }

    // MARK: by name

    /// The first `most` people whose name begins so.
    private mutating func findByName(_ search: Search, most: Int) -> [UserIndex] {
        let partners = search.replica.partnerCount(of: search.organization)
        guard partners > 0 else { return findAmongPartners(search, 0, most: most) }
        // Looking into a partner's list takes as long as looking at some people: where few bear such a name
        // in the whole cluster, it is they who are looked at.
        let few = min(search.limits.candidateMaximum, search.limits.partnerWeight * (partners + 1))
        let count = search.replica.nameCount(search.prefix, most: few + 1)
        return count <= few
            ? findAmongAll(search, count, most: most) : findAmongPartners(search, partners, most: most)
    }

    /// Looks at everybody in the cluster whose name begins so, of whom there are `count`.
    private mutating func findAmongAll(_ search: Search, _ count: Int, most: Int) -> [UserIndex] {
        var cursor = search.replica.names(from: search.prefix)
        var found: [UserIndex] = []
        for _ in 0..<count {
            guard found.count < most, let user = cursor.next() else { break }
            candidateCount += 1
            if search.isOpen(search.replica[user].organization), search.isVisible(user) {
                found.append(user)
            }
        }
        return found
    }

    /// Merges the lists of one's own organization and of the partners.
    private mutating func findAmongPartners(
        _ search: Search, _ partners: Int, most: Int
    ) -> [UserIndex] {
        var merge = NameMerge(search.replica, search.prefix)
        merge.add(search.organization)
        for place in 0..<partners {
            guard partnerCount < search.limits.partnerMaximum else {
                truncated = true
                break
            }
            partnerCount += 1
            guard let partner = search.replica.partner(place, of: search.organization, now: search.now),
                !search.replica[partner].flags.isSuspended
            else { continue }
            merge.add(partner)
        }
        var found: [UserIndex] = []
        var count = 0
        while found.count < most, let user = merge.first {
            guard count < search.limits.candidateMaximum else {
                truncated = true
                break
            }
            count += 1
            merge.advance()
            if search.isVisible(user) { found.append(user) }
        }
        candidateCount += count
        return found
    }
}

/// The people of several organizations whose names begin alike, as one list in order.
private struct NameMerge {
    /// The rest of one organization's list, and who is next in it.
    private struct Rest {
        var user: UserIndex
        var key: UInt64
        var cursor: PeopleCursor
    }

    private let replica: Replica
    private let prefix: FoldedPrefix
    /// A heap: none comes before the one at half its place.
    private var rests: [Rest] = []

    init(_ replica: Replica, _ prefix: FoldedPrefix) {
        self.replica = replica
        self.prefix = prefix
    }

    /// Adds an organization's people.
    mutating func add(_ organization: OrganizationIndex) {
        guard let rest = next(of: replica.names(from: prefix, of: organization)) else { return }
        rests.append(rest)
        var place = rests.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            rests.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Who comes first of all that are left.
    var first: UserIndex? { rests.first?.user }

    /// Goes on to the next.
    mutating func advance() {
        if let rest = next(of: rests[0].cursor) {
            rests[0] = rest
        } else {
            rests.swapAt(0, rests.count - 1)
            rests.removeLast()
        }
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < rests.count {
                if isBefore(child, least) { least = child }
            }
            if least == place { return }
            rests.swapAt(place, least)
            place = least
        }
    }

    private func next(of cursor: PeopleCursor) -> Rest? {
        var cursor = cursor
        guard let user = cursor.next(), replica.name(of: user, beginsWith: prefix) else { return nil }
        return Rest(user: user, key: replica.nameKey(of: user), cursor: cursor)
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (rests[one], rests[other])
        return left.key == right.key ? replica.isBefore(left.user, right.user) : left.key < right.key
    }
}
