// An address that swallows what is sent to it, as that of a machine which is gone. Nothing here is timed: a
// connection may take longer than the call, so a call that is answered has not waited for it.
import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import EntenteClient

@Suite("Where an address swallows what is sent to it", .timeLimit(.minutes(5)))
struct DeafAddressTests {
    private static let behaviours = [ClientOptions(), .askingOnce]

    /// A client that finds `ports` of this machine under the name of `service`.
    private func client(
        of service: ServiceName = .decision, at ports: [UInt16], _ options: ClientOptions = ClientOptions()
    ) -> EntenteClient {
        var options = options
        options.connectTimeout = .seconds(200)
        options.callTimeout = .seconds(100)
        options.attemptTimeout = nil
        options.connectionsPerNode = 1
        var endpoints = Endpoints()
        endpoints[service] = ServiceEndpoint(host: "nodes.example", port: 1)
        return EntenteClient(endpoints: endpoints, token: "secret", options: options) { _ in
            .success(ports.map { .loopback(port: $0) })
        }
    }

    @Test("another node is asked, and this one no more", arguments: behaviours)
    func asksAnother(options: ClientOptions) async throws {
        let deaf = try ScriptedNode("deaf", isDeaf: true)
        let there = try ScriptedNode("there")
        let client = client(at: [deaf.service.port, there.service.port], options)
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
        #expect(client.statistics.retryCount == 0, "where nothing was sent, nothing is sent again")
        try await eventually("only the other is asked") {
            client.nodes.filter { $0.service == .decision }.map(\.isHealthy) == [false, true]
        }
    }

    @Test("a source is reached at the next", arguments: behaviours)
    func reachesSource(options: ClientOptions) async throws {
        let deaf = try ScriptedService(isDeaf: true) { _ in }
        let directory = try ScriptedService {
            $0.serve(as: .directory) { $0.answer($1, UserReply.with { $0.user.id = "ada" }) }
        }
        let client = client(of: .directory, at: [deaf.port, deaf.port, directory.port], options)
        #expect(try await client.call(GetUserRequest()).user.id == "ada")
    }

    @Test("another node is asked also where this one accepts and greets nobody")
    func asksAnotherThanTheFrozen() async throws {
        let frozen = try ScriptedService { while $0.next() != nil {} }
        let there = try ScriptedNode("there")
        let client = client(at: [frozen.port, there.service.port])
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
    }

    @Test("the question waits for all of them where there are only such", arguments: behaviours)
    func waitsForAll(options: ClientOptions) async throws {
        let nodes = try ["a", "b"].map { try ScriptedNode($0, isDeaf: true) }
        let client = client(at: nodes.map(\.service.port), options)
        let reply = client.start(CheckRequest())
        try await eventually("both are tried") {
            client.nodes.reduce(0) { $0 + $1.unansweredCount } == 2
        }
        try nodes[1].service.hear()
        #expect(try await reply.answer.partnership == "b")
        #expect(nodes[0].asked.all.isEmpty)
    }

    @Test("what another refuses is told at once")
    func tellsRefusal() async throws {
        let deaf = try ScriptedNode("deaf", isDeaf: true)
        let refusal = Failure(.notFound, "no such user")
        let there = try ScriptedNode("there") { _, _ in .refuse(refusal) }
        let client = client(at: [deaf.service.port, there.service.port])
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(refusal))
    }

    @Test("it is given up in the end, and said which it was")
    func givesUp() async throws {
        let deaf = try ScriptedService(isDeaf: true) { _ in }
        var options = ClientOptions.askingOnce
        options.connectTimeout = .milliseconds(20)
        var endpoints = Endpoints()
        endpoints.directory = deaf.endpoint
        let client = EntenteClient(endpoints: endpoints, token: "secret", options: options)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.call(GetUserRequest())
        }
        #expect(failure == .unreachable(deaf.endpoint, reason: "does not answer within 20 ms"))
    }
}
