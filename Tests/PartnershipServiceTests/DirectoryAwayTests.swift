import EntenteProtocol
import TestSupport
import Testing

/// What the service answers while the directory is away, or was never heard.
@Suite struct DirectoryAwayTests {
    @Test func beforeTheFirstSnapshotNobodyIsKnown() throws {
        let cluster = try SimulatedCluster(seed: 1, services: [.partnership])
        let caller = cluster.caller(.partnership)
        #expect(try !caller.call(ServerStatusRequest()).ready)
        expectUnavailable(
            caller,
            ProposePartnershipRequest.with {
                $0.actor = "ada"
                $0.memberEmail = "bob@beta.test"
            })
        expectUnavailable(
            caller,
            AcceptProposalRequest.with {
                $0.actor = "ada"
                $0.partnership = "p"
            })
        expectUnavailable(caller, GetDefaultsRequest.with { $0.organization = "alpha" })
        expectUnavailable(caller, ListPartnershipsRequest.with { $0.organization = "alpha" })
        #expect(try caller.call(ListInteractionsRequest()).items.count == 6)
    }

    private func expectUnavailable<R: Request>(
        _ caller: SimulatedCaller, _ request: R, location: SourceLocation = #_sourceLocation
    ) {
        var code = FailureCode.unspecified
        do { _ = try caller.call(request) } catch { code = error.code }
        #expect(code == .unavailable, sourceLocation: location)
    }

    @Test func theServiceGoesOnWithWhatItKnows() throws {
        let world = try World()
        try world.propose()
        world.cluster.kill(.directory)
        world.pass(.seconds(60))
        #expect(try world.give(AcceptProposalRequest.self, by: "bob").state == .enabled)
        let status = try world.call(ServerStatusRequest(), token: "all", on: .partnership)
        #expect(status.ready)
        #expect(status.replicas.first?.connected == false)
        #expect(status.replicas.first.map { $0.ageMillis > 50_000 } ?? false)
    }

    @Test func aRestartedServiceLearnsTheDirectoryAnew() throws {
        let world = try World()
        try world.propose()
        try world.restart()
        #expect(try world.give(AcceptProposalRequest.self, by: "bob").state == .enabled)
    }

    @Test func aPositionAheadOfTheDirectoryWaitsAndGivesUp() throws {
        let world = try World()
        #expect(try world.list("alpha").isEmpty)
        world.cluster.kill(.directory)
        var ahead = world.seen
        ahead.directory += 1
        try world.refused(.unavailable) { () throws(Failure) in
            try world.call(
                ProposePartnershipRequest.with {
                    $0.id = "p"
                    $0.actor = "ada"
                    $0.memberEmail = "bob@beta.test"
                    $0.atLeast = ahead
                })
        }
        ahead.directory -= 1
        ahead.partnershipEpoch += 1
        try world.refused(.failedPrecondition, state: "history-restored") { () throws(Failure) in
            try world.call(GetPartnershipRequest.with { [ahead] in $0.atLeast = ahead })
        }
    }
}
