/// What is true of ids whatever they name.
enum Identifier {
    /// The number of an id that was never seen.
    static let none = UInt32.max

    /// The longest id that is kept: what a length byte can say (the contract permits 64).
    static let byteMaximum = 255

    /// Whether two byte strings of one length are the same.
    ///
    /// A call of `memcmp` takes longer than this for a string of two or three words, which ids are: whole
    /// words, the last of them overlapping the one before it.
    @inline(__always)
    static func same(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, count: Int) -> Bool {
        if count >= 8 {
            var at = 0
            while at < count &- 8 {
                if word(one, at) != word(other, at) { return false }
                at &+= 8
            }
            return word(one, count &- 8) == word(other, count &- 8)
        }
        for at in 0..<count where byte(one, at) != byte(other, at) { return false }
        return true
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func byte(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        bytes.load(fromByteOffset: offset, as: UInt8.self)
    }
}
