// Steps through the bytes of a message in place. It keeps no reference to them: the span is passed in with
// every step, so a cursor is two integers on the stack, and every access is checked by the span.

/// A place in a message, and where the message ends.
struct HotCursor {
    private var offset: Int
    private let end: Int
    /// How many fields have begun.
    private(set) var fieldCount: Int

    init(_ range: Range<Int>, fieldCount: Int = 0) {
        self.offset = range.lowerBound
        self.end = range.upperBound
        self.fieldCount = fieldCount
    }

    var isAtEnd: Bool { offset >= end }

    /// Reads a varint; nil where there is none.
    @inline(__always)
    mutating func varint(_ bytes: Span<UInt8>) -> UInt64? {
        guard offset < end else { return nil }
        let first = bytes[offset]
        offset += 1
        // Tags, lengths of ids and verdicts are below 128.
        return first < 0x80 ? UInt64(first) : longVarint(UInt64(first & 0x7F), bytes)
    }

    private mutating func longVarint(_ low: UInt64, _ bytes: Span<UInt8>) -> UInt64? {
        var value = low
        var shift: UInt64 = 7
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            if shift == 63 && byte > 1 { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    /// Reads a tag; nil where there is none, or one no message has.
    @inline(__always)
    mutating func tag(_ bytes: Span<UInt8>) -> UInt32? {
        guard let tag = varint(bytes), tag <= UInt64(UInt32.max), tag >> 3 != 0, fieldCount < Wire.fieldLimit
        else {
            return nil
        }
        fieldCount += 1
        return UInt32(tag)
    }

    /// Reads a length and steps over as many bytes; nil where there are fewer.
    @inline(__always)
    mutating func delimited(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard let length = varint(bytes), length <= UInt64(end - offset) else { return nil }
        let start = offset
        offset += Int(length)
        return start..<offset
    }

    /// Reads a string; false where it is not UTF-8.
    @inline(__always)
    mutating func text(_ bytes: Span<UInt8>, into range: inout Range<Int>) -> Bool {
        guard let text = delimited(bytes), HotCursor.isText(bytes, text) else { return false }
        range = text
        return true
    }

    private static func isText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var bits: UInt8 = 0
        for offset in range { bits |= bytes[offset] }
        if bits < 0x80 { return true }
        return (try? UTF8Span(validating: bytes.extracting(range))) != nil
    }

    /// Steps over the value of a field that is not known; false where it is wrong.
    mutating func skip(_ tag: UInt32, _ bytes: Span<UInt8>) -> Bool {
        switch tag & 7 {
        case 0: return varint(bytes) != nil
        case 1: return step(8)
        case 2: return delimited(bytes) != nil
        case 5: return step(4)
        default: return false
        }
    }

    private mutating func step(_ byteCount: Int) -> Bool {
        guard end - offset >= byteCount else { return false }
        offset += byteCount
        return true
    }
}
