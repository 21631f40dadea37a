// Snapshots and feeds read by hand, beside the generic coder: the same messages, the same refusals.

import EntenteProtocol
import TestSupport
import Testing

@Suite("The hot codec of facts") struct HotFactTests {
    @Test func readsWhatTheGenericCoderReads() {
        for seed in 0..<600 as Range<UInt64> {
            expectSame(Wire.encode(RandomValues.message(SnapshotChunk.self, seed: seed)), seed)
            expectSame(Wire.encode(RandomValues.message(FeedItem.self, seed: seed)), seed)
            let random = RandomValues(seed: seed)
            var chunk = SnapshotChunk.made(from: random)
            chunk.facts = (0...random.below(6)).map { _ in frequent(random) }
            expectSame(Wire.encode(chunk), seed)
        }
    }

    @Test func refusesWhatTheGenericCoderRefuses() {
        var refused = 0
        for seed in 0..<4000 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            var chunk = SnapshotChunk.made(from: random)
            chunk.facts = (0...random.below(3)).map { _ in frequent(random) }
            refused += expectSame(mutated(Wire.encode(chunk), by: random), seed) ? 0 : 1
            let item = FeedItem.with {
                $0.changes = [
                    .with {
                        $0.revision = random.bits()
                        $0.last = true
                        $0.fact = frequent(random)
                    }
                ]
                $0.head = random.bits()
            }
            refused += expectSame(mutated(Wire.encode(item), by: random), seed) ? 0 : 1
        }
        // Both sides of the comparison must have been seen.
        #expect(refused > 1000 && refused < 7900, "\(refused) of 8000 refused")
    }

    /// A field that is added to one of these messages must be added to the codec, or starts become slow.
    @Test func readsTheFrequentFactsItself() {
        for seed in 0..<500 as Range<UInt64> {
            let fact = frequent(RandomValues(seed: seed))
            #expect(plain(Wire.encode(fact)) == fact, "seed \(seed)")
        }
    }

    @Test func findsTheFactsOfAMessage() throws {
        for seed in 0..<600 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            var chunk = SnapshotChunk.made(from: random)
            var ranges = [0..<1]
            let bytes = Wire.encode(chunk)
            let head = try #require(HotCodec.parseChunk(bytes.span.bytes, into: &ranges))
            #expect(try ranges.map { try HotCodec.readFact(bytes.span.bytes.extracting($0)) } == chunk.facts)
            chunk.facts = []
            #expect(head == chunk, "seed \(seed)")

            let item = FeedItem.made(from: random)
            var views = [ChangeView()]
            let itemBytes = Wire.encode(item)
            #expect(HotCodec.parseItem(itemBytes.span.bytes, into: &views))
            let changes = try views.map { view in
                let fact = try HotCodec.readFact(itemBytes.span.bytes.extracting(view.fact))
                return Change.with {
                    $0.revision = view.revision
                    $0.digest = view.digest
                    $0.last = view.last
                    $0.fact = fact
                }
            }
            #expect(changes == item.changes, "seed \(seed)")
        }
    }

    @Test func findsNoFactsInWhatIsNotPlain() {
        let chunk = Wire.encode(SnapshotChunk.with { $0.epoch = 7 })
        var ranges: [Range<Int>] = []
        let unknownField: [UInt8] = [0x50, 1]
        for bytes in [chunk + chunk, unknownField + chunk, chunk + unknownField, [0x08], [0x0A, 0]] {
            #expect(HotCodec.parseChunk(bytes.span.bytes, into: &ranges) == nil)
        }
        var views: [ChangeView] = []
        let item = Wire.encode(FeedItem.with { $0.head = 7 })
        for bytes in [item + item, item + unknownField, [0x0A, 2, 0x50, 1], [0x0A, 9]] as [[UInt8]] {
            #expect(!HotCodec.parseItem(bytes.span.bytes, into: &views))
        }
    }

    @Test func leavesOthersToTheGenericCoder() {
        let organization = Fact.with { $0.organization = Organization() }
        #expect(plain(Wire.encode(organization)) == nil)
        #expect(plain([]) == nil)
        let twice = Fact.with {
            $0.user = User()
            $0.membership = Membership()
        }
        #expect(plain(Wire.encode(twice)) == nil)
        expectSame(Wire.encode(SnapshotChunk.with { $0.facts = [organization, twice, Fact()] }), 0)
    }

    private func frequent(_ random: RandomValues) -> Fact {
        .with {
            switch random.below(5) {
            case 0: $0.user = User.made(from: random)
            case 1: $0.membership = Membership.made(from: random)
            case 2: $0.relationship = Relationship.made(from: random)
            case 3: $0.connection = IntegrationConnection.made(from: random)
            default: $0.partnership = PartnershipFact.made(from: random)
            }
        }
    }

    private func plain(_ bytes: [UInt8]) -> Fact? { HotCodec.plainFact(bytes.span.bytes) }

    /// Whether the bytes were read, by both the same way.
    @discardableResult
    private func expectSame(_ bytes: [UInt8], _ seed: UInt64) -> Bool {
        let chunk = outcome { () throws(WireProblem) in try HotCodec.readChunk(bytes.span.bytes) }
        #expect(
            chunk == outcome { () throws(WireProblem) in try Wire.decode(SnapshotChunk.self, from: bytes) })
        let item = outcome { () throws(WireProblem) in try HotCodec.readItem(bytes.span.bytes) }
        #expect(item == outcome { () throws(WireProblem) in try Wire.decode(FeedItem.self, from: bytes) })
        if case .success = chunk { return true }
        if case .success = item { return true }
        return false
    }

    private func outcome<M: Message>(_ read: () throws(WireProblem) -> M) -> Result<M, WireProblem> {
        do throws(WireProblem) { return .success(try read()) } catch { return .failure(error) }
    }
}
