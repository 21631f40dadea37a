import Engine
import EntenteProtocol
import Replica
import Testing

/// Whatever the sources say, in whatever order: the engine, with a large cache, a tiny one and none, answers
/// as a world of dictionaries does.
@Suite struct RandomHistoryTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func everyEngineAnswersAsTheNaiveWorldDoesAfterEveryStep(seed: UInt64) {
        var history = RandomHistory(seed: seed)
        let replica = Replica(seed: history.dice.next())
        let engines = [0, 4, 4096].map { Engine(replica: replica, cacheEntryCount: $0) }
        var staged: (staging: Staging, world: NaiveWorld)?
        var reasons: Set<Reason> = []
        for step in 0..<300 {
            replica.apply((0..<Int.random(in: 1...3, using: &history.dice)).map { _ in history.next() })
            if history.dice.chance(4), staged == nil { staged = stage(&history, replica) }
            if history.dice.chance(20), let (staging, world) = staged.take() {
                replica.install(staging, Progress(epoch: UInt64(step + 1), revision: 1, digest: 1))
                history.world.restore(staging.source, from: world)
            }
            for _ in 0..<12 {
                let question = history.question()
                let wanted = history.world.answer(question)
                for engine in engines where engine.answer(question) != wanted {
                    Issue.record(
                        """
                        seed \(seed), step \(step), cache of \(engine.cacheByteCount) bytes, \(question): \
                        \(engine.answer(question)?.description ?? "no such action") \
                        instead of \(wanted?.description ?? "no such action")
                        """)
                    return
                }
                if let reason = wanted?.reason { reasons.insert(reason) }
            }
            if let difference = history.difference(to: replica) {
                Issue.record("seed \(seed), step \(step): \(difference)")
                return
            }
        }
        #expect(engines[2].cacheHits > 100, "the large cache was hardly used")
        #expect(reasons.count >= 12, "hardly any row was reached: \(reasons)")
        expectRebuilt(history, seed)
    }

    /// Begins a snapshot of one source as of now, its facts in any order and in any chunks.
    private func stage(_ history: inout RandomHistory, _ replica: Replica) -> (Staging, NaiveWorld) {
        let staging = replica.stage(history.dice.pick(FactSource.allCases))
        let facts = history.world.facts(of: staging.source).shuffled(using: &history.dice)
        let cut = Int.random(in: 0...facts.count, using: &history.dice)
        staging.apply(Array(facts[..<cut]))
        staging.apply(Array(facts[cut...]))
        return (staging, history.world)
    }

    /// A replica made from both snapshots alone answers every question as the naive world does.
    private func expectRebuilt(_ history: RandomHistory, _ seed: UInt64) {
        let replica = Replica(seed: seed)
        for source in FactSource.allCases {
            let staging = replica.stage(source)
            staging.apply(history.world.facts(of: source))
            replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        }
        let engine = Engine(replica: replica, cacheEntryCount: 1024)
        for actor in history.users {
            for target in history.users {
                for action in history.world.actions {
                    let question = Question(actor: actor, action: action, target: target, now: 1000)
                    #expect(
                        engine.answer(question) == history.world.answer(question), "seed \(seed), \(question)"
                    )
                }
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theOrderOfTheTwoFeedsAgainstEachOtherDoesNotMatter(seed: UInt64) {
        var history = RandomHistory(seed: seed)
        let facts = (0..<200).map { _ in history.next() }
        let together = Replica(seed: seed)
        together.apply(facts)
        let apart = Replica(seed: seed + 1)
        apart.apply(facts.filter { $0.source == .partnership })
        apart.apply(facts.filter { $0.source == .directory })
        let engines = [together, apart].map { Engine(replica: $0, cacheEntryCount: 64) }
        for _ in 0..<500 {
            let question = history.question()
            let wanted = history.world.answer(question)
            for engine in engines { #expect(engine.answer(question) == wanted, "seed \(seed), \(question)") }
        }
    }
}
