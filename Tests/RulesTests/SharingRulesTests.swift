import EntenteProtocol
import Rules
import Testing

@Suite struct SharingRulesTests {
    private let options: [SharingOption] = [.everyone, .teamsAndUsers, .onlyYou]
    private let origins: [ContentOrigin] = [
        .user, .api, .noteImport, .fileUpload, .reminderTrigger, .mailBot,
    ]

    /// Every non-empty subset of the options, each with both fallbacks and both reaches.
    private var policies: [SharingPolicy] {
        (1..<8).flatMap { bits in
            [SharingOption.everyone, .onlyYou].flatMap { fallback in
                [SharingReach.any, .own].map { reach in
                    .with {
                        $0.contentType = .note
                        $0.offered = (0..<3).filter { bits >> $0 & 1 == 1 }.map { options[$0] }
                        $0.fallback = fallback
                        $0.reach = reach
                    }
                }
            }
        }
    }

    private func policy(
        _ offered: [SharingOption] = [.everyone, .teamsAndUsers, .onlyYou],
        fallback: SharingOption = .onlyYou,
        _ reach: SharingReach = .any
    ) -> SharingPolicy {
        .with {
            $0.offered = offered
            $0.fallback = fallback
            $0.reach = reach
        }
    }

    private func ruling(
        _ origin: ContentOrigin, _ option: SharingOption?, _ earlier: SharingOption?, _ policy: SharingPolicy
    ) -> SharingRuling {
        SharingRules.ruling(SharingQuestion(origin: origin, option: option, earlier: earlier), policy)
    }

    @Test func `nothing new on an edit leaves it as it was`() {
        for origin in origins {
            for earlier in options {
                #expect(ruling(origin, nil, earlier, policy([.onlyYou])) == .option(earlier))
            }
        }
    }

    @Test func `a new item of the interface for programs is everyone's, whatever is asked for`() {
        for option in [.everyone, .teamsAndUsers, .onlyYou, nil] as [SharingOption?] {
            #expect(ruling(.api, option, nil, policy([.onlyYou])) == .option(.everyone))
        }
        #expect(ruling(.api, .onlyYou, .everyone, policy()) == .option(.onlyYou), "an edit is not new")
        #expect(ruling(.api, .teamsAndUsers, .everyone, policy([.onlyYou])) == .notOffered)
    }

    @Test func `what is asked for is taken if offered, or if it was so before`() {
        for origin in origins where origin != .api {
            #expect(ruling(origin, .everyone, nil, policy([.everyone])) == .option(.everyone))
            #expect(ruling(origin, .everyone, nil, policy([.onlyYou])) == .notOffered)
            #expect(ruling(origin, .everyone, .everyone, policy([.onlyYou])) == .option(.everyone))
            #expect(ruling(origin, .everyone, .onlyYou, policy([.onlyYou])) == .notOffered)
        }
    }

    @Test func `nobody asked: by where it comes from, on offer or not`() {
        for fallback in [SharingOption.everyone, .onlyYou] {
            let policy = policy([.teamsAndUsers], fallback: fallback)
            for origin in [ContentOrigin.noteImport, .fileUpload, .reminderTrigger, .mailBot] {
                #expect(ruling(origin, nil, nil, policy) == .option(fallback))
            }
            #expect(ruling(.user, nil, nil, policy) == .option(.onlyYou))
        }
        for missing in [SharingOption.unspecified, .teamsAndUsers] {
            let policy = policy(fallback: missing)
            #expect(ruling(.mailBot, nil, nil, policy) == .option(.onlyYou))
        }
    }

    @Test func `the rows say what a second reading says, for every question there is`() {
        var count = 0
        for policy in policies {
            for origin in origins {
                for option in options + [nil] as [SharingOption?] {
                    for earlier in options + [nil] as [SharingOption?] {
                        let found = ruling(origin, option, earlier, policy)
                        #expect(found == secondReading(origin, option, earlier, policy))
                        count += 1
                    }
                }
            }
        }
        #expect(count == 28 * 6 * 16)
    }

    /// The table from below: from what nobody asks to what overrides everything.
    private func secondReading(
        _ origin: ContentOrigin, _ option: SharingOption?, _ earlier: SharingOption?, _ policy: SharingPolicy
    ) -> SharingRuling {
        var answer = SharingRuling.option(.onlyYou)
        if [.noteImport, .fileUpload, .reminderTrigger, .mailBot].contains(origin) {
            answer = .option(policy.fallback)
        }
        if let option {
            answer = .notOffered
            for offer in policy.offered + [earlier].compactMap({ $0 }) where offer == option {
                answer = .option(offer)
            }
        }
        if earlier == nil, origin == .api { answer = .option(.everyone) }
        if let earlier, option == nil { answer = .option(earlier) }
        return answer
    }

    // MARK: reach

    @Test func `reach binds wherever it comes to teams and users, on an edit too`() {
        let binds = { (option: SharingOption?, earlier: SharingOption?, policy: SharingPolicy) in
            let question = SharingQuestion(origin: .user, option: option, earlier: earlier)
            return SharingRules.bindsReach(SharingRules.ruling(question, policy), policy)
        }
        #expect(binds(.teamsAndUsers, nil, policy(.own)))
        #expect(binds(.teamsAndUsers, .teamsAndUsers, policy([.onlyYou], .own)))
        #expect(binds(.teamsAndUsers, nil, policy(.unspecified)), "a reach that is missing is the narrower")
        #expect(!binds(.teamsAndUsers, nil, policy(.any)))
        #expect(!binds(.everyone, nil, policy(.own)))
        #expect(!binds(.onlyYou, .teamsAndUsers, policy(.own)))
        #expect(binds(nil, .teamsAndUsers, policy(.own)), "who is named is named now")
        #expect(!binds(nil, .everyone, policy(.own)))
        let api = SharingQuestion(origin: .api, option: .teamsAndUsers, earlier: nil)
        #expect(SharingRules.ruling(api, policy(.own)) == .option(.everyone))
        #expect(!SharingRules.bindsReach(.option(.everyone), policy(.own)))
    }

    private func policy(_ reach: SharingReach) -> SharingPolicy { policy(fallback: .onlyYou, reach) }

    @Test func `out of reach are teams one is not in and people one shares none with`() throws {
        var world = ContentTable()
        for id in ["ann", "ben", "cid", "dan"] { world.add(id) }
        world.add("old", deactivated: true)
        world.add("max", of: "bolt")
        world.teams = [
            "red": ["ann": .hideAll, "ben": .hideAll, "old": .hideAll],
            "blue": ["ben": .hideAll, "cid": .hideAll],
            "away": ["max": .hideAll],
        ]
        let reach = { (author: String, users: [String], teams: [String]) throws in
            SharingRules.outOfReach(
                of: try #require(world.person(author)), users: users, teams: teams, in: world)
        }
        let everybody = ["ann", "ben", "cid", "dan", "old", "max", "nobody", ""]
        let teams = ["red", "blue", "away", "none", ""]
        let ann = try reach("ann", everybody, teams)
        #expect(ann.users == ["cid", "dan", "max", "nobody", ""])
        #expect(ann.teams == ["blue", "away", "none", ""])
        let ben = try reach("ben", everybody, teams)
        #expect(ben.users == ["dan", "max", "nobody", ""] && ben.teams == ["away", "none", ""])
        #expect(try reach("dan", everybody, teams).users == everybody)
        #expect(try reach("ann", ["ben", "ann"], ["red"]).isEmpty)
        #expect(try reach("dan", [], []).isEmpty)
    }
}
