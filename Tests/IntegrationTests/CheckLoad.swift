// Load for two decision nodes that are restarted in turn: what a backend goes on asking through the client
// library meanwhile. A check that is not answered, or answered otherwise than when all was quiet, has failed.

import EntenteClient
import EntenteProtocol
import Synchronization
import TestSupport

/// Checks without a pause, and a person who comes and goes meanwhile.
final class CheckLoad: Sendable {
    /// Who asks at the same time, and how many checks each has under way.
    private static let askerCount = 6
    private static let depth = 16
    /// Who asks everything at once, so that a node that dies seldom dies idle.
    private static let batchAskerCount = 2
    static let peopleCount = 8

    private struct Expectation: Sendable {
        let request: CheckRequest
        let verdict: Verdict
        let reason: Reason

        /// What is wrong with an answer; nil where it is as expected.
        func problem(_ verdict: Verdict, _ reason: Reason) -> String? {
            verdict == self.verdict && reason == self.reason
                ? nil : "\(verdict.name) (\(reason.name)), not \(self.verdict.name) (\(self.reason.name))"
        }
    }

    private struct Tally {
        var askedCount = 0
        var failures: [String] = []
    }

    private let client: EntenteClient
    private let seesItsWrites: Bool
    private let expectations: [Expectation]
    private let tally = Mutex(Tally())
    private let isOver = Atomic<Bool>(false)

    /// Asks everything once, while all is quiet: that is what must be answered from then on.
    ///
    /// - Parameter seesItsWrites: Whether whoever changes something asks for answers from after it.
    init(_ client: EntenteClient, seesItsWrites: Bool) async throws {
        self.client = client
        self.seesItsWrites = seesItsWrites
        var expectations: [Expectation] = []
        for request in Self.questions() {
            let answer = try await client.call(request)
            expectations.append(Expectation(request: request, verdict: answer.verdict, reason: answer.reason))
        }
        self.expectations = expectations
    }

    /// Two organizations and their people, of whom the last of each is left to ``change()``.
    static func prepare(_ client: EntenteClient) async throws {
        for organization in ["alpha", "beta"] {
            _ = try await client.call(
                CreateOrganizationRequest.with { ($0.id, $0.name) = (organization, organization) })
            for number in 0...peopleCount {
                _ = try await client.call(
                    CreateUserRequest.with {
                        $0.id = "\(organization)-\(number)"
                        $0.organization = organization
                        $0.email = "\(number)@\(organization).example"
                        $0.displayName = "Person \(number)"
                    })
            }
        }
    }

    private static func questions() -> [CheckRequest] {
        let people = ["alpha", "beta"].flatMap { side in (0..<peopleCount).map { "\(side)-\($0)" } }
        return people.flatMap { actor in
            people.filter { $0 != actor }.map { target in
                CheckRequest.with { ($0.actor, $0.action, $0.target) = (actor, "chat.start", target) }
            }
        }
    }

    var askedCount: Int { tally.withLock { $0.askedCount } }
    var failures: [String] { tally.withLock { $0.failures } }

    func stop() { isOver.store(true, ordering: .relaxed) }

    /// Goes on until it is stopped.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<Self.askerCount { group.addTask { await self.ask(from: number) } }
            for _ in 0..<Self.batchAskerCount { group.addTask { await self.askBatches() } }
            group.addTask { await self.change() }
        }
    }

    private func ask(from start: Int) async {
        var next = start * 37
        while !isOver.load(ordering: .relaxed) {
            let window = (0..<Self.depth).map { expectations[(next + $0) % expectations.count] }
            next += Self.depth
            let replies = window.map { client.start($0.request) }
            for (expected, reply) in zip(window, replies) {
                await judge(expected) { () async throws(ClientFailure) in try await reply.answer }
            }
        }
    }

    private func askBatches() async {
        let batch = CheckBatchRequest.with { $0.checks = expectations.map(\.request.item) }
        while !isOver.load(ordering: .relaxed) {
            do throws(ClientFailure) {
                let answers = try await client.call(batch).answers
                for (expected, answer) in zip(expectations, answers) {
                    note(expected.request, expected.problem(answer.verdict, answer.reason))
                }
                if answers.count != expectations.count { note(CheckRequest(), "\(answers.count) answers") }
            } catch {
                note(CheckRequest(), "a batch: \(error)")
            }
        }
    }

    /// Somebody is deactivated and reactivated, and whoever did it asks at once: an answer from before would
    /// be wrong, from whichever node it comes.
    private func change() async {
        let person = "alpha-\(Self.peopleCount)"
        let request = CheckRequest.with {
            ($0.actor, $0.action, $0.target) = ("alpha-0", "chat.start", person)
        }
        let gone = Expectation(request: request, verdict: .deny, reason: .targetDeactivated)
        let there = Expectation(request: request, verdict: .allow, reason: .sameOrganization)
        while !isOver.load(ordering: .relaxed) {
            do throws(ClientFailure) {
                _ = try await client.call(DeactivateUserRequest.with { $0.id = person })
                await judge(gone, asking)
                _ = try await client.call(ReactivateUserRequest.with { $0.id = person })
                await judge(there, asking)
            } catch {
                note(request, "a command before it: \(error)")
            }
        }

        func asking() async throws(ClientFailure) -> CheckResponse {
            try await client.call(request, usingSession: seesItsWrites)
        }
    }

    private func judge(
        _ expected: Expectation, _ answer: () async throws(ClientFailure) -> CheckResponse
    ) async {
        do throws(ClientFailure) {
            let told = try await answer()
            note(expected.request, expected.problem(told.verdict, told.reason))
        } catch {
            note(expected.request, "\(error)")
        }
    }

    /// Counts a check, and what was wrong with its answer, if anything.
    private func note(_ request: CheckRequest, _ problem: String?) {
        tally.withLock { tally in
            tally.askedCount += 1
            if let problem {
                tally.failures.append("\(request.actor) \(request.action) \(request.target): \(problem)")
            }
        }
    }
}

extension CheckRequest {
    /// The same question as one of a batch.
    fileprivate var item: CheckItem {
        .with { ($0.actor, $0.action, $0.target) = (actor, action, target) }
    }
}
