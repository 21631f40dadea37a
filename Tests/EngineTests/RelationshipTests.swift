import EntenteProtocol
import Replica
import Testing

/// Every source of a level, alone and against the others.
@Suite struct RelationshipTests {
    /// Ada and Ann of acme in one place, Abe of acme elsewhere, Cid of bolt.
    let world = Replica.with(
        .organization("acme"), .organization("bolt"),
        .location("default", of: "acme", same: .employee, other: .external, outside: .unknown),
        .location("lab", of: "acme", same: .teamColleague, other: .assistant, outside: .blocked),
        .location("default", of: "bolt", same: .employee, other: .employee, outside: .employee),
        .user("ada", of: "acme"), .user("ann", of: "acme"),
        .user("abe", of: "acme") { $0.location = "lab" }, .user("cid", of: "bolt"))

    private func level(
        _ viewer: String, toward owner: String, _ context: CallContext = .unspecified
    ) throws -> Level {
        world.level(
            of: try #require(world.user(viewer)), toward: try #require(world.user(owner)),
            callContext: context)
    }

    private func sources(
        _ viewer: String, toward owner: String, _ context: CallContext = .unspecified
    ) throws -> [String] {
        let sources = world.levelSources(
            of: try #require(world.user(viewer)), toward: try #require(world.user(owner)),
            callContext: context)
        return sources.map { source in
            let places = [source.id, source.viewerSubgroup, source.ownerSubgroup].compactMap { $0 }
            let mark = source.counted ? "*" : ""
            return ([source.kind.name, source.level.name + mark] + places).joined(separator: " ")
        }
    }

    @Test func theOwnersLocationGivesLevelsToThreeDistances() throws {
        #expect(try level("ann", toward: "ada") == .employee)
        #expect(try level("abe", toward: "ada") == .external)
        #expect(try level("cid", toward: "ada") == .unknown)
        #expect(try level("ada", toward: "abe") == .assistant)
        #expect(try level("cid", toward: "abe") == .blocked)
        #expect(try level("ada", toward: "cid") == .employee)
        #expect(try sources("abe", toward: "ada") == ["location external* default"])
    }

    @Test func withoutAnySourceSomebodyIsBlocked() throws {
        world.apply(.locationDeleted("default", of: "acme"))
        #expect(try level("ann", toward: "ada") == .blocked)
        #expect(try sources("ann", toward: "ada") == [])
    }

    @Test func theBestTeamThatBothAreInCounts() throws {
        world.apply(
            .team("t1", of: "acme", level: .teamColleague), .team("t2", of: "acme", level: .assistant),
            .membership("ada", in: "t1"), .membership("ann", in: "t1"), .membership("ada", in: "t2"))
        #expect(try level("ann", toward: "ada") == .teamColleague)
        #expect(try level("ada", toward: "ann") == .teamColleague)
        world.apply(.membership("ann", in: "t2"))
        #expect(try level("ann", toward: "ada") == .assistant)
        #expect(
            try sources("ann", toward: "ada") == [
                "location employee default", "work-team team-colleague t1", "work-team assistant* t2",
            ])
        world.apply(.team("t2", of: "acme", level: .external), .teamDeleted("t1"))
        #expect(try level("ann", toward: "ada") == .employee)
    }

    @Test func aPlaceInAnotherOrganizationsTeamIsNone() throws {
        world.apply(.team("t1", of: "acme", level: .assistant), .membership("ada", in: "t1"))
        world.apply(.membership("cid", in: "t1"))
        let (ada, cid) = (try #require(world.user("ada")), try #require(world.user("cid")))
        #expect(try level("cid", toward: "ada") == .unknown)
        #expect(world.isMember(ada, ofTeam: "t1") && !world.isMember(cid, ofTeam: "t1"))
        #expect(!world.sharesTeam(ada, cid) && world.sharesTeam(ada, ada))
    }

    @Test func aGrantLeadsFromTheViewersSubgroupToTheOwners() throws {
        world.apply(
            .membership("ann", in: "m", subgroup: "desk"), .membership("ada", in: "m", subgroup: "board"),
            .monitoring("m", of: "acme", [("desk", "board", .assistantPlus), ("board", "board", .assistant)]))
        #expect(try level("ann", toward: "ada") == .assistantPlus)
        #expect(try level("ada", toward: "ann") == .employee)
        #expect(
            try sources("ann", toward: "ada") == [
                "location employee default", "monitoring-team assistant-plus* m desk board",
            ])
        world.apply(.membership("ada", in: "m", subgroup: ""))
        #expect(try level("ann", toward: "ada") == .employee)
        world.apply(.membership("ada", in: "m", subgroup: "desk"))
        #expect(try level("ann", toward: "ada") == .employee)
        world.apply(.monitoring("m", of: "acme", [("desk", "desk", .forwarder), ("a", "desk", .assistant)]))
        #expect(try level("ann", toward: "ada") == .employee)
        world.apply(.monitoring("m", of: "acme", [("desk", "desk", .teamColleague)]))
        #expect(try level("ann", toward: "ada") == .teamColleague)
    }

    @Test func aThousandGrantsAreAllFound() throws {
        let groups = (0..<32).map { "g\($0)" }
        let grants = groups.flatMap { viewer in
            groups.map { (viewer, $0, viewer < $0 ? Level.assistant : .teamColleague) }
        }
        world.apply(.monitoring("m", of: "acme", grants))
        for (viewer, owner, level) in grants.shuffled().prefix(200) {
            world.apply(
                .membership("ann", in: "m", subgroup: viewer), .membership("ada", in: "m", subgroup: owner))
            #expect(try self.level("ann", toward: "ada") == level, "\(viewer) to \(owner)")
        }
    }

    @Test func anAssistantIsOneToColleaguesOnly() throws {
        world.apply(
            .user("ann", of: "acme") { $0.assistant = true },
            .user("cid", of: "bolt") { $0.assistant = true })
        #expect(try level("ann", toward: "ada") == .assistant)
        #expect(try level("ada", toward: "ann") == .employee)
        #expect(try level("cid", toward: "ada") == .unknown)
        #expect(try sources("ann", toward: "ada") == ["location employee default", "assistant assistant*"])
    }

    @Test func aCallInProgressRaisesButNeverLowers() throws {
        #expect(try level("cid", toward: "ada", .forwardingParticipant) == .forwardingParticipant)
        #expect(try level("cid", toward: "ada", .forwarder) == .forwarder)
        #expect(try level("ann", toward: "ada", .forwarder) == .employee)
        #expect(
            try sources("cid", toward: "ada", .forwarder) == [
                "location unknown default", "call-context forwarder*",
            ])
    }

    @Test func toAVIPEverybodyIsUnknownWhateverTheServerSideSays() throws {
        world.apply(
            .user("ada", of: "acme") { $0.vip = true }, .user("ann", of: "acme") { $0.assistant = true },
            .team("t1", of: "acme"), .membership("ada", in: "t1"), .membership("ann", in: "t1"))
        #expect(try level("ann", toward: "ada", .forwarder) == .unknown)
        #expect(try level("cid", toward: "ada") == .unknown)
        #expect(
            try sources("ann", toward: "ada") == [
                "vip unknown*", "location employee default", "work-team team-colleague t1",
                "assistant assistant",
            ])
    }

    @Test(arguments: [false, true], Level.allCases.filter { $0 != .unspecified })
    func anIndividualSettingSupersedesEverything(_ vip: Bool, _ set: Level) throws {
        world.apply(
            .user("ada", of: "acme") { $0.vip = vip }, .user("ann", of: "acme") { $0.assistant = true },
            .setting("ada", "ann", set), .setting("ada", "cid", set))
        #expect(try level("ann", toward: "ada", .forwarder) == set)
        #expect(try level("cid", toward: "ada") == set)
        #expect(try level("ada", toward: "cid") == .employee)
        #expect(try sources("cid", toward: "ada").first == "individual \(set.name)*")
        #expect(try sources("cid", toward: "ada").dropFirst().allSatisfy { !$0.contains("*") })
        world.apply(.settingDeleted("ada", "cid"))
        #expect(try level("cid", toward: "ada") == .unknown)
    }

    @Test func severalSourcesOfTheLevelThatHoldsAllCount() throws {
        world.apply(
            .team("t1", of: "acme", level: .employee), .membership("ada", in: "t1"),
            .membership("ann", in: "t1"))
        #expect(
            try sources("ann", toward: "ada") == ["location employee* default", "work-team employee* t1"])
    }
}
