// The answer to "why": everything is gathered, then whatever the audience may not know is left out, and the
// words are made last, from what is left.

import Engine
import EntenteProtocol
import Replica
import Rules
import Service

extension Reactor {
    func offerExplain() {
        server.answer(ExplainRequest.self) { [unowned self] request, context throws(Failure) in
            try explain(request, context)
        }
    }

    private func explain(
        _ request: ExplainRequest, _ context: RequestContext
    ) throws(Failure) -> ExplainResponse {
        try standing.require(request.maxStalenessMillis)
        let audience = try audience(request, context.token)
        if request.callContext == .unspecified { throw Self.unknownCallContext("") }
        let explanation = engine.explain(
            actor: request.actor.utf8.span.bytes, action: request.action.utf8.span.bytes,
            target: request.target.utf8.span.bytes, callContext: request.callContext ?? .unspecified,
            now: context.now)
        guard let explanation else { throw unknownAction(request.action.utf8.span.bytes, "") }
        checkCount &+= 1
        write(
            explanation.decision,
            of: .with {
                ($0.actor, $0.action, $0.target) = (request.actor, request.action, request.target)
                $0.callContext = request.callContext
            }, context)
        let shown = ShownExplanation(
            explanation, answer(explanation.decision, target: request.target), to: audience, in: replica)
        let words = ExplanationWords(shown: shown, request: request, now: context.now)
        var response = shown.response
        response.summary = words.summary
        response.remedies = words.remedies
        return response
    }

    /// For whom the answer is written: what the token may know, narrowed by what the request says.
    ///
    /// Only an operator is shown both sides. Another backend's token that is bound to no organization speaks
    /// for the actor's, where it names none.
    ///
    /// - Throws: `permission-denied` where the token is bound to another organization or the pair is not its;
    ///   `not-found`; `invalid-argument` for an organization that neither of the two is of.
    private func audience(_ request: ExplainRequest, _ token: AccessToken) throws(Failure) -> Audience {
        if let named = request.audience {
            try token.requireCovering(named)
            try Fields.checkID(named, "audience")
        }
        let actor = replica.user(request.actor)
        let target = replica.user(request.target)
        guard let id = token.organization ?? request.audience else {
            guard !token.scopes.contains(.operate), let one = actor ?? target else { return .everything }
            return .organization(replica[one].organization)
        }
        if token.organization != nil { try requireCovered(actor, target, id, token, "") }
        guard let organization = replica.organization(id) else {
            throw .notFound("field `audience`: there is no organization \(quoted(id))")
        }
        let homes = [actor, target].compactMap { $0.map { replica[$0].organization } }
        guard homes.contains(organization) else {
            throw .invalidArgument(
                "field `audience`: neither the actor nor the target is of organization \(quoted(id))")
        }
        return .organization(organization)
    }
}
