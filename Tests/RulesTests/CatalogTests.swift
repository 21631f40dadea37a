import EntenteProtocol
import Rules
import Testing

@Suite struct CatalogTests {
    @Test(arguments: [
        (Int32(1), "calendar.preview", false), (2, "meeting.schedule", false), (3, "chat.start", true),
        (4, "workspace.add-member", true), (5, "workspace.transfer", true),
        (6, "workspace.coordinate", false),
    ])
    func theSixAreThere(code: Int32, name: String, askAllowed: Bool) throws {
        let interaction = try #require(InteractionCatalog.builtIn.interaction(code: code))
        #expect(interaction.name == name)
        #expect(interaction.askAllowed == askAllowed)
        #expect(!interaction.weCan.isEmpty && !interaction.theyCan.isEmpty && !interaction.category.isEmpty)
        #expect(InteractionCatalog.builtIn.interaction(named: name) == interaction)
    }

    @Test func nothingElseIsThere() {
        #expect(InteractionCatalog.builtIn.interactions.map(\.code) == [1, 2, 3, 4, 5, 6])
        #expect(InteractionCatalog.builtIn.interaction(named: "Chat.start") == nil)
        #expect(InteractionCatalog.builtIn.interaction(named: "") == nil)
        #expect(InteractionCatalog.builtIn.interaction(code: 7) == nil)
    }

    @Test func furtherOnesFillTheCatalogUpTo32() {
        var catalog = InteractionCatalog.builtIn
        while let code = catalog.nextCode {
            let added = catalog.add(interaction(code, "extra.\(code)"))
            #expect(added)
        }
        #expect(catalog.interactions.map(\.code) == Array(1...32))
        let added = catalog.add(interaction(33, "extra.33"))
        #expect(!added)
    }

    @Test func whatClashesIsNotAdded() {
        var catalog = InteractionCatalog.builtIn
        let clashes = [
            interaction(7, "chat.start"), interaction(3, "extra"), interaction(0, "extra"),
            interaction(7, ""),
        ]
        for clash in clashes {
            let added = catalog.add(clash)
            #expect(!added)
        }
        #expect(catalog == .builtIn)
    }

    @Test func theyStayInOrderHoweverTheyArrive() {
        let catalog = InteractionCatalog(BuiltIn.interactions.reversed())
        #expect(catalog == .builtIn)
        #expect(catalog.interactions.map(\.code) == [1, 2, 3, 4, 5, 6])
    }
}

/// An interaction registered later.
func interaction(_ code: Int32, _ name: String) -> Interaction {
    .with {
        $0.code = code
        $0.name = name
    }
}
