// Does an answer take longer when there are more people? Worlds of growing size are held side by side, and
// their runs take turns, so that a bad moment of the machine falls on all of them alike; what counts is the
// ratio to the smallest.

import Engine
import EntenteProtocol
import Flags
import Replica
import SystemCalls
import World

/// `growth`: the time of an evaluation in worlds of ten thousand people and more.
struct GrowthCommand: BenchmarkCommand {
    let flags: FlagSet
    private let users: Flag<Int>

    init() {
        var flags = FlagSet(
            program: "growth", summary: "Evaluates uniform pairs in worlds of ten thousand people and more.")
        users = flags.int(
            "users", default: 10_000_000, in: 10_000...10_000_000,
            help: "how large the largest world is; those before it are a tenth each")
        self.flags = flags
    }

    /// A world with an engine that remembers nothing.
    private final class Stage {
        let userCount: Int
        let engine: Engine
        let questions: Questions
        private var next = 0
        /// By question, and by question of a run of sixteen, each time.
        var nanos: [[Double]] = [[], []]

        init(userCount: Int, plan: WorldPlan) {
            self.userCount = userCount
            engine = Engine(replica: WorldLoad(plan: plan).replica(), cacheEntryCount: 0)
            questions = Questions(GrowthCommand.ring, in: plan)
        }

        func median(_ way: Int) -> Double { nanos[way].sorted()[nanos[way].count / 2] }

        /// Asks every question once; what counts is the time of each.
        func run(_ way: Int) -> Double {
            let began = MachineClock.monotonicNanos
            let sum =
                way == 0
                ? engine.ask(questions, from: &next, count: GrowthCommand.ring)
                : engine.askRuns(questions)
            precondition(sum > 0, "every answer has a verdict")
            return Double(MachineClock.monotonicNanos &- began) / Double(GrowthCommand.ring)
        }
    }

    /// Questions of a run: each once, twice as many people as a processor's cache can hold.
    private static let ring = 1 << 20
    /// What eight connections with sixteen requests each give a node to decide at a time.
    fileprivate static let runLength = 16

    func run(_ common: CommonFlags) throws(BenchmarkProblem) {
        var sizes = [users.value]
        while let last = sizes.last, last / 10 >= 10_000 { sizes.append(last / 10) }
        var stages: [Stage] = []
        for size in sizes.reversed() {
            do throws(WorldProblem) {
                let plan = try WorldPlan(users: size, organizations: size / 100)
                stages.append(Stage(userCount: size, plan: plan))
            } catch {
                throw .usage("\(error)")
            }
        }
        for run in 0...common.runs.value {
            for stage in stages {
                for way in 0..<2 {
                    let nanos = stage.run(way)
                    // The first round takes memory and warms what can be warmed.
                    if run > 0 { stage.nanos[way].append(nanos) }
                }
            }
        }
        StandardStream.output.write(common.isJSON.value ? json(stages) : text(stages))
    }

    private func text(_ stages: [Stage]) -> String {
        var table = MarkdownTable(
            ["users", "ns alone", "× the smallest", "ns of sixteen", "× the smallest", "replica MiB"],
            numbers: [0, 1, 2, 3, 4, 5])
        for stage in stages {
            table.add(
                ["\(stage.userCount)"]
                    + (0..<2).flatMap { way in
                        [
                            stage.median(way).text(digits: 1),
                            (stage.median(way) / stages[0].median(way)).text(digits: 2),
                        ]
                    } + [(Double(stage.engine.replica.memoryByteCount) / 1_048_576).text(digits: 0)])
        }
        return table.text
            + "\ngrowth: uniform pairs, nothing remembered, a hundred people an organization on average\n"
            + Machine.this.text + "\n"
    }

    private func json(_ stages: [Stage]) -> String {
        let sizes = stages.map { stage in
            JSONValue.object(
                [.init("users", .integer(stage.userCount))]
                    + zip(["alone", "ofSixteen"], 0..<2).map { name, way in
                        .init(
                            name,
                            .object([
                                .init("nanos", .double(stage.median(way))),
                                .init("runs", .array(stage.nanos[way].map { .double($0) })),
                                .init("ratio", .double(stage.median(way) / stages[0].median(way))),
                            ]))
                    })
        }
        return JSONValue.object([
            .init("benchmark", .string("growth")), .init("machine", Machine.this.json),
            .init("sizes", .array(sizes)),
        ]).text() + "\n"
    }
}

extension Engine {
    /// Asks every question of a ring, in runs.
    fileprivate func askRuns(_ questions: Questions) -> UInt64 {
        let run = CheckRun()
        var sum: UInt64 = 0
        questions.bytes.withUnsafeBytes { bytes in
            let slice = { (range: Range<Int>) in UnsafeRawBufferPointer(rebasing: bytes[range]) }
            for first in stride(from: 0, to: questions.places.count, by: GrowthCommand.runLength) {
                for place in questions.places[first..<first + GrowthCommand.runLength] {
                    run.add(
                        actor: slice(place.actor), target: slice(place.target),
                        code: replica.code(bytes: slice(place.action)), callContext: .unspecified)
                }
                decide(run, now: 1)
                for place in 0..<run.count {
                    sum &+= UInt64(truncatingIfNeeded: run.decision(place).verdict.rawValue)
                }
                run.removeAll()
            }
        }
        return sum
    }
}

extension Replica {
    /// The code of an action that there is.
    fileprivate func code(bytes: UnsafeRawBufferPointer) -> UInt8 { code(bytes.bytes) ?? 0 }
}
