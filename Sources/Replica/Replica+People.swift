// Finding people, for whoever holds the read lock. What is found here says nothing yet about who may see it.

import EntenteProtocol
import Rules

/// People in order of their names or addresses, from some place on.
///
/// Good until the replica is changed.
package struct PeopleCursor: BitwiseCopyable {
    private let list: SortedNumbers
    private var place: SortedNumbers.Place

    init(_ list: SortedNumbers, at place: SortedNumbers.Place) {
        self.list = list
        self.place = place
    }

    /// The next one in order, or nil.
    package mutating func next() -> UserIndex? {
        guard let number = list.number(at: &place) else { return nil }
        place.offset += 1
        return UserIndex(number: number)
    }
}

extension Replica {
    /// What a user is called.
    package func name(of user: UserIndex) -> String {
        let text = directory.pointee.users[user.number].text
        return text == Identifier.none
            ? "" : String(decoding: directory.pointee.people.texts.name(text), as: UTF8.self)
    }

    /// A user's e-mail address.
    package func email(of user: UserIndex) -> String {
        let text = directory.pointee.users[user.number].text
        return text == Identifier.none ? "" : directory.pointee.people.texts.email(text)
    }

    /// Whether a user's name begins so, case aside.
    package func name(of user: UserIndex, beginsWith prefix: FoldedPrefix) -> Bool {
        prefix.order(directory.pointee.text(user.number, .name)) == 0
    }

    /// Whether a user's e-mail address begins so, case aside.
    package func email(of user: UserIndex, beginsWith prefix: FoldedPrefix) -> Bool {
        prefix.order(directory.pointee.text(user.number, .email)) == 0
    }

    /// The first letters of a user's name as it is compared; those that are equal say nothing.
    package func nameKey(of user: UserIndex) -> UInt64 {
        directory.pointee.text(user.number, .name).word(at: 0)
    }

    /// Whether one user comes before another, by name without case, then by id.
    package func isBefore(_ one: UserIndex, _ other: UserIndex) -> Bool {
        directory.pointee.precedes(one.number, other.number, .name)
    }

    /// An organization's active people by name, from the first on whose name begins so.
    package func names(from prefix: FoldedPrefix, of organization: OrganizationIndex) -> PeopleCursor {
        let list = directory.pointee.peopleLists(of: organization).names
        return PeopleCursor(list, at: directory.pointee.start(of: prefix, in: list, .name))
    }

    /// An organization's active people by e-mail address, from the first on whose address begins so.
    package func emails(from prefix: FoldedPrefix, of organization: OrganizationIndex) -> PeopleCursor {
        let list = directory.pointee.peopleLists(of: organization).emails
        return PeopleCursor(list, at: directory.pointee.start(of: prefix, in: list, .email))
    }

    /// All active people by name, from the first on whose name begins so.
    package func names(from prefix: FoldedPrefix) -> PeopleCursor {
        let list = directory.pointee.people.names
        return PeopleCursor(list, at: directory.pointee.start(of: prefix, in: list, .name))
    }

    /// How many active people's names begin so; `most` where there are more.
    package func nameCount(_ prefix: FoldedPrefix, most: Int) -> Int {
        let list = directory.pointee.people.names
        let start = directory.pointee.start(of: prefix, in: list, .name)
        return list.count(
            from: start, to: directory.pointee.end(of: prefix, in: list, .name), most: most)
    }

    /// Whether an owner wants nothing to do with a viewer: the cheaper question than what they are to them.
    package func isBlocked(_ viewer: UserIndex, toward owner: UserIndex) -> Bool {
        let individual = directory.pointee.individual(owner.number, viewer.number)
        if individual != .unspecified { return individual == .blocked }
        let location = directory.pointee.locationLevel(self[owner], self[viewer])
        if location > .blocked, !self[owner].flags.isVIP { return false }
        return level(of: viewer, toward: owner) == .blocked
    }
}

// MARK: - Partners

extension Replica {
    /// How many partnerships of an organization are enabled, whenever their terms end.
    package func partnerCount(of organization: OrganizationIndex) -> Int {
        partnership.pointee.partners.count(partners(of: organization))
    }

    /// The partner at a place from 0 on; nil where the terms have ended, and where the directory has not
    /// told of it.
    package func partner(_ place: Int, of organization: OrganizationIndex, now: Int64) -> OrganizationIndex? {
        let party = self[organization].party
        let number = partnership.pointee.partners.partnership(place, of: partners(of: organization))
        let record = partnership.pointee.partnerships[number]
        guard now < record.termsExpireAt else { return nil }
        let other = partnership.pointee.parties[record.first == party ? record.second : record.first]
        return other.organization == Identifier.none ? nil : OrganizationIndex(number: other.organization)
    }

    /// Whether two organizations have a partnership in force.
    package func arePartners(_ one: OrganizationIndex, _ other: OrganizationIndex, now: Int64) -> Bool {
        let agreement = agreement(from: one, to: other)
        return agreement.partnership != .none && now < agreement.termsExpireAt
    }

    private func partners(of organization: OrganizationIndex) -> UInt32 {
        let party = self[organization].party
        return party == Identifier.none ? Identifier.none : partnership.pointee.parties[party].partners
    }
}
