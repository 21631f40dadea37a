// Names and addresses are compared without case, byte by byte of their UTF-8 form. A text is kept as people
// wrote it, in one piece or two; where more than the capitals of ASCII changes when it is folded, the folded
// form is kept beside it. So folding here is ASCII's only, eight bytes at a time.

import Rules

/// A text as it is compared: at most two pieces of memory, one behind the other.
///
/// Valid as long as the memory it was made from.
struct FoldedText {
    private let first: UnsafeRawBufferPointer
    private let second: UnsafeRawBufferPointer

    /// A text of these pieces, in which only ASCII's capitals are still to be folded.
    init(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer = .init(start: nil, count: 0)) {
        self.first = first
        self.second = second
    }

    /// Eight bytes from `offset` on, the first one highest, each one more than it is; nothing is 0.
    ///
    /// So a text that ends comes before one that goes on, and two words are equal where the texts are. No
    /// byte of UTF-8 is 255.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        guard offset + 8 <= first.count else { return lastWord(at: offset) }
        return Self.folded(first.loadUnaligned(fromByteOffset: offset, as: UInt64.self).byteSwapped)
            &+ Self.ones
    }

    private func lastWord(at offset: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in offset..<offset + 8 {
            var byte: UInt64 = 0
            if place < first.count {
                byte = UInt64(Self.folded(first[place])) + 1
            } else if place - first.count < second.count {
                byte = UInt64(Self.folded(second[place - first.count])) + 1
            }
            word = word << 8 | byte
        }
        return word
    }

    /// Eight bytes of an id, which is never folded, in the same way.
    static func exactWord(of id: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        (offset..<offset + 8).reduce(0) { $0 << 8 | ($1 < id.count ? UInt64(id[$1]) + 1 : 0) }
    }

    /// Whether there is nothing.
    var isEmpty: Bool { first.isEmpty && second.isEmpty }

    /// Whether a word is the last of its text.
    @inline(__always)
    static func isLast(_ word: UInt64) -> Bool { word & 255 == 0 }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Eight bytes with A to Z made small.
    @inline(__always)
    private static func folded(_ word: UInt64) -> UInt64 {
        let low = word & ~highs
        let fromA = low &+ (0x80 - 0x41) &* ones
        let afterZ = low &+ (0x80 - 0x5B) &* ones
        let capitals = fromA & ~afterZ & ~word & highs
        return word | capitals >> 2
    }

    @inline(__always)
    private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// Whether folding changes nothing of a text but the capitals of ASCII.
    static func suffices(for text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return true }
        return EmailAddress.folded(text).utf8.elementsEqual(text.utf8.lazy.map(folded))
    }
}

extension FoldedText {
    /// Whether a text comes before, with or after another: below, equal to or above 0.
    @inline(__always)
    static func order(_ one: FoldedText, _ other: FoldedText) -> Int {
        var offset = 0
        while true {
            let (left, right) = (one.word(at: offset), other.word(at: offset))
            if left != right { return left < right ? -1 : 1 }
            if isLast(left) { return 0 }
            offset += 8
        }
    }
}

/// What the texts that are looked for begin with.
package struct FoldedPrefix: Sendable {
    private let words: [UInt64]
    /// The bytes of the last word that count.
    private let lastMask: UInt64

    /// The beginning `prefix`, in any case.
    package init(_ prefix: String) {
        let folded = EmailAddress.folded(prefix)
        let count = folded.utf8.count
        words = folded.utf8.span.bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: count, by: 8).map { FoldedText(bytes).word(at: $0) }
        }
        lastMask = count % 8 == 0 ? .max : .max << UInt64(64 - 8 * (count % 8))
    }

    /// Whether every text begins with it.
    package var isEmpty: Bool { words.isEmpty }

    /// Whether a text comes before those that begin so, is one of them, or comes after: below, equal to or
    /// above 0.
    @inline(__always)
    func order(_ text: FoldedText) -> Int {
        for index in 0..<words.count {
            var word = text.word(at: 8 * index)
            if index == words.count - 1 { word &= lastMask }
            if word != words[index] { return word < words[index] ? -1 : 1 }
        }
        return 0
    }
}
