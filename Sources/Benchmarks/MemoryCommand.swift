// What each thing costs a decision node in memory: a world is loaded a kind of thing at a time, and what the
// replica says it holds, and what the system says the process holds, is compared with before. Both are
// given: the first forgets what the allocator wastes, the second what it had free.

import EntenteProtocol
import Flags
import Replica
import SystemCalls
import World

/// `memory`: bytes per user, team membership, individual setting and partnership.
struct MemoryCommand: BenchmarkCommand {
    let flags: FlagSet
    private let users: Flag<Int>
    private let organizations: Flag<Int>
    private let partnerships: Flag<Int>

    init() {
        var flags = FlagSet(
            program: "memory", summary: "Weighs a replica's users, memberships, settings and partnerships.")
        users = flags.int(
            "users", default: 1_000_000, in: 1...50_000_000, help: "how many people there are")
        organizations = flags.int(
            "organizations", default: 10_000, in: 2...1_000_000, help: "how many organizations they are of")
        partnerships = flags.int(
            "partnerships", default: 50, in: 1...1_000, help: "how many each organization proposes")
        self.flags = flags
    }

    /// What a chapter has added.
    private struct Weight {
        let chapter: WorldLoad.Chapter
        let count: Int
        let replicaBytes: Int
        let residentBytes: Int

        var replicaBytesEach: Double { Double(replicaBytes) / Double(count) }
        var residentBytesEach: Double { Double(residentBytes) / Double(count) }
    }

    func run(_ common: CommonFlags) throws(BenchmarkProblem) {
        var numbers = WorldNumbers(users: users.value, organizations: organizations.value)
        numbers.partnershipsPerOrganization = Int64(partnerships.value)
        let plan: WorldPlan
        do throws(WorldProblem) { plan = try WorldPlan(numbers) } catch { throw .usage("\(error)") }
        let weights = Self.weigh(WorldLoad(plan: plan))
        StandardStream.output.write(common.isJSON.value ? json(weights) : text(weights))
    }

    private static func weigh(_ load: WorldLoad) -> [Weight] {
        let replica = Replica(seed: 1, keepsNames: true)
        var weights: [Weight] = []
        for chapter in WorldLoad.Chapter.allCases {
            let before = (replica.memoryByteCount, residentByteCount())
            // By changes, not by a snapshot: then what is loaded stands where it is counted.
            var changes: [Change] = []
            load.facts(of: chapter) { fact in
                changes.append(.with { $0.fact = fact })
                if changes.count == 256 {
                    replica.apply(changes, from: chapter.source)
                    changes.removeAll(keepingCapacity: true)
                }
            }
            replica.apply(changes, from: chapter.source)
            changes = []
            weights.append(
                Weight(
                    chapter: chapter, count: max(load.count(of: chapter), 1),
                    replicaBytes: replica.memoryByteCount - before.0,
                    residentBytes: residentByteCount() - before.1))
        }
        return weights
    }

    /// What this process holds of the machine's memory.
    private static func residentByteCount() -> Int {
        let words = (try? File.readText("/proc/self/statm"))?.split(separator: " ") ?? []
        return words.count > 1 ? (Int(words[1]) ?? 0) * 4_096 : 0
    }

    private func text(_ weights: [Weight]) -> String {
        var table = MarkdownTable(
            ["thing", "count", "bytes each", "resident bytes each", "MiB"], numbers: [1, 2, 3, 4])
        for weight in weights {
            table.add([
                "\(weight.chapter)", "\(weight.count)", weight.replicaBytesEach.text(digits: 1),
                weight.residentBytesEach.text(digits: 1),
                (Double(weight.replicaBytes) / 1_048_576).text(digits: 1),
            ])
        }
        return table.text + "\nmemory: users \(users.value), organizations \(organizations.value)\n"
            + Machine.this.text + "\n"
    }

    private func json(_ weights: [Weight]) -> String {
        let things = weights.map { weight in
            JSONValue.object([
                .init("thing", .string("\(weight.chapter)")), .init("count", .integer(weight.count)),
                .init("bytesEach", .double(weight.replicaBytesEach)),
                .init("residentBytesEach", .double(weight.residentBytesEach)),
            ])
        }
        return JSONValue.object([
            .init("benchmark", .string("memory")), .init("machine", Machine.this.json),
            .init("things", .array(things)),
        ]).text() + "\n"
    }
}
