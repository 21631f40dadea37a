import EntenteProtocol
import TestSupport
import Testing

@testable import EntenteClient

@Suite("What is done about a failed attempt")
struct CallPlanTests {
    private static let endpoint = ServiceEndpoint(host: "10.0.0.1", port: 7103)
    private static let unreachable = ClientFailure.unreachable(endpoint, reason: "refused")
    private static let lost = ClientFailure.connectionLost(endpoint, reason: "reset")
    private static let late = ClientFailure.deadlineExceeded(.check, after: .seconds(1))
    private static let unavailable = ClientFailure.refused(.unavailable("too old"))
    private static let busy = ClientFailure.refused(.resourceExhausted("too much", retryAfterMillis: 700))
    private static let undecided = ClientFailure.undecided(endpoint, reason: "the disk failed")
    private static let restored = ClientFailure.refused(.failedPrecondition("", state: "history-restored"))
    private static let everyFailure: [ClientFailure] =
        [
            unreachable, lost, late, .tooLong(.check, byteCount: 2, byteLimit: 1),
            .protocolBroken(endpoint, reason: "?"), .fellBehind(.watch), .cancelled, busy, restored,
            undecided,
        ] + FailureCode.allCases.map { .refused(Failure($0, "")) }

    private let now = ContinuousClock.now

    private func around(other hasOtherNode: Bool, _ now: ContinuousClock.Instant) -> CallPlan.Surroundings {
        CallPlan.Surroundings(now: now, hasOtherNode: hasOtherNode, random: 1)
    }

    @Test("is safe: only what cannot have taken effect, or is known again, or changes nothing, is repeated")
    func safety() {
        let permitted: [(Repetition, [ClientFailure])] = [
            (.never, []), (.unsent, [Self.unreachable]),
            (.keyed, [Self.unreachable, Self.lost, Self.undecided]),
            (
                .always,
                [
                    Self.unreachable, Self.lost, Self.late, Self.unavailable, Self.busy, Self.restored,
                    Self.undecided,
                ]
            ),
        ]
        for (repetition, failures) in permitted {
            for failure in Self.everyFailure {
                let isPermitted = failures.contains { $0.isLike(failure) }
                #expect(repetition.permits(after: failure) == isPermitted, "\(repetition) \(failure)")
            }
        }
    }

    @Test("is another node at once where there is one, and a pause that grows where there is none")
    func steps() {
        var plan = CallPlan(.always, Retries(), deadline: nil)
        plan.began()
        #expect(plan.failed(Self.lost, in: around(other: true, now)) { true } == .again)
        for millis in [25, 50, 100] {
            plan.began()
            #expect(
                plan.failed(Self.lost, in: around(other: false, now)) { true }
                    == .pause(until: now + .milliseconds(millis)))
        }
    }

    @Test("ends with the attempts, with the budget and with the deadline")
    func ends() {
        var attempts = CallPlan(.always, Retries(), deadline: nil)
        for count in 1...Retries().attemptMaximum {
            attempts.began()
            let step = attempts.failed(Self.lost, in: around(other: true, now)) { true }
            #expect(step == (count < Retries().attemptMaximum ? .again : .finish(Self.lost)))
        }
        var poor = CallPlan(.always, Retries(), deadline: nil)
        poor.began()
        #expect(poor.failed(Self.lost, in: around(other: true, now)) { false } == .finish(Self.lost))

        var late = CallPlan(.always, Retries(), deadline: now + .milliseconds(20))
        late.began()
        #expect(late.failed(Self.lost, in: around(other: false, now)) { true } == .finish(Self.lost))
    }

    @Test("is not asked before the service has said, where it has too much to do")
    func waitsForBusy() {
        var plan = CallPlan(.always, Retries(), deadline: nil)
        plan.began()
        #expect(
            plan.failed(Self.busy, in: around(other: false, now)) { true }
                == .pause(until: now + .milliseconds(700)))
    }

    @Test("is another node where a position's history is not known, and nothing where there is none")
    func triesHistoryElsewhere() {
        var plan = CallPlan(.always, Retries(), deadline: nil)
        plan.began()
        #expect(plan.failed(Self.restored, in: around(other: true, now)) { true } == .again)
        plan.began()
        #expect(
            plan.failed(Self.restored, in: around(other: false, now)) { true } == .finish(Self.restored))
    }

    @Test("leaves a command in doubt that was lost once, unless a later answer rests on its key")
    func keepsDoubt() {
        let settling: Set<FailureCode> = [
            .invalidArgument, .notFound, .alreadyExists, .conflict, .failedPrecondition,
        ]
        for failure in Self.everyFailure where failure != Self.lost {
            var plan = CallPlan(.keyed, Retries(), deadline: nil)
            plan.began()
            #expect(plan.failed(Self.lost, in: around(other: true, now)) { true } == .again)
            plan.began()
            var settles = false
            if case .refused(let refusal) = failure, failure != Self.restored {
                settles = settling.contains(refusal.code)
            }
            #expect(
                plan.failed(failure, in: around(other: false, now)) { false }
                    == .finish(settles ? failure : Self.lost), "\(failure)")
        }
    }

    @Test("costs nothing where nothing was sent and another node can be asked")
    func failsOverForNothing() {
        var plan = CallPlan(.unsent, .none, deadline: nil)
        plan.began()
        #expect(plan.failed(Self.unreachable, in: around(other: true, now)) { false } == .again)
        plan.began()
        #expect(
            plan.failed(Self.unreachable, in: around(other: false, now)) { true }
                == .finish(Self.unreachable))
    }

    @Test("is nothing while a hedge is still under way")
    func waitsForHedge() {
        var plan = CallPlan(.always, Retries(), deadline: nil)
        plan.began()
        plan.began()
        #expect(plan.failed(Self.lost, in: around(other: true, now)) { true } == .wait)
        #expect(plan.failed(Self.lost, in: around(other: true, now)) { true } == .again)
    }

    @Test("is to tell at once what one node refuses for good, whoever else is asked")
    func tellsRefusal() {
        var plan = CallPlan(.always, Retries(), deadline: nil)
        plan.began()
        plan.began()
        let refusal = ClientFailure.refused(Failure(.notFound, "no such user"))
        #expect(plan.failed(refusal, in: around(other: true, now)) { true } == .finish(refusal))
    }

    @Test("never goes past the deadline, the attempts or the budget, whatever happens", arguments: 1...50)
    func holdsAtRandom(seed: Int) {
        var dice = SimulatedRandomness(seed: UInt64(seed))
        let deadline = now + .milliseconds(dice.number(in: 0...1_999))
        var plan = CallPlan(.always, Retries(), deadline: deadline)
        var budget = RetryBudget(share: 0, reserve: dice.number(in: 0...7))
        let reserve = Int(budget.balance)
        var time = now
        var repeatedCount = 0
        while true {
            plan.began()
            time += .milliseconds(dice.number(in: 0...49))
            let failure = Self.everyFailure[dice.number(in: 0...3)]
            let surroundings = CallPlan.Surroundings(
                now: time, hasOtherNode: false, random: .random(in: 0...1, using: &dice))
            let step = plan.failed(failure, in: surroundings) { budget.withdraw() }
            guard case .pause(let next) = step else { break }
            #expect(next > time && next < deadline)
            time = next
            repeatedCount += 1
        }
        #expect(repeatedCount <= min(reserve, Retries().attemptMaximum - 1))
    }
}

extension ClientFailure {
    fileprivate func isLike(_ other: ClientFailure) -> Bool {
        if case .refused(let mine) = self, case .refused(let its) = other {
            return (mine.code, mine.details) == (its.code, its.details)
        }
        return self == other
    }
}

@Suite("When a check is hedged")
struct HedgeGaugeTests {
    @Test("is not before enough answers were measured")
    func waits() {
        var gauge = HedgeGauge(Hedging())
        for _ in 0..<HedgeGauge.sampleMinimum - 1 {
            gauge.answered(after: .milliseconds(2))
            #expect(gauge.asked() == nil)
        }
        gauge.answered(after: .milliseconds(2))
        #expect(gauge.asked() != nil)
    }

    @Test("is past the percentile, and never sooner than allowed")
    func measures() throws {
        var gauge = HedgeGauge(Hedging())
        for number in 1...1_000 { gauge.answered(after: .milliseconds(number)) }
        let learnt = gauge.asked()
        let delay = try #require(learnt)
        #expect(delay >= .milliseconds(950) && delay <= .milliseconds(1_250))

        var quick = HedgeGauge(Hedging())
        for _ in 1...1_000 { quick.answered(after: .microseconds(20)) }
        #expect(quick.asked() == .milliseconds(1))
    }

    @Test("is a share of the checks, however many are slow")
    func limits() {
        var gauge = HedgeGauge(Hedging())
        var hedgedCount = 0
        for _ in 0..<10_000 {
            _ = gauge.asked()
            if gauge.withdraw() { hedgedCount += 1 }
        }
        #expect((490...510).contains(hedgedCount))
    }
}

@Suite("How long answers take")
struct LatencyHistogramTests {
    @Test("is told up to a quarter too long, and never too short", arguments: 1...20)
    func tells(seed: Int) throws {
        let dice = SimulatedRandomness(seed: UInt64(seed))
        var histogram = LatencyHistogram()
        var micros: [Int64] = []
        for _ in 0..<1_000 {
            let value = Int64(dice.number(in: 0...(2 << dice.number(in: 0...23)) - 1))
            micros.append(value)
            histogram.record(.microseconds(value))
        }
        micros.sort()
        for share in [0.5, 0.9, 0.99, 1] {
            let exact = micros[Int((1_000 * share).rounded(.up)) - 1]
            let told = try #require(histogram.time(ofShare: share)).wholeMicroseconds
            #expect(told > exact && told <= exact + max(1, exact / 4) + 1, "\(told) for \(exact)")
        }
    }

    @Test("forgets what was long ago")
    func fades() throws {
        var histogram = LatencyHistogram()
        for _ in 0..<8_000 { histogram.record(.seconds(1)) }
        for _ in 0..<100_000 { histogram.record(.milliseconds(1)) }
        #expect(try #require(histogram.time(ofShare: 0.95)) < .milliseconds(2))
    }

    @Test("is nothing without answers, and something for any")
    func bounds() {
        #expect(LatencyHistogram().time(ofShare: 0.5) == nil)
        var histogram = LatencyHistogram()
        histogram.record(.seconds(1_000_000_000))
        histogram.record(.zero)
        histogram.record(.seconds(-1))
        #expect(histogram.count == 3)
    }
}
