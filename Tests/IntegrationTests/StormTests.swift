// Services are killed one after another while somebody goes on working: each command is repeated with its
// request key until it is acknowledged, and each acknowledged user is asked about at once. Whatever dies
// when, nothing is lost, nothing is there twice, and nobody is told that a user they have just made is
// unknown.

import EntenteClient
import EntenteProtocol
import Synchronization
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct StormTests {
        private static let killCount = 9

        @Test(.timeLimit(.minutes(3)))
        func `services killed at random moments lose nothing, double nothing and forget nothing`()
            async throws
        {
            let cluster = try await RealCluster([])
            // The decision node starts again from what it kept, wherever it was killed.
            cluster.extraFlags[.decision] = ["--data", cluster.dataFolder(of: .decision)]
            for service in ServiceName.allCases { try await cluster.start(service) }
            try await cluster.settle()
            let worker = Worker(cluster.client(timeout: .seconds(3)))
            try await worker.prepare()
            let seed = MachineClock.monotonicNanos
            var dice = Dice(state: seed)
            let work = Task { try await worker.run() }
            for round in 0..<Self.killCount {
                // Let something happen between two deaths, more or less of it.
                let goal = worker.madeCount + 5 + Int(dice.next() % 60)
                try await eventually("the work goes on after death \(round), seed \(seed)") {
                    worker.madeCount >= goal
                }
                let victim = ServiceName.allCases[Int(dice.next() % 3)]
                try await cluster.restart(victim)
            }
            worker.stop()
            try await work.value
            try await cluster.settle()

            let users = try await OperationTests.users(of: "acme", cluster.client())
            #expect(users.count == worker.madeCount, "seed \(seed)")
            #expect(Set(users).count == users.count, "seed \(seed)")
            let status = try await cluster.client().call(StatusRequest())
            #expect(status.users == UInt64(worker.madeCount), "seed \(seed)")
            #expect(worker.forgotten.isEmpty, "\(worker.forgotten.prefix(5)), seed \(seed)")
        }
    }

    /// Small dice of the test's own; the seed is said when something fails.
    private struct Dice {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    /// Somebody who makes users and asks about them, through whatever happens.
    private final class Worker: Sendable {
        private struct State {
            var made = 0
            var isStopped = false
            var forgotten: [String] = []
        }

        private let client: EntenteClient
        private let state = Mutex(State())

        init(_ client: EntenteClient) { self.client = client }

        var madeCount: Int { state.withLock { $0.made } }
        var forgotten: [String] { state.withLock { $0.forgotten } }

        func stop() { state.withLock { $0.isStopped = true } }

        func prepare() async throws {
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
        }

        func run() async throws {
            while !state.withLock({ $0.isStopped }) {
                let id = "u\(madeCount)"
                try await untilAcknowledged {
                    try await self.client.call(
                        CreateUserRequest.with {
                            $0.id = id
                            $0.organization = "acme"
                            $0.email = "\(id)@acme.example"
                            $0.displayName = id
                            $0.requestKey = id
                        }
                    ).user.id == id
                }
                state.withLock { $0.made += 1 }
                await look(for: id)
            }
        }

        /// Repeats a command while nobody can say what became of it.
        private func untilAcknowledged(_ command: () async throws -> Bool) async throws {
            while true {
                do {
                    #expect(try await command())
                    return
                } catch let failure as ClientFailure where failure.failure.code.mayPass {
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
        }

        /// Asks about a user just made: the answer may be that nobody can tell, but never that there is none.
        private func look(for id: String) async {
            do {
                let answer = try await client.call(
                    CheckRequest.with {
                        $0.actor = id
                        $0.action = "chat.start"
                        $0.target = id
                    })
                if answer.reason != .self {
                    state.withLock { $0.forgotten.append("\(id): \(answer.reason)") }
                }
            } catch {
                if !error.failure.code.mayPass { state.withLock { $0.forgotten.append("\(id): \(error)") } }
            }
        }
    }
}

extension FailureCode {
    /// Whether the same request may go through a moment later.
    fileprivate var mayPass: Bool { self == .unavailable || self == .deadlineExceeded }
}
