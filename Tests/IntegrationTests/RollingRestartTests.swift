// `deploy/rolling-restart` runs this very test with more runs. One run is one restart of one node.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct RollingRestartTests {
        /// How many restarts, from which seed, how a node ends, and what the backend's client does about it.
        static let count = Environment["ENTENTE_RESTART_COUNT"].flatMap { Int($0) } ?? 6
        static let seed = Environment["ENTENTE_RESTART_SEED"].flatMap { UInt64($0) } ?? 1
        static let mode = Environment["ENTENTE_RESTART_MODE"] ?? "both"
        static let care = Environment["ENTENTE_RESTART_CARE"].flatMap { Care(rawValue: $0) } ?? .whole
        /// Within how many restarts a client that takes less care has a check fail.
        static let patience = Environment["ENTENTE_RESTART_PATIENCE"].flatMap { Int($0) } ?? 40

        @Test func `decision nodes restarted in turn under load let no check fail`() async throws {
            let outcome = try await Self.restart(Self.count, with: Self.care)
            print(outcome.summary)
            print("\(Self.count) runs, \(outcome.failedRunCount) failures")
            for failure in outcome.failures.prefix(5) { Issue.record("\(failure), seed \(Self.seed)") }
            #expect(outcome.failures.count == 0)
        }

        /// The run above would tell little if nothing could make it fail.
        @Test(arguments: [Care.once, .forgetful])
        func `some check fails where the client takes less care`(_ care: Care) async throws {
            let outcome = try await Self.restart(Self.patience, with: care, untilFailure: true)
            #expect(outcome.failedRunCount == 1)
        }

        /// What became of some restarts.
        private struct Outcome {
            var failedRunCount = 0
            var failures: [String] = []
            var summary = ""
        }

        private static func restart(
            _ count: Int, with care: Care, untilFailure: Bool = false
        ) async throws -> Outcome {
            let cluster = try await RealCluster([.directory, .partnership])
            let nodes = ["node-a", "node-b"].map { RestartedNode($0, of: cluster) }
            for node in nodes { try await node.start() }
            let client = Self.client(of: cluster, nodes, care)
            defer { client.close() }
            try await CheckLoad.prepare(client)
            for node in nodes { try await node.becomeReady(client) }
            let load = try await CheckLoad(client, seesItsWrites: care != .forgetful)
            let work = Task { await load.run() }
            var outcome = Outcome()
            let dice = SimulatedRandomness(seed: Self.seed)
            for run in 1...count {
                try await Self.restart(nodes[run % 2], by: Self.signal(dice), under: load, client, dice)
                if run.isMultiple(of: 10) { print("\(run) restarts, \(load.askedCount) checks") }
                if run == count {
                    load.stop()
                    await work.value
                }
                let failures = load.failures
                if failures.count > outcome.failures.count { outcome.failedRunCount += 1 }
                outcome.failures = failures
                if untilFailure && !failures.isEmpty { break }
            }
            load.stop()
            await work.value
            let spent = client.statistics(of: .decision)
            outcome.summary =
                "\(load.askedCount) checks asked, \(outcome.failures.count) failed; "
                + "\(spent.retryCount) retried, \(spent.hedgeCount) hedged, "
                + "of which \(spent.wonHedgeCount) were answered first"
            return outcome
        }

        private static func client(
            of cluster: RealCluster, _ nodes: [RestartedNode], _ care: Care
        ) -> EntenteClient {
            var options = care == .once ? ClientOptions.askingOnce : ClientOptions()
            options.clientName = "rolling-restart"
            options.hedging = care == .once ? nil : Hedging()
            var endpoints = cluster.endpoints
            endpoints.decisionNodes = nodes.map(\.endpoint)
            return EntenteClient(
                endpoints: endpoints, token: RealCluster.secret(of: "all"), options: options)
        }

        private static func signal(_ dice: SimulatedRandomness) -> Signal {
            switch mode {
            case "terminate": .terminate
            case "kill": .kill
            default: dice.oneIn(2) ? .terminate : .kill
            }
        }

        /// Ends a node, lets the other answer alone for a while, and has it back as an operator would: once
        /// it says that it is ready, the next is restarted.
        private static func restart(
            _ node: RestartedNode, by signal: Signal, under load: CheckLoad, _ client: EntenteClient,
            _ dice: SimulatedRandomness
        ) async throws {
            try await passing(dice.number(in: 1_000...4_999), load)
            try await node.end(by: signal)
            try await passing(dice.number(in: 300...2_299), load)
            try await node.start()
            try await node.becomeReady(client)
        }

        /// Waits until so many checks were answered, or failed.
        private static func passing(_ count: Int, _ load: CheckLoad) async throws {
            let goal = load.askedCount + count
            try await eventually("the load goes on") { load.askedCount >= goal }
        }
    }

    /// What the backend's client does so that no check fails; with less of it, some do.
    enum Care: String {
        /// All it can.
        case whole
        /// Nothing is asked a second time.
        case once
        /// Whoever has changed something does not ask for answers from after it.
        case forgetful
    }
}
