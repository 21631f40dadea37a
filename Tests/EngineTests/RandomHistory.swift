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
    let teams = ["t1", "t2", "t3"]
    let locations = ["default", "default", "lab"]
    let subgroups = ["", "red", "blue", "green"]
    let integrations = ["cal", "box"]
    /// What people are called: alike, alike but for case, in other scripts, not at all.
    let names = [
        "Ann Smith", "ANN SMITH", "ann", "Anna", "Anna-Maria Smithson of the Hills", "Smith, Ann", "Bob", "",
        "Ärmel Ö", "ÄRMEL Ö", "A\u{308}rmel", "İpek", "ipek", "ⱥnn", "Ⱥnn", "Ann Smith\u{1F600}",
        String(repeating: "Ann", count: 66), String(repeating: "x", count: 300),
    ]
    /// Where mail reaches them.
    let addresses = [
        "", "ann@acme.test", "ANN@bolt.test", "ann.smith@acme.test", "smith@acme.test", "Ünn@ö.test", "@",
        "a@b@c",
        "ünn@ö.test", "bob", String(repeating: "a", count: 240) + "@acme.test",
        String(repeating: "a", count: 400),
    ]
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
            let actions = world.actions + ["presence.sing", ""]
            asked.append(
                Question(
                    actor: person(), action: dice.pick(actions), target: person(),
                    callContext: dice.chance(80) ? .unspecified : dice.pick(CallContext.allCases)))
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
        case 0..<18: user()
        case 18..<28: organization()
        case 28..<36: location()
        case 36..<44: .defaults(dice.pick(organizations), incoming: dice.next(), outgoing: dice.next())
        case 44..<62: partnership()
        case 62..<64: interaction()
        case 64..<78: team()
        case 78..<89: setting()
        case 89..<96: integration()
        default: nonsense()
        }
    }

    private mutating func interaction() -> Fact {
        .interaction(
            Int32.random(in: -1...34, using: &dice), dice.pick(["x.a", "x.b", "x.c", "presence.set"]))
    }

    /// Any level; the lower ones would hide everything that depends on agreements.
    private mutating func level() -> Level {
        dice.pick(dice.chance(50) ? [.external, .employee] : Level.allCases.filter { $0 != .unspecified })
    }

    /// Organizations are mostly as at the start, apart from a few minimums and floors.
    private mutating func organization() -> Fact {
        let id = dice.pick(organizations)
        let rights = NaiveWorld.rights.keys.sorted()
        let interactions = world.codes.keys.sorted() + ["x.a", "x.b", "x.c", "never.known"]
        var minimums: [String: Level] = [:]
        for _ in 0..<dice.pick([0, 0, 3]) { minimums[dice.pick(rights)] = level() }
        var floors: [String: Level] = [:]
        for _ in 0..<dice.pick([0, 0, 1, 3]) { floors[dice.pick(interactions)] = level() }
        let resets = (world.organizations[id]?.privacyResets ?? 0) + dice.pick([0, 0, 1, -1])
        let isSuspended = dice.chance(20)
        return .organization(id, minimums: minimums, floors: floors, resets: resets) {
            $0.suspended = isSuspended
        }
    }

    /// People stay in their organization but for one time in twenty.
    private mutating func user() -> Fact {
        let number = Int.random(in: 0..<users.count, using: &dice)
        let home = dice.chance(5) ? dice.pick(organizations) : organizations[number % organizations.count]
        let (deactivated, vip, assistant) = (dice.chance(10), dice.chance(15), dice.chance(10))
        let (location, privacy) = (dice.pick(locations), dice.pick(Privacy.allCases))
        let (name, email) = (dice.pick(names), dice.pick(addresses))
        return .user(users[number], of: home) {
            $0.deactivated = deactivated
            $0.vip = vip
            $0.assistant = assistant
            $0.location = location
            $0.privacy = privacy
            $0.displayName = name
            $0.email = email
        }
    }

    private mutating func location() -> Fact {
        let (id, organization) = (dice.pick(locations), dice.pick(organizations))
        if dice.chance(10) { return .locationDeleted(id, of: organization) }
        return .location(id, of: organization, same: level(), other: level(), outside: level())
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

    /// Teams are mostly of acme and bolt, so that members meet.
    private mutating func team() -> Fact {
        let team = dice.pick(teams)
        let home = dice.chance(10) ? dice.pick(organizations) : dice.pick(["acme", "bolt"])
        switch Int.random(in: 0..<10, using: &dice) {
        case 0: return .team(team, of: home, level: level())
        case 1, 2:
            let pairs = subgroups.flatMap { viewer in subgroups.map { (viewer, $0) } }
            let granted = pairs.filter { $0 != "" && $1 != "" }.shuffled(using: &dice).prefix(4)
            return .monitoring(team, of: home, granted.map { ($0.0, $0.1, level()) })
        case 3: return .membershipDeleted(dice.pick(users), in: team)
        case 4: return dice.chance(50) ? .teamDeleted(team) : .teamDeleted("never")
        default:
            return .membership(
                dice.pick(users), in: team, subgroup: dice.pick(subgroups),
                privacy: dice.pick(Privacy.allCases))
        }
    }

    private mutating func setting() -> Fact {
        let (owner, viewer) = (dice.pick(users), dice.pick(users))
        let known = world.relationships.keys.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
        if dice.chance(40), !known.isEmpty {
            let pair = dice.pick(known)
            return .settingDeleted(pair.first, pair.second)
        }
        return .setting(owner, viewer, dice.pick(Level.allCases))
    }

    private mutating func integration() -> Fact {
        let (id, organization) = (dice.pick(integrations), dice.pick(organizations))
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: return .connectionDeleted(id, of: organization, dice.pick(users))
        case 1, 2: return .connection(id, of: organization, dice.pick(users))
        default:
            let audience = dice.chance(50) ? [] : teams.filter { _ in dice.chance(50) }
            return .integration(id, of: organization, teams: audience, enabled: dice.chance(70))
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
            .setting("", someone, .blocked), .setting(someone, long, .blocked), .settingDeleted("", long),
            .setting("stranger", someone, .blocked), .integration("", of: "acme"),
            .integration(long, of: "acme"), .integration("cal", of: ""),
            .connection(long, of: "acme", someone),
            .connectionDeleted("cal", of: long, someone), .connection("cal", of: "acme", ""),
            .integration("cal", of: "acme", teams: ["", long]),
        ])
    }
}
