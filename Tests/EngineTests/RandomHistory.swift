// A world small enough that chance meets every corner of it: few people, few organizations, and a generator
// of whatever the two sources might say about them next, sense and nonsense.

import EntenteProtocol
import Replica

struct RandomHistory {
    var dice: Dice
    var world = NaiveWorld()
    private var nextPartnership = 1
    private var asked: [Question] = []

    let organizations = ["acme", "bolt", "core", "dune", "echo"]
    let users = (1...14).map { "u\($0)" }
    /// Moments at which terms may end and questions be asked.
    let moments: [Int64] = [0, 999, 1000, 1001, 2000, 5000]

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// What a source says next; the world already knows it.
    mutating func next() -> Fact {
        let fact = invent()
        world.apply(fact)
        return fact
    }

    /// A question that may be about anybody, at any moment; most were asked before, so that caches have them.
    mutating func question() -> Question {
        if asked.count < 30 || dice.chance(20) {
            let actions = world.codes.keys.sorted() + ["presence.sing", ""]
            asked.append(Question(actor: person(), action: dice.pick(actions), target: person()))
        }
        var question = dice.pick(asked.suffix(30))
        question.now = dice.pick(moments)
        return question
    }

    private mutating func person() -> String {
        dice.chance(5) ? dice.pick(["", "nobody"]) : dice.pick(users)
    }

    private mutating func invent() -> Fact {
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<25: user()
        case 25..<35: .organization(dice.pick(organizations), suspended: dice.chance(25))
        case 35..<50: .defaults(dice.pick(organizations), incoming: dice.next(), outgoing: dice.next())
        case 50..<88: partnership()
        case 88..<91: .interaction(Int32.random(in: -1...34, using: &dice), dice.pick(["x.a", "x.b", "x.c"]))
        case 91..<95: team()
        default: nonsense()
        }
    }

    /// People stay in their organization but for one time in twenty.
    private mutating func user() -> Fact {
        let number = Int.random(in: 0..<users.count, using: &dice)
        let home = dice.chance(5) ? dice.pick(organizations) : organizations[number % organizations.count]
        return .user(users[number], of: home, deactivated: dice.chance(10))
    }

    private mutating func partnership() -> Fact {
        let first = dice.pick(organizations)
        let second = dice.pick(organizations.filter { $0 != first })
        let known = world.partnerships[[first, second]]
        let states: [PartnershipState] =
            [.enabled, .enabled, .enabled, .disabled, .proposed, .unspecified]
            + (known == nil ? [] : [.deleted, .rejected])
        var id = known?.id ?? "p-\(nextPartnership)"
        if known == nil { nextPartnership += 1 }
        if dice.chance(5) { id = "p-\(Int.random(in: 1...nextPartnership, using: &dice))-other" }
        return .partnership(
            id, known?.first ?? first, known?.second ?? second, dice.pick(states),
            version: (known?.version ?? 0) + 1,
            forward: dice.next(), backward: dice.next(),
            termsExpireAt: dice.chance(40) ? dice.pick(moments) : nil)
    }

    private mutating func team() -> Fact {
        let team = dice.pick(["t1", "t2"])
        return switch Int.random(in: 0..<4, using: &dice) {
        case 0: .team(team, of: dice.pick(organizations))
        case 1: .membership(dice.pick(users), in: team)
        case 2: .membershipDeleted(dice.pick(users), in: team)
        default: .teamDeleted(team)
        }
    }

    private mutating func nonsense() -> Fact {
        let long = String(repeating: "x", count: 300)
        let someone = dice.pick(users)
        return dice.pick([
            Fact(), .user("", of: "acme"), .user("nobody", of: ""), .user(long, of: "acme"),
            .user("nobody", of: long), .organization(""), .organization(long), .team("", of: "acme"),
            .team("t1", of: ""), .teamDeleted("never"), .membership("", in: "t1"),
            .membership(someone, in: ""),
            .membershipDeleted(someone, in: "never"), .location("", of: "acme", inside: .employee),
            .locationDeleted(long, of: "acme"), .defaults("", incoming: 1, outgoing: 1), .interaction(7, ""),
            .interaction(0, "zero"), .partnership("", "acme", "bolt"), .partnership(long, "acme", "bolt"),
            .partnership("p", "acme", "acme"), .partnership("p", "", "acme"),
            .partnership("never", "acme", "bolt", .deleted, version: .min),
        ])
    }
}
