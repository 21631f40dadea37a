// The promise of the sources and of those who follow them, on the programs as they are shipped: whatever dies
// when, what was acknowledged is there, once and whole, and every decision rests on it.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@Suite(.serialized) struct CrashTests {
    /// How many clusters are killed, several times each, and from which seed on.
    static let count = Environment["ENTENTE_CRASH_COUNT"].flatMap { Int($0) } ?? 1
    static let firstSeed = Environment["ENTENTE_CRASH_SEED"].flatMap { UInt64($0) } ?? 1
    /// Whether the first failure ends the run: nothing is learned from the others.
    static let isToFail = Environment["ENTENTE_PLANTED_BUG"]?.isEmpty == false

    @Test func `services killed at random moments lose nothing, double nothing and forget nothing`() async {
        var all = CrashTally()
        var runCount = 0
        var failureCount = 0
        for seed in (0..<UInt64(Self.count)).map({ Self.firstSeed + $0 }) {
            runCount += 1
            do {
                let tally = try await CrashRun.play(seed: seed)
                all += tally
                print("seed \(seed): \(tally)")
            } catch {
                failureCount += 1
                Issue.record("seed \(seed), \(error)")
                if Self.isToFail { break }
            }
        }
        print("in all: \(all)")
        print("\(runCount) runs, \(failureCount) failures")
    }
}

extension CrashTally {
    fileprivate static func += (tally: inout CrashTally, other: CrashTally) {
        tally.deaths.merge(other.deaths) { $0 + $1 }
        tally.deathOfAllCount += other.deathOfAllCount
        tally.commandCount += other.commandCount
        tally.repeatCount += other.repeatCount
        tally.comparedCount += other.comparedCount
        tally.changeCount += other.changeCount
        tally.resumeCount += other.resumeCount
    }
}
