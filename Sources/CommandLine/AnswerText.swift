import EntenteProtocol

/// Answers to single questions, each in one line.
enum AnswerText {
    /// `✓ allow  ada  partnership.manage  (role)`.
    static func verdict(_ verdict: Verdict, _ subject: String, _ why: String, on console: Console) -> String {
        let text = VerdictText(verdict)
        return console.styled("\(text.mark) \(text.word)", text.style) + "  \(subject)  (\(why))"
    }

    /// `? ask  alan → linus  workspace.transfer  (partnership p1, version 3; ask linus)`.
    static func check(
        _ answer: CheckAnswer, actor: String, action: String, target: String, on console: Console
    ) -> String {
        let why = ReasonText(
            reason: answer.reason.name, ask: answer.ask, level: answer.level, partnership: answer.partnership,
            partnershipVersion: answer.partnershipVersion)
        return verdict(answer.verdict, "\(actor) → \(target)  \(action)", why.text, on: console)
    }

    /// `✓ full  alan  note  (shared-with-everyone)`.
    static func content(
        _ answer: CheckContentResponse, to request: CheckContentRequest, on console: Console
    ) -> String {
        disclosure(
            answer.disclosure, "\(request.viewer)  \(request.item.contentType.name)", answer.reason.name,
            as: answer.role, on: console)
    }

    /// `✓ full  alan  list  (grant, as editor)`.
    static func disclosure(
        _ disclosure: Disclosure, _ subject: String, _ why: String, as role: ListRole?, on console: Console
    ) -> String {
        let (mark, style): (String, TextStyle) =
            switch disclosure {
            case .full: ("✓", .good)
            case .none, .unspecified: ("×", .bad)
            case .metadata, .subject: ("~", .caution)
            }
        let role = role.map { ", as \($0.name)" } ?? ""
        return console.styled("\(mark) \(disclosure.name)", style) + "  \(subject)  (\(why)\(role))"
    }

    /// Whether an answer with a verdict is an allow.
    static let isAllowed: @Sendable (JSONValue) -> Bool = { $0["verdict"] == .string(Verdict.allow.name) }
}
