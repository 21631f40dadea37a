import EntenteProtocol
import Rules
import TestSupport
import Testing

/// What holds without an individual setting, and what an owner may choose from.
@Suite("What owners may set others to")
struct RelationshipLevelTests {
    /// Acme with the location `berlin` (team-colleague, employee, unknown), where Bea and Bob are.
    private func berlin() throws -> DirectoryWorld {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        for id in ["bea", "bob"] {
            try world.user(id, of: "acme")
            try world.call(
                UpdateUserRequest.with {
                    $0.id = id
                    $0.location = "berlin"
                })
        }
        return world
    }

    private func base(_ owner: String, _ viewer: String, _ world: DirectoryWorld) throws -> Level {
        try world.options(owner, viewer).base
    }

    @Test func theOwnersLocationGivesTheLevel() throws {
        let world = try berlin()
        #expect(try base("bea", "bob", world) == .teamColleague)
        #expect(try base("bea", "mia", world) == .employee)
        #expect(try base("bea", "gus", world) == .unknown)
        #expect(try base("mia", "bea", world) == .employee)
        #expect(try base("mia", "ada", world) == .employee)
        #expect(try base("gus", "mia", world) == .external)
        // `default` of two organizations is not the same place.
        #expect(try base("mia", "gus", world) == .external)
    }

    @Test func theMostComprehensiveTeamGivesTheLevel() throws {
        let world = try berlin()
        try world.workTeam("low", of: "acme")
        try world.call(
            UpdateTeamRequest.with {
                $0.id = "low"
                $0.level = .unknown
            })
        try world.add(["bea", "bob", "mia"], to: "low")
        // A team that gives less than the location takes nothing away.
        #expect(try base("bea", "bob", world) == .teamColleague)
        #expect(try base("bea", "mia", world) == .employee)
        try world.workTeam("high", of: "acme")
        try world.call(
            UpdateTeamRequest.with {
                $0.id = "high"
                $0.level = .assistantPlus
            })
        try world.add(["bea"], to: "high")
        #expect(try base("bea", "mia", world) == .employee)
        try world.add(["mia"], to: "high")
        #expect(try base("bea", "mia", world) == .assistantPlus)
        #expect(try base("mia", "bea", world) == .assistantPlus)
        #expect(try base("bob", "bea", world) == .teamColleague)
    }

    @Test func aMonitoringTeamGivesItsGrantsOneWay() throws {
        let world = try berlin()
        try world.monitoringTeam("desk", of: "acme")
        try world.add(["mia", "ada"], to: "desk", subgroup: "watchers")
        try world.add(["alan"], to: "desk", subgroup: "watched")
        #expect(try base("alan", "mia", world) == .assistant)
        #expect(try base("mia", "alan", world) == .employee)
        #expect(try base("mia", "ada", world) == .employee)
        try world.call(
            UpdateTeamRequest.with {
                $0.id = "desk"
                $0.grants = .with {
                    $0.values = [DirectoryWorld.grant("watchers", "watchers", .assistantPlus)]
                }
            })
        #expect(try base("alan", "mia", world) == .employee)
        #expect(try base("mia", "ada", world) == .assistantPlus)
    }

    @Test func anAssistantIsOneWithinTheirOrganization() throws {
        let world = try berlin()
        for id in ["mia", "gus"] {
            try world.call(
                UpdateUserRequest.with {
                    $0.id = id
                    $0.assistant = true
                })
        }
        #expect(try base("bea", "mia", world) == .assistant)
        #expect(try base("mia", "bea", world) == .employee)
        #expect(try base("bea", "gus", world) == .unknown)
    }

    @Test func toAVIPEverybodyIsUnknown() throws {
        let world = try berlin()
        try world.workTeam("high", of: "acme")
        try world.add(["bea", "mia"], to: "high")
        try world.setVIP("bea", true)
        for viewer in ["bob", "mia", "gus"] { #expect(try base("bea", viewer, world) == .unknown) }
        #expect(try base("mia", "bea", world) == .teamColleague)
        try world.setVIP("bea", false)
        #expect(try base("bea", "mia", world) == .teamColleague)
    }

    @Test func anIndividualSettingDoesNotMoveWhatHoldsWithoutIt() throws {
        let world = try berlin()
        let set = try world.setRelationship("bea", "mia", .assistant)
        let options = try world.options("bea", "mia")
        #expect(options.relationship == set && options.base == .employee)
        #expect(try world.options("bea", "bob").relationship == nil)
    }

    // MARK: policies

    @Test func everyLevelIsOnOfferAtFirst() throws {
        let world = try berlin()
        let options = try world.options("bea", "mia")
        #expect(options.policy == .extendAndRestrict)
        #expect(options.levels == LevelRules.all)
        for level in LevelRules.all {
            #expect(try world.setRelationship("bea", "mia", level).level == level)
        }
    }

    @Test func underExtendOnlyNothingBelowTheServerSideIsOnOffer() throws {
        let world = try berlin()
        try world.setRelationship("bea", "gus", .blocked)
        try world.setRelationship("bea", "mia", .external)
        try world.setPolicy(.extendOnly)
        let options = try world.options("bea", "mia")
        #expect(options.policy == .extendOnly)
        #expect(options.levels == [.employee, .teamColleague, .assistant, .assistantPlus])
        // What was set before stays as it is, but is not on offer again.
        #expect(options.relationship?.level == .external)
        let before = try world.relationships(of: "bea")
        for actor in ["bea", ""] {
            for level in LevelRules.all where level < .employee {
                expectRefusal(
                    .failedPrecondition, ["`level`", "`\(level.name)`", "`employee`", "`assistant-plus`"],
                    state: "extend-only"
                ) { try world.setRelationship("bea", "mia", level, by: actor) }
            }
        }
        #expect(try world.relationships(of: "bea") == before)
        for level in options.levels {
            #expect(try world.setRelationship("bea", "mia", level, by: "bea").level == level)
        }
        // Clearing is always possible.
        try world.setRelationship("bea", "gus", nil, by: "bea")
        #expect(try world.relationships(of: "bea").map(\.viewer) == ["mia"])
        // Another organization's policy does not count.
        #expect(try world.setRelationship("gus", "bea", .blocked).level == .blocked)
    }

    @Test func underExtendOnlyAVIPMayRestrictToUnknown() throws {
        let world = try berlin()
        try world.setPolicy(.extendOnly)
        try world.setVIP("bea", true)
        #expect(try world.options("bea", "bob").levels == LevelRules.all.filter { $0 != .blocked })
        try world.setRelationship("bea", "bob", .unknown)
        expectRefusal(.failedPrecondition, ["`blocked`", "`unknown`"], state: "extend-only") {
            try world.setRelationship("bea", "bob", .blocked)
        }
    }

    // MARK: VIP

    @Test func becomingAVIPDropsWhatTheyHadSet() throws {
        let world = try berlin()
        let dropped = [
            try world.setRelationship("bea", "bob", .blocked),
            try world.setRelationship("bea", "gus", .assistant),
        ]
        let kept = try world.setRelationship("bob", "bea", .assistant)
        let before = try world.user("bea")
        let head = try world.position().directory
        let after = try world.setVIP("bea", true, by: "alan")
        #expect(after.vip && after.version == before.version + 1)
        #expect(try world.relationships(of: "bea") == [])
        #expect(try world.relationships(of: "bob") == [kept])

        let event = try #require(try world.events(of: "acme").last)
        #expect(event.call == "updateUser" && event.subject == "bea" && event.actor == "alan")
        #expect(event.from == JSON.encode(before) && event.to == JSON.encode(after))
        #expect(event.dropped == dropped)

        let facts = try world.changes().filter { $0.revision > head }
        #expect(facts.map(\.last) == [false, false, true])
        #expect(facts[0].fact.user == after)
        #expect(facts[1].fact.relationshipDeleted?.viewer == "bob")
        #expect(facts[2].fact.relationshipDeleted?.viewer == "gus")
        try world.restart()
        #expect(try world.events(of: "acme").last == event)

        // Who is a VIP already keeps what they set as one, and loses nothing when they cease to be.
        let set = try world.setRelationship("bea", "bob", .employee)
        #expect(set.version == 3)
        try world.setVIP("bea", true)
        try world.call(
            UpdateUserRequest.with {
                $0.id = "bea"
                $0.vip = true
                $0.displayName = "B"
            })
        try world.setVIP("bea", false)
        #expect(try world.relationships(of: "bea") == [set])
        #expect(try world.events(of: "acme").suffix(2).allSatisfy(\.dropped.isEmpty))
        try world.setVIP("bea", true)
        #expect(try world.relationships(of: "bea") == [])
        #expect(try world.events(of: "acme").last?.dropped == [set])
    }
}

extension DirectoryWorld {
    /// Says what Acme lets its people do to relationships.
    func setPolicy(_ policy: RelationshipPolicy) throws {
        try call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.relationshipPolicy = policy
            })
    }
}
