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
            for code in UInt8(1)...120 {
                for context in CallContext.allCases {
                    keys.insert(
                        CacheKey(
                            actor: UserIndex(number: actor), target: UserIndex(number: target), code: code,
                            callContext: context))
                }
            }
        }
        #expect(keys.count == 6 * 6 * 120 * 3)
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

    /// A world in which ada's and ann's answers rest on everything that gives a level.
    private static func newTogether() -> Replica {
        .world(
            .organization("acme", floors: ["x.a": .assistant]), .organization("bolt"),
            .user("ada", of: "acme"), .user("ann", of: "acme"), .user("abe", of: "acme"),
            .user("cid", of: "bolt"),
            .team("t", of: "acme"), .membership("ada", in: "t"),
            .monitoring("m", of: "acme", [("red", "blue", .assistantPlus)]),
            .membership("ada", in: "m", subgroup: "red"), .membership("ann", in: "m", subgroup: "green"),
            .partnership("p-1", "acme", "bolt", forward: everywhere(.allow), backward: everywhere(.allow)))
    }

    /// Each kind of change, alone, about ann, whom ada's questions are about.
    private static let changes: [(name: String, fact: Fact)] = [
        ("her setting", .setting("ann", "ada", .assistant)),
        ("the VIP mark", .user("ann", of: "acme") { $0.vip = true }),
        ("the assistant mark", .user("ada", of: "acme") { $0.assistant = true }),
        ("her location", .user("ann", of: "acme") { $0.location = "lab" }),
        (
            "the levels of her location",
            .location("default", of: "acme", same: .external, other: .external, outside: .blocked)
        ),
        ("that location's end", .locationDeleted("default", of: "acme")),
        ("a membership", .membership("ann", in: "t")),
        ("a sub-group", .membership("ann", in: "m", subgroup: "blue")),
        ("grants", .monitoring("m", of: "acme", [("red", "green", .assistantPlus)])),
        (
            "a minimum",
            .organization("acme", minimums: ["call.pick-up": .employee], floors: ["x.a": .assistant])
        ),
        ("a floor", .organization("acme", floors: ["chat.start": .assistant])),
        ("a floor's interaction", .interaction(7, "x.a")),
        ("a status", .user("ann", of: "acme") { $0.deactivated = true }),
    ]

    @Test(arguments: changes.indices)
    func eachKindOfChangeAloneMakesWhatIsRememberedRight(_ index: Int) {
        let change = Self.changes[index]
        let world = Self.newTogether()
        let remembering = Engine(replica: world, cacheEntryCount: 1024)
        let fresh = Engine(replica: world, cacheEntryCount: 0)
        let questions = ["ada", "cid"].flatMap { actor in
            ["call.pick-up", "chat.start", "x.a", "presence.read-symbol"].map {
                Question(actor: actor, action: $0, target: "ann")
            }
        }
        let before = questions.map { remembering.answer($0) }
        world.apply(change.fact)
        #expect(questions.map { fresh.answer($0) } != before, "\(change.name) changed nothing")
        for question in questions {
            #expect(remembering.answer(question) == fresh.answer(question), "\(change.name), \(question)")
        }
    }

    @Test func whatEndsIsNoticedAsWell() {
        let world = Self.newTogether()
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        func level() -> Level? { engine.answer("ada", "call.pick-up", "ann")?.level }
        world.apply(.setting("ann", "ada", .blocked), .membership("ann", in: "t"))
        #expect(level() == .blocked)
        world.apply(.settingDeleted("ann", "ada"))
        #expect(level() == .teamColleague)
        world.apply(.membershipDeleted("ann", in: "t"))
        #expect(level() == .employee)
        world.apply(.membership("ann", in: "t"))
        #expect(level() == .teamColleague)
        world.apply(.teamDeleted("t"))
        #expect(level() == .employee)
    }

    @Test func whatDecidesNothingAboutAPairIsNoReasonToForgetIt() {
        let facts: [(name: String, fact: Fact)] = [
            ("somebody else's setting", .setting("abe", "ada", .blocked)),
            ("somebody else's membership", .membership("abe", in: "t")),
            ("a team's new name", .team("t", of: "acme")),
            ("a location's new name", .startLocation(of: "acme")),
            ("the same grants", .monitoring("m", of: "acme", [("red", "blue", .assistantPlus)])),
            ("what is shown of mail", .user("ann", of: "acme") { $0.privacy = .hideAll }),
            ("an integration", .integration("cal", of: "acme")),
            ("a connection", .connection("cal", of: "acme", "ann")),
            ("what was set already", .settingDeleted("ann", "ada")),
            ("a privacy reset", .organization("acme", floors: ["x.a": .assistant], resets: 1)),
        ]
        for (name, fact) in facts {
            let world = Self.newTogether()
            let engine = Engine(replica: world, cacheEntryCount: 1024)
            _ = engine.answer("ada", "call.pick-up", "ann")
            world.apply(fact)
            _ = engine.answer("ada", "call.pick-up", "ann")
            #expect(engine.cacheHits == 1, "\(name)")
        }
    }

    @Test func theCallInProgressIsPartOfTheQuestion() {
        let engine = Engine(replica: world, cacheEntryCount: 1024)
        for _ in 0..<2 {
            #expect(engine.answer("cid", "presence.read-text", "ada")?.level == .external)
            #expect(engine.answer("cid", "presence.read-text", "ada", .forwarder)?.level == .forwarder)
            #expect(
                engine.answer("cid", "presence.read-text", "ada", .forwardingParticipant)?.level
                    == .forwardingParticipant)
        }
        #expect(engine.cacheHits == 3)
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
