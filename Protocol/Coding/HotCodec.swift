// The codec of the hot path: `Check` and `CheckBatch` and their answers, read without allocating and written
// straight into a connection's buffer. It accepts and refuses exactly what the generic coder does and writes
// the same bytes; a property test holds it there. Where it finds something wrong it leaves saying what to the
// generic coder.

/// Reads and writes the messages of checks without making them.
package enum HotCodec {}

/// Where one question of a payload has its ids: ranges of byte offsets into that payload.
package struct CheckView: Equatable, Sendable {
    /// Who asks to act.
    package var actor = 0..<0
    /// The interaction or right, by name.
    package var action = 0..<0
    /// On whom.
    package var target = 0..<0
    /// The call in progress.
    package var callContext: CallContext?

    /// A question without ids.
    package init() {}
}

/// What a request asks of the state it is answered from.
package struct FreshnessView: Equatable, Sendable {
    /// How old the facts may be, in milliseconds.
    package var maxStalenessMillis: Int64?
    /// The oldest state the answer may be made from.
    package var atLeast: Position?

    /// No wish.
    package init() {}
}

// MARK: - Reading

extension HotCodec {
    /// Reads a ``CheckRequest``.
    /// - Returns: The question, as offsets into `payload`, and what it asks of the state.
    /// - Throws: What makes the bytes no such request, as the generic coder says it.
    package static func parseCheck(
        _ payload: RawSpan
    ) throws(WireProblem) -> (check: CheckView, freshness: FreshnessView) {
        let bytes = Span<UInt8>(_bytes: payload)
        var check = CheckView()
        var freshness = FreshnessParser()
        var cursor = HotCursor(0..<bytes.count)
        while !cursor.isAtEnd {
            guard let tag = cursor.tag(bytes),
                parse(tag, &check, &cursor, bytes) ?? freshness.parse(tag, &cursor, bytes)
                    ?? cursor.skip(tag, bytes)
            else { throw problem(CheckRequest.self, payload) }
        }
        return (check, freshness.view)
    }

    /// Reads a ``CheckBatchRequest``.
    /// - Parameters:
    ///   - payload: Its bytes.
    ///   - checks: Is emptied, then receives the questions as offsets into `payload`; its capacity is kept.
    /// - Returns: What the batch asks of the state.
    /// - Throws: What makes the bytes no such request, as the generic coder says it.
    package static func parseBatch(
        _ payload: RawSpan, into checks: inout [CheckView]
    ) throws(WireProblem) -> FreshnessView {
        checks.removeAll(keepingCapacity: true)
        let bytes = Span<UInt8>(_bytes: payload)
        var freshness = FreshnessParser()
        var cursor = HotCursor(0..<bytes.count)
        while !cursor.isAtEnd {
            guard let tag = cursor.tag(bytes),
                parseItem(tag, &checks, &cursor, bytes) ?? freshness.parse(tag, &cursor, bytes)
                    ?? cursor.skip(tag, bytes)
            else { throw problem(CheckBatchRequest.self, payload) }
        }
        return freshness.view
    }

    /// Reads one field of a question; nil where it is none, false where it is wrong.
    private static func parse(
        _ tag: UInt32, _ check: inout CheckView, _ cursor: inout HotCursor, _ bytes: Span<UInt8>
    ) -> Bool? {
        switch tag {
        case 1 << 3 | 2: return cursor.text(bytes, into: &check.actor)
        case 2 << 3 | 2: return cursor.text(bytes, into: &check.action)
        case 3 << 3 | 2: return cursor.text(bytes, into: &check.target)
        case 4 << 3 | 0:
            guard let number = cursor.varint(bytes) else { return false }
            check.callContext = CallContext(rawValue: Int32(truncatingIfNeeded: number)) ?? .unspecified
            return true
        default: return (1...4).contains(tag >> 3) ? false : nil
        }
    }

    private static func parseItem(
        _ tag: UInt32, _ checks: inout [CheckView], _ cursor: inout HotCursor, _ bytes: Span<UInt8>
    ) -> Bool? {
        guard tag >> 3 == 1 else { return nil }
        guard tag == 1 << 3 | 2, let range = cursor.delimited(bytes) else { return false }
        if let plain = plainItem(bytes, range) {
            checks.append(plain)
            return true
        }
        var check = CheckView()
        var item = HotCursor(range)
        while !item.isAtEnd {
            guard let tag = item.tag(bytes), parse(tag, &check, &item, bytes) ?? item.skip(tag, bytes) else {
                return false
            }
        }
        checks.append(check)
        return true
    }

    /// What the generic coder finds wrong with a payload this one refused.
    private static func problem<M: Message>(_ type: M.Type, _ payload: RawSpan) -> WireProblem {
        do {
            _ = try Wire.decode(type, from: payload)
            return .refused(field: "", reason: "the bytes are no \(type)")
        } catch {
            return error
        }
    }
}

/// Reads the fields 6 and 15 that checks and batches have in common.
private struct FreshnessParser {
    var view = FreshnessView()
    private var positionFieldCount = 0

    mutating func parse(_ tag: UInt32, _ cursor: inout HotCursor, _ bytes: Span<UInt8>) -> Bool? {
        switch tag {
        case 6 << 3 | 0:
            guard let number = cursor.varint(bytes) else { return false }
            view.maxStalenessMillis = Int64(bitPattern: number)
            return true
        case 15 << 3 | 2: return position(&cursor, bytes)
        default: return tag >> 3 == 6 || tag >> 3 == 15 ? false : nil
        }
    }

    /// Reads one occurrence of the position; a second one is merged into the first.
    private mutating func position(_ cursor: inout HotCursor, _ bytes: Span<UInt8>) -> Bool {
        guard let range = cursor.delimited(bytes) else { return false }
        var position = view.atLeast ?? Position()
        var inner = HotCursor(range, fieldCount: positionFieldCount)
        while !inner.isAtEnd {
            guard let tag = inner.tag(bytes) else { return false }
            guard (1...4).contains(tag >> 3) else {
                guard inner.skip(tag, bytes) else { return false }
                continue
            }
            guard tag & 7 == 0, let number = inner.varint(bytes) else { return false }
            switch tag >> 3 {
            case 1: position.directoryEpoch = number
            case 2: position.directory = number
            case 3: position.partnershipEpoch = number
            default: position.partnership = number
            }
        }
        positionFieldCount = inner.fieldCount
        view.atLeast = position
        return true
    }
}
