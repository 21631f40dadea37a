// Questions as bytes that lie ready, so that asking one costs a slice. What a pair is to one another
// decides which rows of the decision table an evaluation passes; a benchmark picks the kind it wants to
// see.

import EntenteProtocol
import Rules
import World

/// What the two people of a question are to one another.
enum PairKind: CaseIterable {
    /// Of two organizations without an agreement.
    case strangers
    /// Of two organizations that have agreed.
    case partners
    /// Of one organization.
    case colleagues
    /// Anybody and anybody.
    case anybody
}

/// What is asked about.
enum ActionKind {
    /// An interaction.
    case interaction
    /// A right that people of one team have.
    case right
    /// A right of somebody who was set to a level by hand; the pair is then chosen for it.
    case setRight
}

/// Random numbers that are the same on every machine.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The next 64 bits (SplitMix64).
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A number below `bound`.
    mutating func number(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}

/// A ring of questions.
struct Questions {
    /// Where one question has its ids.
    struct Place {
        let actor: Range<Int>
        let action: Range<Int>
        let target: Range<Int>
    }

    /// All ids, one behind the other.
    private(set) var bytes: [UInt8] = []
    private(set) var places: [Place] = []
    /// The same as messages.
    private(set) var items: [CheckItem] = []

    /// Questions whose answers are all to be remembered, in an evaluation cache of ``wholeCache`` entries.
    static let hitRing = 1 << 12
    static let wholeCache = 1 << 20
    /// An evaluation cache so small beside the rings of ``missRing(_:)`` that no answer is there when its
    /// question comes again.
    static let lostCache = 1 << 10

    /// Questions that are to be evaluated: more than the processor's caches hold, where there are so many
    /// people.
    static func missRing(_ userCount: Int) -> Int { userCount < 8_192 ? 1 << 13 : 1 << 16 }

    /// So many questions about the people of `world`.
    ///
    /// - Parameter count: A power of two.
    init(
        _ count: Int, about kind: PairKind, _ actions: ActionKind = .interaction, in world: SampleWorld,
        seed: UInt64 = 1
    ) {
        precondition(count > 0 && count & (count - 1) == 0, "a ring's length is a power of two")
        var dice = Dice(seed: seed)
        for _ in 0..<count {
            let (actor, target) = Self.pair(kind, actions, in: world, &dice)
            add(
                actor: SampleWorld.user(actor), action: Self.action(actions, &dice),
                target: SampleWorld.user(target))
        }
    }

    /// So many questions about anybody and anybody of `plan`.
    ///
    /// - Parameter count: A power of two.
    init(_ count: Int, in plan: WorldPlan, seed: UInt64 = 1) {
        precondition(count > 0 && count & (count - 1) == 0, "a ring's length is a power of two")
        var dice = Dice(seed: seed)
        for _ in 0..<count {
            let actor = dice.number(below: plan.userCount)
            let action = Self.action(.interaction, &dice)
            let target = dice.number(below: plan.userCount)
            let places = [plan.userID(actor), action, plan.userID(target)].map { place($0) }
            self.places.append(Place(actor: places[0], action: places[1], target: places[2]))
        }
    }

    private mutating func add(actor: String, action: String, target: String) {
        places.append(Place(actor: place(actor), action: place(action), target: place(target)))
        items.append(
            .with {
                $0.actor = actor
                $0.action = action
                $0.target = target
            })
    }

    private mutating func place(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    private static let interactions = [
        "calendar.preview", "meeting.schedule", "chat.start", "workspace.add-member", "workspace.transfer",
        "workspace.coordinate",
    ]

    private static func action(_ kind: ActionKind, _ dice: inout Dice) -> String {
        switch kind {
        case .interaction: interactions[dice.number(below: interactions.count)]
        case .right: Right.presenceReadDetailed.name
        case .setRight: Right.presenceSet.name
        }
    }

    private static func pair(
        _ kind: PairKind, _ actions: ActionKind, in world: SampleWorld, _ dice: inout Dice
    ) -> (Int, Int) {
        if case .setRight = actions { return setPair(in: world, &dice) }
        let size = SampleWorld.organizationSize
        while true {
            let actor = dice.number(below: world.userCount)
            let organization = actor / size
            let target =
                switch kind {
                case .anybody, .strangers: dice.number(below: world.userCount)
                case .partners: (organization ^ 1) * size + dice.number(below: size)
                case .colleagues: organization * size + dice.number(below: size)
                }
            guard target < world.userCount, target != actor else { continue }
            if kind == .strangers, target / size / 2 == organization / 2 { continue }
            return (actor, target)
        }
    }

    /// A viewer and the owner who has set them to a level.
    private static func setPair(in world: SampleWorld, _ dice: inout Dice) -> (Int, Int) {
        while true {
            let owner = dice.number(below: world.userCount)
            if let viewer = SampleWorld.viewerSet(by: owner), viewer < world.userCount {
                return (viewer, owner)
            }
        }
    }
}
