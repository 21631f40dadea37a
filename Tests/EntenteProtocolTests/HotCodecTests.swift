// The hot codec beside the generic one: the same bytes out, the same bytes in, the same refusals.

import EntenteProtocol
import TestSupport
import Testing

@Suite("The hot codec") struct HotCodecTests {
    @Test func readsWhatTheGenericCoderReads() throws {
        for seed in 0..<500 as Range<UInt64> {
            let check = RandomValues.message(CheckRequest.self, seed: seed)
            expectSameCheck(Wire.encode(check), seed)
            let batch = RandomValues.message(CheckBatchRequest.self, seed: seed)
            expectSameBatch(Wire.encode(batch), seed)
        }
    }

    @Test func refusesWhatTheGenericCoderRefuses() throws {
        var refused = 0
        for seed in 0..<3000 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            let check = CheckRequest.made(from: random)
            refused += expectSameCheck(mutated(Wire.encode(check), by: random), seed) ? 0 : 1
            let batch = CheckBatchRequest.made(from: random)
            refused += expectSameBatch(mutated(Wire.encode(batch), by: random), seed) ? 0 : 1
        }
        // Both sides of the comparison must have been seen.
        #expect(refused > 1000 && refused < 5500, "\(refused) of 6000 refused")
    }

    @Test func readsAMessageOfCraftedPieces() {
        let pieces: [[UInt8]] = [
            [0x0A, 1, 0x61], [0x12, 0], [0x1A, 2, 0xC3, 0xA9], [0x20, 2], [0x20, 99], [0x30, 5],
            [0x7A, 2, 8, 1],
            [0x7A, 0], [0x7A, 2, 32, 7], [0x7A, 3, 0x2A, 1, 9], [0x8A, 0, 1, 0x62], [0x50, 1], [0x21],
            [0x08, 1],
            [0x7A, 1, 0x0B], [0x0A, 1, 0xFF], [0x00], [0xA1, 6, 1, 2, 3, 4, 5, 6, 7, 8],
            [0xA5, 6, 1, 2, 3, 4],
        ]
        for seed in 0..<10000 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            let bytes = (0...random.below(4)).flatMap { _ in pieces[random.below(pieces.count)] }
            expectSameCheck(bytes, seed)
            expectSameBatch(bytes, seed)
            expectSameBatch([0x0A, UInt8(bytes.count)] + bytes, seed)
        }
    }

    @Test func hasTheSameLimitOfFields() {
        let many = [[UInt8]](repeating: [0x50, 0], count: Wire.fieldLimit).flatMap(\.self)
        #expect(expectSameCheck(many, 0))
        #expect(!expectSameCheck(many + [0x50, 0], 0))
    }

    @Test func writesWhatTheGenericCoderWrites() {
        for seed in 0..<500 as Range<UInt64> {
            var response = RandomValues.message(CheckResponse.self, seed: seed)
            // Ids are never empty, so to the hot codec empty means absent.
            if response.ask == "" { response.ask = nil }
            if response.partnership == "" { response.partnership = nil }
            var bytes: [UInt8] = [7]
            let ask = Array((response.ask ?? "").utf8)
            let partnership = Array((response.partnership ?? "").utf8)
            HotCodec.append(
                HotAnswer(
                    verdict: response.verdict, reason: response.reason, level: response.level,
                    partnershipVersion: response.partnershipVersion),
                ask: ask.span, partnership: partnership.span,
                positionField: HotCodec.positionField(response.position).span, to: &bytes)
            #expect(bytes == [7] + Wire.encode(response), "seed \(seed)")
        }
    }

    @Test func writesTheBatchTheGenericCoderWrites() {
        for seed in 0..<500 as Range<UInt64> {
            var response = RandomValues.message(CheckBatchResponse.self, seed: seed)
            var bytes: [UInt8] = []
            for index in response.answers.indices {
                if response.answers[index].ask == "" { response.answers[index].ask = nil }
                if response.answers[index].partnership == "" { response.answers[index].partnership = nil }
                let answer = response.answers[index]
                let ask = Array((answer.ask ?? "").utf8)
                let partnership = Array((answer.partnership ?? "").utf8)
                HotCodec.appendBatchItem(
                    HotAnswer(
                        verdict: answer.verdict, reason: answer.reason, level: answer.level,
                        partnershipVersion: answer.partnershipVersion),
                    ask: ask.span, partnership: partnership.span, to: &bytes)
            }
            bytes += HotCodec.positionField(response.position)
            #expect(bytes == Wire.encode(response), "seed \(seed)")
        }
    }

    /// Reads `bytes` both ways and answers whether they were accepted.
    @discardableResult
    private func expectSameCheck(_ bytes: [UInt8], _ seed: UInt64) -> Bool {
        let generic = Result { () throws(WireProblem) in try Wire.decode(CheckRequest.self, from: bytes) }
        do throws(WireProblem) {
            let (view, freshness) = try HotCodec.parseCheck(bytes.span.bytes)
            var request = CheckRequest()
            request.actor = text(bytes, view.actor)
            request.action = text(bytes, view.action)
            request.target = text(bytes, view.target)
            request.callContext = view.callContext
            request.maxStalenessMillis = freshness.maxStalenessMillis
            request.atLeast = freshness.atLeast
            #expect(generic == .success(request), "seed \(seed): \(bytes)")
            return true
        } catch {
            #expect(generic == .failure(error), "seed \(seed): \(bytes)")
            return false
        }
    }

    @discardableResult
    private func expectSameBatch(_ bytes: [UInt8], _ seed: UInt64) -> Bool {
        let generic = Result { () throws(WireProblem) in try Wire.decode(CheckBatchRequest.self, from: bytes)
        }
        do throws(WireProblem) {
            var views: [CheckView] = [CheckView()]
            let freshness = try HotCodec.parseBatch(bytes.span.bytes, into: &views)
            var request = CheckBatchRequest()
            request.checks = views.map { view in
                CheckItem.with {
                    $0.actor = text(bytes, view.actor)
                    $0.action = text(bytes, view.action)
                    $0.target = text(bytes, view.target)
                    $0.callContext = view.callContext
                }
            }
            request.maxStalenessMillis = freshness.maxStalenessMillis
            request.atLeast = freshness.atLeast
            #expect(generic == .success(request), "seed \(seed): \(bytes)")
            return true
        } catch {
            #expect(generic == .failure(error), "seed \(seed): \(bytes)")
            return false
        }
    }

    private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
