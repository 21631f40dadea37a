import EntenteProtocol
import Flags

/// The verbs that ask for decisions.
enum QuestionVerbs {
    private static let actor = Parameter.argument("ACTOR", "actor", "the user who acts")
    private static let action = Parameter.argument("ACTION", "action", "an interaction or a right")
    private static let target = Parameter.argument("TARGET", "target", "the user it is done to")
    private static let callContext = Parameter.flag(
        "call-context", "callContext", "the part the actor has in a call in progress")

    static let check = RequestVerb(
        "check", .check, "Asks whether ACTOR may do ACTION to TARGET, and why.",
        [actor, action, target, callContext],
        shows: .custom(CheckRequest.self) { request, answer, console in
            let told = CheckAnswer.with {
                ($0.verdict, $0.reason, $0.ask) = (answer.verdict, answer.reason, answer.ask)
                ($0.level, $0.partnership) = (answer.level, answer.partnership)
                $0.partnershipVersion = answer.partnershipVersion
            }
            console.print(
                AnswerText.check(
                    told, actor: request.actor, action: request.action, target: request.target, on: console))
        }, isYes: AnswerText.isAllowed,
        notes: """
            ACTOR and TARGET are user ids; ACTION is an interaction (`chat.start`) or a right \
            (`presence.read-symbol`). `entente effective ACTOR TARGET` shows all of them at once, `entente \
            explain` tells more about one.
            """,
        examples: [
            "entente check ada chat.start grace",
            "entente check ada presence.read-symbol alan --exit-code",
        ])

    static let explain = RequestVerb(
        "explain", .explain, "Tells why ACTOR may or may not do ACTION to TARGET, and who could change it.",
        [
            actor, action, target, callContext,
            .flag("audience", "audience", "tell only what the people of this organization may know"),
        ],
        shows: .custom(ExplainRequest.self) { request, answer, console in
            ExplanationText(request: request, answer: answer).print(on: console)
        }, isYes: AnswerText.isAllowed,
        examples: [
            "entente explain alan workspace.transfer linus",
            "entente explain alan chat.start linus --audience acme",
        ])

    static let capability = RequestVerb(
        "capability", .checkCapability, "Asks whether a user may administer something, and why.",
        [
            .argument("USER", "user", "who wants to"),
            .argument("CAPABILITY", "capability", "such as `partnership.manage` or `user.manage`"),
        ],
        shows: .custom(CheckCapabilityRequest.self) { request, answer, console in
            console.print(
                AnswerText.verdict(
                    answer.verdict, "\(request.user)  \(request.capability)", answer.reason.name, on: console)
            )
        }, isYes: AnswerText.isAllowed, examples: ["entente capability ada partnership.manage"])

    static let discover = RequestVerb(
        "discover", .discover, "Finds people by the beginning of a name or address, as VIEWER would.",
        [
            .argument("VIEWER", "viewer", "the user who searches"),
            .optionalArgument("PREFIX", "prefix", "what the name or the address begins with; else anybody"),
            .flag("limit", "limit", "show so many at most, up to 100; else 20"),
        ],
        shows: .table(["id", "displayName", "organization", "email"], none: "nobody was found"),
        examples: ["entente discover ada gr"])
}
