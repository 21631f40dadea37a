// How far a seeding is. On a terminal one line that is written over; elsewhere a line for each chapter that
// is done and one every ten seconds, which a log can take.

import World

/// Tells how far a seeding is and how long it will still take.
struct SeedProgress {
    private let console: Console
    private let script: WorldScript
    private let start = ContinuousClock.now
    private var chapterStart = ContinuousClock.now
    private var shownAt: ContinuousClock.Instant?
    /// What the chapters that are done have cost, of ``whole``.
    private var cost = 0.0
    private let whole: Double

    private static let barWidth = 24
    private static let redrawPause: Duration = .milliseconds(100)
    private static let linePause: Duration = .seconds(10)

    init(_ script: WorldScript, _ console: Console) {
        self.script = script
        self.console = console
        whole = WorldScript.Chapter.allCases.reduce(0) { $0 + Self.cost(of: $1, script.count(of: $1)) }
    }

    /// How long it has taken so far.
    var elapsed: Duration { ContinuousClock.now - start }

    /// About how much a chapter costs, in imported users; only the time left rests on it.
    private static func cost(of chapter: WorldScript.Chapter, _ count: Int) -> Double {
        let each: Double =
            switch chapter {
            case .users: 1
            case .marks, .deactivations: 0.05
            case .organizations, .settings: 2
            case .defaults: 0.5
            case .teams, .partnerships: 12
            }
        return each * Double(count)
    }

    /// A chapter begins.
    mutating func begin() { chapterStart = .now }

    /// So many things of a chapter are done.
    mutating func show(_ chapter: WorldScript.Chapter, _ count: Int) {
        let now = ContinuousClock.now
        let pause = console.showsProgress ? Self.redrawPause : Self.linePause
        guard now - (shownAt ?? (console.showsProgress ? now - pause : start)) >= pause else { return }
        shownAt = now
        let share = min((cost + Self.cost(of: chapter, count)) / whole, 1)
        let rate = Double(count) / max((now - chapterStart) / .seconds(1), 0.001)
        let left = elapsed * (1 - share) / max(share, 0.001)
        let text =
            "\(Int(share * 100)) %  \(chapter.words) \(count) of \(script.count(of: chapter)), "
            + "\(Int(rate))/s, \(Self.words(left)) left"
        if console.showsProgress {
            let full = Int(share * Double(Self.barWidth))
            let bar =
                String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full)
            console.progress("\(bar) \(text)")
        } else {
            console.note("seed: \(text)")
        }
    }

    /// A chapter is done.
    mutating func end(_ chapter: WorldScript.Chapter) {
        let count = script.count(of: chapter)
        cost += Self.cost(of: chapter, count)
        if !console.showsProgress, count > 0 {
            console.note("seed: \(chapter.words) done after \(Self.words(elapsed))")
        }
    }

    /// Takes the line away.
    func clear() { console.progress("") }

    /// A time for people.
    static func words(_ time: Duration) -> String {
        let seconds = time / .seconds(1)
        if seconds < 10 { return "\(Double(Int(seconds * 10)) / 10) s" }
        if seconds < 120 { return "\(Int(seconds)) s" }
        return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
    }
}
