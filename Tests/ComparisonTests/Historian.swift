// Plays a history in the programs and in the reference model, one step after the other, whatever dies
// meanwhile. Each command has a request key and is repeated until somebody has heard what became of it; the
// model hears of it once. So whatever is done twice, done by half or forgotten makes the two differ.

import EntenteClient
import EntenteProtocol
import Simulator
import SystemCalls
import TestSupport

/// The one who gives the commands of a history and asks its questions.
actor Historian {
    /// How much was done.
    struct Tally {
        /// Commands and questions whose outcome was heard.
        var stepCount = 0
        /// Times that a request was sent again because nobody had heard what became of it.
        var repeatCount = 0
        /// Answers that were compared with the model's.
        var comparedCount = 0
    }

    private(set) var tally = Tally()
    /// The first difference from the rules, or whatever else went wrong.
    private(set) var trouble: String?
    private let client: EntenteClient
    private var model = ReferenceModel(now: MachineClock.wallMillis)
    private var steps: ArraySlice<Step>
    private var stepNumber = 0
    /// The last commands that were carried out, with what they were answered.
    private var recent: [(request: any Command, outcome: Outcome)] = []

    /// One who plays the history of `seed`.
    init(_ client: EntenteClient, seed: UInt64) {
        self.client = client
        let history = HistoryAuthor.history(
            seed: seed, count: 4_000, start: MachineClock.wallMillis, isSimulated: false)
        steps = history.steps[...]
    }

    /// Does whatever comes before the history, in both worlds.
    func prepare(_ request: CreateOrganizationRequest) async {
        await play(request)
        for _ in HistoryAuthor.opening { await playNext() }
    }

    /// Plays on until `moment` has come.
    func work(until moment: Moment) async {
        while !moment.hasCome, trouble == nil, !steps.isEmpty { await playNext() }
    }

    private func playNext() async {
        guard case .ask(let request)? = steps.popFirst() else { return }
        await play(request)
    }

    private func play<R: Request>(_ request: R) async {
        guard trouble == nil else { return }
        stepNumber += 1
        let keyed = request.keyed("step-\(stepNumber)")
        guard let got = await outcome(of: keyed) else { return }
        expect(got, of: keyed)
        tally.stepCount += 1
        guard let command = keyed as? any Command, case .answered = got else { return }
        recent.append((command, got))
        if recent.count > 8 { recent.removeFirst() }
    }

    private func expect<R: Request>(_ got: Outcome, of request: R) {
        let wanted = wanted(of: request)
        tally.comparedCount += 1
        guard got != wanted, trouble == nil else { return }
        trouble = "\(Step.ask(request))\n  over TCP: \(got)\n  the rules: \(wanted)"
    }

    // MARK: after a death

    /// Repeats the last commands: their keys must still be known, and nothing may be done again.
    func repeatRecent() async {
        for (request, first) in recent { await expectSame(request, first) }
    }

    private func expectSame<R: Request>(_ request: R, _ first: Outcome) async {
        guard trouble == nil, let again = await outcome(of: request), again != first else { return }
        trouble = "\(Step.ask(request))\n  the first time: \(first)\n  under the same key again: \(again)"
    }

    /// Asks everything about everybody and compares each answer with the model's.
    func compareEverything() async {
        for request in Self.everything { await compare(request) }
        await compareChecks()
    }

    private func compare<R: Request>(_ request: R) async {
        guard trouble == nil, let got = await outcome(of: request) else { return }
        expect(got, of: request)
    }

    private func compareChecks() async {
        let checks = CheckItem.all(in: HistoryAuthor.interactions + HistoryAuthor.rights)
        let batch = CheckBatchRequest.with { $0.checks = checks }
        guard trouble == nil, let answers = await patiently({ try await self.client.call(batch).answers })
        else { return }
        for (check, answer) in zip(checks, answers) {
            expect(Outcome(answer), of: CheckRequest(check))
        }
        if answers.count != checks.count { trouble = "\(answers.count) answers to \(checks.count) checks" }
    }

    /// What is kept, in lists and alone.
    private static let everything: [any Request] =
        [ListOrganizationsRequest(), ListInteractionsRequest()]
        + HistoryAuthor.organizations.flatMap { home -> [any Request] in
            [
                GetOrganizationRequest.with { $0.id = home },
                ListUsersRequest.with { $0.organization = home },
                ListTeamsRequest.with { $0.organization = home },
                ListLocationsRequest.with { $0.organization = home },
                ListIntegrationsRequest.with { $0.organization = home },
                GetDefaultsRequest.with { $0.organization = home },
                ListPartnershipsRequest.with { $0.organization = home },
            ]
        }
        + HistoryAuthor.people.map { person in ListRelationshipsRequest.with { $0.owner = person } }
        + HistoryAuthor.teams.map { team in GetTeamRequest.with { $0.id = team } }

    // MARK: asking

    private func wanted<R: Request>(of request: R) -> Outcome {
        do throws(Failure) {
            let answer = try model.carryOut(request, now: MachineClock.wallMillis)
            guard let second = request.confirmed(by: answer) else { return Outcome(answer: answer) }
            return Outcome(answer: try model.carryOut(second, now: MachineClock.wallMillis))
        } catch {
            return Outcome(error)
        }
    }

    private func outcome<R: Request>(of request: R) async -> Outcome? {
        await patiently {
            do throws(ClientFailure) {
                let answer = try await self.client.call(request)
                guard let second = request.confirmed(by: answer) else { return Outcome(answer: answer) }
                return Outcome(answer: try await self.client.call(second))
            } catch {
                guard case .refused(let failure) = error, !failure.mayPass else { throw error }
                return Outcome(failure)
            }
        }
    }

    /// Asks again while nobody can say what became of it.
    private func patiently<Answer>(_ ask: () async throws -> Answer) async -> Answer? {
        do {
            return try await repeated(ask) { tally.repeatCount += 1 }
        } catch {
            trouble = trouble ?? "no answer: \(error)"
            return nil
        }
    }
}

extension Request {
    /// This request with a request key, where it can have one and has none.
    fileprivate func keyed(_ key: String) -> Self {
        guard var command = self as? any Command, command.requestKey.isEmpty else { return self }
        command.requestKey = key
        return command as! Self
    }

    /// The second call of two, where `answer` asks for one.
    fileprivate func confirmed(by answer: Response) -> Self? {
        guard let answer = answer as? DeletePartnershipResponse, !answer.confirmation.isEmpty,
            var second = self as? DeletePartnershipRequest
        else { return nil }
        second.confirmation = answer.confirmation
        second.requestKey += "-confirmed"
        return second as? Self
    }
}
