// The levels an organization asks for: of its people's viewers, for each right, and of whoever starts an
// interaction with them. A command sets some and leaves the others.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerSettingsCalls(on source: Source) {
        source.command(SetRightsMatrixRequest.self) { try setRightsMatrix($0, $1) }
        source.command(SetInteractionFloorsRequest.self) { try setInteractionFloors($0, $1) }
    }

    private func setRightsMatrix(
        _ request: SetRightsMatrixRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try OrganizationSettings.check(request.minimums)
        let before = try organization(request.organization, "organization", for: turn.context.token)
        try requireMaySet(.defaultsManage, before, request.actor, request.expectedVersion)
        var after = before
        OrganizationSettings.set(request.minimums, in: &after)
        return reply(try change(before, after, turn))
    }

    private func setInteractionFloors(
        _ request: SetInteractionFloorsRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try OrganizationSettings.check(request.floors)
        let before = try organization(request.organization, "organization", for: turn.context.token)
        try requireMaySet(.defaultsManage, before, request.actor, request.expectedVersion)
        var after = before
        try OrganizationSettings.set(request.floors, in: &after)
        return reply(try change(before, after, turn))
    }

    /// Refuses who may not change settings of an organization, a stale version, and a suspended organization,
    /// in this order.
    ///
    /// - Throws: `permission-denied`, `conflict` or `failed-precondition`.
    func requireMaySet(
        _ capability: Capability, _ organization: Organization, _ actorID: String, _ expectedVersion: Int64
    ) throws {
        let actor = try actor(actorID)
        try actor.require(capability, in: organization)
        try requireVersion(
            expectedVersion, of: organization.version, "organization \(quoted(organization.id))")
        try actor.requireInService(organization)
    }
}
