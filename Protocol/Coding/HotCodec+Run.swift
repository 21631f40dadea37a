// Checks arrive in runs: a caller that pipelines, or many callers behind one connection, send one like the
// other. This is the codec of such runs: a request in its plainest form, which is the form our own coder
// writes and every protobuf library's with it, is read in one go, and a whole answer frame is written in one
// go. Whatever is not plain (fields in another order, unknown ones, bounds of staleness, anything malformed)
// is nil here and left to the codec that reads everything; the two are held equal by a property test.

/// A check request in its plainest form; its places count from the start of the bytes it was read from.
package struct PlainCheck: Equatable, Sendable {
    /// The caller's number for it, not 0.
    package var requestID: UInt32 = 0
    /// Who asks to act.
    package var actor = 0..<0
    /// The interaction or right, by name.
    package var action = 0..<0
    /// On whom.
    package var target = 0..<0
    /// The call in progress; unspecified for none.
    package var callContext = CallContext.unspecified
    /// The oldest state the answer may be made from.
    package var atLeast: Position?
    /// Where the next frame begins.
    package var end = 0
}

extension HotCodec {
    /// Reads the frame that begins at `start` as a check request.
    ///
    /// Its ids are not looked at: whether they are text is known once they are found in a table of texts.
    /// - Returns: nil where it is not a whole and plain check request.
    package static func plainCheck(_ bytes: UnsafeRawBufferPointer, at start: Int) -> PlainCheck? {
        guard bytes.count - start >= FrameHeader.byteCount, let base = bytes.baseAddress else { return nil }
        let header = unsafe base + start
        let length = unsafe Int(bigEndian32(header))
        guard length >= FrameHeader.lengthMinimum, length <= bytes.count - start - 4,
            unsafe bigEndian32(header + 4) == checkRequestWord
        else { return nil }
        var check = PlainCheck()
        check.requestID = unsafe bigEndian32(header + 8)
        check.end = start + 4 + length
        var cursor = unsafe PlainCursor(base, start + FrameHeader.byteCount, check.end)
        guard check.requestID != 0,
            unsafe cursor.text(1 << 3 | 2, &check.actor), unsafe cursor.text(2 << 3 | 2, &check.action),
            unsafe cursor.text(3 << 3 | 2, &check.target)
        else { return nil }
        if unsafe cursor.isAtEnd { return check }
        guard unsafe cursor.callContext(&check.callContext), unsafe cursor.position(&check.atLeast) else {
            return nil
        }
        return unsafe cursor.isAtEnd ? check : nil
    }

    /// Appends the whole frame that answers a check.
    /// - Parameters:
    ///   - answer: The verdict and what it rests on.
    ///   - requestID: The number of the request.
    ///   - ask: The id of whom to ask, in UTF-8; empty for nobody.
    ///   - partnership: The id of the partnership that decided, in UTF-8; empty for none.
    ///   - positionField: What ``positionField(_:)`` made of the position answered from.
    ///   - output: What it is appended to.
    package static func appendFrame(
        _ answer: HotAnswer, requestID: UInt32, ask: UnsafeRawBufferPointer,
        partnership: UnsafeRawBufferPointer, positionField: UnsafeRawBufferPointer, to output: inout [UInt8]
    ) {
        let byteBound = frameByteBound + ask.count + partnership.count + positionField.count
        output.append(addingCapacity: byteBound) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                var writer = unsafe PlainWriter(UnsafeMutableRawPointer(base + count))
                unsafe writer.skip(FrameHeader.byteCount)
                unsafe writer.write(answer, ask, partnership)
                unsafe writer.copy(positionField)
                unsafe writer.header(checkResponseWord, requestID)
                unsafe count += writer.byteCount
            }
        }
    }

    /// The header, the numbers of an answer, and tag and length of two texts.
    private static let frameByteBound = FrameHeader.byteCount + 6 + 11 + 2 * 11

    /// Version, kind and method of a request, as they stand in its header.
    private static let checkRequestWord = UInt32(Frame.protocolVersion) << 24 | UInt32(Method.check.rawValue)
    /// The same of a response.
    private static let checkResponseWord = checkRequestWord | UInt32(FrameKind.response.rawValue) << 16

    @inline(__always)
    private static func bigEndian32(_ at: UnsafeRawPointer) -> UInt32 {
        UInt32(bigEndian: unsafe at.loadUnaligned(as: UInt32.self))
    }
}

/// Reads the fields of a plain request, one after the other.
@unsafe
private struct PlainCursor {
    private let base: UnsafeRawPointer
    private var offset: Int
    private let end: Int

    @inline(__always)
    init(_ base: UnsafeRawPointer, _ offset: Int, _ end: Int) {
        unsafe self.base = base
        unsafe self.offset = offset
        unsafe self.end = end
    }

    var isAtEnd: Bool { @inline(__always) get { unsafe offset == end } }

    @inline(__always)
    private func byte(_ at: Int) -> UInt8 { unsafe base.load(fromByteOffset: at, as: UInt8.self) }

    /// Reads a text of fewer than 128 bytes; false where there is none with this tag.
    @inline(__always)
    mutating func text(_ tag: UInt8, _ range: inout Range<Int>) -> Bool {
        guard unsafe end - offset >= 2, unsafe byte(offset) == tag else { return false }
        let count = unsafe Int(byte(offset + 1))
        guard count < 0x80, unsafe count <= end - offset - 2 else { return false }
        range = unsafe offset + 2..<offset + 2 + count
        unsafe offset += 2 + count
        return true
    }

    /// Reads the call in progress where there is one; false where it is odd.
    @inline(__always)
    mutating func callContext(_ context: inout CallContext) -> Bool {
        guard unsafe byte(offset) == 4 << 3 else { return true }
        guard unsafe end - offset >= 2, let told = unsafe CallContext(rawValue: Int32(byte(offset + 1))),
            told != .unspecified
        else { return false }
        context = told
        unsafe offset += 2
        return true
    }

    /// Reads the position where there is one; false where it is odd.
    @inline(__always)
    mutating func position(_ position: inout Position?) -> Bool {
        guard unsafe end - offset >= 2, unsafe byte(offset) == 15 << 3 | 2 else { return true }
        guard unsafe Int(byte(offset + 1)) == end - offset - 2, unsafe end - offset < 0x80 else {
            return false
        }
        unsafe offset += 2
        var read = Position()
        guard unsafe number(1 << 3, &read.directoryEpoch), unsafe number(2 << 3, &read.directory),
            unsafe number(3 << 3, &read.partnershipEpoch), unsafe number(4 << 3, &read.partnership)
        else { return false }
        position = read
        return true
    }

    /// Reads a number where there is one with this tag; false where it is malformed.
    @inline(__always)
    private mutating func number(_ tag: UInt8, _ number: inout UInt64) -> Bool {
        guard unsafe offset < end, unsafe byte(offset) == tag else { return true }
        unsafe offset += 1
        var shift: UInt64 = 0
        while unsafe offset < end, shift < 70 {
            let next = unsafe byte(offset)
            unsafe offset += 1
            if shift == 63, next > 1 { return false }
            number |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return true }
            shift += 7
        }
        return false
    }
}

/// Writes an answer frame into memory that is known to suffice.
@unsafe
private struct PlainWriter {
    private let start: UnsafeMutableRawPointer
    private var at: UnsafeMutableRawPointer

    @inline(__always)
    init(_ start: UnsafeMutableRawPointer) {
        unsafe self.start = start
        unsafe at = start
    }

    var byteCount: Int { @inline(__always) get { unsafe at - start } }

    @inline(__always)
    mutating func skip(_ byteCount: Int) { unsafe at += byteCount }

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

    @inline(__always)
    func header(_ word: UInt32, _ requestID: UInt32) {
        unsafe start.storeBytes(of: UInt32(truncatingIfNeeded: byteCount - 4).bigEndian, as: UInt32.self)
        unsafe start.storeBytes(of: word.bigEndian, toByteOffset: 4, as: UInt32.self)
        unsafe start.storeBytes(of: requestID.bigEndian, toByteOffset: 8, as: UInt32.self)
        unsafe start.storeBytes(of: 0, toByteOffset: 12, as: UInt32.self)
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
