// Numbers that look random and are computed. Ids are made by a bijection of 64-bit numbers, so that no two
// are alike by construction and an id can be turned back into its index; no table is kept. Everything else
// is drawn by the same mixing, from the index of what it is drawn for.

/// Numbers drawn for one kind of thing of one world.
struct Scatter: Sendable {
    private let key: UInt64

    /// The numbers of world `seed` for the things called `kind`.
    init(seed: UInt64, kind: UInt64) {
        key = Scatter.mixed(Scatter.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ (kind &* 0xD6E8_FEB8_6659_FD93))
    }

    /// The one number of `index`, another for every index.
    func number(_ index: Int) -> UInt64 { Scatter.mixed(UInt64(index) ^ key) }

    /// The index that has `number`; nil for one that is not an index.
    func index(of number: UInt64) -> Int? { Int(exactly: Scatter.unmixed(number) ^ key) }

    /// A number below `bound` drawn for `index`, its `draw`-th.
    func below(_ bound: Int, _ index: Int, draw: UInt64 = 0) -> Int {
        let bits = Scatter.mixed(number(index) &+ draw &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        return Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
    }

    // The finalizer of SplitMix64, and its inverse.

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    private static func unmixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 31 ^ value >> 62) &* 0x3196_42B2_D24D_8EC3
        value = (value ^ value >> 27 ^ value >> 54) &* 0x96DE_1B17_3F11_9089
        return value ^ value >> 30 ^ value >> 60
    }
}

/// Ids of the form that the services give: a prefix and sixteen characters of Crockford's base 32, twenty
/// bytes for a prefix of three letters.
struct IdScatter: Sendable {
    private let prefix: [UInt8]
    private let scatter: Scatter
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    /// Characters that hold the number: thirteen of five bits.
    private static let numberCharacterCount = 13
    private static let characterCount = 16

    /// The ids of world `seed` that begin with `prefix`.
    init(seed: UInt64, kind: UInt64, prefix: String) {
        self.prefix = Array((prefix + "_").utf8)
        scatter = Scatter(seed: seed, kind: kind)
    }

    /// The id of the thing with this index.
    func id(_ index: Int) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(prefix.count + Self.characterCount)
        append(index, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the bytes of the id.
    func append(_ index: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: prefix)
        let number = scatter.number(index)
        for place in 0..<Self.numberCharacterCount {
            bytes.append(Self.alphabet[Int(truncatingIfNeeded: number >> UInt64(5 * place)) & 31])
        }
        // The rest says nothing; it makes the id as long as those of the services.
        let rest = scatter.below(1 << 15, index, draw: 1)
        for place in 0..<(Self.characterCount - Self.numberCharacterCount) {
            bytes.append(Self.alphabet[rest >> (5 * place) & 31])
        }
    }

    /// The index whose id this is; nil for an id of nothing in this world.
    func index(of id: String) -> Int? {
        let bytes = Array(id.utf8)
        guard bytes.count == prefix.count + Self.characterCount, bytes.starts(with: prefix) else {
            return nil
        }
        var number: UInt64 = 0
        for place in 0..<Self.numberCharacterCount {
            guard let digit = Self.alphabet.firstIndex(of: bytes[prefix.count + place]) else { return nil }
            number |= UInt64(digit) << UInt64(5 * place)
        }
        guard let index = scatter.index(of: number), self.id(index) == id else { return nil }
        return index
    }
}
