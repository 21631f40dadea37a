// The load tool against the real services: whether it counts what happened, and what it says when something
// is not as it should be. How fast anything is, nobody asserts here.

import EntenteClient
import EntenteProtocol
import Load
import SystemCalls
import TestSupport
import Testing
import World

extension IntegrationTests {
    @Suite struct LoadTests {
        private static let users = 400
        private static let organizations = 8
        private static let world = ["--users", "\(users)", "--organizations", "\(organizations)"]
        private static let short = ["--warm-up", "200ms", "--duration", "600ms", "--questions", "5000"]

        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster()
            let seed = cluster.entente(["seed", "--manifest", cluster.folder + "/world.json"] + Self.world)
            #expect(try await seed.end() == .exited(0), "\(seed.errors)")
            try await cluster.settle()
        }

        private func load(_ arguments: [String], token: String = "all") -> RealProcess {
            cluster.entente(["load"] + Self.short + arguments, token: token)
        }

        private var manifest: [String] { ["--world", cluster.folder + "/world.json"] }

        /// Runs it, expects the status, and reads what it wrote.
        private func result(
            _ arguments: [String], statuses: Set<Int32> = [0], isKept name: String = "run"
        ) async throws -> LoadResult {
            let path = "\(cluster.folder)/\(name).json"
            let process = load(arguments + manifest + ["--to", path])
            let ending = try await process.end()
            #expect(statuses.contains { ending == .exited($0) }, "\(process.errors)")
            return try LoadResult(parsing: File.readText(path, byteLimit: 64 << 20))
        }

        // MARK: what it counts

        @Test func `a closed loop counts every decision, and the node counts the same`() async throws {
            let decision = try #require(cluster.process(.decision).id)
            let result = try await result(
                ["--connections", "3", "--depth", "4", "--threads", "2", "--server-pid", "\(decision)"])
            #expect(result.requests > 0 && result.requests == result.decisions)
            #expect(result.failures.isEmpty && result.endedEarly.isEmpty)
            #expect(result.answers.reduce(0) { $0 + $1.count } == result.decisions)
            #expect(!result.answers.contains { $0.reason == .unknownActor || $0.reason == .unknownTarget })
            #expect((0.01...0.99).contains(result.denialShare))
            #expect(result.latency.count > 0 && result.latency.p50 > 0)
            #expect(try #require(result.hitRatio) > 0)
            #expect(try #require(result.serverNanosPerRequest) > 0)
            #expect(result.toolNanosPerRequest > 0)
            #expect(result.world.users == Int64(Self.users))
            let page = cluster.folder + "/report.html"
            let report = cluster.entente(["load", "report", cluster.folder + "/run.json", "--to", page])
            #expect(try await report.end() == .exited(0), "\(report.errors)")
            let text = try File.readText(page)
            #expect(text.contains("Latency by percentile") && text.contains("closed loop, depth 4"))
        }

        @Test func `an open loop asks what is due, in batches too, while commands change the world`()
            async throws
        {
            let client = cluster.client()
            defer { client.close() }
            let before = try await client.call(ServerStatusRequest(), at: .directory).position.directory
            // Where the machine is busy the tool may be late, which it says with the status 1.
            let result = try await result(
                ["--rate", "500", "--batch", "20", "--batch-share", "50%", "--writes", "100"],
                statuses: [0, 1])
            #expect(result.requests == 300)
            #expect(result.decisions > result.requests)
            #expect(result.failures.isEmpty)
            let writes = try #require(result.writes)
            #expect(writes.latency.count == 60)
            #expect(writes.failures.isEmpty)
            let after = try await client.call(ServerStatusRequest(), at: .directory).position.directory
            // The warm-up's commands are no measurement, but they are commands.
            #expect(after >= before + 60, "each of them changed something")
        }

        @Test func `a sweep ends at a knee and shows its steps`() async throws {
            let path = cluster.folder + "/sweep.json"
            let process = cluster.entente(
                [
                    "load", "--sweep", "--sweep-from", "1000", "--knee-multiple", "1", "--duration", "200ms",
                    "--warm-up", "50ms", "--questions", "5000", "--to", path,
                ] + manifest)
            let ending = try await process.end(within: .seconds(60))
            let result = try LoadResult(parsing: File.readText(path, byteLimit: 64 << 20))
            let sweep = try #require(result.sweep)
            // Where the knee lies is the machine's affair, even that there is one.
            #expect(sweep.knee == sweep.steps.filter(\.holds).map(\.offered).max() ?? 0)
            #expect(ending == .exited(sweep.knee > 0 && result.failures.isEmpty ? 0 : 1), "\(process.errors)")
            #expect(sweep.steps.first?.offered == 1_000)
            #expect(sweep.steps.count > 1)
            #expect(result.parameters.mode == "sweep")
            #expect(process.errors.contains("step 2:"))
        }

        // MARK: when something is not as it should be

        @Test func `a service that dies ends the run with its own status, and what was seen is kept`()
            async throws
        {
            let path = cluster.folder + "/dead.json"
            let process = cluster.entente(
                ["load", "--duration", "60s", "--warm-up", "0s", "--questions", "5000", "--to", path]
                    + manifest)
            let client = cluster.client()
            defer { client.close() }
            try await eventually("the node is asked") {
                try await client.call(StatusRequest()).checks > 500
            }
            cluster.kill(.decision)
            #expect(try await process.end() == .exited(4), "\(process.errors)")
            #expect(process.errors.contains("the service is gone"))
            #expect(process.errors.contains("connection-lost"))
            let result = try LoadResult(parsing: File.readText(path, byteLimit: 64 << 20))
            #expect(result.endedEarly.contains("the service is gone"))
            #expect(result.requests > 0)
            #expect(result.failures.contains { $0.kind == "connection-lost" && $0.count > 0 })

            let unreachable = load(manifest)
            #expect(try await unreachable.end() == .exited(4))
            #expect(unreachable.errors.contains("cannot connect to"))
        }

        @Test func `what cannot be measured is refused before anything is asked`() async throws {
            let stranger = load(["--users", "401", "--organizations", "8"])
            #expect(try await stranger.end() == .exited(2))
            #expect(stranger.errors.contains("unknown to decision"), "\(stranger.errors)")
            #expect(stranger.errors.contains("seed"))

            let wrong = load(manifest, token: "nobody-has-this")
            #expect(try await wrong.end() == .exited(3))
            #expect(wrong.errors.contains("token"), "\(wrong.errors)")

            let narrow = load(manifest, token: "replicate")
            #expect(try await narrow.end() == .exited(3))
            #expect(narrow.errors.contains("permission-denied"), "\(narrow.errors)")

            let client = cluster.client()
            defer { client.close() }
            let before = try await client.call(StatusRequest()).checks
            let unwritable = load(manifest + ["--to", "/nowhere/run.json"])
            #expect(try await unwritable.end() == .exited(2))
            #expect(unwritable.errors.contains("cannot write `/nowhere/run.json`"))
            #expect(try await client.call(StatusRequest()).checks == before)
        }

        @Test func `commands that a token may not give are counted by what was said of them`() async throws {
            let process = cluster.entente(
                ["load", "--rate", "200", "--writes", "100", "--json"] + Self.short + manifest, token: "check"
            )
            #expect(try await process.end() == .exited(1), "\(process.errors)")
            let result = try LoadResult(parsing: process.output)
            #expect(result.failures.isEmpty)
            #expect(result.writes?.failures.map(\.kind) == ["permission-denied"])
            #expect(process.errors.contains("commands failed"))
        }
    }
}
