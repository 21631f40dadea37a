// The questions about one person: what may they administer, and what may they work with.

import EntenteProtocol
import Replica
import Rules
import Service

extension Reactor {
    func offerCapabilityQuestions() {
        server.answer(CheckCapabilityRequest.self) { [unowned self] request, context throws(Failure) in
            try checkCapability(request, context)
        }
        server.answer(CheckIntegrationRequest.self) { [unowned self] request, context throws(Failure) in
            try checkIntegration(request, context)
        }
    }

    private func checkCapability(
        _ request: CheckCapabilityRequest, _ context: RequestContext
    ) throws(Failure) -> CheckCapabilityResponse {
        try standing.require(request.maxStalenessMillis)
        try requireCovered(request.user, "user", context.token)
        try Fields.checkID(request.user, "user")
        guard let capability = Capability(rawValue: request.capability) else {
            throw .unknownCapability(request.capability)
        }
        let user = replica[try user(request.user, "user")]
        let organization = replica[user.organization].flags
        let ruling = ActorStanding(
            role: user.flags.role, deactivated: user.flags.isDeactivated,
            organizationSuspended: organization.isSuspended,
            enterprisePermissions: organization.hasEnterprisePermissions
        ).ruling(on: capability)
        write(
            DecisionOutcome(ruling.verdict, because: ruling.reason),
            of: .with { ($0.actor, $0.action) = (request.user, request.capability) }, context)
        return .with {
            $0.verdict = ruling.verdict
            $0.reason = ruling.reason
        }
    }

    private func checkIntegration(
        _ request: CheckIntegrationRequest, _ context: RequestContext
    ) throws(Failure) -> CheckIntegrationResponse {
        try standing.require(request.maxStalenessMillis)
        try requireCovered(request.user, "user", context.token)
        try Fields.checkID(request.user, "user")
        try Fields.checkID(request.integration, "integration")
        let user = try user(request.user, "user")
        let organization = replica[user].organization
        guard let integration = replica.integration(request.integration, of: organization) else {
            throw .notFound(
                "field `integration`: organization \(quoted(replica.id(organization))) has no integration "
                    + quoted(request.integration))
        }
        let ruling = IntegrationRules.ruling(
            ContentFacts(replica: replica).standing(of: user),
            IntegrationStanding(
                enabled: integration.enabled, isInAudience: replica.isInAudience(user, integration),
                scope: integration.scope, isConnected: replica.isConnected(user, integration)))
        write(
            DecisionOutcome(ruling.verdict, because: ruling.reason),
            of: .with { ($0.actor, $0.action) = (request.user, request.integration) }, context)
        return .with {
            $0.verdict = ruling.verdict
            $0.reason = ruling.reason
            $0.ask = ruling.verdict == .ask ? request.user : nil
        }
    }

    // MARK: what questions about one person share

    /// The user that a field names.
    ///
    /// - Throws: `not-found`.
    func user(_ id: String, _ field: String) throws(Failure) -> UserIndex {
        guard let user = replica.user(id) else {
            throw .notFound("field `\(field)`: no user \(quoted(id))")
        }
        return user
    }

    /// A token bound to an organization may ask about people of it; of who is not it does not learn whether
    /// they exist.
    ///
    /// - Throws: `permission-denied`, the same for an unknown id and for one of another organization.
    func requireCovered(_ id: String, _ field: String, _ token: AccessToken) throws(Failure) {
        guard let organization = token.organization else { return }
        if let user = replica.user(id), let bound = replica.organization(organization),
            replica[user].organization == bound
        {
            return
        }
        throw .permissionDenied(
            "access token `\(token.name)` is bound to organization `\(organization)`, "
                + "and field `\(field)` names nobody of it")
    }
}

extension Failure {
    fileprivate static func unknownCapability(_ name: String) -> Failure {
        let all = Capability.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return .invalidArgument("field `capability`: \(quoted(name)) is none; say one of \(all)")
    }
}
