// The committed budget: what a check may cost in instructions and allocations. Counts, not times, so that
// the test says the same on every machine and however busy it is. The optimized program is counted, which
// `deploy/test` builds first.

import Benchmarks
import Foundation
import SystemCalls
import TestSupport
import Testing

@Suite struct BudgetTests {
    /// How much more than its budget an operation may take: what another C library's ways of copying
    /// differ by.
    static let tolerance = 0.04

    static let file = "\(Repository.root)/Tests/BudgetTests/budget.txt"
    static let program = "\(Repository.root)/.build/release/entente-benchmark"

    /// What the counting needs and is not here; nil where everything is.
    static var missing: String? {
        if !FileManager.default.fileExists(atPath: program) {
            return "the optimized program is not built: swift build -c release --product entente-benchmark"
        }
        return Budget.counter == nil
            ? "valgrind, which counts, is not installed: apt-get install valgrind" : nil
    }

    /// Where everything must run, nothing is skipped for want of a tool.
    static let skipsNothing = Environment["ENTENTE_SKIP_NOTHING"] == "1"

    @Test(.enabled(if: missing == nil || skipsNothing, "\(missing ?? "")"))
    func `no operation costs more than its budget`() async throws {
        try #require(Self.missing == nil)
        let budget = try #require(Budget(parsing: try String(contentsOfFile: Self.file, encoding: .utf8)))
        let counted = try await Self.counted()
        #expect(counted.names == budget.names, "the budget has other cases: \(Self.advice)")
        for name in counted.names {
            guard let cost = counted[name], let limit = budget[name] else { continue }
            let most = Int(Double(limit.instructions) * (1 + Self.tolerance)) + 1
            #expect(
                cost.instructions <= most,
                "`\(name)` takes \(cost.instructions) instructions, its budget is \(limit.instructions): \(Self.advice)"
            )
            #expect(
                cost.allocationsInHundred <= limit.allocationsInHundred,
                "`\(name)` allocates \(cost.allocations) times, its budget is \(limit.allocations): \(Self.advice)"
            )
        }
    }

    @Test func `no check may allocate`() throws {
        let budget = try #require(Budget(parsing: try String(contentsOfFile: Self.file, encoding: .utf8)))
        #expect(!budget.names.isEmpty)
        for name in budget.names { #expect(budget[name]?.allocationsInHundred == 0, "`\(name)`") }
    }

    private static let advice =
        "make it cheaper again, or, where it is worth its price, commit what `deploy/budget` writes"

    private static func counted() async throws -> Budget {
        let folder = try File.makeTemporaryFolder(prefix: "entente-budget-test")
        defer { try? File.remove(folder) }
        let process = RealProcess(executable: program, ["budget"], files: "\(folder)/budget")
        let ending = try await process.end(within: .seconds(300))
        #expect(ending == .exited(0), "\(process.errors)")
        return try #require(Budget(parsing: process.output))
    }
}

/// What is counted is read right.
@Suite struct CountingTests {
    @Test func `a budget is read as it is written`() throws {
        var budget = Budget()
        budget.add("path/single", Budget.Cost(instructions: 812, allocationsInHundred: 0))
        budget.add("codec/read-generic", Budget.Cost(instructions: 12_040, allocationsInHundred: 1_525))
        let text = budget.text
        #expect(text.hasSuffix("path/single        812 0\ncodec/read-generic 12040 15.25\n"))
        #expect(try #require(Budget(parsing: text)).text == text)
    }

    @Test(arguments: ["path/single 812", "path/single much 0", "path/single 812 0 0", "812"])
    func `a line that is no cost is not taken for one`(line: String) {
        #expect(Budget(parsing: line) == nil)
    }

    @Test func `callgrind's calls of allocators are added up, by whatever name they were met first`() throws {
        let text = """
            # callgrind format
            fn=(1) main
            0 10
            cfn=(2) malloc
            calls=3 0
            0 30
            cfn=(3) swift_retain
            calls=50 0
            0 100
            fn=(4) calloc'2
            0 5
            cfn=(2)
            calls=2 0
            0 20
            fn=(1)
            cfn=(4)
            calls=1 0
            0 1
            totals: 166
            """
        let profile = try #require(CallgrindProfile(parsing: text))
        #expect(profile.instructionCount == 166)
        #expect(profile.allocationCount == 6)
    }

    @Test func `a profile that breaks off is none`() {
        #expect(CallgrindProfile(parsing: "fn=(1) main\n0 10\n") == nil)
    }
}

/// The program says what is wrong with what was typed.
@Suite struct BenchmarkProgramTests {
    @Test(arguments: [
        (["quick"], "unknown command `quick`"),
        ([], "a command is missing"),
        (["path", "--depth", "0"], "expected a number from 1 to 1000"),
        (["path", "--dept", "3"], "did you mean `--depth`?"),
        (["codec", "--count", "-4"], "expected a number above 0"),
        (["codec", "--case", "check"], "flag `--case` has value `check`: expected one of `check-read`"),
    ])
    func `what is wrong with a command line is said`(arguments: [String], words: String) async throws {
        let (ending, _, errors) = try await run(arguments)
        #expect(ending == .exited(2))
        #expect(errors.contains(words), "\(errors)")
    }

    @Test func `a benchmark runs exactly as often as it is told, and tells programs what came out`()
        async throws
    {
        let (ending, output, errors) = try await run([
            "path", "--users", "400", "--batch", "10", "--depth", "4", "--count", "100", "--json",
        ])
        #expect(ending == .exited(0), "\(errors)")
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let cases = try #require(result["cases"] as? [[String: Any]])
        #expect(
            cases.map { $0["name"] as? String } == ["single-hit", "single-miss", "batch-hit", "batch-miss"])
        #expect(cases.allSatisfy { $0["count"] as? Int == 100 })
    }

    private func run(_ arguments: [String]) async throws -> (RealProcess.Ending, String, String) {
        let folder = try File.makeTemporaryFolder(prefix: "entente-benchmark-test")
        defer { try? File.remove(folder) }
        let process = RealProcess("entente-benchmark", arguments, files: "\(folder)/run")
        let ending = try await process.end(within: .seconds(60))
        return (ending, process.output, process.errors)
    }
}
