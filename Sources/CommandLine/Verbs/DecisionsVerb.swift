import EntenteProtocol
import Flags
import SystemCalls

/// `entente decisions`: what decision nodes have written down.
struct DecisionsVerb: Verb {
    static let word = "decisions"
    static let examples = [
        "entente decisions /var/log/entente --person ada --since 1h",
        "entente decisions /var/log/entente --verdict deny --follow",
        "entente decisions /var/log/entente --call discover --output json",
        "entente decisions node-1/decisions-00000007.jsonl node-2 --to grace --output jsonl",
    ]
    static let summary = "Reads decision logs: who was permitted what, by which facts, and for whom."
    static let notes = """
        Reads the files or folders that `entente-decision --decision-log FOLDER` has written, oldest first, \
        also while they are being written. Every reactor numbers its records; where numbers are missing, \
        records were lost, and standard error says so, as it does of lines that a crash has left unfinished. \
        Exits with 1 when anything is missing or unreadable; a last line that is not finished is neither, for \
        it may be being written. Of `effective` and `discover` a call leaves one record, with counts. The \
        times are those of the node.
        """
    private static let pause: Duration = .milliseconds(100)

    private let paths: Flag<[String]>
    private let filter: DecisionFilterFlags
    private let follows: Flag<Bool>
    private let limit: Flag<Int?>

    init(declaringIn flags: inout FlagSet) {
        paths = flags.argumentTexts(
            "FOLDER|FILE", help: "where the records are", isRequired: true, isRepeated: true
        ) { (_: String) throws(FlagProblem) in }
        filter = DecisionFilterFlags(declaringIn: &flags)
        follows = flags.bool("follow", help: "go on with what is written from now on, until Ctrl-C")
        limit = flags.optional("limit", as: Int.self, help: "only the last so many")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        if let limit = limit.value, limit < 1 { throw .usage("flag `--limit`: expected a number above 0") }
        var reader = try DecisionLogReader(paths.value)
        var output = DecisionOutput(
            try filter.filter(now: MachineClock.wallMillis), limit: limit.value, context)
        defer { output.end() }
        try reader.read(isEnd: !follows.value) { output.take($0) }
        output.showLast()
        guard follows.value else { return output.status }
        let stop = InterruptionFlag()
        context.interruptions.onInterruption { stop.raise() }
        defer { context.interruptions.onInterruption(nil) }
        while !stop.isRaised {
            try? await Task.sleep(for: Self.pause)
            try reader.read(isEnd: false) { output.take($0) }
        }
        return output.status
    }
}
