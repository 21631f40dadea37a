import EntenteProtocol
import Flags

/// `entente check`: asks whether this person may do this to that person.
struct CheckVerb: Verb {
    static let word = "check"
    static let examples = ["entente check ada chat.start grace"]
    static let methods: [Method] = [.check]
    static let summary = "Asks whether ACTOR may do ACTION to TARGET, and why."
    static let notes = """
        ACTOR and TARGET are user ids; ACTION is an interaction (`chat.start`) or a right \
        (`presence.read-symbol`). `entente effective ACTOR TARGET` shows all of them at once.
        """

    private let actor: Flag<String>
    private let action: Flag<String>
    private let target: Flag<String>
    private let callContext: CallContextFlag
    private let judgesByStatus: Flag<Bool>

    init(declaringIn flags: inout FlagSet) {
        actor = flags.positional("ACTOR", help: "the user who acts")
        action = flags.positional("ACTION", help: "what they want to do")
        target = flags.positional("TARGET", help: "the user it is done to")
        callContext = CallContextFlag(declaringIn: &flags)
        judgesByStatus = flags.bool("exit-code", help: "exit with status 1 unless the verdict is allow")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let callContext = try callContext.value()
        let request = CheckRequest.with {
            $0.actor = actor.value
            $0.action = action.value
            $0.target = target.value
            $0.callContext = callContext
        }
        let mustAllow = judgesByStatus.value
        let answer = try await context.ask(context.makeClient(), request)
        if !context.answersInJSON(answer) { Self.show(answer, to: request, on: context.console) }
        return mustAllow && answer.verdict != .allow ? .negative : .done
    }

    private static func show(_ answer: CheckResponse, to request: CheckRequest, on console: Console) {
        let verdict = VerdictText(answer.verdict)
        let why = ReasonText(
            reason: answer.reason, ask: answer.ask, level: answer.level, partnership: answer.partnership,
            partnershipVersion: answer.partnershipVersion)
        console.print(
            console.styled("\(verdict.mark) \(verdict.word)", verdict.style)
                + "  \(request.actor) → \(request.target)  \(request.action)  (\(why.text))")
    }
}

/// The flag `--call-context` of the verbs that ask for decisions.
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
