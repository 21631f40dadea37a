// One commit a turn, and what becomes of a turn that cannot be committed.

import DirectoryService
import EntenteProtocol
import EventLoop
import SQLiteStore
import Source
import TestSupport
import Testing

@Suite struct CommitTests {
    let cluster: SimulatedCluster

    init() throws { cluster = try SimulatedCluster(seed: 71, services: [.directory]) }

    private var source: Source {
        get throws { try #require(cluster.service(.directory) as? DirectoryService).source }
    }

    /// Lets everything that `send` sends arrive before the directory's next turn begins.
    private func inOneTurn(_ send: () -> Void) {
        let loop = cluster.loop(.directory)
        cluster.network.pause(loop)
        send()
        cluster.advance(by: .milliseconds(200))
        cluster.network.resume(loop)
    }

    /// Counts commits and what was discarded.
    private final class Tally: TurnParticipant {
        private(set) var commits = 0
        private(set) var discards = 0
        func commandBegan() {}
        func commandUndone() {}
        func turnCommitted() { commits += 1 }
        func turnDiscarded() { discards += 1 }
    }

    @Test func `many commands of many callers share one commit`() throws {
        cluster.network.weather.oneShortWriteIn = 0
        let callers = (0..<8).map { _ in cluster.caller(.directory) }
        let tally = Tally()
        try source.add(tally)
        var asked: [(SimulatedCaller, UInt32)] = []
        inOneTurn {
            for (number, caller) in callers.enumerated() {
                for index in 0..<10 {
                    asked.append((caller, caller.send(.organization("o-\(number)-\(index)"))))
                }
            }
        }
        for (caller, id) in asked { _ = try caller.response(to: CreateOrganizationRequest.self, id) }
        #expect(tally.commits == 1)
        #expect(try source.changes.head >= 80)
    }

    @Test func `a refused command of a turn leaves its neighbours standing`() throws {
        let caller = cluster.caller(.directory)
        var ids: [UInt32] = []
        inOneTurn { ids = ["one", "one", "two"].map { caller.send(.organization($0)) } }
        _ = try caller.response(to: CreateOrganizationRequest.self, ids[0])
        #expect(try caller.failure(ids[1]).code == .alreadyExists)
        let third = try caller.response(to: CreateOrganizationRequest.self, ids[2])
        #expect(third.organization.id == "two")
    }

    /// As SQLite does on some errors: everything the turn wrote is gone, and the savepoints with it.
    @Test func `a turn that is lost answers unavailable to everyone, readers too, and the next one works`()
        throws
    {
        cluster.network.weather.oneShortWriteIn = 0
        let (writer, reader, feed) = (
            cluster.caller(.directory), cluster.caller(.directory), cluster.caller(.directory)
        )
        try writer.makeOrganization("before")
        let stream = feed.subscribe(after: try #require(try feed.snapshot().last))
        _ = try feed.item(stream)
        let head = try source.changes.head
        let tally = Tally()
        try source.add(tally)
        var ids: [(SimulatedCaller, UInt32)] = []
        let greeting = cluster.stranger(.directory)
        cluster.network.run { greeting.connection?.isOpen == true }
        inOneTurn {
            ids.append((writer, writer.send(.organization("lost", key: "k"))))
            ids.append((writer, writer.send(.organization("before"))))
            ids.append((reader, reader.send(GetOrganizationRequest.with { $0.id = "before" })))
            ids.append((feed, feed.subscribe(1, 2, 3)))
            let hello = Hello.with {
                $0.protocolVersions = [1]
                $0.token = cluster.secret(of: "all")
            }
            ids.append((greeting, greeting.send(hello)))
        }
        let database = try source.database
        let loop = cluster.loop(.directory)
        loop.schedule(at: loop.now) { _ = try? database.run("ROLLBACK") }
        for (caller, id) in ids {
            #expect(try caller.failure(id).code == .unavailable)
            #expect(caller.take(id).isEmpty, "one answer each")
        }
        #expect(tally.discards == 1)
        #expect(try source.changes.head == head)
        cluster.network.run { greeting.isClosed }
        #expect(greeting.isClosed, "who was not let in must greet again")

        #expect(writer.refusal(of: GetOrganizationRequest.with { $0.id = "lost" })?.code == .notFound)
        let kept = try writer.makeOrganization("lost", key: "k")
        #expect(kept.organization.id == "lost")
        let fed = feed.stream(stream) { frames in
            frames.contains { (try? Wire.decode(FeedItem.self, from: $0.payload))?.changes.isEmpty == false }
        }
        let item = try Wire.decode(FeedItem.self, from: try #require(fed.last).payload)
        #expect(item.changes.map(\.revision) == Array(head + 1...kept.position.directory))
    }

    @Test func `a full disk refuses commands, keeps none of them by half, and lets reads go on`() throws {
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("before")
        let database = try source.database
        let pages = try #require(try database.queryOne("PRAGMA page_count") { $0.int(0) })
        try database.run("PRAGMA max_page_count = \(pages)")
        var refused = 0
        var made: [String] = []
        for number in 0..<200 where refused < 3 {
            let id = "o-\(number)"
            switch caller.refusal(of: .organization(id)) {
            case nil: made.append(id)
            case let failure?:
                #expect(failure.code == .unavailable)
                refused += 1
            }
        }
        #expect(refused == 3)
        #expect(caller.refusal(of: GetOrganizationRequest.with { $0.id = "before" }) == nil)
        try database.run("PRAGMA max_page_count = 1000000")
        try caller.makeOrganization("after")
        let listed = try caller.call(ListOrganizationsRequest.with { $0.pageSize = 1_000 }).items.map(\.id)
        #expect(Set(listed) == Set(made + ["before", "after"]))
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `what was acknowledged before a crash is there after it`(seed: UInt64) throws {
        let cluster = try SimulatedCluster(seed: seed, services: [.directory])
        let callers = (0..<3).map { _ in cluster.caller(.directory) }
        var asked: [(caller: SimulatedCaller, id: UInt32, name: String)] = []
        for (number, caller) in callers.enumerated() {
            for index in 0..<40 {
                let name = "o-\(number)-\(index)"
                asked.append((caller, caller.send(.organization(name)), name))
            }
        }
        var steps = Int(seed &* 37 % 160) + 10
        cluster.network.run {
            steps -= 1
            return steps < 0
        }
        try cluster.restart(.directory)
        cluster.advance(by: .seconds(1))
        let acknowledged = asked.filter { asked in
            asked.caller.take(asked.id).contains { $0.kind == .response }
        }
        let reader = cluster.caller(.directory)
        let all = ListOrganizationsRequest.with { $0.pageSize = 1_000 }
        let kept = Set(try reader.call(all).items.map(\.id))
        for (_, _, name) in acknowledged { #expect(kept.contains(name), "seed \(seed)") }
        // The log tells of exactly what the tables have: nothing is half done.
        let chunk = try #require(try reader.snapshot().last)
        let id = reader.subscribe(chunk.epoch, 0, try #require(try emptyDigest(of: cluster)))
        var told: Set<String> = []
        var revision: UInt64 = 0
        while revision < chunk.revision {
            let item = try reader.item(id)
            for change in item.changes { if let made = change.fact.organization { told.insert(made.id) } }
            revision = item.changes.last?.revision ?? revision
        }
        #expect(told == kept, "seed \(seed)")
    }

    private func emptyDigest(of cluster: SimulatedCluster) throws -> UInt64? {
        try #require(cluster.service(.directory) as? DirectoryService).source.changes.digest(at: 0)
    }
}
