import EntenteProtocol
import Replica
import Rules
import Testing

/// What a replica knows of settings, privacy and integrations.
@Suite struct SettingsTests {
    @Test func anOrganizationStartsAsANewOneAndIsToldItsSettings() throws {
        let replica = Replica.with(.organization("acme"), .organization("bolt"))
        let acme = try #require(replica.organization("acme"))
        #expect(replica.settings(of: acme).sharingPolicy(.file) == OrganizationSettings.startPolicy(.file))
        let policy = SharingPolicy.with {
            $0.contentType = .file
            $0.offered = [.everyone, .onlyYou]
            $0.fallback = .everyone
            $0.reach = .own
        }
        replica.apply(
            .organization("acme") {
                $0.sharingPolicies = [policy]
                $0.syncedMode = .teamsOnly
                $0.mailBodies = true
                $0.enterprisePermissions = true
            })
        let settings = replica.settings(of: acme)
        #expect(settings.sharingPolicy(.file) == policy)
        #expect(settings.sharingPolicy(.note) == OrganizationSettings.startPolicy(.note))
        #expect(settings.syncedMode == .teamsOnly && settings.enterprisePermissions)
        #expect(settings.mailBodies && !settings.privateMeetings)
        replica.apply(.organization("acme") { $0.privateMeetings = true })
        #expect(replica.settings(of: acme).syncedMode == .everyone)
        #expect(!replica.settings(of: acme).mailBodies && replica.settings(of: acme).privateMeetings)
    }

    @Test func everyPolicyThatCanBeMadeIsTold() throws {
        let replica = Replica.with(.organization("acme"))
        let acme = try #require(replica.organization("acme"))
        let options: [SharingOption] = [.everyone, .teamsAndUsers, .onlyYou]
        for chosen in 1..<8 {
            for (fallback, reach) in [(SharingOption.everyone, SharingReach.any), (.onlyYou, .own)] {
                let policies = OrganizationSettings.sharedTypes.map { type in
                    SharingPolicy.with {
                        $0.contentType = type
                        $0.offered = options.enumerated().filter { chosen >> $0.offset & 1 == 1 }.map(
                            \.element)
                        $0.fallback = fallback
                        $0.reach = reach
                    }
                }
                replica.apply(.organization("acme") { $0.sharingPolicies = policies })
                for policy in policies {
                    #expect(replica.settings(of: acme).sharingPolicy(policy.contentType) == policy)
                }
            }
        }
        for type in [ContentType.unspecified, .syncedMail, .syncedMeeting] {
            #expect(replica.settings(of: acme).sharingPolicy(type) == nil)
        }
    }

    @Test func aPrivacyResetHidesWhatEverybodyOfTheOrganizationShows() throws {
        let replica = Replica.with(
            .organization("acme", resets: 2), .organization("bolt"),
            .user("ada", of: "acme") { $0.privacy = .showAll },
            .user("ann", of: "acme") { $0.privacy = .subjectsOnly },
            .user("cid", of: "bolt") { $0.privacy = .showAll })
        func privacies() throws -> [Privacy] {
            try ["ada", "ann", "cid"].map { replica.privacy(of: try #require(replica.user($0))) }
        }
        replica.apply(.organization("acme", resets: 2), .organization("bolt", resets: 0))
        #expect(try privacies() == [.showAll, .subjectsOnly, .showAll])
        replica.apply(.organization("acme", resets: 3))
        #expect(try privacies() == [.hideAll, .hideAll, .showAll])
        replica.apply(.user("ada", of: "acme") { $0.privacy = .subjectsOnly })
        #expect(try privacies() == [.subjectsOnly, .hideAll, .showAll])
        replica.apply(.user("ada", of: "acme") { $0.privacy = .unspecified })
        #expect(try privacies() == [.hideAll, .hideAll, .showAll])
    }

    @Test func aFirstSightOfAnOrganizationResetsNothing() throws {
        let replica = Replica.with(
            .user("ada", of: "acme") { $0.privacy = .showAll }, .organization("acme", resets: 9))
        #expect(replica.privacy(of: try #require(replica.user("ada"))) == .showAll)
    }

    @Test func aPrivacyResetReachesEverybodyOfAManyAndNobodyElse() throws {
        let replica = Replica.with(.organization("acme"), .organization("bolt"))
        replica.apply(
            (0..<5000).map { number in
                .user("u\(number)", of: number % 3 == 0 ? "acme" : "bolt") {
                    $0.privacy = .showAll
                    $0.role = .admin
                    $0.vip = true
                }
            })
        replica.apply(.organization("acme", resets: 1))
        for number in 0..<5000 {
            let user = try #require(replica.user("u\(number)"))
            #expect(replica.privacy(of: user) == (number % 3 == 0 ? .hideAll : .showAll))
            #expect(replica[user].flags.isVIP && replica[user].flags.role == .admin)
        }
    }

    @Test func integrationsCountWithinTheirOrganization() throws {
        let replica = Replica.with(
            .organization("acme"), .organization("bolt"), .user("ada", of: "acme"),
            .user("ben", of: "acme"),
            .user("cid", of: "bolt"), .team("t1", of: "acme"), .membership("ada", in: "t1"),
            .integration("cal", of: "acme", teams: ["t1", "t2"]),
            .integration("cal", of: "bolt", .organization, enabled: false))
        let acme = try #require(replica.organization("acme"))
        let bolt = try #require(replica.organization("bolt"))
        let users = try ["ada", "ben", "cid"].map { try #require(replica.user($0)) }
        func audience(of organization: OrganizationIndex) throws -> [Bool] {
            let integration = try #require(replica.integration("cal", of: organization))
            return users.map { replica.isInAudience($0, integration) }
        }
        let ours = try #require(replica.integration("cal", of: acme))
        #expect(ours.enabled && ours.scope == .individual && ours.kind == .calendar)
        #expect(ours.teams == ["t1", "t2"])
        let theirs = try #require(replica.integration("cal", of: bolt))
        #expect(!theirs.enabled && theirs.scope == .organization && theirs.teams == nil)
        #expect(replica.integration("box", of: acme) == nil && replica.integration("", of: acme) == nil)
        #expect(try audience(of: acme) == [true, false, false])
        #expect(try audience(of: bolt) == [false, false, true])
        replica.apply(.team("t2", of: "acme"), .membership("ben", in: "t2"))
        #expect(try audience(of: acme) == [true, true, false])
        replica.apply(.integration("cal", of: "acme"))
        #expect(try audience(of: acme) == [true, true, false])
        replica.apply(.integration("cal", of: "acme", teams: [""]))
        #expect(try audience(of: acme) == [false, false, false], "nobody is in a team that cannot be")
    }

    @Test func connectionsLastUntilTheyAreTakenBackAlsoWhileTheIntegrationIsUnknown() throws {
        let replica = Replica.with(
            .connection("cal", of: "acme", "ada"), .user("ada", of: "acme"), .user("ben", of: "acme"),
            .organization("acme"))
        let acme = try #require(replica.organization("acme"))
        let ada = try #require(replica.user("ada"))
        #expect(replica.integration("cal", of: acme) == nil, "it was only named")
        replica.apply(.integration("cal", of: "acme"), .integration("box", of: "acme"))
        let cal = try #require(replica.integration("cal", of: acme))
        #expect(replica.isConnected(ada, cal))
        #expect(!replica.isConnected(try #require(replica.user("ben")), cal))
        #expect(!replica.isConnected(ada, try #require(replica.integration("box", of: acme))))
        replica.apply(.integration("cal", of: "acme", .organization))
        #expect(replica.isConnected(ada, cal), "putting it anew drops no connection")
        replica.apply(.connectionDeleted("cal", of: "acme", "ada"))
        #expect(!replica.isConnected(ada, cal))
    }
}
