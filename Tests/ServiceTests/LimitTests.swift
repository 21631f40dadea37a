// Bounds on conversations: slow, silent, greedy and parting peers.

import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite struct LimitTests {
    private func position(_ caller: SimulatedCaller) throws -> Position {
        try #require(caller.welcome?.position)
    }

    /// A caller of the partnership service whose requests must wait: the directory's feed is cut from it.
    private func parkedWorld(
        _ change: (SimulatedCluster) -> Void = { _ in }
    ) throws -> (cluster: SimulatedCluster, caller: SimulatedCaller, ahead: Position) {
        let cluster = try SimulatedCluster(seed: 41, services: [])
        change(cluster)
        try cluster.start(.directory)
        try cluster.start(.partnership)
        #expect(cluster.settle())
        let caller = cluster.caller(.partnership)
        return (cluster, caller, try position(caller).ahead(by: 1))
    }

    private func waiting(_ position: Position) -> GetDefaultsRequest {
        .with {
            $0.organization = "alpha"
            $0.atLeast = position
        }
    }

    // MARK: greed

    @Test func `a row of lists takes turns with everybody else's requests, however small each of them is`()
        throws
    {
        let cluster = try SimulatedCluster(seed: 40, services: [.directory])
        let counters = cluster.server(.directory).counters
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("alpha")
        let users = (0..<100).map { number in
            NewUser.with {
                $0.id = "u\(number)"
                $0.organization = "alpha"
                $0.email = "u\(number)@alpha.test"
                $0.displayName = "User \(number)"
            }
        }
        _ = try caller.call(ImportUsersRequest.with { $0.users = users })
        let page = ListUsersRequest.with { ($0.organization, $0.pageSize) = ("alpha", 100) }
        let ids = (0..<40).map { _ in caller.send(page) }
        var (before, most) = (counters.requestCount, UInt64(0))
        cluster.network.run {
            most = max(most, counters.requestCount - before)
            before = counters.requestCount
            return caller.answers.count >= ids.count
        }
        let sizes = ids.flatMap { caller.take($0).map(\.payload.count) }
        #expect(sizes.count == 40 && sizes.allSatisfy { $0 < LoopLimits().turnGatheredByteLimit })
        #expect((2...4).contains(most), "\(most) lists of \(sizes[0]) bytes in one turn")
    }

    // MARK: silence

    @Test func `a connection without requests is asked to leave after five minutes`() throws {
        let cluster = try SimulatedCluster(seed: 42, services: [.directory])
        let caller = cluster.caller(.directory)
        cluster.advance(by: .seconds(200))
        try caller.makeOrganization("alpha")
        cluster.advance(by: .seconds(298))
        #expect(!caller.isClosed)
        cluster.advance(by: .seconds(5))
        #expect(caller.isClosed)
        #expect(caller.take(0).map(\.kind) == [.goingAway])
    }

    @Test func `a stream keeps its connection, however long nothing else is asked`() throws {
        let cluster = try SimulatedCluster(seed: 43, services: [.directory])
        let caller = cluster.caller(.directory)
        let id = caller.subscribe(after: try #require(try caller.snapshot().last))
        cluster.advance(by: .seconds(330))
        #expect(!caller.isClosed)
        #expect(caller.take(id).count > 300)
    }

    @Test func `a stream whose peer answers no pings is closed after three`() throws {
        let cluster = try SimulatedCluster(seed: 44, services: [.directory])
        let caller = cluster.caller(.directory)
        _ = caller.subscribe(after: try #require(try caller.snapshot().last))
        cluster.advance(by: .milliseconds(1_500))
        caller.answersPings = false
        cluster.advance(by: .milliseconds(2_000))
        #expect(!caller.isClosed)
        cluster.advance(by: .milliseconds(3_000))
        #expect(caller.isClosed)
    }

    @Test func `a frame begun and not finished closes its connection`() throws {
        let cluster = try SimulatedCluster(seed: 45, services: [.directory])
        let caller = cluster.caller(.directory)
        caller.send(bytes: [0, 0, 0, 12, 1, 0])
        cluster.advance(by: .seconds(9))
        #expect(!caller.isClosed)
        cluster.advance(by: .seconds(3))
        #expect(caller.isClosed)
    }

    // MARK: too many

    @Test func `a connection too many is refused in words`() throws {
        let cluster = try SimulatedCluster(seed: 46, services: [])
        cluster.loopLimits.connectionCountLimit = 3
        try cluster.start(.directory)
        let served = (0..<3).map { _ in cluster.caller(.directory) }
        let refused = cluster.stranger(.directory)
        let failure = try refused.failure(0)
        #expect(failure.code == .resourceExhausted)
        #expect(failure.details?.retryAfterMillis != nil)
        cluster.network.run { refused.isClosed }
        #expect(refused.isClosed)
        try served[2].makeOrganization("unharmed")
        served[0].close()
        cluster.advance(by: .seconds(1))
        #expect(cluster.caller(.directory).welcome != nil)
    }

    @Test func `a connection may not leave too many requests unanswered`() throws {
        let (_, caller, ahead) = try parkedWorld { $0.serviceLimits.unansweredLimit = 3 }
        let ids = (0..<4).map { _ in caller.send(waiting(ahead)) }
        let failure = try caller.failure(ids[3])
        #expect(failure.code == .resourceExhausted)
        #expect(failure.details?.retryAfterMillis != nil)
        #expect(caller.refusal(of: ServerStatusRequest()) == nil, "what need not wait is answered")
        caller.send(.cancel, method: 0, requestID: ids[0])
        let next = caller.send(waiting(ahead))
        #expect(try caller.failure(next).code == .unavailable, "the cancelled one made room")
        #expect(caller.take(ids[0]).isEmpty, "nobody hears of what was cancelled")
    }

    @Test func `a request id that waits is refused to others for as long as it waits`() throws {
        let (cluster, caller, ahead) = try parkedWorld()
        let id = caller.send(waiting(ahead))
        for _ in 0..<2 {
            caller.send(.request, method: Method.serverStatus.rawValue, requestID: id)
            #expect(try caller.failure(id).code == .invalidArgument)
        }
        #expect(cluster.server(.partnership).parkedCount == 1)
        caller.send(.cancel, method: 0, requestID: id)
        cluster.advance(by: .milliseconds(100))
        #expect(cluster.server(.partnership).parkedCount == 0)
    }

    @Test func `what waits may not hold too many bytes`() throws {
        let (cluster, caller, ahead) = try parkedWorld { $0.serviceLimits.parkedByteLimit = 10_000 }
        var long = waiting(ahead)
        long.organization = String(repeating: "x", count: 6_000)
        let first = caller.send(long)
        let failure = try caller.failure(caller.send(long))
        #expect(failure.code == .resourceExhausted)
        #expect(failure.details?.retryAfterMillis != nil)
        caller.send(.cancel, method: 0, requestID: first)
        _ = caller.send(long)
        cluster.advance(by: .milliseconds(100))
        #expect(cluster.server(.partnership).parkedCount == 1, "the cancelled one made room")
    }

    @Test func `cancelling a command lets those behind it go on at once`() throws {
        let (cluster, caller, ahead) = try parkedWorld()
        try cluster.caller(.directory).makeOrganization("alpha")
        cluster.advance(by: .milliseconds(100))
        cluster.network.part(cluster.loop(.directory), cluster.loop(.partnership))
        let far = ahead.ahead(by: 100)
        let held = caller.send(restricted("alpha", far))
        let behind = caller.send(restricted("alpha", nil))
        cluster.advance(by: .milliseconds(100))
        #expect(caller.take(behind).isEmpty)
        caller.send(.cancel, method: 0, requestID: held)
        cluster.advance(by: .milliseconds(100))
        #expect(caller.take(behind).map(\.kind) == [.response])
    }

    @Test func `what waits for a token that is withdrawn is not carried out`() throws {
        let (cluster, _, _) = try parkedWorld()
        try cluster.caller(.directory).makeOrganization("alpha")
        cluster.advance(by: .milliseconds(100))
        cluster.addToken(name: "short-lived", scopes: "operate")
        let caller = cluster.caller(.partnership, token: "short-lived")
        cluster.network.part(cluster.loop(.directory), cluster.loop(.partnership))
        let seen = try cluster.caller(.directory).makeOrganization("beta").position
        _ = caller.send(restricted("alpha", seen))
        cluster.advance(by: .milliseconds(100))
        #expect(cluster.server(.partnership).parkedCount == 1)
        cluster.removeToken(name: "short-lived")
        #expect(cluster.server(.partnership).parkedCount == 0)
        cluster.network.heal()
        cluster.advance(by: .seconds(3))
        let defaults = try cluster.caller(.partnership).call(
            GetDefaultsRequest.with { $0.organization = "alpha" })
        #expect(defaults.defaults.version == 1)
    }

    private func restricted(_ organization: String, _ position: Position?) -> SetDefaultsRequest {
        .with {
            $0.organization = organization
            $0.preset = .restricted
            $0.atLeast = position
        }
    }

    @Test func `all connections together may not park too much`() throws {
        let (cluster, first, ahead) = try parkedWorld { $0.serviceLimits.parkedLimit = 2 }
        let second = cluster.caller(.partnership)
        _ = first.send(waiting(ahead))
        _ = first.send(waiting(ahead))
        cluster.advance(by: .milliseconds(100))
        #expect(second.refusal(of: waiting(ahead))?.code == .resourceExhausted)
        cluster.advance(by: .seconds(3))
        #expect(second.refusal(of: waiting(ahead))?.code == .unavailable)
    }

    @Test func `what a closed connection left waiting is forgotten`() throws {
        let (cluster, caller, ahead) = try parkedWorld()
        for _ in 0..<5 { _ = caller.send(waiting(ahead)) }
        cluster.advance(by: .milliseconds(100))
        #expect(cluster.server(.partnership).parkedCount == 5)
        caller.close()
        cluster.advance(by: .milliseconds(100))
        #expect(cluster.server(.partnership).parkedCount == 0)
    }

    /// A directory that may hold 600,000 bytes, with a list of some 70,000 that nobody can read fast.
    private func narrowWorld(_ seed: UInt64) throws -> (cluster: SimulatedCluster, list: ListUsersRequest) {
        let cluster = try SimulatedCluster(seed: seed, services: [])
        cluster.loopLimits.bufferedByteLimit = 600_000
        cluster.loopLimits.outputHighWater = 1 << 20
        try cluster.start(.directory)
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("alpha")
        let users = (0..<1_000).map { number in
            NewUser.with {
                $0.organization = "alpha"
                $0.email = "\(number)@alpha.test"
                $0.displayName = "User number \(number)"
            }
        }
        _ = try caller.call(ImportUsersRequest.with { $0.users = users })
        caller.close()
        cluster.network.weather.windowByteCount = 1_000
        let list = ListUsersRequest.with {
            $0.organization = "alpha"
            $0.pageSize = 1_000
        }
        return (cluster, list)
    }

    @Test func `whoever leaves the most unread is refused more in words, and nobody else is`() throws {
        let (cluster, list) = try narrowWorld(47)
        let caller = cluster.caller(.directory)
        let greedy = cluster.caller(.directory)
        greedy.connection?.pauseReading()
        let ids = try (0..<40).map { _ in
            let id = greedy.send(list)
            cluster.advance(by: .milliseconds(20))
            try #require(caller.refusal(of: ServerStatusRequest()) == nil)
            return id
        }
        #expect(!cluster.loop(.directory).isOverBufferLimit)
        cluster.network.weather.windowByteCount = 1 << 20
        greedy.connection?.resumeReading()
        cluster.advance(by: .seconds(10))
        let answers = ids.flatMap { greedy.take($0) }
        #expect(answers.count == ids.count && !greedy.isClosed)
        let refusals = try answers.filter { $0.kind == .error }
            .map { try Wire.decode(Failure.self, from: $0.payload) }
        #expect(refusals.count > 10 && refusals.count < ids.count)
        #expect(refusals.allSatisfy { $0.code == .resourceExhausted })
        #expect(refusals.allSatisfy { $0.details?.retryAfterMillis != nil })
    }

    @Test func `before Hello nobody may send more than a Hello needs`() throws {
        let cluster = try SimulatedCluster(seed: 51, services: [.directory])
        let stranger = cluster.stranger(.directory)
        stranger.send(
            .request, method: Method.hello.rawValue, requestID: 1,
            payload: [UInt8](repeating: 8, count: 9_000))
        #expect(try stranger.failure(0).code == .invalidArgument)
        cluster.network.run { stranger.isClosed }
        let caller = cluster.caller(.directory)
        caller.send(
            .request, method: Method.createOrganization.rawValue, requestID: 77,
            payload: [UInt8](repeating: 8, count: 90_000))
        #expect(try caller.failure(77).code == .invalidArgument)
        #expect(!caller.isClosed)
    }

    // MARK: leaving

    @Test func `a leaving service answers what waits and what was under way, and then is gone`() throws {
        let (cluster, waiter, ahead) = try parkedWorld()
        let idle = cluster.caller(.partnership)
        let parked = waiter.send(waiting(ahead))
        cluster.advance(by: .milliseconds(50))
        var isGone = false
        // Sent before anybody could know.
        let underWay = idle.send(ServerStatusRequest())
        cluster.server(.partnership).leave { isGone = true }
        #expect(try idle.response(to: ServerStatusRequest.self, underWay).ready == false)
        let operators = cluster.caller(.directory)
        try operators.makeOrganization("alpha")
        #expect(
            try waiter.response(to: GetDefaultsRequest.self, parked).position.directory >= ahead.directory)
        cluster.network.run { isGone && idle.isClosed && waiter.isClosed }
        #expect(isGone)
        #expect(idle.take(0).map(\.kind) == [.goingAway])
        #expect(waiter.take(0).map(\.kind) == [.goingAway])
        #expect(cluster.stranger(.partnership).refusal(of: ServerStatusRequest())?.code == .unavailable)
    }

    @Test func `a leaving service rests while it waits`() throws {
        let (cluster, waiter, ahead) = try parkedWorld()
        _ = waiter.send(waiting(ahead))
        cluster.advance(by: .milliseconds(50))
        cluster.server(.partnership).leave {}
        cluster.advance(by: .milliseconds(700))
        var steps = 0
        let end = cluster.network.clock.monotonic + 1_000_000_000
        cluster.network.run(limit: 100_000) {
            steps += 1
            return cluster.network.clock.monotonic >= end
        }
        #expect(steps < 2_000)
    }

    @Test func `a leaving service waits no longer than it may`() throws {
        let cluster = try SimulatedCluster(seed: 48, services: [.directory])
        let caller = cluster.caller(.directory)
        var isGone = false
        cluster.server(.directory).leave { isGone = true }
        for _ in 0..<60 where !isGone {
            _ = caller.send(ServerStatusRequest())
            cluster.advance(by: .milliseconds(100))
        }
        #expect(isGone)
    }

    @Test func `subscribers of a leaving source are told, and find it again`() throws {
        let cluster = try SimulatedCluster(seed: 49, services: [.directory, .partnership])
        #expect(cluster.settle())
        let caller = cluster.caller(.directory)
        let id = caller.subscribe(after: try #require(try caller.snapshot().last))
        _ = try caller.item(id)
        cluster.server(.directory).leave {}
        #expect(caller.stream(id) { $0.last?.kind == .streamEnd }.last?.kind == .streamEnd)
        cluster.advance(by: .seconds(2))
        try cluster.restart(.directory)
        try cluster.caller(.directory).makeOrganization("later")
        cluster.advance(by: .seconds(5))
        let known = cluster.caller(.partnership).refusal(of: waiting(Position()))
        #expect(known?.code == .notFound || known == nil)
        #expect(cluster.server(.partnership).keeper.replicas.first?.connected == true)
    }
}
