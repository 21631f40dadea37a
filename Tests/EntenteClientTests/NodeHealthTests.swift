import TestSupport
import Testing

@testable import EntenteClient

@Suite("The health of a node")
struct NodeHealthTests {
    private let start = ContinuousClock.now
    private static let rest = Backoff(first: .milliseconds(50), maximum: .seconds(5))

    private func node() -> NodeHealth { NodeHealth(rest: Self.rest) }
    private func at(_ millis: Int) -> ContinuousClock.Instant { start + .milliseconds(millis) }

    @Test("is good until something is known against it")
    func beginsHealthy() { #expect(node().isHealthy) }

    @Test("suffers at once from a lost connection and from an answer that the node cannot tell")
    func restsAtOnce() {
        for trouble in [NodeHealth.Trouble.lost, .unready] {
            var health = node()
            #expect(health.noted(trouble, now: start, random: 1) == true)
            #expect(health.state == .resting(until: at(50)))
        }
    }

    @Test("suffers from late answers only when they come in a row, whatever its word is")
    func lateness() {
        var health = node()
        func isLate(rests millis: Int) {
            #expect(health.noted(.late, now: start, random: 1) == true)
            #expect(health.state == .resting(until: at(millis)))
            #expect(health.beginProbe(now: at(millis)) == true)
            health.probed(isReady: true, now: at(millis), random: 1)
        }
        for _ in 0..<10 {
            isLate(rests: 0)
            isLate(rests: 0)
            health.answered(in: health.spell)
        }
        for _ in 0..<2 { isLate(rests: 0) }
        isLate(rests: 50)
        #expect(health.failureCount == 1)
    }

    @Test("is asked about at once after a goodbye and a late answer, and after a rest otherwise")
    func probesWhenDue() {
        for trouble in [NodeHealth.Trouble.leaving, .late] {
            var left = node()
            #expect(left.noted(trouble, now: start, random: 1) == true)
            #expect(left.beginProbe(now: start) == true)
        }

        var lost = node()
        #expect(lost.noted(.lost, now: start, random: 1) == true)
        #expect(lost.beginProbe(now: at(49)) == false)
        #expect(lost.beginProbe(now: at(50)) == true)
        #expect(lost.state == .probing)
        #expect(lost.beginProbe(now: at(50)) == false, "one probe at a time")
    }

    @Test("comes back by a probe that finds it ready, and rests longer after each that does not")
    func probes() {
        var health = node()
        var now = start
        var expected = 50
        _ = health.noted(.lost, now: now, random: 1)
        for _ in 0..<5 {
            guard case .resting(let end) = health.state else {
                Issue.record("expected a rest")
                return
            }
            #expect(now.duration(to: end) == .milliseconds(expected))
            now = end
            #expect(health.beginProbe(now: now) == true)
            health.probed(isReady: false, now: now, random: 1)
            expected *= 2
        }
        guard case .resting(let end) = health.state, health.beginProbe(now: end) else {
            Issue.record("expected the next probe")
            return
        }
        health.probed(isReady: true, now: end, random: 1)
        #expect(health.isHealthy)
        #expect(health.failureCount == 6, "its word is not enough to be forgiven")
        health.answered(in: health.spell)
        _ = health.noted(.lost, now: end, random: 1)
        #expect(health.state == .resting(until: end + .milliseconds(50)), "all is forgiven")
    }

    @Test("is not left alone for ever where nothing keeps the time of its rest")
    func untimedRest() {
        var health = node()
        _ = health.noted(.lost, now: start, random: 1)
        health.forgoRest()
        #expect(health.isHealthy)
        guard health.noted(.late, now: start, random: 1), health.beginProbe(now: start) else {
            Issue.record("expected a probe")
            return
        }
        health.forgoRest()
        #expect(health.state == .probing, "the probe tells")
    }

    @Test("learns nothing from answers to what was asked before it failed")
    func ignoresOldAnswers() {
        var health = node()
        let before = health.spell
        _ = health.noted(.unready, now: start, random: 1)
        health.answered(in: before)
        #expect(!health.isHealthy)
        health.answered(in: health.spell)
        #expect(health.isHealthy)
    }

    @Test("is never worse for a hundred callers who fail together than for one")
    func countsOnce() {
        var health = node()
        #expect(health.noted(.unready, now: start, random: 1) == true)
        for _ in 0..<100 { #expect(health.noted(.unready, now: at(3), random: 1) == false) }
        #expect(health.state == .resting(until: at(50)))
        #expect(health.failureCount == 1)
    }

    @Test(
        "never rests longer than its maximum, is never probed early, and always comes back", arguments: 1...50
    )
    func holdsAtRandom(seed: Int) {
        var dice = SimulatedRandomness(seed: UInt64(seed))
        var health = node()
        var now = start
        for _ in 0..<500 {
            now += .milliseconds(dice.number(in: 0...199))
            switch dice.number(in: 0...6) {
            case 0: _ = health.noted(.lost, now: now, random: .random(in: 0...1, using: &dice))
            case 1: _ = health.noted(.unready, now: now, random: .random(in: 0...1, using: &dice))
            case 2: _ = health.noted(.late, now: now, random: .random(in: 0...1, using: &dice))
            case 3: _ = health.noted(.leaving, now: now, random: .random(in: 0...1, using: &dice))
            case 4: health.answered(in: health.spell - dice.number(in: 0...1))
            case 5:
                let before = health.state
                if health.beginProbe(now: now) {
                    guard case .resting(let until) = before else {
                        Issue.record("probed without a rest")
                        return
                    }
                    #expect(until <= now)
                }
            default:
                health.probed(
                    isReady: dice.oneIn(3), now: now, random: .random(in: 0...1, using: &dice)
                )
            }
            if case .resting(let until) = health.state { #expect(until <= now + .seconds(5)) }
            #expect(health.isHealthy == (health.state == .healthy))
        }
        // Whatever it went through, a probe that finds it ready ends it.
        now += .seconds(6)
        if health.beginProbe(now: now) || health.state == .probing {
            health.probed(isReady: true, now: now, random: 1)
        }
        #expect(health.isHealthy)
    }
}
