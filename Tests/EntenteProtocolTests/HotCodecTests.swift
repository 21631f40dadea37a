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

    @Test func readsPlainChecksAsTheOthersDo() {
        var (plain, odd) = (0, 0)
        for seed in 0..<6000 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            var request = CheckRequest.made(from: random)
            if random.below(4) > 0 {
                request.maxStalenessMillis = nil
                for id in [\CheckRequest.actor, \.action, \.target] where request[keyPath: id].isEmpty {
                    request[keyPath: id] = "é"
                }
            }
            var payload = Wire.encode(request)
            if random.below(2) == 0 { payload = mutated(payload, by: random) }
            let frames = frame(payload, requestID: UInt32(random.below(3))) + [1, 2, 3]
            guard let check = frames.withUnsafeBytes({ HotCodec.plainCheck($0, at: 0) }) else {
                odd += 1
                continue
            }
            plain += 1
            #expect(check.requestID > 0 && check.end == frames.count - 3, "seed \(seed)")
            // Only its ids may still turn out to be no text.
            guard let read = try? HotCodec.parseCheck(payload.span.bytes) else {
                #expect(
                    !frames[check.actor].allSatisfy { $0 < 0x80 } || !isText(frames, check), "seed \(seed)")
                continue
            }
            let shift = { (range: Range<Int>) in range.lowerBound + 16..<range.upperBound + 16 }
            #expect(check.actor == shift(read.check.actor) && check.target == shift(read.check.target))
            #expect(check.action == shift(read.check.action), "seed \(seed)")
            #expect(check.callContext == read.check.callContext ?? .unspecified, "seed \(seed)")
            #expect(check.atLeast == read.freshness.atLeast && read.freshness.maxStalenessMillis == nil)
        }
        #expect(plain > 500 && odd > 500, "\(plain) plain, \(odd) not")
    }

    private func isText(_ frames: [UInt8], _ check: PlainCheck) -> Bool {
        [check.actor, check.action, check.target].allSatisfy {
            String(validating: frames[$0], as: UTF8.self) != nil
        }
    }

    private func frame(_ payload: [UInt8], requestID: UInt32) -> [UInt8] {
        var frame: [UInt8] = []
        FrameHeader(
            kind: .request, method: Method.check.rawValue, requestID: requestID,
            payloadByteCount: payload.count
        ).write(into: &frame)
        return frame + payload
    }

    @Test func doesNotReadPastTheEndOfWhatHasArrived() {
        let whole = frame(Wire.encode(RandomValues.message(CheckRequest.self, seed: 8)), requestID: 7)
        for count in 0..<whole.count {
            #expect(Array(whole[..<count]).withUnsafeBytes { HotCodec.plainCheck($0, at: 0) } == nil)
        }
    }

    @Test func writesWholeFramesAsTheOthersDo() {
        for seed in 0..<500 as Range<UInt64> {
            var response = RandomValues.message(CheckResponse.self, seed: seed)
            if response.ask == "" { response.ask = nil }
            if response.partnership == "" { response.partnership = nil }
            var bytes: [UInt8] = [7]
            let answer = HotAnswer(
                verdict: response.verdict, reason: response.reason, level: response.level,
                partnershipVersion: response.partnershipVersion)
            Array((response.ask ?? "").utf8).withUnsafeBytes { ask in
                Array((response.partnership ?? "").utf8).withUnsafeBytes { partnership in
                    HotCodec.positionField(response.position).withUnsafeBytes { position in
                        let ids = AnswerIDs(ask: ask, partnership: partnership)
                        let byteBound = HotCodec.frameByteBound(ids, position.count)
                        HotCodec.appendFrames(1, byteBound: byteBound, to: &bytes) { _ in
                            HotFrame(requestID: 9, answer: answer, ids: ids, positionField: position)
                        }
                    }
                }
            }
            var expected: [UInt8] = [7]
            let payload = Wire.encode(response)
            FrameHeader(
                kind: .response, method: Method.check.rawValue, requestID: 9, payloadByteCount: payload.count
            ).write(into: &expected)
            #expect(bytes == expected + payload, "seed \(seed)")
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
                append(response.answers[index], to: &bytes)
            }
            bytes += HotCodec.positionField(response.position)
            #expect(bytes == Wire.encode(response), "seed \(seed)")
        }
    }

    private func append(_ answer: CheckAnswer, to bytes: inout [UInt8]) {
        let numbers = HotAnswer(
            verdict: answer.verdict, reason: answer.reason, level: answer.level,
            partnershipVersion: answer.partnershipVersion)
        Array((answer.ask ?? "").utf8).withUnsafeBytes { ask in
            Array((answer.partnership ?? "").utf8).withUnsafeBytes { partnership in
                let ids = AnswerIDs(ask: ask, partnership: partnership)
                let byteBound = HotCodec.itemByteBound(ids)
                HotCodec.appendItems(1, byteBound: byteBound, to: &bytes) { _ in (numbers, ids) }
            }
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
