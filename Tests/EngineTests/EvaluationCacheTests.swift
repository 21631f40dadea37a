import EntenteProtocol
import Replica
import Testing

@testable import Engine

/// What is remembered, for how long, and that it is never an answer to another question.
@Suite struct EvaluationCacheTests {
    let world = newWorld()

    private static func newWorld() -> Replica {
        .world(
            .organization("acme"), .organization("bolt"), .organization("core"), .user("ada", of: "acme"),
            .user("ann", of: "acme"), .user("cid", of: "bolt"), .user("eve", of: "core"),
            .partnership("p-1", "acme", "bolt", forward: everywhere(.allow)))
    }

    /// Whether `fact` makes the engine evaluate ada's question about cid anew.
    private func forgets(after fact: Fact) -> Bool {
        let world = Self.newWorld()
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        _ = engine.answer("ada", "chat.start", "cid")
        world.apply(fact)
        _ = engine.answer("ada", "chat.start", "cid")
        return engine.cacheMisses == 2
    }

    @Test func distinctQuestionsHaveDistinctKeys() {
        var keys: Set<CacheKey> = []
        let numbers: [UInt32] = [0, 1, 2, 31, 65_536, .max - 1]
        for (actor, target) in numbers.flatMap({ actor in numbers.map { (actor, $0) } }) {
            for code in UInt8(1)...32 {
                for context in CallContext.allCases {
                    keys.insert(
                        CacheKey(
                            actor: UserIndex(number: actor), target: UserIndex(number: target), code: code,
                            callContext: context))
                }
            }
        }
        #expect(keys.count == 6 * 6 * 32 * 3)
    }

    @Test func questionsThatShareAPlaceKeepTheirOwnAnswers() {
        let engine = Engine(replica: world, cacheEntryCount: 1)
        for _ in 0..<3 {
            #expect(engine.answer("ada", "chat.start", "cid") == Answer(.allow, .partnership, "p-1", 1))
            #expect(engine.answer("cid", "chat.start", "ada") == Answer(.deny, .partnership, "p-1", 1))
            #expect(engine.answer("ada", "calendar.preview", "eve") == Answer(.deny, .defaults))
        }
        #expect(engine.cacheHits == 0)
    }

    @Test func anAnswerIsRememberedUntilSomethingItRestsOnChanges() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        for _ in 0..<5 { _ = engine.answer("ada", "chat.start", "cid") }
        #expect(engine.cacheHits == 4)
        #expect(engine.cacheMisses == 1)
    }

    @Test func whatAnAnswerDoesNotRestOnIsNoReasonToForgetIt() {
        #expect(!forgets(after: .user("ann", of: "acme", deactivated: true)))
        #expect(!forgets(after: .organization("core", suspended: true)))
        #expect(!forgets(after: .defaults("core", incoming: 0, outgoing: 0)))
        #expect(!forgets(after: .user("new", of: "acme")))
        #expect(!forgets(after: .user("ada", of: "acme", email: "other@acme.example")))
    }

    @Test func everythingAnAnswerRestsOnMakesItForgotten() {
        #expect(forgets(after: .user("ada", of: "acme", deactivated: true)))
        #expect(forgets(after: .user("cid", of: "bolt", deactivated: true)))
        #expect(forgets(after: .organization("acme", suspended: true)))
        #expect(forgets(after: .organization("bolt", suspended: true)))
        #expect(forgets(after: .defaults("acme", incoming: 0, outgoing: 0)))
        #expect(forgets(after: .defaults("bolt", incoming: 0, outgoing: 0)))
        #expect(forgets(after: .partnership("p-1", "acme", "bolt", .disabled)))
        #expect(forgets(after: .interaction(7, "file.send")))
    }

    @Test func aFirstDefaultTableIsNoticedThoughThePartnershipServiceHadNeverNamedTheOrganization() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        #expect(engine.answer("eve", "meeting.schedule", "ada") == Answer(.allow, .defaults))
        world.apply(.defaults("core", incoming: 0, outgoing: 0))
        #expect(engine.answer("eve", "meeting.schedule", "ada") == Answer(.deny, .defaults))
    }

    @Test func versionsAreReadAtTheMomentOfTheAnswer() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        #expect(engine.answer("ada", "chat.start", "cid")?.version == 1)
        world.apply(.partnership("p-1", "acme", "bolt", version: 2, forward: everywhere(.allow)))
        #expect(engine.answer("ada", "chat.start", "cid")?.version == 2)
    }

    @Test func aNewPartnershipDoesNotInheritItsPredecessorsAnswers() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        _ = engine.answer("ada", "chat.start", "cid")
        world.apply(
            .partnership("p-1", "acme", "bolt", .deleted),
            .partnership("p-2", "core", "bolt", forward: everywhere(.ask)))
        #expect(engine.answer("ada", "chat.start", "cid") == Answer(.ask, .defaults))
        #expect(engine.answer("eve", "chat.start", "cid") == Answer(.ask, .partnership, "p-2", 1))
    }

    @Test func answersAboutPeopleNobodyKnowsAreNotRemembered() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        for _ in 0..<3 {
            _ = engine.answer("nobody", "chat.start", "cid")
            _ = engine.answer("ada", "chat.start", "nobody")
            _ = engine.answer("ada", "presence.sing", "cid")
        }
        #expect(engine.cacheHits + engine.cacheMisses == 0)
        world.apply(.user("nobody", of: "acme"))
        #expect(engine.answer("nobody", "chat.start", "cid")?.verdict == .allow)
    }

    @Test func aReplacedReplicaClearsEverything() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        _ = engine.answer("ada", "chat.start", "cid")
        let staging = world.stage(.directory)
        staging.apply([.user("cid", of: "acme"), .user("ada", of: "bolt")])
        #expect(engine.answer("ada", "chat.start", "cid") == Answer(.allow, .partnership, "p-1", 1))
        world.install(staging, Progress(epoch: 9, revision: 1, digest: 1))
        #expect(engine.answer("ada", "chat.start", "cid") == Answer(.deny, .partnership, "p-1", 1))
    }

    @Test func anEntryFillsOneCacheLine() {
        #expect(MemoryLayout<CacheEntry>.stride == EvaluationCache.entryByteCount)
    }
}
