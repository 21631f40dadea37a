// A node that starts from what it has kept: as right as one that starts anew, and no fresher than it is.

import EntenteProtocol
import Following
import Service
import SystemCalls
import TestSupport
import Testing

@Suite struct LocalSnapshotTests {
    private func world(_ seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }) throws -> SmallWorld {
        try SmallWorld(seed: seed) {
            $0.decisionFolder = "/data"
            change($0)
        }
    }

    private func logged(_ world: SmallWorld, _ words: String) -> Int {
        world.cluster.logged.lines.filter { $0.contains(words) && $0.contains(" decision") }.count
    }

    private func disable(_ world: SmallWorld) throws -> Position {
        try world.cluster.caller(.partnership).call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            }
        ).position
    }

    private func verdict(_ caller: SimulatedCaller, _ world: SmallWorld) throws(Failure) -> Verdict {
        try caller.call(world.question("ann", "bob")).verdict
    }

    // MARK: starting

    @Test func `a node whose sources are away answers from what it knew, and then not`() throws {
        let world = try world(220)
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        world.cluster.kill(.directory)
        world.cluster.kill(.partnership)
        world.cluster.advance(by: .seconds(3))
        try world.cluster.restart(.decision)
        let caller = world.cluster.caller(.decision)
        #expect(caller.welcome?.position.partnership == world.seen.partnership)
        #expect(try verdict(caller, world) == .allow)
        let found = DiscoverRequest.with {
            $0.viewer = "ann"
            $0.prefix = "b"
        }
        #expect(try caller.call(found).items.map(\.id) == ["bob"])
        let status = try caller.call(StatusRequest())
        #expect(!status.ready, "nobody was heard")
        #expect(status.users == 2 && status.partnerships == 1)
        world.cluster.advance(by: .seconds(5))
        #expect(try verdict(caller, world) == .allow)
        world.cluster.advance(by: .seconds(4))
        #expect(caller.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
    }

    @Test(arguments: [ServiceName.directory, .partnership])
    func `what it knew too long ago is not answered until its sources are heard`(source: ServiceName) throws {
        let world = try world(221)
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        world.cluster.kill(.decision)
        let taken = try disable(world)
        world.cluster.advance(by: .seconds(30))
        try world.cluster.start(.decision)
        world.part(from: source)
        let caller = world.cluster.caller(.decision)
        for _ in 0..<10 {
            #expect(caller.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
            world.cluster.advance(by: .milliseconds(500))
        }
        world.cluster.network.heal()
        #expect(world.cluster.settle())
        #expect(try verdict(caller, world) == .ask)
        #expect(try caller.call(StatusRequest()).replicas.allSatisfy { $0.connected })
        #expect(world.cluster.server(.decision).keeper.position.partnership >= taken.partnership)
        #expect(logged(world, "snapshot taken") == 2, "both feeds were resumed")
    }

    @Test func `the time it was away counts, however short it has been up since`() throws {
        let world = try world(222)
        world.cluster.kill(.directory)
        world.cluster.kill(.partnership)
        world.cluster.advance(by: .seconds(6))
        for _ in 0..<5 {
            try world.cluster.restart(.decision)
            world.cluster.advance(by: .seconds(1))
        }
        let caller = world.cluster.caller(.decision)
        #expect(caller.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
    }

    @Test func `a wall clock that was set back does not make it fresh`() throws {
        let world = try world(223)
        world.cluster.kill(.directory)
        world.cluster.kill(.partnership)
        world.cluster.kill(.decision)
        world.cluster.advance(by: .seconds(20))
        world.cluster.network.clock.setWall(world.cluster.network.clock.wall - 18_000)
        try world.cluster.start(.decision)
        let caller = world.cluster.caller(.decision)
        #expect(caller.refusal(of: world.question("ann", "bob"))?.code == .unavailable)
    }

    @Test func `a source with another history gives a new snapshot`() throws {
        let world = try world(224)
        world.cluster.kill(.decision)
        world.cluster.kill(.directory)
        try File.remove(try world.cluster.folder(of: .directory))
        try world.cluster.start(.directory)
        try world.cluster.start(.decision)
        #expect(world.cluster.settle())
        let caller = world.cluster.caller(.decision)
        #expect(try caller.call(StatusRequest()).users == 0)
        #expect(logged(world, "feed cannot be resumed") >= 1)
        // That one is kept in place of the first.
        world.cluster.advance(by: .seconds(1))
        try world.cluster.restart(.decision)
        #expect(world.cluster.settle())
        #expect(try world.cluster.caller(.decision).call(StatusRequest()).users == 0)
        #expect(logged(world, "snapshot taken") == 3)
    }

    @Test func `without a folder nothing is kept`() throws {
        let world = try SmallWorld(seed: 225)
        world.cluster.advance(by: .seconds(2))
        #expect(world.cluster.decisionDisk.paths.isEmpty)
        try world.cluster.restart(.decision)
        #expect(
            world.cluster.caller(.decision).refusal(of: world.question("ann", "bob"))?.code == .unavailable)
    }

    @Test func `forgetting it starts the node anew`() throws {
        let world = try world(226)
        world.cluster.kill(.decision)
        world.cluster.forgetLocalSnapshot()
        try world.cluster.start(.decision)
        #expect(
            world.cluster.caller(.decision).refusal(of: world.question("ann", "bob"))?.code == .unavailable)
        #expect(world.cluster.settle())
        world.cluster.advance(by: .seconds(1))
        #expect(logged(world, "local snapshot written") == 4)
        #expect(try verdict(world.cluster.caller(.decision), world) == .ask)
    }

    // MARK: damage

    @Test func `a damaged beginning puts the file aside, a damaged end is cut off`() throws {
        let world = try world(227)
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        world.cluster.advance(by: .seconds(2))
        world.cluster.kill(.decision)
        let disk = world.cluster.decisionDisk
        var bytes = try #require(disk["/data/directory.snapshot"])
        bytes[60] ^= 1
        disk["/data/directory.snapshot"] = bytes
        disk["/data/partnership.snapshot"]?.removeLast(5)
        try world.cluster.start(.decision)
        #expect(disk["/data/directory.snapshot.damaged"] == bytes)
        #expect(logged(world, "put aside") == 1)
        #expect(logged(world, "cut off where it is damaged") == 1)
        #expect(world.cluster.settle())
        #expect(try verdict(world.cluster.caller(.decision), world) == .allow)
        #expect(logged(world, "snapshot taken") == 3, "the directory's alone was taken anew")
        world.cluster.advance(by: .seconds(1))
        try world.cluster.restart(.decision)
        #expect(logged(world, "put aside") == 1)
        #expect(try verdict(world.cluster.caller(.decision), world) == .allow)
    }

    // MARK: rewriting

    @Test func `a file is written anew when changes outnumber the facts, while changes go on`() throws {
        let world = try world(228) { $0.localLimits.appendedMinimum = 40 }
        let writer = world.cluster.caller(.partnership)
        var sizes: [Int] = []
        for number in 0..<300 {
            _ = try writer.call(
                SetDefaultsRequest.with {
                    $0.organization = "alpha"
                    $0.preset = number.isMultiple(of: 3) ? .full : .limited
                })
            sizes.append(world.cluster.decisionDisk["/data/partnership.snapshot"]?.count ?? 0)
        }
        #expect(logged(world, "local snapshot written") >= 5)
        #expect(zip(sizes, sizes.dropFirst()).contains { $0 > $1 })
        #expect((sizes.max() ?? 0) < 30_000)
        let seen = writer.welcome.map { _ in world.cluster.server(.partnership).keeper.position }
        #expect(world.cluster.settle())
        let before = try answers(world, atLeast: seen)
        try world.cluster.restart(.decision)
        #expect(try answers(world, atLeast: seen) == before)
        #expect(logged(world, "snapshot taken") == 2, "the replica's own were taken at the first start alone")
    }

    @Test func `a crash while a file is written anew leaves the old one or the new one`() throws {
        for seed in 230..<250 as Range<UInt64> {
            let world = try world(seed) {
                $0.localLimits.appendedMinimum = 5
                $0.decisionDisk.syncNanos = 200_000_000
            }
            let writer = world.cluster.caller(.partnership)
            let steps = SimulatedRandomness(seed: seed).number(in: 1...40)
            for number in 0..<steps {
                _ = try writer.call(
                    SetDefaultsRequest.with {
                        $0.organization = number.isMultiple(of: 2) ? "alpha" : "beta"
                        $0.preset = number.isMultiple(of: 3) ? .full : .limited
                    })
            }
            let seen = world.cluster.server(.partnership).keeper.position
            world.cluster.crashDecision()
            try world.cluster.start(.decision)
            #expect(logged(world, "put aside") == 0, "seed \(seed)")
            #expect(world.cluster.settle(), "seed \(seed)")
            let kept = try answers(world, atLeast: seen)
            world.cluster.kill(.decision)
            world.cluster.forgetLocalSnapshot()
            try world.cluster.start(.decision)
            #expect(world.cluster.settle(), "seed \(seed)")
            #expect(try answers(world, atLeast: seen) == kept, "seed \(seed)")
        }
    }

    private func answers(_ world: SmallWorld, atLeast: Position?) throws -> [EffectiveAnswer] {
        let caller = world.cluster.caller(.decision)
        return try [("ann", "bob"), ("bob", "ann")].flatMap { actor, target in
            try caller.call(
                EffectiveRequest.with {
                    $0.actor = actor
                    $0.target = target
                    $0.atLeast = atLeast
                }
            ).answers
        }
    }

    // MARK: trouble with the disk

    @Test func `a full disk stops nothing, and is tried again when there is room`() throws {
        let world = try world(251) { $0.localLimits.retryPause = 5_000_000_000 }
        let disk = world.cluster.decisionDisk
        disk.byteLimit = disk.paths.reduce(0) { $0 + (disk[$1]?.count ?? 0) } + 60
        try world.enable()
        #expect(try world.ask("ann", "bob", atLeast: world.seen).verdict == .allow)
        #expect(logged(world, "cannot be written any more") >= 1)
        world.cluster.advance(by: .seconds(20))
        #expect(try world.ask("ann", "bob").verdict == .allow)
        #expect(disk.paths.allSatisfy { !$0.hasSuffix(".new") })
        // What it has is old, and whole.
        let written = logged(world, "local snapshot written")
        try world.cluster.restart(.decision)
        #expect(world.cluster.settle())
        #expect(try verdict(world.cluster.caller(.decision), world) == .allow)
        disk.byteLimit = .max
        world.cluster.advance(by: .seconds(60))
        #expect(logged(world, "local snapshot written") > written)
        world.cluster.kill(.directory)
        world.cluster.kill(.partnership)
        try world.cluster.restart(.decision)
        #expect(try verdict(world.cluster.caller(.decision), world) == .allow)
        #expect(disk.paths.allSatisfy { !$0.hasSuffix(".new") })
    }

    @Test func `a disk that takes nothing is gone on without`() throws {
        let world = try world(252) { $0.decisionDisk.isReadOnly = true }
        #expect(world.cluster.decisionDisk.paths.isEmpty)
        #expect(logged(world, "no local snapshots are kept") == 1)
        #expect(try world.ask("ann", "bob").verdict == .ask)

        let later = try self.world(253)
        later.cluster.decisionDisk.isReadOnly = true
        try later.enable()
        #expect(try later.ask("ann", "bob", atLeast: later.seen).verdict == .allow)
        try later.cluster.restart(.decision)
        #expect(later.cluster.settle())
        #expect(try verdict(later.cluster.caller(.decision), later) == .allow)
    }

    @Test func `a second node on the folder is told so`() throws {
        let world = try world(254)
        #expect(throws: StartProblem.self) {
            let loop = world.cluster.loop(.decision)
            _ = try LocalFolder.open("/data", on: loop, log: world.cluster.log(of: .decision))
        }
        world.cluster.kill(.decision)
        try world.cluster.start(.decision)
        #expect(world.cluster.settle())
    }
}
