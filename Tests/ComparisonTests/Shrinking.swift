// A history that fails is made shorter for as long as it goes on failing: everything after the failing step
// goes first, then halves, quarters and so on down to single steps.

import EntenteProtocol

extension History {
    /// The shortest history found that still fails.
    ///
    /// - Parameters:
    ///   - tries: how often it may be played at most.
    ///   - fails: plays a history; the number of the step it fails at, or nil.
    func shrunk(tries: Int, fails: (History) -> Int?) -> History {
        var best = self
        var left = tries
        guard left > 0 else { return self }
        if let step = fails(best), step + 1 < best.steps.count { best.steps.removeSubrange((step + 1)...) }
        var size = max(best.steps.count / 2, 1)
        while left > 0 {
            var end = best.steps.count
            var removedAny = false
            while end > 0, left > 0 {
                let start = max(0, end - size)
                var candidate = best
                candidate.steps.removeSubrange(start..<end)
                left -= 1
                if fails(candidate) != nil {
                    best = candidate
                    removedAny = true
                }
                end = start
            }
            if size == 1 && !removedAny { break }
            size = max(size / 2, 1)
        }
        return best
    }
}
