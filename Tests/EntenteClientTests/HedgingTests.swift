import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A hedged check", .timeLimit(.minutes(5)))
struct HedgingTests {
    /// Two nodes of which the first to be asked for somebody slow keeps silent.
    private func nodes(_ slow: Notes<String>) throws -> [ScriptedNode] {
        try ["a", "b"].map { name in
            try ScriptedNode(name) { check, _ in
                guard check.actor == "slow" else { return .answer }
                return slow.add(name) == 1 ? .keepSilent : .answer
            }
        }
    }

    @Test(
        "is asked a second time when it takes longer than usual; the first answer counts, the other is given up"
    )
    func hedges() async throws {
        let slow = Notes<String>()
        let nodes = try nodes(slow)
        let client = client(of: nodes) {
            $0.hedging = Hedging()
            // A busy machine may have used up less before.
            $0.hedging?.shareMaximum = 1
            $0.attemptTimeout = nil
        }
        for _ in 0..<200 { _ = try await client.whoAnswers() }
        let winner = try await client.whoAnswers("slow")
        #expect(slow.all.count == 2)
        #expect(winner == slow.all[1])
        #expect(client.statistics.wonHedgeCount >= 1)
        #expect(client.statistics.retryCount == 0)
        try await eventually("the other is given up") {
            nodes.contains { !$0.cancelled.all.isEmpty }
                && client.nodes.allSatisfy { $0.unansweredCount == 0 }
        }
    }

    @Test("is not asked twice unless that is switched on")
    func isOff() async throws {
        let nodes = try nodes(Notes())
        let client = client(of: nodes) { $0.attemptTimeout = .seconds(1) }
        for _ in 0..<200 { _ = try await client.whoAnswers() }
        _ = try await client.whoAnswers("slow")
        #expect(client.statistics.hedgeCount == 0)
        #expect(client.statistics.retryCount >= 1)
    }

    @Test("is a bounded share of all, though every one were slow")
    func bounded() async throws {
        let nodes = [try ScriptedNode("a"), try ScriptedNode("b")]
        let client = client(of: nodes) {
            $0.hedging = Hedging()
            $0.hedging?.percentile = 0.01
            $0.hedging?.delayMinimum = .zero
            $0.hedging?.shareMaximum = 0.1
        }
        for _ in 0..<500 { _ = try await client.whoAnswers() }
        #expect(client.statistics.hedgeCount <= 50)
    }
}
