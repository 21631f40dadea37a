import EntenteProtocol
import Rules
import Testing

@Suite struct PresetTests {
    private let catalog = InteractionCatalog.builtIn

    @Test(arguments: [
        (Int32(1), PermissionState.deny, PermissionState.deny), (2, .allow, .allow), (3, .ask, .allow),
        (4, .ask, .allow), (5, .ask, .deny), (6, .allow, .allow),
    ])
    func aNewOrganizationStartsWithThisTable(
        code: Int32, incoming: PermissionState, outgoing: PermissionState
    ) {
        #expect(PermissionTable.start.incoming[code] == incoming)
        #expect(PermissionTable.start.outgoing[code] == outgoing)
    }

    @Test(arguments: [
        (Preset.full, [PermissionState.allow, .allow, .allow, .allow, .allow, .allow]),
        (.limited, [.deny, .allow, .ask, .ask, .deny, .allow]),
        (.restricted, [.deny, .allow, .ask, .deny, .deny, .deny]),
    ])
    func presetsAsTerms(preset: Preset, states: [PermissionState]) throws {
        let terms = try #require(preset.terms(catalog))
        #expect((Int32(1)...6).map { terms[$0] } == states)
        #expect(Preset(ofTerms: AgreedTerms(forward: terms, backward: terms), catalog) == preset)
    }

    @Test func presetsAsDefaultTables() throws {
        #expect(Preset.limited.table(catalog) == .start)
        for preset in [Preset.full, .restricted] {
            let terms = try #require(preset.terms(catalog))
            #expect(preset.table(catalog) == PermissionTable(incoming: terms, outgoing: terms))
        }
        for preset in Preset.settable {
            #expect(Preset(ofDefaults: try #require(preset.table(catalog)), catalog) == preset)
        }
    }

    @Test func customIsANameAndNoSet() throws {
        #expect(Preset.custom.terms(catalog) == nil)
        #expect(Preset.custom.table(catalog) == nil)
        #expect(Preset.unspecified.terms(catalog) == nil)
        #expect(Preset.custom.described(catalog) == nil)
        #expect(Preset(ofDefaults: .denied, catalog) == .custom)
        let full = try #require(Preset.full.terms(catalog))
        let limited = try #require(Preset.limited.terms(catalog))
        #expect(Preset(ofTerms: AgreedTerms(forward: full, backward: limited), catalog) == .custom)
    }

    @Test func onlyFullAllowsWhatIsRegisteredLater() throws {
        var wider = catalog
        wider.add(interaction(7, "file.share"))
        #expect(try #require(Preset.full.terms(wider))[7] == .allow)
        #expect(try #require(Preset.full.terms(catalog))[7] == .deny)
        #expect(try #require(Preset.limited.table(wider)).incoming[7] == .deny)
        #expect(try #require(Preset.restricted.terms(wider))[7] == .deny)
    }

    @Test func aPresetIsDescribedWithAnEntryForEveryInteraction() throws {
        let described = try #require(Preset.limited.described(catalog))
        #expect(described.terms.count == 6 && described.table.count == 6)
        #expect(described.table[2].incoming == .ask && described.table[2].outgoing == .allow)
        #expect(described.terms[2].incoming == .ask && described.terms[2].outgoing == .ask)
    }
}
