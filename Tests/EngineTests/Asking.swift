import Engine
import EntenteProtocol
import Replica

/// A decision as the caller sees it: with ids and versions in the place of indexes.
struct Answer: Equatable, CustomStringConvertible {
    var verdict: Verdict
    var reason: Reason
    var partnership: String?
    var version: Int64?
    /// The relationship, in answers about rights.
    var level = Level.unspecified

    init(
        _ verdict: Verdict, _ reason: Reason, _ partnership: String? = nil, _ version: Int64? = nil,
        level: Level = .unspecified
    ) {
        self.verdict = verdict
        self.reason = reason
        self.partnership = partnership
        self.version = version
        self.level = level
    }

    init(_ decision: Decision, in replica: Replica) {
        self.init(decision.verdict, decision.reason, level: decision.level)
        guard decision.partnership != .none else { return }
        partnership = replica.id(decision.partnership)
        version = replica.version(decision.partnership)
    }

    var description: String { "\(verdict) \(reason) \(partnership ?? "-") \(version ?? 0) \(level)" }
}

/// Whether one may do something to another, at some time.
struct Question: Hashable {
    var actor: String
    var action: String
    var target: String
    var now: Int64 = 0
    var callContext = CallContext.unspecified
}

extension Engine {
    func answer(_ question: Question) -> Answer? {
        decide(
            actor: question.actor.utf8.span.bytes, action: question.action.utf8.span.bytes,
            target: question.target.utf8.span.bytes, callContext: question.callContext, now: question.now
        ).map { Answer($0, in: replica) }
    }

    func answer(
        _ actor: String, _ action: String, _ target: String, _ callContext: CallContext = .unspecified,
        now: Int64 = 0
    ) -> Answer? {
        answer(
            Question(actor: actor, action: action, target: target, now: now, callContext: callContext))
    }
}
