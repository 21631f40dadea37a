// Answers at least as new as what their caller has seen.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct PositionTests {
    private func defaults(_ organization: String, _ position: Position?) -> GetDefaultsRequest {
        .with {
            $0.organization = organization
            $0.atLeast = position
        }
    }

    private func restricted(_ organization: String, _ position: Position? = nil) -> SetDefaultsRequest {
        .with {
            $0.organization = organization
            $0.preset = .restricted
            $0.atLeast = position
        }
    }

    private func settled(_ seed: UInt64) throws -> SimulatedCluster {
        let cluster = try SimulatedCluster(seed: seed)
        #expect(cluster.settle())
        return cluster
    }

    @Test func `a request for what is not known yet waits until it is`() throws {
        let cluster = try settled(51)
        let partnership = cluster.caller(.partnership)
        cluster.network.part(cluster.loop(.directory), cluster.loop(.partnership))
        let seen = try cluster.caller(.directory).makeOrganization("alpha").position
        #expect(partnership.refusal(of: defaults("alpha", nil))?.code == .notFound)
        let id = partnership.send(defaults("alpha", seen))
        cluster.advance(by: .milliseconds(500))
        #expect(partnership.take(id).isEmpty)
        cluster.network.heal()
        let response = try partnership.response(to: GetDefaultsRequest.self, id)
        #expect(response.position.directory >= seen.directory)
    }

    @Test func `it waits two seconds at most and says how far behind it is`() throws {
        let cluster = try settled(52)
        let partnership = cluster.caller(.partnership)
        cluster.network.part(cluster.loop(.directory), cluster.loop(.partnership))
        let directory = cluster.caller(.directory)
        try directory.makeOrganization("alpha")
        let seen = try directory.makeOrganization("beta").position
        let behind = seen.directory - (try #require(partnership.welcome).position.directory)
        let begin = cluster.network.clock.monotonic
        let failure = partnership.refusal(of: defaults("alpha", seen))
        let waited = cluster.network.clock.monotonic - begin
        #expect(failure?.code == .unavailable && failure?.details?.state == Failure.behind)
        #expect(failure?.message.contains("\(behind) revisions behind the directory") == true)
        #expect((2_000_000_000...2_100_000_000).contains(waited))
    }

    @Test func `its own deadline comes first where that is sooner`() throws {
        let cluster = try settled(53)
        let partnership = cluster.caller(.partnership)
        let ahead = try #require(partnership.welcome).position.ahead(by: 1)
        let begin = cluster.network.clock.monotonic
        let failure = partnership.refusal(of: defaults("alpha", ahead), timeLeftMillis: 300)
        #expect(failure?.code == .unavailable)
        let waited = cluster.network.clock.monotonic - begin
        #expect((300_000_000...400_000_000).contains(waited))
    }

    @Test(arguments: [ServiceName.partnership, .decision])
    func `a position of another history is refused at once`(service: ServiceName) throws {
        let cluster = try settled(54)
        let caller = cluster.caller(service)
        var elsewhere = try #require(caller.welcome).position
        elsewhere.directoryEpoch += 1
        let begin = cluster.network.clock.monotonic
        let failure =
            service == .partnership
            ? caller.refusal(of: defaults("alpha", elsewhere))
            : caller.refusal(of: StatusRequest.with { $0.atLeast = elsewhere })
        #expect(failure?.code == .failedPrecondition)
        #expect(failure?.details?.state == "history-restored")
        #expect(cluster.network.clock.monotonic - begin < 100_000_000)
    }

    @Test func `a waiting command holds back later commands of its connection, and nothing else`() throws {
        let cluster = try settled(55)
        let operators = cluster.caller(.directory)
        let before = try operators.makeOrganization("alpha").position
        let partnership = cluster.caller(.partnership)
        #expect(partnership.refusal(of: restricted("alpha", before)) == nil)
        cluster.network.part(cluster.loop(.directory), cluster.loop(.partnership))
        let seen = try operators.makeOrganization("beta").position
        let waiting = partnership.send(restricted("beta", seen))
        let held = partnership.send(
            SetDefaultsRequest.with {
                $0.organization = "alpha"
                $0.preset = .full
            })
        #expect(partnership.refusal(of: defaults("alpha", nil)) == nil, "queries overtake")
        let other = cluster.caller(.partnership)
        #expect(other.refusal(of: restricted("alpha")) == nil, "other connections are not held back")
        cluster.advance(by: .milliseconds(300))
        #expect(partnership.answers.isEmpty)
        cluster.network.heal()
        let first = try partnership.response(to: SetDefaultsRequest.self, waiting)
        let second = try partnership.response(to: SetDefaultsRequest.self, held)
        #expect(first.defaults.organization == "beta")
        #expect(second.defaults.preset == .full)
        #expect(first.position.partnership < second.position.partnership)
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func `a caller reads its own writes across all three services`(seed: UInt64) throws {
        let cluster = try settled(seed)
        cluster.network.weather.delayMicros = 20...(seed % 3 == 0 ? 200_000 : 20_000)
        let directory = cluster.caller(.directory)
        let partnership = cluster.caller(.partnership)
        let decision = cluster.caller(.decision)
        for round in 0..<4 {
            let (ours, theirs) = ("ours-\(round)", "theirs-\(round)")
            try directory.makeOrganization(ours)
            try directory.makeOrganization(theirs)
            try directory.makeUser("ann-\(round)", of: ours)
            let made = try directory.makeUser("tim-\(round)", of: theirs)
            var setting = restricted(theirs, made)
            setting.preset = round % 2 == 0 ? .full : .restricted
            let set = try partnership.call(setting).position
            #expect(set.directory >= made.directory, "seed \(seed)")
            let answer = try decision.call(
                CheckRequest.with {
                    $0.actor = "ann-\(round)"
                    $0.action = "chat.start"
                    $0.target = "tim-\(round)"
                    $0.atLeast = set
                })
            #expect(answer.verdict == (round % 2 == 0 ? .allow : .ask), "seed \(seed)")
            #expect(answer.position.partnership >= set.partnership, "seed \(seed)")
        }
    }

    @Test func `every answer says where it stands`() throws {
        let cluster = try settled(56)
        let directory = cluster.caller(.directory)
        let made = try directory.makeOrganization("alpha").position
        #expect(made.directoryEpoch != 0 && made.directory > 0)
        let read = try directory.call(GetOrganizationRequest.with { $0.id = "alpha" }).position
        #expect(read == made)
        let set = try cluster.caller(.partnership).call(restricted("alpha", made)).position
        #expect(set.directoryEpoch == made.directoryEpoch)
        #expect(set.directory >= made.directory)
        #expect(set.partnershipEpoch != 0)
    }
}
