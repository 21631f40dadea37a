// The program `entente-benchmark`: one command a benchmark, each with a small table. It is a tool of those
// who build Entente and in no image.

import Flags
import Glibc
import SystemCalls

/// One command of the program.
protocol BenchmarkCommand {
    /// Its name, its flags and its help.
    var flags: FlagSet { get }

    /// Measures and says what came out; the flags have their values now.
    ///
    /// - Throws: Why nothing could be measured.
    func run(_ common: CommonFlags) async throws(BenchmarkProblem)
}

/// Why nothing was measured, and how the program ends then.
struct BenchmarkProblem: Error {
    /// What is wrong and what to do.
    let message: String
    /// 2 where the command line is to blame, 1 where anything else is.
    let status: Int32

    /// A problem with what was typed.
    static func usage(_ message: String) -> BenchmarkProblem { BenchmarkProblem(message: message, status: 2) }

    /// A problem with what was found.
    static func failed(_ message: String) -> BenchmarkProblem {
        BenchmarkProblem(message: message, status: 1)
    }
}

/// The program.
package enum BenchmarkProgram {
    private static let summary = "Measures the parts of Entente, each by itself."
    private static let notes = """
        A figure is the median of eleven runs, and beside it how far the runs are apart. Times depend on the machine \
        and its mood; instructions do not: `--case NAME --count N` does exactly N operations after a fixed warm-up, \
        so that two runs under `valgrind --tool=callgrind`, with N and with 2N, differ by those of N operations.

        Exit status: 0 measured; 1 could not be measured; 2 wrong flags.
        """

    private static var commands: [any BenchmarkCommand] {
        InProcessBenchmark.all.map(InProcessCommand.init) + [
            BudgetCommand(), RevocationCommand(), DurableCommand(), FsyncCommand(), FigureCommand(),
            MemoryCommand(), GrowthCommand(),
        ]
    }

    /// The process: measures what its arguments ask for, and ends.
    package static func main() -> Never {
        // Runs of this program that a budget counts end with it.
        guard CurrentProcess.followParent() else { CurrentProcess.exitNow(1) }
        Task.detached { CurrentProcess.exitNow(await run()) }
        while true { _ = pause() }
    }

    /// Does what the arguments ask for; returns the exit status.
    private static func run() async -> Int32 {
        let commands = commands
        var flags = FlagSet(program: "entente-benchmark", summary: summary)
        flags.notes = notes
        let common = CommonFlags(in: &flags)
        for command in commands { flags.add(command: command.flags) }
        let path = flags.parseOrExit()
        guard let command = commands.first(where: { $0.flags.name == path[0] }) else {
            preconditionFailure("no command `\(path[0])`")
        }
        do throws(BenchmarkProblem) {
            try await command.run(common)
            return 0
        } catch {
            StandardStream.error.write("entente-benchmark: \(error.message)\n")
            return error.status
        }
    }
}

/// The flags every benchmark knows.
struct CommonFlags {
    /// Whether results are for programs.
    let isJSON: Flag<Bool>
    private let only: Flag<[String]>
    private let count: Flag<Int?>
    /// How many runs a median is of.
    let runs: Flag<Int>

    init(in flags: inout FlagSet) {
        isJSON = flags.bool("json", help: "results for programs: one JSON object")
        only = flags.list("case", placeholder: "NAME", help: "only this case; may be given several times")
        count = flags.optional(
            "count", as: Int.self,
            help: "exactly so many operations in one run, rounded up to whole batches, instead of timed runs")
        runs = flags.int("runs", default: 11, in: 1...1_001, help: "how many runs the median is of")
    }

    /// Measures those of the cases that were asked for, and says what came out.
    func measure(
        _ benchmark: String, _ settings: [(name: String, value: Int)], _ cases: [BenchmarkCase]
    ) throws(BenchmarkProblem) {
        var measurer = Measurer()
        measurer.runCount = runs.value
        if let count = count.value {
            guard count > 0 else {
                throw .usage("flag `--count` has value `\(count)`: expected a number above 0")
            }
            measurer.exactCount = count
        }
        for name in only.value where !cases.contains(where: { $0.name == name }) {
            let known = cases.map { "`\($0.name)`" }.joined(separator: ", ")
            throw .usage("flag `--case` has value `\(name)`: expected one of \(known)")
        }
        let chosen = cases.filter { only.value.isEmpty || only.value.contains($0.name) }
        let report = MeasurementReport(
            benchmark: benchmark, settings: settings, measurements: chosen.map(measurer.measure),
            machine: .this)
        StandardStream.output.write(isJSON.value ? report.json : report.text)
    }
}
