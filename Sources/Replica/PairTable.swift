// From two organizations to their one partnership: open addressing over four-byte slots. The key is read from
// the partnership's own record, so nothing is kept twice. Partnerships end, unlike ids; removal closes the
// gap it leaves (backward shift), so that there are no tombstones to clean up.

import CPrefetch

/// Which partnership a pair of parties has.
struct PairTable: ~Copyable {
    /// A partnership's number plus one; 0 is empty.
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotShift: UInt64 = 60
    /// How many pairs have a partnership.
    private(set) var count = 0
    private let seed: UInt64

    /// A table without pairs.
    init(seed: UInt64) {
        self.seed = seed | 1
        slots = Self.emptySlots(slotShift)
    }

    deinit { slots.deallocate() }

    /// A number for the unordered pair, well spread over 64 bits.
    @inline(__always)
    func hash(_ one: UInt32, _ other: UInt32) -> UInt64 {
        let pair = UInt64(min(one, other)) << 32 | UInt64(max(one, other))
        let product = (pair ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return (product.high ^ product.low) &* 0xd6e8_feb8_6659_fd93
    }

    /// The pair's partnership, or none.
    @inline(__always)
    func find(
        _ one: UInt32, _ other: UInt32, hash: UInt64, in records: borrowing Row<PartnershipRecord>
    ) -> PartnershipIndex {
        var position = Int(hash &>> slotShift)
        while slots[position] != 0 {
            let index = slots[position] - 1
            let record = records[index]
            let same = record.first == one && record.second == other
            if same || record.first == other && record.second == one {
                return PartnershipIndex(number: index)
            }
            position = (position + 1) & slotMask
        }
        return .none
    }

    /// Has the place where a pair with this hash is looked for fetched from memory.
    @inline(__always)
    func fetch(_ hash: UInt64) { entente_prefetch(slots + Int(hash &>> slotShift)) }

    /// Adds a partnership, whose pair has none.
    mutating func insert(_ index: UInt32, in records: borrowing Row<PartnershipRecord>) {
        count += 1
        if count * 4 > (slotMask + 1) * 3 { double(records) }
        put(index, records)
    }

    /// Takes out a partnership that is in the table.
    mutating func remove(_ index: UInt32, in records: borrowing Row<PartnershipRecord>) {
        count -= 1
        var gap = home(index, records)
        while slots[gap] != index + 1 { gap = (gap + 1) & slotMask }
        var position = gap
        while true {
            position = (position + 1) & slotMask
            guard slots[position] != 0 else { break }
            let wanted = home(slots[position] - 1, records)
            // The one found may move into the gap unless it would then stand before its home.
            if (position - wanted) & slotMask >= (position - gap) & slotMask {
                slots[gap] = slots[position]
                gap = position
            }
        }
        slots[gap] = 0
    }

    /// The memory this table holds, in bytes.
    var memoryByteCount: Int { (slotMask + 1) * MemoryLayout<UInt32>.stride }

    private var slotMask: Int { Int(UInt64.max &>> slotShift) }

    private func home(_ index: UInt32, _ records: borrowing Row<PartnershipRecord>) -> Int {
        let record = records[index]
        return Int(hash(record.first, record.second) &>> slotShift)
    }

    private func put(_ index: UInt32, _ records: borrowing Row<PartnershipRecord>) {
        var position = home(index, records)
        while slots[position] != 0 { position = (position + 1) & slotMask }
        slots[position] = index + 1
    }

    private mutating func double(_ records: borrowing Row<PartnershipRecord>) {
        let old = slots
        let oldCount = slotMask + 1
        slotShift -= 1
        slots = Self.emptySlots(slotShift)
        for position in 0..<oldCount where old[position] != 0 { put(old[position] - 1, records) }
        old.deallocate()
    }

    private static func emptySlots(_ shift: UInt64) -> UnsafeMutablePointer<UInt32> {
        LargeMemory.zeros(Int(UInt64.max &>> shift) + 1)
    }
}
