// With whom an organization has a partnership that is enabled: what a search across organizations goes
// through. A pair's own partnership is found by the pair; this is the way round, at eight bytes or so a
// partnership. The order says nothing, so that one goes out by the last one taking its place.

/// The enabled partnerships of every organization that has any.
struct PartnerLists: ~Copyable {
    private struct List: BitwiseCopyable {
        var numbers: UnsafeMutablePointer<UInt32>
        var count: Int32
        var limit: Int32
    }

    private var lists = Row<List>()

    deinit {
        for index in 0..<UInt32(lists.count) { lists[index].numbers.deallocate() }
    }

    /// Adds a partnership to a list, which is made now where its number is `Identifier.none`.
    mutating func add(_ partnership: UInt32, to number: inout UInt32) {
        if number == Identifier.none {
            number = lists.append(List(numbers: .allocate(capacity: 2), count: 0, limit: 2))
        }
        var list = lists[number]
        if list.count == list.limit {
            list.limit += max(list.limit / 8, 2)
            let wider = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(list.limit))
            wider.update(from: list.numbers, count: Int(list.count))
            list.numbers.deallocate()
            list.numbers = wider
        }
        list.numbers[Int(list.count)] = partnership
        list.count += 1
        lists[number] = list
    }

    /// Takes a partnership out of a list that has it.
    mutating func remove(_ partnership: UInt32, from number: UInt32) {
        let list = lists[number]
        let numbers = UnsafeBufferPointer(start: list.numbers, count: Int(list.count))
        guard let place = numbers.firstIndex(of: partnership) else { return }
        list.numbers[place] = list.numbers[Int(list.count) - 1]
        lists[number].count -= 1
    }

    /// How many partnerships a list has.
    func count(_ number: UInt32) -> Int { number == Identifier.none ? 0 : Int(lists[number].count) }

    /// The partnership at a place of a list.
    func partnership(_ place: Int, of number: UInt32) -> UInt32 {
        precondition(place < lists[number].count, "a place past the end of a list")
        return lists[number].numbers[place]
    }

    /// The memory these lists hold, in bytes, with what keeping account of each takes.
    var memoryByteCount: Int {
        (0..<UInt32(lists.count)).reduce(lists.memoryByteCount) {
            $0 + 16 + Int(lists[$1].limit) * MemoryLayout<UInt32>.stride
        }
    }
}
