// Whole runs against a peer on a real port. Nothing here asserts how fast a machine is; what is asserted
// holds however slow it is.

import EntenteProtocol
import Synchronization
import SystemCalls
import Testing
import World

@testable import Load

@Suite(.serialized) struct RunTests {
    private static func plan(
        _ peer: FramePeer, _ pace: Pace, connections: Int = 3, token: String? = nil
    ) throws -> LoadPlan {
        let world = try WorldPlan(users: 500, organizations: 10)
        let workload = Workload.with { ($0.preparedRequests, $0.pairCount) = (4_096, 200) }
        let ring = FrameRing(workload, about: world, minimum: 2_048)
        var plan = LoadPlan(
            target: LoadTarget(peer.address, token: token), ring: ring, pace: pace, connections: connections)
        plan.warmUp = .milliseconds(100)
        plan.duration = .milliseconds(500)
        return plan
    }

    @Test(arguments: [1, 2])
    func `a closed loop asks as much as is answered, and loses nothing`(threads: Int) throws {
        let seen = Atomic<UInt64>(0)
        try withExtendedLifetime(seen) {
            let peer = try FramePeer { frames in
                frames.reversed().flatMap { FramePeer.echo($0) }
            }
            defer { peer.close() }
            var plan = try Self.plan(peer, .closedLoop(depth: 8))
            plan.threads = threads
            let result = try plan.measure().result(plan)
            #expect(result.requests > 0 && result.failures.isEmpty && result.endedEarly.isEmpty)
            #expect(result.requests == result.decisions)
            #expect(result.decisionsBySlice.reduce(0, +) == result.decisions)
            #expect(result.latency.count > 0 && result.latency.count <= result.requests)
            #expect(result.latency.p50 <= result.latency.p99 && result.latency.p99 <= result.latency.maximum)
            #expect(result.parameters.mode == "closed-loop" && result.parameters.depth == 8)
        }
    }

    @Test func `an open loop asks what is due, however it goes`() throws {
        let peer = try FramePeer { $0.flatMap { FramePeer.echo($0) } }
        defer { peer.close() }
        let plan = try Self.plan(peer, .openLoop(rate: 2_000))
        let result = try plan.measure().result(plan)
        #expect(result.requests == 1_000)
        #expect(result.latency.count == 1_000 && result.toolLag.count == 1_000)
        #expect(result.offeredPerSecond == 2_000)
        #expect(result.failures.isEmpty)
    }

    @Test func `a service that stalls is charged for every request that was due meanwhile`() throws {
        let count = Mutex(0)
        let peer = try FramePeer { frames in
            // One connection only, so nobody else is served during the stall.
            let isStall = count.withLock { count in
                let before = count
                count += frames.count
                return before < 500 && count >= 500
            }
            if isStall { nap(nanos: 300_000_000) }
            return frames.flatMap { FramePeer.echo($0) }
        }
        defer { peer.close() }
        var plan = try Self.plan(peer, .openLoop(rate: 2_000), connections: 1)
        plan.duration = .seconds(1)
        let result = try plan.measure().result(plan)
        // 300 ms at 2,000 a second are 600 requests; the first 400 of them wait for 100 ms and more. A loop
        // that waits for its answers would have seen one.
        let slow = zip(result.latency.bucketLows, result.latency.bucketCounts).filter { $0.0 >= 99_000_000 }
        #expect(slow.reduce(0) { $0 + $1.1 } >= 350)
        #expect(result.latency.maximum >= 290_000_000)
        #expect(result.latency.p90 >= 99_000_000)
    }

    @Test func `what is never answered counts as long as it was waited for`() throws {
        let count = Mutex(0)
        let peer = try FramePeer { frames in
            count.withLock { $0 += frames.count }
            return count.withLock { $0 } < 600 ? frames.flatMap { FramePeer.echo($0) } : []
        }
        defer { peer.close() }
        let plan = try Self.plan(peer, .openLoop(rate: 2_000), connections: 1)
        let result = try plan.measure().result(plan)
        let unanswered = result.failures.first { $0.kind == "unanswered" }?.count ?? 0
        #expect(unanswered > 0)
        #expect(result.requests + unanswered == 1_000)
        #expect(result.latency.count == 1_000)
        #expect(result.latency.maximum >= ThreadPlan.drainNanos)
    }

    @Test func `a service that dies ends the run, which says so and keeps what it saw`() throws {
        let count = Mutex(0)
        let peer = try FramePeer { frames in
            let whole = count.withLock { count in
                count += frames.count
                return count
            }
            return whole < 2_000 ? frames.flatMap { FramePeer.echo($0) } : nil
        }
        defer { peer.close() }
        var plan = try Self.plan(peer, .openLoop(rate: 5_000))
        plan.duration = .seconds(60)
        let result = try plan.measure().result(plan)
        #expect(result.endedEarly.hasPrefix("the service is gone"))
        #expect(result.failures.map(\.kind).contains("connection-lost"))
        #expect(result.requests > 0 && result.seconds < 60)
    }

    @Test func `a button ends a run before its time`() throws {
        let peer = try FramePeer { $0.flatMap { FramePeer.echo($0) } }
        defer { peer.close() }
        var plan = try Self.plan(peer, .closedLoop(depth: 4))
        plan.duration = .seconds(60)
        let button = StopButton()
        let measurement = try plan.measure(button) { progress in
            if progress.decisions > 0 { button.push() }
        }
        #expect(measurement.endedEarly == "it was interrupted")
        #expect(measurement.result(plan).requests > 0)
    }

    @Test func `a run that cannot begin says why`() throws {
        let peer = try FramePeer { _ in nil }
        defer { peer.close() }
        let hello = try Self.plan(peer, .closedLoop(depth: 1), token: "secret")
        #expect(throws: LoadProblem.self) { _ = try hello.measure() }
        var nobody = try Self.plan(peer, .closedLoop(depth: 1))
        // A port that was given out and closed again: nobody listens there.
        let free = try Socket.localAddress(of: Socket.listen(on: .loopback(port: 0)))
        nobody.target.address = free
        do {
            _ = try nobody.measure()
            Issue.record("somebody listens at \(free)")
        } catch {
            #expect("\(error)".contains("cannot connect to \(free)"))
        }
    }

    @Test func `a peer that speaks something else is found out at the greeting`() throws {
        let peer = try FramePeer { _ in Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8) }
        defer { peer.close() }
        let plan = try Self.plan(peer, .closedLoop(depth: 1), token: "secret")
        do {
            _ = try plan.measure()
            Issue.record("a stranger was taken for a service")
        } catch {
            #expect("\(error)".contains("does not speak this protocol"))
        }
    }
}
