// The hand codec of the hot path beside the generic one, on the same messages; and what the reason and the
// revisions of every answer cost, as an answer that has none of them.

import EntenteProtocol

/// The cases of `codec`.
struct CodecBenchmark {
    private let questions = Questions(1 << 10, about: .anybody, in: SampleWorld(userCount: 100_000))
    private let positionField = HotCodec.positionField(Self.position)
    private let partnership = Array("partnership-000042".utf8)

    private static let batchSize = 64
    private static let nothing: [UInt8] = []
    private static let position = Position(
        directoryEpoch: 7_211_334_875, directory: 1_048_576, partnershipEpoch: 8_377_102_944,
        partnership: 52_031)

    /// Each message, by hand and generically.
    var cases: [BenchmarkCase] {
        [
            readCheck, readCheckGenerically, readBatch, readBatchGenerically, writeAnswer,
            writeAnswerGenerically,
            writeBareAnswer, writeBatchItem,
        ]
    }

    // MARK: reading

    private func encoded() -> [[UInt8]] {
        questions.items.map { item in
            Wire.encode(
                CheckRequest.with {
                    $0.actor = item.actor
                    $0.action = item.action
                    $0.target = item.target
                })
        }
    }

    private var readCheck: BenchmarkCase {
        BenchmarkCase("check-read", "a check's payload read by hand") {
            let payloads = encoded()
            return { count in
                repeating(count, over: payloads) { payload in
                    let parsed = try? HotCodec.parseCheck(payload.span.bytes)
                    return UInt64(parsed?.check.target.count ?? 0)
                }
            }
        }
    }

    private var readCheckGenerically: BenchmarkCase {
        BenchmarkCase("check-read-generic", "the same by the generic codec") {
            let payloads = encoded()
            return { count in
                repeating(count, over: payloads) { payload in
                    let message = try? Wire.decode(CheckRequest.self, from: payload)
                    return UInt64(message?.target.utf8.count ?? 0)
                }
            }
        }
    }

    private func encodedBatches() -> [[UInt8]] {
        stride(from: 0, to: questions.items.count, by: Self.batchSize).map { first in
            Wire.encode(
                CheckBatchRequest.with { $0.checks = Array(questions.items[first..<first + Self.batchSize]) })
        }
    }

    private var readBatch: BenchmarkCase {
        BenchmarkCase(
            "batch-read", "one of \(Self.batchSize) checks of a batch read by hand", unit: Self.batchSize
        ) {
            let payloads = encodedBatches()
            var checks: [CheckView] = []
            return { count in
                repeating(count / Self.batchSize, over: payloads) { payload in
                    _ = try? HotCodec.parseBatch(payload.span.bytes, into: &checks)
                    return UInt64(checks.count)
                }
            }
        }
    }

    private var readBatchGenerically: BenchmarkCase {
        BenchmarkCase("batch-read-generic", "the same by the generic codec", unit: Self.batchSize) {
            let payloads = encodedBatches()
            return { count in
                repeating(count / Self.batchSize, over: payloads) { payload in
                    let message = try? Wire.decode(CheckBatchRequest.self, from: payload)
                    return UInt64(message?.checks.count ?? 0)
                }
            }
        }
    }

    // MARK: writing

    private var writeAnswer: BenchmarkCase {
        BenchmarkCase("answer-write", "an answer with reason, partnership and position") {
            writing { output in
                HotCodec.append(
                    HotAnswer(verdict: .allow, reason: .partnership, partnershipVersion: 300),
                    ask: Self.nothing.span,
                    partnership: partnership.span, positionField: positionField.span, to: &output)
            }
        }
    }

    private var writeBareAnswer: BenchmarkCase {
        BenchmarkCase("answer-write-bare", "an answer that is a verdict and no more") {
            writing { output in
                HotCodec.append(
                    HotAnswer(verdict: .allow, reason: .unspecified), ask: Self.nothing.span,
                    partnership: Self.nothing.span,
                    positionField: Self.nothing.span, to: &output)
            }
        }
    }

    private var writeBatchItem: BenchmarkCase {
        BenchmarkCase("batch-item-write", "an answer of a batch, with reason and partnership") {
            writing { output in
                partnership.withUnsafeBytes { partnership in
                    let ids = AnswerIDs(ask: AnswerIDs.none, partnership: partnership)
                    HotCodec.appendItems(1, byteBound: HotCodec.itemByteBound(ids), to: &output) { _ in
                        (HotAnswer(verdict: .allow, reason: .partnership, partnershipVersion: 300), ids)
                    }
                }
            }
        }
    }

    private var writeAnswerGenerically: BenchmarkCase {
        BenchmarkCase("answer-write-generic", "the whole answer by the generic codec") {
            let partnership = String(decoding: partnership, as: UTF8.self)
            return writing { output in
                let message = CheckResponse.with {
                    $0.verdict = .allow
                    $0.reason = .partnership
                    $0.partnership = partnership
                    $0.partnershipVersion = 300
                    $0.position = Self.position
                }
                Wire.encode(message, appendingTo: &output)
            }
        }
    }

    /// Writes into a buffer that is emptied now and then, as a connection's is at the end of a turn.
    private func writing(_ write: @escaping (inout [UInt8]) -> Void) -> (Int) -> UInt64 {
        var output: [UInt8] = []
        output.reserveCapacity(64 << 10)
        return { count in
            var sum: UInt64 = 0
            for _ in 0..<count {
                if output.count > 32 << 10 { output.removeAll(keepingCapacity: true) }
                write(&output)
                sum &+= UInt64(output.count)
            }
            return sum
        }
    }
}

/// Does something so many times, with one element after another of a ring.
private func repeating<Element>(
    _ count: Int, over ring: [Element], _ body: (Element) -> UInt64
) -> UInt64 {
    var sum: UInt64 = 0
    var next = 0
    for _ in 0..<count {
        sum &+= body(ring[next])
        next += 1
        if next == ring.count { next = 0 }
    }
    return sum
}
