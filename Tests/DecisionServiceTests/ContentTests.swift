// What of an item somebody may see, asked of a decision node.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ContentTests {
    let stage: ContentStage

    init() throws { stage = try ContentStage(seed: 401) }

    private let shared: [ContentType] = [.meetingNote, .note, .loggedInteraction, .file, .reminder, .list]

    @Test func `who is barred is told why`() throws {
        for type in shared {
            let item = stage.item(type, .everyone)
            #expect(try stage.sight("nobody", item) == "none unknown-viewer")
            #expect(try stage.sight("", item) == "none unknown-viewer")
            #expect(try stage.sight("ben", stage.item(type, by: "nobody")) == "none unknown-author")
            #expect(try stage.sight("ben", stage.item(type, by: nil)) == "none unknown-author")
            #expect(try stage.sight("old", item) == "none viewer-deactivated")
            #expect(try stage.sight("sue", item) == "none organization-suspended")
            #expect(try stage.sight("max", item) == "none other-organization")
            #expect(
                try stage.sight("ann", stage.item(type, by: "sue", .everyone)) == "none other-organization")
        }
    }

    @Test func `the table of sharing, row by row`() throws {
        let named = { (item: inout ContentItem) in
            item.users = ["dan", "max", "nobody"]
            item.teams = ["blue", "away", "none"]
        }
        for type in shared where type != .list {
            let everyone = stage.item(type, .everyone)
            let some = stage.item(type, .teamsAndUsers, named)
            #expect(try stage.sight("ann", everyone) == "full author")
            #expect(try stage.sight("eve", everyone) == "full shared-with-everyone")
            for viewer in ["ben", "cid", "dan"] {
                #expect(try stage.sight(viewer, some) == "full named")
            }
            #expect(try stage.sight("eve", some) == "none not-shared")
            #expect(try stage.sight("max", some) == "none other-organization")
            for sharing in [SharingOption.onlyYou, nil] {
                let kept = stage.item(type, sharing, named)
                #expect(try stage.sight("ann", kept) == "full author")
                for viewer in ["ben", "cid", "dan", "eve", "adam"] {
                    #expect(try stage.sight(viewer, kept) == "none not-shared")
                }
            }
        }
    }

    @Test func `participants and assignees see what is otherwise kept`() throws {
        for type in [ContentType.meetingNote, .loggedInteraction] {
            let item = stage.item(type) { $0.participants = ["ben", "max", "nobody"] }
            #expect(try stage.sight("ben", item) == "full participant")
            #expect(try stage.sight("cid", item) == "none not-shared")
        }
        let reminder = stage.item(.reminder) { $0.assignee = "cid" }
        #expect(try stage.sight("cid", reminder) == "full assignee")
        #expect(try stage.sight("ben", reminder) == "none not-shared")
    }

    @Test func `an id that only reads the same is another's`() throws {
        try stage.tell(
            CreateUserRequest.with {
                $0.id = "K"
                $0.organization = "alpha"
                $0.email = "k@alpha.test"
                $0.displayName = "K"
            })
        try stage.settle()
        let note = { id in stage.item(.meetingNote) { $0.participants = [id] } }
        #expect(try stage.sight("K", note("K")) == "full participant")
        #expect(try stage.sight("K", note("\u{212A}")) == "none not-shared")
    }

    @Test func `where teams bound meetings an author keeps a note while sharing a team with who was there`()
        throws
    {
        let note = { (author: String, participants: [String]) in
            stage.item(.meetingNote, by: author) { $0.participants = participants }
        }
        #expect(try stage.sight("ann", note("ann", ["cid"])) == "full author")
        try stage.boundByTeams("alpha")
        #expect(try stage.sight("ann", note("ann", ["cid"])) == "none no-shared-team")
        #expect(try stage.sight("ann", note("ann", ["ben"])) == "full author")
        #expect(try stage.sight("dan", note("dan", ["dan"])) == "full author")
        #expect(try stage.sight("dan", note("dan", [])) == "none no-shared-team")
        try stage.join("red", ["cid"])
        try stage.settle()
        #expect(try stage.sight("ann", note("ann", ["cid"])) == "full author")
    }

    @Test func `a list answers the highest role`() throws {
        let list = { (sharing: SharingOption?) in
            stage.item(.list, sharing) {
                $0.grants = [
                    stage.grant(.viewer, user: "ben"), stage.grant(.editor, team: "blue"),
                    stage.grant(.owner, user: "max"), stage.grant(.owner, team: "away"),
                    stage.grant(.owner, user: "nobody"), stage.grant(.owner, team: "none"),
                ]
            }
        }
        #expect(try stage.sight("ann", list(nil)) == "full author owner")
        #expect(try stage.sight("eve", list(nil)) == "full enterprise-admin owner")
        #expect(try stage.sight("ben", list(nil)) == "full grant editor")
        #expect(try stage.sight("cid", list(.everyone)) == "full shared-with-everyone editor")
        #expect(try stage.sight("dan", list(.everyone)) == "full shared-with-everyone viewer")
        #expect(try stage.sight("dan", list(nil)) == "none not-shared")
        #expect(try stage.sight("adam", list(nil)) == "none not-shared")
        #expect(try stage.sight("max", list(nil)) == "none other-organization")
    }

    // MARK: synced

    private func synced(_ type: ContentType, _ participants: String..., isPrivate: Bool? = nil) -> ContentItem
    {
        stage.item(type, by: nil) {
            $0.participants = participants
            $0.private = isPrivate
        }
    }

    private func show(_ user: String, _ privacy: Privacy) throws {
        try stage.tell(
            SetPersonalPrivacyRequest.with {
                $0.user = user
                $0.privacy = privacy
            })
        try stage.settle()
    }

    private func show(_ user: String, _ privacy: Privacy, to team: String) throws {
        try stage.tell(
            SetTeamPrivacyRequest.with {
                $0.team = team
                $0.user = user
                $0.privacy = privacy
            })
        try stage.settle()
    }

    @Test(arguments: [ContentType.syncedMail, .syncedMeeting])
    func `in mode everyone the most revealing participant of the viewer's organization decides`(
        type: ContentType
    ) throws {
        #expect(try stage.sight("dan", synced(type, "ann")) == "full personal-privacy")
        try show("ann", .hideAll)
        #expect(try stage.sight("dan", synced(type, "ann")) == "metadata personal-privacy")
        #expect(try stage.sight("dan", synced(type, "ann", "max")) == "metadata personal-privacy")
        #expect(try stage.sight("mia", synced(type, "ann", "max")) == "full personal-privacy")
        try show("ben", .subjectsOnly)
        #expect(try stage.sight("dan", synced(type, "ann", "ben")) == "subject personal-privacy")
        #expect(try stage.sight("dan", synced(type, "ann", "old")) == "full personal-privacy")
        #expect(try stage.sight("ann", synced(type, "ann")) == "full participant")
        #expect(try stage.sight("mia", synced(type, "ann", "nobody")) == "none no-participant")
        #expect(try stage.sight("old", synced(type, "old")) == "none viewer-deactivated")
        #expect(try stage.sight("sue", synced(type, "sue")) == "none organization-suspended")
        #expect(try stage.sight("nobody", synced(type, "ann")) == "none unknown-viewer")
    }

    @Test(arguments: [ContentType.syncedMail, .syncedMeeting])
    func `in mode teams-only the most revealing setting in a shared team decides`(type: ContentType) throws {
        try stage.boundByTeams("alpha")
        #expect(try stage.sight("ann", synced(type, "ben")) == "metadata team-privacy")
        try show("ben", .showAll, to: "blue")
        #expect(try stage.sight("ann", synced(type, "ben")) == "metadata team-privacy")
        #expect(try stage.sight("cid", synced(type, "ben")) == "full team-privacy")
        try show("ben", .subjectsOnly, to: "red")
        #expect(try stage.sight("ann", synced(type, "ben", "cid")) == "subject team-privacy")
        try stage.join("red", ["cid"])
        try stage.settle()
        #expect(try stage.sight("cid", synced(type, "ben")) == "full team-privacy")
        #expect(try stage.sight("dan", synced(type, "ben")) == "none no-shared-team")
        #expect(try stage.sight("ann", synced(type, "dan")) == "none no-shared-team")
        #expect(try stage.sight("dan", synced(type, "dan")) == "full participant")
    }

    @Test func `on the way back from teams-only personal settings return or are reset`() throws {
        let back = { (onReturn: PrivacyReturn) throws in
            try stage.boundByTeams("alpha")
            try stage.tell(
                SetSyncedModeRequest.with {
                    $0.organization = "alpha"
                    $0.mode = .everyone
                    $0.onReturn = onReturn
                })
            try stage.settle()
        }
        try show("ann", .subjectsOnly)
        let mail = synced(.syncedMail, "ann", "max")
        try back(.restore)
        #expect(try stage.sight("dan", mail) == "subject personal-privacy")
        try back(.hideAll)
        #expect(try stage.sight("dan", mail) == "metadata personal-privacy")
        #expect(try stage.sight("mia", mail) == "full personal-privacy")
        try show("ann", .showAll)
        #expect(try stage.sight("dan", mail) == "full personal-privacy")
    }

    @Test func `limits hold for everybody of the organization and nobody else`() throws {
        try stage.limit("alpha")
        let mail = synced(.syncedMail, "ann", "max")
        #expect(try stage.sight("ann", mail) == "subject mail-bodies-off")
        #expect(try stage.sight("dan", mail) == "subject mail-bodies-off")
        #expect(try stage.sight("max", mail) == "full participant")
        let meeting = synced(.syncedMeeting, "ann", "max", isPrivate: true)
        #expect(try stage.sight("ann", meeting) == "none private-meeting")
        #expect(try stage.sight("dan", meeting) == "none private-meeting")
        #expect(try stage.sight("mia", meeting) == "full personal-privacy")
        #expect(try stage.sight("ann", synced(.syncedMeeting, "ann")) == "full participant")
        #expect(
            try stage.sight("ann", synced(.syncedMail, "ann", isPrivate: true)) == "subject mail-bodies-off")
    }

    // MARK: refusals

    @Test func `refusals name the part`() {
        let fine = stage.grant(.viewer, user: "ben")
        let many = Array(repeating: "ben", count: 10_001)
        let rows: [(ContentItem, String)] = [
            (stage.item(.unspecified), "field `item.contentType`: say one of `synced-mail`"),
            (stage.item(.note, .unspecified), "field `item.sharing`: say one of `everyone`"),
            (stage.item(.note) { $0.participants = many }, "field `item.participants`: 10001 items"),
            (stage.item(.note) { $0.users = many }, "field `item.users`: 10001 items"),
            (stage.item(.note) { $0.teams = many }, "field `item.teams`: 10001 items"),
            (
                stage.item(.note) { $0.grants = Array(repeating: fine, count: 10_001) },
                "field `item.grants`: 10001 items"
            ),
            (
                stage.item(.list) { $0.grants = [fine, stage.grant(.viewer)] },
                "field `item.grants[1]`: give either `user` or `team`"
            ),
            (
                stage.item(.list) { $0.grants = [stage.grant(.viewer, user: "ben", team: "red")] },
                "field `item.grants[0]`: give either `user` or `team`"
            ),
            (
                stage.item(.list) { $0.grants = [fine, fine, fine, stage.grant(.unspecified, team: "red")] },
                "field `item.grants[3].role`: say one of `viewer`, `editor`, `owner`"
            ),
        ]
        for (item, text) in rows {
            let refusal = stage.decision.refusal(of: stage.look("ben", item))
            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.message.hasPrefix(text) == true, "\(refusal?.message ?? "-")")
        }
        let most = stage.item(.note) {
            $0.participants = Array(many.dropLast())
            $0.grants = Array(repeating: fine, count: 10_000)
        }
        #expect(stage.decision.refusal(of: stage.look("ben", most)) == nil)
    }

    @Test func `a bound token asks about viewers of its organization, and learns of no others`() throws {
        stage.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = stage.cluster.caller(.decision, token: "bound")
        let item = stage.item(.note, .everyone)
        #expect(try bound.call(stage.look("ben", item)).disclosure == .full)
        #expect(try bound.call(stage.look("ben", stage.item(.note, by: "max"))).disclosure == .none)
        let unknown = bound.refusal(of: stage.look("nobody", item))
        #expect(unknown?.code == .permissionDenied)
        #expect(unknown?.message.contains("`viewer`") == true)
        #expect(bound.refusal(of: stage.look("max", item)) == unknown)
        #expect(
            bound.refusal(of: stage.look("", stage.item(.unspecified))) == unknown, "the token comes first")
    }

    @Test func `an answer is as new as asked for`() throws {
        try stage.tell(DeactivateUserRequest.with { $0.id = "ben" })
        let item = stage.item(.note, .everyone)
        let answer = try stage.decision.call(stage.look("ben", item, atLeast: stage.seen))
        #expect(answer.reason == .viewerDeactivated)
        #expect(answer.position.directory >= stage.seen.directory)
    }
}
