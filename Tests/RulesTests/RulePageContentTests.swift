// The table of who sees what on the page of the rules: each cell is held to what its own people see.

import EntenteProtocol
import Rules
import Testing

@Suite("Who sees what on the page of the rules")
struct RulePageContentTests {
    /// ann writes, bob is in her team, cid is named, dan is in the team named, eve is the enterprise
    /// administrator and adam an administrator; max is of another organization.
    private static func world(_ mode: SyncedMode) -> ContentTable {
        var world = ContentTable()
        for id in ["ann", "bob", "cid", "dan"] { world.add(id) }
        world.add("eve", .enterpriseAdmin)
        world.add("adam", .admin)
        world.add("max", of: "bolt", .enterpriseAdmin)
        world.teams = ["hers": ["ann": .showAll, "bob": .showAll], "named": ["dan": .showAll]]
        world.synced["acme"] = SyncedSettings(mode: mode, mailBodies: true, privateMeetings: true)
        return world
    }

    private static let house = ["adam", "ann", "bob", "cid", "dan", "eve"]

    private func seers(
        _ type: ContentType, _ sharing: SharingOption = .onlyYou, mode: SyncedMode = .everyone,
        _ fill: (inout ContentItem) -> Void = { _ in }
    ) -> [String] {
        let item = ContentItem.with {
            $0.contentType = type
            $0.author = "ann"
            $0.sharing = sharing
            fill(&$0)
        }
        let world = Self.world(mode)
        return world.people.keys.filter { world.ruling($0, item).disclosure == .full }.sorted()
    }

    @Test func `each row lets in whom it names, and nobody else`() throws {
        let rows = try RulePage().rows("type", "seen by")
        #expect(rows.count == 5)
        expectSharing(rows[0])
        expectMeetingNotes(rows[1])

        #expect(rows[2] == ["`logged-interaction`, `only-you`", "also its participants"])
        #expect(seers(.loggedInteraction) { $0.participants = ["cid", "max"] } == ["ann", "cid"])
        #expect(seers(.loggedInteraction, .teamsAndUsers) { $0.participants = ["cid"] } == ["ann"])

        #expect(rows[3] == ["`reminder`, `only-you`", "also its assignee"])
        #expect(seers(.reminder) { $0.assignee = "cid" } == ["ann", "cid"])
        #expect(seers(.reminder, .teamsAndUsers) { $0.assignee = "cid" } == ["ann"])
        expectLists(rows[4])
    }

    private func expectSharing(_ row: [String]) {
        #expect(
            row == [
                "all but synced mail and meetings",
                "the author; with `everyone` the whole organization; with `teams-and-users` the users named "
                    + "and members of the teams named",
            ])
        for type in ContentType.allCases where type != .unspecified && !type.isSynced {
            let always = type == .list ? ["ann", "eve"] : ["ann"]
            let names = { (item: inout ContentItem) in
                item.users = ["cid", "max"]
                item.teams = ["named"]
            }
            #expect(seers(type, .onlyYou, names) == always, "\(type)")
            #expect(seers(type, .teamsAndUsers, names) == (always + ["cid", "dan"]).sorted(), "\(type)")
            #expect(seers(type, .everyone, names) == Self.house, "\(type)")
        }
    }

    private func expectMeetingNotes(_ row: [String]) {
        #expect(
            row == [
                "`meeting-note`, `only-you`",
                "also the meeting's participants; in mode `teams-only` an author who took no part keeps it "
                    + "only while sharing a team with a participant",
            ])
        for mode in [SyncedMode.everyone, .teamsOnly] {
            #expect(seers(.meetingNote, mode: mode) { $0.participants = ["ann", "cid"] } == ["ann", "cid"])
            #expect(seers(.meetingNote, mode: mode) { $0.participants = ["bob"] } == ["ann", "bob"])
            let shared = seers(.meetingNote, .teamsAndUsers, mode: mode) { $0.participants = ["cid"] }
            #expect(shared == ["ann"], "somebody is named: participants are not let in, the author stays")
        }
        let stranger = { (item: inout ContentItem) in item.participants = ["cid"] }
        #expect(seers(.meetingNote, mode: .everyone, stranger) == ["ann", "cid"])
        #expect(seers(.meetingNote, mode: .teamsOnly, stranger) == ["cid"])
    }

    private func expectLists(_ row: [String]) {
        #expect(
            row == [
                "`list`",
                "also every enterprise administrator, and whoever holds a grant, whatever the sharing; the "
                    + "role is the highest of owner (author, enterprise administrator), the grants, and viewer",
            ])
        for sharing in [SharingOption.onlyYou, .teamsAndUsers, .everyone] {
            let item = ContentItem.with {
                $0.contentType = .list
                $0.author = "ann"
                $0.sharing = sharing
                $0.grants = [
                    .with { ($0.user, $0.role) = ("bob", .viewer) },
                    .with { ($0.team, $0.role) = ("hers", .editor) },
                    .with { ($0.team, $0.role) = ("named", .viewer) },
                    .with { ($0.user, $0.role) = ("eve", .viewer) },
                ]
            }
            let world = Self.world(.everyone)
            let roles = ["ann", "bob", "cid", "dan", "eve"].map { world.ruling($0, item).role }
            let unnamed: ListRole? = sharing == .everyone ? .viewer : nil
            #expect(roles == [.owner, .editor, unnamed, .viewer, .owner], "\(sharing)")
            #expect(world.ruling("max", item).disclosure == .none)
        }
    }
}
