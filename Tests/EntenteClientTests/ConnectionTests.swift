import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A connection to a service", .timeLimit(.minutes(5)))
struct ConnectionTests {
    private func connect(
        to service: ScriptedService, change: (inout ClientOptions) -> Void = { _ in }
    ) -> EntenteClient {
        var options = ClientOptions.askingOnce
        options.callTimeout = .seconds(20)
        change(&options)
        var endpoints = Endpoints()
        endpoints.directory = service.endpoint
        return EntenteClient(endpoints: endpoints, token: "secret", options: options)
    }

    private func user(_ id: String) -> GetUserRequest { .with { $0.id = id } }

    @Test("greets with its token and its name, and gets its answer")
    func greets() async throws {
        let hellos = Notes<Hello>()
        let service = try ScriptedService { peer in
            hellos.add(peer.welcome())
            while let request = peer.nextRequest() {
                peer.answer(request, UserReply.with { $0.user.id = "ada" })
            }
        }
        let connection = connect(to: service) { $0.clientName = "a test" }
        #expect(try await connection.call(user("ada")).user.id == "ada")
        let hello = try #require(hellos.all.first)
        #expect(hello.token == "secret")
        #expect(hello.client == "a test")
        #expect(hello.protocolVersions == [1])
    }

    @Test("sends requests without waiting for answers, and takes answers in any order")
    func pipelines() async throws {
        let service = try ScriptedService { peer in
            peer.welcome()
            // All three must be there before any is answered.
            let requests = (0..<3).compactMap { _ in peer.nextRequest() }
            for request in requests.reversed() {
                let asked = request.read(GetUserRequest.self)
                peer.answer(request, UserReply.with { $0.user.id = asked.id })
            }
            _ = peer.next()
        }
        let connection = connect(to: service)
        let replies = ["ada", "bob", "eve"].map { connection.start(user($0)) }
        var answered: [String] = []
        for reply in replies { answered.append(try await reply.answer.user.id) }
        #expect(answered == ["ada", "bob", "eve"])
        #expect(service.acceptedCount == 1)
    }

    @Test("tells a refusal with its code and details")
    func refuses() async throws {
        let refusal = Failure.conflict("version 2 stands", currentVersion: 2)
        let service = try ScriptedService { peer in
            peer.welcome()
            while let request = peer.nextRequest() { peer.refuse(request, refusal) }
        }
        let connection = connect(to: service)
        #expect(
            await clientFailure { () async throws(ClientFailure) in _ = try await connection.call(user("a")) }
                == .refused(refusal))
    }

    @Test("tells every waiting caller when the greeting is refused")
    func refusedGreeting() async throws {
        let refusal = Failure(.unauthenticated, "no such token")
        let service = try ScriptedService { peer in
            if let hello = peer.nextRequest() { peer.refuse(hello, refusal) }
        }
        let connection = connect(to: service)
        let replies = ["ada", "bob"].map { connection.start(user($0)) }
        for reply in replies {
            #expect(
                await clientFailure { () async throws(ClientFailure) in _ = try await reply.answer }
                    == .refused(refusal))
        }
    }

    @Test("says that nothing was sent where nobody listens")
    func unreachable() async throws {
        let endpoint = nowhere()
        var endpoints = Endpoints()
        endpoints.directory = endpoint
        let connection = EntenteClient(endpoints: endpoints, token: "secret", options: .askingOnce)
        guard
            case .unreachable(endpoint, let reason)? = await clientFailure({ () async throws(ClientFailure) in
                _ = try await connection.call(user("ada"))
            })
        else {
            Issue.record("expected `unreachable`")
            return
        }
        #expect(reason.contains("ECONNREFUSED"))
    }

    @Test("says that another service answers there")
    func wrongService() async throws {
        let service = try ScriptedService { $0.serve(as: .partnership) { $0.answer($1, UserReply()) } }
        let connection = connect(to: service)
        guard
            case .unreachable(_, let reason)? = await clientFailure({ () async throws(ClientFailure) in
                _ = try await connection.call(user("ada"))
            })
        else {
            Issue.record("expected `unreachable`")
            return
        }
        #expect(reason == "the partnership service answers there, not the directory service")
    }

    @Test("says that the outcome is unknown when the connection ends before the answer, and connects anew")
    func connectionLost() async throws {
        let service = try ScriptedService(
            { peer in
                peer.welcome()
                _ = peer.nextRequest()
            },
            { $0.serve(as: .directory) { $0.answer($1, UserReply.with { $0.user.id = "ada" }) } })
        let connection = connect(to: service)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await connection.call(user("ada"))
        }
        guard case .connectionLost? = failure else {
            Issue.record("expected `connectionLost`, not \(String(describing: failure))")
            return
        }
        #expect(try await connection.call(user("ada")).user.id == "ada")
        #expect(service.acceptedCount == 2)
    }

    @Test("stays away after a loss where reconnecting is switched off")
    func staysAway() async throws {
        let service = try ScriptedService { peer in
            peer.welcome()
            _ = peer.nextRequest()
        }
        let connection = connect(to: service) { $0.reconnects = false }
        _ = await clientFailure { () async throws(ClientFailure) in _ = try await connection.call(user("ada"))
        }
        guard
            case .unreachable(_, let reason)? = await clientFailure({ () async throws(ClientFailure) in
                _ = try await connection.call(user("bob"))
            })
        else {
            Issue.record("expected `unreachable`")
            return
        }
        #expect(reason.hasPrefix("the connection was lost before"))
        #expect(service.acceptedCount == 1)
    }

    @Test("gives up at the deadline, after telling the service how much time it has")
    func deadline() async throws {
        let frames = Notes<FrameHeader>()
        let service = try ScriptedService { peer in
            peer.welcome()
            while let frame = peer.next() { frames.add(frame.header) }
        }
        let connection = connect(to: service)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await connection.call(user("ada"), deadline: .milliseconds(80))
        }
        #expect(failure == .deadlineExceeded(.getUser, after: .milliseconds(80)))
        await frames.wait(for: 2)
        #expect((1...80).contains(frames.all[0].timeLeftMillis))
        #expect(frames.all[1].kind == .cancel)
        #expect(frames.all[1].requestID == frames.all[0].requestID)
    }

    @Test("tells the service when the caller's task is cancelled")
    func cancels() async throws {
        let frames = Notes<FrameHeader>()
        let service = try ScriptedService { peer in
            peer.welcome()
            while let frame = peer.next() { frames.add(frame.header) }
        }
        let connection = connect(to: service)
        let caller = Task {
            await clientFailure { () async throws(ClientFailure) in _ = try await connection.call(user("ada"))
            }
        }
        await frames.wait(for: 1)
        caller.cancel()
        #expect(await caller.value == .cancelled)
        await frames.wait(for: 2)
        #expect(frames.all[1].kind == .cancel)
    }

    @Test("answers a ping")
    func pongs() async throws {
        let kinds = Notes<FrameKind>()
        let service = try ScriptedService { peer in
            peer.welcome()
            guard let request = peer.nextRequest() else { return }
            peer.send(.ping)
            if let frame = peer.next() { kinds.add(frame.header.kind) }
            peer.answer(request, UserReply())
            _ = peer.next()
        }
        let connection = connect(to: service)
        _ = try await connection.call(user("ada"))
        #expect(kinds.all == [.pong])
    }

    @Test("lets the unanswered finish when the service goes away, and asks anew elsewhere")
    func goingAway() async throws {
        let service = try ScriptedService(
            { peer in
                peer.welcome()
                guard let request = peer.nextRequest() else { return }
                peer.send(.goingAway)
                peer.answer(request, UserReply.with { $0.user.id = "from the first" })
                _ = peer.next()
            },
            { $0.serve(as: .directory) { $0.answer($1, UserReply.with { $0.user.id = "from the second" }) } })
        let connection = connect(to: service)
        #expect(try await connection.call(user("ada")).user.id == "from the first")
        #expect(try await connection.call(user("ada")).user.id == "from the second")
    }

    @Test("does not take what is no frame for an answer")
    func brokenFrames() async throws {
        let service = try ScriptedService { peer in
            peer.welcome()
            _ = peer.nextRequest()
            peer.sendRaw([0, 0, 0, 20, 9, 9, 9, 9])
            _ = peer.next()
        }
        let connection = connect(to: service)
        guard
            case .protocolBroken? = await clientFailure({ () async throws(ClientFailure) in
                _ = try await connection.call(user("ada"))
            })
        else {
            Issue.record("expected `protocolBroken`")
            return
        }
    }

    @Test("does not send what the service would not take")
    func tooLong() async throws {
        let service = try ScriptedService { peer in
            peer.welcome { $0.maximumFrame = 100 }
            while let request = peer.nextRequest() { peer.answer(request, UserReply()) }
        }
        let connection = connect(to: service)
        let long = user(String(repeating: "x", count: 200))
        for _ in 0..<2 {
            // Once before the greeting is answered, once after.
            guard
                case .tooLong(.getUser, _, byteLimit: 100)? = await clientFailure({
                    () async throws(ClientFailure) in
                    _ = try await connection.call(long)
                })
            else {
                Issue.record("expected `tooLong`")
                return
            }
        }
        _ = try await connection.call(user("ada"))
    }

    @Test("streams items until the service ends the stream")
    func streams() async throws {
        let service = try ScriptedService { peer in
            peer.welcome()
            guard let request = peer.nextRequest() else { return }
            for revision in 1...3 {
                let chunk = SnapshotChunk.with { $0.revision = UInt64(revision) }
                peer.send(.streamItem, to: request, payload: Wire.encode(chunk))
            }
            peer.send(.streamEnd, to: request)
            _ = peer.next()
        }
        var revisions: [UInt64] = []
        for try await chunk in connect(to: service).stream(SnapshotRequest()) {
            revisions.append(chunk.revision)
        }
        #expect(revisions == [1, 2, 3])
    }

    @Test("tells the service when nobody reads a stream any more")
    func leavesStream() async throws {
        let kinds = Notes<FrameKind>()
        let service = try ScriptedService { peer in
            peer.welcome()
            guard let request = peer.nextRequest() else { return }
            peer.send(.streamItem, to: request, payload: Wire.encode(FeedItem()))
            while let frame = peer.next() { kinds.add(frame.header.kind) }
        }
        let connection = connect(to: service)
        do {
            for try await _ in connection.stream(SubscribeRequest()) { break }
        }
        await kinds.wait(for: 1)
        #expect(kinds.all.first == .cancel)
        // Let go of before, it would close, and the peer might hear of nothing else.
        withExtendedLifetime(connection) {}
    }

    @Test("keeps a thousand requests apart")
    func manyAtOnce() async throws {
        let service = try ScriptedService {
            $0.serve(as: .directory) { peer, request in
                let asked = request.read(GetUserRequest.self)
                peer.answer(request, UserReply.with { $0.user.id = asked.id })
            }
        }
        let connection = connect(to: service)
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    let answer = try? await connection.call(GetUserRequest.with { $0.id = "user-\(number)" })
                    return answer?.user.id != "user-\(number)"
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 0)
    }
}
