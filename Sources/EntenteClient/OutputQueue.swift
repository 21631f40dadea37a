import EntenteProtocol

/// Frames that are to be written, and how much of the connection's stream of bytes is.
struct OutputQueue {
    private var bytes: [UInt8] = []
    /// How many bytes of the connection the system has taken.
    private(set) var writtenOffset: UInt64 = 0
    /// How many bytes the connection has, written or not.
    private(set) var endOffset: UInt64 = 0

    /// Whether everything is written.
    var isEmpty: Bool { writtenOffset == endOffset }

    /// Puts a frame at the end.
    mutating func append(
        _ kind: FrameKind, method: Method?, requestID: UInt32, timeLeft: UInt32 = 0, payload: [UInt8]
    ) {
        let header = FrameHeader(
            kind: kind, method: method?.rawValue ?? 0, requestID: requestID, timeLeftMillis: timeLeft,
            payloadByteCount: payload.count)
        header.write(into: &bytes)
        bytes += payload
        endOffset += UInt64(header.frameByteCount)
    }

    /// Hands over what is not handed over yet; the taker writes it and says so with ``wrote(_:)``.
    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }

    /// The system has taken `byteCount` more bytes.
    mutating func wrote(_ byteCount: Int) { writtenOffset += UInt64(byteCount) }
}
