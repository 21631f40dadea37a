// The loop on a simulated network, where bytes come late and in pieces and time is the test's.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

/// A server and a client on a network of their own.
struct Pair {
    let network: SimulatedNetwork
    let server: EventLoop
    let client: EventLoop
    let address: SocketAddress

    init(seed: UInt64 = 1, limits: LoopLimits = LoopLimits(), accept: @escaping (Connection) -> Scripted)
        throws
    {
        network = SimulatedNetwork(seed: seed)
        server = network.addLoop(named: "server", limits: limits)
        client = network.addLoop(named: "client")
        address = network.address(of: server, port: 7_101)
        try server.listen(on: address, accept: accept)
    }

    /// A connection from the client that is open.
    func connect(_ delegate: Scripted) throws -> Connection {
        let connection = try client.connect(to: address, delegate: delegate)
        #expect(network.run { connection.isOpen })
        return connection
    }
}

@Suite("A loop on a simulated network")
struct SimulatedLoopTests {
    @Test("answers every frame in order whatever the weather", arguments: 1...60 as ClosedRange<UInt64>)
    func weather(seed: UInt64) throws {
        let pair = try Pair(seed: seed) { _ in Scripted.echo() }
        let dice = SimulatedRandomness(seed: seed)
        // Now and then byte by byte, and through a window smaller than a frame.
        if seed % 3 == 0 { pair.network.weather.pieceByteLimit = 1 }
        if seed % 4 == 0 { pair.network.weather.windowByteCount = 7 }
        let payloads = (0..<50).map { _ in dice.bytes(dice.number(in: 0...60)) }
        let client = Scripted()
        client.onOpen = { connection in
            for (index, payload) in payloads.enumerated() {
                connection.send(.request, method: 3, requestID: UInt32(index + 1), payload: payload)
            }
        }
        try pair.client.connect(to: pair.address, delegate: client)
        #expect(pair.network.run { client.frames.count == payloads.count }, "seed \(seed)")
        #expect(client.frames.map(\.payload) == payloads, "seed \(seed)")
        #expect(client.frames.map(\.requestID) == Array(1...50), "seed \(seed)")
        #expect(pair.server.bufferedByteCount == 0)
    }

    @Test("runs the same way to the last byte for the same seed, and another way for another")
    func determinism() throws {
        func trace(_ seed: UInt64) throws -> UInt64 {
            let pair = try Pair(seed: seed) { _ in Scripted.echo() }
            for number in 0..<5 {
                let client = Scripted()
                client.onOpen = { connection in
                    for id in 1...40 { connection.send(.request, requestID: UInt32(id + number)) }
                }
                client.onFrame = { connection, frame in
                    if frame.requestID == 20 { pair.network.cutSomeConnections(oneIn: 4) }
                }
                try pair.client.connect(to: pair.address, delegate: client)
            }
            pair.network.run(for: .seconds(20))
            return pair.network.traceHash
        }
        #expect(try trace(7) == trace(7))
        #expect(try trace(8) == trace(8))
        #expect(try trace(7) != trace(8))
    }

    @Test(
        "reports what is no frame, answers in words and closes",
        arguments: [
            ([0, 0, 0, 11], FrameProblem.tooShort(length: 11)),
            ([0, 64, 0, 1], .tooLong(length: 4_194_305, limit: 4_194_304)),
            ([0, 0, 0, 12, 9], .unsupportedVersion(9)),
            ([0, 0, 0, 12, 1, 77], .unknownKind(77)),
        ] as [([UInt8], FrameProblem)])
    func malformed(bytes: [UInt8], problem: FrameProblem) throws {
        let served = Scripted()
        served.onMalformed = { connection, _ in
            connection.send(.error, payload: [42])
            connection.close(.afterFlush)
        }
        let pair = try Pair { _ in served }
        let client = Scripted()
        let connection = try pair.connect(client)
        connection.withOutput { $0 += frame(requestID: 8) + bytes + frame(requestID: 9) }
        #expect(pair.network.run { !client.closed.isEmpty && !served.closed.isEmpty })
        #expect(served.problems == [problem])
        #expect(served.frames.map(\.requestID) == [8], "nothing after it is handled")
        #expect(client.frames == [Received(kind: .error, method: 0, requestID: 0, payload: [42])])
        #expect(client.closed == [.closedByPeer])
        #expect(pair.server.connectionCount == 0)
    }

    @Test("closes a connection whose frame does not arrive whole within ten seconds")
    func slowFrame() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        let client = Scripted()
        let connection = try pair.connect(client)
        let begun = pair.network.clock.monotonic
        connection.withOutput { $0 += frame(payload: [1, 2, 3]).prefix(18) }
        pair.network.run(for: .seconds(9))
        #expect(served.closed.isEmpty)
        pair.network.run(for: .seconds(2))
        #expect(served.closed == [.frameTooSlow])
        #expect(pair.network.clock.monotonic - begun >= 10_000_000_000)
    }

    @Test("lets a connection live whose frames are each finished in time")
    func steadyFrames() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        let connection = try pair.connect(Scripted())
        let whole = frame(payload: [1, 2])
        connection.withOutput { $0 += whole.prefix(5) }
        for _ in 0..<10 {
            pair.network.run(for: .seconds(6))
            connection.withOutput { $0 += whole.dropFirst(5) + whole.prefix(5) }
        }
        pair.network.run(for: .seconds(6))
        #expect(served.closed.isEmpty)
        #expect(served.frameCount == 10)
    }

    @Test("does not blame a peer for the time in which it was not read from")
    func pausedFrame() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        let connection = try pair.connect(Scripted())
        connection.withOutput { $0 += frame(payload: [1, 2, 3]).prefix(18) }
        pair.network.run(for: .seconds(1))
        served.connection!.pauseReading()
        connection.withOutput { $0 += [3] }
        pair.network.run(for: .seconds(30))
        #expect(served.closed.isEmpty)
        served.connection!.resumeReading()
        #expect(pair.network.run { served.frameCount == 1 })
        pair.network.run(for: .seconds(30))
        #expect(served.closed.isEmpty)
    }

    @Test("holds back what comes while a delegate has paused, and hands it over in order")
    func pausing() throws {
        let served = Scripted()
        served.onFrame = { connection, frame in if frame.requestID == 3 { connection.pauseReading() } }
        let pair = try Pair { _ in served }
        let connection = try pair.connect(Scripted())
        for id in 1...10 { connection.send(.request, requestID: UInt32(id)) }
        pair.network.run(for: .seconds(1))
        #expect(served.frames.map(\.requestID) == [1, 2, 3])
        connection.send(.request, requestID: 11)
        pair.network.run(for: .seconds(1))
        served.connection!.resumeReading()
        #expect(pair.network.run { served.frameCount == 11 })
        #expect(served.frames.map(\.requestID) == Array(1...11))
    }

    @Test("does not let a bulk sender hold up the others")
    func fairness() throws {
        let bulk = Scripted()
        let small = Scripted()
        var delegates = [bulk, small]
        let pair = try Pair { _ in delegates.removeFirst() }
        pair.network.weather.windowByteCount = 1 << 20
        let bulkSender = try pair.connect(Scripted())
        #expect(pair.network.run { bulk.connection != nil })
        let smallSender = try pair.connect(Scripted())
        #expect(pair.network.run { small.connection != nil })
        pair.network.pause(pair.server)
        for id in 1...20_000 { bulkSender.send(.request, requestID: UInt32(id)) }
        smallSender.send(.request, requestID: 1)
        pair.network.run(for: .seconds(2))
        pair.server.turn(wait: false)
        #expect(small.frameCount == 1, "in the very first turn")
        #expect(bulk.frameCount == 1_024)
        #expect(pair.server.hasWork, "the rest makes the next turn not wait")
        pair.network.resume(pair.server)
        #expect(pair.network.run { bulk.frameCount == 20_000 })
        #expect(bulk.frames.map(\.requestID) == Array(1...20_000))
    }

    @Test("reads no more than a turn's bytes of one connection in a turn")
    func turnBytes() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        pair.network.weather.windowByteCount = 4 << 20
        let connection = try pair.connect(Scripted())
        pair.network.pause(pair.server)
        for _ in 0..<100 { connection.send(.request, payload: [UInt8](repeating: 1, count: 10_000 - 16)) }
        pair.network.run(for: .seconds(5))
        pair.server.turn(wait: false)
        #expect(served.frameCount == (256 << 10) / 10_000)
    }
}
