// Ids come from callers, so the hash is seeded when a process starts: nobody outside can choose ids that
// collide. It is the well-known multiply-and-fold of wyhash: two overlapping loads and two wide
// multiplications for an id of up to 16 bytes, where the standard library's SipHash costs some ten times as
// much.

/// A seeded hash of short byte strings.
struct IdentifierHash {
    private let seed: UInt64

    private static let first: UInt64 = 0xa076_1d64_78bd_642f
    private static let second: UInt64 = 0xe703_7ed1_a0b4_28db

    /// A hash of its own for every seed.
    init(seed: UInt64) {
        self.seed = Self.fold(seed ^ Self.first, Self.second)
    }

    /// The hash of these bytes.
    @inline(__always)
    func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        let count = bytes.count
        var state = seed
        let head: UInt64
        let tail: UInt64
        if count >= 8 {
            var at = 0
            while count - at > 16 {
                state = Self.fold(Self.word(bytes, at) ^ Self.first, Self.word(bytes, at + 8) ^ state)
                at += 16
            }
            head = Self.word(bytes, count > 16 ? count - 16 : 0)
            tail = Self.word(bytes, count - 8)
        } else if count >= 4 {
            head = UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            tail = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if count > 0 {
            head = UInt64(bytes[0]) << 16 | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count - 1])
            tail = 0
        } else {
            head = 0
            tail = 0
        }
        let folded = Self.fold(head ^ Self.second, tail ^ state)
        return UInt32(truncatingIfNeeded: Self.fold(folded ^ Self.first, UInt64(count) ^ Self.second) >> 32)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
