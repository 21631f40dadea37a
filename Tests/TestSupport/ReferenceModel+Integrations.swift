// Integrations in the reference model: programs an organization lets its people use.

import EntenteProtocol

extension ReferenceModel {
    /// Registers an integration, or puts all of one anew.
    mutating func putIntegration(_ request: PutIntegrationRequest) throws(Failure) -> PutIntegrationResponse {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        try requireID(request.id)
        try requireGiven(request.kind)
        try requireGiven(request.scope)
        try requireCount(request.teams.count, most: 100)
        for (place, team) in request.teams.enumerated() {
            try requireID(team)
            if request.teams[..<place].contains(team) { throw Failure(.invalidArgument, "named twice") }
        }
        let organization = try requireOrganization(request.organization)
        if request.teams.contains(where: { team($0)?.organization != organization.id }) {
            throw Failure(.notFound, "no such team in the organization")
        }
        try requireActor(request.actor, "integration.manage", in: organization.id)
        let before = integration(request.id, of: organization.id)
        try requireVersion(request.expectedVersion, before?.version ?? 0)
        try requireInService(organization.id, for: request.actor)
        var after = Integration.with {
            $0.organization = organization.id
            $0.id = request.id
            $0.kind = request.kind
            $0.scope = request.scope
            $0.enabled = request.enabled
            $0.teams = request.teams
            $0.version = before?.version ?? 0
        }
        if after == before { return .with { $0.integration = after } }
        after.version += 1
        integrations.removeAll { $0.organization == after.organization && $0.id == after.id }
        integrations.append(after)
        return .with { $0.integration = after }
    }

    /// Whether an integration is for this user: for everyone, or for a team they are in.
    private func isFor(_ integration: Integration, _ user: User) -> Bool {
        integration.teams.isEmpty
            || integration.teams.contains { team in self.team(team).map { isMember(user.id, of: $0) } == true
            }
    }

    mutating func connectIntegration(
        _ request: ConnectIntegrationRequest
    ) throws(Failure) -> IntegrationConnectionReply {
        try requireCommandForm(request)
        try requireID(request.user)
        try requireID(request.integration)
        let user = try requireUser(request.user)
        let integration = try requireIntegration(request.integration, of: user.organization)
        try requireActor(request.actor, "integration.connect-own", in: user.organization)
        try requireSelf(request.actor, user)
        try requireInService(user.organization, for: request.actor)
        if integration.scope == .organization {
            throw .failedPrecondition("it serves all at once", state: "organization-wide")
        }
        if !integration.enabled { throw .failedPrecondition("off", state: "integration-off") }
        if !isFor(integration, user) { throw .failedPrecondition("for others", state: "not-in-audience") }
        let connection = connection(of: integration, for: user)
        if !connections.contains(connection) { connections.append(connection) }
        return .with { $0.connection = connection }
    }

    mutating func disconnectIntegration(
        _ request: DisconnectIntegrationRequest
    ) throws(Failure) -> IntegrationConnectionReply {
        try requireCommandForm(request)
        try requireID(request.user)
        try requireID(request.integration)
        let user = try requireUser(request.user)
        let integration = try requireIntegration(request.integration, of: user.organization)
        try requireActor(request.actor, "integration.connect-own", in: user.organization)
        try requireSelf(request.actor, user)
        try requireInService(user.organization, for: request.actor)
        let connection = connection(of: integration, for: user)
        connections.removeAll { $0 == connection }
        return .with { $0.connection = connection }
    }

    private func connection(of integration: Integration, for user: User) -> IntegrationConnection {
        .with {
            $0.organization = integration.organization
            $0.integration = integration.id
            $0.user = user.id
        }
    }

    /// Whether USER may use INTEGRATION.
    func checkIntegration(_ request: CheckIntegrationRequest) throws(Failure) -> CheckIntegrationResponse {
        try requireID(request.user)
        try requireID(request.integration)
        let user = try requireUser(request.user)
        let integration = try requireIntegration(request.integration, of: user.organization)
        if user.deactivated { return answer(.deny, .userDeactivated) }
        if isSuspended(user.organization) { return answer(.deny, .organizationSuspended) }
        if !integration.enabled { return answer(.deny, .integrationOff) }
        if !isFor(integration, user) { return answer(.deny, .notInAudience) }
        if integration.scope == .organization { return answer(.allow, .organizationWide) }
        if connections.contains(connection(of: integration, for: user)) { return answer(.allow, .connected) }
        return answer(.ask, .connectFirst, ask: user.id)
    }

    private func answer(
        _ verdict: Verdict, _ reason: IntegrationReason, ask: String? = nil
    ) -> CheckIntegrationResponse {
        .with {
            $0.verdict = verdict
            $0.reason = reason
            $0.ask = ask
        }
    }
}
