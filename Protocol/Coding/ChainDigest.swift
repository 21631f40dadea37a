// 64-bit FNV-1a. It guards against mistakes, not against forgery: a replica that was fed from another
// history, a change applied twice or left out. Whoever may feed a replica may lie to it anyway.

/// Digests over bytes that both ends of a feed, and a repeated request, are compared by.
package enum ChainDigest {
    /// The digest of no bytes, and of a history without changes.
    package static let empty: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01b3

    /// The digest of `bytes`.
    package static func of(_ bytes: [UInt8]) -> UInt64 { extend(empty, with: bytes) }

    /// The digest of a history whose digest was `previous`, after a change with `payload`: over the eight
    /// bytes of `previous`, most significant first, and then the payload.
    package static func next(after previous: UInt64, payload: [UInt8]) -> UInt64 {
        var digest = empty
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            digest = (digest ^ (previous >> shift & 0xff)) &* prime
        }
        return extend(digest, with: payload)
    }

    private static func extend(_ start: UInt64, with bytes: [UInt8]) -> UInt64 {
        var digest = start
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* prime }
        return digest
    }
}
