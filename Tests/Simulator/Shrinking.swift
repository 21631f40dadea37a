// A story that fails is made shorter for as long as it goes on failing: everything after the failing step
// goes first, then halves, quarters and so on down to single steps.

extension Array {
    /// The shortest row of these steps found that still fails.
    ///
    /// - Parameters:
    ///   - tries: How often it may be played at most.
    ///   - fails: Plays a row of steps; the number of the step it fails at, or nil.
    package func shrunk(tries: Int, fails: ([Element]) -> Int?) -> [Element] {
        var best = self
        var left = tries
        guard left > 0 else { return self }
        if let step = fails(best), step + 1 < best.count { best.removeSubrange((step + 1)...) }
        var size = Swift.max(best.count / 2, 1)
        while left > 0 {
            var end = best.count
            var removedAny = false
            while end > 0, left > 0 {
                let start = Swift.max(0, end - size)
                var candidate = best
                candidate.removeSubrange(start..<end)
                left -= 1
                if fails(candidate) != nil {
                    best = candidate
                    removedAny = true
                }
                end = start
            }
            if size == 1 && !removedAny { break }
            size = Swift.max(size / 2, 1)
        }
        return best
    }
}

extension History {
    /// The shortest history found that still fails.
    ///
    /// - Parameters:
    ///   - tries: how often it may be played at most.
    ///   - fails: plays a history; the number of the step it fails at, or nil.
    package func shrunk(tries: Int, fails: (History) -> Int?) -> History {
        var shrunk = self
        shrunk.steps = steps.shrunk(tries: tries) { steps in
            var candidate = self
            candidate.steps = steps
            return fails(candidate)
        }
        return shrunk
    }
}
