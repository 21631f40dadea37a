import EntenteProtocol
import TestSupport
import Testing

/// The catalog, the presets and the default tables.
@Suite struct DefaultsTests {
    @Test func theCatalogHasTheSixInteractions() throws {
        let world = try World()
        let items = try world.call(ListInteractionsRequest()).items
        #expect(items.map(\.code) == [1, 2, 3, 4, 5, 6])
        #expect(
            items.map(\.name) == [
                "calendar.preview", "meeting.schedule", "chat.start", "workspace.add-member",
                "workspace.transfer",
                "workspace.coordinate",
            ])
        #expect(items.filter(\.askAllowed).map(\.code) == [3, 4, 5])
        #expect(items.allSatisfy { !$0.weCan.isEmpty && !$0.theyCan.isEmpty })
    }

    @Test func thePresetsAreListed() throws {
        let world = try World()
        let items = try world.call(ListPresetsRequest()).items
        #expect(items.map(\.preset) == [.full, .limited, .restricted])
        #expect(items[1].terms.states("chat.start") == "ask/ask")
        #expect(items[1].table.states("chat.start") == "allow/ask")
        #expect(items[2].terms.states("workspace.coordinate") == "deny/deny")
    }

    @Test func aNewOrganizationStartsWithLimited() throws {
        let world = try World()
        let defaults = try world.defaults(of: "alpha")
        #expect(defaults.preset == .limited && defaults.version == 1 && defaults.organization == "alpha")
        #expect(defaults.table.states("workspace.add-member") == "allow/ask")
        #expect(defaults.table.states("workspace.transfer") == "deny/ask")
        #expect(defaults.table.states("calendar.preview") == "deny/deny")
        #expect(defaults.table.count == 6)
    }

    @Test func whatIsNotNamedStaysAndWhatChangesNothingMakesNoVersion() throws {
        let world = try World()
        let changed = try world.setDefaults(
            of: "alpha", by: "ada", table: [entry("workspace.transfer", in: .deny)], version: 1)
        #expect(changed.version == 2 && changed.preset == .custom)
        #expect(changed.table.states("workspace.transfer") == "deny/deny")
        #expect(changed.table.states("chat.start") == "allow/ask")
        let position = world.seen
        #expect(
            try world.setDefaults(of: "alpha", by: "ada", table: [entry("chat.start", out: .allow)]).version
                == 2)
        #expect(world.seen == position)
        #expect(try world.setDefaults(of: "alpha", by: "ada", preset: .full).preset == .full)
        #expect(try world.setDefaults(of: "alpha", by: "", preset: .limited).version == 4)
        #expect(try world.defaults(of: "beta").version == 1)
    }

    @Test func badTablesAreRefused() throws {
        let world = try World()
        func refused(
            _ code: FailureCode, by actor: String = "ada", of organization: String = "alpha",
            preset: Preset? = nil,
            _ table: [PermissionEntry] = [], version: Int64 = 0, location: SourceLocation = #_sourceLocation
        ) throws {
            try world.refused(code, location: location) { () throws(Failure) in
                try world.setDefaults(
                    of: organization, by: actor, preset: preset, table: table, version: version)
            }
            #expect(try world.defaults(of: "alpha").version == 1, sourceLocation: location)
        }
        let good = [entry("chat.start", out: .deny)]
        try refused(.invalidArgument, [entry("meeting.schedule", in: .ask)])
        try refused(.invalidArgument, [entry("no.such", in: .allow)])
        try refused(.invalidArgument, preset: .full, good)
        try refused(.invalidArgument, preset: .custom)
        try refused(.invalidArgument)
        try refused(.permissionDenied, by: "amy", good)
        try refused(.permissionDenied, by: "bob", good)
        try refused(.notFound, of: "omega", good)
        try refused(.conflict, good, version: 7)
        try world.suspend("alpha")
        try refused(.failedPrecondition, good)
        try refused(.conflict, good, version: 7)
    }
}
