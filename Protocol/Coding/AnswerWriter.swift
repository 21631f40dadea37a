// Answers are written with a pointer into room that is known to suffice: checking it byte by byte costs more
// than everything else about an answer.

/// How much room the parts of an answer take, in bytes.
enum AnswerBounds {
    /// The most beside the ids: three numbers below 128, a version, and tag and length of two texts.
    static let fieldsByteCount = 3 * 2 + 11 + 2 * 11
    /// What stands in front of an item of a batch: its tag, and its length in two bytes, which is enough for
    /// two ids of 255.
    static let itemHeadByteCount = 3
}

/// Writes the fields of an answer, and what stands around them.
@unsafe
struct AnswerWriter {
    private let start: UnsafeMutableRawPointer
    private var at: UnsafeMutableRawPointer

    /// Has `body` write at the end of `output`, which has room for everything it writes.
    @inline(__always)
    static func write(into output: inout OutputSpan<UInt8>, _ body: (inout AnswerWriter) -> Void) {
        unsafe output.withUnsafeMutableBufferPointer { buffer, count in
            guard let base = buffer.baseAddress else { return }
            var writer = unsafe AnswerWriter(UnsafeMutableRawPointer(base + count))
            unsafe body(&writer)
            unsafe count += writer.byteCount
            precondition(count <= buffer.count, "an answer is longer than its bound")
        }
    }

    @inline(__always)
    private init(_ start: UnsafeMutableRawPointer) {
        unsafe self.start = start
        unsafe at = start
    }

    private var byteCount: Int { @inline(__always) get { unsafe at - start } }

    @inline(__always)
    mutating func write(
        _ answer: HotAnswer, _ ask: UnsafeRawBufferPointer, _ partnership: UnsafeRawBufferPointer
    ) {
        if answer.verdict != .unspecified { unsafe small(1, answer.verdict.rawValue) }
        if answer.reason != .unspecified { unsafe small(2, answer.reason.rawValue) }
        if unsafe !ask.isEmpty { unsafe text(3, ask) }
        if let level = answer.level { unsafe small(4, level.rawValue) }
        if unsafe !partnership.isEmpty { unsafe text(5, partnership) }
        guard let version = answer.partnershipVersion else { return }
        unsafe byte(6 << 3)
        unsafe varint(UInt64(bitPattern: version))
    }

    /// Writes an answer as a field of a batch.
    @inline(__always)
    mutating func writeItem(
        _ answer: HotAnswer, _ ask: UnsafeRawBufferPointer, _ partnership: UnsafeRawBufferPointer
    ) {
        let head = unsafe at
        unsafe at += AnswerBounds.itemHeadByteCount
        unsafe write(answer, ask, partnership)
        let byteCount = unsafe at - head - AnswerBounds.itemHeadByteCount
        unsafe head.storeBytes(of: 1 << 3 | 2, as: UInt8.self)
        if byteCount < 0x80 {
            // Its length takes one byte: it moves up by the other.
            unsafe head.storeBytes(of: UInt8(truncatingIfNeeded: byteCount), toByteOffset: 1, as: UInt8.self)
            unsafe (head + 2).copyMemory(from: head + AnswerBounds.itemHeadByteCount, byteCount: byteCount)
            unsafe at -= 1
        } else {
            precondition(byteCount < 0x4000, "an item's length takes two bytes")
            unsafe head.storeBytes(
                of: UInt8(truncatingIfNeeded: byteCount) | 0x80, toByteOffset: 1, as: UInt8.self)
            unsafe head.storeBytes(
                of: UInt8(truncatingIfNeeded: byteCount >> 7), toByteOffset: 2, as: UInt8.self)
        }
    }

    /// Writes a whole frame.
    @inline(__always)
    mutating func write(_ frame: HotFrame) {
        let head = unsafe at
        unsafe at += FrameHeader.byteCount
        unsafe write(frame.answer, frame.ids.ask, frame.ids.partnership)
        unsafe copy(frame.positionField)
        let length = unsafe UInt32(truncatingIfNeeded: at - head - 4)
        unsafe head.storeBytes(of: length.bigEndian, as: UInt32.self)
        unsafe head.storeBytes(of: Self.responseWord, toByteOffset: 4, as: UInt32.self)
        unsafe head.storeBytes(of: frame.requestID.bigEndian, toByteOffset: 8, as: UInt32.self)
        unsafe head.storeBytes(of: 0, toByteOffset: 12, as: UInt32.self)
    }

    /// Version, kind and method of a response to a check, as they stand in its header.
    @inline(__always)
    private static var responseWord: UInt32 {
        let version = UInt32(Frame.protocolVersion) << 24
        return (version | UInt32(FrameKind.response.rawValue) << 16 | UInt32(Method.check.rawValue)).bigEndian
    }

    @inline(__always)
    mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        unsafe at.copyMemory(from: base, byteCount: bytes.count)
        unsafe at += bytes.count
    }

    @inline(__always)
    private mutating func byte(_ byte: UInt8) {
        unsafe at.storeBytes(of: byte, as: UInt8.self)
        unsafe at += 1
    }

    /// A value of an enumeration: below 128, so its varint is the number itself.
    @inline(__always)
    private mutating func small(_ number: UInt8, _ value: Int32) {
        unsafe byte(number << 3)
        unsafe byte(UInt8(truncatingIfNeeded: value))
    }

    @inline(__always)
    private mutating func text(_ number: UInt8, _ text: UnsafeRawBufferPointer) {
        unsafe byte(number << 3 | 2)
        unsafe varint(UInt64(text.count))
        unsafe copy(text)
    }

    @inline(__always)
    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            unsafe byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        unsafe byte(UInt8(truncatingIfNeeded: rest))
    }
}
