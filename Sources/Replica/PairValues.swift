// What one thing is to another, for very many ordered pairs and in eight bytes each: places in the id tables
// are multiples of four and so fit thirty bits, which leaves four of a word for the value. Open addressing,
// the gap that a removal leaves is closed (backward shift), so nothing is ever to be cleaned up, and a
// look-up that finds nothing costs one wait for memory.

import CPrefetch

/// A value from 1 to 15 for each of some ordered pairs of numbers.
struct PairValues: ~Copyable {
    /// The pair above, its value in the lowest four bits; 0 is empty.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotShift: UInt64 = 60
    /// How many pairs have a value.
    private(set) var count = 0
    private let seed: UInt64

    private static let valueMask: UInt64 = 15

    /// A table without pairs.
    init(seed: UInt64) {
        self.seed = seed | 1
        slots = Self.emptySlots(slotShift)
    }

    deinit { slots.deallocate() }

    /// The value of a pair; 0 where it has none.
    @inline(__always)
    func value(_ first: UInt32, _ second: UInt32) -> UInt8 {
        let pair = Self.pair(first, second)
        var position = home(pair)
        while slots[position] != 0 {
            if slots[position] & ~Self.valueMask == pair {
                return UInt8(truncatingIfNeeded: slots[position] & Self.valueMask)
            }
            position = (position + 1) & slotMask
        }
        return 0
    }

    /// Has the place where a pair's value is looked for fetched from memory.
    @inline(__always)
    func fetch(_ first: UInt32, _ second: UInt32) {
        entente_prefetch(slots + home(Self.pair(first, second)))
    }

    /// Gives a pair a value, or takes the one it has with 0.
    ///
    /// - Returns: whether the pair had another.
    /// - Precondition: the numbers are multiples of four, the value is below 16.
    @discardableResult
    mutating func set(_ first: UInt32, _ second: UInt32, _ value: UInt8) -> Bool {
        precondition((first | second) & 3 == 0 && value < 16, "not a pair that fits a slot")
        let pair = Self.pair(first, second)
        var position = home(pair)
        while slots[position] != 0, slots[position] & ~Self.valueMask != pair {
            position = (position + 1) & slotMask
        }
        let slot = value == 0 ? 0 : pair | UInt64(value)
        guard slots[position] != slot else { return false }
        if slot == 0 {
            remove(at: position)
        } else if slots[position] == 0 {
            insert(slot)
        } else {
            slots[position] = slot
        }
        return true
    }

    /// The memory this table holds, in bytes.
    var memoryByteCount: Int { (slotMask + 1) * MemoryLayout<UInt64>.stride }

    private var slotMask: Int { Int(UInt64.max &>> slotShift) }

    @inline(__always)
    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first &>> 2) &<< 34 | UInt64(second &>> 2) &<< 4
    }

    @inline(__always)
    private func home(_ pair: UInt64) -> Int {
        let product = (pair ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return Int(((product.high ^ product.low) &* 0xd6e8_feb8_6659_fd93) &>> slotShift)
    }

    private mutating func insert(_ slot: UInt64) {
        count += 1
        if count * 4 > (slotMask + 1) * 3 { double() }
        put(slot)
    }

    private mutating func remove(at place: Int) {
        count -= 1
        var gap = place
        var position = place
        while true {
            position = (position + 1) & slotMask
            guard slots[position] != 0 else { break }
            let wanted = home(slots[position] & ~Self.valueMask)
            // The one found may move into the gap unless it would then stand before its home.
            if (position - wanted) & slotMask >= (position - gap) & slotMask {
                slots[gap] = slots[position]
                gap = position
            }
        }
        slots[gap] = 0
    }

    private func put(_ slot: UInt64) {
        var position = home(slot & ~Self.valueMask)
        while slots[position] != 0 { position = (position + 1) & slotMask }
        slots[position] = slot
    }

    private mutating func double() {
        let old = slots
        let oldCount = slotMask + 1
        slotShift -= 1
        slots = Self.emptySlots(slotShift)
        for position in 0..<oldCount where old[position] != 0 { put(old[position]) }
        old.deallocate()
    }

    private static func emptySlots(_ shift: UInt64) -> UnsafeMutablePointer<UInt64> {
        LargeMemory.zeros(Int(UInt64.max &>> shift) + 1)
    }
}
