// The grants of a monitoring team, of which there may be a thousand: sorted, side by side, so that one is
// found in ten steps without a hash or a reference count. A list is replaced whole, as the directory tells
// it.

import EntenteProtocol

/// What people of one sub-group are to people of another; sub-groups are numbers of their names.
struct GrantRecord: Equatable {
    var viewer: UInt32
    var owner: UInt32
    var level: Level

    /// What lists are sorted by.
    var pair: UInt64 { UInt64(viewer) << 32 | UInt64(owner) }
}

/// The grants of all teams, by number of the list.
struct GrantLists: ~Copyable {
    private var lists = Row<UnsafeMutableBufferPointer<GrantRecord>>()
    /// Numbers whose list was taken back.
    private var free: [UInt32] = []
    private var grantCount = 0

    deinit {
        for list in 0..<UInt32(lists.count) { lists[list].deallocate() }
    }

    /// Keeps the grants of a team.
    ///
    /// - Returns: their number, or `Identifier.none` where there are none.
    mutating func keep(_ grants: [GrantRecord]) -> UInt32 {
        guard !grants.isEmpty else { return Identifier.none }
        let list = UnsafeMutableBufferPointer<GrantRecord>.allocate(capacity: grants.count)
        _ = list.initialize(from: grants)
        grantCount += grants.count
        guard let number = free.popLast() else { return lists.append(list) }
        lists[number] = list
        return number
    }

    /// Gives back what ``keep(_:)`` kept.
    mutating func release(_ number: UInt32) {
        guard number != Identifier.none else { return }
        grantCount -= lists[number].count
        lists[number].deallocate()
        lists[number] = UnsafeMutableBufferPointer(start: nil, count: 0)
        free.append(number)
    }

    /// Whether these are the grants kept under a number.
    func holds(_ number: UInt32, _ grants: [GrantRecord]) -> Bool {
        number == Identifier.none ? grants.isEmpty : lists[number].elementsEqual(grants)
    }

    /// What people of `viewer` are to people of `owner`; unspecified where there is no grant.
    func level(_ number: UInt32, viewer: UInt32, owner: UInt32) -> Level {
        guard number != Identifier.none else { return .unspecified }
        let list = lists[number]
        let pair = UInt64(viewer) << 32 | UInt64(owner)
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].pair < pair { low = middle + 1 } else { high = middle }
        }
        guard low < list.count, list[low].pair == pair else { return .unspecified }
        return list[low].level
    }

    /// The memory these lists hold, in bytes.
    var memoryByteCount: Int {
        lists.memoryByteCount + grantCount * MemoryLayout<GrantRecord>.stride
            + free.capacity * MemoryLayout<UInt32>.stride
    }
}
