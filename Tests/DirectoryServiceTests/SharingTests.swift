import EntenteProtocol
import Rules
import TestSupport
import Testing

@Suite("What an organization lets its people share and show")
struct SharingTests {
    // MARK: policies

    @Test func aPolicyIsSetForOneTypeAndTheOthersStay() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.organization(reading: "acme")
        let after = try world.setPolicy(
            .note, offered: [.onlyYou, .everyone], fallback: .everyone, reach: .own, by: "ada")
        #expect(after.version == before.version + 1)
        #expect(after.sharingPolicies.map(\.contentType) == OrganizationSettings.sharedTypes)
        for (old, new) in zip(before.sharingPolicies, after.sharingPolicies) {
            guard new.contentType == .note else {
                #expect(new == old)
                continue
            }
            #expect(new.offered == [.everyone, .onlyYou])
            #expect(new.fallback == .everyone && new.reach == .own)
        }
        #expect(try world.organization(reading: "acme") == after)
        #expect(try world.changes().last?.fact.organization == after)
        #expect(try world.events(of: "acme").last?.from == JSON.encode(before))
        #expect(try world.events(of: "acme").last?.to == JSON.encode(after))
        // A reach that is not given stays, and the order of what is on offer says nothing.
        let same = try world.setPolicy(.note, offered: [.everyone, .onlyYou], fallback: .everyone)
        #expect(same == after)
        let back = try world.setPolicy(.note, offered: [.onlyYou], fallback: .onlyYou, reach: .any)
        #expect(back.sharingPolicies[1].reach == .any && back.version == after.version + 1)
    }

    @Test func everyTypeKeepsEverySetOfOptions() throws {
        let world = try DirectoryWorld.populated()
        let options: [SharingOption] = [.everyone, .teamsAndUsers, .onlyYou]
        for (place, type) in OrganizationSettings.sharedTypes.enumerated() {
            for set in 1..<8 {
                let offered = options.indices.filter { set & 1 << $0 != 0 }.map { options[$0] }
                // What comes in without an option gets the fallback, on offer or not.
                let fallback: SharingOption = set.isMultiple(of: 2) ? .everyone : .onlyYou
                try world.setPolicy(type, offered: offered, fallback: fallback)
                let policy = try world.organization(reading: "acme").sharingPolicies[place]
                #expect(policy.contentType == type && policy.offered == offered)
                #expect(policy.fallback == fallback)
            }
        }
    }

    @Test func aPolicyMustMakeSense() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.organization(reading: "acme")
        for type in [ContentType.syncedMail, .syncedMeeting] {
            expectRefusal(.invalidArgument, ["`contentType`", "`\(type.name)`", "`list`"]) {
                try world.setPolicy(type, offered: [.everyone], fallback: .everyone)
            }
        }
        expectRefusal(.invalidArgument, ["`contentType`"]) {
            try world.setPolicy(.unspecified, offered: [.everyone], fallback: .everyone)
        }
        expectRefusal(.invalidArgument, ["`offered`", "empty"]) {
            try world.setPolicy(.note, offered: [], fallback: .everyone)
        }
        expectRefusal(.invalidArgument, ["`offered[1]`", "twice"]) {
            try world.setPolicy(.note, offered: [.everyone, .everyone], fallback: .everyone)
        }
        expectRefusal(.invalidArgument, ["`offered[0]`", "`teams-and-users`"]) {
            try world.setPolicy(.note, offered: [.unspecified], fallback: .everyone)
        }
        expectRefusal(.invalidArgument, ["`fallback`", "`only-you`"]) {
            try world.setPolicy(.note, offered: [.everyone], fallback: .teamsAndUsers)
        }
        expectRefusal(.invalidArgument, ["`fallback`"]) {
            try world.setPolicy(.note, offered: [.everyone], fallback: .unspecified)
        }
        expectRefusal(.invalidArgument, ["`reach`", "`own`"]) {
            try world.setPolicy(.note, offered: [.everyone], fallback: .everyone, reach: .unspecified)
        }
        #expect(try world.organization(reading: "acme") == before)
    }

    // MARK: limits

    @Test func theLimitsOfSyncedContentAreSetTogether() throws {
        let world = try DirectoryWorld.populated()
        let off = try world.setLimits(mailBodies: false, privateMeetings: false, by: "ada")
        #expect(!off.mailBodies && !off.privateMeetings && off.version == 2)
        let on = try world.setLimits(mailBodies: true, privateMeetings: false)
        #expect(on.mailBodies && !on.privateMeetings && on.version == 3)
        #expect(try world.setLimits(mailBodies: true, privateMeetings: false).version == 3)
        #expect(try world.organization(reading: "acme") == on)
        #expect(try world.changes().last?.fact.organization == on)
    }

    // MARK: the mode

    @Test func inModeTeamsOnlyNobodySetsWhatTheyShow() throws {
        let world = try DirectoryWorld.populated()
        try world.setPrivacy("mia", .subjectsOnly)
        let mode = try world.setMode(.teamsOnly, by: "ada")
        #expect(mode.syncedMode == .teamsOnly && mode.version == 2)
        #expect(try world.setMode(.teamsOnly) == mode)
        for actor in ["mia", ""] {
            expectRefusal(.failedPrecondition, ["`acme`", "`teams-only`"], state: "teams-only") {
                try world.setPrivacy("mia", .hideAll, by: actor)
            }
        }
        #expect(try world.user("mia").privacy == .subjectsOnly)
        // Elsewhere it goes on as before.
        try world.setPrivacy("gus", .hideAll)
    }

    @Test func theWayBackMustSayWhatBecomesOfPersonalSettings() throws {
        let world = try DirectoryWorld.populated()
        try world.setPrivacy("mia", .subjectsOnly)
        for onReturn in [PrivacyReturn.restore, .hideAll] {
            for mode in [SyncedMode.everyone, .teamsOnly] {
                expectRefusal(.invalidArgument, ["`onReturn`", "`\(mode.name)`"]) {
                    try world.setMode(mode, onReturn)
                }
            }
        }
        let there = try world.setMode(.teamsOnly)
        expectRefusal(.invalidArgument, ["`onReturn`"]) { try world.setMode(.teamsOnly, .restore) }
        expectRefusal(.invalidArgument, ["`onReturn`"]) { try world.setMode(.everyone, .unspecified) }
        expectRefusal(.invalidArgument, ["`mode`"]) { try world.setMode(.unspecified) }
        expectRefusal(
            .failedPrecondition, ["`onReturn`", "`restore`", "`hide-all`"], state: "on-return-missing"
        ) { try world.setMode(.everyone) }
        #expect(try world.organization(reading: "acme") == there)
        let back = try world.setMode(.everyone, .restore)
        #expect(back.syncedMode == .everyone && back.privacyResets == 0)
        #expect(try world.user("mia").privacy == .subjectsOnly)
        #expect(try world.user("ada").privacy == .showAll)
    }

    @Test func hidingAllChangesWhatEverybodyShowsUntilTheySetItAnew() throws {
        let world = try DirectoryWorld.populated()
        try world.setPrivacy("mia", .subjectsOnly)
        let mia = try world.user("mia")
        try world.setMode(.teamsOnly)
        let back = try world.setMode(.everyone, .hideAll)
        #expect(back.syncedMode == .everyone && back.privacyResets == 1)
        #expect(try world.changes().last?.fact.organization == back)
        let users = try world.call(ListUsersRequest.with { $0.organization = "acme" }).items
        #expect(users.map(\.id) == ["ada", "alan", "mia"])
        #expect(users.allSatisfy { $0.privacy == .hideAll })
        #expect(try world.user("mia").version == mia.version)
        #expect(try world.user("gus").privacy == .showAll)
        // Who comes later starts as everybody does, and who says anew is heard, also when it is the same.
        #expect(try world.user("eve", of: "acme").privacy == .showAll)
        #expect(try world.user("eve").privacy == .showAll)
        #expect(try world.setPrivacy("mia", .subjectsOnly).privacy == .subjectsOnly)
        #expect(try world.setPrivacy("ada", .hideAll).version == 1)
        #expect(try world.user("mia").privacy == .subjectsOnly)
        // Another change of somebody does not bring back what they showed before.
        let renamed = try world.call(
            UpdateUserRequest.with {
                $0.id = "alan"
                $0.displayName = "Al"
            }
        ).user
        #expect(renamed.privacy == .hideAll)
        #expect(try world.user("alan").privacy == .hideAll)
        #expect(try world.changes().last?.fact.user == renamed)
        // The second time hides what was set since.
        try world.setMode(.teamsOnly)
        #expect(try world.setMode(.everyone, .hideAll).privacyResets == 2)
        for id in ["ada", "alan", "mia", "eve"] { #expect(try world.user(id).privacy == .hideAll) }
        try world.restart()
        #expect(try world.user("mia").privacy == .hideAll)
    }

    @Test func aStaleVersionIsAConflict() throws {
        let world = try DirectoryWorld.populated()
        try world.setLimits(mailBodies: false, privateMeetings: false)
        let attempts: [() throws -> Void] = [
            { try world.setPolicy(.note, offered: [.everyone], fallback: .everyone, against: 1) },
            { try world.setMode(.teamsOnly, against: 1) },
            { try world.setLimits(mailBodies: true, privateMeetings: true, against: 1) },
        ]
        for attempt in attempts {
            expectRefusal(.conflict, ["`acme`", "version 2"], version: 2) { try attempt() }
        }
        #expect(try world.setMode(.teamsOnly, against: 2).version == 3)
    }
}

extension DirectoryWorld {
    @discardableResult
    func setPolicy(
        _ type: ContentType, offered: [SharingOption], fallback: SharingOption, reach: SharingReach? = nil,
        by actor: String = "", against version: Int64 = 0
    ) throws -> Organization {
        try call(
            SetSharingPolicyRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.expectedVersion = version
                $0.contentType = type
                $0.offered = offered
                $0.fallback = fallback
                $0.reach = reach
            }
        ).organization
    }

    @discardableResult
    func setMode(
        _ mode: SyncedMode, _ onReturn: PrivacyReturn? = nil, by actor: String = "",
        against version: Int64 = 0
    ) throws -> Organization {
        try call(
            SetSyncedModeRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.expectedVersion = version
                $0.mode = mode
                $0.onReturn = onReturn
            }
        ).organization
    }

    @discardableResult
    func setLimits(
        mailBodies: Bool, privateMeetings: Bool, by actor: String = "", against version: Int64 = 0
    ) throws -> Organization {
        try call(
            SetSyncedLimitsRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.expectedVersion = version
                $0.mailBodies = mailBodies
                $0.privateMeetings = privateMeetings
            }
        ).organization
    }

    /// Sets what a user shows; they do it themselves unless `actor` says otherwise.
    @discardableResult
    func setPrivacy(_ user: String, _ privacy: Privacy, by actor: String? = nil) throws -> User {
        try call(
            SetPersonalPrivacyRequest.with {
                $0.actor = actor ?? user
                $0.user = user
                $0.privacy = privacy
            }
        ).user
    }
}
