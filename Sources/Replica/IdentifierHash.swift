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
        guard let base = bytes.baseAddress, bytes.count > 0 else { return finish(0, 0, seed, 0) }
        return self(base, bytes.count)
    }

    /// The hash of `count` bytes, at least one, that begin at `bytes`.
    @inline(__always)
    private func callAsFunction(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt32 {
        var state = seed
        if count > 16 {
            var at = 0
            repeat {
                state = Self.fold(Self.word(bytes, at) ^ Self.first, Self.word(bytes, at + 8) ^ state)
                at &+= 16
            } while count &- at > 16
            return finish(Self.word(bytes, count &- 16), Self.word(bytes, count &- 8), state, count)
        }
        if count >= 8 { return finish(Self.word(bytes, 0), Self.word(bytes, count &- 8), state, count) }
        if count >= 4 { return finish(Self.half(bytes, 0), Self.half(bytes, count &- 4), state, count) }
        let (first, middle, last) = (
            Self.byte(bytes, 0), Self.byte(bytes, count &>> 1), Self.byte(bytes, count &- 1)
        )
        return finish(first &<< 16 | middle &<< 8 | last, 0, state, count)
    }

    @inline(__always)
    private func finish(_ head: UInt64, _ tail: UInt64, _ state: UInt64, _ count: Int) -> UInt32 {
        let folded = Self.fold(head ^ Self.second, tail ^ state)
        let last = Self.fold(folded ^ Self.first, UInt64(truncatingIfNeeded: count) ^ Self.second)
        return UInt32(truncatingIfNeeded: last &>> 32)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func half(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    private static func byte(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(bytes.load(fromByteOffset: offset, as: UInt8.self))
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
