import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A command that may have to be sent twice", .timeLimit(.minutes(5)))
struct RepeatedCommandTests {
    /// A directory that loses its connection with the first command, and the keys it was sent.
    private func directory(
        _ keys: Notes<String>,
        _ answering: @escaping @Sendable (PeerConnection, PeerConnection.Incoming) -> Void
    ) throws -> ScriptedService {
        try ScriptedService(
            { peer in
                peer.welcome()
                if let request = peer.nextRequest() {
                    keys.add(request.read(CreateUserRequest.self).requestKey)
                }
            },
            { peer in
                peer.serve(as: .directory) {
                    keys.add($1.read(CreateUserRequest.self).requestKey)
                    answering($0, $1)
                }
            })
    }

    private func client(of directory: ScriptedService, _ options: ClientOptions) -> EntenteClient {
        var endpoints = Endpoints()
        endpoints.directory = directory.endpoint
        return EntenteClient(endpoints: endpoints, token: "secret", options: options)
    }

    @Test("has a key of the client's own, the same both times")
    func makesKey() async throws {
        let keys = Notes<String>()
        let directory = try directory(keys) { $0.answer($1, UserReply()) }
        _ = try await client(of: directory, ClientOptions()).call(CreateUserRequest())
        #expect(keys.all.count == 2)
        #expect(Set(keys.all).count == 1)
        #expect(try #require(keys.all.first).utf8.count >= 20)
        _ = try await client(of: directory, ClientOptions()).call(CreateUserRequest())
        #expect(Set(keys.all).count == 2, "another command has another key")
    }

    @Test("keeps the key its caller gave it")
    func keepsKey() async throws {
        let keys = Notes<String>()
        let directory = try directory(keys) { $0.answer($1, UserReply()) }
        let command = CreateUserRequest.with { $0.requestKey = "mine" }
        _ = try await client(of: directory, ClientOptions()).call(command)
        #expect(keys.all == ["mine", "mine"])
    }

    @Test("is not sent twice without one, where retries are switched off")
    func askedOnce() async throws {
        let keys = Notes<String>()
        let directory = try directory(keys) { $0.answer($1, UserReply()) }
        let client = client(of: directory, .askingOnce)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CreateUserRequest())
        }
        guard case .connectionLost? = failure else {
            Issue.record("expected `connectionLost`, not \(String(describing: failure))")
            return
        }
        #expect(keys.all == [""])
    }

    @Test("is never repeated after a refusal, whichever", arguments: FailureCode.allCases)
    func refused(_ code: FailureCode) async throws {
        let keys = Notes<String>()
        let directory = try directory(keys) { $0.refuse($1, Failure(code, "no")) }
        let client = client(of: directory, ClientOptions())
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CreateUserRequest())
        }
        #expect(keys.all.count == 2, "once lost, once refused")
        let settling: Set<FailureCode> = [
            .invalidArgument, .notFound, .alreadyExists, .conflict, .failedPrecondition,
        ]
        if settling.contains(code) {
            #expect(failure == .refused(Failure(code, "no")))
        } else {
            // The refusal may come from before the key was looked up: the first may have been carried out.
            #expect(isLoss(failure), "\(String(describing: failure))")
            #expect(failure?.requestKey == keys.all.first)
        }
    }

    @Test("is told as lost, with its key, where the service was away ever after")
    func staysAway() async throws {
        let keys = Notes<String>()
        let directory = try ScriptedService(
            { peer in
                peer.welcome()
                if let request = peer.nextRequest() {
                    keys.add(request.read(CreateUserRequest.self).requestKey)
                }
            },
            // It ends before the greeting: nothing is sent.
            { _ in })
        let client = client(of: directory, ClientOptions())
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CreateUserRequest())
        }
        #expect(directory.acceptedCount > 1)
        #expect(isLoss(failure), "\(String(describing: failure))")
        let key = try #require(failure?.requestKey)
        #expect([key] == keys.all)
        #expect(failure?.description.contains("`\(key)`") == true)
    }

    @Test("is repeated with its key while the service does not know what became of it, and told with that")
    func undecided() async throws {
        let keys = Notes<String>()
        let directory = try ScriptedService { peer in
            peer.serve(as: .directory) {
                keys.add($1.read(CreateUserRequest.self).requestKey)
                $0.refuse($1, .undecided("the disk failed"))
            }
        }
        let client = client(of: directory, ClientOptions())
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CreateUserRequest())
        }
        #expect(keys.all.count > 1 && Set(keys.all).count == 1)
        let key = try #require(failure?.requestKey)
        #expect(key == keys.all.first)
        #expect(failure == .undecided(directory.endpoint, reason: "the disk failed", requestKey: key))
        #expect(failure?.description.contains("`\(key)`") == true)
    }

    @Test("is told with its key where no answer came in time")
    func late() async throws {
        let directory = try ScriptedService { $0.serve(as: .directory) { _, _ in } }
        let client = client(of: directory, ClientOptions())
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(CreateUserRequest(), deadline: .milliseconds(50))
        }
        #expect(failure?.requestKey?.hasPrefix("auto-") == true)
    }

    private func isLoss(_ failure: ClientFailure?) -> Bool {
        if case .connectionLost? = failure { true } else { false }
    }
}
