// Strangers who take every place and say nothing: those who say who they are get in all the same.

import EntenteProtocol
import EventLoop
import TestSupport
import Testing

@Suite struct StrangerTests {
    private func world(_ seed: UInt64) throws -> SimulatedCluster {
        let cluster = try SimulatedCluster(seed: seed, services: [])
        cluster.loopLimits.connectionCountLimit = 4
        try cluster.start(.directory)
        try cluster.start(.partnership)
        #expect(cluster.settle())
        return cluster
    }

    /// Connections that say nothing, three times as many as are served.
    private func crowd(_ cluster: SimulatedCluster) -> [SimulatedCaller] {
        let crowd = (0..<12).map { _ in cluster.stranger(.directory) }
        cluster.advance(by: .milliseconds(200))
        #expect(cluster.loop(.directory).connectionCount == 4)
        return crowd
    }

    @Test func `a caller gets in where strangers have taken every place`() throws {
        let cluster = try world(73)
        let strangers = crowd(cluster)
        let callers = (0..<3).map { _ in cluster.caller(.directory) }
        for (number, caller) in callers.enumerated() { try caller.makeOrganization("org-\(number)") }
        #expect(strangers.allSatisfy { $0.isClosed })
        let late = cluster.stranger(.directory)
        #expect(try late.failure(0).code == .resourceExhausted, "everybody served is known")
        for caller in callers { _ = try caller.call(ServerStatusRequest()) }
    }

    @Test func `a feed that was cut is followed again where strangers have taken every place`() throws {
        let cluster = try world(74)
        let strangers = crowd(cluster)
        let follower = cluster.loop(.partnership)
        cluster.network.cutConnections(between: cluster.loop(.directory), and: follower)
        cluster.advance(by: .milliseconds(100))
        let more = crowd(cluster)
        #expect(cluster.settle())
        #expect(cluster.server(.partnership).keeper.replicas.first?.connected == true)
        #expect((strangers + more).contains { !$0.isClosed }, "and it took one place only")
    }
}
