// Every change, in order, to whoever follows; and when following on is not possible, the word that says so.

import DirectoryService
import EntenteProtocol
import Source
import SystemCalls
import TestSupport
import Testing

@Suite struct FeedTests {
    private func directory(
        _ seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }
    ) throws -> (cluster: SimulatedCluster, caller: SimulatedCaller) {
        let cluster = try SimulatedCluster(seed: seed, services: [])
        change(cluster)
        try cluster.start(.directory)
        return (cluster, cluster.caller(.directory))
    }

    private func source(_ cluster: SimulatedCluster) throws -> Source {
        try #require(cluster.service(.directory) as? DirectoryService).source
    }

    /// Changes from the feed until one has `revision`.
    private func changes(_ caller: SimulatedCaller, _ id: UInt32, upTo revision: UInt64) throws -> [Change] {
        var all: [Change] = []
        while all.last.map({ $0.revision < revision }) ?? true {
            let item = try caller.item(id)
            #expect(item.head >= item.changes.last?.revision ?? 0)
            all += item.changes
        }
        return all
    }

    @Test func `a subscriber gets everything after its snapshot, once and in order`() throws {
        let (cluster, caller) = try directory(91)
        try caller.makeOrganization("before")
        let chunk = try #require(try caller.snapshot().last)
        try caller.makeOrganization("between")
        let feed = cluster.caller(.directory, token: "replicate")
        let id = feed.subscribe(after: chunk)
        for number in 0..<20 { try caller.makeOrganization("o-\(number)") }
        let head = try source(cluster).changes.head
        let told = try changes(feed, id, upTo: head)
        #expect(told.map(\.revision) == Array(chunk.revision + 1...head))
        let names = told.compactMap(\.fact.organization?.id)
        #expect(names == ["between"] + (0..<20).map { "o-\($0)" })
    }

    @Test func `heartbeats carry the head, and come with nothing to tell`() throws {
        let (cluster, caller) = try directory(92)
        try caller.makeOrganization("alpha")
        let id = caller.subscribe(after: try #require(try caller.snapshot().last))
        let head = try source(cluster).changes.head
        cluster.advance(by: .milliseconds(4_500))
        let beats = try caller.take(id).map { try Wire.decode(FeedItem.self, from: $0.payload) }
        #expect((4...6).contains(beats.count))
        #expect(beats.allSatisfy { $0.changes.isEmpty && $0.head == head && $0.sentAt > 0 })
        #expect(beats.map(\.sentAt) == beats.map(\.sentAt).sorted())
    }

    @Test func `a feed cut anywhere is taken up where it ended`() throws {
        let (cluster, writer) = try directory(93)
        let chunk = try #require(try writer.snapshot().last)
        var (after, digest) = (chunk.revision, chunk.digest)
        var told: [String] = []
        for round in 0..<6 {
            let feed = cluster.caller(.directory, token: "replicate")
            let id = feed.subscribe(chunk.epoch, after, digest)
            for number in 0..<5 { try writer.makeOrganization("o-\(round)-\(number)") }
            var steps = round * 7
            cluster.network.run {
                steps -= 1
                return steps < 0
            }
            cluster.network.cutConnections(between: cluster.loop(.directory), and: feed.loop)
            cluster.network.run { feed.isClosed }
            for frame in feed.take(id) where frame.kind == .streamItem {
                for change in try Wire.decode(FeedItem.self, from: frame.payload).changes {
                    #expect(change.revision == after + 1)
                    (after, digest) = (change.revision, change.digest)
                    if let made = change.fact.organization { told.append(made.id) }
                }
            }
        }
        let feed = cluster.caller(.directory, token: "replicate")
        let id = feed.subscribe(chunk.epoch, after, digest)
        let head = try source(cluster).changes.head
        if after < head {
            told += try changes(feed, id, upTo: head).compactMap(\.fact.organization?.id)
        }
        #expect(told == (0..<6).flatMap { round in (0..<5).map { "o-\(round)-\($0)" } })
    }

    @Test func `another history, another past or a future is answered by the word for a snapshot`() throws {
        let (_, caller) = try directory(94)
        try caller.makeOrganization("alpha")
        try caller.makeOrganization("beta")
        let chunk = try #require(try caller.snapshot().last)
        let wrong: [(UInt64, UInt64, UInt64)] = [
            (chunk.epoch + 1, chunk.revision, chunk.digest), (0, 0, 0),
            (chunk.epoch, chunk.revision, chunk.digest + 1),
            (chunk.epoch, chunk.revision + 1, chunk.digest),
            (chunk.epoch, .max, chunk.digest), (chunk.epoch, chunk.revision - 1, chunk.digest),
        ]
        for (epoch, after, digest) in wrong {
            let failure = try caller.failure(caller.subscribe(epoch, after, digest))
            #expect(failure.code == .failedPrecondition)
            #expect(failure.details?.state == "snapshot-required")
        }
        #expect(try caller.item(caller.subscribe(after: chunk)).head == chunk.revision)
    }

    @Test func `a trimmed log is answered by the word for a snapshot`() throws {
        let (cluster, caller) = try directory(95) { $0.sourceLimits.logChangeMaximum = 5 }
        let chunk = try #require(try caller.snapshot().last)
        let start = try source(cluster).changes.digest(at: chunk.revision)
        for number in 0..<40 { try caller.makeOrganization("o-\(number)") }
        cluster.network.clock.advance(by: .seconds(601))
        cluster.advance(by: .seconds(5))
        #expect(try source(cluster).changes.oldestRevision > chunk.revision + 1)
        let again = cluster.caller(.directory)
        let failure = try again.failure(again.subscribe(chunk.epoch, chunk.revision, try #require(start)))
        #expect(failure.details?.state == "snapshot-required")
        #expect(try again.item(again.subscribe(after: try #require(try again.snapshot().last))).head > 0)
    }

    @Test func `the log is kept from a snapshot for ten minutes after it was sent`() throws {
        let (cluster, caller) = try directory(96) { $0.sourceLimits.logChangeMaximum = 5 }
        try caller.makeOrganization("before")
        let chunk = try #require(try caller.snapshot().last)
        for number in 0..<40 { try caller.makeOrganization("o-\(number)") }
        cluster.network.clock.advance(by: .seconds(590))
        cluster.advance(by: .seconds(3))
        let within = cluster.caller(.directory)
        let head = try source(cluster).changes.head
        let told = try changes(within, within.subscribe(after: chunk), upTo: head)
        #expect(told.first?.revision == chunk.revision + 1)
        #expect(told.count == Int(head - chunk.revision))
        cluster.advance(by: .seconds(15))
        #expect(try source(cluster).changes.oldestRevision > chunk.revision + 1)
    }

    @Test func `a command of many facts is told whole, its end marked`() throws {
        let (cluster, caller) = try directory(97)
        try caller.makeOrganization("alpha")
        let id = caller.subscribe(after: try #require(try caller.snapshot().last))
        let users = (0..<700).map { number in
            NewUser.with {
                $0.organization = "alpha"
                $0.email = "\(number)@alpha.test"
                $0.displayName = "\(number)"
            }
        }
        _ = try caller.call(ImportUsersRequest.with { $0.users = users })
        let told = try changes(caller, id, upTo: try source(cluster).changes.head)
        #expect(told.count == 700)
        #expect(told.filter(\.last).map(\.revision) == [try #require(told.last).revision])
    }

    @Test func `a subscriber that does not read is cut off, holds nobody up, and resumes`() throws {
        let (cluster, writer) = try directory(98) {
            $0.loopLimits.outputHighWater = 16 << 10
            $0.loopLimits.outputLowWater = 4 << 10
            $0.network.weather.windowByteCount = 8 << 10
        }
        let chunk = try #require(try writer.snapshot().last)
        let slow = cluster.caller(.directory, token: "replicate")
        let id = slow.subscribe(after: chunk)
        _ = try slow.item(id)
        slow.connection?.pauseReading()
        let keen = cluster.caller(.directory, token: "replicate")
        let keenID = keen.subscribe(after: chunk)
        for number in 0..<400 { try writer.makeOrganization("organization-number-\(number)") }
        let head = try source(cluster).changes.head
        #expect(try changes(keen, keenID, upTo: head).count == Int(head - chunk.revision))
        #expect(cluster.loop(.directory).bufferedByteCount < 200_000)
        cluster.advance(by: .seconds(40))
        #expect(cluster.logged.lines.contains { $0.contains("subscriber cut off") })
        slow.connection?.resumeReading()
        cluster.network.run { slow.isClosed }
        var (after, digest) = (chunk.revision, chunk.digest)
        for frame in slow.take(id) where frame.kind == .streamItem {
            for change in try Wire.decode(FeedItem.self, from: frame.payload).changes {
                (after, digest) = (change.revision, change.digest)
            }
        }
        #expect(after < head)
        let resumed = cluster.caller(.directory, token: "replicate")
        let rest = try changes(resumed, resumed.subscribe(chunk.epoch, after, digest), upTo: head)
        #expect(rest.map(\.revision) == Array(after + 1...head))
    }

    @Test func `a cancelled subscription ends, and its connection goes on`() throws {
        let (cluster, caller) = try directory(99)
        let id = caller.subscribe(after: try #require(try caller.snapshot().last))
        _ = try caller.item(id)
        caller.send(.cancel, method: 0, requestID: id)
        #expect(caller.stream(id) { $0.last?.kind == .streamEnd }.last?.kind == .streamEnd)
        #expect(try source(cluster).publisher.subscriberCount == 0)
        try caller.makeOrganization("alpha")
        cluster.advance(by: .seconds(2))
        #expect(caller.take(id).isEmpty)
    }
}
