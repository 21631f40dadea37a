// What a run is about beside everything that may happen in any: a trouble that comes to something only with
// others of its kind, at the right distance, or under conditions that would be in the way elsewhere. It is
// drawn with dice of its own, so that what a seed's plan was before is in it still.

import Flags

/// What a run is about.
package enum Theme: String, CaseIterable, Sendable {
    /// Nothing beside what any plan may hold.
    case anything
    /// The disk of a source reports errors for a while: whole turns are taken back.
    case failingCommits = "failing-commits"
    /// The line to a decision node becomes slower and slower, and is never silent for long.
    case creepingLine = "creeping-line"
    /// The log is so short that a node that was away has to take a snapshot, with a full cache.
    case shortLog = "short-log"
    /// Days pass, more of them than what is open has left.
    case passingTime = "passing-time"
    /// Sources come back as they were a while ago.
    case restoredSource = "restored-source"
    /// Sources die while they write, and again before they have written anything else.
    case dyingTwice = "dying-twice"

    /// The theme of a seed.
    static func drawn(_ seed: UInt64) -> Theme {
        var dice = Dice(seed: seed ^ 0x7E3E)
        return switch dice.number(0...9) {
        case 0: .failingCommits
        case 1: .creepingLine
        case 2: .shortLog
        case 3: .passingTime
        case 4..<6: .restoredSource
        case 6: .dyingTwice
        default: .anything
        }
    }
}

extension Theme: FlagValue {
    /// A theme's name.
    package static var placeholder: String { "NAME" }
    /// One of the names there are.
    package static var expectation: String {
        "one of " + allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }
    /// The theme of that name.
    package init?(flagText text: String) { self.init(rawValue: text) }
    /// Its name.
    package var flagText: String { rawValue }
}

/// Adds to a plan what its theme brings.
struct ThemeAuthor {
    private let theme: Theme
    private var dice: Dice
    /// When the last thing of the plan happens, in milliseconds.
    private let end: Int

    init(_ theme: Theme, seed: UInt64, end: Int) {
        self.theme = theme
        self.end = end
        dice = Dice(seed: seed ^ 0x7E3D)
    }

    mutating func change(_ conditions: inout Conditions) {
        switch theme {
        case .creepingLine: conditions.stalenessLimitMillis = dice.pick([3_000, 3_000, 5_000])
        case .shortLog:
            conditions.logChangeMaximum = UInt64(dice.number(2...5))
            conditions.snapshotGraceMillis = 500
            conditions.keepsLocalSnapshots = dice.chance(30)
        case .anything, .failingCommits, .passingTime, .restoredSource, .dyingTwice: break
        }
    }

    /// What happens, in order of time.
    mutating func happenings(_ conditions: Conditions) -> [Happening] {
        let troubles: [(Int, Trouble)] =
            switch theme {
            case .anything: []
            case .failingCommits: failingCommits()
            case .creepingLine: [creep(past: Int(conditions.stalenessLimitMillis))]
            case .shortLog: absences()
            case .passingTime:
                (1...dice.number(1...2)).map { _ in
                    (moment(20...100), .jump(days: dice.pick([8, 15, 31, 61])))
                }
            case .restoredSource: restores()
            case .dyingTwice: deaths()
            }
        return troubles.sorted { $0.0 < $1.0 }.map { Happening(millis: $0, what: .trouble($1)) }
    }

    /// A moment within so many percent of the plan.
    private mutating func moment(_ percent: ClosedRange<Int>) -> Int { end * dice.number(percent) / 100 }

    private mutating func failingCommits() -> [(Int, Trouble)] {
        (0...dice.number(0...2)).map { _ in
            (moment(0...90), .failCommits(dice.pick(Plan.sources), lasting: dice.number(50...1_500)))
        }
    }

    private mutating func creep(past bound: Int) -> (Int, Trouble) {
        let (source, node) = (dice.pick(Plan.sources), dice.pick(Plan.decisions))
        let steps = bound / 1_000 + dice.number(2...6)
        return (moment(0...40), .creep(.machine(source), .machine(node), steps: steps))
    }

    /// A node is away from one source again and again, longer than it believes a silent line.
    private mutating func absences() -> [(Int, Trouble)] {
        let (source, node) = (dice.pick(Plan.sources), dice.pick(Plan.decisions))
        var at = moment(0...20)
        var troubles: [(Int, Trouble)] = dice.chance(50) ? [(at, .kill(node, down: 1))] : []
        for _ in 0..<dice.number(2...3) {
            at += dice.number(600...1_500)
            let lasting = dice.number(3_300...5_000)
            troubles.append((at, .part(.machine(source), .machine(node), lasting: lasting)))
            at += lasting
        }
        return troubles
    }

    /// What is lost then is what a process found that another has written, and nobody has made durable.
    private mutating func deaths() -> [(Int, Trouble)] {
        (1...dice.number(2...4)).map { _ in
            let (writes, down, apart) = (dice.number(1...30), dice.number(1...20), dice.number(1...60))
            return (
                moment(0...100), .dieTwice(dice.pick(Plan.sources), writes: writes, down: down, apart: apart)
            )
        }
    }

    private mutating func restores() -> [(Int, Trouble)] {
        let sources = dice.chance(40) ? Plan.sources : [dice.pick(Plan.sources)]
        return sources.flatMap { source -> [(Int, Trouble)] in
            let copied = moment(0...60)
            var troubles: [(Int, Trouble)] = [(copied, .copy(source))]
            for _ in 0..<(dice.chance(20) ? 2 : 1) {
                // Soon enough, and nobody has seen more than is on the copy.
                let at = copied + (dice.chance(25) ? dice.number(1...200) : dice.number(200...max(300, end)))
                troubles.append((at, .restore(source, down: dice.number(1...3_000))))
            }
            return troubles
        }
    }
}
