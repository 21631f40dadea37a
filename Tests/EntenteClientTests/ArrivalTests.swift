import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import EntenteClient

@Suite("An answer that has arrived", .timeLimit(.minutes(5)))
struct ArrivalTests {
    private func user(_ id: String) -> GetUserRequest { .with { $0.id = id } }

    @Test("is read before a loss is told of")
    func readsBeforeLoss() async throws {
        let service = try ScriptedService { peer in
            peer.welcome()
            for _ in 0..<3 {
                guard let request = peer.nextRequest() else { return }
                peer.answer(request, UserReply.with { $0.user.id = "answered" })
            }
            peer.flush()
            peer.endByReset()
        }
        var options = ClientOptions.askingOnce
        options.callTimeout = .seconds(240)
        options.reconnects = false
        var endpoints = Endpoints()
        endpoints.directory = service.endpoint
        let connection = EntenteClient(endpoints: endpoints, token: "secret", options: options)
        let replies = (0..<50).map { connection.start(user("\($0)")) }
        for reply in replies.prefix(3) { #expect(try await reply.answer.user.id == "answered") }
        for reply in replies.dropFirst(3) {
            let failure = await clientFailure { () async throws(ClientFailure) in _ = try await reply.answer }
            #expect(failure?.failure.code == .unavailable)
        }
    }

    @Test("is lost where nobody is left to read it, and nothing else is")
    func isLostAlone() async throws {
        let said = Notes<Int>()
        let service = try ScriptedService { peer in
            while peer.next() != nil {}
            for count in 1...3 {
                peer.sendRaw([0])
                said.add(count)
            }
        }
        do {
            let client = try PeerConnection(to: service.port)
            client.endByReset()
        }
        try await eventually("the peer has said all it had to say") { said.all == [1, 2, 3] }
    }

    @Test("is not late, however late the connection is to look")
    func readsBeforeDeadline() async throws {
        let arrived = Notes<Bool>()
        let service = try ScriptedService { peer in
            peer.welcome()
            let requests = (0..<2).compactMap { _ in peer.nextRequest() }
            for request in requests {
                peer.answer(request, UserReply())
                // One by one, so that the second answer is not read with the first.
                peer.flush()
                guard request.header.requestID == requests[0].header.requestID else { continue }
                while arrived.all.isEmpty { usleep(1_000) }
            }
            arrived.add(true)
            _ = peer.next()
        }
        let outcomes = Notes<Result<[UInt8], ClientFailure>>()
        let hello = Hello.with { $0.protocolVersions = [UInt32(Frame.protocolVersion)] }
        let address = try #require(SocketAddress(host: "127.0.0.1", port: service.port))
        let channel = try Channel(
            to: [address], of: service.endpoint, hello: hello, service: .directory, options: ClientOptions()
        ) { _ in }
        let timeout = Duration.seconds(1)
        let deadline = ContinuousClock.now + timeout * 2
        // The connection's own thread is kept busy until the second answer has arrived and its time is over.
        let blocking = ChannelCore.Receiver.reply { outcome in
            outcomes.add(outcome)
            arrived.add(false)
            while arrived.all.count < 2 || ContinuousClock.now < deadline { usleep(1_000) }
        }
        _ = channel.send(.getUser, Wire.encode(user("ada")), blocking, timeout: nil)
        _ = channel.send(
            .getUser, Wire.encode(user("bob")), .reply { outcomes.add($0) }, timeout: timeout)
        try channel.start()
        await outcomes.wait(for: 2)
        #expect(outcomes.all.allSatisfy { if case .success = $0 { true } else { false } }, "\(outcomes.all)")
        channel.hangUp()
    }
}
