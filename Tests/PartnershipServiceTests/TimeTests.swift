import EntenteProtocol
import TestSupport
import Testing

/// What time does.
@Suite struct TimeTests {
    private let day: Int64 = 24 * 3_600 * 1_000

    @Test func aProposalLapsesAfterThirtyDays() throws {
        let world = try World()
        let opened = try world.propose()
        #expect(opened.open?.expiresAt == opened.createdAt + 30 * day)
        world.pass(.seconds(30 * 86_400 - 60))
        #expect(try world.read().state == .proposed)
        world.pass(.seconds(61))
        let lapsed = try world.read()
        #expect(lapsed.state == .lapsed && lapsed.open == nil && lapsed.version == 2)
        let event = try #require(try world.history().last)
        #expect(event.action == .lapsed && event.actor == "" && event.organization == "")
        #expect(event.at == opened.open?.expiresAt)
        #expect(try world.notifications(of: "alpha").map(\.action) == [.lapsed])
        #expect(try world.notifications(of: "beta").map(\.action) == [.proposed, .lapsed])
        #expect(try world.propose("q").state == .proposed)
    }

    @Test func aProposalLapsesAtItsOwnTime() throws {
        let world = try World()
        let now = world.now
        try world.propose { $0.proposalExpiresAt = now + 5_000 }
        world.pass(.seconds(6))
        try world.refused(.failedPrecondition, state: "lapsed") { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob")
        }
    }

    @Test func aChangeAndAnEnableRequestLapseAndLeaveThePartnership() throws {
        let world = try World()
        try world.enable()
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full, expiresAt: world.now + 5_000)
        world.pass(.seconds(6))
        #expect(try world.read().state == .enabled)
        #expect(try world.read().open == nil)
        try world.give(DisablePartnershipRequest.self, by: "ada")
        try world.give(RequestEnableRequest.self, by: "ada")
        world.pass(.seconds(30 * 86_400 + 1))
        let told = try world.read()
        #expect(told.state == .disabled && told.open == nil)
        #expect(try world.history().map(\.action).suffix(2) == [.enableRequested, .lapsed])
    }

    @Test func termsThatEndDisableAndNeedAChangeToBeEnabledAgain() throws {
        let world = try World()
        let end = world.now + 10_000
        try world.propose { $0.termsExpireAt = end }
        try world.give(AcceptProposalRequest.self, by: "bob")
        #expect(try world.read().termsExpireAt == end)
        world.pass(.seconds(11))
        #expect(try world.read().state == .disabled)
        #expect(try world.history().last?.action == .termsExpired)
        try world.refused(.failedPrecondition, state: "terms-expired") { () throws(Failure) in
            try world.give(RequestEnableRequest.self, by: "ada")
        }
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full, termsExpireAt: 0)
        try world.give(AcceptProposalRequest.self, by: "bob")
        try world.give(RequestEnableRequest.self, by: "ada")
        #expect(try world.give(ConfirmEnableRequest.self, by: "bob").state == .enabled)
    }

    @Test func whatFellDueWhileTheServiceWasDownHappensAtItsStart() throws {
        let world = try World()
        try world.propose { $0.proposalExpiresAt = world.now + 5_000 }
        world.cluster.kill(.partnership)
        world.pass(.seconds(60))
        try world.start()
        world.pass(.seconds(5))
        #expect(try world.read().state == .lapsed)
        #expect(try world.history().count == 2)
    }

    @Test func manyDeadlinesAtOnceAllHappen() throws {
        let world = try World()
        let end = world.now + 60_000
        for number in 0..<20 {
            let id = "partner-\(number)"
            try world.createOrganization(id)
            try world.createUser("boss-\(number)", of: id, .admin)
            try world.propose("p\(number)", to: "boss-\(number)@\(id).test") { $0.proposalExpiresAt = end }
        }
        world.pass(.seconds(61))
        for number in 0..<20 { #expect(try world.read("p\(number)").state == .lapsed) }
    }
}
