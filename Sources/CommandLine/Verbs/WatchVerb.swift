import EntenteClient
import EntenteProtocol
import Flags

/// `entente watch`: the answers to questions, and each new answer when one changes.
struct WatchVerb: Verb {
    static let word = "watch"
    static let summary = "Shows the answers to questions, and a line whenever one changes, until Ctrl-C."
    static let notes = """
        A question is what `entente check` takes; several follow one another, or stand in a file, one \
        {"actor": …, "action": …, "target": …} a line. Ends with status 0 on Ctrl-C, and otherwise as a \
        question that gets no answer.
        """
    static let examples = [
        "entente watch ada chat.start grace",
        "entente watch ada chat.start grace alan workspace.transfer linus --json",
        "entente watch --file questions.jsonl",
    ]
    static let methods: [Method] = [.watch]

    private let words: Flag<[String]>
    private let file: Flag<String?>
    private let callContext: CallContextFlag

    init(declaringIn flags: inout FlagSet) {
        words = flags.positionals(
            "ACTOR ACTION TARGET", help: "who acts, what they want to do, and to whom; as often as you like")
        file = flags.optional(
            "file", placeholder: "FILE", help: "more questions, one a line; `-` for standard input")
        callContext = CallContextFlag(declaringIn: &flags)
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let callContext = try callContext.value()
        let named = try Self.checks(words.value, callContext)
        var request = WatchRequest.with { $0.checks = named }
        if let path = file.value { request.checks += try await Self.checks(inFile: path) }
        guard !request.checks.isEmpty else {
            throw .usage("nothing to watch: give ACTOR ACTION TARGET, or `--file FILE`")
        }
        if context.settings.usesSession { request.atLeast = context.session.position }
        return try await Self.watch(request, in: context)
    }

    // MARK: - The questions

    private static func checks(_ words: [String], _ callContext: CallContext?) throws(Problem) -> [CheckItem]
    {
        guard words.count.isMultiple(of: 3) else {
            throw .usage(
                "a question is ACTOR ACTION TARGET: \(words.count) arguments make no whole questions")
        }
        return stride(from: 0, to: words.count, by: 3).map { start in
            CheckItem.with {
                ($0.actor, $0.action, $0.target) = (words[start], words[start + 1], words[start + 2])
                $0.callContext = callContext
            }
        }
    }

    private static func checks(inFile path: String) async throws(Problem) -> [CheckItem] {
        var checks: [CheckItem] = []
        for (index, line) in try await LineSource.textLines(path).enumerated() {
            do {
                checks.append(try JSON.decode(CheckItem.self, from: line))
            } catch {
                throw .usage("`\(path)`, question \(index + 1): \(error.message)")
            }
        }
        return checks
    }

    // MARK: - The answers

    private static func watch(_ request: WatchRequest, in context: Context) async throws(Problem)
        -> ExitStatus
    {
        let client = try context.makeClient()
        let reading = Task { () -> ClientFailure? in
            var writer = ItemWriter(context.console, as: context.settings.output)
            defer { writer.end() }
            do throws(ClientFailure) {
                for try await item in client.stream(request) {
                    context.session.note(item.position, from: .decision)
                    if context.answersInJSON {
                        writer.write(JSON.value(of: item))
                    } else {
                        show(item, request.checks, on: context.console)
                    }
                }
                return nil
            } catch {
                return error
            }
        }
        context.interruptions.onInterruption { reading.cancel() }
        defer { context.interruptions.onInterruption(nil) }
        let failure = await reading.value
        if reading.isCancelled { return .done }
        guard let failure else { throw .ended }
        guard context.settings.usesSession else { throw Problem(failure) }
        throw Problem(await client.settled(failure, of: request))
    }

    private static func show(_ item: WatchItem, _ checks: [CheckItem], on console: Console) {
        for answered in item.answers {
            let index = Int(answered.index)
            // A peer's number: only one of ours is a question.
            guard checks.indices.contains(index) else { continue }
            let check = checks[index]
            console.print(
                AnswerText.check(
                    answered.answer, actor: check.actor, action: check.action, target: check.target,
                    on: console))
        }
    }
}

/// The flag `--call-context` of the verbs that ask for several decisions.
struct CallContextFlag {
    private let name: Flag<String?>

    init(declaringIn flags: inout FlagSet) {
        name = flags.optional(
            "call-context", placeholder: "forwarding-participant|forwarder",
            help: "the part the actor has in a call in progress")
    }

    func value() throws(Problem) -> CallContext? {
        guard let name = name.value else { return nil }
        guard let context = CallContext(name: name), context != .unspecified else {
            throw .usage(
                "flag `--call-context` has value `\(name)`: expected `forwarding-participant` or `forwarder`")
        }
        return context
    }
}
