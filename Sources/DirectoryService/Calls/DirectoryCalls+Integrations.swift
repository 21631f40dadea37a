// Administrators say which programs an organization works with and for whom; those that each user has to
// connect are connected by the user.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerIntegrationCalls(on source: Source) {
        source.command(PutIntegrationRequest.self) { try putIntegration($0, $1) }
        source.command(ConnectIntegrationRequest.self) { try connectIntegration($0, $1) }
        source.command(DisconnectIntegrationRequest.self) { try disconnectIntegration($0, $1) }
        source.query(ListIntegrationsRequest.self) { try listIntegrations($0, $1) }
    }

    // MARK: registering

    private func putIntegration(
        _ request: PutIntegrationRequest, _ turn: CommandTurn
    ) throws -> PutIntegrationResponse {
        try check(request)
        let organization = try organization(request.organization, "organization", for: turn.context.token)
        try requireTeams(request.teams, of: organization)
        let before = try store.integration(request.id, of: organization.id)
        let actor = try actor(request.actor)
        try actor.require(.integrationManage, in: organization)
        try requireVersion(request.expectedVersion, of: before, request.id)
        try actor.requireInService(organization)
        var after = start(request)
        after.version = before?.version ?? 0
        if let before, isSame(before, after) { return .with { $0.integration = before } }
        after.version += 1
        if before == nil { try store.insert(after) } else { try store.update(after) }
        Record(turn).integration(from: before, to: after)
        return .with { $0.integration = after }
    }

    private func check(_ request: PutIntegrationRequest) throws(Failure) {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkID(request.id, "id")
        try Fields.checkGiven(request.kind, "kind")
        try Fields.checkGiven(request.scope, "scope")
        try Fields.checkCount(request.teams.count, "teams", most: Limits.audienceCount)
        var seen: Set<String> = []
        for (index, team) in request.teams.enumerated() {
            try Fields.checkID(team, "teams[\(index)]")
            guard seen.insert(team).inserted else {
                throw .invalidArgument("field `teams[\(index)]`: \(quoted(team)) is named twice")
            }
        }
    }

    private func requireTeams(_ teams: [String], of organization: Organization) throws {
        for (index, team) in teams.enumerated() {
            guard try store.team(team)?.organization == organization.id else {
                throw Failure.notFound(
                    "field `teams[\(index)]`: organization \(quoted(organization.id)) has no team "
                        + quoted(team))
            }
        }
    }

    private func requireVersion(
        _ expected: Int64, of integration: Integration?, _ id: String
    ) throws(Failure) {
        guard let integration else {
            guard expected == 0 else {
                throw .conflict(
                    "field `expectedVersion`: integration \(quoted(id)) does not exist, and \(expected) was "
                        + "expected; register it with 0", currentVersion: 0)
            }
            return
        }
        try requireVersion(expected, of: integration.version, "integration \(quoted(id))")
    }

    private func start(_ request: PutIntegrationRequest) -> Integration {
        var integration = Integration()
        integration.organization = request.organization
        integration.id = request.id
        integration.kind = request.kind
        integration.scope = request.scope
        integration.enabled = request.enabled
        integration.teams = request.teams
        return integration
    }

    // MARK: connecting

    private func connectIntegration(
        _ request: ConnectIntegrationRequest, _ turn: CommandTurn
    ) throws -> IntegrationConnectionReply {
        let (integration, connection) = try connection(
            of: request.user, request.integration, by: request.actor, turn)
        try requireConnectable(integration, for: request.user)
        if try !store.has(connection) {
            try store.insert(connection)
            Record(turn).connection(connection)
        }
        return .with { $0.connection = connection }
    }

    private func disconnectIntegration(
        _ request: DisconnectIntegrationRequest, _ turn: CommandTurn
    ) throws -> IntegrationConnectionReply {
        let (_, connection) = try connection(of: request.user, request.integration, by: request.actor, turn)
        if try store.has(connection) {
            try store.delete(connection)
            Record(turn).connectionDeleted(connection)
        }
        return .with { $0.connection = connection }
    }

    /// The integration and the connection a request names, asked for by who may.
    ///
    /// - Throws: `invalid-argument`, `not-found`, `permission-denied` or `failed-precondition`.
    private func connection(
        of userID: String, _ integrationID: String, by actorID: String, _ turn: CommandTurn
    ) throws -> (Integration, IntegrationConnection) {
        try Fields.checkID(userID, "user")
        try Fields.checkID(integrationID, "integration")
        let user = try user(userID, "user", for: turn.context.token)
        let organization = try home(user.organization)
        guard let integration = try store.integration(integrationID, of: organization.id) else {
            throw Failure.notFound(
                "field `integration`: organization \(quoted(organization.id)) has no integration "
                    + quoted(integrationID))
        }
        let actor = try actor(actorID)
        try actor.require(.integrationConnectOwn, in: organization)
        try actor.requireSelf(user, to: "connect or disconnect their integrations")
        try actor.requireInService(organization)
        let connection = IntegrationConnection.with {
            $0.organization = organization.id
            $0.integration = integration.id
            $0.user = user.id
        }
        return (integration, connection)
    }

    private func requireConnectable(_ integration: Integration, for user: String) throws {
        guard integration.scope == .individual else {
            throw Failure.failedPrecondition(
                "integration \(quoted(integration.id)) serves the whole organization; nobody connects it",
                state: "organization-wide")
        }
        guard integration.enabled else {
            throw Failure.failedPrecondition(
                "integration \(quoted(integration.id)) is switched off", state: "integration-off")
        }
        guard try store.isInAudience(user, of: integration) else {
            throw Failure.failedPrecondition(
                "integration \(quoted(integration.id)) is for teams that \(quoted(user)) is not in",
                state: "not-in-audience")
        }
    }

    // MARK: listing

    private func listIntegrations(
        _ request: ListIntegrationsRequest, _ context: RequestContext
    ) throws -> ListIntegrationsResponse {
        let size = try Fields.pageSize(request.pageSize)
        try Fields.checkID(request.organization, "organization")
        let token = PageToken(method: context.method, scope: request.organization)
        let start = try token.key(in: request.pageToken) ?? ""
        let home = try organization(request.organization, "organization", for: context.token)
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.integrations(of: home.id, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }
}
