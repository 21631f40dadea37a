// What a loop does with what it has to say.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite("The output of a connection")
struct OutputTests {
    @Test("waits for the turn's commit, and is taken back to the mark when that fails")
    func truncation() throws {
        let served = Scripted.echo()
        let pair = try Pair { _ in served }
        let turn = ScriptedTurn()
        pair.server.turnDelegate = turn
        var fails = true
        turn.onHandled = {
            guard fails else { return }
            for connection in pair.server.connectionsWithOutput {
                connection.truncateOutputToMark()
                connection.send(.error, requestID: 1)
                fails = false
            }
        }
        let client = Scripted()
        let connection = try pair.connect(client)
        connection.send(.request, requestID: 1, payload: [1])
        #expect(pair.network.run { client.frameCount == 1 })
        connection.send(.request, requestID: 2, payload: [2])
        #expect(pair.network.run { client.frameCount == 2 })
        #expect(client.frames.map(\.kind) == [.error, .response])
        #expect(client.frames.map(\.payload) == [[], [2]])
    }

    @Test("keeps what earlier turns have said when a turn's replies are taken back")
    func truncationBehindBacklog() throws {
        let served = Scripted()
        served.onFrame = { connection, frame in
            connection.send(
                .response, requestID: frame.requestID, payload: [UInt8](repeating: 1, count: 40_000))
        }
        let pair = try Pair { _ in served }
        pair.network.weather.windowByteCount = 1_000
        let turn = ScriptedTurn()
        pair.server.turnDelegate = turn
        turn.onHandled = {
            if served.frames.last?.requestID == 2 { served.connection?.truncateOutputToMark() }
        }
        let client = Scripted()
        let connection = try pair.connect(client)
        connection.send(.request, requestID: 1)
        #expect(pair.network.run { served.frameCount == 1 })
        connection.send(.request, requestID: 2)
        #expect(pair.network.run { served.frameCount == 2 })
        turn.onHandled = {}
        connection.send(.request, requestID: 3)
        #expect(pair.network.run { client.frameCount == 2 })
        #expect(client.frames.map(\.requestID) == [1, 3])
    }

    @Test("is pushed after the replies and still within the turn")
    func feedsAfterReplies() throws {
        let served = Scripted.echo()
        let pair = try Pair { _ in served }
        let turn = ScriptedTurn()
        pair.server.turnDelegate = turn
        turn.onFlushed = {
            #expect(served.connection.map { $0.outputByteCount == 0 } ?? true)
            if served.frameCount == 1 { served.connection?.send(.streamItem, requestID: 77) }
        }
        let client = Scripted()
        let connection = try pair.connect(client)
        connection.send(.request, requestID: 1)
        #expect(pair.network.run { client.frameCount == 2 })
        #expect(client.frames.map(\.kind) == [.response, .streamItem])
    }

    @Test("holds up the input above the high-water mark, and tells when there is room again")
    func backPressure() throws {
        let served = Scripted()
        served.keepsFrames = false
        served.onFrame = { connection, frame in
            connection.send(
                .response, requestID: frame.requestID, payload: [UInt8](repeating: 7, count: 1_000))
        }
        let pair = try Pair { _ in served }
        let client = Scripted()
        client.keepsFrames = false
        let connection = try pair.connect(client)
        connection.pauseReading()
        for id in 1...20_000 { connection.send(.request, requestID: UInt32(id)) }
        pair.network.run(for: .seconds(60))
        let held = try #require(served.connection)
        #expect(held.isAboveHighWater)
        #expect(served.frameCount < 3_000, "20 MB were asked for, about 1 MiB is held")
        #expect(pair.server.bufferedByteCount < 2 << 20)
        #expect(served.drainedCount <= 1)
        let drainedBefore = served.drainedCount
        connection.resumeReading()
        #expect(pair.network.run(limit: 1_000_000) { client.frameCount == 20_000 })
        #expect(served.drainedCount > drainedBefore)
        #expect(!held.isAboveHighWater)
        #expect(pair.server.bufferedByteCount == 0)
    }

    @Test(
        "tells whoever saw the high-water mark passed that there is room, even if the wire took all at once")
    func drainedAfterOneWrite() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        pair.network.weather.windowByteCount = 8 << 20
        pair.network.weather.oneShortWriteIn = 0
        _ = try pair.connect(Scripted())
        #expect(pair.network.run { served.connection != nil })
        served.connection!.send(.streamItem, payload: [UInt8](repeating: 1, count: 2 << 20))
        #expect(served.connection!.isAboveHighWater)
        #expect(pair.network.run { served.drainedCount == 1 })
    }

    @Test("ends a connection that holds more than it may")
    func outputLimit() throws {
        var limits = LoopLimits()
        limits.outputByteLimit = 2 << 20
        let served = Scripted()
        let pair = try Pair(limits: limits) { _ in served }
        let connection = try pair.connect(Scripted())
        connection.pauseReading()
        #expect(pair.network.run { served.connection != nil })
        for _ in 0..<3 {
            served.connection!.send(.streamItem, payload: [UInt8](repeating: 1, count: 1 << 20))
        }
        #expect(pair.network.run { served.closed == [.outputLimitReached] })
        #expect(pair.server.bufferedByteCount == 0)
    }

    @Test("is sent to the end by a close after flush, also to a peer that goes on sending")
    func closeAfterFlush() throws {
        let served = Scripted()
        served.onFrame = { connection, frame in
            for id in 1...100 {
                connection.send(
                    .response, requestID: UInt32(id), payload: [UInt8](repeating: 7, count: 3_000))
            }
            connection.close(.afterFlush)
            connection.send(.response, requestID: 101)
        }
        let pair = try Pair { _ in served }
        let client = Scripted()
        let connection = try pair.connect(client)
        for _ in 0..<1_000 { connection.send(.request) }
        #expect(pair.network.run { !client.closed.isEmpty && !served.closed.isEmpty })
        #expect(served.frameCount == 1, "nothing is handled after the close")
        #expect(client.frames.map(\.requestID) == Array(1...100))
        #expect(client.closed == [.closedByPeer])
        #expect(served.closed == [.closedHere])
    }

    @Test("does not keep a closing connection for ever where the peer reads nothing")
    func closeTooSlow() throws {
        let served = Scripted()
        let pair = try Pair { _ in served }
        let connection = try pair.connect(Scripted())
        connection.pauseReading()
        #expect(pair.network.run { served.connection != nil })
        served.connection!.send(.response, payload: [UInt8](repeating: 1, count: 1 << 20))
        served.connection!.close(.afterFlush)
        pair.network.run(for: .seconds(6))
        #expect(served.closed == [.flushTooSlow])
    }
}
