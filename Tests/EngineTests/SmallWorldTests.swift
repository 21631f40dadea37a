// Every combination of what a decision can rest on. Three worlds: what organizations say in full, what
// persons are to one another in full, and both together more coarsely, because the product of everything
// in full would take a day.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct SmallWorldTests {
    private static let interactions = [
        "calendar.preview", "meeting.schedule", "chat.start", "workspace.add-member", "workspace.transfer",
        "workspace.coordinate",
    ]

    // MARK: what organizations say

    private static let organizationAxes = [
        Axis("partnership: none or in one of seven states", 8), Axis("its terms end: never, now, later", 3),
        Axis("terms there × outgoing default × incoming default, for each interaction another", 27),
        Axis("the target's setting: none, blocked, employee", 3), Axis("floor: unknown, employee", 2),
        Axis("standing: good, or one of four not", 5),
    ]

    @Test func `organizations: every combination is decided as the rules do`() throws {
        let axes = Self.organizationAxes
        print("what organizations say: \(axes.text)")
        var world = try SmallWorld()
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            Self.agree(in: &world, state: values[0], end: values[1], states: values[2])
            for (owner, viewer) in [("bea", "ada"), ("ada", "bea")] {
                world.setting(owner, viewer, [nil, .blocked, .employee][values[3]])
            }
            Self.floors(in: &world, values[4] == 0 ? .unknown : .employee)
            Self.standing(in: &world, values[5])
            for (actor, target) in [("ada", "bea"), ("bea", "ada"), ("bob", "alan")] {
                for action in Self.interactions {
                    guard let difference = world.difference(actor, action, target) else { continue }
                    Issue.record("\(combination) \(values): \(difference)")
                    return
                }
            }
        }
        print("\(world.compared) answers compared: \(world.answers.sorted().joined(separator: "; "))")
        #expect(world.answers.count == 12)
    }

    /// One partnership and two default tables; each interaction has another of 27 combinations of states, and
    /// each direction another again.
    private static func agree(in world: inout SmallWorld, state: Int, end: Int, states: Int) {
        var (forward, backward, incoming, outgoing) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        for code in 0..<6 {
            let there = states + code
            let back = states + code + 13
            forward |= UInt64(there % 3) << UInt64(2 * code)
            backward |= UInt64(back % 3) << UInt64(2 * code)
            outgoing |= UInt64(there / 3 % 3) << UInt64(2 * code)
            incoming |= UInt64(there / 9 % 3) << UInt64(2 * code)
        }
        let life = PartnershipState.allCases[state]
        world.tell(
            "partnership",
            .partnership(
                "p-1", "acme", "bolt", life == .unspecified ? .deleted : life, version: Int64(1 + states),
                forward: forward, backward: backward,
                termsExpireAt: [nil, SmallWorld.now, SmallWorld.now + 1][end]))
        world.tell("defaults acme", .defaults("acme", incoming: incoming, outgoing: outgoing))
        world.tell("defaults bolt", .defaults("bolt", incoming: incoming, outgoing: outgoing))
    }

    private static func floors(in world: inout SmallWorld, _ level: Level) {
        for id in ["acme", "bolt"] {
            world.organization(id) {
                $0.floors =
                    level == .unknown
                    ? []
                    : interactions.sorted().map { name in
                        .with {
                            $0.interaction = name
                            $0.level = level
                        }
                    }
            }
        }
    }

    /// All in good standing, or ada deactivated, bea deactivated, acme suspended, bolt suspended.
    private static func standing(in world: inout SmallWorld, _ standing: Int) {
        world.user("ada") { $0.deactivated = standing == 1 }
        world.user("bea") { $0.deactivated = standing == 2 }
        world.organization("acme") { $0.suspended = standing == 3 }
        world.organization("bolt") { $0.suspended = standing == 4 }
    }

    // MARK: what persons are to one another

    private static let personAxes = [
        Axis("ada's setting: none or one of nine", 10), Axis("ada a VIP", 2),
        Axis("the viewer an assistant", 2),
        Axis("ada's location: as new, close, closed", 3), Axis("the viewer in the same location", 2),
        Axis("team: none, work, monitoring, both", 4), Axis("minimums: as new, all moved", 2),
        Axis("floors: as new, at levels of their own", 2),
    ]

    @Test func `persons: every combination is decided as the rules do`() throws {
        let axes = Self.personAxes
        print("what persons are to one another: \(axes.text)")
        var world = try SmallWorld()
        let rights = world.startMinimums.map(\.right)
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            Self.relate(in: &world, values)
            // A colleague, and somebody from outside who is in no team.
            for viewer in ["alan", "bob"] {
                for action in Self.interactions + rights {
                    for call in CallContext.allCases {
                        guard let difference = world.difference(viewer, action, "ada", call: call) else {
                            continue
                        }
                        Issue.record("\(combination) \(values): \(difference)")
                        return
                    }
                }
            }
        }
        print("\(world.compared) answers compared: \(world.answers.sorted().joined(separator: "; "))")
        #expect(world.answers.count == 8)
    }

    private static func relate(in world: inout SmallWorld, _ values: [Int]) {
        let levels = Level.allCases
        for viewer in ["alan", "bob"] {
            world.setting("ada", viewer, values[0] == 0 ? nil : levels[values[0]])
            world.user(viewer) {
                $0.assistant = values[2] == 1
                $0.location = values[4] == 1 ? "default" : "annex"
            }
        }
        world.user("ada") { $0.vip = values[1] == 1 }
        let places: [(Level, Level, Level)] = [
            (.employee, .employee, .external), (.teamColleague, .external, .unknown),
            (.blocked, .unknown, .blocked),
        ]
        let (same, other, outside) = places[values[3]]
        world.tell(
            "location acme", .location("default", of: "acme", same: same, other: other, outside: outside))
        world.tell(
            "annex",
            .location("annex", of: "acme", same: .assistantPlus, other: .assistantPlus, outside: .employee))
        teams(in: &world, isWorking: values[5] % 2 == 1, isWatched: values[5] >= 2)
        var minimums = world.startMinimums
        if values[6] == 1 { for place in minimums.indices { minimums[place].level = levels[1 + place % 9] } }
        world.organization("acme") {
            $0.minimums = minimums
            $0.floors = values[7] == 0 ? [] : floors
        }
    }

    private static let floors: [InteractionFloor] = interactions.sorted().enumerated().map { place, name in
        .with {
            $0.interaction = name
            $0.level = [.blocked, .external, .forwarder, .employee, .assistant, .assistantPlus][place]
        }
    }

    private static func teams(in world: inout SmallWorld, isWorking: Bool, isWatched: Bool) {
        world.tell("work", .team("work", of: "acme", level: .forwarder))
        world.tell("watch", .monitoring("watch", of: "acme", [("desk", "board", .assistant)]))
        for (user, subgroup) in [("alan", "desk"), ("ada", "board")] {
            world.tell(
                "\(user) in work",
                isWorking
                    ? .membership(user, in: "work", subgroup: "") : .membershipDeleted(user, in: "work"))
            world.tell(
                "\(user) in watch",
                isWatched
                    ? .membership(user, in: "watch", subgroup: subgroup)
                    : .membershipDeleted(user, in: "watch"))
        }
    }

    // MARK: both together

    private static let togetherAxes = [
        Axis("partnership: none, enabled, ended, disabled", 4),
        Axis("terms × outgoing × incoming default, for each interaction another", 27),
        Axis("bea's setting: none, blocked, employee", 3), Axis("bea a VIP", 2),
        Axis("viewers assistants", 2),
        Axis("bea's location: as new, closed", 2), Axis("bob in a team with bea", 2),
        Axis("standing: good, or one of four not", 5),
    ]

    @Test func `both: every combination is decided as the rules do`() throws {
        let axes = Self.togetherAxes
        print("both together: \(axes.text)")
        var world = try SmallWorld()
        let rights = ["contact.read-general", "contact.read-email", "call.pick-up"]
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            let enabled = PartnershipState.allCases.firstIndex(of: .enabled) ?? 0
            let disabled = PartnershipState.allCases.firstIndex(of: .disabled) ?? 0
            Self.agree(
                in: &world, state: [0, enabled, enabled, disabled][values[0]], end: values[0] == 2 ? 1 : 0,
                states: values[1])
            Self.relateToBea(in: &world, values)
            Self.standing(in: &world, values[7])
            for viewer in ["ada", "bob"] {
                for action in Self.interactions + rights {
                    guard let difference = world.difference(viewer, action, "bea") else { continue }
                    Issue.record("\(combination) \(values): \(difference)")
                    return
                }
            }
        }
        print("\(world.compared) answers compared: \(world.answers.sorted().joined(separator: "; "))")
        #expect(world.answers.count == 15)
    }

    private static func relateToBea(in world: inout SmallWorld, _ values: [Int]) {
        for viewer in ["ada", "bob"] {
            world.setting("bea", viewer, [nil, .blocked, .employee][values[2]])
            world.user(viewer) { $0.assistant = values[4] == 1 }
        }
        world.user("bea") { $0.vip = values[3] == 1 }
        world.tell(
            "location bolt",
            values[5] == 0
                ? .startLocation(of: "bolt")
                : .location("default", of: "bolt", same: .blocked, other: .blocked, outside: .blocked))
        world.tell("bolts", .team("bolts", of: "bolt", level: .teamColleague))
        for user in ["bea", "bob"] {
            world.tell(
                "\(user) in bolts",
                values[6] == 1
                    ? .membership(user, in: "bolts", subgroup: "") : .membershipDeleted(user, in: "bolts"))
        }
    }
}
