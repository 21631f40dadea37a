// A world is computed, so what a table would guarantee has to be shown: that nothing is there twice, that
// the parts cover the whole, and that the same numbers give the same world.

import EntenteProtocol
import Testing

@testable import World

@Suite struct WorldTests {
    private func plan(_ users: Int, _ organizations: Int, seed: UInt64 = 1) throws -> WorldPlan {
        try WorldPlan(seed: seed, users: users, organizations: organizations)
    }

    /// Worlds small and odd, and one of an ordinary shape.
    static let sizes = [(1, 1), (2, 1), (2, 2), (3, 3), (5, 2), (7, 4), (40, 40), (1_000, 37), (3_000, 200)]

    // MARK: the same world

    @Test func `the same numbers give the same world, another seed another one`() throws {
        let (one, same, other) = (try plan(500, 20), try plan(500, 20), try plan(500, 20, seed: 2))
        #expect((0..<500).allSatisfy { one.userID($0) == same.userID($0) && one.email($0) == same.email($0) })
        #expect((0..<500).allSatisfy { one.userID($0) != other.userID($0) })
        let partnerships = 0..<one.partnershipCount
        #expect(partnerships.map(one.partnership) == partnerships.map(same.partnership))
        #expect(partnerships.map(one.partnership) != partnerships.map(other.partnership))
        let settings = 0..<one.settingCount
        #expect(settings.map(one.setting) == settings.map(same.setting))
    }

    @Test func `a world stays what it was in the release that seeded it`() throws {
        let plan = try plan(10_000, 100)
        #expect(plan.userID(0) == "usr_c9est8m1c9e47s8y")
        #expect(plan.organizationID(99) == "org_vmhzxjq7ce6wfdmh")
        #expect(plan.teamID(5) == "team_5q8p24nbe7cp01g9")
        #expect(plan.partnershipID(7) == "pts_1f5r2g9trsradz0g")
        #expect(plan.users(of: 0) == 0..<1_909)
        #expect(plan.setting(17) == PlannedSetting(owner: 170, viewer: 1_396, level: .external))
    }

    // MARK: people

    @Test(arguments: sizes)
    func `the people of an organization stand in a row and nobody is left out`(
        users: Int, organizations: Int
    ) throws {
        let plan = try plan(users, organizations)
        var next = 0
        for organization in 0..<organizations {
            let range = plan.users(of: organization)
            #expect(range.lowerBound == next)
            #expect(!range.isEmpty)
            #expect(range.allSatisfy { plan.organization(of: $0) == organization })
            next = range.upperBound
        }
        #expect(next == users)
    }

    @Test func `sizes fall off as one over the rank`() throws {
        let plan = try plan(100_000, 1_000)
        let sizes = (0..<1_000).map { plan.users(of: $0).count }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 + 1 >= $1 })
        #expect((9...11).contains(sizes[0] / sizes[9]))
        #expect((45...55).contains(sizes[0] / sizes[49]))
    }

    @Test func `ids are of one length, unlike and lead back to their index`() throws {
        let plan = try plan(20_000, 500)
        let ids = (0..<20_000).map(plan.userID)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 20 })
        #expect(ids.enumerated().allSatisfy { plan.user(id: $1) == $0 })
        #expect(plan.user(id: plan.userID(20_000)) == nil)
        #expect(plan.user(id: plan.organizationID(3)) == nil)
        #expect(plan.user(id: "usr_") == nil)
        let others = (0..<500).map(plan.organizationID) + (0..<plan.teamCount).map(plan.teamID)
        #expect(Set(others).count == others.count)
    }

    @Test func `addresses are unlike and some people bear marks, administrators none`() throws {
        let plan = try plan(20_000, 500)
        #expect(Set((0..<20_000).map(plan.email)).count == 20_000)
        let marks = Dictionary(grouping: 0..<20_000, by: plan.mark).mapValues(\.count)
        #expect((50...150).contains(marks[.vip] ?? 0))
        #expect((120...280).contains(marks[.assistant] ?? 0))
        #expect((120...280).contains(marks[.deactivated] ?? 0))
        for organization in 0..<500 {
            let administrator = plan.administrator(of: organization)
            #expect(plan.role(administrator) == .admin)
            #expect(plan.mark(administrator) == .none)
        }
    }

    // MARK: teams, settings, partnerships

    @Test(arguments: sizes)
    func `teams hold people of their own organization, each once`(users: Int, organizations: Int) throws {
        let plan = try plan(users, organizations)
        for organization in 0..<organizations {
            for team in plan.teams(of: organization).map(plan.team) {
                #expect(team.organization == organization)
                #expect(Set(team.members).count == team.members.count)
                #expect(team.members.allSatisfy { plan.users(of: organization).contains($0) })
                #expect(team.members.count >= 2)
            }
        }
    }

    @Test(arguments: sizes, [10, 1_000] as [Int64])
    func `no two settings are of the same two people`(sizes: (Int, Int), perHundred: Int64) throws {
        var numbers = WorldNumbers(users: sizes.0, organizations: sizes.1)
        numbers.settingsPerHundredUsers = perHundred
        let plan = try WorldPlan(numbers)
        let settings = (0..<plan.settingCount).map(plan.setting)
        #expect(settings.allSatisfy { $0.owner != $0.viewer })
        #expect(settings.allSatisfy { (0..<sizes.0).contains($0.owner) && (0..<sizes.0).contains($0.viewer) })
        #expect(Set(settings.map { [$0.owner, $0.viewer] }).count == settings.count)
    }

    @Test(arguments: sizes, [1, 4, 1_000] as [Int64])
    func `no two organizations have more than one partnership`(sizes: (Int, Int), each: Int64) throws {
        var numbers = WorldNumbers(users: sizes.0, organizations: sizes.1)
        numbers.partnershipsPerOrganization = each
        let plan = try WorldPlan(numbers)
        let partnerships = (0..<plan.partnershipCount).map(plan.partnership)
        #expect(partnerships.allSatisfy { $0.first != $0.second })
        #expect(Set(partnerships.map { Set([$0.first, $0.second]) }).count == partnerships.count)
        for found in partnerships.prefix(200) {
            #expect(plan.partnership(between: found.first, and: found.second) == found)
            #expect(plan.partnership(between: found.second, and: found.first) == found)
            #expect(plan.partners(of: found.first).contains(found.second))
            #expect(plan.partners(of: found.second).contains(found.first))
        }
        for organization in 0..<min(sizes.1, 50) {
            let partners = plan.partners(of: organization)
            #expect(Set(partners).count == partners.count)
            #expect(partners.count == partnerships.count { [$0.first, $0.second].contains(organization) })
        }
    }

    @Test func `partnerships are of every stage and of every kind of terms`() throws {
        let plan = try plan(20_000, 500)
        let partnerships = (0..<plan.partnershipCount).map(plan.partnership)
        #expect(partnerships.count == 2_000)
        #expect(partnerships.count { $0.stage == .enabled } > 1_700)
        #expect(Set(partnerships.map(\.stage)) == [.proposed, .enabled, .disabled])
        #expect(Set(partnerships.map(\.preset)) == [.full, .limited, .restricted, nil])
        #expect(partnerships.allSatisfy { ($0.preset == nil) == !$0.terms.isEmpty })
    }

    @Test func `a world of ten million costs what its organizations cost`() throws {
        let plan = try plan(10_000_000, 20_000)
        let last = 9_999_999
        #expect(plan.organization(of: last) == 19_999)
        #expect(plan.user(id: plan.userID(last)) == last)
        #expect(plan.partnershipCount == 80_000)
    }
}

@Suite struct WorldNumbersTests {
    private func refusal(_ change: (inout WorldNumbers) -> Void) -> WorldProblem? {
        var numbers = WorldNumbers(users: 10, organizations: 2)
        change(&numbers)
        do throws(WorldProblem) { try numbers.check() } catch { return error }
        return nil
    }

    @Test func `numbers of which no world can be made are named`() {
        #expect(refusal { $0.users = 0 }?.number == "users")
        #expect(refusal { $0.users = 1 << 40 }?.number == "users")
        #expect(refusal { $0.organizations = 0 }?.number == "organizations")
        #expect(
            refusal { $0.organizations = 11 }?.reason
                == "11 organizations are more than 10 users; each has one at least")
        #expect(refusal { $0.partnershipsPerOrganization = -1 }?.number == "partnershipsPerOrganization")
        #expect(refusal { $0.teamsPerHundredUsers = 101 }?.number == "teamsPerHundredUsers")
        #expect(refusal { $0.settingsPerHundredUsers = 1_001 }?.number == "settingsPerHundredUsers")
        #expect(refusal { _ in } == nil)
    }

    @Test func `the manifest gives the same numbers back`() throws {
        var numbers = WorldNumbers(seed: .max, users: 123_456, organizations: 78)
        numbers.teamsPerHundredUsers = 3
        #expect(try WorldNumbers(manifest: numbers.manifest) == numbers)
    }

    @Test func `a manifest that makes no world is refused`() {
        for text in ["", "{}}", "[]", "{\"users\": 0}", "{\"peple\": 5}"] {
            #expect(throws: WorldProblem.self, "\(text)") { try WorldNumbers(manifest: text) }
        }
    }
}
