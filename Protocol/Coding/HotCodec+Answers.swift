// Writing the answers of checks: one reservation of room, then bytes in a row. The position is the same for
// every answer made from one state, so its field is written once by whoever changes the state and copied from
// then on.

extension HotCodec {
    /// The field `position` of an answer, tag and all; empty for the position that has seen nothing.
    package static func positionField(_ position: Position) -> [UInt8] {
        let body = Wire.encode(position)
        return body.isEmpty ? [] : [15 << 3 | 2, UInt8(body.count)] + body
    }

    /// Appends the payload of a ``CheckResponse``.
    /// - Parameters:
    ///   - answer: The verdict and what it rests on.
    ///   - ask: The id of whom to ask, in UTF-8; empty for nobody.
    ///   - partnership: The id of the partnership that decided, in UTF-8; empty for none.
    ///   - positionField: What ``positionField(_:)`` made of the position answered from.
    ///   - output: What it is appended to.
    package static func append(
        _ answer: HotAnswer, ask: Span<UInt8>, partnership: Span<UInt8>, positionField: Span<UInt8>,
        to output: inout [UInt8]
    ) {
        let byteBound = bound(ask) + bound(partnership) + answerByteBound + positionField.count
        output.append(addingCapacity: byteBound) { output in
            write(answer, ask, partnership, &output)
            copy(positionField, &output)
        }
    }

    /// Appends one answer of a ``CheckBatchResponse``; the position field is appended once behind the last.
    /// - Parameters:
    ///   - answer: The verdict and what it rests on.
    ///   - ask: The id of whom to ask, in UTF-8; empty for nobody.
    ///   - partnership: The id of the partnership that decided, in UTF-8; empty for none.
    ///   - output: What it is appended to.
    package static func appendBatchItem(
        _ answer: HotAnswer, ask: Span<UInt8>, partnership: Span<UInt8>, to output: inout [UInt8]
    ) {
        let byteCount =
            answer.fieldsByteCount + delimitedByteCount(ask) + delimitedByteCount(partnership)
        output.append(addingCapacity: byteCount + 1 + varintByteBound) { output in
            output.append(1 << 3 | 2)
            varint(UInt64(byteCount), &output)
            write(answer, ask, partnership, &output)
        }
    }

    private static func write(
        _ answer: HotAnswer, _ ask: Span<UInt8>, _ partnership: Span<UInt8>,
        _ output: inout OutputSpan<UInt8>
    ) {
        if answer.verdict != .unspecified { small(1, answer.verdict.rawValue, &output) }
        if answer.reason != .unspecified { small(2, answer.reason.rawValue, &output) }
        if !ask.isEmpty { delimited(3, ask, &output) }
        if let level = answer.level { small(4, level.rawValue, &output) }
        if !partnership.isEmpty { delimited(5, partnership, &output) }
        guard let version = answer.partnershipVersion else { return }
        output.append(6 << 3)
        varint(UInt64(bitPattern: version), &output)
    }

    // MARK: Pieces

    /// No varint is longer.
    private static let varintByteBound = 10
    /// Four numbers with their tags.
    private static let answerByteBound = 4 * (1 + varintByteBound)

    private static func bound(_ text: Span<UInt8>) -> Int {
        text.isEmpty ? 0 : 1 + varintByteBound + text.count
    }

    private static func delimitedByteCount(_ text: Span<UInt8>) -> Int {
        text.isEmpty ? 0 : 1 + HotAnswer.varintByteCount(UInt64(text.count)) + text.count
    }

    /// A value of an enumeration: below 128, so its varint is the number itself.
    @inline(__always)
    private static func small(_ number: UInt8, _ value: Int32, _ output: inout OutputSpan<UInt8>) {
        output.append(number << 3)
        output.append(UInt8(value))
    }

    private static func delimited(_ number: UInt8, _ text: Span<UInt8>, _ output: inout OutputSpan<UInt8>) {
        output.append(number << 3 | 2)
        varint(UInt64(text.count), &output)
        copy(text, &output)
    }

    @inline(__always)
    private static func copy(_ bytes: Span<UInt8>, _ output: inout OutputSpan<UInt8>) {
        for offset in bytes.indices { output.append(bytes[offset]) }
    }

    @inline(__always)
    private static func varint(_ value: UInt64, _ output: inout OutputSpan<UInt8>) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(truncatingIfNeeded: rest))
    }
}

/// The numbers of one answer; its ids are passed beside it, as they lie in the tables of the engine.
package struct HotAnswer: Equatable, Sendable {
    /// Whether they may.
    package var verdict: Verdict
    /// The first row of the decision table that applied.
    package var reason: Reason
    /// The relationship, where a right was asked for.
    package var level: Level?
    /// The version of the partnership that decided.
    package var partnershipVersion: Int64?

    /// The numbers of one answer.
    package init(
        verdict: Verdict, reason: Reason, level: Level? = nil, partnershipVersion: Int64? = nil
    ) {
        self.verdict = verdict
        self.reason = reason
        self.level = level
        self.partnershipVersion = partnershipVersion
    }

    /// How many bytes the numbers take, tags included.
    var fieldsByteCount: Int {
        var count = verdict == .unspecified ? 0 : 2
        count += reason == .unspecified ? 0 : 2
        count += level == nil ? 0 : 2
        if let partnershipVersion {
            count += 1 + HotAnswer.varintByteCount(UInt64(bitPattern: partnershipVersion))
        }
        return count
    }

    static func varintByteCount(_ value: UInt64) -> Int {
        // Seven bits a byte, and one byte for zero.
        (70 - (value | 1).leadingZeroBitCount) / 7
    }
}
