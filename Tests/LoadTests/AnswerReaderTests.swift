import EntenteProtocol
import Testing

@testable import Load

@Suite struct AnswerReaderTests {
    private static let reader = AnswerReader(isEcho: false, holdsDecisions: true)

    private static func frame(
        _ kind: FrameKind, _ method: Method, _ id: UInt32, _ payload: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        let start = FrameHeader.begin(kind: kind, method: method.rawValue, requestID: id, in: &bytes)
        bytes += payload
        FrameHeader.finish(at: start, in: &bytes)
        return bytes
    }

    private static func check(_ id: UInt32, _ verdict: Verdict, _ reason: Reason) -> [UInt8] {
        let answer = CheckResponse.with {
            ($0.verdict, $0.reason, $0.partnership, $0.partnershipVersion) = (verdict, reason, "p1", 9)
            $0.position.directory = 1_000
        }
        return frame(.response, .check, id, Wire.encode(answer))
    }

    private static func lane(_ count: Int) -> Lane {
        let ring = FrameRing(count: 100, minimum: 100) { $0 += [UInt8](repeating: 0, count: 16) }
        var lane = Lane(in: ring, from: 0, spanMaximum: 50)
        _ = lane.put(count, due: 1_000)
        return lane
    }

    private static var recorder: Recorder { Recorder(window: 500..<10_000_000, isOpenLoop: true) }

    @Test func `counts verdicts and reasons, alone and in batches, wherever the bytes were cut`() throws {
        let batch = CheckBatchResponse.with {
            $0.answers = [
                .with { ($0.verdict, $0.reason) = (.allow, .partnership) },
                .with { ($0.verdict, $0.reason, $0.ask) = (.ask, .defaults, "ada") },
                .with { ($0.verdict, $0.reason) = (.deny, .blocked) },
            ]
            $0.position.directory = 7
        }
        let bytes =
            Self.check(2, .allow, .partnership) + Self.check(1, .deny, .unknownTarget)
            + Self.frame(.response, .checkBatch, 3, Wire.encode(batch)) + Self.check(4, .allow, .partnership)
        for cut in 0...bytes.count {
            var lane = Self.lane(4)
            var recorder = Self.recorder
            let rest = try Self.reader.take(bytes, cut, now: 3_000, lane: &lane, into: &recorder)
            let later = Array(bytes[rest...])
            let end = try Self.reader.take(later, later.count, now: 4_000, lane: &lane, into: &recorder)
            #expect(end == later.count)
            #expect(recorder.answered == 4 && recorder.decisions == 6)
            #expect(lane.unansweredCount == 0)
            let counts = Dictionary(
                uniqueKeysWithValues: recorder.answers.map { ("\($0.verdict) \($0.reason)", $0.count) })
            #expect(
                counts == [
                    "allow partnership": 3, "deny unknownTarget": 1, "ask defaults": 1, "deny blocked": 1,
                ])
        }
    }

    @Test func `counts refusals by code and keeps the first's words`() throws {
        let words = ["behind by 3 s", "behind by 4 s"]
        let bytes = words.enumerated().flatMap { index, words in
            Self.frame(.error, .check, UInt32(index + 1), Wire.encode(Failure(.unavailable, words)))
        }
        var lane = Self.lane(2)
        var recorder = Self.recorder
        _ = try Self.reader.take(bytes, bytes.count, now: 3_000, lane: &lane, into: &recorder)
        #expect(recorder.failures.counts.map(\.kind) == ["unavailable"])
        #expect(recorder.failures.counts.first?.count == 2)
        #expect(recorder.failures.counts.first?.example == words[0])
        #expect(recorder.answered == 0 && recorder.latency.count == 0, "a refusal is no fast answer")
    }

    @Test func `gives a connection up that answers what was not asked, or something else`() {
        let cases: [(what: String, bytes: [UInt8])] = [
            ("an id nobody uses", Self.check(9, .allow, .partnership)),
            ("an answer twice", Self.check(1, .allow, .partnership) + Self.check(1, .allow, .partnership)),
            ("no verdict", Self.frame(.response, .check, 1, [])),
            ("a stream item", Self.frame(.streamItem, .check, 1, [8, 1, 16, 1])),
            ("a length below the header", [0, 0, 0, 3] + [UInt8](repeating: 0, count: 12)),
            ("a length above the limit", [255, 0, 0, 0] + [UInt8](repeating: 0, count: 12)),
            ("a batch that ends early", Self.frame(.response, .checkBatch, 1, [10, 200])),
            (
                "the connection's own error",
                Self.frame(.error, .check, 0, Wire.encode(Failure(.internal, "x")))
            ),
        ]
        for (what, bytes) in cases {
            var lane = Self.lane(3)
            var recorder = Self.recorder
            #expect(throws: Loss.self, "\(what)") {
                _ = try Self.reader.take(bytes, bytes.count, now: 3_000, lane: &lane, into: &recorder)
            }
        }
    }

    @Test func `takes an echo's frames as they come back`() throws {
        let echo = AnswerReader(isEcho: true, holdsDecisions: false)
        let bytes = Self.frame(.request, .check, 1, [10, 20, 1, 2]) + Self.frame(.request, .check, 2, [])
        var lane = Self.lane(2)
        var recorder = Self.recorder
        let end = try echo.take(bytes, bytes.count, now: 2_000, lane: &lane, into: &recorder)
        #expect(end == bytes.count)
        #expect(recorder.decisions == 2 && recorder.answers.isEmpty)
    }
}
