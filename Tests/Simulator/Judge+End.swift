// What everybody says when everything has come to rest: the decision nodes of every pair, the sources of
// everything they keep.

import EntenteProtocol
import TestSupport

extension Judge {
    /// Asks a decision node about every pair.
    func sweep(_ number: Int) throws {
        let dice = SimulatedRandomness(seed: run.plan.seed)
        let rights = (0..<3).map { _ in
            HistoryAuthor.rights[dice.number(in: 0...HistoryAuthor.rights.count - 1)]
        }
        let request = CheckBatchRequest.with {
            $0.checks = CheckItem.all(in: HistoryAuthor.interactions + rights)
        }
        let answer = try answer(to: request, of: number)
        let model = model(at: run.newest)
        guard case .answer(let wanted) = Self.ruled(request, model, at: run.cluster.network.clock.wall) else {
            return wrong("the rules refuse the last questions")
        }
        for (place, check) in request.checks.enumerated() where answer.answers[place] != wanted.answers[place]
        {
            return wrong(
                "in the end, \(Step.ask(CheckRequest(check)))\n  is answered by the decision node "
                    + "\(number + 1): \(Outcome(answer: answer.answers[place]))\n  the rules: "
                    + "\(Outcome(answer: wanted.answers[place]))")
        }
    }

    /// The facts of a node whose source went without a word may have been of age by the time that all was at
    /// rest, and be too old a moment later: it is back at once.
    private func answer(to request: CheckBatchRequest, of number: Int) throws -> CheckBatchResponse {
        let caller = run.cluster.caller(.decision, number)
        let limit = run.now + 10_000_000_000
        while true {
            do throws(Failure) {
                return try caller.call(request)
            } catch {
                guard error.code == .unavailable, run.now < limit else { throw error }
            }
            try run.pass(until: run.now + 100_000_000)
        }
    }

    /// Has a source tell everything it keeps.
    func readAll(of source: ServiceName) {
        let caller = run.cluster.caller(source)
        for request in source == .directory ? HistoryAuthor.directoryReadings : HistoryAuthor.ledgerReadings
        where run.problems.isEmpty {
            read(request, from: caller, source)
        }
    }

    private func read<R: Request>(_ request: R, from caller: SimulatedCaller, _ source: ServiceName) {
        let got: Outcome
        do throws(Failure) {
            got = Outcome(answer: try caller.call(request))
        } catch {
            got = Outcome(error)
        }
        let wanted = Self.ruled(request, model(at: run.newest), at: run.cluster.network.clock.wall).outcome
        guard got != wanted else { return }
        wrong(
            "in the end, \(Step.ask(request))\n  is answered by the \(source.rawValue): \(got)\n  the rules: "
                + "\(wanted)")
    }
}
