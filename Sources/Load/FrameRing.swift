// Requests as they go over the wire, made before the run and sent over and over. A request's id is its
// place in the ring: so a connection that works through the ring sends slices of it as they lie there,
// nothing is copied or patched, and an answer's id leads straight to what it answers.

import EntenteProtocol
import World

/// Prepared requests, one behind the other.
package struct FrameRing: Sendable {
    /// All of them.
    package let bytes: [UInt8]
    /// Where each begins, and at the end where the last one ends.
    private let starts: [UInt32]

    /// How many there are.
    package var count: Int { starts.count - 1 }

    /// Where the request at `index` begins; for an index just past the last one, where that ends.
    func start(_ index: Int) -> Int { Int(starts[index]) }

    /// The ring's own bound; beyond, preparing takes longer than measuring.
    package static let byteLimit = 1 << 30

    /// A ring of the frames that `write` appends, each with a header whose request id is still to be set.
    ///
    /// Ends early at the byte limit, but not before `minimum` frames.
    package init(count: Int, minimum: Int, write: (inout [UInt8]) -> Void) {
        var bytes: [UInt8] = []
        var starts: [UInt32] = [0]
        starts.reserveCapacity(count + 1)
        for index in 0..<max(count, minimum) {
            write(&bytes)
            Self.set(requestID: UInt32(index + 1), at: Int(starts[index]), in: &bytes)
            starts.append(UInt32(bytes.count))
            if index == 0 { bytes.reserveCapacity(min(Self.byteLimit, bytes.count * count)) }
            if bytes.count > Self.byteLimit, index + 1 >= minimum { break }
        }
        self.bytes = bytes
        self.starts = starts
    }

    private static func set(requestID: UInt32, at start: Int, in bytes: inout [UInt8]) {
        for place in 0..<4 {
            bytes[start + 8 + place] = UInt8(truncatingIfNeeded: requestID >> (24 - 8 * place))
        }
    }
}

extension FrameRing {
    /// The requests of `workload`.
    ///
    /// - Parameter minimum: How many there are at least, whatever they weigh.
    package init(_ workload: Workload, about plan: WorldPlan, minimum: Int) {
        var questions = Questions(workload, about: plan)
        var dice = Dice(seed: workload.seed ^ 0xBA7C)
        let writer = QuestionWriter(plan)
        self.init(count: Int(workload.preparedRequests), minimum: minimum) { bytes in
            if workload.batchSize > 0, dice.happens(workload.batchShare) {
                writer.append(batchOf: Int(workload.batchSize), of: &questions, to: &bytes)
            } else {
                writer.append(check: questions.next(), to: &bytes)
            }
        }
    }
}

/// Writes questions as the wire has them.
struct QuestionWriter {
    private let plan: WorldPlan
    /// The field of each action, tag and all.
    private let actionFields: [[UInt8]]
    private static let userIDByteCount: UInt8 = 20

    init(_ plan: WorldPlan) {
        self.plan = plan
        actionFields = Questions.actions.map { name in
            [2 << 3 | 2, UInt8(name.utf8.count)] + Array(name.utf8)
        }
    }

    /// Appends the frame of a ``CheckRequest``, its request id 0.
    func append(check question: Question, to bytes: inout [UInt8]) {
        let start = FrameHeader.begin(kind: .request, method: Method.check.rawValue, requestID: 0, in: &bytes)
        append(fields: question, to: &bytes)
        FrameHeader.finish(at: start, in: &bytes)
    }

    /// Appends the frame of a ``CheckBatchRequest``, its request id 0.
    func append(batchOf count: Int, of questions: inout Questions, to bytes: inout [UInt8]) {
        let start = FrameHeader.begin(
            kind: .request, method: Method.checkBatch.rawValue, requestID: 0, in: &bytes)
        for _ in 0..<count {
            let question = questions.next()
            // Two ids with tags and lengths, and the action: below 128, so its length is one byte.
            bytes.append(1 << 3 | 2)
            bytes.append(2 * (2 + Self.userIDByteCount) + UInt8(actionFields[question.action].count))
            append(fields: question, to: &bytes)
        }
        FrameHeader.finish(at: start, in: &bytes)
    }

    private func append(fields question: Question, to bytes: inout [UInt8]) {
        append(user: question.actor, as: 1, to: &bytes)
        bytes.append(contentsOf: actionFields[question.action])
        append(user: question.target, as: 3, to: &bytes)
    }

    private func append(user: Int, as field: UInt8, to bytes: inout [UInt8]) {
        bytes.append(field << 3 | 2)
        bytes.append(Self.userIDByteCount)
        plan.appendUserID(user, to: &bytes)
    }
}
