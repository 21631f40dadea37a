// The way of a record from a reactor to a line, without a thread or a file.

import EntenteProtocol
import SystemCalls
import Testing

@testable import DecisionService

@Suite struct DecisionRingTests {
    private func ring(records: Int = 16, sampleInterval: UInt64 = 1) -> DecisionRing {
        var settings = DecisionLogSettings(folder: "")
        (settings.ringRecordCount, settings.sampleInterval) = (records, sampleInterval)
        return DecisionRing(of: "node-1", reactor: 2, settings)
    }

    private func store(
        _ ring: DecisionRing, actor: String = "ada", partnership: String = "p1", trace: TraceContext? = nil
    ) {
        var (actor, action, target, partnership) = (actor, "chat.start", "grace", partnership)
        actor.withUTF8 { actor in
            action.withUTF8 { action in
                target.withUTF8 { target in
                    partnership.withUTF8 { partnership in
                        ring.store(
                            DecisionEntry(
                                call: .checkBatch, at: 1_700_000_000_123, token: "all",
                                actor: UnsafeRawBufferPointer(actor),
                                action: UnsafeRawBufferPointer(action),
                                target: UnsafeRawBufferPointer(target),
                                partnership: UnsafeRawBufferPointer(partnership), callContext: .forwarder,
                                outcome: DecisionOutcome(
                                    HotAnswer(
                                        verdict: .ask, reason: .partnership, level: .external,
                                        partnershipVersion: 3)),
                                position: Position(
                                    directoryEpoch: .max, directory: 5, partnershipEpoch: 7, partnership: 9),
                                trace: trace))
                    }
                }
            }
        }
    }

    private func records(_ ring: DecisionRing, most: Int = 1_000) throws -> [DecisionRecord] {
        var lines: [UInt8] = []
        let form = DecisionLine(of: ring)
        _ = ring.take(most: most) { form.append($0, $1, to: &lines) }
        return try String(decoding: lines, as: UTF8.self).split(separator: "\n").map {
            try JSON.decode(DecisionRecord.self, from: String($0))
        }
    }

    @Test func `a record says everything that was stored`() throws {
        let ring = ring()
        let trace = try #require(
            TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".utf8))
        store(ring, trace: trace)
        let expected = DecisionRecord.with {
            ($0.at, $0.node, $0.reactor, $0.sequence) = (1_700_000_000_123, "node-1", 2, 1)
            ($0.call, $0.token) = ("checkBatch", "all")
            ($0.actor, $0.action, $0.target) = ("ada", "chat.start", "grace")
            ($0.callContext, $0.verdict, $0.reason, $0.level) = (.forwarder, .ask, "partnership", .external)
            ($0.partnership, $0.partnershipVersion) = ("p1", 3)
            $0.position = Position(
                directoryEpoch: .max, directory: 5, partnershipEpoch: 7, partnership: 9)
            $0.trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        }
        #expect(try records(ring) == [expected])
    }

    @Test func `a full ring loses what comes, counts it, and shows the gap by its numbers`() throws {
        let ring = ring(records: 4)
        for _ in 0..<6 { store(ring) }
        #expect(ring.lostCount == 2)
        #expect(try records(ring).map(\.sequence) == [1, 2, 3, 4])
        store(ring)
        #expect(try records(ring).map(\.sequence) == [7])
    }

    @Test func `places are used again and again`() throws {
        let ring = ring(records: 4)
        var seen: [UInt64] = []
        for _ in 0..<100 {
            for _ in 0..<3 { store(ring) }
            seen += try records(ring, most: 2).map(\.sequence) + records(ring, most: 2).map(\.sequence)
        }
        #expect(seen == Array(1...300))
        #expect(ring.lostCount == 0)
    }

    @Test func `of a sample the numbers have no gaps`() throws {
        let ring = ring(sampleInterval: 3)
        for _ in 0..<10 { store(ring) }
        #expect(try records(ring).map(\.sequence) == [1, 2, 3])
    }

    @Test func `what is too long is cut off, and what is odd stays one line`() throws {
        let ring = ring()
        let odd = "a\"b\\c\nd\u{7f}é"
        store(ring, actor: odd)
        store(ring, actor: String(repeating: "é", count: 40), partnership: "")
        let read = try records(ring)
        #expect(read[0].actor == odd)
        #expect(read[1].actor == String(repeating: "é", count: 32))
        #expect(read[1].partnership == nil && read[1].partnershipVersion == nil)
    }

    @Test(arguments: [("full", 1), ("1/1", 1), ("1/100", 100)] as [(String, UInt64)])
    func `a sample is written as a share`(text: String, interval: UInt64) {
        #expect(DecisionLogFlags.interval(text) == interval)
    }

    @Test(arguments: ["", "1/0", "2/3", "1/", "1/x", "all", "0.1"])
    func `other shares are refused`(text: String) { #expect(DecisionLogFlags.interval(text) == nil) }
}
