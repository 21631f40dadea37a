import EntenteProtocol
import Rules
import TestSupport
import Testing

@Suite struct ContentRulesTests {
    /// ann and ben are in red, ben and cid in blue; eve is the enterprise administrator, dan nobody special;
    /// max is of another organization, where his team is.
    private let world: ContentTable = {
        var world = ContentTable()
        for id in ["ann", "ben", "cid", "dan"] { world.add(id) }
        world.add("eve", .enterpriseAdmin)
        world.add("adam", .admin)
        world.add("old", deactivated: true)
        world.add("max", of: "bolt", .enterpriseAdmin)
        world.add("sue", of: "shut")
        world.suspended = ["shut"]
        world.teams = [
            "red": ["ann": .hideAll, "ben": .hideAll], "blue": ["ben": .hideAll, "cid": .hideAll],
            "away": ["max": .showAll],
        ]
        return world
    }()

    private let unshared: [ContentType] = [
        .meetingNote, .note, .loggedInteraction, .file, .reminder, .list,
    ]
    private let everybody = ["ann", "ben", "cid", "dan", "eve", "adam", "old", "max", "sue", "nobody"]

    private func item(
        _ type: ContentType, by author: String? = "ann", _ sharing: SharingOption? = .onlyYou,
        _ fill: (inout ContentItem) -> Void = { _ in }
    ) -> ContentItem {
        .with {
            $0.contentType = type
            $0.author = author
            $0.sharing = sharing
            fill(&$0)
        }
    }

    private func grant(_ role: ListRole, user: String? = nil, team: String? = nil) -> ContentGrant {
        .with {
            $0.user = user
            $0.team = team
            $0.role = role
        }
    }

    /// Who sees something of an item.
    private func seers(_ item: ContentItem, in world: ContentTable? = nil) -> [String] {
        everybody.filter { (world ?? self.world).ruling($0, item).disclosure != .none }
    }

    @Test func `who is barred sees nothing, and is told why in this order`() {
        for type in unshared {
            let shared = item(type, .everyone)
            #expect(world.ruling("nobody", item(type, by: nil)) == ContentRuling(.none, .unknownViewer))
            #expect(world.ruling("old", item(type, by: nil)) == ContentRuling(.none, .unknownAuthor))
            #expect(world.ruling("ann", item(type, by: "nobody")) == ContentRuling(.none, .unknownAuthor))
            #expect(world.ruling("old", shared) == ContentRuling(.none, .viewerDeactivated))
            #expect(world.ruling("sue", shared) == ContentRuling(.none, .organizationSuspended))
            #expect(
                world.ruling("sue", item(type, by: "sue", .everyone))
                    == ContentRuling(.none, .organizationSuspended))
            #expect(world.ruling("max", shared) == ContentRuling(.none, .otherOrganization))
            #expect(
                world.ruling("ann", item(type, by: "sue", .everyone))
                    == ContentRuling(.none, .otherOrganization))
        }
    }

    @Test func `another organization's people see nothing, however they are named`() {
        for type in unshared {
            for sharing in [SharingOption.everyone, .teamsAndUsers, .onlyYou] {
                let item = item(type, sharing) {
                    $0.users = ["max"]
                    $0.teams = ["away"]
                    $0.participants = ["max"]
                    $0.assignee = "max"
                    $0.grants = [grant(.owner, user: "max"), grant(.owner, team: "away")]
                }
                #expect(world.ruling("max", item) == ContentRuling(.none, .otherOrganization))
            }
        }
    }

    @Test func `sharing decides for every type`() {
        let house = ["ann", "ben", "cid", "dan", "eve", "adam"]
        for type in unshared {
            let isList = type == .list
            #expect(seers(item(type, .everyone)) == house, "\(type)")
            let named = item(type, .teamsAndUsers) {
                $0.users = ["dan", "nobody", "max", ""]
                $0.teams = ["blue", "none", "away", ""]
            }
            #expect(seers(named) == ["ann", "ben", "cid", "dan"] + (isList ? ["eve"] : []), "\(type)")
            for sharing in [SharingOption.onlyYou, nil] {
                let kept = item(type, sharing) {
                    $0.users = ["dan"]
                    $0.teams = ["blue"]
                }
                #expect(seers(kept) == ["ann"] + (isList ? ["eve"] : []), "\(type)")
            }
        }
    }

    @Test func `the author of what they cannot be shut out of sees it in full`() {
        for type in unshared {
            for sharing in [SharingOption.everyone, .teamsAndUsers, .onlyYou, nil] {
                let ruling = world.ruling("ann", item(type, sharing))
                #expect(ruling.disclosure == .full && ruling.reason == .author)
            }
        }
    }

    @Test func `an item of somebody deactivated stays shared`() {
        #expect(world.ruling("ben", item(.file, by: "old", .everyone)).disclosure == .full)
    }

    @Test(arguments: [ContentType.meetingNote, .loggedInteraction])
    func `participants see what is otherwise kept, and only then`(type: ContentType) {
        let kept = item(type) { $0.participants = ["ben", "max", "old", "nobody"] }
        #expect(seers(kept) == ["ann", "ben"])
        #expect(world.ruling("ben", kept) == ContentRuling(.full, .participant))
        let named = item(type, .teamsAndUsers) {
            $0.participants = ["ben"]
            $0.users = ["cid"]
        }
        #expect(seers(named) == ["ann", "cid"])
    }

    @Test func `participants and assignees count only where the type says so`() {
        for type in unshared {
            let item = item(type) {
                $0.participants = ["ben"]
                $0.assignee = "cid"
                $0.grants = [grant(.viewer, user: "dan")]
            }
            var others: [String] = []
            if type == .meetingNote || type == .loggedInteraction { others = ["ben"] }
            if type == .reminder { others = ["cid"] }
            if type == .list { others = ["dan", "eve"] }
            #expect(seers(item) == ["ann"] + others, "\(type)")
        }
        #expect(
            world.ruling("cid", item(.reminder) { $0.assignee = "cid" }) == ContentRuling(.full, .assignee))
    }

    @Test func `ids are compared byte by byte`() {
        var world = world
        world.add("K")
        let kelvin = "\u{212A}"
        #expect(kelvin == "K", "the trap this is about")
        // The table's own dictionary falls for it; this one does not.
        struct Exact: ContentWorld {
            let table: ContentTable
            func person(_ id: String) -> ContentTable.Person? {
                table.people.values.first { Array($0.id.utf8) == Array(id.utf8) }
            }
            func organization(of person: ContentTable.Person) -> String { person.organization }
            func standing(of person: ContentTable.Person) -> PersonStanding { table.standing(of: person) }
            func role(of person: ContentTable.Person) -> Role { person.role }
            func privacy(of person: ContentTable.Person) -> Privacy { person.privacy }
            func isMember(_ person: ContentTable.Person, ofTeam id: String) -> Bool { false }
            func sharesTeam(_ person: ContentTable.Person, _ other: ContentTable.Person) -> Bool { false }
            func privacy(of person: ContentTable.Person, inTeamsWith viewer: ContentTable.Person) -> Privacy?
            { nil }
            func syncedSettings(of organization: String) -> SyncedSettings {
                table.syncedSettings(of: organization)
            }
        }
        let exact = Exact(table: world)
        let items = [
            item(.meetingNote) { $0.participants = [kelvin] }, item(.reminder) { $0.assignee = kelvin },
            item(.note, .teamsAndUsers) { $0.users = [kelvin] },
            item(.list) { $0.grants = [grant(.owner, user: kelvin)] },
        ]
        for item in items {
            #expect(ContentRules.ruling(viewer: "K", item: item, in: exact).disclosure == .none)
        }
    }

    // MARK: notes on meetings

    @Test func `an author who was not there keeps a note while sharing a team with somebody who was`() {
        var bounded = world
        bounded.synced["acme"] = SyncedSettings(mode: .teamsOnly, mailBodies: true, privateMeetings: true)
        let rows: [(String, [String], Bool)] = [
            ("ann", ["ben"], true), ("ann", ["cid"], false), ("ann", ["cid", "ben"], true),
            ("ann", ["ann"], true), ("ann", ["ann", "cid"], true), ("ann", [], false),
            ("ann", ["max"], false), ("ann", ["nobody"], false), ("dan", ["ann", "ben"], false),
            ("dan", ["dan"], true), ("ben", ["old"], false), ("ben", ["cid"], true),
        ]
        for (author, participants, keeps) in rows {
            for sharing in [SharingOption.onlyYou, nil] {
                let note = item(.meetingNote, by: author, sharing) { $0.participants = participants }
                let expected =
                    keeps ? ContentRuling(.full, .author) : ContentRuling(.none, .noSharedTeam)
                #expect(bounded.ruling(author, note) == expected, "\(author) \(participants)")
                #expect(world.ruling(author, note) == ContentRuling(.full, .author))
            }
            for sharing in [SharingOption.everyone, .teamsAndUsers] {
                let note = item(.meetingNote, by: author, sharing) { $0.participants = participants }
                #expect(bounded.ruling(author, note).disclosure == .full)
            }
            for type in unshared where type != .meetingNote {
                let other = item(type, by: author) { $0.participants = participants }
                #expect(bounded.ruling(author, other).disclosure == .full)
            }
        }
        let note = item(.meetingNote) { $0.participants = ["cid"] }
        #expect(bounded.ruling("cid", note) == ContentRuling(.full, .participant), "who was there sees it")
    }

    @Test func `a deactivated participant keeps the team shared`() {
        var bounded = world
        bounded.synced["acme"] = SyncedSettings(mode: .teamsOnly, mailBodies: true, privateMeetings: true)
        bounded.teams["red"]?["old"] = .hideAll
        let note = item(.meetingNote) { $0.participants = ["old"] }
        #expect(bounded.ruling("ann", note).reason == .author)
    }

    // MARK: lists

    @Test func `the role on a list is the highest there is`() {
        let grants = [
            grant(.viewer, user: "ben"), grant(.editor, team: "blue"), grant(.owner, user: "max"),
            grant(.viewer, user: "eve"), grant(.viewer, user: "ann"), grant(.owner, team: "away"),
            grant(.owner, team: "none"),
        ]
        let list = { (sharing: SharingOption, grants: [ContentGrant]) in
            item(.list, sharing) {
                $0.grants = grants
                $0.users = ["dan"]
            }
        }
        let rows: [(String, SharingOption, ListRole?, ContentReason)] = [
            ("ann", .onlyYou, .owner, .author), ("ann", .everyone, .owner, .author),
            ("eve", .onlyYou, .owner, .enterpriseAdmin), ("eve", .everyone, .owner, .sharedWithEveryone),
            ("ben", .onlyYou, .editor, .grant), ("ben", .everyone, .editor, .sharedWithEveryone),
            ("cid", .onlyYou, .editor, .grant), ("cid", .teamsAndUsers, .editor, .grant),
            ("dan", .onlyYou, nil, .notShared), ("dan", .teamsAndUsers, .viewer, .named),
            ("dan", .everyone, .viewer, .sharedWithEveryone),
            ("adam", .onlyYou, nil, .notShared), ("adam", .everyone, .viewer, .sharedWithEveryone),
        ]
        for (viewer, sharing, role, reason) in rows {
            let expected = ContentRuling(role == nil ? .none : .full, reason, role: role)
            #expect(world.ruling(viewer, list(sharing, grants)) == expected, "\(viewer) \(sharing)")
        }
        for role in [ListRole.viewer, .editor, .owner] {
            let granted = list(.onlyYou, [grant(role, user: "dan")])
            #expect(world.ruling("dan", granted) == ContentRuling(.full, .grant, role: role))
            let shared = list(.everyone, [grant(role, user: "dan")])
            #expect(world.ruling("dan", shared).role == role)
        }
    }

    @Test func `only lists have roles`() {
        for type in unshared where type != .list {
            let item = item(type, .everyone) { $0.grants = [grant(.owner, user: "ben")] }
            #expect(world.ruling("ben", item) == ContentRuling(.full, .sharedWithEveryone))
            #expect(world.ruling("ann", item).role == nil)
        }
    }

    // MARK: against the second statement

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `the rows say what the sets say`(seed: UInt64) {
        var dice = SimulatedRandomness(seed: seed)
        let world = anyWorld(&dice)
        let naive = NaiveContent(world: world)
        for _ in 0..<1_000 {
            let item = anyItem(&dice)
            for viewer in ["ann", everybody.randomElement(using: &dice) ?? "ben"] {
                let ruling = world.ruling(viewer, item)
                #expect(ruling.disclosure == naive.disclosure(viewer, item), "\(viewer) of \(item)")
                #expect(ruling.role == naive.role(viewer, item), "\(viewer) of \(item)")
            }
        }
    }

    @Test func `chance reaches every reason`() {
        var reasons: Set<ContentReason> = [.unspecified]
        for seed in UInt64(1)...20 {
            var dice = SimulatedRandomness(seed: seed)
            let world = anyWorld(&dice)
            for _ in 0..<1_000 {
                let item = anyItem(&dice)
                reasons.insert(world.ruling("ann", item).reason)
                reasons.insert(world.ruling(everybody.randomElement(using: &dice) ?? "ben", item).reason)
            }
        }
        #expect(reasons == Set(ContentReason.allCases))
    }

    private func anyWorld(_ dice: inout SimulatedRandomness) -> ContentTable {
        var world = world
        let settings: [Privacy] = [.hideAll, .subjectsOnly, .showAll]
        for id in world.people.keys.sorted() {
            world.people[id]?.privacy = settings.randomElement(using: &dice) ?? .hideAll
        }
        for team in ["red", "blue", "gray"] {
            world.teams[team] = [:]
            for id in ["ann", "ben", "cid", "old", "eve"] where Bool.random(using: &dice) {
                world.teams[team]?[id] = settings.randomElement(using: &dice) ?? .hideAll
            }
        }
        world.synced["acme"] = SyncedSettings(
            mode: Bool.random(using: &dice) ? .everyone : .teamsOnly, mailBodies: .random(using: &dice),
            privateMeetings: .random(using: &dice))
        return world
    }

    private func anyItem(_ dice: inout SimulatedRandomness) -> ContentItem {
        let some = { (all: [String], dice: inout SimulatedRandomness) in
            all.filter { _ in Int.random(in: 0..<5, using: &dice) == 0 }
        }
        let teams = ["red", "blue", "gray", "away", "none"]
        let types = ContentType.allCases.filter { $0 != .unspecified }
        return .with {
            $0.contentType = types.randomElement(using: &dice) ?? .note
            $0.author = ["ann", "ann", "ben", "dan", "max", "nobody", nil].randomElement(using: &dice) ?? nil
            $0.sharing =
                [.everyone, .teamsAndUsers, .onlyYou, .onlyYou, nil].randomElement(using: &dice) ?? nil
            $0.participants = some(everybody, &dice)
            $0.assignee = (everybody + [nil]).randomElement(using: &dice) ?? nil
            $0.users = some(everybody, &dice)
            $0.teams = some(teams, &dice)
            $0.private = [true, false, nil].randomElement(using: &dice) ?? nil
            $0.grants =
                some(everybody, &dice).map { grant(anyRole(&dice), user: $0) }
                + some(teams, &dice).map { grant(anyRole(&dice), team: $0) }
        }
    }

    private func anyRole(_ dice: inout SimulatedRandomness) -> ListRole {
        [.viewer, .editor, .owner].randomElement(using: &dice) ?? .viewer
    }
}
