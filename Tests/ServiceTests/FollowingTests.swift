// A replica that follows through every kind of trouble shows whole commands, of the right history.

import DecisionService
import DirectoryService
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@Suite struct FollowingTests {
    private func node(_ cluster: SimulatedCluster) throws -> DecisionService {
        try #require(cluster.service(.decision) as? DecisionService)
    }

    private func users(_ count: Int, of organization: String) -> ImportUsersRequest {
        .with {
            $0.users = (0..<count).map { number in
                .with {
                    $0.id = "\(organization)-\(number)"
                    $0.organization = organization
                    $0.email = "\(number)@\(organization).test"
                    $0.displayName = "\(number)"
                }
            }
        }
    }

    @Test func `one connection is enough for a snapshot and the feed behind it`() throws {
        let cluster = try SimulatedCluster(seed: 101)
        #expect(cluster.settle())
        cluster.advance(by: .seconds(10))
        let broken = cluster.logged.lines.filter { $0.contains("feed broken off") }
        #expect(broken.isEmpty, "\(broken)")
        let status = try cluster.caller(.decision).call(ServerStatusRequest())
        #expect(status.replicas.allSatisfy { $0.connected })
        #expect(status.replicas.count == 2)
    }

    @Test func `a source with a slow heartbeat is not taken for silent`() throws {
        let cluster = try SimulatedCluster(seed: 111, services: [])
        cluster.serviceLimits.heartbeatMillis = 4_000
        for service in ServiceName.allCases { try cluster.start(service) }
        #expect(cluster.settle())
        cluster.advance(by: .seconds(30))
        let broken = cluster.logged.lines.filter { $0.contains("feed broken off") }
        #expect(broken.isEmpty, "\(broken)")
    }

    @Test func `a replica never shows part of a command`() throws {
        let cluster = try SimulatedCluster(seed: 102)
        #expect(cluster.settle())
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("alpha")
        let replica = try node(cluster).replica
        _ = caller.send(users(700, of: "alpha"))
        var seen: Set<Int> = []
        cluster.network.run(limit: 1_000_000) {
            seen.insert(replica.userCount)
            return replica.userCount == 700
        }
        #expect(seen == [0, 700])
    }

    @Test func `a command cut in the middle is taken up from its beginning`() throws {
        for cutAfter in [3, 10, 20, 40, 80] {
            let cluster = try SimulatedCluster(seed: UInt64(103 + cutAfter))
            #expect(cluster.settle())
            let caller = cluster.caller(.directory)
            try caller.makeOrganization("alpha")
            let replica = try node(cluster).replica
            _ = try caller.call(users(700, of: "alpha"))
            var steps = cutAfter
            cluster.network.run {
                steps -= 1
                return steps < 0
            }
            cluster.network.cutConnections(between: cluster.loop(.directory), and: cluster.loop(.decision))
            cluster.network.run(limit: 1_000_000) { replica.userCount != 0 }
            #expect(replica.userCount == 700)
        }
    }

    @Test func `a replaced directory is noticed by its epoch and replaces the replica whole`() throws {
        let cluster = try SimulatedCluster(seed: 104)
        #expect(cluster.settle())
        let first = cluster.caller(.directory)
        try first.makeOrganization("old")
        let position = try first.makeUser("gone", of: "old")
        let decision = cluster.caller(.decision)
        let ask = CheckRequest.with {
            $0.actor = "gone"
            $0.action = "chat.start"
            $0.target = "new-1"
            $0.atLeast = position
        }
        #expect(try decision.call(ask).reason == .unknownTarget)

        cluster.kill(.directory)
        try File.remove(try cluster.folder(of: .directory))
        try cluster.start(.directory)
        let second = cluster.caller(.directory)
        try second.makeOrganization("new")
        let made = try second.makeUser("new-1", of: "new")
        #expect(made.directoryEpoch != position.directoryEpoch)
        cluster.advance(by: .seconds(5))
        #expect(decision.refusal(of: ask)?.details?.state == "history-restored")
        var anew = ask
        anew.atLeast = made
        let answer = try decision.call(anew)
        #expect(answer.reason == .unknownActor)
        #expect(answer.position.directoryEpoch == made.directoryEpoch)
        #expect(try node(cluster).replica.organizationCount == 1)
    }

    @Test func `a request parked for the old history is refused when the new one comes`() throws {
        let cluster = try SimulatedCluster(seed: 105)
        #expect(cluster.settle())
        let decision = cluster.caller(.decision)
        let ahead = try #require(cluster.caller(.directory).welcome).position.ahead(by: 5)
        cluster.kill(.directory)
        try File.remove(try cluster.folder(of: .directory))
        let parked = decision.send(StatusRequest.with { $0.atLeast = ahead })
        cluster.advance(by: .milliseconds(100))
        try cluster.start(.directory)
        // The snapshot is enough to know; no word of the feed comes after it.
        let replica = try node(cluster).replica
        let isReplaced = cluster.network.run(limit: 1_000_000) {
            replica.position.directoryEpoch != ahead.directoryEpoch
        }
        #expect(isReplaced)
        cluster.network.part(cluster.loop(.decision), cluster.loop(.directory))
        let begin = cluster.network.clock.monotonic
        #expect(try decision.failure(parked).details?.state == "history-restored")
        #expect(cluster.network.clock.monotonic - begin < 100_000_000)
    }

    /// The epoch is the same and the head is higher than the replica's: only the digests differ.
    @Test func `a database put back from a copy and written on is noticed by its digest`() throws {
        let cluster = try SimulatedCluster(seed: 106)
        #expect(cluster.settle())
        let folder = try cluster.folder(of: .directory)
        try cluster.caller(.directory).makeOrganization("kept")
        cluster.kill(.directory)
        let path = "\(folder)/\(DirectoryService.fileName)"
        let copy = try File.read(path)
        try cluster.start(.directory)
        let writer = cluster.caller(.directory)
        try writer.makeOrganization("lost")
        #expect(cluster.network.run(limit: 1_000_000) { (try? node(cluster).replica.organizationCount) == 2 })

        cluster.network.part(cluster.loop(.decision), cluster.loop(.directory))
        cluster.kill(.directory)
        for name in try File.names(in: folder) { try File.remove("\(folder)/\(name)") }
        try File.write(path, copy)
        try cluster.start(.directory)
        let again = cluster.caller(.directory)
        for number in 0..<5 { try again.makeOrganization("other-\(number)") }
        cluster.network.heal()
        cluster.advance(by: .seconds(8))
        let replica = try node(cluster).replica
        #expect(replica.organization("lost") == nil)
        #expect(replica.organizationCount == 6)
    }

    @Test func `a source that is not the one expected is left alone`() throws {
        let cluster = try SimulatedCluster(seed: 107, services: [.directory, .decision])
        cluster.advance(by: .seconds(5))
        #expect(!cluster.server(.decision).keeper.isReady)
        try cluster.start(.partnership)
        #expect(cluster.settle())
    }
}
