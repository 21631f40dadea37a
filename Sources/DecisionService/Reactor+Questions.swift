// What a decision node is asked less often than checks: everything about a pair, and how it stands.

import Engine
import EntenteProtocol
import Replica
import Service

extension Reactor {
    func offerQuestions() {
        offerChecks()
        offerContentQuestions()
        offerCapabilityQuestions()
        offerExplain()
        offerWatch()
        offerDiscovery()
        server.answer(EffectiveRequest.self) { [unowned self] request, context throws(Failure) in
            try effective(request, context)
        }
        server.answer(StatusRequest.self) { [unowned self] _, _ throws(Failure) in status() }
    }

    private func effective(
        _ request: EffectiveRequest, _ context: RequestContext
    ) throws(Failure) -> EffectiveResponse {
        // First, because who is of which organization is known only as well as the rest.
        try standing.require(request.maxStalenessMillis)
        if let organization = context.token.organization {
            try requireCovered(
                replica.user(request.actor), replica.user(request.target), organization, context.token, "")
        }
        if request.callContext == .unspecified { throw Self.unknownCallContext("") }
        let decisions = engine.effective(
            actor: request.actor.utf8.span.bytes, target: request.target.utf8.span.bytes,
            callContext: request.callContext ?? .unspecified, now: context.now)
        checkCount &+= UInt64(decisions.count)
        write(
            DecisionOutcome(decisions.lazy.map(\.decision.verdict)),
            of: .with {
                ($0.actor, $0.target, $0.callContext) = (request.actor, request.target, request.callContext)
            }, context)
        return .with {
            $0.answers = decisions.map { decision in
                EffectiveAnswer(action: decision.action, answer(decision.decision, target: request.target))
            }
        }
    }

    /// A decision as it is told.
    func answer(_ decision: Decision, target: String) -> CheckAnswer {
        .with {
            $0.verdict = decision.verdict
            $0.reason = decision.reason
            if decision.asksTarget { $0.ask = target }
            if decision.level != .unspecified { $0.level = decision.level }
            if decision.partnership != .none {
                $0.partnership = replica.id(decision.partnership)
                $0.partnershipVersion = replica.version(decision.partnership)
            }
        }
    }

    private func status() -> StatusResponse {
        let sums = sums
        return .with {
            $0.ready = standing.isReady
            $0.instance = server.instance
            $0.replicas = standing.replicas
            $0.stalenessLimitMillis = limits.stalenessLimitMillis
            $0.organizations = UInt64(replica.organizationCount)
            $0.users = UInt64(replica.userCount)
            $0.partnerships = UInt64(replica.partnershipCount)
            $0.checks = sums.checkCount
            $0.cacheHits = sums.cacheHits
            $0.cacheMisses = sums.cacheMisses
            $0.parked = UInt64(sums.parkedCount)
        }
    }
}

extension EffectiveAnswer {
    /// The answer for one action.
    fileprivate init(action: String, _ answer: CheckAnswer) {
        self = .with {
            $0.action = action
            $0.verdict = answer.verdict
            $0.reason = answer.reason
            $0.ask = answer.ask
            $0.level = answer.level
            $0.partnership = answer.partnership
            $0.partnershipVersion = answer.partnershipVersion
        }
    }
}
