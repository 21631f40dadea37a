// The page of the rules, table by table and cell by cell, against what the rules do. Who changes one without
// the other is told which cell.

import EntenteProtocol
import Rules
import TestSupport
import Testing

@Suite("The page of the rules")
struct RulePageTests {
    private let page: RulePage

    init() throws { page = try RulePage() }

    @Test func `has no table that is held to nothing`() {
        let known = [
            ["code", "name", "actor → target"], ["interaction", "incoming", "outgoing"],
            ["preset", "as terms, both directions", "as a default table"], ["request", "base"],
            ["state", "command", "by"], ["when", "what"], ["refusal", "code"],
            ["capability", "member", "admin"], ["#", "condition", "verdict"], ["where", "levels possible"],
            ["code", "right", "minimum"], ["asked for", "answer"], ["type", "seen by"],
        ]
        #expect(page.heads.map { Array($0.prefix(3)) } == known)
    }

    @Test func `has every interaction, as the catalog has it`() throws {
        let rows = try page.rows("code", "name", "actor → target")
        #expect(rows.count == BuiltIn.interactions.count)
        for (row, interaction) in zip(rows, BuiltIn.interactions) {
            #expect(row[0] == "\(interaction.code)")
            #expect(RulePage.bare(row[1]) == interaction.name)
            #expect(row[3] == (interaction.askAllowed ? "yes" : "no"), "\(interaction.name)")
            #expect(row[4] == interaction.weCan && row[5] == interaction.theyCan, "\(interaction.name)")
        }
    }

    @Test func `has the default table of a new organization`() throws {
        let shown = try page.rows("interaction", "incoming", "outgoing").map { $0.map(RulePage.bare) }
        let held = PermissionTable.start.entries(.builtIn).map {
            [$0.interaction, $0.incoming?.name ?? "", $0.outgoing?.name ?? ""]
        }
        #expect(shown == held)
    }

    @Test func `has every preset, as terms and as a table`() throws {
        let rows = try page.rows("preset", "as terms, both directions")
        #expect(rows.map { $0[0] } == Preset.settable.map(\.name) + ["custom"])
        for row in rows.dropLast() {
            let preset = try #require(Preset(name: row[0]))
            let terms = try #require(preset.terms(.builtIn))
            #expect(Self.states(row[1]) == terms, "\(row[0])")
            let table =
                row[2] == "the table above"
                ? PermissionTable.start
                : PermissionTable(incoming: terms, outgoing: terms)
            #expect(preset.table(.builtIn) == table, "\(row[0])")
        }
        #expect(
            rows.last == ["custom", "never asked for: the name of whatever equals none of these", "likewise"])
        #expect(Preset.custom.terms(.builtIn) == nil && Preset.custom.table(.builtIn) == nil)
        #expect(Preset(ofDefaults: .denied, .builtIn) == .custom)
    }

    /// The terms that a cell such as `meeting allow, chat ask, the rest deny` means.
    private static func states(_ cell: String) -> Terms {
        var terms = Terms.denied
        for interaction in BuiltIn.interactions {
            let words = Set(interaction.name.split { ".-".contains($0) }.map(String.init))
            let named = cell.matches(of: #/([a-z-]+) (allow|ask|deny)/#).last { match in
                let word = String(match.output.1)
                return words.contains(word) || interaction.name.hasSuffix("." + word)
            }
            let state = named.flatMap { PermissionState(name: String($0.output.2)) }
            let rest: PermissionState = cell.hasPrefix("allow everything") ? .allow : .deny
            terms = terms.setting(interaction.code, to: state ?? rest)
        }
        return terms
    }

    @Test func `has what every role may do`() throws {
        let roles: [Role] = [.member, .admin, .enterpriseAdmin]
        var seen: [String] = []
        for row in try page.rows("capability") {
            for name in RulePage.words(row[0]) {
                let capability = try #require(Capability(rawValue: name), "\(name)")
                seen.append(name)
                for (cell, role) in zip(row.dropFirst(), roles) {
                    let on = capability.isHeld(by: role, enterprisePermissions: true)
                    let off = capability.isHeld(by: role, enterprisePermissions: false)
                    let shown = off ? (on ? "yes" : "unless Enterprise permissions are on") : ""
                    #expect(cell == shown, "`\(name)` of \(role.name)")
                }
            }
        }
        #expect(seen.sorted() == Capability.allCases.map(\.rawValue).sorted())
    }

    @Test func `has every right, with what it takes`() throws {
        var seen: [Right] = []
        for row in try page.rows("code", "right", "minimum") {
            for part in [row[0...2], row[3...5]] {
                let cells = Array(part)
                let name = try #require(RulePage.words(cells[1]).first)
                let right = try #require(Right(name: name))
                seen.append(right)
                #expect(cells[0] == "\(right.code)")
                #expect(cells[1].hasSuffix("†") == right.isSameOrganizationOnly, "\(right.name)")
                #expect(cells[2] == right.startMinimum.name, "\(right.name)")
            }
        }
        #expect(seen.sorted { $0.code < $1.code } == Right.allCases)
    }

    @Test func `has the levels in order, and where each may be set`() throws {
        let text = try #require(Repository.text("deploy/RULES.md"))
        #expect(text.contains("`\(LevelRules.all.map(\.name).joined(separator: " < "))`"))
        let cells = try page.rows("where", "levels possible").map { $0[1] }
        #expect(cells.count == 4)
        #expect(cells[0] == "all" && LevelRules.all.count == 9)
        #expect(cells[1].hasPrefix("all but the two forwarding ones"))
        #expect(
            LevelRules.inside == LevelRules.all.filter { ![.forwardingParticipant, .forwarder].contains($0) })
        #expect(cells[2] == LevelRules.outside.map(\.name).joined(separator: ", "))
        #expect(cells[3] == "all but blocked")
        #expect(LevelRules.team == LevelRules.all.filter { $0 != .blocked })
        let start = LevelRules.startLocation(organization: "acme")
        let levels = [start.fromSameLocation, start.fromOtherLocations, start.fromOutside].map(\.name)
        #expect(text.contains("the location `default` (\(levels.joined(separator: ", ")))"))
    }

    @Test func `has how content is shared`() throws {
        let rows = try page.rows("asked for", "answer")
        #expect(rows.count == 6)
        let strict = SharingPolicy.with {
            $0.offered = [.onlyYou]
            $0.fallback = .everyone
        }
        func ruling(
            _ origin: ContentOrigin, _ option: SharingOption?, earlier: SharingOption? = nil
        ) -> SharingRuling {
            SharingRules.ruling(SharingQuestion(origin: origin, option: option, earlier: earlier), strict)
        }
        #expect(rows[0][1] == "the option it had")
        #expect(ruling(.user, nil, earlier: .everyone) == .option(.everyone))
        #expect(rows[1][1] == "`everyone`, whatever is asked for")
        #expect(ruling(.api, .onlyYou) == .option(.everyone))
        #expect(rows[2][1] == "taken, also where it is offered no longer")
        #expect(ruling(.user, .everyone, earlier: .everyone) == .option(.everyone))
        #expect(rows[3][1] == "taken if it is offered; else refused, naming those that are")
        #expect(ruling(.user, .onlyYou) == .option(.onlyYou) && ruling(.user, .everyone) == .notOffered)
        #expect(rows[4][1] == "the fallback, whether or not it is offered")
        for origin in [ContentOrigin.noteImport, .fileUpload, .reminderTrigger, .mailBot] {
            #expect(ruling(origin, nil) == .option(.everyone))
        }
        #expect(rows[5][1] == "`only-you`")
        #expect(ruling(.user, nil) == .option(.onlyYou))
    }
}
