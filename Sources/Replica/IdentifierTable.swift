// Every id is kept once, beside the record of what it names, and is known inside by the place of that record.
// Where an answer spends its time is in waiting for memory, so the path from an id's bytes to what is known
// of it is as short as can be: the slot, then the record with the id behind it, and more only in a collision.
// A slot holds the id's hash and the place in eight bytes; since the position is the hash's upper bits,
// doubling walks both tables from front to end and never looks at an id. Ids are never removed: a table lives
// until its source's facts are replaced whole.

import CPrefetch

/// Ids and what is known of the things they name.
struct IdentifierTable<Record>: ~Copyable {
    /// Slots: the upper half is the hash, the lower the place in the arena; 0 is empty.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotShift: UInt32
    /// Per id: the record, the id's length in one byte, the id's bytes.
    private var arena: ByteArena
    private let hash: IdentifierHash
    /// How many ids there are.
    private(set) var count = 0

    /// An empty table with hashes of its own.
    init(seed: UInt64) {
        slotShift = 28
        slots = Self.emptySlots(slotShift)
        arena = ByteArena(alignment: MemoryLayout<Record>.alignment)
        hash = IdentifierHash(seed: seed)
    }

    deinit { slots.deallocate() }

    /// The number of an id, or `Identifier.none`.
    func find(_ id: UnsafeRawBufferPointer) -> UInt32 {
        let hash = self.hash(id)
        return resolve(id, hash, from: Int(hash &>> slotShift))
    }

    /// The hash of an id, whose slot is on its way from memory afterwards; the first of three stages of a
    /// look-up, for who has many to do: their waits for memory overlap.
    @inline(__always)
    func begin(_ id: UnsafeRawBufferPointer) -> UInt32 {
        let hash = self.hash(id)
        entente_prefetch(slots + Int(hash &>> slotShift))
        return hash
    }

    /// Finds the first slot with this hash and has the entry fetched that it names: the second stage.
    ///
    /// - Returns: that slot's position, or the empty one's where there is none.
    @inline(__always)
    func fetchEntry(_ hash: UInt32) -> UInt32 {
        var position = Int(hash &>> slotShift)
        while slots[position] != 0, UInt32(truncatingIfNeeded: slots[position] &>> 32) != hash {
            position = (position + 1) & slotMask
        }
        if slots[position] != 0 {
            let entry = arena[UInt32(truncatingIfNeeded: slots[position])]
            entente_prefetch(entry)
            // An entry may cross the end of a line: the length and most ids end before this.
            entente_prefetch(entry + Self.lengthOffset + 16)
        }
        return UInt32(truncatingIfNeeded: position)
    }

    /// The number of the id with this hash, or `Identifier.none`: the last stage.
    ///
    /// - Parameter position: what ``fetchEntry(_:)`` found.
    @inline(__always)
    func finish(_ id: UnsafeRawBufferPointer, _ hash: UInt32, from position: UInt32) -> UInt32 {
        resolve(id, hash, from: Int(position))
    }

    /// The same for who has nothing to overlap it with.
    @inline(__always)
    func finish(_ id: UnsafeRawBufferPointer, _ hash: UInt32) -> UInt32 {
        resolve(id, hash, from: Int(hash &>> slotShift))
    }

    /// The number of an id, given to it now together with `new` where it has none.
    ///
    /// - Precondition: the id has 1 to `Identifier.byteMaximum` bytes.
    mutating func intern(_ id: UnsafeRawBufferPointer, new: Record) -> UInt32 {
        let known = find(id)
        if known != Identifier.none { return known }
        precondition((1...Identifier.byteMaximum).contains(id.count), "an id of an impossible length")
        let place = arena.allocate(Self.lengthOffset + 1 + id.count)
        let entry = arena[place]
        entry.initializeMemory(as: Record.self, to: new)
        entry.storeBytes(of: UInt8(id.count), toByteOffset: Self.lengthOffset, as: UInt8.self)
        (entry + Self.lengthOffset + 1).copyMemory(from: id.baseAddress!, byteCount: id.count)
        count += 1
        if count * 4 > (slotMask + 1) * 3 { double() }
        put(UInt64(hash(id)) << 32 | UInt64(place))
        return place
    }

    /// What is known of the thing with this number.
    ///
    /// - Precondition: the number was given by this table.
    subscript(number: UInt32) -> Record {
        @inline(__always) get { arena[number].assumingMemoryBound(to: Record.self).pointee }
        @inline(__always) set { arena[number].assumingMemoryBound(to: Record.self).pointee = newValue }
    }

    /// Has what is known of the thing with this number fetched from memory.
    @inline(__always)
    func fetch(_ number: UInt32) {
        let record = arena[number]
        entente_prefetch(record)
        entente_prefetch(record + (MemoryLayout<Record>.size - 1))
    }

    /// The bytes of an id, which stay where they are as long as the table lives.
    ///
    /// - Precondition: the number was given by this table.
    func id(_ number: UInt32) -> UnsafeRawBufferPointer {
        let length = arena[number] + Self.lengthOffset
        return UnsafeRawBufferPointer(start: length + 1, count: Int(length.load(as: UInt8.self)))
    }

    /// The numbers of all ids, in no particular order.
    func numbers() -> [UInt32] {
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for position in 0...slotMask where slots[position] != 0 {
            numbers.append(UInt32(truncatingIfNeeded: slots[position]))
        }
        return numbers
    }

    /// Changes the records of all ids, in no particular order.
    mutating func changeAll(_ change: (inout Record) -> Void) {
        for position in 0...slotMask where slots[position] != 0 {
            let place = UInt32(truncatingIfNeeded: slots[position])
            change(&arena[place].assumingMemoryBound(to: Record.self).pointee)
        }
    }

    /// The memory this table holds, in bytes.
    var memoryByteCount: Int { (slotMask + 1) * MemoryLayout<UInt64>.stride + arena.memoryByteCount }

    private var slotMask: Int { Int(UInt32.max &>> slotShift) }

    private static var lengthOffset: Int { MemoryLayout<Record>.size }

    @inline(__always)
    private func resolve(_ id: UnsafeRawBufferPointer, _ hash: UInt32, from home: Int) -> UInt32 {
        var position = home
        while true {
            let slot = slots[position]
            if slot == 0 { return Identifier.none }
            let place = UInt32(truncatingIfNeeded: slot)
            if UInt32(truncatingIfNeeded: slot &>> 32) == hash, holds(place, id) { return place }
            position = (position + 1) & slotMask
        }
    }

    @inline(__always)
    private func holds(_ place: UInt32, _ id: UnsafeRawBufferPointer) -> Bool {
        let length = arena[place] + Self.lengthOffset
        guard Int(length.load(as: UInt8.self)) == id.count, let bytes = id.baseAddress else { return false }
        return Identifier.same(UnsafeRawPointer(length + 1), bytes, count: id.count)
    }

    private mutating func double() {
        precondition(slotShift > 1, "an id table is full")
        let old = slots
        let oldCount = slotMask + 1
        slotShift -= 1
        slots = Self.emptySlots(slotShift)
        for position in 0..<oldCount where old[position] != 0 { put(old[position]) }
        old.deallocate()
    }

    private func put(_ slot: UInt64) {
        var position = Int(UInt32(truncatingIfNeeded: slot &>> 32) &>> slotShift)
        while slots[position] != 0 { position = (position + 1) & slotMask }
        slots[position] = slot
    }

    private static func emptySlots(_ shift: UInt32) -> UnsafeMutablePointer<UInt64> {
        LargeMemory.zeros(Int(UInt32.max &>> shift) + 1)
    }
}

extension IdentifierTable {
    /// The number of an id given as text, or `Identifier.none`.
    func find(_ id: String) -> UInt32 {
        id.utf8.span.bytes.withUnsafeBytes { find($0) }
    }

    /// The number of an id given as text; `Identifier.none` for one that cannot be an id (empty or
    /// over-long).
    mutating func intern(_ id: String, new: Record) -> UInt32 {
        guard (1...Identifier.byteMaximum).contains(id.utf8.count) else { return Identifier.none }
        return id.utf8.span.bytes.withUnsafeBytes { intern($0, new: new) }
    }

    /// An id as text.
    func string(_ number: UInt32) -> String {
        String(decoding: id(number), as: UTF8.self)
    }
}
