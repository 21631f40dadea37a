// A node that has not heard its sources for too long says so instead of answering: fail closed, and visibly.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct StalenessTests {
    @Test(arguments: [ServiceName.directory, .partnership])
    func `past the bound no question is answered, and healing heals`(source: ServiceName) throws {
        let world = try SmallWorld(seed: 201)
        world.part(from: source)
        world.cluster.advance(by: .seconds(8))
        #expect(try world.ask("ann", "bob").verdict == .ask)
        world.cluster.advance(by: .seconds(3))
        let questions = [
            world.decision.refusal(of: world.question("ann", "bob")),
            world.decision.refusal(of: CheckBatchRequest.with { $0.checks = [CheckItem()] }),
            world.decision.refusal(
                of: EffectiveRequest.with {
                    $0.actor = "ann"
                    $0.target = "bob"
                }),
        ]
        for refusal in questions { #expect(refusal?.code == .unavailable) }
        let status = try world.decision.call(StatusRequest())
        #expect(!status.ready)
        #expect(status.stalenessLimitMillis == 10_000)
        let away = try #require(status.replicas.first { $0.source == source.rawValue })
        #expect(!away.connected && away.ageMillis > 10_000)

        world.cluster.network.heal()
        world.cluster.advance(by: .seconds(5))
        #expect(try world.ask("ann", "bob").verdict == .ask)
        #expect(try world.decision.call(StatusRequest()).ready)
    }

    @Test func `without both sources for an hour every question is refused, and then none`() throws {
        let world = try SmallWorld(seed: 211)
        for source in [ServiceName.directory, .partnership] { world.cluster.kill(source) }
        for minute in 1...60 {
            world.cluster.advance(by: .seconds(60))
            #expect(world.decision.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
            for replica in try world.decision.call(StatusRequest()).replicas {
                #expect(!replica.connected && replica.ageMillis >= Int64(minute) * 60_000)
            }
        }
        for source in [ServiceName.directory, .partnership] { try world.cluster.start(source) }
        world.cluster.advance(by: .seconds(5))
        #expect(try world.ask("ann", "bob").verdict == .ask)
        #expect(try world.decision.call(StatusRequest()).ready)
    }

    @Test func `what was taken back while the node was away is never answered after it is heard again`()
        throws
    {
        let world = try SmallWorld(seed: 202)
        try world.enable()
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        world.part(from: .partnership)
        _ = try world.cluster.caller(.partnership).call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            })
        world.cluster.advance(by: .seconds(11))
        world.cluster.network.heal()
        var verdicts: [Verdict] = []
        for _ in 0..<400 {
            if let answer = try? world.ask("ann", "bob") { verdicts.append(answer.verdict) }
            world.cluster.advance(by: .milliseconds(10))
        }
        #expect(!verdicts.isEmpty)
        #expect(Set(verdicts) == [.ask])
    }

    @Test func `behind a long backlog the old facts do not answer, however freshly the source is heard`()
        throws
    {
        let world = try SmallWorld(seed: 209)
        try world.enable()
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        world.part(from: .partnership)
        let caller = world.cluster.caller(.partnership)
        for number in 0..<1_500 {
            _ = caller.send(
                SetDefaultsRequest.with {
                    $0.organization = "alpha"
                    $0.preset = number.isMultiple(of: 2) ? .full : .limited
                })
        }
        _ = try caller.call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            })
        world.cluster.advance(by: .seconds(11))
        // A line so narrow that catching up takes a while.
        world.cluster.network.weather.windowByteCount = 1 << 10
        world.cluster.network.heal()
        var verdicts: [Verdict] = []
        for _ in 0..<2_000 where verdicts.count < 20 {
            if let answer = try? world.ask("ann", "bob") { verdicts.append(answer.verdict) }
            world.cluster.advance(by: .milliseconds(2))
        }
        #expect(!verdicts.isEmpty)
        #expect(Set(verdicts) == [.ask])
    }

    @Test func `on a line that gets slower and slower, words of long ago do not make the facts new`() throws {
        let world = try SmallWorld(seed: 210)
        try world.enable()
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        // Never silent for long enough to be given up, and in the end fourteen seconds behind.
        for step in 1...7 {
            world.cluster.network.slow(
                world.cluster.loop(.decision), world.cluster.loop(.partnership), by: .seconds(2 * step))
            world.cluster.advance(by: .milliseconds(2_400))
        }
        _ = try world.cluster.caller(.partnership).call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            })
        world.cluster.advance(by: .milliseconds(10_500))
        for _ in 0..<20 {
            if let answer = try? world.ask("ann", "bob") { #expect(answer.verdict == .ask) }
            world.cluster.advance(by: .milliseconds(100))
        }
    }

    @Test(arguments: 203...208 as ClosedRange<UInt64>)
    func `what lay waiting while a node stood still does not make it fresh`(seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        try world.enable()
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        let loop = world.cluster.loop(.decision)
        world.cluster.network.pause(loop)
        // Long enough for the source to give the connection up: what is in it by then are old heartbeats.
        world.cluster.advance(by: .seconds(7))
        let taken = try world.cluster.caller(.partnership).call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            })
        let id = world.decision.send(world.question("ann", "bob"))
        world.cluster.advance(by: .seconds(6))
        world.cluster.network.resume(loop)
        let keeper = world.cluster.server(.decision).keeper
        var falselyFresh = 0
        world.cluster.network.run {
            for replica in keeper.replicas where replica.source == "partnership" {
                let isOld = replica.revision < taken.position.partnership
                if isOld && replica.ageMillis < 10_000 { falselyFresh += 1 }
            }
            return keeper.position.partnership >= taken.position.partnership
        }
        #expect(falselyFresh == 0, "seed \(seed)")
        let answer = try #require(world.decision.wait(for: id))
        if answer.kind == .response {
            #expect(try Wire.decode(CheckResponse.self, from: answer.payload).verdict == .ask)
        } else {
            #expect(try Wire.decode(Failure.self, from: answer.payload).code == .unavailable)
        }
        world.cluster.advance(by: .seconds(5))
        #expect(try world.ask("ann", "bob").verdict == .ask)
    }

    @Test func `a check may ask for less patience, and for more up to the ceiling`() throws {
        let world = try SmallWorld(seed: 204) { $0.decisionLimits.stalenessCeilingMillis = 60_000 }
        func refusal(_ patience: Int64?) -> Failure? {
            world.decision.refusal(of: world.question("ann", "bob", patience: patience))
        }
        #expect(refusal(60_000) == nil)
        #expect(refusal(60_001)?.code == .invalidArgument)
        #expect(refusal(-1)?.code == .invalidArgument)
        world.part(from: .directory)
        world.cluster.advance(by: .seconds(6))
        #expect(refusal(nil) == nil)
        let impatient = refusal(4_000)
        #expect(impatient?.code == .unavailable && impatient?.details?.state == Failure.behind)
        world.cluster.advance(by: .seconds(14))
        let stale = refusal(nil)
        #expect(stale?.code == .unavailable && stale?.details == nil)
        #expect(refusal(60_000) == nil)
        world.cluster.advance(by: .seconds(50))
        #expect(refusal(60_000)?.code == .unavailable)
    }

    @Test func `without a ceiling no more than the bound may be asked for`() throws {
        let world = try SmallWorld(seed: 205)
        let most = world.decision.refusal(of: world.question("ann", "bob", patience: 10_000))
        #expect(most == nil)
        let more = world.decision.refusal(of: world.question("ann", "bob", patience: 10_001))
        #expect(more?.code == .invalidArgument)
        #expect(more?.message.contains("maxStalenessMillis") == true)
    }

    @Test func `a node is ready only when it has heard and caught up with both`() throws {
        let cluster = try SimulatedCluster(seed: 206, services: [.decision, .directory])
        cluster.advance(by: .seconds(3))
        let decision = cluster.caller(.decision)
        #expect(try decision.call(StatusRequest()).ready == false)
        #expect(try decision.call(ServerStatusRequest()).ready == false)
        let early = decision.refusal(
            of: CheckRequest.with {
                $0.actor = "a"
                $0.action = "chat.start"
                $0.target = "b"
            })
        #expect(early?.code == .unavailable)
        try cluster.start(.partnership)
        #expect(cluster.settle())
        #expect(try decision.call(StatusRequest()).ready)
        #expect(try decision.call(ServerStatusRequest()).ready)
    }

    @Test func `a question that waited is answered by the clock of its answer`() throws {
        let world = try SmallWorld(seed: 210)
        let end = world.cluster.network.clock.wall + 5_000
        try world.enable(until: end)
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        while world.cluster.network.clock.wall < end - 500 { world.cluster.advance(by: .milliseconds(50)) }
        // The source that would tell of the end is gone: the node has its own clock and nothing else.
        world.cluster.kill(.partnership)
        world.part(from: .directory)
        try world.make("eve", of: "alpha")
        let seen = world.seen
        let id = world.decision.send(
            EffectiveRequest.with {
                $0.actor = "ann"
                $0.target = "bob"
                $0.atLeast = seen
            })
        while world.cluster.network.clock.wall < end + 100 { world.cluster.advance(by: .milliseconds(50)) }
        #expect(world.cluster.server(.decision).parkedCount == 1)
        world.cluster.network.heal()
        let effective = try world.decision.response(to: EffectiveRequest.self, id)
        // The interactions come first: rights rest on no terms.
        #expect(Set(effective.answers.prefix(6).map(\.reason)) == [.defaults])
    }

    @Test func `terms end by the node's own clock, also while the source is away`() throws {
        let world = try SmallWorld(seed: 207)
        let end = world.cluster.network.clock.wall + 6_000
        try world.enable(until: end)
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        world.part(from: .partnership)
        while world.cluster.network.clock.wall < end - 200 {
            world.cluster.advance(by: .milliseconds(100))
            let answer = try world.ask("ann", "bob")
            if world.cluster.network.clock.wall < end { #expect(answer.verdict == .allow) }
        }
        world.cluster.advance(by: .milliseconds(300))
        let after = try world.ask("ann", "bob")
        #expect(after.verdict == .ask)
        #expect(after.reason == .defaults)
    }
}
