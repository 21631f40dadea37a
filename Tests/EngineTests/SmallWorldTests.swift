import Engine
import EntenteProtocol
import Replica
import Testing

/// Two organizations with one person each, in every combination of what an answer can rest on.
@Suite struct SmallWorldTests {
    /// How many values each axis has, in the order in which ``facts(_:)`` reads them.
    private let axes: [(name: String, count: Int)] = [
        ("partnership: none or in one of seven states", 8), ("terms end: never, earlier, later", 3),
        ("terms there", 3), ("terms back", 3), ("outgoing default", 3), ("incoming default", 3),
        ("actor deactivated", 2), ("target deactivated", 2), ("actor's organization suspended", 2),
        ("target's organization suspended", 2),
    ]

    @Test func everyCombinationIsDecidedAsTheNaiveWorldDoes() {
        let product = axes.reduce(1) { $0 * $1.count }
        print("small world: \(axes.map { "\($0.name) \($0.count)" }.joined(separator: " × ")) = \(product)")
        let replica = Replica(seed: 1)
        let engine = Engine(replica: replica, cacheEntryCount: 16)
        var world = NaiveWorld()
        for fact in [Fact.startLocation(of: "acme"), .startLocation(of: "bolt")] {
            replica.apply(fact)
            world.apply(fact)
        }
        for combination in 0..<product {
            let facts = facts(combination)
            replica.apply(facts)
            for fact in facts { world.apply(fact) }
            for (actor, target) in [("ada", "cid"), ("cid", "ada")] {
                let question = Question(actor: actor, action: "chat.start", target: target, now: 1000)
                guard engine.answer(question) != world.answer(question) else { continue }
                Issue.record("combination \(combination), \(question)")
                return
            }
        }
    }

    /// The facts that make one combination from any other.
    private func facts(_ combination: Int) -> [Fact] {
        var rest = combination
        let place = axes.map { axis in
            defer { rest /= axis.count }
            return rest % axis.count
        }
        let states = [PermissionState.deny, .ask, .allow].map(everywhere)
        let ends: [Int64?] = [nil, 1000, 1001]
        let state = PartnershipState.allCases[place[0]]
        return [
            .partnership(
                "p-1", "acme", "bolt", state == .unspecified ? .deleted : state, version: Int64(combination),
                forward: states[place[2]], backward: states[place[3]], termsExpireAt: ends[place[1]]),
            .defaults("acme", incoming: states[place[5]], outgoing: states[place[4]]),
            .defaults("bolt", incoming: states[place[5]], outgoing: states[place[4]]),
            .user("ada", of: "acme", deactivated: place[6] == 1),
            .user("cid", of: "bolt", deactivated: place[7] == 1),
            .organization("acme", suspended: place[8] == 1), .organization("bolt", suspended: place[9] == 1),
        ]
    }
}
