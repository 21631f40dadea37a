// One evaluation in process: the ids of a question looked up, and the answer taken from the evaluation
// cache or made from the facts. Also the cache by itself, as far as it can be told apart: what a hit
// costs, what the first hit after a change costs, and what a miss that is remembered costs beside one that
// is not.

import Engine
import EntenteProtocol
import Replica

/// The cases of `engine` and `cache`.
struct EngineBenchmark {
    private let world: SampleWorld
    private let replica: Replica

    /// Cases over a world of so many people.
    init(userCount: Int) {
        world = SampleWorld(userCount: userCount)
        replica = Replica(seed: 1)
        world.load(into: replica)
    }

    /// Every kind of question, remembered and evaluated.
    var engineCases: [BenchmarkCase] {
        let kinds: [(String, PairKind, ActionKind)] = [
            ("strangers", .strangers, .interaction), ("partners", .partners, .interaction),
            ("colleagues", .colleagues, .interaction), ("right", .colleagues, .right),
            ("set-right", .colleagues, .setRight), ("anybody", .anybody, .interaction),
        ]
        return kinds.flatMap { name, pair, action in
            [
                asking("cached-\(name)", "answer remembered", pair, action, cache: Questions.wholeCache),
                asking("evaluated-\(name)", "answer evaluated", pair, action, cache: 0),
            ]
        }
    }

    /// The states a question can find the cache in.
    var cacheCases: [BenchmarkCase] {
        [
            asking(
                "hit", "remembered, nothing has changed", .anybody, .interaction, cache: Questions.wholeCache),
            afterChange,
            asking(
                "miss-store", "evaluated and remembered", .anybody, .interaction, cache: Questions.lostCache),
            asking("none", "evaluated, without a cache", .anybody, .interaction, cache: 0),
        ]
    }

    private func asking(
        _ name: String, _ summary: String, _ pair: PairKind, _ action: ActionKind, cache: Int
    ) -> BenchmarkCase {
        BenchmarkCase(name, summary) {
            let engine = Engine(replica: replica, cacheEntryCount: cache)
            let ring = cache == Questions.wholeCache ? Questions.hitRing : Questions.missRing(world.userCount)
            let questions = Questions(ring, about: pair, action, in: world)
            var next = 0
            return { count in engine.ask(questions, from: &next, count: count) }
        }
    }

    /// A change that touches none of the people asked about makes every answer be looked at again.
    private var afterChange: BenchmarkCase {
        BenchmarkCase("hit-after-change", "remembered, found unchanged after a change") {
            let engine = Engine(replica: replica, cacheEntryCount: Questions.wholeCache)
            let questions = Questions(Questions.hitRing, about: .anybody, in: world)
            var next = 0
            var revision = replica.progress(.directory).revision
            return { count in
                var sum: UInt64 = 0
                var left = count
                while left > 0 {
                    revision += 1
                    replica.apply([Self.unrelatedChange(revision)], from: .directory)
                    sum &+= engine.ask(questions, from: &next, count: min(left, Questions.hitRing))
                    left -= min(left, Questions.hitRing)
                }
                return sum
            }
        }
    }

    private static func unrelatedChange(_ revision: UInt64) -> Change {
        .with {
            $0.revision = revision
            $0.last = true
            $0.fact = .with { $0.organization = .with { $0.id = "somewhere-else" } }
        }
    }
}

extension Engine {
    /// Asks so many questions of a ring, from the one at `next` on.
    func ask(_ questions: Questions, from next: inout Int, count: Int) -> UInt64 {
        let bytes = questions.bytes.span.bytes
        let places = questions.places.span
        let mask = places.count - 1
        var sum: UInt64 = 0
        for _ in 0..<count {
            let place = places[next]
            next = (next + 1) & mask
            let decision = decide(
                actor: bytes.extracting(place.actor), action: bytes.extracting(place.action),
                target: bytes.extracting(place.target), now: 1)
            sum &+= UInt64(truncatingIfNeeded: decision?.verdict.rawValue ?? 0)
        }
        return sum
    }
}
