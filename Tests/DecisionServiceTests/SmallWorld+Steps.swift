// Changes to the world as one line each, by the call's name.

import EntenteProtocol
import TestSupport
import Testing

extension SmallWorld {
    /// Makes a call of a source as the operator and remembers its position.
    @discardableResult
    func step(_ name: String, _ json: String) throws -> any Message {
        let call = Call.named(try #require(Method(name: name)))
        let service = try #require(call.services.first)
        let caller = cluster.caller(service)
        let answer: any Message = try caller.call(try call.requestFromJSON(json))
        if let positioned = answer as? any PositionedResponse { saw(positioned.position) }
        return answer
    }

    /// What the question is answered with once everything done so far has arrived.
    func explain(
        _ actor: String, _ target: String, _ action: String = "chat.start", audience: String? = nil,
        by caller: SimulatedCaller? = nil
    ) throws(Failure) -> ExplainResponse {
        try (caller ?? decision).call(
            .with {
                $0.actor = actor
                $0.action = action
                $0.target = target
                $0.audience = audience
                $0.atLeast = seen
            } as ExplainRequest)
    }
}
