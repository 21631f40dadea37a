import EntenteProtocol
import TestSupport
import Testing

/// What replicas are told: every change, and the whole at once.
@Suite struct FeedTests {
    @Test func theChangesAddUpToTheSnapshot() throws {
        let world = try World()
        try world.enable()
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        try world.give(AcceptProposalRequest.self, by: "bob")
        try world.propose("q", by: "gus", to: "amy@alpha.test")
        try world.propose("r", by: "gus", to: "bob@beta.test")
        try world.give(RejectProposalRequest.self, by: "bob", to: "r")
        try world.setDefaults(of: "beta", by: "bob", preset: .restricted)
        try world.setDefaults(of: "alpha", by: "ada", preset: .full)
        try world.setDefaults(of: "beta", by: "bob", preset: .full)
        let feed = try changes(world)
        let snapshot = try snapshot(world)
        #expect(feed.last?.revision == snapshot.revision)
        #expect(feed.last?.digest == snapshot.digest)
        #expect(world.seen.partnership == snapshot.revision && world.seen.partnershipEpoch == snapshot.epoch)
        #expect(standing(feed.map(\.fact)) == standing(snapshot.facts))
        #expect(snapshot.facts.compactMap(\.interaction).count == 6)
        let fact = try #require(snapshot.facts.compactMap(\.partnership).first { $0.id == "p" })
        #expect(fact.first == "alpha" && fact.second == "beta" && fact.state == .enabled && fact.version == 4)
        #expect(fact.forward == 0xAAA && fact.backward == 0xAAA)
    }

    @Test func termsArePackedByDirection() throws {
        let world = try World()
        try world.propose {
            $0.terms = [
                entry("calendar.preview", out: .allow, in: .deny), entry("chat.start", out: .ask, in: .allow),
            ]
            $0.termsExpireAt = world.now + 1_000_000
        }
        try world.give(AcceptProposalRequest.self, by: "bob")
        let fact = try #require(try snapshot(world).facts.compactMap(\.partnership).first)
        #expect(fact.forward == 0b01_00_10)
        #expect(fact.backward == 0b10_00_00)
        #expect(fact.termsExpireAt != nil)
    }

    @Test func aSnapshotOfManyRowsComesInChunks() throws {
        let world = try World()
        for number in 0..<300 {
            let id = "org-\(number)"
            try world.createOrganization(id)
            try world.setDefaults(of: id, by: "", preset: .full)
        }
        let facts = try snapshot(world).facts.compactMap(\.defaults).map(\.organization)
        #expect(facts.count == 300)
        #expect(Set(facts).count == 300)
    }

    @Test func timeIsToldToo() throws {
        let world = try World()
        try world.propose { $0.proposalExpiresAt = world.now + 1_000 }
        world.pass(.seconds(2))
        let last = try #require(try changes(world).last)
        #expect(last.fact.partnership?.state == .lapsed)
        #expect(try snapshot(world).facts.compactMap(\.partnership).isEmpty)
    }

    // MARK: reading

    private func snapshot(_ world: World) throws -> SnapshotChunk {
        let caller = world.cluster.caller(.partnership, token: "replicate")
        let id = caller.send(SnapshotRequest())
        var whole = SnapshotChunk()
        repeat {
            let answer = try #require(caller.wait(for: id))
            let chunk = try Wire.decode(SnapshotChunk.self, from: answer.payload)
            let facts = whole.facts + chunk.facts
            whole = chunk
            whole.facts = facts
        } while !whole.done
        return whole
    }

    private func changes(_ world: World) throws -> [Change] {
        let caller = world.cluster.caller(.partnership, token: "replicate")
        let id = caller.send(
            SubscribeRequest.with {
                $0.epoch = world.seen.partnershipEpoch
                $0.digest = 0xcbf2_9ce4_8422_2325
            })
        var changes: [Change] = []
        var head: UInt64 = 0
        repeat {
            let answer = try #require(caller.wait(for: id))
            let item = try Wire.decode(FeedItem.self, from: answer.payload)
            changes += item.changes
            head = item.head
        } while changes.last?.revision != head
        return changes
    }

    /// What holds once all facts have been heard in order.
    private func standing(_ facts: [Fact]) -> [String: Fact] {
        var standing: [String: Fact] = [:]
        for fact in facts {
            if let interaction = fact.interaction { standing["interaction \(interaction.code)"] = fact }
            if let defaults = fact.defaults { standing["defaults \(defaults.organization)"] = fact }
            if let partnership = fact.partnership {
                let isLive = [.proposed, .enabled, .disabled].contains(partnership.state)
                standing["partnership \(partnership.id)"] = isLive ? fact : nil
            }
        }
        return standing
    }
}
