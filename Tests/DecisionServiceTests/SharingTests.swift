// How an item may be shared, asked of a decision node.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct SharingTests {
    let stage: ContentStage

    init() throws { stage = try ContentStage(seed: 402) }

    private func offer(
        _ offered: SharingOption..., fallback: SharingOption = .onlyYou, reach: SharingReach = .any
    ) throws {
        try stage.tell(
            SetSharingPolicyRequest.with {
                $0.organization = "alpha"
                $0.contentType = .note
                $0.offered = offered
                $0.fallback = fallback
                $0.reach = reach
            })
        try stage.settle()
    }

    private func question(
        _ author: String = "ann", _ origin: ContentOrigin = .user, _ option: SharingOption? = nil,
        earlier: SharingOption? = nil, users: [String] = [], teams: [String] = []
    ) -> ResolveSharingRequest {
        .with {
            $0.author = author
            $0.contentType = .note
            $0.origin = origin
            $0.option = option
            $0.earlier = earlier
            $0.users = users
            $0.teams = teams
        }
    }

    private func resolve(_ question: ResolveSharingRequest) throws -> SharingOption {
        try stage.decision.call(question).option
    }

    @Test func `a new organization offers everything, to anybody`() throws {
        for type in [ContentType.meetingNote, .note, .loggedInteraction, .file, .reminder, .list] {
            for option in [SharingOption.everyone, .teamsAndUsers, .onlyYou] {
                var question = question("ann", .user, option, users: ["dan"], teams: ["blue"])
                question.contentType = type
                #expect(try resolve(question) == option)
            }
            var silent = question("ann", .mailBot)
            silent.contentType = type
            #expect(try resolve(silent) == .onlyYou)
        }
    }

    @Test func `the table, row by row`() throws {
        try offer(.teamsAndUsers, fallback: .everyone)
        #expect(try resolve(question(earlier: .onlyYou)) == .onlyYou)
        #expect(try resolve(question("ann", .api, earlier: .teamsAndUsers)) == .teamsAndUsers)
        #expect(try resolve(question("ann", .api)) == .everyone)
        #expect(try resolve(question("ann", .api, .onlyYou)) == .everyone)
        #expect(try resolve(question("ann", .user, .teamsAndUsers)) == .teamsAndUsers)
        #expect(try resolve(question("ann", .api, .teamsAndUsers, earlier: .everyone)) == .teamsAndUsers)
        #expect(try resolve(question("ann", .user, .onlyYou, earlier: .onlyYou)) == .onlyYou)
        for origin in [ContentOrigin.noteImport, .fileUpload, .reminderTrigger, .mailBot] {
            #expect(try resolve(question("ann", origin)) == .everyone)
            #expect(try resolve(question("ann", origin, .teamsAndUsers)) == .teamsAndUsers)
        }
        #expect(try resolve(question()) == .onlyYou)
    }

    @Test func `what is not on offer is refused, naming what is`() throws {
        try offer(.teamsAndUsers, .onlyYou)
        for earlier in [SharingOption.onlyYou, nil] {
            let refusal = stage.decision.refusal(of: question("ann", .user, .everyone, earlier: earlier))
            #expect(refusal?.code == .failedPrecondition && refusal?.details?.state == "not-offered")
            #expect(
                refusal?.message
                    == "field `option`: `everyone` is not on offer for `note`; "
                    + "on offer: `teams-and-users`, `only-you`")
        }
    }

    @Test func `within reach are one's own teams and their members`() throws {
        try offer(.teamsAndUsers, .everyone, reach: .own)
        let near = question("ann", .user, .teamsAndUsers, users: ["ben", "ann"], teams: ["red"])
        #expect(try resolve(near) == .teamsAndUsers)
        for earlier in [SharingOption.teamsAndUsers, nil] {
            let far = question(
                "ann", .user, .teamsAndUsers, earlier: earlier, users: ["ben", "cid", "max", "nobody"],
                teams: ["red", "blue", "away", "none"])
            let refusal = stage.decision.refusal(of: far)
            #expect(refusal?.code == .failedPrecondition && refusal?.details?.state == "out-of-reach")
            #expect(
                refusal?.message
                    == "fields `users` and `teams`: an author may name only teams they are in and members of "
                    + "those, not user `cid`, user `max`, user `nobody`, team `blue`, team `away`, team `none`"
            )
        }
        // Whoever names somebody names them now, also where the option is left as it is.
        let more = stage.decision.refusal(of: question("ann", .user, earlier: .teamsAndUsers, users: ["cid"]))
        #expect(more?.details?.state == "out-of-reach")
        let untouched = question("ann", .user, earlier: .teamsAndUsers, users: ["ben"])
        #expect(try resolve(untouched) == .teamsAndUsers)
        // With another option nobody is named.
        #expect(try resolve(question("ann", .user, .everyone, users: ["max"])) == .everyone)
        #expect(try resolve(question("ann", .api, .teamsAndUsers, users: ["max"])) == .everyone)
        #expect(try resolve(question("ann", .user, earlier: .everyone, users: ["max"])) == .everyone)
    }

    @Test func `of many out of reach the first hundred are named`() throws {
        try offer(.teamsAndUsers, reach: .own)
        let users = (0..<10_000).map { "user-\($0)" }
        let refusal = stage.decision.refusal(of: question("ann", .user, .teamsAndUsers, users: users))
        #expect(refusal?.message.hasSuffix("user `user-99` and 9900 more") == true)
    }

    @Test func `refusals name the field`() {
        let many = Array(repeating: "ben", count: 10_001)
        let rows: [(FailureCode, String, (inout ResolveSharingRequest) -> Void)] = [
            (.invalidArgument, "field `author`: must not be empty", { $0.author = "" }),
            (.invalidArgument, "field `author`: `a b` may hold only", { $0.author = "a b" }),
            (.notFound, "field `author`: no user `nobody`", { $0.author = "nobody" }),
            (.invalidArgument, "field `contentType`: say one of", { $0.contentType = .unspecified }),
            (
                .invalidArgument, "field `contentType`: `synced-mail` is not shared by anybody; say one of",
                { $0.contentType = .syncedMail }
            ),
            (.invalidArgument, "field `contentType`: `synced-meeting`", { $0.contentType = .syncedMeeting }),
            (.invalidArgument, "field `origin`: say one of", { $0.origin = .unspecified }),
            (.invalidArgument, "field `option`: say one of", { $0.option = .unspecified }),
            (.invalidArgument, "field `earlier`: say one of", { $0.earlier = .unspecified }),
            (.invalidArgument, "field `users`: 10001 items", { $0.users = many }),
            (.invalidArgument, "field `teams`: 10001 items", { $0.teams = many }),
            (.failedPrecondition, "field `author`: `old` is deactivated", { $0.author = "old" }),
            (.failedPrecondition, "organization `shut` is suspended", { $0.author = "sue" }),
            (
                .invalidArgument, "field `origin`",
                {
                    $0.author = "nobody"
                    $0.origin = .unspecified
                }
            ),
        ]
        for (code, text, change) in rows {
            var request = question()
            change(&request)
            let refusal = stage.decision.refusal(of: request)
            #expect(refusal?.code == code)
            #expect(refusal?.message.hasPrefix(text) == true, "\(refusal?.message ?? "-")")
        }
        #expect(stage.decision.refusal(of: question("old"))?.details?.state == "deactivated")
        #expect(stage.decision.refusal(of: question("sue"))?.details?.state == "suspended")
    }

    @Test func `a bound token asks about authors of its organization, and learns of no others`() throws {
        stage.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = stage.cluster.caller(.decision, token: "bound")
        #expect(try bound.call(question()).option == .onlyYou)
        let unknown = bound.refusal(of: question("nobody"))
        #expect(unknown?.code == .permissionDenied && unknown?.message.contains("`author`") == true)
        for author in ["max", "sue", "", "a b"] {
            #expect(bound.refusal(of: question(author)) == unknown, "\(author)")
        }
    }

    @Test func `an answer is as new as asked for`() throws {
        try stage.tell(DeactivateUserRequest.with { $0.id = "ann" })
        var request = question()
        request.atLeast = stage.seen
        #expect(stage.decision.refusal(of: request)?.details?.state == "deactivated")
    }
}
