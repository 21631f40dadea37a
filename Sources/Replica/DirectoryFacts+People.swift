// Keeping the lists of people as the facts are. Whoever may not be found, because they are deactivated, is in
// no list, so that a search never wades through them.

import EntenteProtocol

// MARK: - Comparing

extension DirectoryFacts {
    /// What a person is sorted by.
    @inline(__always)
    func text(_ user: UInt32, _ order: PeopleOrder) -> FoldedText {
        switch order {
        case .name: people.texts.foldedName(users[user].text)
        case .email: people.texts.foldedEmail(users[user].text)
        }
    }

    /// Whether one person stands before another.
    @inline(__always)
    func precedes(_ one: UInt32, _ other: UInt32, _ order: PeopleOrder) -> Bool {
        let texts = FoldedText.order(text(one, order), text(other, order))
        return texts == 0 ? isIDBefore(one, other) : texts < 0
    }

    private func isIDBefore(_ one: UInt32, _ other: UInt32) -> Bool {
        users.id(one).lexicographicallyPrecedes(users.id(other))
    }

    /// Where the people begin whose name or address begins so.
    func start(
        of prefix: FoldedPrefix, in list: SortedNumbers, _ order: PeopleOrder
    ) -> SortedNumbers.Place {
        prefix.isEmpty ? .start : list.firstPlace { prefix.order(text($0, order)) < 0 }
    }

    /// Where those come that follow the people whose name or address begins so.
    func end(
        of prefix: FoldedPrefix, in list: SortedNumbers, _ order: PeopleOrder
    ) -> SortedNumbers.Place {
        list.firstPlace { prefix.order(text($0, order)) <= 0 }
    }

    /// The lists of an organization; empty ones where nobody was ever in them.
    func peopleLists(of organization: OrganizationIndex) -> PeopleLists {
        let number = organizations[organization.number].people
        return number == Identifier.none ? PeopleLists() : people.lists[number]
    }
}

// MARK: - One person

extension DirectoryFacts {
    /// Takes over what a person is called, before their record is replaced.
    ///
    /// - Returns: whether they are to be listed anew.
    mutating func rename(
        _ number: UInt32, to user: User, from old: UserRecord, _ record: inout UserRecord
    ) -> Bool {
        let isNew = old.text == Identifier.none
        let isSame = !isNew && people.texts.holds(old.text, name: user.displayName, email: user.email)
        if isSame, old.organization == record.organization,
            old.flags.isFindable == record.flags.isFindable
        {
            return false
        }
        if old.flags.isFindable { unlist(number) }
        guard !isSame else { return true }
        if !isNew { people.texts.release(old.text) }
        record.text = people.texts.keep(name: user.displayName, email: user.email)
        if isNew { people.waiting?.append(number) }
        return true
    }

    /// Puts a person into the lists, where they may be found.
    mutating func list(_ number: UInt32) {
        guard people.waiting == nil, users[number].flags.isFindable else { return }
        let place = people.names.firstPlace { precedes($0, number, .name) }
        people.names.insert(number, at: place)
        let index = peopleNumber(of: users[number].organization)
        let lists = people.lists[index]
        let namePlace = lists.names.firstPlace { precedes($0, number, .name) }
        people.lists[index].names.insert(number, at: namePlace)
        guard hasEmail(number) else { return }
        let emailPlace = lists.emails.firstPlace { precedes($0, number, .email) }
        people.lists[index].emails.insert(number, at: emailPlace)
    }

    private mutating func unlist(_ number: UInt32) {
        guard people.waiting == nil else { return }
        let place = self.place(of: number, in: people.names, .name)
        people.names.remove(at: place)
        let index = peopleNumber(of: users[number].organization)
        let namePlace = self.place(of: number, in: people.lists[index].names, .name)
        people.lists[index].names.remove(at: namePlace)
        guard hasEmail(number) else { return }
        let emailPlace = self.place(of: number, in: people.lists[index].emails, .email)
        people.lists[index].emails.remove(at: emailPlace)
    }

    /// Where a person is who is in the list.
    private func place(
        of number: UInt32, in list: SortedNumbers, _ order: PeopleOrder
    ) -> SortedNumbers.Place {
        var place = list.firstPlace { precedes($0, number, order) }
        precondition(list.number(at: &place) == number, "a person is not where their name puts them")
        return place
    }

    private func hasEmail(_ number: UInt32) -> Bool { !text(number, .email).isEmpty }

    private mutating func peopleNumber(of organization: OrganizationIndex) -> UInt32 {
        let number = organizations[organization.number].people
        if number != Identifier.none { return number }
        let new = people.lists.append(PeopleLists())
        organizations[organization.number].people = new
        return new
    }
}

// MARK: - Everybody at once

/// A person of a snapshot on the way into the lists.
private struct SortedPerson: BitwiseCopyable {
    /// The eight bytes that are compared at present.
    var key: UInt64
    var number: UInt32
    /// The number of their organization's lists.
    var lists: UInt32
}

extension DirectoryFacts {
    /// Puts the people of a snapshot into the lists; from then on each who changes is moved by themselves.
    mutating func listEverybody() {
        guard let waiting = people.waiting.take() else { return }
        var persons: [SortedPerson] = []
        var addressed: [SortedPerson] = []
        persons.reserveCapacity(waiting.count)
        addressed.reserveCapacity(waiting.count)
        // Both in the order in which the texts were kept: memory is then read from front to end.
        for number in waiting where users[number].flags.isFindable {
            let lists = peopleNumber(of: users[number].organization)
            let person = SortedPerson(key: 0, number: number, lists: lists)
            persons.append(person)
            if hasEmail(number) { addressed.append(person) }
        }
        persons.withUnsafeMutableBufferPointer { persons in
            sort(persons, .name)
            people.names = persons.map(\.number).withUnsafeBufferPointer { SortedNumbers($0) }
            distribute(persons) { $0.names = $1 }
        }
        addressed.withUnsafeMutableBufferPointer { persons in
            sort(persons, .email)
            distribute(persons) { $0.emails = $1 }
        }
    }

    /// Which eight bytes of what people are sorted by are compared.
    private struct Comparison {
        var offset: Int32 = 0
        var isByID = false

        /// What comes after those that are `key`; nil where nothing does, as two ids are never the same.
        func next(after key: UInt64) -> Comparison? {
            guard FoldedText.isLast(key) else { return Comparison(offset: offset + 8, isByID: isByID) }
            return isByID ? nil : Comparison(offset: 0, isByID: true)
        }
    }

    /// People, side by side, who share everything before what is compared.
    private struct Run {
        var range: Range<Int>
        var comparison = Comparison()
    }

    /// Sorts people by eight bytes at a time: those who share them by the next eight, and so on, so that
    /// however alike the names are, each is looked at as often as it is long and not as often as it has
    /// namesakes.
    ///
    /// Each time all those bytes are fetched first: waiting for memory is most of it, and fetches that follow
    /// one another closely wait together.
    private func sort(_ persons: UnsafeMutableBufferPointer<SortedPerson>, _ order: PeopleOrder) {
        var runs = [Run(range: 0..<persons.count)]
        while !runs.isEmpty {
            for run in runs {
                for index in run.range {
                    persons[index].key = key(persons[index].number, order, run.comparison)
                }
            }
            var next: [Run] = []
            for run in runs {
                Self.sortByKey(UnsafeMutableBufferPointer(rebasing: persons[run.range]))
                Self.addRuns(of: run, in: persons, to: &next)
            }
            runs = next
        }
    }

    /// Adds those who share their key.
    private static func addRuns(
        of run: Run, in persons: UnsafeMutableBufferPointer<SortedPerson>, to runs: inout [Run]
    ) {
        var start = run.range.lowerBound
        while start < run.range.upperBound {
            let key = persons[start].key
            var end = start + 1
            while end < run.range.upperBound, persons[end].key == key { end += 1 }
            if end - start > 1, let next = run.comparison.next(after: key) {
                runs.append(Run(range: start..<end, comparison: next))
            }
            start = end
        }
    }

    private func key(_ number: UInt32, _ order: PeopleOrder, _ comparison: Comparison) -> UInt64 {
        comparison.isByID
            ? FoldedText.exactWord(of: users.id(number), at: Int(comparison.offset))
            : text(number, order).word(at: Int(comparison.offset))
    }

    private static func sortByKey(_ persons: UnsafeMutableBufferPointer<SortedPerson>) {
        var persons = persons
        guard persons.count <= 12 else { return persons.sort { $0.key < $1.key } }
        for index in persons.indices.dropFirst() {
            let person = persons[index]
            var place = index
            while place > 0, person.key < persons[place - 1].key {
                persons[place] = persons[place - 1]
                place -= 1
            }
            persons[place] = person
        }
    }

    /// Gives every organization its part of people in order.
    private mutating func distribute(
        _ persons: UnsafeMutableBufferPointer<SortedPerson>,
        _ give: (inout PeopleLists, SortedNumbers) -> Void
    ) {
        var ends = Array(repeating: 0, count: people.lists.count + 1)
        for person in persons { ends[Int(person.lists) + 1] += 1 }
        for index in 1..<ends.count { ends[index] += ends[index - 1] }
        let starts = ends
        var numbers = Array(repeating: UInt32(0), count: persons.count)
        for person in persons {
            numbers[ends[Int(person.lists)]] = person.number
            ends[Int(person.lists)] += 1
        }
        numbers.withUnsafeBufferPointer { numbers in
            for index in 0..<people.lists.count {
                let part = numbers[starts[index]..<starts[index + 1]]
                give(&people.lists[UInt32(index)], SortedNumbers(UnsafeBufferPointer(rebasing: part)))
            }
        }
    }
}

extension UserFlags {
    /// Whether the person may be found at all.
    var isFindable: Bool { isKnown && !isDeactivated }
}
