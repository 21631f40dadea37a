import EntenteProtocol
import Rules
import Testing

/// An entry that names what is given.
func entry(_ name: String, out: PermissionState? = nil, in incoming: PermissionState? = nil)
    -> PermissionEntry
{
    .with {
        $0.interaction = name
        $0.outgoing = out
        $0.incoming = incoming
    }
}

/// The failure that `body` throws.
func failure(_ body: () throws -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch {
        return error as? Failure
    }
}

@Suite struct TermsPatchTests {
    private let catalog = InteractionCatalog.builtIn

    @Test func whatIsNotNamedStays() throws {
        let patch = try TermsPatch(
            preset: nil, terms: [entry("chat.start", out: .deny), entry("calendar.preview", in: .allow)],
            catalog)
        let table = patch.applied(to: .start)
        #expect(table.outgoing == PermissionTable.start.outgoing.setting(3, to: .deny))
        #expect(table.incoming == PermissionTable.start.incoming.setting(1, to: .allow))
    }

    @Test func everyStateCanReplaceEveryOther() throws {
        let states: [PermissionState] = [.deny, .ask, .allow]
        for base in states {
            for state in states {
                let patch = try TermsPatch(
                    preset: nil, terms: [entry("chat.start", out: state, in: state)], catalog)
                let terms = Terms([(3, base)])
                let table = patch.applied(to: PermissionTable(incoming: terms, outgoing: terms))
                #expect(table.incoming[3] == state && table.outgoing[3] == state)
            }
        }
    }

    @Test func aPresetReplacesEverything() throws {
        let patch = try TermsPatch(preset: .limited, terms: [], catalog)
        let all = Terms(word: 0xAAAA_AAAA_AAAA_AAAA)
        let limited = try #require(Preset.limited.terms(catalog))
        #expect(
            patch.applied(to: PermissionTable(incoming: all, outgoing: all))
                == PermissionTable(incoming: limited, outgoing: limited))
        #expect(try TermsPatch(preset: .limited, table: [], catalog).applied(to: .denied) == .start)
    }

    @Test func namingNothingIsEmptyAndOnlyRefusedForADefaultTable() throws {
        #expect(try TermsPatch(preset: nil, terms: [], catalog).isEmpty)
        #expect(try !TermsPatch(preset: nil, terms: [entry("chat.start", in: .deny)], catalog).isEmpty)
        #expect(try !TermsPatch(preset: .restricted, terms: [], catalog).isEmpty)
        let refusal = failure { _ = try TermsPatch(preset: nil, table: [], catalog) }
        #expect(refusal?.code == .invalidArgument)
    }

    @Test(arguments: [
        ([entry("coffee.drink", out: .allow)], "field `terms[0]`: unknown interaction `coffee.drink`"),
        (
            [entry("chat.start", out: .deny), entry("chat.start", in: .deny)],
            "field `terms[1]`: `chat.start` is named twice"
        ),
        ([entry("chat.start")], "field `terms[0]`: give `outgoing` or `incoming` of `chat.start`, or both"),
        ([entry("chat.start", out: .unspecified)], "field `terms[0].outgoing`: say `deny`, `ask` or `allow`"),
        ([entry("chat.start", in: .unspecified)], "field `terms[0].incoming`: say `deny`, `ask` or `allow`"),
        (
            [entry("chat.start", out: .ask), entry("meeting.schedule", in: .ask)],
            "field `terms[1].incoming`: `meeting.schedule` cannot be `ask`; use `deny` or `allow`"
        ),
        (
            [entry("calendar.preview", out: .ask)],
            "field `terms[0].outgoing`: `calendar.preview` cannot be `ask`; use `deny` or `allow`"
        ),
        (
            [entry("workspace.coordinate", out: .ask)],
            "field `terms[0].outgoing`: `workspace.coordinate` cannot be `ask`; use `deny` or `allow`"
        ),
    ])
    func malformedEntriesAreNamed(entries: [PermissionEntry], message: String) {
        let refusal = failure { _ = try TermsPatch(preset: nil, terms: entries, InteractionCatalog.builtIn) }
        #expect(refusal == .invalidArgument(message))
    }

    @Test func presetsThatCannotBeAskedForAreNamed() {
        for preset in [Preset.custom, .unspecified] {
            let refusal = failure { _ = try TermsPatch(preset: preset, terms: [], catalog) }
            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.message.contains("`\(preset.name)`") == true)
        }
        let both = failure {
            _ = try TermsPatch(preset: .full, terms: [entry("chat.start", out: .deny)], catalog)
        }
        #expect(both == .invalidArgument("give either `preset` or `terms`, not both"))
        let table = failure {
            _ = try TermsPatch(preset: .full, table: [entry("chat.start", out: .deny)], catalog)
        }
        #expect(table == .invalidArgument("give either `preset` or `table`, not both"))
    }

    @Test func anInteractionRegisteredLaterCanBeNamed() throws {
        var wider = catalog
        wider.add(interaction(32, "file.share"))
        let patch = try TermsPatch(preset: nil, terms: [entry("file.share", out: .allow)], wider)
        #expect(patch.applied(to: .denied).outgoing[32] == .allow)
        #expect(patch.applied(to: .denied).entries(wider).last == entry("file.share", out: .allow, in: .deny))
    }
}
