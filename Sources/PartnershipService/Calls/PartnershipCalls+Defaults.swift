// Default tables: what an organization permits towards all it has no partnership in force with. Private to
// it.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    func offerDefaults() {
        source.query(GetDefaultsRequest.self) { [unowned self] request, context in
            try context.token.requireCovering(request.organization)
            try Fields.checkID(request.organization, "organization")
            try requireOrganization(request.organization)
            return reply(try store.defaults(of: request.organization))
        }
        source.command(SetDefaultsRequest.self) { [unowned self] request, turn in
            let patch = try checkForm(request, turn.context)
            try requireOrganization(request.organization)
            let acting = try acting(request.actor, for: request.organization, turn.context)
            try require(.defaultsManage, of: acting)
            return reply(try set(patch, request, acting, turn))
        }
    }

    private func checkForm(_ request: SetDefaultsRequest, _ context: RequestContext) throws(Failure)
        -> TermsPatch
    {
        try context.token.requireCovering(request.organization)
        try Fields.checkID(request.organization, "organization")
        try Fields.checkExpectedVersion(request.expectedVersion)
        return try TermsPatch(preset: request.preset, table: request.table, catalog)
    }

    /// Lays the patch over the table as it stands; one that changes nothing makes no version.
    private func set(
        _ patch: TermsPatch, _ request: SetDefaultsRequest, _ acting: Acting, _ turn: CommandTurn
    ) throws -> StoredDefaults {
        var defaults = try store.defaults(of: request.organization)
        guard request.expectedVersion == 0 || request.expectedVersion == defaults.version else {
            throw Failure.conflict(
                "the default table of \(quoted(request.organization)) is at version \(defaults.version) now; "
                    + "read it and try again",
                currentVersion: defaults.version)
        }
        try requireInService(acting)
        let before = reply(defaults).defaults
        let table = patch.applied(to: defaults.table)
        guard table != defaults.table else { return defaults }
        defaults.table = table
        defaults.version += 1
        try store.put(defaults)
        turn.note(
            in: request.organization, about: request.organization, from: before, to: reply(defaults).defaults)
        turn.emit { $0.defaults = table.fact(organization: request.organization) }
        return defaults
    }

    private func reply(_ defaults: StoredDefaults) -> DefaultsReply {
        .with { $0.defaults = defaults.told(catalog) }
    }
}
