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

    /// The most that a frame answering a check takes, in bytes.
    @inlinable
    package static func frameByteBound(_ ids: AnswerIDs, _ positionByteCount: Int) -> Int {
        unsafe FrameHeader.byteCount + AnswerBounds.fieldsByteCount + ids.ask.count + ids.partnership.count
            + positionByteCount
    }

    /// Appends whole frames that answer checks.
    /// - Parameters:
    ///   - count: How many.
    ///   - byteBound: The sum of their ``frameByteBound(_:_:)``.
    ///   - output: What they are appended to.
    ///   - frame: Answers the frame at a place, from 0.
    @inline(__always)
    package static func appendFrames(
        _ count: Int, byteBound: Int, to output: inout [UInt8], _ frame: (Int) -> HotFrame
    ) {
        output.append(addingCapacity: byteBound) { output in
            unsafe AnswerWriter.write(into: &output) { writer in
                for place in 0..<count { unsafe writer.write(frame(place)) }
            }
        }
    }

    /// The most that an answer of a ``CheckBatchResponse`` takes, in bytes.
    package static func itemByteBound(_ ids: AnswerIDs) -> Int {
        unsafe AnswerBounds.itemHeadByteCount + AnswerBounds.fieldsByteCount + ids.ask.count
            + ids.partnership.count
    }

    /// Appends answers of a ``CheckBatchResponse``; the position field is appended once behind the last.
    /// - Parameters:
    ///   - count: How many.
    ///   - byteBound: The sum of their ``itemByteBound(_:)``.
    ///   - output: What they are appended to.
    ///   - item: Answers the answer at a place, from 0.
    @inline(__always)
    package static func appendItems(
        _ count: Int, byteBound: Int, to output: inout [UInt8], _ item: (Int) -> (HotAnswer, AnswerIDs)
    ) {
        output.append(addingCapacity: byteBound) { output in
            unsafe AnswerWriter.write(into: &output) { writer in
                for place in 0..<count {
                    let (answer, ids) = item(place)
                    unsafe writer.writeItem(answer, ids.ask, ids.partnership)
                }
            }
        }
    }
}

/// The ids that an answer names; the bytes lie where they are kept.
@frozen @safe
package struct AnswerIDs {
    /// The id of whom to ask, in UTF-8; empty for nobody.
    package let ask: UnsafeRawBufferPointer
    /// The id of the partnership that decided, in UTF-8; empty for none.
    package let partnership: UnsafeRawBufferPointer

    /// These.
    @inlinable
    package init(ask: UnsafeRawBufferPointer, partnership: UnsafeRawBufferPointer) {
        unsafe self.ask = ask
        unsafe self.partnership = partnership
    }

    /// No id.
    @inlinable
    package static var none: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
}

/// A frame that answers a check.
@safe
package struct HotFrame {
    /// The number of the request.
    let requestID: UInt32
    let answer: HotAnswer
    let ids: AnswerIDs
    let positionField: UnsafeRawBufferPointer

    /// The frame that answers request `requestID`.
    /// - Parameters:
    ///   - answer: The verdict and what it rests on.
    ///   - positionField: What ``HotCodec/positionField(_:)`` made of the position answered from.
    @inline(__always)
    package init(
        requestID: UInt32, answer: HotAnswer, ids: AnswerIDs, positionField: UnsafeRawBufferPointer
    ) {
        self.requestID = requestID
        self.answer = answer
        self.ids = ids
        unsafe self.positionField = positionField
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
}
