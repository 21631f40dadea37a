// Partnerships come and go, and all an id is needed for is to be told in an answer: there is no look-up by
// it, and its memory is used again, by an id of the same length. Ids that a service makes all have one
// length.

/// The ids of live partnerships.
struct PartnershipIDs: ~Copyable {
    private var arena = ByteArena(alignment: 1)
    /// Per length the first free place; a free place holds the next one in its first four bytes.
    private var free = InlineArray<256, UInt32>(repeating: 0)

    /// Keeps an id.
    ///
    /// - Precondition: it has 1 to 255 bytes.
    mutating func keep(_ id: String) -> UInt32 {
        let count = id.utf8.count
        precondition((1...255).contains(count), "a partnership id of an impossible length")
        var place = free[count]
        if place == 0 {
            place = arena.allocate(Self.byteCount(count))
        } else {
            free[count] = arena[place].loadUnaligned(as: UInt32.self)
        }
        arena[place].storeBytes(of: UInt8(count), as: UInt8.self)
        id.utf8.span.bytes.withUnsafeBytes { bytes in
            (arena[place] + 1).copyMemory(from: bytes.baseAddress!, byteCount: count)
        }
        return place
    }

    /// Gives the memory of an id back.
    mutating func release(_ place: UInt32) {
        let count = Int(arena[place].load(as: UInt8.self))
        arena[place].storeBytes(of: free[count], as: UInt32.self)
        free[count] = place
    }

    /// The bytes of an id.
    subscript(place: UInt32) -> UnsafeRawBufferPointer {
        let start = arena[place]
        return UnsafeRawBufferPointer(start: start + 1, count: Int(start.load(as: UInt8.self)))
    }

    /// Whether the id kept at `place` is this one.
    func holds(_ place: UInt32, _ id: String) -> Bool {
        let kept = self[place]
        return id.utf8.span.bytes.withUnsafeBytes { bytes in
            bytes.count == kept.count
                && Identifier.same(bytes.baseAddress!, kept.baseAddress!, count: kept.count)
        }
    }

    /// The memory these ids hold, in bytes.
    var memoryByteCount: Int { arena.memoryByteCount + MemoryLayout<UInt32>.stride * 256 }

    private static func byteCount(_ idByteCount: Int) -> Int { max(1 + idByteCount, 4) }
}
