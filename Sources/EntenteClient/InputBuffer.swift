import EntenteProtocol
import SystemCalls

/// Bytes that came, cut into frames.
struct InputBuffer {
    private static let readByteCount = 64 << 10

    private var bytes: [UInt8] = []
    /// What is handed out already, and where the bytes that came end.
    private var start = 0
    private var end = 0

    /// Reads what is there, making room first.
    mutating func fill(from socket: borrowing FileDescriptor) -> TransferOutcome {
        if start == end {
            start = 0
            end = 0
        }
        if bytes.count - end < Self.readByteCount { makeRoom() }
        let outcome = socket.read(into: &bytes, end..<bytes.count)
        if case .bytes(let count) = outcome { end += count }
        return outcome
    }

    private mutating func makeRoom() {
        if start > 0 {
            bytes.removeFirst(start)
            end -= start
            start = 0
        }
        let wanted = max(end * 2, end + Self.readByteCount)
        if bytes.count < wanted { bytes += [UInt8](repeating: 0, count: wanted - bytes.count) }
    }

    /// The next whole frame, or nil where more must come first.
    ///
    /// - Throws: why what came is no frame.
    mutating func nextFrame(lengthMaximum: Int) throws(FrameProblem) -> (FrameHeader, [UInt8])? {
        guard
            let header = try FrameHeader.parse(
                bytes.span.bytes.extracting(start..<end), maximumLength: lengthMaximum),
            end - start >= header.frameByteCount
        else { return nil }
        let payload = Array(bytes[(start + FrameHeader.byteCount)..<(start + header.frameByteCount)])
        start += header.frameByteCount
        return (header, payload)
    }
}
