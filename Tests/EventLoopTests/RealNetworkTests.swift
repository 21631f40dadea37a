// The loop over the sockets of this machine.
import EntenteProtocol
import EventLoop
import Glibc
import Synchronization
import SystemCalls
import TestSupport
import Testing

@Suite("A loop on the real network")
struct RealNetworkTests {
    let loop: EventLoop

    init() throws {
        loop = EventLoop(host: try Host.real())
    }

    @Test(
        "answers pipelined frames in order, over IPv4 and IPv6",
        arguments: [SocketAddress.loopback(port: 0), .loopback6(port: 0)])
    func echo(address: SocketAddress) throws {
        let bound = try loop.listen(on: address) { _ in Scripted.echo() }
        #expect(bound.port != 0)
        let client = Scripted()
        client.onOpen = { connection in
            for id in 1...3_000 {
                connection.send(.request, requestID: UInt32(id), payload: Array("\(id)".utf8))
            }
        }
        try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { client.frames.count == 3_000 })
        #expect(client.frames.map(\.requestID) == Array(1...3_000))
        #expect(client.frames.allSatisfy { $0.payload == Array("\($0.requestID)".utf8) })
    }

    @Test("carries a frame of four mebibytes both ways")
    func largestFrame() throws {
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
        let payload = SimulatedRandomness(seed: 1).bytes(Frame.byteLimit - FrameHeader.lengthMinimum)
        let client = Scripted()
        client.onOpen = { connection in
            #expect(connection.send(.request, requestID: 9, payload: payload))
            #expect(!connection.send(.request, requestID: 10, payload: payload + [0]), "one byte too many")
        }
        try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { !client.frames.isEmpty })
        #expect(client.frames == [Received(kind: .response, method: 0, requestID: 9, payload: payload)])
    }

    @Test("says who has the port when it is in use")
    func portInUse() throws {
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
        let failure = #expect(throws: TransportFailure.self) {
            try loop.listen(on: bound) { _ in Scripted.echo() }
        }
        #expect(
            failure?.description
                == "cannot listen on `127.0.0.1:\(bound.port)`: address already in use (EADDRINUSE); "
                + "another process has this port, choose another one")
    }

    @Test("binds the same port at once after a server that had connections is gone")
    func rebind() throws {
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
        let client = Scripted()
        let connection = try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { connection.isOpen && loop.connectionCount == 2 })
        // The server's side closes first: its port is in TIME_WAIT then.
        let server = try #require(loop.openConnections.first { $0 !== connection })
        server.close(.now)
        #expect(loop.turn { loop.connectionCount == 0 })
        loop.stopListening()
        #expect(try loop.listen(on: bound) { _ in Scripted.echo() } == bound)
    }

    @Test("reports a refused connection to the delegate and lives on")
    func refused() throws {
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
        loop.stopListening()
        let client = Scripted()
        try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { !client.closed.isEmpty })
        #expect(client.closed == [.failed(.connectionRefused)])
        #expect(loop.connectionCount == 0)
    }

    @Test("survives peers that vanish while they are written to")
    func vanishing() throws {
        let server = Scripted()
        server.onOpen = { connection in
            for _ in 0..<30 { connection.send(.response, payload: [UInt8](repeating: 1, count: 100_000)) }
        }
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in server }
        let client = Scripted()
        client.onFrame = { connection, _ in connection.close(.now) }
        try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { !server.closed.isEmpty && !client.closed.isEmpty })
        #expect(client.closed == [.closedHere])
        #expect(loop.connectionCount == 0)
        #expect(loop.bufferedByteCount == 0)
    }

    @Test("stops reading from a peer that does not read, and goes on when it does")
    func backPressure() throws {
        let server = Scripted()
        server.keepsFrames = false
        server.onFrame = { connection, frame in
            connection.send(
                .response, requestID: frame.requestID, payload: [UInt8](repeating: 7, count: 10_000))
        }
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in server }
        let client = Scripted()
        client.keepsFrames = false
        client.onOpen = { connection in
            for id in 1...5_000 { connection.send(.request, requestID: UInt32(id)) }
            connection.pauseReading()
        }
        let connection = try loop.connect(to: bound, delegate: client)
        #expect(loop.turn { server.connection?.isAboveHighWater == true })
        for _ in 0..<50 { loop.turn(wait: false) }
        #expect(server.frameCount < 5_000, "what the kernel's buffers hold is far less than 50 MB")
        #expect(server.connection!.outputByteCount < 2 << 20)
        connection.resumeReading()
        #expect(loop.turn { client.frameCount == 5_000 })
        #expect(server.drainedCount > 0)
    }

    @Test("answers what a peer asked before it stopped writing")
    func halfClosed() throws {
        let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
        let socket = try Socket.connect(to: bound)
        var answer = [UInt8](repeating: 0, count: 1_000)
        #expect(loop.turn { loop.connectionCount == 1 })
        let question = frame(requestID: 5, payload: [1, 2, 3])
        #expect(socket.send(question.span.bytes) == .bytes(question.count))
        Socket.shutdownWriting(socket)
        var outcome = TransferOutcome.wouldBlock
        #expect(
            loop.turn {
                outcome = socket.read(into: &answer, 0..<1_000)
                return outcome != .wouldBlock
            })
        #expect(outcome == .bytes(19))
        #expect(Array(answer[..<19]) == frame(.response, requestID: 5, payload: [1, 2, 3]))
        #expect(loop.turn { socket.read(into: &answer, 0..<1_000) == .ended })
        #expect(loop.turn { loop.connectionCount == 0 })
    }

    @Test("serves on one loop what another has accepted")
    func handingOver() throws {
        let mailbox = Mutex<Mailbox?>(nil)
        let answered = Mutex(0)
        let thread = try startThread(named: "reactor") {
            guard let host = try? Host.real() else { return }
            let reactor = EventLoop(host: host)
            mailbox.withLock { $0 = reactor.mailbox }
            reactor.run()
            answered.withLock { $0 = reactor.connectionCount }
            reactor.closeAll()
        }
        var reactor: Mailbox?
        #expect(
            loop.turn {
                reactor = mailbox.withLock { $0 }
                return reactor != nil
            })
        let bound = try loop.listen(on: .loopback(port: 0)) { stream in
            reactor?.post { loop in try? loop.adopt(stream) { _ in Scripted.echo() } }
        }
        let clients = (0..<5).map { _ in Scripted() }
        for client in clients {
            client.onOpen = { $0.send(.request, requestID: 8) }
            try loop.connect(to: bound, delegate: client)
        }
        #expect(loop.turn { clients.allSatisfy { $0.frameCount == 1 } })
        #expect(loop.connectionCount == 5, "the clients' ends only")
        reactor?.stop()
        thread.join()
        #expect(answered.withLock { $0 } == 5)
        #expect(loop.turn { clients.allSatisfy { $0.closed == [.closedByPeer] } })
    }

    @Test("wakes for work posted by other threads, and runs it in order")
    func posting() throws {
        let seen = Mutex<[Int]>([])
        let mailbox = loop.mailbox
        let thread = try startThread(named: "poster") {
            for number in 1...1_000 { mailbox.post { _ in seen.withLock { $0.append(number) } } }
            mailbox.post { loop in loop.stop() }
        }
        loop.run()
        thread.join()
        #expect(seen.withLock { $0 } == Array(1...1_000))
    }

    @Test("hands values sent by other threads to their receiver")
    func sending() throws {
        var sum = 0
        let sender = loop.receiver(of: Int.self) { sum += $0 }
        try startThread(named: "sender") { for number in 1...100 { sender.send(number) } }
        #expect(loop.turn { sum == 5_050 })
    }

    @Test("lets go of a receiver of one value once it has come, and hands it nothing but that")
    func sendingOne() throws {
        let goneCount = Count()
        var heard: [Int] = []
        func receiver() -> Sender<Int> {
            let witness = Witness(goneCount)
            return loop.receiverOfOne { value in withExtendedLifetime(witness) { heard.append(value) } }
        }
        let (first, second) = (receiver(), receiver())
        second.send(2)
        #expect(loop.turn { heard == [2] })
        #expect(goneCount.value == 1)
        first.send(1)
        #expect(loop.turn { heard == [2, 1] })
        #expect(goneCount.value == 2)
    }

    @Test(
        "turns away connections while descriptors have run out, without turning for ever, and serves on after"
    )
    func descriptorsRunOut() async throws {
        await #expect(processExitsWith: .success) {
            let loop = EventLoop(host: try Host.real())
            let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
            // The peer's socket exists already; only our end of the connection lacks a descriptor.
            let peer = try Socket.connect(to: bound)
            let hoard = Hoard()
            hoard.takeAll()
            var buffer = [UInt8](repeating: 0, count: 16)
            #expect(
                loop.turn { peer.read(into: &buffer, 0..<16) != .wouldBlock },
                "it is closed, not left waiting")
            #expect(loop.connectionCount == 0)
            hoard.sockets.removeAll()
            let client = Scripted()
            client.onOpen = { $0.send(.request, requestID: 8) }
            try loop.connect(to: bound, delegate: client)
            #expect(loop.turn { client.frameCount == 1 })
        }
    }

    /// The limit is lowered below what is open already, so that not even the descriptor that was held back
    /// can be taken again; raised again it is as when others close theirs.
    @Test("hears again by itself after descriptors have run out, though it closes none")
    func descriptorsComeBack() async throws {
        await #expect(processExitsWith: .success) {
            let loop = EventLoop(host: try Host.real())
            let bound = try loop.listen(on: .loopback(port: 0)) { _ in Scripted.echo() }
            let peer = try Socket.connect(to: bound)
            let waitsInLine = peer.wait(writing: true, millis: 10_000)
            try #require(waitsInLine)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            var limit = rlimit()
            try #require(getrlimit(resource, &limit) == 0)
            var none = limit
            none.rlim_cur = 3
            try #require(setrlimit(resource, &none) == 0)
            for _ in 0..<10 { loop.turn(wait: false) }
            var isLate = false
            loop.schedule(after: .seconds(30)) { isLate = true }
            loop.turn(wait: true)
            #expect(!isLate, "it does not wait for a timer to look again")
            #expect(loop.connectionCount == 0)
            try #require(setrlimit(resource, &limit) == 0)
            while loop.connectionCount == 0, !isLate { loop.turn(wait: true) }
            #expect(loop.connectionCount == 1)
        }
    }

    @Test("sees a signal as an event")
    func signals() throws {
        var seen: [Signal] = []
        let sender = loop.receiver(of: Signal.self) { seen.append($0) }
        let watcher = try SignalWatcher([.terminate, .hangUp]) { sender.send($0) }
        watcher.deliver(.hangUp)
        #expect(loop.turn { seen == [.hangUp] })
        watcher.deliver(.terminate)
        #expect(loop.turn { seen == [.hangUp, .terminate] })
    }

    @Test("finds addresses without standing still")
    func resolving() throws {
        var answers: [Result<[SocketAddress], ResolutionFailure>] = []
        loop.resolve(Endpoint(host: "127.0.0.1", port: 80)) { answers.append($0) }
        #expect(loop.turn { answers.count == 1 })
        #expect(answers[0] == .success([.loopback(port: 80)]))
        loop.resolve(Endpoint(host: "localhost", port: 81)) { answers.append($0) }
        #expect(loop.turn { answers.count == 2 })
        let addresses = try answers[1].get()
        #expect(addresses.contains(.loopback(port: 81)) || addresses.contains(.loopback6(port: 81)))
        loop.resolve(Endpoint(host: "no such name", port: 82)) { answers.append($0) }
        #expect(loop.turn { answers.count == 3 })
        #expect(throws: ResolutionFailure.self) { try answers[2].get() }
    }

    @Test("keeps nobody who has been told the addresses they asked for")
    func resolvingForgets() {
        let goneCount = Count()
        var toldCount = 0
        func ask() {
            let witness = Witness(goneCount)
            loop.resolve(Endpoint(host: "localhost", port: 81)) { _ in
                withExtendedLifetime(witness) { toldCount += 1 }
            }
        }
        ask()
        #expect(loop.turn { toldCount == 1 })
        #expect(goneCount.value == 1)
    }
}

/// Every descriptor the process may still have.
private final class Hoard {
    var sockets: [Wakeup] = []

    func takeAll() {
        while let one = try? Wakeup() { sockets.append(one) }
    }
}
