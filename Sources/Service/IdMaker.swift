import EventLoop

/// Makes ids where callers give none.
package enum IdMaker {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// `prefix` and 80 random bits in Crockford's base 32: no two alike before some 10^12 of them are made.
    package static func make(_ prefix: String, from randomness: any Randomness) -> String {
        prefix + "_" + suffix(from: randomness) + suffix(from: randomness)
    }

    /// Eight characters, 40 random bits.
    package static func suffix(from randomness: any Randomness) -> String {
        var bits = randomness.next()
        var characters: [UInt8] = []
        for _ in 0..<8 {
            characters.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
