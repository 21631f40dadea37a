// The scenario files once more, now through the real programs: every line goes over TCP, every answer comes
// from files on disk. All play in one cluster, each under a prefix of its own, and afterwards the cluster is
// taken down and up again, to see that what was true stays true.

import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ScenarioReplayTests {
        /// Nobody can move the clock of a real machine: those that let days pass stay with the worlds that
        /// can.
        static let withoutClock = ScenarioFiles.names.filter {
            (try? ScenarioFiles.read($0)).map { $0.needs.isEmpty } ?? true
        }

        @Test func `all scenarios but those that move the clock are played through the real services`()
            async throws
        {
            #expect(Self.withoutClock.count >= 30)
            let cluster = try await RealCluster()
            try await cluster.settle()
            let client = cluster.client()
            var answers: [String: String] = [:]
            for (number, file) in Self.withoutClock.enumerated() {
                let scenario = try ScenarioFiles.read(file)
                let world = ScenarioRealWorld(client)
                do {
                    let count = try await ScenarioRunner.play(scenario, in: world, prefix: "s\(number).")
                    #expect(count == scenario.steps.count, "\(file)")
                } catch let mismatch as ScenarioMismatch {
                    Issue.record("\(mismatch)")
                }
                answers[file] = await Self.answers(on: ScenarioStage(world, prefix: "s\(number)."))
            }
            client.close()
            for service in ServiceName.allCases.reversed() {
                #expect(try await cluster.terminate(service) == .exited(0))
            }
            for service in ServiceName.allCases { try await cluster.start(service) }
            try await cluster.settle()
            let later = cluster.client()
            for (number, file) in Self.withoutClock.enumerated() {
                let stage = ScenarioStage(ScenarioRealWorld(later), prefix: "s\(number).")
                #expect(await Self.answers(on: stage) == answers[file], "\(file) after the restart")
            }
        }

        /// What the people of all scenarios may do to one another, in one text.
        private static func answers(on stage: ScenarioStage) async -> String {
            var lines: [String] = []
            for (actor, target) in [("ada", "grace"), ("grace", "ada"), ("alan", "gus"), ("ada", "alan")] {
                for action in ["chat.start", "calendar.preview", "workspace.transfer"] {
                    do {
                        var answer = try await stage.check(actor: actor, action: action, target: target)
                        answer.position = Position()
                        lines.append("\(actor) \(action) \(target): \(JSON.encode(answer))")
                    } catch {
                        lines.append("\(actor) \(action) \(target): \(error)")
                    }
                }
            }
            return lines.joined(separator: "\n")
        }
    }
}
