// The whole cluster in one process, from one seed: whatever trouble there is, nothing acknowledged is lost,
// no answer is older than allowed, and in the end everybody answers as the rules do.

import Simulator
import SystemCalls
import Testing

@Suite struct RunTests {
    /// How many seeds one test run plays, and from which on; `deploy/test` plays hundreds, optimized.
    static let count = Environment["ENTENTE_SIMULATE_COUNT"].flatMap { Int($0) } ?? 20
    static let firstSeed = Environment["ENTENTE_SIMULATE_SEED"].flatMap { UInt64($0) } ?? 1

    @Test func `whatever trouble there is, the cluster keeps what it promises`() {
        let plans =
            Simulation.keptPlans + (0..<UInt64(Self.count)).map { Plan(seed: Self.firstSeed + $0) }
        var tally = RunTally()
        for plan in plans {
            let verdict = Simulation.verdict(plan)
            tally += verdict.tally
            if verdict.problems.isEmpty { continue }
            Issue.record("\(Simulation.report(plan, verdict, tries: 40))")
            break
        }
        print("simulated runs: \(tally)")
        #expect(tally.acknowledged > 10 * plans.count && tally.answersChecked > 5 * plans.count)
    }

    @Test(arguments: Theme.allCases)
    func `whatever a run is about, the cluster keeps what it promises`(theme: Theme) {
        for seed in Self.firstSeed..<Self.firstSeed + UInt64(max(Self.count / 10, 1)) {
            let plan = Plan(seed: seed, theme: theme)
            let verdict = Simulation.verdict(plan)
            if verdict.problems.isEmpty { continue }
            Issue.record("\(Simulation.report(plan, verdict, tries: 40))")
            break
        }
    }

    @Test func `a theme adds to what a seed's plan was, and changes nothing of it`() {
        let bare = Plan(seed: 12, theme: .anything).happenings.map(\.description)
        for theme in Theme.allCases {
            var themed = Plan(seed: 12, theme: theme).happenings.map(\.description)
            #expect((themed.count > bare.count) == (theme != .anything))
            for happening in bare {
                guard let place = themed.firstIndex(of: happening) else {
                    Issue.record("\(theme.rawValue): no more \(happening)")
                    break
                }
                themed.removeSubrange(...place)
            }
        }
    }

    @Test func `the same seed gives the same run, told or not`() {
        let first = Simulation.verdict(Plan(seed: 7))
        let again = Simulation.verdict(Plan(seed: 7), tells: true)
        #expect(first.digest == again.digest)
        #expect(first.problems == again.problems)
        #expect(!again.story.isEmpty && first.story.isEmpty)
        #expect(Simulation.verdict(Plan(seed: 8)).digest != first.digest)
    }

    @Test func `a plan is the same every time it is drawn from its seed`() {
        let words = { (seed: UInt64) in Plan(seed: seed).happenings.map(\.description) }
        #expect(words(11) == words(11))
        #expect(words(11) != words(12))
    }
}
