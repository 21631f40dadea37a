import EntenteProtocol
import TestSupport
import Testing

@Suite("Events")
struct EventTests {
    @Test func eachThingChangedLeavesOneWithItsStatesBeforeAndAfter() throws {
        let world = try DirectoryWorld()
        try world.organization("acme")
        try world.user("ada", of: "acme", role: .admin)
        let before = try world.user("ada")
        let at = world.cluster.network.clock.wall
        let after = try world.call(
            UpdateUserRequest.with {
                $0.actor = "ada"
                $0.id = "ada"
                $0.displayName = "Ada"
            }
        ).user
        let events = try world.events()
        #expect(events.map(\.sequence) == [1, 2, 3, 4])
        #expect(
            events.map(\.call) == ["createOrganization", "createOrganization", "createUser", "updateUser"])
        #expect(events.map(\.subject) == ["acme", "default", "ada", "ada"])
        #expect(events.map(\.actor) == ["", "", "", "ada"])
        #expect(events.allSatisfy { $0.token == "all" && $0.organization == "acme" })
        #expect(events[0].from == "" && events[2].from == "")
        #expect(events[2].to == JSON.encode(before))
        #expect(events[3].from == JSON.encode(before))
        #expect(events[3].to == JSON.encode(after))
        #expect(events[3].at >= at)
    }

    @Test func membershipsHaveTheirOwnUnderTheTeamsId() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["mia", "ada"], to: "sales")
        try world.call(
            SetTeamPrivacyRequest.with {
                $0.team = "sales"
                $0.user = "mia"
                $0.privacy = .showAll
            })
        try world.call(
            RemoveTeamMembersRequest.with {
                $0.team = "sales"
                $0.users = ["ada"]
            })
        try world.call(DeleteTeamRequest.with { $0.id = "sales" })
        let events = try world.events(of: "acme").filter { $0.subject == "sales" }
        #expect(
            events.map(\.call) == [
                "createTeam", "addTeamMembers", "addTeamMembers", "setTeamPrivacy", "removeTeamMembers",
                "deleteTeam", "deleteTeam",
            ])
        let added = try JSON.decode(Membership.self, from: events[1].to)
        #expect(added.team == "sales" && added.user == "mia" && added.privacy == .hideAll)
        #expect(events[3].from == events[1].to)
        #expect(try JSON.decode(Membership.self, from: events[3].to).privacy == .showAll)
        #expect(events[4].from == events[2].to && events[4].to == "")
        #expect(events[5].from == events[3].to && events[5].to == "")
        #expect(try JSON.decode(Team.self, from: events[6].from).id == "sales")
        #expect(events[6].to == "")
    }

    @Test func theyAreListedOfOneOrganizationAndAfterASequence() throws {
        let world = try DirectoryWorld.populated()
        let all = try world.events()
        let globex = try world.events(of: "globex")
        #expect(globex.map(\.subject) == ["globex", "default", "gus"])
        #expect(globex == all.filter { $0.organization == "globex" })
        let later = try world.call(ListEventsRequest.with { $0.after = all[3].sequence }).items
        #expect(later == Array(all[4...]))
        let paged = try world.call(
            ListEventsRequest.with {
                $0.after = all[3].sequence
                $0.pageSize = 2
            })
        #expect(paged.items == Array(all[4..<6]))
        let next = try world.call(
            ListEventsRequest.with {
                $0.after = all[3].sequence
                $0.pageSize = 2
                $0.pageToken = paged.nextPageToken
            })
        #expect(next.items == Array(all[6..<8]))
        expectRefusal(.invalidArgument, ["`after`"]) {
            try world.call(ListEventsRequest.with { $0.after = -1 })
        }
    }

    @Test func refusalsLeaveNone() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.events()
        expectRefusal(.alreadyExists) { try world.user("mia", of: "acme") }
        expectRefusal(.permissionDenied) { try world.user("x", of: "acme", by: "mia") }
        #expect(try world.events() == before)
    }
}
