// Questions that are asked once and answered whenever their answers change. They are put like those of a
// batch, and refused like those.

import Engine
import EntenteProtocol
import Replica
import Rules
import Service

extension Reactor {
    func offerWatch() {
        server.stream(WatchRequest.self) { [unowned self] request, context, stream throws(Failure) in
            try watch(request, context, stream)
        }
    }

    private func watch(
        _ request: WatchRequest, _ context: RequestContext, _ stream: OutgoingStream
    ) throws(Failure) {
        guard !request.checks.isEmpty else { throw .invalidArgument("field `checks`: must not be empty") }
        try Fields.checkCount(request.checks.count, "checks", most: DecisionLimits.batchMaximum)
        try standing.require(nil)
        try requireCovered(request.checks, context.token)
        for (index, check) in request.checks.enumerated() {
            if check.callContext == .unspecified { throw Self.unknownCallContext(Self.place(index)) }
            _ = try decide(check, index, now: context.now)
        }
        try watches.takeRoom(for: request.checks.count)
        // What is told later is not counted: how often it changes is nobody else's business.
        checkCount &+= UInt64(request.checks.count)
        watches.add(Watch(request.checks, context, stream, of: self), stream)
    }

    /// Refuses questions that a bound token may not ask.
    func requireCovered(_ checks: [CheckItem], _ token: AccessToken) throws(Failure) {
        guard let organization = token.organization else { return }
        for (index, check) in checks.enumerated() {
            try requireCovered(
                replica.user(check.actor), replica.user(check.target), organization, token,
                Self.place(index))
        }
    }

    /// Decides one of many questions.
    ///
    /// - Throws: `invalid-argument` where the catalog has no such action.
    func decide(_ check: CheckItem, _ index: Int, now: Int64) throws(Failure) -> Decision {
        let decision = engine.decide(
            actor: check.actor.utf8.span.bytes, action: check.action.utf8.span.bytes,
            target: check.target.utf8.span.bytes, callContext: check.callContext ?? .unspecified, now: now)
        guard let decision else {
            throw unknownAction(check.action.utf8.span.bytes, Self.place(index))
        }
        return decision
    }

    /// When time alone next changes the answer to a question, in milliseconds since 1970.
    func boundary(of check: CheckItem, now: Int64) -> Int64 {
        engine.boundary(actor: check.actor.utf8.span.bytes, target: check.target.utf8.span.bytes, now: now)
    }
}
