// What a process is told, all its loops are told: new access tokens, and to leave.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ReactorLeavingTests {
    private let pair = CheckItem("ann", "chat.start", "bob")

    private func world(_ seed: UInt64) throws -> SmallWorld {
        try SmallWorld(seed: seed) { $0.decisionReactorCount = 3 }
    }

    @Test func `a token that is withdrawn ends its connections on every loop, and no others`() throws {
        let world = try world(281)
        let bearers = (0..<5).map { _ in world.cluster.caller(.decision, token: "check") }
        #expect(world.cluster.decisionLoops.map(\.connectionCount) == [2, 2, 2])
        for bearer in bearers { #expect(try bearer.call(world.question("ann", "bob")).verdict == .ask) }
        world.cluster.removeToken(name: "check")
        world.cluster.advance(by: .milliseconds(100))
        #expect(bearers.allSatisfy { $0.isClosed })
        for bearer in bearers {
            let word = try #require(bearer.answers.last)
            #expect(try Wire.decode(Failure.self, from: word.payload).code == .unauthenticated)
        }
        #expect(try world.ask("ann", "bob").verdict == .ask)
        for _ in 0..<3 {
            #expect(world.cluster.caller(.decision, token: "check").welcome == nil)
            #expect(world.cluster.caller(.decision, token: "all").welcome != nil)
        }
    }

    @Test func `whoever gave new tokens hears when every loop goes by them`() throws {
        let world = try world(282)
        let bearers = (0..<3).map { _ in world.cluster.caller(.decision, token: "check") }
        world.cluster.network.pause(world.cluster.decisionLoops[2])
        var isDone = false
        world.cluster.service(.decision).letIn(.init()) { isDone = true }
        world.cluster.advance(by: .milliseconds(500))
        #expect(!isDone)
        world.cluster.network.resume(world.cluster.decisionLoops[2])
        world.cluster.network.run { isDone }
        #expect(isDone)
        world.cluster.advance(by: .milliseconds(100))
        #expect(bearers.allSatisfy { $0.isClosed } && world.decision.isClosed)
    }

    @Test func `leaving says so to all, answers what waits, and ends when the last has gone`() throws {
        let world = try world(283)
        let callers = [world.decision] + (0..<5).map { _ in world.cluster.caller(.decision) }
        let streams = callers.prefix(3).map { ($0, $0.send(WatchRequest.with { $0.checks = [pair] })) }
        for (caller, id) in streams { #expect(caller.wait(for: id)?.kind == .streamItem) }
        world.part(from: .partnership)
        try world.enable()
        let asked = callers.map { ($0, $0.send(world.question("ann", "bob", atLeast: world.seen))) }
        world.cluster.advance(by: .milliseconds(50))
        var endCount = 0
        world.cluster.service(.decision).leave { endCount += 1 }
        world.cluster.advance(by: .milliseconds(100))
        #expect(world.cluster.stranger(.decision).wait(for: 1) == nil, "nobody new is let in")
        for caller in callers { #expect(caller.answers.contains { $0.kind == .goingAway }) }
        for (caller, id) in streams { #expect(caller.wait(for: id)?.kind == .streamEnd) }
        #expect(endCount == 0)

        world.cluster.network.heal()
        for (caller, id) in asked {
            #expect(try caller.response(to: CheckRequest.self, id).verdict == .allow)
        }
        // Asked before the peer could know that this side has gone quiet.
        #expect(try callers[5].call(world.question("ann", "bob")).verdict == .allow)
        world.cluster.network.run(limit: 1_000_000) { endCount > 0 }
        #expect(callers.allSatisfy { $0.isClosed })
        world.cluster.advance(by: .seconds(10))
        #expect(endCount == 1)
    }

    @Test func `one who never goes is waited for no longer than the limit`() throws {
        let world = try world(284)
        _ = world.cluster.caller(.decision)
        let begin = world.cluster.network.clock.monotonic
        world.cluster.network.part(world.decision.loop, world.cluster.loop(.decision))
        var isEnded = false
        world.cluster.service(.decision).leave { isEnded = true }
        world.cluster.network.run(limit: 1_000_000) { isEnded }
        #expect(world.cluster.network.clock.monotonic - begin <= 6_000_000_000)
    }
}
