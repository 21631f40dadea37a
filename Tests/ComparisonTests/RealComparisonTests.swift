// The same histories on the programs as they are shipped: three processes, TCP, SQLite files. Time does not
// move there by whole days; everything else is compared the same way.

import EntenteClient
import EntenteProtocol
import Simulator
import SystemCalls
import TestSupport
import Testing

@Suite(.serialized) struct RealComparisonTests {
    /// One history on real processes for so many on the simulated cluster.
    static let count = max(1, ComparisonTests.count / 12)

    @Test func `the programs answer as the rules do`() async throws {
        var tally = Tally()
        var failures = 0
        for seed in (0..<UInt64(Self.count)).map({ ComparisonTests.firstSeed + $0 }) {
            let history = HistoryAuthor.history(
                seed: seed, count: 400, start: MachineClock.wallMillis, isSimulated: false)
            guard let difference = try await Self.play(history, &tally) else { continue }
            failures += 1
            Issue.record("seed \(seed), step \(difference.step) on real processes: \(difference)")
        }
        print("real processes: \(tally)")
        print("\(Self.count) runs, \(failures) failures")
    }

    private static func play(_ history: History, _ tally: inout Tally) async throws -> Difference? {
        let cluster = try await RealCluster()
        let client = cluster.client()
        defer { client.close() }
        try await cluster.settle()
        var reference = ReferenceWorld(now: MachineClock.wallMillis)
        tally.histories += 1
        for (number, step) in history.steps.enumerated() {
            tally.steps += 1
            guard case .ask(let request) = step else { continue }
            if let difference = await ask(request, number, client, &reference, &tally) { return difference }
        }
        return nil
    }

    private static func ask<R: Request>(
        _ request: R, _ step: Int, _ client: EntenteClient, _ reference: inout ReferenceWorld,
        _ tally: inout Tally
    ) async -> Difference? {
        let got = await outcome(of: request, client)
        let wanted = reference.outcome(of: request, now: MachineClock.wallMillis)
        tally.count(request, wanted)
        guard got != wanted else { return nil }
        return Difference(step, Step.ask(request).description, "over TCP", got, wanted)
    }

    private static func outcome<R: Request>(of request: R, _ client: EntenteClient) async -> Outcome {
        do throws(ClientFailure) {
            let answer = try await client.call(request)
            if let first = answer as? DeletePartnershipResponse, !first.confirmation.isEmpty,
                var second = request as? DeletePartnershipRequest
            {
                second.confirmation = first.confirmation
                return Outcome(answer: try await client.call(second))
            }
            return Outcome(answer: answer)
        } catch {
            if case .refused(let failure) = error { return Outcome(failure) }
            return Outcome(.unavailable("\(error)"))
        }
    }
}
