// Live partnerships, each with its id behind it, in forty-two bytes with an id of twenty: there may be many
// times more of them than organizations. What most have none of takes no room: an end of the terms, and
// states of interactions beyond the first sixteen. A partnership that gets such a thing, or an id of another
// length, moves to another place. Places of partnerships that ended are used again by those of one size.
//
// An entry: the two directions' terms as far as sixteen interactions go (four bytes each), the two parties
// (four each), the version (four), the marks (one), the id's length (one); then the end, the rest of the
// terms, and the id.

import CPrefetch
import EntenteProtocol

/// The partnerships that are proposed, enabled or disabled, by place.
struct LivePartnerships: ~Copyable {
    private var arena = ByteArena(alignment: 4)
    /// Per size in words the first free place; a free place holds the next one in its first four bytes.
    private var free = InlineArray<80, UInt32>(repeating: 0)

    private static let firstOffset = 8
    private static let secondOffset = 12
    private static let versionOffset = 16
    private static let marksOffset = 20
    private static let lengthOffset = 21
    private static let headByteCount = 22

    /// The state in the lower bits, and what follows the head.
    private static let stateMask: UInt8 = 0x3F
    private static let hasEnd: UInt8 = 0x80
    private static let hasWideTerms: UInt8 = 0x40

    /// Keeps a partnership.
    ///
    /// - Precondition: the id has 1 to 255 bytes.
    mutating func keep(_ record: PartnershipRecord, id: String) -> UInt32 {
        let place = take(Self.byteCount(record, id))
        write(record, id, at: place)
        return place
    }

    /// Whether another state of the partnership at a place takes as much room.
    func fits(_ place: UInt32, _ record: PartnershipRecord, id: String) -> Bool {
        Self.words(byteCount(at: place)) == Self.words(Self.byteCount(record, id))
    }

    /// Keeps another state of a partnership, which fits its place.
    mutating func replace(_ place: UInt32, by record: PartnershipRecord, id: String) {
        write(record, id, at: place)
    }

    /// Gives the memory of a partnership back.
    mutating func release(_ place: UInt32) {
        let words = Self.words(byteCount(at: place))
        arena[place].storeBytes(of: free[words], as: UInt32.self)
        free[words] = place
    }

    /// The partnership at a place.
    subscript(place: UInt32) -> PartnershipRecord {
        @inline(__always) get {
            let entry = UnsafeRawPointer(arena[place])
            let marks = entry.load(fromByteOffset: Self.marksOffset, as: UInt8.self)
            var record = PartnershipRecord(
                forward: UInt64(entry.load(as: UInt32.self)),
                backward: UInt64(entry.load(fromByteOffset: 4, as: UInt32.self)),
                first: entry.load(fromByteOffset: Self.firstOffset, as: UInt32.self),
                second: entry.load(fromByteOffset: Self.secondOffset, as: UInt32.self),
                version: entry.load(fromByteOffset: Self.versionOffset, as: UInt32.self),
                state: PartnershipState(rawValue: Int32(marks & Self.stateMask)) ?? .unspecified)
            if marks & ~Self.stateMask != 0 { Self.readRest(entry, marks, &record) }
            return record
        }
    }

    /// The two parties of the partnership at a place.
    @inline(__always)
    func parties(_ place: UInt32) -> (first: UInt32, second: UInt32) {
        let entry = UnsafeRawPointer(arena[place])
        return (
            entry.load(fromByteOffset: Self.firstOffset, as: UInt32.self),
            entry.load(fromByteOffset: Self.secondOffset, as: UInt32.self)
        )
    }

    /// The bytes of the id of the partnership at a place.
    func id(_ place: UInt32) -> UnsafeRawBufferPointer {
        let entry = UnsafeRawPointer(arena[place])
        let marks = entry.load(fromByteOffset: Self.marksOffset, as: UInt8.self)
        let count = entry.load(fromByteOffset: Self.lengthOffset, as: UInt8.self)
        return UnsafeRawBufferPointer(start: entry + Self.idOffset(marks), count: Int(count))
    }

    /// Whether the partnership at a place has this id.
    func holds(_ place: UInt32, _ id: String) -> Bool {
        let kept = self.id(place)
        return id.utf8.span.bytes.withUnsafeBytes { bytes in
            bytes.count == kept.count
                && Identifier.same(bytes.baseAddress!, kept.baseAddress!, count: kept.count)
        }
    }

    /// Has the partnership at a place fetched from memory.
    @inline(__always)
    func fetch(_ place: UInt32) { entente_prefetch(arena[place]) }

    /// The memory these partnerships hold, in bytes.
    var memoryByteCount: Int { arena.memoryByteCount + MemoryLayout<UInt32>.stride * 80 }
}

extension LivePartnerships {
    private mutating func take(_ byteCount: Int) -> UInt32 {
        let words = Self.words(byteCount)
        let place = free[words]
        guard place != 0 else { return arena.allocate(byteCount) }
        free[words] = arena[place].load(as: UInt32.self)
        return place
    }

    private func write(_ record: PartnershipRecord, _ id: String, at place: UInt32) {
        precondition((1...255).contains(id.utf8.count), "a partnership id of an impossible length")
        let entry = arena[place]
        let marks = Self.marks(record)
        entry.storeBytes(of: UInt32(truncatingIfNeeded: record.forward), as: UInt32.self)
        entry.storeBytes(of: UInt32(truncatingIfNeeded: record.backward), toByteOffset: 4, as: UInt32.self)
        entry.storeBytes(of: record.first, toByteOffset: Self.firstOffset, as: UInt32.self)
        entry.storeBytes(of: record.second, toByteOffset: Self.secondOffset, as: UInt32.self)
        entry.storeBytes(of: record.version, toByteOffset: Self.versionOffset, as: UInt32.self)
        entry.storeBytes(of: marks, toByteOffset: Self.marksOffset, as: UInt8.self)
        entry.storeBytes(of: UInt8(id.utf8.count), toByteOffset: Self.lengthOffset, as: UInt8.self)
        var offset = Self.headByteCount
        if marks & Self.hasEnd != 0 {
            entry.storeBytes(of: record.termsExpireAt, toByteOffset: offset, as: Int64.self)
            offset += 8
        }
        if marks & Self.hasWideTerms != 0 {
            let wide = record.forward >> 32 | record.backward & ~0xFFFF_FFFF
            entry.storeBytes(of: wide, toByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        id.utf8.span.bytes.withUnsafeBytes { bytes in
            (entry + offset).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        }
    }

    private static func readRest(
        _ entry: UnsafeRawPointer, _ marks: UInt8, _ record: inout PartnershipRecord
    ) {
        var offset = headByteCount
        if marks & hasEnd != 0 {
            record.termsExpireAt = entry.loadUnaligned(fromByteOffset: offset, as: Int64.self)
            offset += 8
        }
        if marks & hasWideTerms != 0 {
            let wide = entry.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            record.forward |= wide << 32
            record.backward |= wide & ~0xFFFF_FFFF
        }
    }

    private static func marks(_ record: PartnershipRecord) -> UInt8 {
        UInt8(truncatingIfNeeded: record.state.rawValue) & stateMask
            | (record.termsExpireAt == .max ? 0 : hasEnd)
            | ((record.forward | record.backward) >> 32 == 0 ? 0 : hasWideTerms)
    }

    private static func idOffset(_ marks: UInt8) -> Int {
        headByteCount + (marks & hasEnd == 0 ? 0 : 8) + (marks & hasWideTerms == 0 ? 0 : 8)
    }

    private static func byteCount(_ record: PartnershipRecord, _ id: String) -> Int {
        idOffset(marks(record)) + id.utf8.count
    }

    /// The size in which places are used again.
    private static func words(_ byteCount: Int) -> Int { (byteCount + 3) / 4 }

    private func byteCount(at place: UInt32) -> Int {
        let entry = arena[place]
        return Self.idOffset(entry.load(fromByteOffset: Self.marksOffset, as: UInt8.self))
            + Int(entry.load(fromByteOffset: Self.lengthOffset, as: UInt8.self))
    }
}
