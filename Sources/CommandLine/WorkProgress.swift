// How far a long work is. On a terminal one line that is written over; elsewhere nothing for short work and a
// line every ten seconds for long, which a log can take.

/// Shows how far a work is whose share is known.
struct WorkProgress {
    private let console: Console
    private let word: String
    private let start = ContinuousClock.now
    private var shownAt: ContinuousClock.Instant

    private static let barWidth = 24
    private static let redrawPause: Duration = .milliseconds(100)
    private static let linePause: Duration = .seconds(10)

    /// The progress of the verb `word`.
    init(_ word: String, _ console: Console) {
        self.word = word
        self.console = console
        shownAt = console.showsProgress ? start - Self.redrawPause : start
    }

    /// How long it has taken so far.
    var elapsed: Duration { ContinuousClock.now - start }

    /// `share`, from 0 to 1, of what `what` names is done.
    mutating func show(_ share: Double, _ what: String) {
        let now = ContinuousClock.now
        guard now - shownAt >= (console.showsProgress ? Self.redrawPause : Self.linePause) else { return }
        shownAt = now
        let text = "\(Int(min(max(share, 0), 1) * 100)) %  \(what)"
        guard console.showsProgress else { return console.note("\(word): \(text)") }
        let full = Int(min(max(share, 0), 1) * Double(Self.barWidth))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full)
        console.progress("\(bar) \(text)")
    }

    /// So many of what `what` names are done; nobody knows of how many.
    mutating func show(count: Int, _ what: String) {
        let now = ContinuousClock.now
        guard now - shownAt >= (console.showsProgress ? Self.redrawPause : Self.linePause) else { return }
        shownAt = now
        if console.showsProgress {
            console.progress("\(count) \(what)")
        } else {
            console.note("\(word): \(count) \(what)")
        }
    }

    /// Takes the line away.
    func clear() { console.progress("") }
}
