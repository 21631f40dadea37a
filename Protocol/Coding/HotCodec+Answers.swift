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
        let byteBound = AnswerBounds.fieldsByteCount + ask.count + partnership.count + positionField.count
        output.append(addingCapacity: byteBound) { output in
            unsafe AnswerWriter.write(into: &output) { writer in
                unsafe ask.bytes.withUnsafeBytes { ask in
                    unsafe partnership.bytes.withUnsafeBytes { unsafe writer.write(answer, ask, $0) }
                }
                unsafe positionField.bytes.withUnsafeBytes { unsafe writer.copy($0) }
            }
        }
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
        let byteBound =
            FrameHeader.byteCount + AnswerBounds.fieldsByteCount + ask.count + partnership.count
            + positionField.count
        output.append(addingCapacity: byteBound) { output in
            unsafe AnswerWriter.write(into: &output) { writer in
                unsafe writer.skip(FrameHeader.byteCount)
                unsafe writer.write(answer, ask, partnership)
                unsafe writer.copy(positionField)
                unsafe writer.header(checkResponseWord, requestID)
            }
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
        let byteBound =
            AnswerBounds.itemHeadByteCount + AnswerBounds.fieldsByteCount + ask.count + partnership.count
        output.append(addingCapacity: byteBound) { output in
            unsafe AnswerWriter.write(into: &output) { writer in
                unsafe ask.bytes.withUnsafeBytes { ask in
                    unsafe partnership.bytes.withUnsafeBytes { unsafe writer.writeItem(answer, ask, $0) }
                }
            }
        }
    }

    /// Version, kind and method of a response to a check, as they stand in its header.
    private static let checkResponseWord =
        UInt32(Frame.protocolVersion) << 24 | UInt32(FrameKind.response.rawValue) << 16
        | UInt32(Method.check.rawValue)
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
}
