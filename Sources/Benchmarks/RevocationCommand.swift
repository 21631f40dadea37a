// How long a permission outlives its revocation: from the moment the directory has acknowledged that a
// person is deactivated to the first answer of the decision node that says so. A caller asks without a
// pause over a connection of its own, so a time is exact to one question and its answer, which is measured
// and stated beside it.

import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// `revocation`.
struct RevocationCommand: BenchmarkCommand {
    let flags: FlagSet
    private let rounds: Flag<Int>
    private let cluster: ClusterFlags

    init() {
        var flags = FlagSet(
            program: "revocation",
            summary: "Deactivates a person of a running cluster, and waits until decisions show it.")
        rounds = flags.int("rounds", default: 1_000, in: 1...1_000_000, help: "how often")
        cluster = ClusterFlags(in: &flags)
        self.flags = flags
    }

    /// How long a decision may take to change before the benchmark gives up.
    private static let patienceNanos: UInt64 = 30_000_000_000

    func run(_ common: CommonFlags) async throws(BenchmarkProblem) {
        let client = try cluster.client()
        let people = try await Self.people(client)
        var latencies: [UInt64] = []
        var questions: [UInt64] = []
        for _ in 0..<rounds.value {
            _ = try await client.ask(DeactivateUserRequest.with { $0.id = people.target })
            let acknowledged = MachineClock.monotonicNanos
            let changed = try await Self.wait(for: .targetDeactivated, people, client, &questions)
            latencies.append(changed &- acknowledged)
            _ = try await client.ask(ReactivateUserRequest.with { $0.id = people.target })
            _ = try await Self.wait(for: .defaults, people, client, &questions)
        }
        let (latency, question) = (Samples(latencies), Samples(questions))
        if common.isJSON.value {
            let result = JSONValue.object([
                .init("benchmark", .string("revocation")), .init("machine", Machine.this.json),
                .init("latency", latency.json), .init("question", question.json),
            ])
            StandardStream.output.write(result.text() + "\n")
        } else {
            StandardStream.output.write(
                "acknowledged → decided so: \(latency.text)\none question: \(question.text)\n\(Machine.this.text)\n"
            )
        }
    }

    /// Two people of two organizations that know nothing of one another.
    private static func people(
        _ client: EntenteClient
    ) async throws(BenchmarkProblem) -> (actor: String, target: String) {
        let run = runNumber()
        for side in ["a", "b"] {
            let organization = "revocation-\(run)-\(side)"
            _ = try await client.ask(
                CreateOrganizationRequest.with {
                    $0.id = organization
                    $0.name = "Revocation \(side)"
                })
            _ = try await client.ask(
                CreateUserRequest.with {
                    $0.id = "\(organization)-user"
                    $0.organization = organization
                    $0.email = "user@\(organization).example"
                    $0.displayName = "Somebody"
                })
        }
        return ("revocation-\(run)-a-user", "revocation-\(run)-b-user")
    }

    /// Asks until the answer has this reason; when that was.
    private static func wait(
        for reason: Reason, _ people: (actor: String, target: String), _ client: EntenteClient,
        _ questions: inout [UInt64]
    ) async throws(BenchmarkProblem) -> UInt64 {
        let check = CheckRequest.with {
            $0.actor = people.actor
            $0.action = "meeting.schedule"
            $0.target = people.target
        }
        let began = MachineClock.monotonicNanos
        while true {
            let asked = MachineClock.monotonicNanos
            // Without the session's position: it would have the node wait for the change, and hide the
            // delay.
            let answer = try await client.ask(check, usingSession: false)
            let answered = MachineClock.monotonicNanos
            questions.append(answered &- asked)
            if answer.reason == reason { return answered }
            guard answered &- began < patienceNanos else {
                throw .failed("the decision node still answers `\(answer.reason.name)` after 30 s")
            }
        }
    }
}
