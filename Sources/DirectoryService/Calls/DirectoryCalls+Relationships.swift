// What people set one another to. The owner decides, within what their organization lets its people do; the
// viewer may be anybody's.

import EntenteProtocol
import PlantedBugs
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerRelationshipCalls(on source: Source) {
        source.command(SetRelationshipRequest.self) { try setRelationship($0, $1) }
        source.query(RelationshipOptionsRequest.self) { try relationshipOptions($0, $1) }
        source.query(ListRelationshipsRequest.self) { try listRelationships($0, $1) }
    }

    // MARK: setting

    private func setRelationship(
        _ request: SetRelationshipRequest, _ turn: CommandTurn
    ) throws -> RelationshipReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try checkPair(request.owner, request.viewer)
        if let level = request.level { try LevelRules.check(level, "level", among: LevelRules.all) }
        let owner = try user(request.owner, "owner", for: turn.context.token)
        let viewer = try viewer(request.viewer)
        let before = try store.relationship(owner.id, viewer.id)
        let organization = try home(owner.organization)
        let actor = try actor(request.actor)
        try actor.require(.relationshipSetOwn, in: organization)
        try actor.requireSelf(owner, to: "set what others are to them")
        try requireVersion(
            request.expectedVersion, of: before?.version ?? 0,
            "the setting of \(quoted(owner.id)) for \(quoted(viewer.id))")
        try actor.requireInService(organization)
        let record = Record(turn)
        guard let level = request.level else { return try clear(before, owner, viewer, record) }
        try RelationshipRules.requireOffered(
            level, policy: organization.relationshipPolicy, base: base(owner, viewer))
        return try set(level, before, owner, viewer, record)
    }

    private func set(
        _ level: Level, _ before: Relationship?, _ owner: User, _ viewer: User, _ record: Record
    ) throws -> RelationshipReply {
        if let before, before.level == level { return reply(before) }
        if before == nil, try store.hasRelationships(Limits.relationshipCount, of: owner.id) {
            throw Failure.invalidArgument(
                "field `viewer`: \(quoted(owner.id)) has made \(Limits.relationshipCount) settings, "
                    + "which is the most; clear one first")
        }
        var after = nothing(owner, viewer)
        after.level = level
        after.version = try store.takeRelationshipVersion(of: owner.id)
        try store.put(after)
        record.relationship(from: before, to: after, of: owner.organization)
        return reply(after)
    }

    private func clear(
        _ before: Relationship?, _ owner: User, _ viewer: User, _ record: Record
    ) throws(DatabaseProblem) -> RelationshipReply {
        if let before {
            if isPlanted("a cleared setting stays in the table") { return reply(nothing(owner, viewer)) }
            try store.delete(before)
            record.relationshipDeleted(before, of: owner.organization)
        }
        return reply(nothing(owner, viewer))
    }

    /// What stands between two people where nothing is set.
    private func nothing(_ owner: User, _ viewer: User) -> Relationship {
        .with {
            $0.owner = owner.id
            $0.viewer = viewer.id
        }
    }

    private func reply(_ relationship: Relationship) -> RelationshipReply {
        .with { $0.relationship = relationship }
    }

    private func checkPair(_ owner: String, _ viewer: String) throws(Failure) {
        try Fields.checkID(owner, "owner")
        try Fields.checkID(viewer, "viewer")
        guard owner != viewer else {
            throw .invalidArgument("field `viewer`: \(quoted(viewer)) is the owner; nobody is set to oneself")
        }
    }

    /// The viewer a request names: anybody, whatever organization its token is bound to.
    private func viewer(_ id: String) throws -> User {
        guard let user = try store.user(id) else { throw Failure.unknown("user", id, "viewer") }
        return user
    }

    // MARK: reading

    private func relationshipOptions(
        _ request: RelationshipOptionsRequest, _ context: RequestContext
    ) throws -> RelationshipOptionsResponse {
        try checkPair(request.owner, request.viewer)
        let owner = try user(request.owner, "owner", for: context.token)
        let viewer = try viewer(request.viewer)
        let policy = try home(owner.organization).relationshipPolicy
        let base = try base(owner, viewer)
        let setting = try store.relationship(owner.id, viewer.id)
        return .with {
            $0.relationship = setting
            $0.base = base
            $0.levels = RelationshipRules.offered(policy: policy, base: base)
            $0.policy = policy
        }
    }

    /// What holds between two people without an individual setting and without a call.
    private func base(_ owner: User, _ viewer: User) throws(DatabaseProblem) -> Level {
        guard let location = try store.location(owner.location, of: owner.organization) else {
            throw .corrupt(message: "location `\(owner.location)` of `\(owner.organization)` is missing")
        }
        let teams = try store.teamLevels(of: viewer.id, toward: owner.id)
        let serverSide = RelationshipRules.serverSide(
            owner: owner, viewer: viewer, location: location, teams: teams)
        return RelationshipRules.base(owner: owner, serverSide: serverSide)
    }

    private func listRelationships(
        _ request: ListRelationshipsRequest, _ context: RequestContext
    ) throws -> ListRelationshipsResponse {
        let size = try Fields.pageSize(request.pageSize)
        try Fields.checkID(request.owner, "owner")
        let token = PageToken(method: context.method, scope: request.owner)
        let start = try token.key(in: request.pageToken) ?? ""
        let owner = try user(request.owner, "owner", for: context.token)
        let page = try gather(size, after: start, key: \.viewer) { (id, limit) throws(DatabaseProblem) in
            try store.relationships(of: owner.id, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.viewer }
        }
    }
}
