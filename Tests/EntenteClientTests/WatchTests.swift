import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A watch", .timeLimit(.minutes(5)))
struct WatchTests {
    private static let seen = Position(directoryEpoch: 7, directory: 42)

    /// A decision node that tells one answer to each watch, and then does what the test wants.
    private func node(
        _ verdict: Verdict, _ begun: Notes<WatchRequest>,
        then end: @escaping @Sendable (PeerConnection, PeerConnection.Incoming) -> Void
    ) throws -> ScriptedService {
        try ScriptedService { peer in
            peer.welcome(as: .decision)
            guard let request = peer.nextRequest(), request.header.method == Method.watch.rawValue else {
                return
            }
            begun.add(request.read())
            let item = WatchItem.with {
                $0.answers = [.with { $0.answer.verdict = verdict }]
                $0.position = Self.seen
            }
            peer.send(.streamItem, to: request, payload: Wire.encode(item))
            end(peer, request)
        }
    }

    private let checks = [
        CheckItem.with { ($0.actor, $0.action, $0.target) = ("ada", "chat.start", "grace") }
    ]

    @Test(
        "goes on at another node when one is lost or says goodbye, tells of the gap first, and goes never back",
        arguments: [true, false])
    func resumes(saysGoodbye: Bool) async throws {
        let begun = Notes<WatchRequest>()
        let leave: @Sendable (PeerConnection, PeerConnection.Incoming) -> Void = { peer, request in
            guard saysGoodbye else { return }
            peer.send(.streamEnd, to: request)
            peer.send(.goingAway)
            _ = peer.next()
        }
        // Whichever is asked first leaves: both do, the first time.
        let nodes = try [Verdict.allow, .deny].map { try node($0, begun, then: leave) }
        let client = client(at: nodes.map(\.endpoint))
        var events: [WatchEvent] = []
        for try await event in client.watch(checks) {
            events.append(event)
            if events.count == 3 { break }
        }
        guard case .answers(let first, isComplete: true) = events[0], case .interrupted = events[1],
            case .answers(let second, isComplete: true) = events[2]
        else {
            Issue.record("\(events)")
            return
        }
        #expect(first.answers[0].answer.verdict != second.answers[0].answer.verdict, "another node")
        #expect(begun.all.map(\.atLeast) == [nil, Self.seen])
        #expect(begun.all.allSatisfy { $0.checks == checks })
    }

    @Test("tells of one gap once, however often it has to try")
    func triesAgain() async throws {
        let begun = Notes<WatchRequest>()
        let service = try ScriptedService(
            { peer in
                peer.welcome(as: .decision)
                guard let request = peer.nextRequest() else { return }
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem()))
            },
            { _ in }, { _ in },
            { peer in
                peer.welcome(as: .decision)
                guard let request = peer.nextRequest() else { return }
                begun.add(request.read())
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem()))
                _ = peer.next()
            })
        var events: [WatchEvent] = []
        for try await event in client(at: [service.endpoint]).watch(checks) {
            events.append(event)
            if events.count == 3 { break }
        }
        #expect(begun.all.count == 1)
        #expect(events.count { if case .interrupted = $0 { true } else { false } } == 1)
    }

    @Test("ends with a refusal that trying again cannot mend")
    func refused() async throws {
        let refusal = Failure(.permissionDenied, "the token may not")
        let service = try ScriptedService { $0.serve(as: .decision) { $0.refuse($1, refusal) } }
        let failure = await clientFailure { () async throws(ClientFailure) in
            for try await _ in client(at: [service.endpoint]).watch(checks) {}
        }
        #expect(failure == .refused(refusal))
    }

    @Test("ends with its task, and the node is told")
    func cancelled() async throws {
        let begun = Notes<WatchRequest>()
        let cancels = Notes<FrameKind>()
        let service = try node(.allow, begun) { peer, _ in
            while let frame = peer.next() { cancels.add(frame.header.kind) }
        }
        let client = client(at: [service.endpoint])
        let reading = Task {
            await clientFailure { () async throws(ClientFailure) in
                for try await _ in client.watch(checks) {}
            }
        }
        await begun.wait(for: 1)
        reading.cancel()
        #expect(await reading.value == .cancelled)
        await cancels.wait(for: 1)
        #expect(cancels.all.first == .cancel)
    }

    @Test("begins anew, from whatever there is, where a source was restored")
    func restoredHistory() async throws {
        let positions = Notes<Position?>()
        let refusal = Failure.failedPrecondition("another history", state: "history-restored")
        let service = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                let watch = request.read(WatchRequest.self)
                positions.add(watch.atLeast)
                if watch.atLeast != nil { return peer.refuse(request, refusal) }
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem()))
            }
        }
        let client = client(at: [service.endpoint])
        client.session.note(Self.seen)
        var events: [WatchEvent] = []
        for try await event in client.watch(checks) {
            events.append(event)
            if events.count == 2 { break }
        }
        #expect(events[0] == .interrupted(.refused(refusal)))
        #expect(positions.all == [Self.seen, nil])
    }
}
