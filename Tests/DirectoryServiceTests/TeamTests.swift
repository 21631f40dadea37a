import EntenteProtocol
import TestSupport
import Testing

@Suite("Teams")
struct TeamTests {
    private func create(
        _ world: DirectoryWorld, by actor: String = "", _ fill: (inout CreateTeamRequest) -> Void
    ) throws -> Team {
        try world.call(
            CreateTeamRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.name = "Team"
                $0.kind = .work
                fill(&$0)
            }
        ).team
    }

    private func update(
        _ world: DirectoryWorld, _ id: String, by actor: String = "", version: Int64 = 0,
        _ fill: (inout UpdateTeamRequest) -> Void
    ) throws -> Team {
        try world.call(
            UpdateTeamRequest.with {
                $0.actor = actor
                $0.expectedVersion = version
                $0.id = id
                fill(&$0)
            }
        ).team
    }

    @Test func aWorkTeamMakesTeamColleaguesUnlessItSaysOtherwise() throws {
        let world = try DirectoryWorld.populated()
        let sales = try create(world, by: "alan") { $0.id = "sales" }
        #expect(sales.level == .teamColleague)
        #expect(sales.version == 1 && sales.memberCount == 0 && sales.members.isEmpty)
        #expect(try create(world) { $0.level = .forwarder }.level == .forwarder)
        #expect(try create(world) { $0.level = .unknown }.id.hasPrefix("team_"))
        #expect(try world.team("sales") == sales)
    }

    @Test func aMonitoringTeamHasSubgroupsAndGrants() throws {
        let world = try DirectoryWorld.populated()
        let made = try world.monitoringTeam("desk", of: "acme")
        #expect(made.level == .unspecified)
        #expect(made.subgroups == ["watchers", "watched"])
        #expect(made.grants == [DirectoryWorld.grant("watchers", "watched", .assistant)])
        #expect(try world.team("desk") == made)
        let changed = try update(world, "desk", by: "ada", version: 1) {
            $0.name = "Front desk"
            $0.subgroups = StringList(["watched", "watchers", "third"])
            $0.grants = .with { $0.values = [DirectoryWorld.grant("third", "third", .employee)] }
        }
        #expect(changed.version == 2)
        #expect(changed.subgroups == ["watched", "watchers", "third"])
        #expect(try world.team("desk") == changed)
        let cleared = try update(world, "desk") { $0.grants = TeamGrantList() }
        #expect(cleared.grants.isEmpty && cleared.subgroups.count == 3 && cleared.version == 3)
        #expect(try update(world, "desk") { $0.name = "Front desk" }.version == 3)
    }

    @Test func badFormNamesTheField() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.invalidArgument, ["`kind`"]) { _ = try create(world) { $0.kind = .unspecified } }
        expectRefusal(.invalidArgument, ["`name`"]) { _ = try create(world) { $0.name = "" } }
        expectRefusal(.invalidArgument, ["`id`"]) { _ = try create(world) { $0.id = "a/b" } }
        expectRefusal(.invalidArgument, ["`level`"]) { _ = try create(world) { $0.level = .blocked } }
        expectRefusal(.invalidArgument, ["`level`"]) { _ = try create(world) { $0.level = .unspecified } }
        expectRefusal(.invalidArgument, ["`subgroups`"]) { _ = try create(world) { $0.subgroups = ["a"] } }
        expectRefusal(.invalidArgument, ["`grants`"]) {
            _ = try create(world) { $0.grants = [DirectoryWorld.grant("a", "a", .employee)] }
        }
        func monitoring(_ fill: (inout CreateTeamRequest) -> Void) throws {
            _ = try create(world) {
                $0.kind = .monitoring
                $0.subgroups = ["a", "b"]
                fill(&$0)
            }
        }
        expectRefusal(.invalidArgument, ["`level`"]) { try monitoring { $0.level = .employee } }
        expectRefusal(.invalidArgument, ["`subgroups[1]`"]) { try monitoring { $0.subgroups = ["a", "a"] } }
        expectRefusal(.invalidArgument, ["`subgroups[0]`"]) { try monitoring { $0.subgroups = [""] } }
        expectRefusal(.invalidArgument, ["`grants[0]`", "`c`"]) {
            try monitoring { $0.grants = [DirectoryWorld.grant("a", "c", .employee)] }
        }
        expectRefusal(.invalidArgument, ["`grants[0].level`"]) {
            try monitoring { $0.grants = [DirectoryWorld.grant("a", "b", .blocked)] }
        }
        expectRefusal(.invalidArgument, ["`grants[1]`", "twice"]) {
            try monitoring {
                $0.grants = [
                    DirectoryWorld.grant("a", "b", .employee), DirectoryWorld.grant("a", "b", .unknown),
                ]
            }
        }
        expectRefusal(.notFound, ["`organization`"]) { _ = try create(world) { $0.organization = "missing" } }
        try world.workTeam("sales", of: "acme")
        expectRefusal(.alreadyExists, ["`id`", "`sales`"]) { try world.workTeam("sales", of: "globex") }
        expectRefusal(.invalidArgument, ["`subgroups`"]) {
            _ = try update(world, "sales") { $0.subgroups = StringList(["a"]) }
        }
        expectRefusal(.notFound, ["`id`", "`missing`"]) { _ = try update(world, "missing") { $0.name = "X" } }
        expectRefusal(.notFound, ["`id`"]) { _ = try world.team("missing") }
    }

    @Test func aSubgroupThatPeopleAreInStays() throws {
        let world = try DirectoryWorld.populated()
        try world.monitoringTeam("desk", of: "acme")
        try world.add(["mia"], to: "desk", subgroup: "watched")
        expectRefusal(.failedPrecondition, ["`subgroups`", "`watched`"], state: "subgroup-in-use") {
            _ = try update(world, "desk") {
                $0.subgroups = StringList(["watchers"])
                $0.grants = TeamGrantList()
            }
        }
        expectRefusal(.invalidArgument, ["`grants[0]`", "`watchers`"]) {
            _ = try update(world, "desk") { $0.subgroups = StringList(["watched"]) }
        }
        let changed = try update(world, "desk") {
            $0.subgroups = StringList(["watched"])
            $0.grants = TeamGrantList()
        }
        #expect(changed.members.map(\.user) == ["mia"])
    }

    /// Members and grants are matched by bytes, and one text may be written in several.
    @Test func aSubgroupIsSpelledInOneWayHoweverItIsWritten() throws {
        let world = try DirectoryWorld.populated()
        let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
        func grants(_ viewer: String, _ owner: String) -> [TeamGrant] {
            [DirectoryWorld.grant(viewer, owner, .assistant)]
        }
        let made = try create(world) {
            $0.id = "desk"
            $0.kind = .monitoring
            $0.subgroups = [composed]
            $0.grants = grants(decomposed, composed)
        }
        try world.add(["mia"], to: "desk", subgroup: decomposed)
        let resent = try update(world, "desk") {
            $0.subgroups = StringList([decomposed, "third"])
            $0.grants = .with { $0.values = grants(decomposed, decomposed) }
        }
        #expect(resent.members.count == 1)
        for team in [made, resent, try world.team("desk")] {
            let names =
                team.subgroups.prefix(1) + team.grants.flatMap { [$0.viewerSubgroup, $0.ownerSubgroup] }
                + team.members.compactMap(\.subgroup)
            #expect(names.count >= 3 && names.allSatisfy { $0.utf8.elementsEqual(composed.utf8) })
        }
    }

    @Test func aDeletedTeamIsAnsweredAsItWasAndItsPeopleStay() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        let team = try world.add(["ada", "mia"], to: "sales")
        expectRefusal(.conflict, version: 2) {
            try world.call(
                DeleteTeamRequest.with {
                    $0.id = "sales"
                    $0.expectedVersion = 1
                })
        }
        let gone = try world.call(DeleteTeamRequest.with { $0.id = "sales" }).team
        #expect(gone == team)
        expectRefusal(.notFound) { _ = try world.team("sales") }
        #expect(try world.user("mia").version == 1)
        // The id is free again, and nobody is in it.
        #expect(try world.workTeam("sales", of: "globex").memberCount == 0)
    }

    @Test func teamsAreManagedLikeUsers() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        for actor in ["mia", "gus"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) {
                _ = try update(world, "sales", by: actor) { $0.name = "X" }
            }
        }
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.enterprisePermissions = true
            })
        expectRefusal(.permissionDenied, ["`alan`", "team.manage"]) {
            _ = try create(world, by: "alan") { $0.id = "x" }
        }
        _ = try create(world, by: "ada") { $0.id = "x" }
        try world.suspend("acme")
        expectRefusal(.failedPrecondition, state: "suspended") {
            try world.call(
                DeleteTeamRequest.with {
                    $0.actor = "ada"
                    $0.id = "x"
                })
        }
    }
}
