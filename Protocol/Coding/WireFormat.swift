// The building blocks of the Protocol Buffers encoding: tags, varints, and the scan that splits a message
// into its fields. Nothing here knows a message type, and nothing here can trap on a peer's bytes.

/// How the bytes after a tag are delimited.
enum WireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    case bytes = 2
    case groupStart = 3
    case groupEnd = 4
    case fixed32 = 5
}

/// One occurrence of a field in the bytes of a message.
struct WireField {
    /// The field's number.
    var number: UInt32
    /// How its bytes are delimited.
    var type: WireType
    /// Where its value begins; for bytes, behind the length.
    var start: Int
    /// Where its value ends.
    var end: Int
}

/// What can be wrong with bytes, before it is known in which field.
enum WireFault: Error {
    case truncated, overlongVarint, lengthPastEnd, badFieldNumber, group, tooManyFields
}

/// Reads the pieces of a message from an array of bytes.
struct WireReader {
    private let bytes: [UInt8]
    /// Where the next piece begins.
    private(set) var offset: Int
    /// Where the pieces end.
    private let end: Int
    /// The number of the field being read, for the error message.
    private(set) var field: UInt32 = 0

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.offset = range.lowerBound
        self.end = range.upperBound
    }

    var isAtEnd: Bool { offset >= end }

    /// Reads a varint of at most ten bytes whose value fits in 64 bits.
    mutating func varint() throws(WireFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            if shift == 63 && byte > 1 { throw .overlongVarint }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated
    }

    /// Reads the eight bytes of a double.
    mutating func fixed64() throws(WireFault) -> UInt64 {
        guard end - offset >= 8 else { throw .truncated }
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        offset += 8
        return value
    }

    /// Reads the four bytes of a float.
    mutating func fixed32() throws(WireFault) -> UInt32 {
        guard end - offset >= 4 else { throw .truncated }
        var value: UInt32 = 0
        for index in 0..<4 { value |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
        offset += 4
        return value
    }

    /// Reads a tag and steps over its value.
    mutating func nextField() throws(WireFault) -> WireField {
        let tag = try varint()
        field = UInt32(truncatingIfNeeded: tag >> 3)
        // A tag is a 32-bit number: three bits of type and a field number from 1 to 2²⁹−1.
        guard tag <= UInt64(UInt32.max), field != 0 else { throw .badFieldNumber }
        guard let type = WireType(rawValue: UInt8(tag & 7)) else { throw .group }
        switch type {
        case .varint: return try spanned(type) { reader throws(WireFault) in _ = try reader.varint() }
        case .fixed64: return try spanned(type) { reader throws(WireFault) in _ = try reader.fixed64() }
        case .fixed32: return try spanned(type) { reader throws(WireFault) in _ = try reader.fixed32() }
        case .groupStart, .groupEnd: throw .group
        case .bytes: return try delimited()
        }
    }

    private mutating func spanned(
        _ type: WireType, _ step: (inout WireReader) throws(WireFault) -> Void
    ) throws(WireFault) -> WireField {
        let start = offset
        try step(&self)
        return WireField(number: field, type: type, start: start, end: offset)
    }

    private mutating func delimited() throws(WireFault) -> WireField {
        let length = try varint()
        guard length <= UInt64(end - offset) else { throw .lengthPastEnd }
        let start = offset
        offset += Int(length)
        return WireField(number: field, type: .bytes, start: start, end: offset)
    }
}

/// Appends the pieces of a message to an array of bytes.
enum WireWriter {
    /// Appends `value`, seven bits a byte, lowest first.
    @inline(__always)
    static func append(varint value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends the tag of a field.
    @inline(__always)
    static func append(tag number: Int, _ type: WireType, to bytes: inout [UInt8]) {
        append(varint: UInt64(number) << 3 | UInt64(type.rawValue), to: &bytes)
    }

    /// Appends `value` in little-endian order.
    static func append<Word: FixedWidthInteger>(fixed value: Word, to bytes: inout [UInt8]) {
        for index in 0..<Word.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: value >> Word(8 * index)))
        }
    }

    /// Appends a number as `type` delimits it.
    static func append(scalar bits: UInt64, _ type: WireType, to bytes: inout [UInt8]) {
        switch type {
        case .fixed64: append(fixed: bits, to: &bytes)
        case .fixed32: append(fixed: UInt32(truncatingIfNeeded: bits), to: &bytes)
        default: append(varint: bits, to: &bytes)
        }
    }

    /// Appends one byte where the length of what follows will be put by ``finishLength(at:in:)``.
    /// - Returns: Where the byte is.
    static func beginLength(in bytes: inout [UInt8]) -> Int {
        bytes.append(0)
        return bytes.count - 1
    }

    /// Writes the length of everything behind the byte at `start` there, making room where one byte is too
    /// little.
    static func finishLength(at start: Int, in bytes: inout [UInt8]) {
        let length = bytes.count - start - 1
        if length < 0x80 {
            bytes[start] = UInt8(length)
            return
        }
        var prefix: [UInt8] = []
        append(varint: UInt64(length), to: &prefix)
        bytes.replaceSubrange(start...start, with: prefix)
    }
}
