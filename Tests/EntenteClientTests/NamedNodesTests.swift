// A name that stands for several addresses. How names are looked up is given to the client, and the addresses
// are those of this machine, of which Linux has millions.
import EntenteProtocol
import Glibc
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import EntenteClient

@Suite("A name with several addresses", .timeLimit(.minutes(5)))
struct NamedNodesTests {
    private static let second: UInt32 = 0x7F00_0002

    private func client(
        _ service: ServiceName = .decision, port: UInt16, reconnects: Bool = true,
        resolve: @escaping NamedPlace.Resolver
    ) -> EntenteClient {
        var options = ClientOptions()
        options.reconnects = reconnects
        options.connectionsPerNode = 1
        options.callTimeout = .seconds(30)
        var endpoints = Endpoints()
        endpoints[service] = ServiceEndpoint(host: "nodes.example", port: port)
        return EntenteClient(endpoints: endpoints, token: "secret", options: options, resolve: resolve)
    }

    /// Two nodes at one port of two addresses.
    private func twoNodes() throws -> (nodes: [ScriptedNode], addresses: [SocketAddress]) {
        // Somebody else may have that port at the other address: then another is tried.
        for _ in 0..<20 {
            let first = try ScriptedNode("first")
            let address = SocketAddress(host: .v4(Self.second), port: first.service.port)
            guard let other = try? ScriptedNode("second", at: address) else { continue }
            return ([first, other], [.loopback(port: first.service.port), address])
        }
        throw Late("no port is free at two addresses")
    }

    @Test("is as many nodes, and the load is spread over them")
    func spreads() async throws {
        let (nodes, addresses) = try twoNodes()
        let client = client(port: addresses[0].port) { _ in .success(addresses) }
        for _ in 0..<100 { _ = try await client.whoAnswers() }
        #expect(nodes.allSatisfy { $0.asked.all.count >= 40 })
        #expect(
            client.nodes.filter { $0.service == .decision }.map(\.endpoint.host) == [
                "127.0.0.1", "127.0.0.2",
            ])
    }

    @Test("is still there when one of them is not")
    func failsOver() async throws {
        let node = try ScriptedNode("there")
        let addresses = [
            SocketAddress(host: .v4(Self.second), port: node.service.port),
            .loopback(port: node.service.port),
        ]
        let client = client(port: node.service.port) { _ in .success(addresses) }
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
    }

    @Test("is looked up once for all who wait, who are asked in the order in which they came")
    func keepsOrder() async throws {
        let names = Notes<String>()
        let directory = try ScriptedService {
            $0.serve(as: .directory) {
                names.add($1.read(CreateUserRequest.self).id)
                $0.answer($1, UserReply())
            }
        }
        let mayGoOn = Mutex(false)
        let lookups = Notes<String>()
        let address = SocketAddress.loopback(port: directory.port)
        let client = client(.directory, port: directory.port) { endpoint in
            lookups.add(endpoint.host)
            while !mayGoOn.withLock({ $0 }) { usleep(500) }
            return .success([address])
        }
        let ids = (0..<20).map { "user-\($0)" }
        let replies = ids.map { id in client.start(CreateUserRequest.with { $0.id = id }) }
        mayGoOn.withLock { $0 = true }
        for reply in replies { _ = try await reply.answer }
        #expect(names.all == ids)
        #expect(lookups.all == ["nodes.example"])
    }

    @Test("is one way after the other to a source, of which there is one", arguments: [true, false])
    func oneSource(reconnects: Bool) async throws {
        let directory = try ScriptedService {
            $0.serve(as: .directory) { $0.answer($1, UserReply.with { $0.user.id = "ada" }) }
        }
        let addresses = [
            SocketAddress(host: .v4(Self.second), port: directory.port), .loopback(port: directory.port),
        ]
        let client = client(.directory, port: directory.port, reconnects: reconnects) { _ in
            .success(addresses)
        }
        for _ in 0..<10 { _ = try await client.call(GetUserRequest()) }
        #expect(directory.acceptedCount == 1)
        #expect(client.nodes.count { $0.service == .directory } == 1)
    }

    @Test("that leads nowhere is said to, and looked up again by the next who asks")
    func leadsNowhere() async throws {
        let node = try ScriptedNode("there")
        let lookups = Notes<String>()
        let address = SocketAddress.loopback(port: node.service.port)
        let client = client(port: node.service.port) { endpoint in
            lookups.add(endpoint.host) == 1
                ? .failure(.unreachable(endpoint, reason: "no such name")) : .success([address])
        }
        // The first look-up failed; this client asks again by itself.
        #expect(try await client.whoAnswers() == "there")
        #expect(lookups.all.count >= 2)
    }

    @Test("is looked up again soon where one of its nodes is gone, and comes back elsewhere")
    func comesBackElsewhere() async throws {
        let node = try ScriptedNode("there")
        let lookups = Notes<String>()
        let gone = SocketAddress(host: .v4(Self.second), port: node.service.port)
        let client = client(port: node.service.port) { endpoint in
            .success(lookups.add(endpoint.host) == 1 ? [gone] : [.loopback(port: node.service.port)])
        }
        try await eventually("the new address is asked") {
            (try? await client.whoAnswers()) == "there"
        }
    }

    @Test("that is not found in time ends the call, and the call only")
    func tooSlow() async throws {
        let node = try ScriptedNode("there")
        let mayGoOn = Mutex(false)
        let address = SocketAddress.loopback(port: node.service.port)
        let client = client(port: node.service.port) { _ in
            while !mayGoOn.withLock({ $0 }) { usleep(500) }
            return .success([address])
        }
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers(deadline: .milliseconds(30))
        }
        mayGoOn.withLock { $0 = true }
        guard case .unreachable(_, let reason)? = failure else {
            Issue.record("expected `unreachable`, not \(String(describing: failure))")
            return
        }
        #expect(reason.contains("not found in time"))
        #expect(try await client.whoAnswers() == "there")
    }
}
