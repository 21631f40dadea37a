// A frame is sixteen bytes of header and a payload. The header is big-endian and of fixed size, so that a
// reader knows from its first four bytes how much to wait for, and a server can refuse a frame before it has
// arrived.

/// What a frame is for.
public enum FrameKind: UInt8, CaseIterable, Sendable {
    /// Asks something.
    case request = 0
    /// Answers a request.
    case response = 1
    /// Refuses a request; the payload is a ``Failure``.
    case error = 2
    /// One of the answers of a stream.
    case streamItem = 3
    /// The last frame of a stream.
    case streamEnd = 4
    /// Stops a stream or drops a waiting request.
    case cancel = 5
    /// Asks for a sign of life.
    case ping = 6
    /// The sign of life.
    case pong = 7
    /// Asks the peer to reconnect elsewhere; what is unanswered is still answered.
    case goingAway = 8
    /// Says which trace the request of the same id, which comes next, is a part of; the payload is a
    /// `traceparent`. Only to who has said that it takes such frames.
    case trace = 9
}

/// The constants of the framing.
public enum Frame {
    /// The one version of the protocol there is.
    public static let protocolVersion: UInt8 = 1
    /// The largest length a frame may state before another is agreed: 4 MiB.
    public static let byteLimit = 4 << 20
}

/// Why a frame is refused; the connection it came on cannot be trusted further and is closed.
public enum FrameProblem: Error, Equatable, Sendable {
    /// The stated length does not even cover the header.
    case tooShort(length: UInt32)
    /// The stated length is above what was agreed, in bytes.
    case tooLong(length: UInt32, limit: Int)
    /// A protocol version this side does not speak.
    case unsupportedVersion(UInt8)
    /// A kind this side does not know.
    case unknownKind(UInt8)

    /// What is wrong, for people.
    public var message: String {
        switch self {
        case .tooShort(let length):
            "frame length \(length) is shorter than the header: at least 12 is needed"
        case .tooLong(let length, let limit):
            "frame length \(length) is above the limit of \(limit) bytes"
        case .unsupportedVersion(let version):
            "protocol version \(version) is not spoken here: use \(Frame.protocolVersion)"
        case .unknownKind(let kind):
            "frame kind \(kind) is not known"
        }
    }
}

/// The sixteen bytes in front of every payload.
public struct FrameHeader: Equatable, Sendable {
    /// How many bytes follow the length field: the rest of the header and the payload.
    public var length: UInt32
    /// The protocol version.
    public var version: UInt8
    /// What the frame is for.
    public var kind: FrameKind
    /// The number of the call; any number travels, also of calls not known here.
    public var method: UInt16
    /// The request this frame belongs to, from 1; 0 for the connection as a whole.
    public var requestID: UInt32
    /// In a request: the time left in milliseconds, 0 for no limit; in everything else 0.
    public var timeLeftMillis: UInt32

    /// The size of a header.
    public static let byteCount = 16
    /// The smallest length a frame may state: the header without its length field.
    public static let lengthMinimum = 12

    /// A header of a frame with `payloadByteCount` bytes of payload.
    public init(
        kind: FrameKind, method: UInt16 = 0, requestID: UInt32 = 0, timeLeftMillis: UInt32 = 0,
        payloadByteCount: Int = 0
    ) {
        self.length = UInt32(FrameHeader.lengthMinimum + payloadByteCount)
        self.version = Frame.protocolVersion
        self.kind = kind
        self.method = method
        self.requestID = requestID
        self.timeLeftMillis = timeLeftMillis
    }

    /// The size of the payload in bytes.
    public var payloadByteCount: Int { Int(length) - FrameHeader.lengthMinimum }

    /// The size of the whole frame in bytes, header included.
    public var frameByteCount: Int { FrameHeader.byteCount + payloadByteCount }

    /// The call, where it is one known here.
    public var call: Method? { Method(rawValue: method) }
}

// MARK: - Reading

extension FrameHeader {
    /// Reads the header at the start of `bytes`.
    ///
    /// A wrong length, version or kind is found as soon as its bytes are there, not when the header is
    /// complete.
    /// - Parameters:
    ///   - bytes: What has arrived from the start of a frame on.
    ///   - maximumLength: The largest length accepted, in bytes.
    /// - Returns: The header, or nil while fewer than sixteen bytes have arrived.
    /// - Throws: What makes it no frame of this protocol.
    public static func parse(
        _ bytes: RawSpan, maximumLength: Int = Frame.byteLimit
    ) throws(FrameProblem) -> FrameHeader? {
        let bytes = Span<UInt8>(_bytes: bytes)
        guard bytes.count >= 4 else { return nil }
        let length = bigEndian32(bytes, at: 0)
        if length < UInt32(lengthMinimum) { throw .tooShort(length: length) }
        if Int(length) > maximumLength { throw .tooLong(length: length, limit: maximumLength) }
        guard bytes.count >= 5 else { return nil }
        if bytes[4] != Frame.protocolVersion { throw .unsupportedVersion(bytes[4]) }
        guard bytes.count >= 6 else { return nil }
        guard let kind = FrameKind(rawValue: bytes[5]) else { throw .unknownKind(bytes[5]) }
        guard bytes.count >= byteCount else { return nil }
        var header = FrameHeader(kind: kind)
        header.length = length
        header.method = UInt16(bytes[6]) << 8 | UInt16(bytes[7])
        header.requestID = bigEndian32(bytes, at: 8)
        header.timeLeftMillis = bigEndian32(bytes, at: 12)
        return header
    }

    @inline(__always)
    private static func bigEndian32(_ bytes: Span<UInt8>, at offset: Int) -> UInt32 {
        UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16
            | UInt32(bytes[offset + 2]) << 8 | UInt32(bytes[offset + 3])
    }
}

// MARK: - Writing

extension FrameHeader {
    /// Appends the sixteen bytes to `bytes`.
    public func write(into bytes: inout [UInt8]) {
        let high = UInt64(length) << 32 | UInt64(version) << 24 | UInt64(kind.rawValue) << 16 | UInt64(method)
        let low = UInt64(requestID) << 32 | UInt64(timeLeftMillis)
        FrameHeader.appendBigEndian(high, to: &bytes)
        FrameHeader.appendBigEndian(low, to: &bytes)
    }

    /// Appends a header whose payload is yet to be written, for ``finish(at:in:)`` to complete.
    /// - Returns: Where the frame begins in `bytes`.
    public static func begin(
        kind: FrameKind, method: UInt16, requestID: UInt32, timeLeftMillis: UInt32 = 0,
        in bytes: inout [UInt8]
    ) -> Int {
        let start = bytes.count
        FrameHeader(kind: kind, method: method, requestID: requestID, timeLeftMillis: timeLeftMillis)
            .write(into: &bytes)
        return start
    }

    /// Writes the length of the frame that began at `start` and ends where `bytes` ends.
    public static func finish(at start: Int, in bytes: inout [UInt8]) {
        let length = UInt32(bytes.count - start - 4)
        bytes[start] = UInt8(truncatingIfNeeded: length >> 24)
        bytes[start + 1] = UInt8(truncatingIfNeeded: length >> 16)
        bytes[start + 2] = UInt8(truncatingIfNeeded: length >> 8)
        bytes[start + 3] = UInt8(truncatingIfNeeded: length)
    }

    @inline(__always)
    private static func appendBigEndian(_ word: UInt64, to bytes: inout [UInt8]) {
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}
