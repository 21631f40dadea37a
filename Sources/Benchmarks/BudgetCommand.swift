// Counts what the cases of the budget cost: each is run by this very program under callgrind, once with N
// operations and once with 2N, and the difference is what N operations cost. Nothing outside of the run is
// counted: what a process does before and behind differs now and then by some 300,000 instructions.

import Flags
import Glibc
import SystemCalls

/// `entente-benchmark budget`.
struct BudgetCommand: BenchmarkCommand {
    let flags = FlagSet(
        program: "budget",
        summary: "Counts instructions and allocations of an operation under valgrind, as the budget has them."
    )

    private static let operationCount = 4_096
    /// A world that is quickly made: instructions do not depend on how many people there are.
    private static let users = ["--users", "800"]
    /// Batches whose answers fill half of the room at most that an idle connection may keep: it is given back
    /// behind longer ones, and then a batch allocates, though no check does.
    private static let cases: [(benchmark: String, arguments: [String], names: [String])] = [
        ("codec", [], ["check-read", "batch-read", "answer-write", "answer-write-bare", "batch-item-write"]),
        (
            "engine", users,
            [
                "cached-partners", "evaluated-strangers", "evaluated-partners", "evaluated-colleagues",
                "evaluated-right", "evaluated-set-right",
            ]
        ),
        (
            "path", users + ["--connections", "8", "--depth", "16", "--batch", "128"],
            ["single-hit", "single-miss", "batch-hit", "batch-miss"]
        ),
    ]

    func run(_ common: CommonFlags) throws(BenchmarkProblem) {
        guard let valgrind = Budget.counter else {
            throw .failed("`valgrind` is not installed; it counts the instructions: apt-get install valgrind")
        }
        let folder: String
        do throws(Errno) {
            folder = try File.makeTemporaryFolder(prefix: "entente-budget")
        } catch {
            throw .failed("no folder for temporary files: \(error)")
        }
        defer { try? File.remove(folder) }
        StandardStream.output.write(try Self.count(valgrind, folder).text)
    }

    private static func count(_ valgrind: String, _ folder: String) throws(BenchmarkProblem) -> Budget {
        var budget = Budget()
        for (benchmark, arguments, names) in cases {
            for name in names {
                let command = [benchmark, "--case", name] + arguments
                guard let cost = try? cost(of: command, valgrind, folder) else {
                    throw .failed(
                        "`\(benchmark)/\(name)` could not be counted: does `valgrind "
                            + "\(CurrentProcess.executablePath) \(command.joined(separator: " "))` run?")
                }
                budget.add("\(benchmark)/\(name)", cost)
            }
        }
        return budget
    }

    /// Runs a case with N and with 2N operations, at the same time; nil where a run failed.
    private static func cost(
        of command: [String], _ valgrind: String, _ folder: String
    ) throws(Errno) -> Budget.Cost? {
        let runs = [
            try start(command, operationCount, valgrind, "\(folder)/once"),
            try start(command, 2 * operationCount, valgrind, "\(folder)/twice"),
        ]
        guard runs.map({ $0.wait() }) == [.exited(0), .exited(0)],
            let less = CallgrindProfile(parsing: try File.readText("\(folder)/once")),
            let more = CallgrindProfile(parsing: try File.readText("\(folder)/twice"))
        else { return nil }
        let each = { (count: Int) in Double(count) / Double(operationCount) }
        return Budget.Cost(
            instructions: Int(each(more.instructionCount - less.instructionCount).rounded()),
            allocationsInHundred: Int((each(more.allocationCount - less.allocationCount) * 100).rounded()))
    }

    private static func start(
        _ command: [String], _ count: Int, _ valgrind: String, _ file: String
    ) throws(Errno) -> ChildProcess {
        let nowhere = FileDescriptor(adopting: max(0, open("/dev/null", O_WRONLY | O_CLOEXEC)))
        let environment =
            Environment.all.filter { !$0.hasPrefix("SWIFT_DETERMINISTIC_HASHING=") }
            + ["SWIFT_DETERMINISTIC_HASHING=1"]
        return try ChildProcess.spawn(
            valgrind,
            [
                "--tool=callgrind", "--toggle-collect=*countedRun*", "--callgrind-out-file=\(file)",
                "--log-file=\(file).log",
                CurrentProcess.executablePath,
            ]
                + command + ["--count", "\(count)"],
            environment: environment, output: nowhere.rawValue, followsParent: true)
    }
}

extension Budget {
    /// Where the program is that counts; nil where it is not installed.
    package static var counter: String? {
        (Environment["PATH"] ?? "").split(separator: ":").map { "\($0)/valgrind" }
            .first { access($0, X_OK) == 0 }
    }
}
