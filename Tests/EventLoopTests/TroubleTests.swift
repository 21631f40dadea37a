// Connections that cannot be made, break, or are too many; timers.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite("A loop in trouble")
struct TroubleTests {
    @Test("hears of a refused connect, and of one that nobody answers in time")
    func connects() throws {
        let pair = try Pair { _ in Scripted.echo() }
        pair.network.refuseConnects(to: pair.server)
        let refused = Scripted()
        try pair.client.connect(to: pair.address, delegate: refused)
        #expect(pair.network.run { refused.closed == [.failed(.connectionRefused)] })
        pair.network.refuseConnects(to: pair.server, false)
        pair.network.part(pair.client, pair.server)
        let unanswered = Scripted()
        try pair.client.connect(to: pair.address, delegate: unanswered)
        #expect(pair.network.run { unanswered.closed == [.failed(.timedOut)] })
        #expect(pair.client.connectionCount == 0)
        pair.network.heal()
        let made = Scripted.echo()
        #expect(try pair.connect(made).isOpen)
    }

    @Test("gets everything in order after a partition heals")
    func partition() throws {
        let served = Scripted()
        let pair = try Pair(seed: 5) { _ in served }
        let connection = try pair.connect(Scripted())
        for id in 1...100 { connection.send(.request, requestID: UInt32(id)) }
        #expect(pair.network.run { served.frameCount > 10 })
        pair.network.part(pair.client, pair.server)
        for id in 101...200 { connection.send(.request, requestID: UInt32(id)) }
        let before = served.frameCount
        pair.network.run(for: .seconds(5))
        #expect(served.frameCount <= before + 1_024 && served.frameCount < 200)
        pair.network.heal()
        #expect(pair.network.run { served.frameCount == 200 })
        #expect(served.frames.map(\.requestID) == Array(1...200))
    }

    @Test("tells both ends of a cut connection, and serves the others on")
    func cut() throws {
        let pair = try Pair { _ in Scripted.echo() }
        let client = Scripted()
        _ = try pair.connect(client)
        pair.network.cutConnections(between: pair.client, and: pair.server)
        #expect(pair.network.run { pair.server.connectionCount == 0 && !client.closed.isEmpty })
        #expect(client.closed == [.failed(.connectionReset)])
        let other = Scripted()
        let connection = try pair.connect(other)
        connection.send(.request, requestID: 4)
        #expect(pair.network.run { other.frameCount == 1 })
    }

    @Test("ends the connections of a killed machine; a new one in its place is reached at the same address")
    func kill() throws {
        let pair = try Pair { _ in Scripted.echo() }
        let client = Scripted()
        _ = try pair.connect(client)
        pair.network.kill(pair.server)
        #expect(pair.network.run { client.closed == [.closedByPeer] })
        let host = pair.network.restartHost(of: pair.server)
        let server = EventLoop(host: host)
        pair.network.attach(server)
        try server.listen(on: pair.address) { _ in Scripted.echo() }
        let again = Scripted()
        let connection = try pair.connect(again)
        connection.send(.request, requestID: 4)
        #expect(pair.network.run { again.frameCount == 1 })
    }

    @Test("refuses connections beyond its limit in words where all are known, and beyond that unheard")
    func connectionLimit() throws {
        var limits = LoopLimits()
        limits.connectionCountLimit = 3
        limits.refusalCountLimit = 2
        let pair = try Pair(limits: limits) { connection in
            let delegate = Scripted()
            delegate.onOpen = { connection in
                guard connection.isOverLimit else { return connection.becomeKnown() }
                connection.send(.error, payload: [1])
                connection.close(.afterFlush)
            }
            return delegate
        }
        let clients = (0..<3).map { _ in Scripted() }
        for client in clients { _ = try pair.connect(client) }
        #expect(pair.network.run { pair.server.connectionCount == 3 })
        let refused = Scripted()
        try pair.client.connect(to: pair.address, delegate: refused)
        #expect(pair.network.run { !refused.closed.isEmpty })
        #expect(refused.frames.map(\.kind) == [.error])
        #expect(clients.allSatisfy { $0.closed.isEmpty })
        #expect(pair.network.run { pair.server.connectionCount == 3 })
        clients[0].connection!.close(.now)
        #expect(pair.network.run { pair.server.connectionCount == 2 })
        let served = Scripted()
        _ = try pair.connect(served)
        pair.network.run(for: .seconds(1))
        #expect(served.closed.isEmpty)
    }

    @Test("cuts off the connection that needs more memory than all may have")
    func bufferLimit() throws {
        var limits = LoopLimits()
        limits.bufferedByteLimit = 1 << 20
        let served = Scripted()
        let pair = try Pair(limits: limits) { _ in served }
        let connection = try pair.connect(Scripted())
        connection.send(.request, payload: [UInt8](repeating: 1, count: 3 << 20))
        #expect(pair.network.run { served.closed == [.bufferLimitReached] })
        #expect(pair.server.bufferedByteCount == 0)
    }

    @Test("hears a peer out whom it refused before it has read anything from anybody")
    func refusedFirst() throws {
        let served = Scripted()
        served.onOpen = { connection in
            connection.send(.error, payload: [1])
            connection.close(.afterFlush)
        }
        let pair = try Pair { _ in served }
        let client = Scripted()
        let connection = try pair.client.connect(to: pair.address, delegate: client)
        connection.withOutput { $0 += [UInt8](repeating: 7, count: 5_000) }
        #expect(pair.network.run { !client.frames.isEmpty })
        pair.network.run(for: .seconds(1))
        connection.close(.now)
        #expect(pair.network.run { served.closed.count == 1 })
    }

    @Test("cuts off who holds the most, and nobody who holds little")
    func relief() throws {
        var limits = LoopLimits()
        limits.bufferedByteLimit = 1 << 20
        var served: [Scripted] = []
        let pair = try Pair(limits: limits) { _ in
            served.append(Scripted())
            return served[served.count - 1]
        }
        var frame: [UInt8] = []
        FrameHeader(kind: .request, method: 1, requestID: 1, payloadByteCount: 20_000).write(into: &frame)
        frame += [UInt8](repeating: 1, count: 20_000)
        let modest = try (0..<3).map { _ in try pair.connect(Scripted()) }
        for connection in modest { connection.withOutput { $0 += frame.prefix(15_000) } }
        pair.network.run(for: .seconds(1))
        let greedy = try pair.connect(Scripted())
        greedy.send(.request, payload: [UInt8](repeating: 1, count: 3 << 20))
        #expect(pair.network.run { served[3].closed == [.bufferLimitReached] })
        for connection in modest { connection.withOutput { $0 += frame.dropFirst(15_000) } }
        #expect(pair.network.run { served.prefix(3).allSatisfy { $0.frameCount == 1 } })
        #expect(served.prefix(3).allSatisfy { $0.closed.isEmpty })
    }

    @Test("tells a delegate of the end once, and never from inside its own call")
    func closing() throws {
        let served = Scripted()
        var insideCall = false
        served.onFrame = { connection, _ in
            insideCall = true
            connection.close(.now)
            connection.close(.afterFlush)
            #expect(!connection.isOpen)
            #expect(served.closed.isEmpty)
            insideCall = false
        }
        let pair = try Pair { _ in served }
        let client = Scripted()
        let connection = try pair.connect(client)
        for _ in 0..<5 { connection.send(.request) }
        #expect(pair.network.run { !client.closed.isEmpty })
        #expect(served.closed == [.closedHere])
        #expect(served.frameCount == 1)
        #expect(!insideCall)
    }
}

@Suite("Timers")
struct TimerTests {
    let clock = SimulatedClock()
    let network: SimulatedNetwork
    let loop: EventLoop

    init() {
        network = SimulatedNetwork(seed: 1, clock: clock)
        loop = network.addLoop(named: "alone")
    }

    @Test("fire in the order of their time, and of their age at the same time")
    func order() {
        var fired: [Int] = []
        let delays = [30, 10, 20, 10, 0, 30, 20]
        for (index, delay) in delays.enumerated() {
            loop.schedule(after: .milliseconds(delay)) { fired.append(index) }
        }
        loop.turn(wait: false)
        #expect(fired == [4])
        clock.advance(by: .milliseconds(10))
        loop.turn(wait: false)
        #expect(fired == [4, 1, 3])
        clock.advance(by: .seconds(1))
        loop.turn(wait: false)
        #expect(fired == [4, 1, 3, 2, 6, 0, 5])
        #expect(loop.nextTimerAt == nil)
    }

    @Test("do not fire once cancelled, whatever the order, also when cancelled by one another")
    func cancelling() {
        let dice = SimulatedRandomness(seed: 3)
        var fired: Set<Int> = []
        var timers: [TimerID] = []
        for index in 0..<500 {
            timers.append(
                loop.schedule(after: .milliseconds(dice.number(in: 1...50))) { fired.insert(index) })
        }
        let cancelled = Set((0..<200).map { _ in dice.number(in: 0...499) })
        for index in cancelled { loop.cancel(timers[index]) }
        for index in cancelled { loop.cancel(timers[index]) }
        var last = loop.nextTimerAt ?? 0
        while let next = loop.nextTimerAt {
            #expect(next >= last)
            last = next
            clock.advance(to: next)
            loop.turn(wait: false)
        }
        #expect(fired == Set(0..<500).subtracting(cancelled))
        var second = 0
        let victim = loop.schedule(after: .milliseconds(2)) { second += 1 }
        loop.schedule(after: .milliseconds(1)) { [loop] in loop.cancel(victim) }
        clock.advance(by: .milliseconds(5))
        loop.turn(wait: false)
        #expect(second == 0)
        for index in 0..<500 { loop.cancel(timers[index]) }
    }

    @Test("that set themselves again at once do not hold the turn")
    func selfSetting() {
        var count = 0
        func again() {
            count += 1
            loop.schedule(after: .zero) { again() }
        }
        again()
        for _ in 0..<5 { loop.turn(wait: false) }
        #expect(count == 6)
    }
}
