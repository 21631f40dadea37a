// How an organization's people share content, and what is shown of their synced mail and meetings: the
// enterprise administrator's alone.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerSharingCalls(on source: Source) {
        source.command(SetSharingPolicyRequest.self) { try setSharingPolicy($0, $1) }
        source.command(SetSyncedModeRequest.self) { try setSyncedMode($0, $1) }
        source.command(SetSyncedLimitsRequest.self) { try setSyncedLimits($0, $1) }
    }

    private func setSharingPolicy(
        _ request: SetSharingPolicyRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try OrganizationSettings.check(request)
        let before = try organization(request.organization, "organization", for: turn.context.token)
        try requireMaySet(.sharingManage, before, request.actor, request.expectedVersion)
        var after = before
        OrganizationSettings.set(request, in: &after)
        return reply(try change(before, after, turn))
    }

    private func setSyncedMode(
        _ request: SetSyncedModeRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkGiven(request.mode, "mode")
        if let onReturn = request.onReturn { try Fields.checkGiven(onReturn, "onReturn") }
        let before = try organization(request.organization, "organization", for: turn.context.token)
        try requireMaySet(.sharingManage, before, request.actor, request.expectedVersion)
        // Where `onReturn` belongs depends on the mode there is, which is nobody else's business.
        try OrganizationSettings.check(request.onReturn, from: before.syncedMode, to: request.mode)
        var after = before
        try OrganizationSettings.set(request.mode, onReturn: request.onReturn, in: &after)
        return reply(try change(before, after, turn))
    }

    private func setSyncedLimits(
        _ request: SetSyncedLimitsRequest, _ turn: CommandTurn
    ) throws -> OrganizationReply {
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkID(request.organization, "organization")
        let before = try organization(request.organization, "organization", for: turn.context.token)
        try requireMaySet(.sharingManage, before, request.actor, request.expectedVersion)
        var after = before
        after.mailBodies = request.mailBodies
        after.privateMeetings = request.privateMeetings
        return reply(try change(before, after, turn))
    }
}
