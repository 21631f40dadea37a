// A node that answers on three loops, all turned by one thread on a simulated network: whichever loop a
// connection is on, its callers cannot tell.

import EntenteProtocol
import Service
import SystemCalls
import TestSupport
import Testing

@Suite struct ReactorTests {
    private let pair = CheckItem("ann", "chat.start", "bob")

    private func world(_ seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }) throws -> SmallWorld {
        try SmallWorld(seed: seed) { cluster in
            cluster.decisionReactorCount = 3
            change(cluster)
        }
    }

    private func counts(_ world: SmallWorld) -> [Int] {
        world.cluster.decisionLoops.map(\.connectionCount)
    }

    /// As many more callers as make two on each loop.
    private func callers(_ world: SmallWorld) -> [SimulatedCaller] {
        let callers = [world.decision] + (0..<5).map { _ in world.cluster.caller(.decision) }
        #expect(counts(world) == [2, 2, 2])
        return callers
    }

    // MARK: spreading

    @Test func `a connection goes to the loop with the fewest`() throws {
        let world = try world(261)
        var callers = callers(world)
        let loop = world.cluster.loop(.decision)
        #expect(loop.connectionCount == 2, "the loop of the feeds has those to its sources only")
        // The second and the fifth are on the second loop.
        for index in [4, 1] { callers.remove(at: index).close() }
        world.cluster.advance(by: .milliseconds(100))
        #expect(counts(world) == [2, 0, 2])
        callers += (0..<2).map { _ in world.cluster.caller(.decision) }
        #expect(counts(world) == [2, 2, 2])
    }

    @Test func `connections are limited for all loops together`() throws {
        let world = try world(262) { $0.loopLimits.connectionCountLimit = 7 }
        let callers = [world.decision] + (0..<6).map { _ in world.cluster.caller(.decision) }
        #expect(counts(world) == [3, 2, 2])
        #expect(callers.allSatisfy { $0.welcome != nil })
        let refused = world.cluster.stranger(.decision)
        let answer = try #require(refused.wait(for: 0))
        #expect(try Wire.decode(Failure.self, from: answer.payload).code == .resourceExhausted)
        callers[3].close()
        world.cluster.advance(by: .milliseconds(100))
        #expect(world.cluster.caller(.decision).welcome != nil)
    }

    @Test func `strangers on one loop keep nobody out who could be served on another`() throws {
        let world = try world(273) { $0.loopLimits.connectionCountLimit = 9 }
        let strangers = (0..<20).map { _ in world.cluster.stranger(.decision) }
        world.cluster.advance(by: .milliseconds(100))
        let callers = [world.decision] + (0..<8).map { _ in world.cluster.caller(.decision) }
        #expect(callers.allSatisfy { $0.welcome != nil && !$0.isClosed })
        #expect(strangers.allSatisfy { $0.isClosed })
        #expect(counts(world) == [3, 3, 3])
        let refused = world.cluster.stranger(.decision)
        let answer = try #require(refused.wait(for: 0))
        #expect(try Wire.decode(Failure.self, from: answer.payload).code == .resourceExhausted)
    }

    // MARK: answering

    @Test func `every loop answers the same, from the same facts, and as one instance`() throws {
        let world = try world(263)
        let callers = callers(world)
        #expect(Set(callers.map { $0.welcome?.instance }).count == 1)
        try world.enable()
        let answers = try callers.map { try $0.call(world.question("ann", "bob", atLeast: world.seen)) }
        for answer in answers {
            #expect(answer == answers[0])
            #expect(answer.verdict == .allow && answer.position.partnership == world.seen.partnership)
        }
        for caller in callers {
            let found = try caller.call(
                DiscoverRequest.with {
                    $0.viewer = "ann"
                    $0.prefix = "b"
                })
            #expect(found.items.map(\.id) == ["bob"])
            let why = try caller.call(
                ExplainRequest.with {
                    $0.actor = "ann"
                    $0.action = "chat.start"
                    $0.target = "bob"
                })
            #expect(why.verdict == .allow)
        }
    }

    @Test func `a request that waits for newer facts is answered when they come, on every loop`() throws {
        let world = try world(264)
        let callers = callers(world)
        world.part(from: .partnership)
        try world.enable()
        let asked = callers.map { ($0, $0.send(world.question("ann", "bob", atLeast: world.seen))) }
        world.cluster.advance(by: .milliseconds(100))
        #expect(world.cluster.servers(.decision).map(\.parkedCount) == [2, 2, 2])
        #expect(try callers[1].call(StatusRequest()).parked == 6)
        world.cluster.network.heal()
        for (caller, id) in asked {
            let answer = try caller.response(to: CheckRequest.self, id)
            #expect(answer.verdict == .allow)
        }
        #expect(world.cluster.servers(.decision).map(\.parkedCount) == [0, 0, 0])
    }

    @Test func `an answer's position is that of its facts, though nobody has told the loop of them`() throws {
        let world = try world(265)
        let callers = callers(world)
        for round in 0..<20 {
            try world.step("setDefaults", Self.defaults[round % 2])
            let made = world.seen.partnership
            for caller in callers {
                let answer = try caller.call(world.question("ann", "bob"))
                let isNew = answer.position.partnership >= made
                let new: Verdict = round % 2 == 0 ? .deny : .ask
                #expect(answer.verdict == (isNew ? new : new == .deny ? .ask : .deny), "round \(round)")
            }
            _ = try callers[0].call(world.question("ann", "bob", atLeast: world.seen))
        }
    }

    private static let defaults = ["deny", "ask"].map { state in
        #"{"organization": "beta", "table": [{"interaction": "chat.start", "incoming": "\#(state)"}]}"#
    }

    @Test func `watches on every loop are told of a change`() throws {
        let world = try world(266)
        let readers = try callers(world).map { try WatchReader(world, [pair], by: $0) }
        try world.enable()
        for reader in readers {
            let news = try reader.news()
            #expect(news.last?.answers.map(\.answer.verdict) == [.allow])
            #expect(reader.position.partnership == world.seen.partnership)
        }
    }

    @Test func `a node watches so many questions on all its loops together`() throws {
        let world = try world(267) { $0.decisionLimits.watchedCheckLimit = 5 }
        let callers = callers(world)
        let first = try WatchReader(world, [pair, pair, pair], by: callers[0])
        let second = callers[1].send(WatchRequest.with { $0.checks = [pair, pair, pair] })
        let refusal = try #require(callers[1].wait(for: second))
        #expect(try Wire.decode(Failure.self, from: refusal.payload).code == .resourceExhausted)
        first.caller.close()
        world.cluster.advance(by: .milliseconds(100))
        #expect(try WatchReader(world, [pair, pair, pair], by: callers[1]).answers.count == 3)
    }

    @Test func `what waits for newer facts is bounded for all loops together`() throws {
        let world = try world(274) { $0.serviceLimits.parkedByteLimit = 1_000 }
        let callers = callers(world)
        world.part(from: .directory)
        try world.make("dan", of: "alpha")
        let long = world.question(String(repeating: "x", count: 600), "bob", atLeast: world.seen)
        let first = callers[0].send(long)
        world.cluster.advance(by: .milliseconds(100))
        for caller in callers.dropFirst() {
            let refusal = try #require(caller.wait(for: caller.send(long)))
            #expect(try Wire.decode(Failure.self, from: refusal.payload).code == .resourceExhausted)
        }
        callers[0].send(.cancel, method: 0, requestID: first)
        world.cluster.advance(by: .milliseconds(100))
        let next = callers[1].send(long)
        world.cluster.advance(by: .milliseconds(100))
        #expect(callers[1].take(next).isEmpty, "what was given up made room")
    }

    // MARK: status

    @Test func `whoever is asked tells the sums of all`() throws {
        let world = try world(268)
        let callers = callers(world)
        let before = try callers[0].call(StatusRequest())
        let requests = try requestCount(callers[0])
        for caller in callers {
            for _ in 0..<4 { _ = try caller.call(world.question("ann", "bob")) }
        }
        for caller in callers {
            let status = try caller.call(StatusRequest())
            #expect(status.checks == before.checks + 24)
            #expect(status.cacheHits + status.cacheMisses == before.cacheHits + before.cacheMisses + 24)
            #expect(status.ready && status.users == 2 && status.replicas.count == 2)
        }
        // The checks, the questions for status, and the one before that was counted after it was answered.
        #expect(try requestCount(callers[5]) >= requests + 24 + 6)
    }

    private func requestCount(_ caller: SimulatedCaller) throws -> UInt64 {
        let status = try caller.call(ServerStatusRequest())
        return try #require(status.counters.first { $0.name == "entente_requests_total" }).value
    }

    @Test func `past the bound every loop refuses, though the loop of the feeds stands still`() throws {
        let world = try world(269)
        let callers = callers(world)
        world.cluster.network.pause(world.cluster.loop(.decision))
        world.cluster.advance(by: .seconds(8))
        for caller in callers { #expect(try caller.call(world.question("ann", "bob")).verdict == .ask) }
        world.cluster.advance(by: .seconds(3))
        for caller in callers {
            #expect(caller.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
            let status = try caller.call(ServerStatusRequest())
            #expect(!status.ready)
        }
        world.cluster.network.resume(world.cluster.loop(.decision))
        world.cluster.advance(by: .seconds(5))
        for caller in callers { #expect(try caller.call(world.question("ann", "bob")).verdict == .ask) }
    }

    // MARK: histories and restarts

    @Test func `a history that is replaced is replaced for every loop`() throws {
        let world = try world(270)
        let callers = callers(world)
        let readers = try callers.map { try WatchReader(world, [pair], by: $0) }
        let old = world.seen
        world.cluster.kill(.directory)
        try File.remove(try world.cluster.folder(of: .directory))
        try world.cluster.start(.directory)
        world.cluster.advance(by: .seconds(5))
        for caller in callers {
            let refusal = caller.refusal(of: world.question("ann", "bob", atLeast: old))
            #expect(refusal?.details?.state == "history-restored")
            #expect(try caller.call(world.question("ann", "bob")).reason == .unknownActor)
        }
        for reader in readers {
            let item = try WatchReader.item(try #require(reader.caller.wait(for: reader.id)))
            #expect(item.answers.map(\.answer.reason) == [.unknownActor])
        }
    }

    @Test func `a node that was killed starts again with as many loops, from what it kept`() throws {
        let world = try world(271) { $0.decisionFolder = "/node" }
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        world.cluster.advance(by: .seconds(2))
        let before = callers(world)
        world.cluster.kill(.decision)
        for source in [ServiceName.directory, .partnership] { world.cluster.kill(source) }
        world.cluster.advance(by: .seconds(1))
        #expect(before.allSatisfy { $0.isClosed })
        try world.cluster.start(.decision)
        let after = (0..<6).map { _ in world.cluster.caller(.decision) }
        #expect(counts(world) == [2, 2, 2])
        for caller in after { #expect(try caller.call(world.question("ann", "bob")).verdict == .allow) }
    }

    @Test func `the same seed gives the same run`() throws {
        let hashes = try (0..<2).map { _ in
            let world = try world(272)
            let callers = callers(world)
            try world.enable()
            for caller in callers { _ = try caller.call(world.question("ann", "bob", atLeast: world.seen)) }
            return world.cluster.network.traceHash
        }
        #expect(hashes[0] == hashes[1])
    }
}
