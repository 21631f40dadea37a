// Organizations are made, suspended and resumed by the operator; their own administrators change the rest.
// Switching Enterprise permissions takes an enterprise administrator: it decides what the other
// administrators may do.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerOrganizationCalls(on source: Source) {
        source.command(CreateOrganizationRequest.self) { try createOrganization($0, $1) }
        source.command(UpdateOrganizationRequest.self) { try updateOrganization($0, $1) }
        source.command(SuspendOrganizationRequest.self) { try setSuspended(true, $0, $1) }
        source.command(ResumeOrganizationRequest.self) { try setSuspended(false, $0, $1) }
        source.query(GetOrganizationRequest.self) { request, context in
            try Fields.checkID(request.id, "id")
            return try reply(organization(request.id, "id", for: context.token))
        }
        source.query(ListOrganizationsRequest.self) { try listOrganizations($0, $1) }
    }

    func reply(_ organization: Organization) -> OrganizationReply {
        .with { $0.organization = organization }
    }

    // MARK: making

    private func createOrganization(
        _ request: CreateOrganizationRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try checkNewID(request.id)
        try Fields.checkName(request.name, "name")
        try checkDomains(request.emailDomains)
        var organization = Organization()
        organization.id = newID(request.id, prefix: "org")
        organization.name = request.name
        organization.emailDomains = request.emailDomains
        organization.relationshipPolicy = .extendAndRestrict
        OrganizationSettings.start(&organization)
        organization.version = 1
        try turn.context.token.requireCovering(organization.id)
        try actor(request.actor).requireOperator(to: "make an organization")
        guard try store.organization(organization.id) == nil else {
            throw Failure.taken(organization.id, "id", by: "another organization")
        }
        try requireFreeDomains(of: organization)
        let location = LevelRules.startLocation(organization: organization.id)
        try store.insert(organization)
        try store.insert(location)
        let record = Record(turn)
        record.organization(from: nil, to: organization)
        record.location(from: nil, to: location)
        return reply(organization)
    }

    private func checkDomains(_ domains: [String]) throws(Failure) {
        try Fields.checkDomains(domains)
        var seen: Set<String> = []
        for (index, domain) in domains.enumerated() {
            guard seen.insert(EmailAddress.folded(domain)).inserted else {
                throw .invalidArgument("field `emailDomains[\(index)]`: \(quoted(domain)) is named twice")
            }
        }
    }

    private func requireFreeDomains(of organization: Organization) throws {
        for (index, domain) in organization.emailDomains.enumerated() {
            guard let holder = try store.organization(ofDomain: domain), holder != organization.id else {
                continue
            }
            throw Failure.taken(domain, "emailDomains[\(index)]", by: "another organization")
        }
    }

    // MARK: changing

    private func updateOrganization(
        _ request: UpdateOrganizationRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try check(request)
        let before = try organization(request.id, "id", for: turn.context.token)
        var after = before
        if let name = request.name { after.name = name }
        if let domains = request.emailDomains { after.emailDomains = domains.values }
        if let isOn = request.enterprisePermissions { after.enterprisePermissions = isOn }
        if let policy = request.relationshipPolicy { after.relationshipPolicy = policy }
        let actor = try actor(request.actor)
        try actor.requireAdministrator(of: before)
        if after.enterprisePermissions != before.enterprisePermissions {
            try actor.requireEnterpriseAdministrator(of: before, to: "switch Enterprise permissions")
        }
        try requireVersion(request.expectedVersion, of: before.version, "organization \(quoted(before.id))")
        try actor.requireInService(before)
        try requireFreeDomains(of: after)
        return reply(try change(before, after, turn))
    }

    private func check(_ request: UpdateOrganizationRequest) throws(Failure) {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        if let name = request.name { try Fields.checkName(name, "name") }
        if let domains = request.emailDomains { try checkDomains(domains.values) }
        if let policy = request.relationshipPolicy { try Fields.checkGiven(policy, "relationshipPolicy") }
    }

    private func setSuspended<Name: CallName>(
        _ suspended: Bool, _ request: OrganizationStep<Name>, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.id, "id")
        let before = try organization(request.id, "id", for: turn.context.token)
        try actor(request.actor).requireOperator(to: suspended ? "suspend it" : "resume it")
        try requireVersion(request.expectedVersion, of: before.version, "organization \(quoted(before.id))")
        guard before.suspended != suspended else {
            throw Failure.failedPrecondition(
                "organization \(quoted(before.id)) is \(suspended ? "suspended already" : "not suspended")",
                state: suspended ? "suspended" : "active")
        }
        var after = before
        after.suspended = suspended
        return reply(try change(before, after, turn))
    }

    /// Keeps what an organization has become; what is as it was leaves no trace.
    func change(
        _ before: Organization, _ after: Organization, _ turn: CommandTurn
    ) throws(DatabaseProblem) -> Organization {
        guard !isSame(before, after) else { return before }
        var after = after
        after.version += 1
        try store.update(after)
        Record(turn).organization(from: before, to: after)
        return after
    }

    // MARK: listing

    private func listOrganizations(
        _ request: ListOrganizationsRequest, _ context: RequestContext
    ) throws -> ListOrganizationsResponse {
        let size = try Fields.pageSize(request.pageSize)
        let token = PageToken(method: context.method, scope: context.token.organization ?? "")
        let start = try token.key(in: request.pageToken) ?? ""
        if let own = context.token.organization {
            let items = try store.organization(own).map { [$0] } ?? []
            return .with { $0.items = items }
        }
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.organizations(after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }
}
