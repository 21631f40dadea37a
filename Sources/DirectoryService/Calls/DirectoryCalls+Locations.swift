// Every organization keeps its location `default`, and any that people are in, deactivated ones included:
// they may come back.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerLocationCalls(on source: Source) {
        source.command(CreateLocationRequest.self) { try createLocation($0, $1) }
        source.command(UpdateLocationRequest.self) { try updateLocation($0, $1) }
        source.command(DeleteLocationRequest.self) { try deleteLocation($0, $1) }
        source.query(ListLocationsRequest.self) { try listLocations($0, $1) }
    }

    private func reply(_ location: Location) -> LocationReply { .with { $0.location = location } }

    private func createLocation(_ request: CreateLocationRequest, _ turn: CommandTurn) throws -> LocationReply
    {
        try checkNewID(request.id)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkName(request.name, "name")
        var location = Location()
        location.organization = request.organization
        location.id = newID(request.id, prefix: "loc")
        location.name = request.name
        location.fromSameLocation = request.fromSameLocation
        location.fromOtherLocations = request.fromOtherLocations
        location.fromOutside = request.fromOutside
        location.version = 1
        try LevelRules.check(location)
        let organization = try organization(request.organization, "organization", for: turn.context.token)
        let actor = try actor(request.actor)
        try actor.require(.locationManage, in: organization)
        try actor.requireInService(organization)
        guard try store.location(location.id, of: organization.id) == nil else {
            throw Failure.taken(location.id, "id", by: "another location of the organization")
        }
        try store.insert(location)
        Record(turn).location(from: nil, to: location)
        return reply(location)
    }

    private func updateLocation(_ request: UpdateLocationRequest, _ turn: CommandTurn) throws -> LocationReply
    {
        try check(request)
        let token = turn.context.token
        let organization = try organization(request.organization, "organization", for: token)
        let before = try location(request.id, of: organization)
        var after = before
        if let name = request.name { after.name = name }
        if let level = request.fromSameLocation { after.fromSameLocation = level }
        if let level = request.fromOtherLocations { after.fromOtherLocations = level }
        if let level = request.fromOutside { after.fromOutside = level }
        let actor = try actor(request.actor)
        try actor.require(.locationManage, in: organization)
        try requireVersion(request.expectedVersion, of: before.version, "location \(quoted(before.id))")
        try actor.requireInService(organization)
        guard !isSame(before, after) else { return reply(before) }
        after.version += 1
        try store.update(after)
        Record(turn).location(from: before, to: after)
        return reply(after)
    }

    private func check(_ request: UpdateLocationRequest) throws(Failure) {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkID(request.id, "id")
        if let name = request.name { try Fields.checkName(name, "name") }
        if let level = request.fromSameLocation {
            try LevelRules.check(level, "fromSameLocation", among: LevelRules.inside)
        }
        if let level = request.fromOtherLocations {
            try LevelRules.check(level, "fromOtherLocations", among: LevelRules.inside)
        }
        if let level = request.fromOutside {
            try LevelRules.check(level, "fromOutside", among: LevelRules.outside)
        }
    }

    private func deleteLocation(_ request: DeleteLocationRequest, _ turn: CommandTurn) throws -> LocationReply
    {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkID(request.id, "id")
        let token = turn.context.token
        let organization = try organization(request.organization, "organization", for: token)
        let location = try location(request.id, of: organization)
        let actor = try actor(request.actor)
        try actor.require(.locationManage, in: organization)
        try requireVersion(request.expectedVersion, of: location.version, "location \(quoted(location.id))")
        try actor.requireInService(organization)
        guard location.id != LevelRules.defaultLocation else {
            throw Failure.failedPrecondition("location `default` cannot be deleted", state: "default")
        }
        guard try !store.isInUse(location) else {
            throw Failure.failedPrecondition(
                "location \(quoted(location.id)) has people in it; move them first", state: "in-use")
        }
        try store.delete(location)
        Record(turn).locationDeleted(location)
        return reply(location)
    }

    private func location(_ id: String, of organization: Organization) throws -> Location {
        guard let location = try store.location(id, of: organization.id) else {
            throw Failure.notFound(
                "field `id`: organization \(quoted(organization.id)) has no location \(quoted(id))")
        }
        return location
    }

    private func listLocations(
        _ request: ListLocationsRequest, _ context: RequestContext
    ) throws -> ListLocationsResponse {
        let size = try Fields.pageSize(request.pageSize)
        try Fields.checkID(request.organization, "organization")
        let token = PageToken(method: context.method, scope: request.organization)
        let start = try token.key(in: request.pageToken) ?? ""
        let home = try organization(request.organization, "organization", for: context.token)
        let page = try gather(size, after: start, key: \.id) { (id, limit) throws(DatabaseProblem) in
            try store.locations(of: home.id, after: id, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { $0.id }
        }
    }
}
