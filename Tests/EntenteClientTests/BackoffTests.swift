// The values behind retries and rests: no clock but the one the test holds.
import EntenteProtocol
import TestSupport
import Testing

@testable import EntenteClient

@Suite("A back-off")
struct BackoffTests {
    private let backoff = Backoff(first: .milliseconds(50), maximum: .seconds(5))

    @Test("doubles until its maximum, whatever comes after")
    func doubles() {
        let pauses = (1...12).map { backoff.pause(afterFailures: $0, random: 1) }
        #expect(Array(pauses.prefix(4)) == [50, 100, 200, 400].map { .milliseconds($0) })
        #expect(pauses.suffix(4).allSatisfy { $0 == .seconds(5) })
        #expect(backoff.pause(afterFailures: .max, random: 1) == .seconds(5))
    }

    @Test("is shortened by up to a half, and never grows shorter with more failures")
    func jitters() {
        var dice = SimulatedRandomness(seed: 5)
        for _ in 0..<1_000 {
            let count = dice.number(in: 1...40)
            let whole = backoff.pause(afterFailures: count, random: 1)
            let pause = backoff.pause(afterFailures: count, random: .random(in: 0...1, using: &dice))
            #expect(pause >= whole / 2 && pause <= whole)
            #expect(whole <= backoff.pause(afterFailures: count + 1, random: 1))
        }
    }
}

@Suite("A retry budget")
struct RetryBudgetTests {
    @Test("lets the reserve go at once, and then its share of the calls")
    func limits() {
        var budget = RetryBudget(share: 0.2, reserve: 10)
        var grantedCount = 0
        for _ in 0..<1_000 {
            budget.deposit()
            for _ in 0..<5 where budget.withdraw() { grantedCount += 1 }
        }
        #expect((200...210).contains(grantedCount))
    }

    @Test("saves no more than its reserve")
    func saves() {
        var budget = RetryBudget(share: 0.5, reserve: 3)
        for _ in 0..<100 { budget.deposit() }
        #expect((0..<10).filter { _ in budget.withdraw() }.count == 3)
    }
}
