import EntenteProtocol
import TestSupport
import Testing

@testable import EntenteClient

@Suite("A position that a service does not know", .timeLimit(.minutes(5)))
struct HistoryTests {
    /// What the caller has written, in the history the directory has now.
    private static let written = Position(directoryEpoch: 2, directory: 5)
    private static let refusal = Failure.failedPrecondition("another history", state: "history-restored")

    /// A directory in the history `epoch`; every command is answered at ``written``.
    private func directory(epoch: UInt64) throws -> ScriptedService {
        try ScriptedService {
            $0.serve(as: .directory) { peer, request in
                guard request.header.method == Method.serverStatus.rawValue else {
                    return peer.answer(request, UserReply.with { $0.position = Self.written })
                }
                peer.answer(
                    request,
                    ServerStatusResponse.with {
                        $0.service = "directory"
                        $0.position = Position(directoryEpoch: epoch, directory: 9)
                    })
            }
        }
    }

    /// A decision node that knows one history of the directory only, and notes what it is asked to wait for.
    private func node(_ name: String, epoch: UInt64, _ asked: Notes<Position?>) throws -> ScriptedService {
        try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                guard request.header.method == Method.check.rawValue else {
                    return peer.answer(request, ServerStatusResponse.with { $0.ready = true })
                }
                let position = request.read(CheckRequest.self).atLeast
                asked.add(position)
                if let position, position.directoryEpoch != epoch {
                    return peer.refuse(request, Self.refusal)
                }
                peer.answer(
                    request,
                    CheckResponse.with {
                        $0.verdict = .allow
                        $0.partnership = name
                        $0.position = Position(directoryEpoch: epoch, directory: 5)
                    })
            }
        }
    }

    private func client(of directory: ServiceEndpoint, _ nodes: ScriptedService...) -> EntenteClient {
        var endpoints = Endpoints()
        endpoints.directory = directory
        endpoints.partnership = nowhere(2)
        endpoints.decisionNodes = nodes.map(\.endpoint)
        var options = ClientOptions()
        options.callTimeout = .seconds(240)
        options.connectionsPerNode = 1
        return EntenteClient(endpoints: endpoints, token: "secret", options: options)
    }

    @Test("is asked of another node, and remembered")
    func asksAnother() async throws {
        let asked = Notes<Position?>()
        let directory = try directory(epoch: 2)
        let (stale, fresh) = (try node("stale", epoch: 1, asked), try node("fresh", epoch: 2, asked))
        let client = client(of: directory.endpoint, stale, fresh)
        _ = try await client.call(CreateUserRequest())
        for _ in 0..<10 { #expect(try await client.whoAnswers() == "fresh") }
        #expect(asked.all.count > 10, "the stale node was asked too")
        #expect(client.session.position == Self.written)
        #expect(client.nodes.allSatisfy { $0.isHealthy }, "nothing is known against either")
    }

    @Test("is remembered where no other node is left but its source still has that history")
    func staysWithSource() async throws {
        let asked = Notes<Position?>()
        let directory = try directory(epoch: 2)
        let stale = try node("stale", epoch: 1, asked)
        let client = client(of: directory.endpoint, stale)
        _ = try await client.call(CreateUserRequest())
        for _ in 0..<2 {
            let failure = await clientFailure { () async throws(ClientFailure) in
                _ = try await client.whoAnswers()
            }
            #expect(failure?.failure.code == .unavailable)
        }
        #expect(asked.all == [Self.written, Self.written], "no answer is older than what was written")
        #expect(client.session.position == Self.written)
    }

    @Test("is forgotten where its source has another history")
    func forgets() async throws {
        let asked = Notes<Position?>()
        let directory = try directory(epoch: 3)
        let node = try node("new", epoch: 3, asked)
        let client = client(of: directory.endpoint, node)
        _ = try await client.call(CreateUserRequest())
        client.session.note(Position(partnershipEpoch: 8, partnership: 1))
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(Self.refusal))
        #expect(try await client.whoAnswers() == "new")
        #expect(client.session.position?.directoryEpoch == 3)
    }

    @Test("is forgotten where its source cannot be asked and never was")
    func forgetsUnreachable() async throws {
        let asked = Notes<Position?>()
        let node = try node("new", epoch: 3, asked)
        let client = client(of: nowhere(), node)
        client.session.note(Self.written)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(Self.refusal))
        #expect(try await client.whoAnswers() == "new")
    }

    @Test("is none of the session's where the caller named it")
    func leavesSessionAlone() async throws {
        let asked = Notes<Position?>()
        let directory = try directory(epoch: 2)
        let node = try node("fresh", epoch: 2, asked)
        let client = client(of: directory.endpoint, node)
        _ = try await client.call(CreateUserRequest())
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CheckRequest.with { $0.atLeast = Position(directoryEpoch: 1) })
        }
        #expect(failure == .refused(Self.refusal))
        #expect(client.session.position == Self.written)
    }

    @Test("does not end a watch, and is not forgotten by it, where the node is behind")
    func watches() async throws {
        let positions = Notes<Position?>()
        let directory = try directory(epoch: 2)
        let node = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                if positions.add(request.read(WatchRequest.self).atLeast) == 1 {
                    return peer.refuse(request, Self.refusal)
                }
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem()))
            }
        }
        let client = client(of: directory.endpoint, node)
        _ = try await client.call(CreateUserRequest())
        var events: [WatchEvent] = []
        for try await event in client.watch([CheckItem()]) {
            events.append(event)
            if events.count == 2 { break }
        }
        guard case .interrupted(let failure) = events[0] else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.failure.code == .unavailable)
        #expect(positions.all == [Self.written, Self.written])
    }
}

@Suite("Who is believed about a history")
struct SessionHistoryTests {
    private static let old = Position(directoryEpoch: 1, directory: 9)
    private static let new = Position(directoryEpoch: 2, directory: 3)

    @Test("is the source, whatever others answer who may be behind")
    func believesSource() {
        let session = Session(Self.old)
        session.note(Self.new, from: .directory)
        for other in [ServiceName.decision, .partnership] { session.note(Self.old, from: other) }
        session.note(Self.old)
        #expect(session.position == Self.new)
        session.note(Position(directoryEpoch: 2, directory: 4), from: .decision)
        #expect(session.position?.directory == 4)
        session.note(Self.old, from: .directory)
        #expect(session.position == Self.old)
    }

    @Test("is whoever spoke last, where the source has not spoken")
    func believesLast() {
        let session = Session(Self.new)
        session.note(Self.old, from: .decision)
        #expect(session.position == Self.old)
        #expect(!session.hasVouched(.directory))
    }

    @Test("is nobody about a history that was left already")
    func forgetsWhatItHolds() {
        let partnership = Position(partnershipEpoch: 7, partnership: 1)
        let session = Session(Self.old.merged(with: partnership))
        session.note(Self.new, from: .directory)
        session.forget(Self.old)
        #expect(session.position == Self.new.merged(with: partnership))
        session.forget(Self.new)
        #expect(session.position == partnership)
        session.note(Self.old, from: .decision)
        #expect(
            session.position == Self.old.merged(with: partnership), "the word for the new one is gone too")
    }
}
