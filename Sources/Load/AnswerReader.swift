// Answers are read where they arrived: length, kind, request id, verdict and reason, and nothing else.
// One buffer serves all connections of a thread, so it stays in the processor's cache; a connection keeps
// only the beginning of an answer whose end has not come.

import EntenteProtocol

/// Why a connection cannot be used any more.
enum Loss: Error, Equatable {
    /// What the peer sent is no answer to what was asked.
    case protocolBroken(String)
    /// It ended, or broke.
    case ended(String)
}

/// Reads what a service answers.
struct AnswerReader {
    /// The kind of frames that answer: a response, or from an echo the request itself.
    private let answerKind: UInt8
    /// Whether answers hold decisions; those of an echo and those to commands hold none.
    private let holdsDecisions: Bool

    init(isEcho: Bool, holdsDecisions: Bool) {
        self.holdsDecisions = holdsDecisions
        answerKind = isEcho ? FrameKind.request.rawValue : FrameKind.response.rawValue
    }

    /// Answers to requests with ids in a row, each with as many decisions.
    private struct Row {
        var first: UInt32 = 0
        var count = 0
        var decisions: UInt64 = 0

        /// Takes one more, if it is the next.
        @inline(__always)
        mutating func extend(_ id: UInt32, _ decisions: UInt64) -> Bool {
            guard count > 0, id == first &+ UInt32(truncatingIfNeeded: count), decisions == self.decisions
            else { return false }
            count += 1
            return true
        }
    }

    /// Takes every whole answer of `bytes[..<end]`, which arrived at `now`.
    ///
    /// - Returns: Where the first answer begins that is not whole.
    func take(
        _ bytes: [UInt8], _ end: Int, now: UInt64, lane: inout Lane, into recorder: inout Recorder
    ) throws(Loss) -> Int {
        let isMeasured = recorder.window.contains(now)
        var start = 0
        var row = Row()
        while end - start >= FrameHeader.byteCount {
            let word = Self.bigEndian64(bytes, start)
            let length = Int(truncatingIfNeeded: word >> 32)
            guard length >= FrameHeader.lengthMinimum, length <= Frame.byteLimit else {
                throw .protocolBroken("an answer announces \(length) bytes")
            }
            let next = start + 4 + length
            if next > end { break }
            let id = UInt32(truncatingIfNeeded: Self.bigEndian64(bytes, start + 8) >> 32)
            if UInt8(truncatingIfNeeded: word >> 16) == answerKind {
                let count =
                    holdsDecisions
                    ? try decisions(
                        bytes, start, next, UInt16(truncatingIfNeeded: word), isMeasured, &recorder)
                    : 1
                if !row.extend(id, count) {
                    try settle(row, now: now, &lane, &recorder)
                    row = Row(first: id, count: 1, decisions: count)
                }
            } else {
                try settle(row, now: now, &lane, &recorder)
                row = Row()
                try takeOther(bytes, start, next, id, now: now, &lane, &recorder)
            }
            start = next
        }
        try settle(row, now: now, &lane, &recorder)
        return start
    }

    private func settle(
        _ row: Row, now: UInt64, _ lane: inout Lane, _ recorder: inout Recorder
    ) throws(Loss) {
        var id = row.first
        var left = row.count
        while left > 0 {
            let (due, count) = lane.settle(id, left)
            guard count > 0 else { throw .protocolBroken("an answer to request \(id), which nobody asked") }
            recorder.noteAnswers(count, due: due, now: now, decisionsEach: row.decisions)
            id &+= UInt32(truncatingIfNeeded: count)
            left -= count
        }
    }

    /// How many bytes the answer that begins at `start` has, as far as that has arrived.
    static func frameByteCount(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard end - start >= 4 else { return nil }
        return 4 + bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    // MARK: - Decisions

    /// Notes the decisions of the answer that lies at `start..<end`, if they count.
    ///
    /// - Returns: How many there are.
    @inline(__always)
    private func decisions(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ method: UInt16, _ isMeasured: Bool,
        _ recorder: inout Recorder
    ) throws(Loss) -> UInt64 {
        let payload = start + FrameHeader.byteCount
        if method == Method.checkBatch.rawValue {
            return try batch(bytes, payload, end, isMeasured, &recorder)
        }
        if isMeasured { try note(bytes, payload, end, &recorder) }
        return 1
    }

    /// Notes one decision; its fields are in ascending order, so verdict and reason are the first bytes.
    @inline(__always)
    private func note(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ recorder: inout Recorder
    ) throws(Loss) {
        guard end - start >= 4, bytes[start] == 1 << 3, bytes[start + 2] == 2 << 3 else {
            throw .protocolBroken("an answer without verdict and reason")
        }
        recorder.noteVerdict(bytes[start + 1], bytes[start + 3])
    }

    private func batch(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ isMeasured: Bool, _ recorder: inout Recorder
    ) throws(Loss) -> UInt64 {
        var offset = start
        var count: UInt64 = 0
        // The position, a field of a higher number, ends the list.
        while offset < end, bytes[offset] == 1 << 3 | 2 {
            offset += 1
            var length = 0
            var shift = 0
            repeat {
                guard offset < end, shift < 28 else {
                    throw .protocolBroken("a batch that ends in a decision")
                }
                length |= Int(bytes[offset] & 0x7F) << shift
                shift += 7
                offset += 1
            } while bytes[offset - 1] >= 0x80
            guard length <= end - offset else { throw .protocolBroken("a batch that ends in a decision") }
            if isMeasured { try note(bytes, offset, offset + length, &recorder) }
            offset += length
            count += 1
        }
        return count
    }

    // MARK: - What is no decision

    private func takeOther(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ id: UInt32, now: UInt64, _ lane: inout Lane,
        _ recorder: inout Recorder
    ) throws(Loss) {
        switch FrameKind(rawValue: bytes[start + 5]) {
        case .error:
            let payload = Array(bytes[(start + FrameHeader.byteCount)..<end])
            guard let failure = try? Wire.decode(Failure.self, from: payload) else {
                throw .protocolBroken("an error that cannot be read")
            }
            guard id != 0 else { throw .ended("\(failure.code.name): \(failure.message)") }
            let (due, count) = lane.settle(id, 1)
            guard count == 1 else { throw .protocolBroken("an error for request \(id), which nobody asked") }
            recorder.noteFailure(.refused(failure.code), due: due, now: now, example: failure.message)
        case .goingAway, .pong, .ping:
            // The unanswered are still answered; the end of the connection will tell the rest.
            break
        default:
            throw .protocolBroken("a frame of kind \(bytes[start + 5])")
        }
    }

    /// Eight bytes as one number: bounds are checked once, where byte by byte it would be eight times.
    @inline(__always)
    private static func bigEndian64(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        UInt64(
            bigEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
