import EntenteProtocol
import Rules
import Testing

/// What an operator may add to the catalog, and what it is called there.
@Suite struct RegistrationTests {
    @Test func aRegisteredInteractionGetsTheNextCodeAndSentencesOfItsName() throws {
        var catalog = InteractionCatalog.builtIn
        let registered = try catalog.register(Interaction(request("file.share", "file", ask: true)))
        #expect(registered.code == 7 && registered.name == "file.share")
        #expect(registered.category == "file" && registered.askAllowed)
        #expect(registered.weCan == "Take part in `file.share` started by them")
        #expect(registered.theyCan == "Take part in `file.share` started by us")
        #expect(catalog.interaction(code: 7) == registered)
        #expect(try catalog.register(Interaction(request("file.read", "file"))).code == 8)
    }

    @Test(arguments: [
        ("", "file", "name"), ("a.", "file", "name"), ("fileshare", "file", "name"),
        ("file.share.now", "file", "name"), ("File.share", "file", "name"), ("file.2share", "file", "name"),
        ("file share.x", "file", "name"), ("presence.set", "presence", "name"),
        ("a." + String(repeating: "b", count: 63), "file", "name"), ("file.share", "", "category"),
        ("file.share", "  ", "category"), ("file.share", "fi\nle", "category"),
        ("file.share", "\u{202E}file", "category"),
        ("file.share", String(repeating: "x", count: 65), "category"),
    ])
    func whatIsMalformedIsRefusedByField(name: String, category: String, field: String) {
        let refusal = failure { _ = try Interaction(request(name, category)) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix("field `\(field)`: ") == true, "\(refusal?.message ?? "")")
    }

    @Test func theLongestOfBothIsPossible() {
        let name = "a." + String(repeating: "b", count: 62)
        #expect(failure { _ = try Interaction(request(name, String(repeating: "é", count: 32))) } == nil)
    }

    @Test(arguments: ["chat.start", "workspace.transfer"])
    func aNameThatIsTakenIsRefused(name: String) throws {
        var catalog = InteractionCatalog.builtIn
        let again = try Interaction(request(name, "again"))
        #expect(failure { _ = try catalog.register(again) }?.code == .alreadyExists)
        #expect(catalog == .builtIn)
    }

    @Test func theThirtyThirdIsRefusedByField() throws {
        var catalog = InteractionCatalog.builtIn
        for number in 7...32 {
            #expect(try catalog.register(Interaction(request("extra.n\(number)", "x"))).code == number)
        }
        let before = catalog
        let refusal = failure { _ = try catalog.register(Interaction(request("extra.n33", "x"))) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.contains("`name`") == true && refusal?.message.contains("32") == true)
        #expect(
            failure { _ = try catalog.register(Interaction(request("extra.n7", "x"))) }?.code
                == .alreadyExists)
        #expect(catalog == before)
    }

    /// Whatever equals no preset is custom: also what was *full* while there was less to allow.
    @Test func whatWasFullIsCustomOnceThereIsMoreToAllow() throws {
        let full = try #require(Preset.full.terms(.builtIn))
        let agreed = AgreedTerms(forward: full, backward: full)
        let table = PermissionTable(incoming: full, outgoing: full)
        var wider = InteractionCatalog.builtIn
        _ = try wider.register(Interaction(request("file.share", "file")))
        #expect(Preset(ofTerms: agreed, .builtIn) == .full && Preset(ofTerms: agreed, wider) == .custom)
        #expect(Preset(ofDefaults: table, wider) == .custom)
        for preset in [Preset.limited, .restricted] {
            let terms = try #require(preset.terms(.builtIn))
            #expect(Preset(ofTerms: AgreedTerms(forward: terms, backward: terms), wider) == preset)
            #expect(Preset(ofDefaults: try #require(preset.table(.builtIn)), wider) == preset)
        }
        let patch = try TermsPatch(preset: nil, terms: [entry("file.share", out: .allow, in: .allow)], wider)
        let mended = AgreedTerms(patch.applied(to: agreed.seen(from: .first)), seenFrom: .first)
        #expect(Preset(ofTerms: mended, wider) == .full)
        let asks = failure {
            _ = try TermsPatch(preset: nil, terms: [entry("file.share", out: .ask)], wider)
        }
        #expect(asks?.code == .invalidArgument)
    }

    private func request(_ name: String, _ category: String, ask: Bool = false) -> RegisterInteractionRequest
    {
        .with {
            $0.name = name
            $0.category = category
            $0.askAllowed = ask
        }
    }
}
