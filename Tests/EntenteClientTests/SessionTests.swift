import EntenteProtocol
import TestSupport
import Testing

@testable import EntenteClient

@Suite("A caller's session")
struct SessionTests {
    @Test(
        "takes the later revision of one history, and the answer's where the history is another",
        arguments: [
            (
                Position(), Position(directoryEpoch: 1, directory: 5),
                Position(directoryEpoch: 1, directory: 5)
            ),
            (
                Position(directoryEpoch: 1, directory: 5), Position(directoryEpoch: 1, directory: 3),
                Position(directoryEpoch: 1, directory: 5)
            ),
            (
                Position(directoryEpoch: 1, directory: 5), Position(directoryEpoch: 2, directory: 3),
                Position(directoryEpoch: 2, directory: 3)
            ),
            (
                Position(directoryEpoch: 1, directory: 5), Position(partnershipEpoch: 9, partnership: 2),
                Position(directoryEpoch: 1, directory: 5, partnershipEpoch: 9, partnership: 2)
            ),
            (
                Position(directoryEpoch: 1, directory: 5, partnershipEpoch: 9, partnership: 2),
                Position(directoryEpoch: 1, directory: 6, partnershipEpoch: 8, partnership: 1),
                Position(directoryEpoch: 1, directory: 6, partnershipEpoch: 8, partnership: 1)
            ),
        ])
    func merges(_ seen: Position, _ answered: Position, _ expected: Position) {
        #expect(seen.merged(with: answered) == expected)
    }

    /// A directory and a decision node; the decision node notes what it is asked to wait for.
    private func cluster(
        _ waitedFor: Notes<Position?>
    ) throws -> (client: EntenteClient, peers: [ScriptedService]) {
        let directory = try ScriptedService {
            $0.serve(as: .directory) { peer, request in
                peer.answer(
                    request, UserReply.with { $0.position = Position(directoryEpoch: 7, directory: 42) })
            }
        }
        let decision = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                let check = request.read(CheckRequest.self)
                waitedFor.add(check.atLeast)
                peer.answer(request, CheckResponse.with { $0.verdict = .allow })
            }
        }
        var endpoints = Endpoints()
        endpoints.directory = ServiceEndpoint(host: "127.0.0.1", port: directory.port)
        endpoints.decision = ServiceEndpoint(host: "127.0.0.1", port: decision.port)
        var options = ClientOptions()
        options.connectionsPerNode = 1
        let client = EntenteClient(endpoints: endpoints, token: "secret", options: options)
        return (client, [directory, decision])
    }

    @Test("carries what one service answered to the next")
    func carriesPosition() async throws {
        let waitedFor = Notes<Position?>()
        let (client, peers) = try cluster(waitedFor)
        _ = try await client.call(CheckRequest())
        _ = try await client.call(GetUserRequest())
        _ = try await client.call(CheckRequest())
        let seen = Position(directoryEpoch: 7, directory: 42)
        #expect(waitedFor.all == [nil, seen])
        #expect(client.session.position == seen)
        withExtendedLifetime(peers) {}
    }

    @Test("leaves a position alone that the caller names, and stays out where told to")
    func respectsCaller() async throws {
        let waitedFor = Notes<Position?>()
        let (client, peers) = try cluster(waitedFor)
        let own = Position(directoryEpoch: 7, directory: 1)
        _ = try await client.call(GetUserRequest())
        _ = try await client.call(CheckRequest.with { $0.atLeast = own })
        _ = try await client.call(CheckRequest(), usingSession: false)
        #expect(waitedFor.all == [own, nil])
        withExtendedLifetime(peers) {}
    }

    @Test("keeps an answer from its caller that is older than what they have seen, whoever gave it")
    func refusesOldAnswers() async throws {
        let before = Position(directoryEpoch: 7, directory: 41)
        let decision = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                peer.answer(
                    request,
                    CheckResponse.with {
                        $0.verdict = .allow
                        $0.position = before
                    })
            }
        }
        var endpoints = Endpoints()
        endpoints.decision = decision.endpoint
        let seen = Position(directoryEpoch: 7, directory: 42)
        let client = EntenteClient(endpoints: endpoints, token: "secret", session: Session(seen))
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CheckRequest())
        }
        guard case .protocolBroken(decision.endpoint, _)? = failure else {
            Issue.record("expected `protocolBroken`, not \(String(describing: failure))")
            return
        }
        #expect(client.session.position == seen)
        #expect(try await client.call(CheckRequest(), usingSession: false).position == before)
    }

    @Test("is handed on as a text, and means the same to whoever gets it")
    func handsOn() throws {
        for position in [
            Position(),
            Position(directoryEpoch: .max, directory: .max, partnershipEpoch: .max, partnership: .max),
            Position(directoryEpoch: 7, directory: 42),
        ] {
            let session = Session(position)
            #expect(try Session(token: session.token).position == session.position)
        }
        for text in ["0", "zz", "+1+1", "ff", String(repeating: "00", count: 200)] {
            #expect(throws: SessionTokenProblem(token: text)) { try Session(token: text) }
        }
    }

    @Test("can be another for each caller, over the same connections")
    func perCaller() async throws {
        let waitedFor = Notes<Position?>()
        let (client, peers) = try cluster(waitedFor)
        let seen = Position(directoryEpoch: 7, directory: 41)
        let theirs = client.with(try Session(token: Session(seen).token))
        _ = try await theirs.call(CheckRequest())
        _ = try await client.call(CheckRequest())
        #expect(waitedFor.all == [seen, nil])
        #expect(client.session.position == nil)
        #expect(peers[1].acceptedCount == 1)
    }

    @Test("calls whose type is only known at run time are routed and answered alike")
    func callsAny() async throws {
        let waitedFor = Notes<Position?>()
        let (client, peers) = try cluster(waitedFor)
        let request = try Call.named(.check).requestFromJSON(#"{"actor": "ada"}"#)
        let answer = try await client.callAny(request)
        #expect((answer as? CheckResponse)?.verdict == .allow)
        withExtendedLifetime(peers) {}
    }
}

@Suite("Where services are found")
struct ServiceEndpointTests {
    @Test(
        "is read as people write it",
        arguments: [
            ("127.0.0.1:7101", "127.0.0.1", 7101), ("directory.example:1", "directory.example", 1),
            ("[::1]:7101", "::1", 7101),
        ] as [(String, String, UInt16)])
    func reads(_ text: String, _ host: String, _ port: UInt16) {
        #expect(ServiceEndpoint(text) == ServiceEndpoint(host: host, port: port))
        #expect(ServiceEndpoint(text)?.description == text)
    }

    @Test(
        "is nothing else",
        arguments: ["", "host", "host:", ":7101", "host:0", "host:99999", "::1:7101", "[]:1"])
    func refuses(_ text: String) { #expect(ServiceEndpoint(text) == nil) }

    @Test("comes as a list, where what is left out is on this machine at its usual port")
    func readsLists() throws {
        let several = "directory=d:1,partnership=p:1,decision=a:1,decision=b:1"
        #expect(try Endpoints(parsing: several).decisionNodes.map(\.host) == ["a", "b"])
        #expect(try Endpoints(parsing: several).description == several)
        let endpoints = try Endpoints(parsing: "decision=d.example:9, directory=[::1]:8\n")
        #expect(endpoints.description == "directory=[::1]:8,partnership=127.0.0.1:7102,decision=d.example:9")
        #expect(try Endpoints(parsing: endpoints.description) == endpoints)
        #expect(throws: EndpointsProblem(part: "director=x:1")) { try Endpoints(parsing: "director=x:1") }
        #expect(throws: EndpointsProblem(part: "directory=x")) { try Endpoints(parsing: "directory=x") }
    }
}
