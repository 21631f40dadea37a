import EntenteProtocol
import TestSupport
import Testing

@Suite("Team members")
struct MembershipTests {
    private func remove(
        _ world: DirectoryWorld, _ users: [String], by actor: String = "", version: Int64 = 0
    ) throws -> Team {
        try world.call(
            RemoveTeamMembersRequest.with {
                $0.actor = actor
                $0.expectedVersion = version
                $0.team = "sales"
                $0.users = users
            }
        ).team
    }

    private func setPrivacy(
        _ world: DirectoryWorld, _ privacy: Privacy, of user: String, by actor: String = "",
        version: Int64 = 0
    ) throws -> Team {
        try world.call(
            SetTeamPrivacyRequest.with {
                $0.actor = actor
                $0.expectedVersion = version
                $0.team = "sales"
                $0.user = user
                $0.privacy = privacy
            }
        ).team
    }

    @Test func peopleComeAndGoAndTheTeamCountsThem() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        let two = try world.call(
            AddTeamMembersRequest.with {
                $0.actor = "alan"
                $0.expectedVersion = 1
                $0.team = "sales"
                $0.members = ["mia", "ada"].map { user in
                    .with {
                        $0.user = user
                        $0.privacy = .showAll  // Ignored: a member starts by hiding all.
                    }
                }
            }
        ).team
        #expect(two.members.map(\.user) == ["ada", "mia"])
        #expect(two.members.allSatisfy { $0.privacy == .hideAll && $0.subgroup == nil })
        #expect(two.memberCount == 2 && two.version == 2)
        let one = try remove(world, ["ada"], by: "alan", version: 2)
        #expect(one.members.map(\.user) == ["mia"])
        #expect(one.memberCount == 1 && one.version == 3)
        #expect(try world.team("sales") == one)
        // Who is deactivated stays, and can be taken out.
        try world.deactivate("mia")
        #expect(try world.team("sales").memberCount == 1)
        #expect(try remove(world, ["mia"]).members.isEmpty)
    }

    @Test func membersOfAMonitoringTeamAreInASubgroup() throws {
        let world = try DirectoryWorld.populated()
        try world.monitoringTeam("desk", of: "acme")
        #expect(try world.add(["mia"], to: "desk", subgroup: "watched").members[0].subgroup == "watched")
        expectRefusal(.invalidArgument, ["`members[0].subgroup`", "`watchers`"]) {
            try world.add(["ada"], to: "desk")
        }
        expectRefusal(.invalidArgument, ["`members[0].subgroup`", "`nowhere`"]) {
            try world.add(["ada"], to: "desk", subgroup: "nowhere")
        }
        try world.workTeam("sales", of: "acme")
        expectRefusal(.invalidArgument, ["`members[0].subgroup`"]) {
            try world.add(["ada"], to: "sales", subgroup: "watched")
        }
    }

    @Test func refusalsNameTheMember() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["mia"], to: "sales")
        expectRefusal(.alreadyExists, ["`members[1].user`", "`mia`"]) {
            try world.add(["ada", "mia"], to: "sales")
        }
        expectRefusal(.invalidArgument, ["`members[2].user`", "twice"]) {
            try world.add(["ada", "alan", "ada"], to: "sales")
        }
        expectRefusal(.notFound, ["`members[1].user`", "`missing`"]) {
            try world.add(["ada", "missing"], to: "sales")
        }
        expectRefusal(.notFound, ["`members[0].user`", "`gus`", "`acme`"]) {
            try world.add(["gus"], to: "sales")
        }
        expectRefusal(.invalidArgument, ["`members`"]) { try world.add([], to: "sales") }
        expectRefusal(.notFound, ["`team`", "`missing`"]) { try world.add(["ada"], to: "missing") }
        expectRefusal(.notFound, ["`users[1]`", "`ada`"]) { _ = try remove(world, ["mia", "ada"]) }
        expectRefusal(.invalidArgument, ["`users[1]`", "twice"]) { _ = try remove(world, ["mia", "mia"]) }
        expectRefusal(.invalidArgument, ["`users`"]) { _ = try remove(world, []) }
        expectRefusal(.conflict, version: 2) { _ = try remove(world, ["mia"], version: 1) }
        #expect(try world.team("sales").members.map(\.user) == ["mia"])
    }

    @Test func aTeamHoldsTenThousandAndNoMore() throws {
        let world = try DirectoryWorld.populated()
        try world.call(ImportUsersRequest.with { $0.users = ImportTests.newcomers(10_000) })
        try world.workTeam("sales", of: "acme")
        let full = try world.add((0..<10_000).map { "n\($0)" }, to: "sales")
        #expect(full.memberCount == 10_000 && full.members.count == 10_000 && full.version == 2)
        expectRefusal(.invalidArgument, ["`members`", "10001"]) { try world.add(["mia"], to: "sales") }
        #expect(try remove(world, ["n17"]).memberCount == 9_999)
        #expect(try world.add(["mia"], to: "sales").memberCount == 10_000)
    }

    @Test func onlyTheEnterpriseAdministratorSetsWhatMembersShowATeam() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["mia", "ada"], to: "sales")
        let team = try setPrivacy(world, .showAll, of: "mia", by: "ada", version: 2)
        #expect(team.members.map(\.privacy) == [.hideAll, .showAll])
        #expect(team.version == 3 && team.memberCount == 2)
        #expect(try setPrivacy(world, .showAll, of: "mia").version == 3)
        for actor in ["alan", "mia", "gus"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) {
                _ = try setPrivacy(world, .hideAll, of: "mia", by: actor)
            }
        }
        expectRefusal(.notFound, ["`user`", "`alan`"]) { _ = try setPrivacy(world, .showAll, of: "alan") }
        expectRefusal(.invalidArgument, ["`privacy`"]) { _ = try setPrivacy(world, .unspecified, of: "mia") }
        expectRefusal(.conflict, version: 3) { _ = try setPrivacy(world, .hideAll, of: "mia", version: 2) }
    }

    @Test func aTeamIsManagedByItsOwnOrganizationWhileThatIsInService() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["mia"], to: "sales")
        for actor in ["mia", "gus"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) { _ = try remove(world, ["mia"], by: actor) }
        }
        try world.suspend("acme")
        expectRefusal(.failedPrecondition, state: "suspended") { _ = try remove(world, ["mia"], by: "alan") }
        #expect(try remove(world, ["mia"]).memberCount == 0)
    }
}
