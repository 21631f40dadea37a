// Streams of a service with a replica: they begin no sooner than their caller's position, and whoever reads
// slowly is told how things stand, not everything that happened.

import EntenteProtocol
import EventLoop
import Service
import TestSupport
import Testing

@Suite struct StreamTests {
    /// A decision node whose `watch` tells a number, as often as it is said to have changed.
    private final class World {
        let cluster: SimulatedCluster
        var number: Int32 = 0
        var padding = 0
        var made = 0
        var streams: [CoalescedStream] = []
        var openCount = 0

        init(seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }) throws {
            cluster = try SimulatedCluster(seed: seed, services: [])
            change(cluster)
            for service in ServiceName.allCases { try cluster.start(service) }
            #expect(cluster.settle())
            offer()
        }

        private func offer() {
            let server = cluster.server(.decision)
            server.stream(WatchRequest.self) { [unowned self] _, _, stream throws(Failure) in
                openCount += 1
                let coalesced = CoalescedStream(stream) { [unowned self] in item() }
                streams.append(coalesced)
                stream.closed = { [unowned self] in openCount -= 1 }
                coalesced.changed()
            }
        }

        private func item() -> [UInt8] {
            made += 1
            return Wire.encode(
                WatchItem.with {
                    $0.answers = [
                        .with {
                            $0.index = number
                            $0.answer.partnership = String(repeating: "x", count: padding)
                        }
                    ]
                    $0.position = cluster.server(.decision).keeper.position
                })
        }

        func change() {
            number += 1
            for stream in streams { stream.changed() }
        }

        /// An organization more, unknown to the decision node for as long as it is parted.
        func partAndWrite() throws -> Position {
            cluster.network.part(cluster.loop(.directory), cluster.loop(.decision))
            return try cluster.caller(.directory).makeOrganization("alpha").position
        }
    }

    private func watch(_ position: Position?) -> WatchRequest { .with { $0.atLeast = position } }

    private func item(_ answer: SimulatedCaller.Answer?) throws -> WatchItem {
        let answer = try #require(answer)
        #expect(answer.kind == .streamItem)
        return try Wire.decode(WatchItem.self, from: answer.payload)
    }

    // MARK: positions

    @Test func `a stream for what is not known yet begins when it is`() throws {
        let world = try World(seed: 301) { $0.serviceLimits.unansweredLimit = 1 }
        let caller = world.cluster.caller(.decision)
        let seen = try world.partAndWrite()
        let id = caller.send(watch(seen))
        world.cluster.advance(by: .milliseconds(500))
        #expect(caller.take(id).isEmpty && world.openCount == 0)
        #expect(world.cluster.server(.decision).parkedCount == 1)
        world.cluster.network.heal()
        #expect(try item(caller.wait(for: id)).position.directory >= seen.directory)
        #expect(world.openCount == 1)
        caller.send(.cancel, method: 0, requestID: id)
        #expect(caller.wait(for: id)?.kind == .streamEnd)
        #expect(world.openCount == 0)
    }

    @Test func `it waits two seconds at most`() throws {
        let world = try World(seed: 302)
        let caller = world.cluster.caller(.decision)
        let id = caller.send(watch(try world.partAndWrite()))
        #expect(try caller.failure(id).code == .unavailable)
        world.cluster.network.heal()
        world.cluster.advance(by: .seconds(5))
        #expect(caller.take(id).isEmpty && world.openCount == 0)
    }

    @Test func `a stream of another history is refused`() throws {
        let world = try World(seed: 303)
        let caller = world.cluster.caller(.decision)
        var elsewhere = try #require(caller.welcome).position
        elsewhere.partnershipEpoch += 1
        #expect(try caller.failure(caller.send(watch(elsewhere))).details?.state == "history-restored")
        #expect(world.openCount == 0)
    }

    @Test func `one that was given up while it waited never begins`() throws {
        let world = try World(seed: 304)
        let caller = world.cluster.caller(.decision)
        let id = caller.send(watch(try world.partAndWrite()))
        world.cluster.advance(by: .milliseconds(100))
        caller.send(.cancel, method: 0, requestID: id)
        world.cluster.advance(by: .milliseconds(100))
        #expect(world.cluster.server(.decision).parkedCount == 0)
        world.cluster.network.heal()
        world.cluster.advance(by: .seconds(5))
        #expect(caller.take(id).isEmpty && world.openCount == 0)
    }

    @Test func `a service that is leaving begins none`() throws {
        let world = try World(seed: 305)
        let caller = world.cluster.caller(.decision)
        let id = caller.send(watch(nil))
        _ = try item(caller.wait(for: id))
        world.cluster.server(.decision).leave {}
        #expect(caller.wait(for: id)?.kind == .streamEnd)
        #expect(try caller.failure(caller.send(watch(nil))).code == .unavailable)
    }

    // MARK: coalescing

    @Test func `who keeps up is told of every change`() throws {
        let world = try World(seed: 306)
        let caller = world.cluster.caller(.decision)
        let id = caller.send(watch(nil))
        for number in 0..<20 {
            #expect(try item(caller.wait(for: id)).answers.first?.index == Int32(number))
            world.cluster.advance(by: .milliseconds(50))
            world.change()
        }
    }

    @Test func `who does not read holds up one item and is then told how things stand`() throws {
        let world = try World(seed: 307) { $0.network.weather.windowByteCount = 4 << 10 }
        world.padding = 20_000
        let slow = world.cluster.caller(.decision)
        let id = slow.send(watch(nil))
        _ = try item(slow.wait(for: id))
        let keen = world.cluster.caller(.decision)
        let keenID = keen.send(watch(nil))
        _ = try item(keen.wait(for: keenID))
        slow.connection?.pauseReading()
        world.cluster.advance(by: .milliseconds(50))
        world.made = 0
        for _ in 0..<100 {
            world.change()
            world.cluster.advance(by: .milliseconds(20))
        }
        #expect(world.cluster.loop(.decision).bufferedByteCount < 30_000)
        #expect(keen.take(keenID).count == 100)
        #expect(world.made <= 102, "the slow one's items are not even made")
        slow.connection?.resumeReading()
        let first = try item(slow.wait(for: id)).answers.first?.index
        let last = try item(slow.wait(for: id)).answers.first?.index
        #expect(first == 1)
        #expect(last == 100)
        world.cluster.advance(by: .seconds(1))
        #expect(slow.take(id).isEmpty)
    }

    @Test func `many streams on one connection each come to their turn`() throws {
        let world = try World(seed: 308) { $0.network.weather.windowByteCount = 4 << 10 }
        world.padding = 5_000
        let caller = world.cluster.caller(.decision)
        let ids = (0..<8).map { _ in caller.send(watch(nil)) }
        for id in ids { _ = try item(caller.wait(for: id)) }
        for _ in 0..<30 {
            world.change()
            world.cluster.network.run(limit: 20) { false }
        }
        world.cluster.advance(by: .seconds(2))
        for id in ids { #expect(try item(caller.take(id).last).answers.first?.index == 30) }
    }

    @Test func `who leaves an item unread for too long is cut off`() throws {
        let world = try World(seed: 309) { $0.network.weather.windowByteCount = 4 << 10 }
        world.padding = 500_000
        let caller = world.cluster.caller(.decision)
        _ = caller.send(watch(nil))
        caller.connection?.pauseReading()
        world.cluster.advance(by: .seconds(25))
        #expect(world.openCount == 1)
        world.cluster.advance(by: .seconds(10))
        #expect(world.openCount == 0)
        #expect(world.cluster.loop(.decision).bufferedByteCount < 1_000)
    }

    @Test func `an item that no frame can hold ends its stream in words`() throws {
        let world = try World(seed: 310)
        world.padding = Frame.byteLimit
        let caller = world.cluster.caller(.decision)
        #expect(try caller.failure(caller.send(watch(nil))).code == .resourceExhausted)
        #expect(world.openCount == 0)
        #expect(caller.refusal(of: StatusRequest()) == nil)
    }
}
