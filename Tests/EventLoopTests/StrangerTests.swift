// Who goes where there are too many, and who waits where much takes long.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite("A loop with more connections than it serves")
struct StrangerTests {
    /// A server for three, whose peers show who they are by any frame.
    private static func pair(_ served: @escaping (Scripted) -> Void) throws -> Pair {
        var limits = LoopLimits()
        limits.connectionCountLimit = 3
        return try Pair(limits: limits) { _ in
            let delegate = Scripted()
            delegate.onFrame = { connection, _ in connection.becomeKnown() }
            served(delegate)
            return delegate
        }
    }

    @Test("closes the stranger who has waited longest, and nobody who is known")
    func oldestGoes() throws {
        var served: [Scripted] = []
        let pair = try Self.pair { served.append($0) }
        let known = try pair.connect(Scripted())
        known.send(.request)
        for _ in 0..<2 { _ = try pair.connect(Scripted()) }
        #expect(pair.network.run { served.count == 3 && served[0].frameCount == 1 })
        #expect(pair.server.strangerCount == 2)
        for newcomer in 3..<6 {
            let connection = try pair.connect(Scripted())
            #expect(pair.network.run { served[newcomer - 2].closed == [.supplanted] })
            #expect(connection.isOpen)
        }
        #expect(served.map(\.closed.isEmpty) == [true, false, false, false, true, true])
        #expect(pair.server.connectionCount == 3)
    }

    @Test("keeps the order of those who are left where others go or become known")
    func leavingTheLine() throws {
        var served: [Scripted] = []
        let pair = try Self.pair { served.append($0) }
        let connections = try (0..<3).map { _ in try pair.connect(Scripted()) }
        #expect(pair.network.run { served.count == 3 })
        connections[1].close(.now)
        connections[2].send(.request)
        #expect(pair.network.run { pair.server.strangerCount == 1 && served[2].frameCount == 1 })
        for _ in 0..<2 { _ = try pair.connect(Scripted()) }
        #expect(pair.network.run { served.count == 5 && pair.server.connectionCount == 3 })
        #expect(served.map(\.closed) == [[.supplanted], [.closedByPeer], [], [], []])
        for delegate in served[3...] { delegate.connection!.becomeKnown() }
        #expect(pair.server.strangerCount == 0)
        let late = try pair.connect(Scripted())
        #expect(pair.network.run { served.count == 6 })
        #expect(served[5].connection!.isOverLimit)
        late.close(.now)
        #expect(pair.network.run { pair.server.connectionCount == 3 })
    }

    @Test("hears out who has said who they are before it could listen")
    func heardFirst() throws {
        var limits = LoopLimits()
        limits.connectionCountLimit = 2
        let server = EventLoop(host: try Host.real(), limits: limits)
        var served: [Scripted] = []
        let address = try server.listen(on: .loopback(port: 0)) { _ in
            let delegate = Scripted()
            delegate.onFrame = { connection, _ in connection.becomeKnown() }
            served.append(delegate)
            return delegate
        }
        let client = EventLoop(host: try Host.real())
        let wordy = Scripted()
        let first = try client.connect(to: address, delegate: wordy)
        first.send(.request)
        #expect(client.turn { first.isOpen && first.outputByteCount == 0 })
        let silent = try (0..<5).map { _ in try client.connect(to: address, delegate: Scripted()) }
        #expect(client.turn { silent.allSatisfy { $0.isOpen } })
        // All six come in its first turn, before anything is read.
        #expect(server.turn { served.count == 6 })
        #expect(served[0].frameCount == 1 && served[0].closed.isEmpty)
        #expect(served.count { $0.closed == [.supplanted] } == 4)
        server.closeAll()
        client.closeAll()
    }

    @Test("has those wait whose requests take long, in turn, and nobody else")
    func longTurns() throws {
        var limits = LoopLimits()
        limits.longTurnLimit = 2
        let server = EventLoop(host: try Host.real(), limits: limits)
        var longCounts: [Int] = []
        let address = try server.listen(on: .loopback(port: 0)) { _ in
            let delegate = Scripted()
            delegate.onFrame = { connection, frame in
                connection.send(.response, method: frame.method, requestID: frame.requestID)
                guard frame.method == 2 else { return }
                connection.yieldTurn()
                longCounts[longCounts.count - 1] += 1
            }
            return delegate
        }
        let client = EventLoop(host: try Host.real())
        let long = (0..<10).map { _ in Scripted() }
        for delegate in long {
            let connection = try client.connect(to: address, delegate: delegate)
            for id in 1...20 { connection.send(.request, method: 2, requestID: UInt32(id)) }
        }
        let short = Scripted()
        let asking = try client.connect(to: address, delegate: short)
        let hasSent = { client.openConnections.count { $0.outputByteCount == 0 } == 11 }
        #expect(client.turn(until: hasSent))
        var turnCount = 0
        while long.contains(where: { $0.frameCount < 20 }) && turnCount < 1_000 {
            if longCounts.count == 5 && asking.outputEnd == 0 { asking.send(.request, method: 1) }
            client.turn(wait: false)
            if longCounts.last != 0 { longCounts.append(0) }
            server.turn(wait: false)
            turnCount += 1
            let counts = long.map(\.frameCount)
            #expect(counts.max()! - counts.min()! <= 3, "everybody has their turn")
            if longCounts.count == 8 { #expect(short.frameCount == 1, "who asks for little waits for none") }
        }
        // The first of each takes the loop by surprise, but only two of them a turn.
        #expect(longCounts.filter { $0 > 0 } == [2, 4, 4, 4, 4] + [Int](repeating: 2, count: 91))
        #expect(long.allSatisfy { $0.frames.map(\.requestID) == Array(1...20) })
        server.closeAll()
        client.closeAll()
    }
}
