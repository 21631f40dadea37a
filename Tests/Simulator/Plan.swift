// What is to happen in a run, as values drawn from a seed: who asks for what, and which trouble comes when. A
// plan can be played again and made shorter; what the network does beside it follows from the same seed.

import EntenteProtocol
import TestSupport

/// Somebody on the network: a service's machine or a client's.
package enum Party: Hashable, Sendable, CustomStringConvertible {
    case machine(SimulatedMachine)
    case client(Int)

    package var description: String {
        switch self {
        case .machine(let machine): "the \(machine)"
        case .client(let number): "client \(number)"
        }
    }
}

/// One thing that happens, at its time.
package struct Happening: Sendable {
    /// When it begins at the earliest, in milliseconds from the beginning of the run.
    package let millis: Int
    /// What it is.
    package let what: What

    /// What can happen.
    package enum What: Sendable {
        /// A client asks for something when it has done what it was asked before.
        case ask(client: Int, any Request, String)
        /// One client learns from another how far that has seen.
        case handOver(from: Int, to: Int)
        case trouble(Trouble)
    }
}

/// What goes wrong; durations are in milliseconds.
package enum Trouble: Sendable {
    /// Everything on the network takes up to so many microseconds.
    case delays(micros: UInt64)
    /// Everything between two takes so much longer for a while.
    case slow(Party, Party, by: Int, lasting: Int)
    /// Everything between two takes longer and longer, never silent for long enough to be given up.
    case fade(Party, Party, steps: Int)
    case cut(Party, Party)
    /// One connection in so many breaks.
    case cutSome(oneIn: UInt64)
    case part(Party, Party, lasting: Int)
    /// A decision node's process ends, and when it is back it does not reach a source.
    case strand(SimulatedMachine, from: SimulatedMachine, down: Int, lasting: Int)
    case pause(SimulatedMachine, lasting: Int)
    /// The process ends and starts again later.
    case kill(SimulatedMachine, down: Int)
    /// The machine goes, with what it did not make durable, and comes back.
    case losePower(SimulatedMachine, down: Int)
    /// A source's process ends at a write of its database.
    case dieWriting(SimulatedMachine, writes: Int, losesPower: Bool, down: Int)
    /// A source's process ends at a write, and its machine loses power soon after it is back.
    case dieTwice(SimulatedMachine, writes: Int, down: Int, apart: Int)
    /// A source has no room on its disk for a while.
    case fillDisk(SimulatedMachine, lasting: Int)
    /// A decision node loses what it has kept on its own disk.
    case forget(SimulatedMachine, down: Int)
    /// When everything is calm, the wall clock jumps by days.
    case jump(days: Int)
    /// Whatever a source waits for on its disk fails for a while.
    case failCommits(SimulatedMachine, lasting: Int)
    /// Everything between two takes longer and longer, in steps so small that no silence tells.
    case creep(Party, Party, steps: Int)
    /// A source's database is copied.
    case copy(SimulatedMachine)
    /// A source's process ends, and it comes back on the copy, as another history.
    case restore(SimulatedMachine, down: Int)
}

/// A seed's run: under which conditions, and what happens.
package struct Plan: Sendable {
    /// What it was drawn from.
    package let seed: UInt64
    /// What it is about.
    package let theme: Theme
    let conditions: Conditions
    /// Everything that happens, in order of time.
    package var happenings: [Happening]

    static let clientCount = 3
    static let decisionCount = 2
    static let decisions = (0..<decisionCount).map { SimulatedMachine(.decision, $0) }
    static let sources = [SimulatedMachine(.directory), SimulatedMachine(.partnership)]
    static let machines = sources + decisions
    /// Things that happen, beside trouble.
    private static let count = 100

    /// The plan that follows from `seed`.
    ///
    /// - Parameter theme: What it is about; nil for what the seed says.
    package init(seed: UInt64, theme: Theme? = nil) {
        var author = PlanAuthor(seed: seed)
        self.seed = seed
        self.theme = theme ?? Theme.drawn(seed)
        var conditions = author.conditions()
        let ordinary = author.happenings(Self.count)
        var themed = ThemeAuthor(self.theme, seed: seed, end: ordinary.last?.millis ?? 0)
        themed.change(&conditions)
        self.conditions = conditions
        happenings = Self.merged(ordinary, themed.happenings(conditions))
    }

    /// Both in order of time; of two at the same moment the first's.
    private static func merged(_ ordinary: [Happening], _ themed: [Happening]) -> [Happening] {
        var all = ordinary
        for happening in themed {
            let place = all.firstIndex { $0.millis > happening.millis } ?? all.count
            all.insert(happening, at: place)
        }
        return all
    }
}

/// What holds for the whole of a run.
struct Conditions: Sendable {
    var reactorCount = 1
    var keepsLocalSnapshots = true
    var stalenessLimitMillis: Int64 = 10_000
    var logChangeMaximum: UInt64 = 1_000_000
    var laggardMillis: UInt64 = 30_000
    var snapshotGraceMillis: UInt64 = 600_000
    var windowByteCount = 64 << 10
    var delayMicros: UInt64 = 3_000
}

/// Draws a plan.
private struct PlanAuthor {
    private var author: HistoryAuthor
    private var dice: Dice
    private var millis = 0

    init(seed: UInt64) {
        author = HistoryAuthor(seed: seed, start: SimulatedClock().wall, isSimulated: true)
        dice = Dice(seed: seed ^ 0x51D0)
    }

    mutating func conditions() -> Conditions {
        var conditions = Conditions()
        conditions.reactorCount = dice.chance(30) ? 2 : 1
        conditions.keepsLocalSnapshots = dice.chance(70)
        conditions.stalenessLimitMillis = dice.pick([3_000, 5_000, 10_000])
        if dice.chance(40) { conditions.logChangeMaximum = UInt64(dice.number(3...40)) }
        if dice.chance(30) { conditions.laggardMillis = 2_000 }
        if dice.chance(20) { conditions.windowByteCount = 1 << 10 }
        conditions.delayMicros = UInt64(dice.pick([300, 3_000, 30_000]))
        return conditions
    }

    mutating func happenings(_ count: Int) -> [Happening] {
        let isStormy = dice.chance(70)
        return (0..<count).flatMap { number in
            millis += dice.chance(85) ? dice.number(0...90) : dice.number(100...900)
            if dice.chance(2) { millis += dice.number(1_000...12_000) }
            guard !(isStormy && dice.chance(14)) else { return [happening(.trouble(trouble()))] }
            return ordinary(number)
        }
    }

    private func happening(_ what: Happening.What) -> Happening { Happening(millis: millis, what: what) }

    private mutating func ordinary(_ number: Int) -> [Happening] {
        let client = dice.number(1...Plan.clientCount)
        let requests: [any Request]
        switch dice.number(0...99) {
        case 0..<2:
            return [happening(.handOver(from: dice.number(1...Plan.clientCount), to: client))]
        case 2..<22: requests = [author.directoryCommand()]
        case 22..<50: requests = [author.partnershipCommand()]
        case 50..<57: requests = author.relationshipCommands()
        default: requests = (0..<dice.number(1...2)).map { _ in author.question() }
        }
        return requests.enumerated().map { place, request in
            happening(.ask(client: client, request, "\(number).\(place)"))
        }
    }

    // MARK: trouble

    private mutating func party() -> Party {
        dice.chance(75) ? .machine(dice.pick(Plan.machines)) : .client(dice.number(1...Plan.clientCount))
    }

    /// Mostly two that talk with one another.
    private mutating func pair() -> (Party, Party) {
        if dice.chance(70) {
            return (.machine(dice.pick(Plan.sources)), .machine(dice.pick(Plan.decisions)))
        }
        return (party(), party())
    }

    private mutating func lasting() -> Int {
        dice.chance(70) ? dice.number(50...2_500) : dice.number(2_500...14_000)
    }

    private mutating func down() -> Int {
        dice.chance(80) ? dice.number(1...800) : dice.number(800...12_000)
    }

    private mutating func trouble() -> Trouble {
        let (one, other) = pair()
        switch dice.number(0...30) {
        case 0..<2: return .delays(micros: UInt64(dice.pick([300, 3_000, 30_000, 150_000])))
        case 2: return .slow(one, other, by: dice.number(200...9_000), lasting: lasting() * 2)
        case 3..<5: return .fade(one, other, steps: dice.number(2...7))
        case 5..<7: return .cut(one, other)
        case 7..<9: return .cutSome(oneIn: UInt64(dice.number(1...4)))
        case 9..<13: return .part(one, other, lasting: lasting())
        case 13..<15:
            return .strand(
                dice.pick(Plan.decisions), from: dice.pick(Plan.sources), down: dice.number(1...8_000),
                lasting: dice.number(500...8_000))
        case 15..<17: return .pause(dice.pick(Plan.machines), lasting: lasting())
        case 17..<20: return .kill(dice.pick(Plan.machines), down: down())
        case 20..<23: return .losePower(dice.pick(Plan.machines), down: down())
        case 23..<27:
            return .dieWriting(
                dice.pick(Plan.sources), writes: dice.number(1...30), losesPower: dice.chance(60),
                down: down())
        case 27: return .fillDisk(dice.pick(Plan.sources), lasting: dice.number(50...2_000))
        case 28: return .forget(dice.pick(Plan.decisions), down: down())
        default: return .jump(days: dice.pick([0, 1, 5, 31]))
        }
    }
}

// MARK: - Words

extension Happening: CustomStringConvertible {
    package var description: String {
        switch what {
        case .ask(let client, let request, let number):
            "\(millis) ms: client \(client) is to ask \(number): \(Step.ask(request))"
        case .handOver(let from, let to): "\(millis) ms: client \(to) learns what client \(from) has seen"
        case .trouble(let trouble): "\(millis) ms: \(trouble)"
        }
    }
}

extension Trouble: CustomStringConvertible {
    package var description: String {
        switch self {
        case .delays(let micros): "everything is up to \(micros) µs under way"
        case .slow(let one, let other, let lag, let time):
            "between \(one) and \(other) everything takes \(lag) ms longer, for \(time) ms"
        case .fade(let one, let other, let steps):
            "between \(one) and \(other) everything takes longer and longer, up to \(steps * 2) s"
        case .cut(let one, let other): "connections between \(one) and \(other) are cut"
        case .cutSome(let count): "one connection in \(count) is cut"
        case .part(let one, let other, let time): "\(one) and \(other) are parted for \(time) ms"
        case .strand(let node, let source, let down, let time):
            "the \(node) is killed, down for \(down) ms, and parted from the \(source) for \(time) ms more"
        case .pause(let machine, let time): "the \(machine) stands still for \(time) ms"
        case .kill(let machine, let time): "the \(machine) is killed, and down for \(time) ms"
        case .losePower(let machine, let time): "the \(machine) loses its power for \(time) ms"
        case .dieWriting(let machine, let writes, let losesPower, let time):
            "the \(machine) will \(losesPower ? "lose its power" : "die") at its write \(writes) from now, "
                + "and be down for \(time) ms"
        case .dieTwice(let machine, let writes, let time, let apart):
            "the \(machine) will die at its write \(writes) from now, be down for \(time) ms, "
                + "and lose its power \(apart) ms after it is back"
        case .fillDisk(let machine, let time): "the disk of the \(machine) is full for \(time) ms"
        case .forget(let machine, let time):
            "the \(machine) is killed and its disk wiped, and it is down for \(time) ms"
        case .jump(let days): "after a calm, the wall clock jumps by \(days) days and an hour"
        case .failCommits(let machine, let time):
            "what the \(machine) waits for on its disk fails, for \(time) ms"
        case .creep(let one, let other, let steps):
            "between \(one) and \(other) everything takes longer and longer, by and by up to \(steps) s"
        case .copy(let machine): "the database of the \(machine) is copied"
        case .restore(let machine, let time):
            "the \(machine) is killed, down for \(time) ms, and comes back as it was when it was copied"
        }
    }
}
