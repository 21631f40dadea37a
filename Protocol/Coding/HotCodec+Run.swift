// Checks arrive in runs: a caller that pipelines, or many callers behind one connection, send one like the
// other. This reads what such runs are made of: a request in its plainest form, the one that our own coder
// and every protobuf library write, in one go. Whatever is not plain (fields in another order, unknown ones,
// a bound of staleness, anything malformed) is nil here and left to the codec that reads everything; the two
// are held equal by a property test.

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

    /// Reads a question of a batch that is as plain, and whose texts are ASCII.
    /// - Returns: nil where it is not; it may be one all the same.
    static func plainItem(_ bytes: Span<UInt8>, _ range: Range<Int>) -> CheckView? {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var check = CheckView()
            var cursor = unsafe PlainCursor(base, range.lowerBound, range.upperBound)
            guard unsafe cursor.text(1 << 3 | 2, &check.actor), unsafe cursor.text(2 << 3 | 2, &check.action),
                unsafe cursor.text(3 << 3 | 2, &check.target), unsafe cursor.isAtEnd,
                unsafe isASCII(base + range.lowerBound, range.count)
            else { return nil }
            return check
        }
    }

    /// Whether every byte is below 128; tags and lengths in a plain question are too.
    @inline(__always)
    private static func isASCII(_ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        var bits: UInt64 = 0
        var at = 0
        while at &+ 8 <= count {
            bits |= unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at &+= 8
        }
        while at < count {
            bits |= unsafe UInt64(bytes.load(fromByteOffset: at, as: UInt8.self))
            at &+= 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// Version, kind and method of a request, as they stand in its header.
    private static let checkRequestWord = UInt32(Frame.protocolVersion) << 24 | UInt32(Method.check.rawValue)

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
