// Random histories: after every command, the services answer what the rules say. A failure makes itself
// shorter and prints its seed; seeds that have failed once are kept below and played for ever.

import EntenteProtocol
import Simulator
import SystemCalls
import TestSupport
import Testing

@Suite struct ComparisonTests {
    /// Seeds whose history has once shown a difference.
    static let keptSeeds: [UInt64] = []

    /// How many new histories one run plays, and from which seed on.
    static let count = Environment["ENTENTE_COMPARE_COUNT"].flatMap { Int($0) } ?? 12
    static let firstSeed = Environment["ENTENTE_COMPARE_SEED"].flatMap { UInt64($0) } ?? 1

    /// How often a failing history is played again to make it shorter; with 0 the first failure ends the run.
    static let tries = Environment["ENTENTE_COMPARE_TRIES"].flatMap { Int($0) } ?? 250

    @Test func `the services answer as the rules do, whatever is done to them`() throws {
        var tally = Tally()
        var failures = 0
        let seeds = Self.keptSeeds + (0..<UInt64(Self.count)).map { Self.firstSeed + $0 }
        for seed in seeds {
            let history = HistoryAuthor.history(
                seed: seed, count: 200, start: SimulatedWorld.start, isSimulated: true)
            guard let difference = try SimulatedComparison.play(history, &tally) else { continue }
            failures += 1
            Issue.record("\(Self.report(history, difference))")
            if Self.tries == 0 { break }
        }
        print("simulated cluster: \(tally)")
        print("\(seeds.count) runs, \(failures) failures")
    }

    private static func report(_ history: History, _ difference: Difference) -> String {
        var last = difference
        let short = history.shrunk(tries: tries) { candidate in
            var tally = Tally()
            guard let found = try? SimulatedComparison.play(candidate, &tally) else { return nil }
            last = found
            return found.step
        }
        let steps = short.steps.map { "  \($0)" }.joined(separator: "\n")
        return """
            seed \(history.seed), step \(difference.step): \(difference)
            shrunk to \(short.steps.count) steps:
            \(steps)
            then \(last)
            """
    }
}
