// Finding people by the beginning of their name or address. Per organization there are two lists of its
// active people, by name and by address, and one by name of all; the names themselves are kept once, and the
// lists point at the people. The list of all serves whoever has partnerships with more organizations than can
// be looked into one by one: a beginning that few people share is found there whole.

/// The lists of one organization.
struct PeopleLists: BitwiseCopyable {
    /// By folded name, then by id.
    var names = SortedNumbers()
    /// By folded address, then by id; without those who have none.
    var emails = SortedNumbers()
}

/// What people are sorted by; the id decides where it is the same.
enum PeopleOrder {
    case name, email
}

/// Names, addresses, and people in order of them.
struct PeopleIndex: ~Copyable {
    var texts: PersonTexts
    /// Everybody by folded name, then by id.
    var names = SortedNumbers()
    /// The lists of organizations, by the number that their record has.
    var lists = Row<PeopleLists>()
    /// People of a snapshot who are not in the lists yet: sorting all at once takes a tenth of the time.
    var waiting: [UInt32]?

    /// An index of nobody.
    init(seed: UInt64) { texts = PersonTexts(seed: seed) }

    deinit {
        names.deallocate()
        for index in 0..<UInt32(lists.count) {
            lists[index].names.deallocate()
            lists[index].emails.deallocate()
        }
    }

    /// The memory this index holds, in bytes.
    var memoryByteCount: Int {
        (0..<UInt32(lists.count)).reduce(
            texts.memoryByteCount + names.memoryByteCount + lists.memoryByteCount
                + (waiting?.capacity ?? 0) * MemoryLayout<UInt32>.stride
        ) { $0 + lists[$1].names.memoryByteCount + lists[$1].emails.memoryByteCount }
    }
}
