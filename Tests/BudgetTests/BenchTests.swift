// `deploy/bench` from start to end, small and short: whether it works, not how fast anything is. What it
// measures with are the programs of this build.

import Foundation
import SystemCalls
import TestSupport
import Testing

@Suite(.serialized) struct BenchTests {
    /// A run of the script.
    private final class Run {
        let folder: String
        let process: RealProcess

        /// - Parameter keepsFigures: Whether its figures go to `figures.json` in its folder.
        init(_ arguments: [String], keepsFigures: Bool = false) throws {
            folder = try File.makeTemporaryFolder(prefix: "entente-bench-test")
            let own = ["--folder", folder] + (keepsFigures ? ["--json", "\(folder)/figures.json"] : [])
            process = RealProcess(
                executable: "\(Repository.root)/deploy/bench", own + arguments, files: "\(folder)/run",
                environment: ["ENTENTE_PROGRAMS": RealProcess.folder])
        }

        deinit { try? File.remove(folder) }

        /// The processes of this machine that have something of the run's own folder in their command line.
        func leftovers() throws -> [String] {
            try File.names(in: "/proc").filter { name in
                guard Int(name) != nil, let line = try? File.readText("/proc/\(name)/cmdline") else {
                    return false
                }
                return line.contains("\(folder)/bench.")
            }
        }
    }

    @Test(arguments: [
        (["--quik"], "unknown flag `--quik`"),
        (["--only", "speed"], "there is no part `speed`: compare"),
        (["--only"], "flag `--only` needs a value"),
        (["--users", "many"], "flag `--users` has value `many`: expected a whole number"),
        (["--users", "10"], "flag `--users` has value `10`: expected 1000 or more"),
        (["--rounds", "0"], "flag `--rounds` has value `0`: expected 1 or more"),
        (["--json", "/nowhere/figures.json"], "flag `--json`: cannot write `/nowhere/figures.json`"),
    ])
    func `what is wrong with a command line is said`(arguments: [String], words: String) async throws {
        let run = try Run(arguments)
        #expect(try await run.process.end(within: .seconds(60)) == .exited(2))
        #expect(run.process.errors.contains(words), "\(run.process.errors)")
        #expect(run.process.errors.contains("usage: deploy/bench"))
    }

    @Test func `a quick run measures every part and leaves nothing behind`() async throws {
        let parts = [
            "compare", "cpu", "open", "growth", "revocation", "change", "durable", "start", "batch", "log",
            "http",
        ]
        let run = try Run(
            ["--quick", "--without-redis"] + parts.flatMap { ["--only", $0] },
            keepsFigures: true)
        let ending = try await run.process.end(within: .seconds(300))
        try #require(ending == .exited(0), "\(run.process.errors)")
        let result = try #require(
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: "\(run.folder)/figures.json"))) as? [String: Any]
        )
        for name in [
            "closed.8x1.echo", "closed.8x64.zipf", "cpu.8x16.uniform", "open.steady.zipf.typicalP99",
            "growth.2000.nanos",
            "revocation.idle.p50", "revocation.busy.p999", "change.changing.writes.perSecond",
            "durable.commands",
            "start.millis", "batch.nanos", "batch.pipelined.nanos", "log.full.answered", "http.web.nanos",
        ] {
            #expect((result[name] as? Double ?? 0) > 0, "`\(name)`: \(String(describing: result[name]))")
        }
        #expect(run.process.output.contains("| 8 × 16 |"))
        #expect(try run.leftovers() == [])
    }

    @Test func `a run that is interrupted ends what it has started`() async throws {
        let run = try Run(["--quick", "--without-redis", "--only", "compare"])
        try await eventually("it measures", within: .seconds(120)) {
            run.process.errors.contains("8 × 1, round 1")
        }
        run.process.send(.terminate)
        #expect(try await run.process.end(within: .seconds(60)) == .exited(143))
        #expect(try run.leftovers() == [])
    }
}
