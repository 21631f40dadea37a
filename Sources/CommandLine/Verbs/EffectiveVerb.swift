import EntenteClient
import EntenteProtocol
import Flags

/// `entente effective`: everything two people may do to one another.
struct EffectiveVerb: Verb {
    static let word = "effective"
    static let examples = ["entente effective ada grace"]
    static let methods: [Method] = [.effective]
    static let summary =
        "Shows everything ACTOR may do to TARGET and TARGET to ACTOR, as a table with reasons."
    static let notes = "✓ allow, ? ask (the person named is prompted), × deny."

    private let actor: Flag<String>
    private let target: Flag<String>
    private let callContext: CallContextFlag

    init(declaringIn flags: inout FlagSet) {
        actor = flags.positional("ACTOR", help: "one user")
        target = flags.positional("TARGET", help: "another user")
        callContext = CallContextFlag(declaringIn: &flags)
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let client = try context.makeClient()
        let (actor, target, callContext) = (actor.value, target.value, try callContext.value())
        let forth = try await Self.ask(actor, target, callContext, client, context)
        let back = try await Self.ask(target, actor, callContext, client, context)
        let both = JSONValue.object([
            JSONValue.Member("outgoing", JSON.value(of: forth)),
            JSONValue.Member("incoming", JSON.value(of: back)),
        ])
        if !context.printsJSON(both) {
            Self.table(actor, target, forth, back).print(on: context.console)
        }
        return .done
    }

    private static func ask(
        _ actor: String, _ target: String, _ callContext: CallContext?, _ client: EntenteClient,
        _ context: Context
    ) async throws(Problem) -> EffectiveResponse {
        let request = EffectiveRequest.with {
            $0.actor = actor
            $0.target = target
            $0.callContext = callContext
        }
        return try await context.ask(client, request)
    }

    /// One row per action; both directions beside each other, each with its reason.
    static func table(
        _ actor: String, _ target: String, _ forth: EffectiveResponse, _ back: EffectiveResponse
    ) -> TextTable {
        var table = TextTable(["action", "\(actor) → \(target)", "why", "\(target) → \(actor)", "why"])
        let backByAction = Dictionary(back.answers.map { ($0.action, $0) }) { first, _ in first }
        for answer in forth.answers {
            let opposite = backByAction[answer.action]
            table.add(
                [TextTable.Cell(answer.action)] + cells(answer) + (opposite.map(cells) ?? ["-", ""]))
        }
        return table
    }

    private static func cells(_ answer: EffectiveAnswer) -> [TextTable.Cell] {
        let why = ReasonText(
            reason: answer.reason.name, ask: answer.ask, level: answer.level, partnership: answer.partnership,
            partnershipVersion: answer.partnershipVersion)
        return [VerdictText(answer.verdict).cell, TextTable.Cell(why.text, .faint)]
    }
}
