import EntenteProtocol
import Rules
import Testing

@Suite struct SyncedRulesTests {
    private func world(
        _ mode: SyncedMode, mailBodies: Bool = true, privateMeetings: Bool = true
    ) -> ContentTable {
        var world = ContentTable()
        world.add("open", privacy: .showAll)
        world.add("half", privacy: .subjectsOnly)
        world.add("shut", privacy: .hideAll)
        world.add("gone", deactivated: true, privacy: .showAll)
        world.add("vera", privacy: .hideAll)
        world.add("lone", privacy: .showAll)
        world.add("eve", .enterpriseAdmin, privacy: .hideAll)
        world.add("max", of: "bolt", privacy: .showAll)
        world.add("mia", of: "bolt", privacy: .hideAll)
        world.teams = [
            "red": [
                "vera": .hideAll, "open": .subjectsOnly, "shut": .hideAll, "half": .hideAll, "gone": .hideAll,
            ],
            "blue": ["vera": .hideAll, "open": .hideAll, "half": .showAll, "gone": .subjectsOnly],
            "gray": ["open": .showAll, "shut": .showAll],
            "away": ["max": .showAll],
        ]
        for organization in ["acme", "bolt"] {
            world.synced[organization] = SyncedSettings(
                mode: mode, mailBodies: mailBodies, privateMeetings: privateMeetings)
        }
        return world
    }

    private func item(_ type: ContentType, _ participants: [String], isPrivate: Bool? = nil) -> ContentItem {
        .with {
            $0.contentType = type
            $0.participants = participants
            $0.private = isPrivate
        }
    }

    private let types: [ContentType] = [.syncedMail, .syncedMeeting]

    @Test func `a setting shows this much`() {
        #expect(SyncedRules.disclosure(.hideAll) == .metadata)
        #expect(SyncedRules.disclosure(.subjectsOnly) == .subject)
        #expect(SyncedRules.disclosure(.showAll) == .full)
        #expect(SyncedRules.disclosure(.unspecified) == .metadata)
    }

    @Test func `in mode everyone the most revealing participant decides`() {
        let rows: [([String], Disclosure)] = [
            (["shut"], .metadata), (["half"], .subject), (["open"], .full), (["shut", "half"], .subject),
            (["half", "open", "shut"], .full), (["gone"], .full), (["gone", "shut"], .full),
            (["shut", "max"], .metadata), (["shut", "nobody", ""], .metadata),
        ]
        for type in types {
            for (participants, disclosure) in rows {
                for viewer in ["vera", "lone", "eve"] {
                    #expect(
                        world(.everyone).ruling(viewer, item(type, participants))
                            == ContentRuling(disclosure, .personalPrivacy), "\(viewer) \(participants)")
                }
            }
        }
    }

    @Test func `in mode teams-only the most revealing setting in a shared team decides`() {
        let rows: [([String], Disclosure)] = [
            (["shut"], .metadata), (["open"], .subject), (["half"], .full), (["shut", "open"], .subject),
            (["open", "half"], .full), (["gone"], .subject), (["lone"], .none), (["lone", "open"], .subject),
            (["eve", "shut"], .metadata), (["eve"], .none), (["max", "shut"], .metadata),
        ]
        for type in types {
            for (participants, disclosure) in rows {
                let reason = disclosure == .none ? ContentReason.noSharedTeam : .teamPrivacy
                #expect(
                    world(.teamsOnly).ruling("vera", item(type, participants))
                        == ContentRuling(disclosure, reason), "\(participants)")
            }
            for viewer in ["lone", "eve"] {
                let all = item(type, ["open", "half", "shut", "gone"])
                #expect(
                    world(.teamsOnly).ruling(viewer, all) == ContentRuling(.none, .noSharedTeam),
                    "a person in no team sees nothing")
            }
        }
    }

    @Test func `a mode that is missing shows as little as teams-only`() {
        #expect(world(.unspecified).ruling("lone", item(.syncedMail, ["open"])).disclosure == .none)
    }

    @Test(arguments: [SyncedMode.everyone, .teamsOnly])
    func `participants see it in full, whatever they show`(mode: SyncedMode) {
        for type in types {
            for viewer in ["shut", "lone", "eve", "vera"] {
                #expect(
                    world(mode).ruling(viewer, item(type, ["open", viewer]))
                        == ContentRuling(.full, .participant))
            }
            #expect(
                world(mode).ruling("gone", item(type, ["gone"])) == ContentRuling(.none, .viewerDeactivated))
        }
    }

    @Test(arguments: [SyncedMode.everyone, .teamsOnly])
    func `it belongs to every organization with a participant in it and to no other`(mode: SyncedMode) {
        for type in types {
            let ours = item(type, ["open", "nobody"])
            #expect(world(mode).ruling("mia", ours) == ContentRuling(.none, .noParticipant))
            #expect(world(mode).ruling("vera", item(type, [])) == ContentRuling(.none, .noParticipant))
            let both = item(type, ["shut", "max"])
            #expect(world(mode).ruling("max", both) == ContentRuling(.full, .participant))
            #expect(world(.everyone).ruling("mia", both) == ContentRuling(.full, .personalPrivacy))
            #expect(world(.everyone).ruling("vera", both) == ContentRuling(.metadata, .personalPrivacy))
        }
    }

    @Test func `author, sharing, names and grants are not looked at`() {
        for type in types {
            for author in ["vera", "max", "nobody", nil] {
                let item = ContentItem.with {
                    $0.contentType = type
                    $0.participants = ["shut"]
                    $0.author = author
                    $0.sharing = .everyone
                    $0.users = ["vera"]
                    $0.teams = ["red"]
                    $0.assignee = "vera"
                    $0.grants = [
                        .with {
                            $0.user = "vera"
                            $0.role = .owner
                        }
                    ]
                }
                #expect(
                    world(.everyone).ruling("vera", item) == ContentRuling(.metadata, .personalPrivacy))
            }
        }
    }

    @Test func `who is barred sees nothing`() {
        var world = world(.everyone)
        world.suspended = ["acme"]
        for type in types {
            let item = item(type, ["open", "max"])
            #expect(world.ruling("nobody", item) == ContentRuling(.none, .unknownViewer))
            #expect(world.ruling("gone", item) == ContentRuling(.none, .viewerDeactivated))
            for viewer in ["vera", "open"] {
                #expect(world.ruling(viewer, item) == ContentRuling(.none, .organizationSuspended))
            }
            #expect(world.ruling("mia", item).disclosure == .full, "the other organization is in service")
        }
    }

    @Test func `without mail bodies nobody gets more than the subject of a mail`() {
        let mail = { item(.syncedMail, $0) }
        let everyone = world(.everyone, mailBodies: false)
        let rows: [(String, [String], ContentRuling)] = [
            ("open", ["open"], ContentRuling(.subject, .mailBodiesOff)),
            ("vera", ["open"], ContentRuling(.subject, .mailBodiesOff)),
            ("vera", ["half"], ContentRuling(.subject, .personalPrivacy)),
            ("vera", ["shut"], ContentRuling(.metadata, .personalPrivacy)),
        ]
        for (viewer, participants, expected) in rows {
            #expect(everyone.ruling(viewer, mail(participants)) == expected)
        }
        let teams = world(.teamsOnly, mailBodies: false)
        #expect(teams.ruling("vera", mail(["half"])) == ContentRuling(.subject, .mailBodiesOff))
        #expect(teams.ruling("vera", mail(["shut"])) == ContentRuling(.metadata, .teamPrivacy))
        #expect(teams.ruling("vera", mail(["lone"])) == ContentRuling(.none, .noSharedTeam))
        #expect(everyone.ruling("vera", item(.syncedMeeting, ["open"])).disclosure == .full)
    }

    @Test(arguments: [SyncedMode.everyone, .teamsOnly])
    func `without private meetings everybody gets nothing of one, participants included`(mode: SyncedMode) {
        let closed = world(mode, privateMeetings: false)
        for viewer in ["open", "vera", "lone", "eve"] {
            #expect(
                closed.ruling(viewer, item(.syncedMeeting, ["open"], isPrivate: true))
                    == ContentRuling(.none, .privateMeeting))
        }
        for isPrivate in [false, nil] {
            #expect(
                closed.ruling("open", item(.syncedMeeting, ["open"], isPrivate: isPrivate)).disclosure
                    == .full)
        }
        #expect(closed.ruling("open", item(.syncedMail, ["open"], isPrivate: true)).disclosure == .full)
        #expect(
            world(mode).ruling("open", item(.syncedMeeting, ["open"], isPrivate: true)).disclosure == .full)
    }

    @Test func `each organization limits its own people only`() {
        var world = world(.everyone)
        world.synced["acme"] = SyncedSettings(mode: .everyone, mailBodies: false, privateMeetings: false)
        let meeting = item(.syncedMeeting, ["open", "max"], isPrivate: true)
        #expect(world.ruling("open", meeting).disclosure == .none)
        #expect(world.ruling("max", meeting).disclosure == .full)
        #expect(world.ruling("mia", meeting).disclosure == .full)
        let mail = item(.syncedMail, ["open", "max"])
        #expect(world.ruling("open", mail).disclosure == .subject)
        #expect(world.ruling("max", mail).disclosure == .full)
    }
}
