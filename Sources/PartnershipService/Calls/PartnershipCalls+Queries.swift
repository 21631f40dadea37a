// Reading partnerships. Everything is told from a side: the one asked for, the one the token is bound to, or
// else the one that proposed.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    func offerQueries() {
        source.query(GetPartnershipRequest.self) { [unowned self] request, context in
            let (partnership, side) = try find(request.partnership, seenBy: request.organization, context)
            return reply(partnership, to: side)
        }
        source.query(FindPartnershipRequest.self) { [unowned self] request, context in
            try find(request, context)
        }
        source.query(ListPartnershipsRequest.self) { [unowned self] request, context in
            try list(request, context)
        }
        source.query(PartnershipHistoryRequest.self) { [unowned self] request, context in
            try history(request, context)
        }
    }

    /// A partnership and the side to tell it from.
    private func find(
        _ id: String, seenBy organization: String, _ context: RequestContext
    ) throws -> (StoredPartnership, Side) {
        if !organization.isEmpty {
            try context.token.requireCovering(organization)
            try Fields.checkID(organization, "organization")
        }
        try Fields.checkID(id, "partnership")
        let partnership = try requirePartnership(id)
        let viewer = organization.isEmpty ? context.token.organization : organization
        guard let viewer else { return (partnership, .first) }
        return (partnership, try side(of: viewer, in: partnership))
    }

    private func find(_ request: FindPartnershipRequest, _ context: RequestContext) throws -> PartnershipReply
    {
        try context.token.requireCovering(request.organization)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkID(request.with, "with")
        guard request.organization != request.with else {
            throw Failure.invalidArgument("field `with`: an organization has no partnership with itself")
        }
        try requireOrganization(request.organization)
        try requireOrganization(request.with, "with")
        let found = try store.livePartnership(of: request.organization, and: request.with)
        guard let found, let side = found.life.side(of: request.organization) else {
            throw Failure.notFound(
                "\(quoted(request.organization)) and \(quoted(request.with)) have no live partnership")
        }
        return reply(found, to: side)
    }

    private func list(
        _ request: ListPartnershipsRequest, _ context: RequestContext
    ) throws -> ListPartnershipsResponse {
        try context.token.requireCovering(request.organization)
        try Fields.checkID(request.organization, "organization")
        let size = try Fields.pageSize(request.pageSize)
        let token = PageToken(method: context.method, scope: request.organization)
        let start = try token.key(in: request.pageToken) ?? ""
        try requireOrganization(request.organization)
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.partnerships(of: request.organization, request.filter, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things.compactMap { partnership in
                partnership.life.side(of: request.organization).map { told(partnership, to: $0) }
            }
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }

    private func history(
        _ request: PartnershipHistoryRequest, _ context: RequestContext
    ) throws -> PartnershipHistoryResponse {
        let size = try Fields.pageSize(request.pageSize)
        let token = PageToken(method: context.method, scope: request.partnership)
        let after = try token.number(in: request.pageToken) ?? 0
        let (partnership, side) = try find(request.partnership, seenBy: request.organization, context)
        let page = try gather(size, after: after, key: \.version) {
            (version, limit) throws(DatabaseProblem) in
            try store.history(of: partnership.id, after: version, limit: limit)
        }
        return .with {
            $0.items = page.things.map { $0.told(to: side, catalog) }
            $0.nextPageToken = page.next(token) { "\($0.version)" }
        }
    }
}
