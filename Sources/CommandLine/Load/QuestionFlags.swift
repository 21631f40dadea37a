// The flags that say what is asked, and about whom.
import Flags
import Load
import SystemCalls
import World

/// The world and the questions about it.
struct QuestionFlags {
    private let manifest: Flag<String?>
    private let users: Flag<Int?>
    private let organizations: Flag<Int?>
    private let worldSeed: Flag<Int?>
    private let pairs: Flag<String>
    private let pairCount: Flag<Int>
    private let cross: Flag<String?>
    private let rights: Flag<String?>
    private let batch: Flag<Int?>
    private let batchShare: Flag<String?>
    private let prepared: Flag<Int?>
    private let seed: Flag<Int>

    init(declaringIn flags: inout FlagSet) {
        manifest = flags.optional(
            "world", placeholder: "FILE",
            help: "the manifest of the world that was seeded; without it, `world.json` of `--data`")
        users = flags.optional("users", as: Int.self, help: "or its numbers: how many users")
        organizations = flags.optional("organizations", as: Int.self, help: "how many organizations")
        worldSeed = flags.optional(
            "world-seed", as: Int.self, help: "what the world was drawn from; 1 unless given")
        pairs = flags.string(
            "pairs", default: "zipf", placeholder: "zipf|uniform",
            help: "few pairs asked about often and many seldom, or any user and any other")
        pairCount = flags.int(
            "pair-count", default: 100_000, in: 1...Int(Workload.pairCountMaximum),
            help: "how many pairs, for zipf")
        cross = flags.optional(
            "cross-organization", placeholder: "SHARE",
            help:
                "pairs in two organizations, partners where there are any: `0.5` or `50%`; half of them unless "
                + "given for zipf, and pairs of any two users for uniform")
        rights = flags.optional(
            "rights", placeholder: "SHARE",
            help: "questions about rights; 20% unless given, the others are interactions")
        batch = flags.optional(
            "batch", as: Int.self,
            help: "ask so many questions in one request, up to \(Workload.batchSizeMaximum)")
        batchShare = flags.optional(
            "batch-share", placeholder: "SHARE", help: "requests that are batches; all unless given")
        prepared = flags.optional(
            "questions", as: Int.self,
            help:
                "requests prepared and sent over and over; 131072 unless given for zipf, 4194304 for uniform")
        seed = flags.int("seed", default: 1, in: 0...Int.max, help: "what the questions are drawn from")
    }

    /// The world that was seeded.
    ///
    /// - Parameter folder: Where its manifest is, unless the flags name one.
    /// - Throws: what makes it none.
    func world(_ folder: DataFolder?) throws(Problem) -> WorldPlan {
        let numbers = try numbers(folder)
        do throws(WorldProblem) {
            return try WorldPlan(numbers)
        } catch {
            throw .usage("no such world: \(error)")
        }
    }

    private func numbers(_ folder: DataFolder?) throws(Problem) -> WorldNumbers {
        let isInNumbers = users.isGiven || organizations.isGiven || worldSeed.isGiven
        let kept = folder.map { "\($0.path)/\(WorldNumbers.manifestName)" }.flatMap {
            File.exists($0) ? $0 : nil
        }
        guard let path = manifest.value ?? (isInNumbers ? nil : kept) else {
            guard let users = users.value, let organizations = organizations.value else {
                throw .usage(
                    "no world is given",
                    advice:
                        "give `--world FILE`, the manifest of the seeded world, or `--users` and `--organizations`"
                )
            }
            let seed = worldSeed.value ?? 1
            guard seed >= 0 else {
                throw .usage("flag `--world-seed` has value `\(seed)`: expected 0 or more")
            }
            return WorldNumbers(seed: UInt64(seed), users: users, organizations: organizations)
        }
        guard !isInNumbers else {
            throw .usage(
                "`--world FILE` says all of it: leave out `--users`, `--organizations` and `--world-seed`")
        }
        let text: String
        do throws(Errno) {
            text = try File.readText(path)
        } catch {
            throw .usage("flag `--world`: cannot read `\(path)`: \(error)")
        }
        do throws(WorldProblem) {
            return try WorldNumbers(manifest: text)
        } catch {
            throw .usage("flag `--world`: `\(path)` is no manifest of a world: \(error)")
        }
    }

    /// The questions.
    ///
    /// - Throws: which flag cannot be.
    func workload() throws(Problem) -> Workload {
        var workload = Workload()
        guard let spread = PairSpread(name: pairs.value), spread != .unspecified else {
            throw .usage("flag `--pairs` has value `\(pairs.value)`: expected `zipf` or `uniform`")
        }
        if spread == .uniform, pairCount.isGiven { throw .usage("`--pair-count` belongs to `--pairs zipf`") }
        workload.pairs = spread
        workload.pairCount = spread == .zipf ? Int64(pairCount.value) : 0
        workload.zipfExponent = spread == .zipf ? workload.zipfExponent : 0
        workload.crossOrganization = try share("cross-organization", cross) ?? (spread == .zipf ? 0.5 : nil)
        workload.rights = try share("rights", rights) ?? workload.rights
        workload.batchSize = Int64(try number("batch", batch, in: 1...Int(Workload.batchSizeMaximum)) ?? 0)
        let batchShare = try share("batch-share", batchShare)
        if batchShare != nil, workload.batchSize == 0 { throw .usage("`--batch-share` needs `--batch`") }
        workload.batchShare = workload.batchSize > 0 ? batchShare ?? 1 : 0
        let prepared = try number("questions", prepared, in: 1...Int(Workload.preparedRequestMaximum))
        workload.preparedRequests = prepared.map { Int64($0) } ?? Workload.usualPreparedRequests(for: spread)
        workload.seed = UInt64(seed.value)
        return workload
    }

    private func number(
        _ name: String, _ flag: Flag<Int?>, in range: ClosedRange<Int>
    ) throws(Problem) -> Int? {
        guard let number = flag.value else { return nil }
        guard range.contains(number) else {
            throw .usage(
                "flag `--\(name)` has value `\(number)`: expected \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A share written as `0.25` or `25%`.
    private func share(_ name: String, _ flag: Flag<String?>) throws(Problem) -> Double? {
        guard let text = flag.value else { return nil }
        let isPercent = text.hasSuffix("%")
        let number = Double(isPercent ? text.dropLast().filter { $0 != " " } : text)
        guard let share = number.map({ isPercent ? $0 / 100 : $0 }), (0...1).contains(share) else {
            throw .usage("flag `--\(name)` has value `\(text)`: expected a share such as `0.25` or `25%`")
        }
        return share
    }
}
