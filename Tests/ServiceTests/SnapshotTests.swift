// Every fact of one moment, in pieces.

import DirectoryService
import EntenteProtocol
import Source
import TestSupport
import Testing

@Suite struct SnapshotTests {
    let cluster: SimulatedCluster
    let caller: SimulatedCaller

    init() throws {
        cluster = try SimulatedCluster(seed: 81, services: [.directory])
        caller = cluster.caller(.directory)
    }

    private func importUsers(
        _ count: Int, after first: Int = 0, into organization: String, from caller: SimulatedCaller
    ) throws {
        let users = (first..<first + count).map { number in
            NewUser.with {
                $0.id = "\(organization)-\(number)"
                $0.organization = organization
                $0.email = "\(number)@\(organization).test"
                $0.displayName = "User \(number)"
            }
        }
        _ = try caller.call(ImportUsersRequest.with { $0.users = users })
    }

    /// A cluster in which little is on its way at a time; nothing runs yet.
    private func narrowCluster(seed: UInt64, simulatesTables: Bool = false) throws -> SimulatedCluster {
        let cluster = try SimulatedCluster(seed: seed, services: [], simulatesTables: simulatesTables)
        cluster.loopLimits.outputHighWater = 16 << 10
        cluster.loopLimits.outputLowWater = 4 << 10
        cluster.network.weather.windowByteCount = 8 << 10
        return cluster
    }

    /// Starts a directory of 2,000 users, of whom somebody asks for a snapshot and does not read it.
    ///
    /// - Returns: Whoever has made the users.
    @discardableResult
    private func begunSnapshot(on cluster: SimulatedCluster) throws -> SimulatedCaller {
        try cluster.start(.directory)
        let writer = cluster.caller(.directory)
        try writer.makeOrganization("alpha")
        try importUsers(2_000, into: "alpha", from: writer)
        let slow = cluster.caller(.directory)
        slow.connection?.pauseReading()
        _ = slow.send(SnapshotRequest())
        return writer
    }

    @Test func `a snapshot comes in bounded chunks of one moment, the last of them marked`() throws {
        try caller.makeOrganization("alpha")
        try importUsers(900, into: "alpha", from: caller)
        let chunks = try caller.snapshot()
        #expect(chunks.count >= 4)
        #expect(chunks.allSatisfy { $0.facts.count <= SourceLimits.snapshotChunkRows })
        #expect(chunks.map(\.done) == Array(repeating: false, count: chunks.count - 1) + [true])
        let moments = chunks.map { [$0.epoch, $0.revision, $0.digest] }
        #expect(Set(moments).count == 1)
        let users = chunks.flatMap(\.facts).compactMap(\.user?.id)
        #expect(users.count == 900)
        #expect(Set(users).count == 900)
    }

    @Test func `a snapshot shows one moment, whatever is changed while it is sent`() throws {
        try caller.makeOrganization("alpha")
        try importUsers(1_200, into: "alpha", from: caller)
        cluster.network.weather.windowByteCount = 4_000
        let id = caller.send(SnapshotRequest())
        _ = caller.wait(for: id)
        let writer = cluster.caller(.directory)
        try writer.makeOrganization("beta")
        try writer.makeUser("beta-1", of: "beta")
        let frames = caller.stream(id) { $0.last?.kind == .streamEnd }
        let chunks = try frames.dropLast().map { try Wire.decode(SnapshotChunk.self, from: $0.payload) }
        #expect(
            chunks.flatMap(\.facts).allSatisfy { $0.organization?.id != "beta" && $0.user?.id != "beta-1" })
        // What is missing comes by the feed.
        let feed = caller.subscribe(after: try #require(chunks.last))
        var told: [Fact] = []
        while told.count < 2 { told += try caller.item(feed).changes.map(\.fact) }
        #expect(told.contains { $0.organization?.id == "beta" })
        #expect(told.contains { $0.user?.id == "beta-1" })
    }

    @Test func `only so many snapshots are sent at once`() throws {
        let cluster = try SimulatedCluster(seed: 84, services: [])
        cluster.loopLimits.outputHighWater = 4 << 10
        cluster.loopLimits.outputLowWater = 1 << 10
        cluster.network.weather.windowByteCount = 8 << 10
        try cluster.start(.directory)
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("alpha")
        try importUsers(1_200, into: "alpha", from: caller)
        let slow = (0..<SourceLimits.snapshotMaximum).map { _ in cluster.caller(.directory) }
        for slow in slow {
            slow.connection?.pauseReading()
            _ = slow.send(SnapshotRequest())
        }
        cluster.advance(by: .seconds(1))
        #expect(try caller.failure(caller.send(SnapshotRequest())).code == .resourceExhausted)
        slow[3].close()
        cluster.advance(by: .seconds(1))
        #expect(try !caller.snapshot().isEmpty)
    }

    @Test func `a snapshot that is not read is cut off, so that it holds up the database no longer`() throws {
        let cluster = try narrowCluster(seed: 82)
        try begunSnapshot(on: cluster)
        cluster.advance(by: .seconds(20))
        #expect(cluster.loop(.directory).connectionCount == 2)
        cluster.advance(by: .seconds(20))
        #expect(cluster.loop(.directory).connectionCount == 1)
        #expect(cluster.logged.lines.contains { $0.contains("snapshot cut off") })
    }

    @Test func `a snapshot that is read too slowly for the database's log is cut off`() throws {
        let cluster = try narrowCluster(seed: 84, simulatesTables: true)
        cluster.sourceLimits.logPageMaximum = 100
        let writer = try begunSnapshot(on: cluster)
        cluster.advance(by: .seconds(1))
        try importUsers(500, after: 2_000, into: "alpha", from: writer)
        cluster.advance(by: .seconds(10))
        #expect(cluster.loop(.directory).connectionCount == 2)
        try importUsers(500, after: 2_500, into: "alpha", from: writer)
        cluster.advance(by: .seconds(1))
        #expect(cluster.loop(.directory).connectionCount == 1)
        #expect(cluster.logged.lines.contains { $0.contains("snapshot cut off: the database's log") })
    }

    @Test func `a slow reader of a snapshot gets it whole, however long it takes`() throws {
        let cluster = try narrowCluster(seed: 83)
        cluster.network.weather.windowByteCount = 2 << 10
        cluster.network.weather.delayMicros = 250_000...300_000
        try cluster.start(.directory)
        let writer = cluster.caller(.directory)
        try writer.makeOrganization("alpha")
        try importUsers(1_000, into: "alpha", from: writer)
        let begin = cluster.network.clock.monotonic
        #expect(try writer.snapshot().flatMap(\.facts).compactMap(\.user).count == 1_000)
        #expect(cluster.network.clock.monotonic - begin > 5_000_000_000, "slower than three heartbeats")
    }
}
