// The benchmarks that need nothing but this process.

import Flags

/// A benchmark that is a list of cases.
struct InProcessBenchmark {
    /// A number that can be chosen.
    struct Setting {
        let name: String
        let value: Int
        let range: ClosedRange<Int>
        let help: String
    }

    let name: String
    let summary: String
    let settings: [Setting]
    /// The cases, given the settings in their order.
    let cases: ([Int]) -> [BenchmarkCase]
}

/// Such a benchmark as a command.
struct InProcessCommand: BenchmarkCommand {
    let flags: FlagSet
    private let benchmark: InProcessBenchmark
    private let values: [Flag<Int>]

    init(_ benchmark: InProcessBenchmark) {
        var flags = FlagSet(program: benchmark.name, summary: benchmark.summary)
        values = benchmark.settings.map { setting in
            flags.int(setting.name, default: setting.value, in: setting.range, help: setting.help)
        }
        self.flags = flags
        self.benchmark = benchmark
    }

    func run(_ common: CommonFlags) throws(BenchmarkProblem) {
        let values = values.map(\.value)
        let settings = zip(benchmark.settings, values).map { (name: $0.name, value: $1) }
        try common.measure(benchmark.name, settings, benchmark.cases(values))
    }
}

extension InProcessBenchmark {
    private static var users: Setting {
        Setting(
            name: "users", value: 1_000_000, range: 400...20_000_000, help: "how many people there are")
    }

    /// All of them.
    static var all: [InProcessBenchmark] { [codec, ids, cache, engine, path] }

    private static var codec: InProcessBenchmark {
        InProcessBenchmark(
            name: "codec", summary: "Reads and writes checks and answers by hand and by the generic codec.",
            settings: []
        ) { _ in CodecBenchmark().cases }
    }

    private static var ids: InProcessBenchmark {
        let largest = Setting(
            name: "users", value: 1_000_000, range: 10_000...10_000_000,
            help: "how many people the largest table has")
        return InProcessBenchmark(
            name: "ids", summary: "Finds ids, known and unknown, in tables of ten thousand and more.",
            settings: [largest]
        ) { IdentifierBenchmark(userCountMaximum: $0[0]).cases }
    }

    private static var cache: InProcessBenchmark {
        InProcessBenchmark(
            name: "cache",
            summary: "Asks what the evaluation cache remembers, has to look at again, or lacks.",
            settings: [users]
        ) { EngineBenchmark(userCount: $0[0]).cacheCases }
    }

    private static var engine: InProcessBenchmark {
        InProcessBenchmark(
            name: "engine", summary: "Decides questions of every kind, remembered and evaluated.",
            settings: [users]
        ) { EngineBenchmark(userCount: $0[0]).engineCases }
    }

    private static var path: InProcessBenchmark {
        InProcessBenchmark(
            name: "path", summary: "Answers frames by a whole decision node, but for the kernel.",
            settings: [
                users,
                Setting(
                    name: "connections", value: 8, range: 1...1_000,
                    help: "how many connections have requests in a turn"),
                Setting(
                    name: "depth", value: 16, range: 1...1_000, help: "how many requests each of them has"),
                Setting(name: "batch", value: 1_000, range: 1...10_000, help: "how many checks a batch has"),
            ]
        ) { PathBenchmark(userCount: $0[0], connectionCount: $0[1], depth: $0[2], batchSize: $0[3]).cases }
    }
}
