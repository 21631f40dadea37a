// The program that plays seeds: says how far it is, tells the story of a failure after having made its plan
// as short as it goes, and ends with one line to count by.

import Flags
import Glibc
import SystemCalls
import TestSupport

/// What is played, and how it is told.
package struct Simulation {
    private let count: Int
    private let firstSeed: UInt64
    /// What all are about; nil for what their seeds say.
    private let theme: Theme?
    /// How often a failing plan is played again to make it shorter.
    private let tries: Int
    private let endsAtFirst: Bool

    /// Plans of which each failed once, and is played for ever.
    package static let keptPlans: [Plan] = [
        Plan(seed: 3399, theme: .anything), Plan(seed: 3417, theme: .anything),
        Plan(seed: 246, theme: .failingCommits), Plan(seed: 546, theme: .anything),
        Plan(seed: 1614, theme: .restoredSource), Plan(seed: 19048, theme: .passingTime),
    ]

    /// Plays what the command line says and ends the process: 0 where nothing failed, 1 where something did.
    package static func main() -> Never {
        var flags = FlagSet(
            program: "entente-simulate",
            summary: "Plays the whole cluster from seeds: random commands, questions and trouble.")
        let count = flags.int("count", default: 100, in: 1...100_000_000, help: "how many seeds to play")
        let seed = flags.int("seed", default: 1, in: 0...Int.max, help: "the first of them")
        let tries = flags.int(
            "tries", default: 150, in: 0...100_000,
            help: "how often a failing plan is played again to make it shorter")
        let theme = flags.optional(
            "theme", as: Theme.self,
            help: "what all are about, \(Theme.expectation); without it what their seeds say")
        let first = flags.bool("first", help: "end at the first failure")
        _ = flags.parseOrExit()
        let simulation = Simulation(
            count: count.value, firstSeed: UInt64(seed.value), theme: theme.value, tries: tries.value,
            endsAtFirst: first.value)
        LastWords.begin()
        exit(simulation.playAll() == 0 ? 0 : 1)
    }

    /// Plays all seeds.
    ///
    /// - Returns: how many failed.
    private func playAll() -> Int {
        var (tally, played, failures) = (RunTally(), 0, 0)
        let begin = MachineClock.monotonicNanos
        var lastWord = begin
        for seed in firstSeed..<firstSeed + UInt64(count) {
            LastWords.expect(seed)
            let plan = Plan(seed: seed, theme: theme)
            let verdict = Self.verdict(plan)
            played += 1
            tally += verdict.tally
            if !verdict.problems.isEmpty {
                failures += 1
                print(Self.report(plan, verdict, tries: tries))
                if endsAtFirst { break }
            }
            let now = MachineClock.monotonicNanos
            guard now - lastWord > 2_000_000_000 || played == count else { continue }
            lastWord = now
            let perSecond = Double(played) / (Double(now - begin) / 1e9)
            say("\(played) of \(count) seeds, \(failures) failures, \(Int(perSecond * 10)) in 10 s")
        }
        say("\(tally)")
        print("\(played) runs, \(failures) failures")
        return failures
    }

    private func say(_ words: String) { StandardStream.error.write(words + "\n") }

    /// Plays one plan.
    package static func verdict(_ plan: Plan, tells: Bool = false) -> Verdict {
        do { return try Run(plan, tells: tells).play() } catch {
            return Verdict(
                problems: ["the cluster cannot be started: \(error)"], happeningCount: 0, digest: 0,
                tally: RunTally(), story: [])
        }
    }

    /// The story of a failure, made as short as it goes, with how to see it again.
    package static func report(_ plan: Plan, _ verdict: Verdict, tries: Int) -> String {
        var short = plan
        short.happenings = plan.happenings.shrunk(tries: tries) { happenings in
            var candidate = plan
            candidate.happenings = happenings
            let verdict = Self.verdict(candidate)
            return verdict.problems.isEmpty ? nil : verdict.happeningCount - 1
        }
        let told = Self.verdict(short, tells: true)
        return """
            seed \(plan.seed): \(verdict.problems[0])
            the plan, made \(short.happenings.count) long:
            \(short.happenings.map { "  \($0)" }.joined(separator: "\n"))
            its story, with milliseconds since the beginning:
            \(told.story.joined(separator: "\n"))
            \(told.problems.joined(separator: "\n"))
            again: deploy/simulate --count 1 --seed \(plan.seed) --theme \(plan.theme.rawValue)

            """
    }
}
