// What no client of ours would send, byte by byte over a real connection: each gets one clear answer, the
// connection is closed where nothing on it can be trusted any more, and the service goes on for everybody
// else.

import EntenteProtocol
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct BadFrameTests {
        private static func wire(_ cluster: RealCluster, _ service: ServiceName = .directory) throws
            -> RealWire
        {
            try RealWire(port: cluster.endpoints[service].port)
        }

        @Test func `what is no conversation is refused in words, and the service goes on`() async throws {
            let cluster = try await RealCluster()
            try await cluster.settle()
            for service in ServiceName.allCases {
                try await Self.expectClosed(
                    cluster, service, sending: Self.header(length: 64 << 20), "length 67108864", "4194304")
                try await Self.expectClosed(cluster, service, sending: Self.header(length: 3), "length 3")
                try await Self.expectClosed(
                    cluster, service, sending: Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), "frame length"
                )
                try await Self.expectClosed(
                    cluster, service, sending: Self.header(length: 12, version: 9), "version 9", "use 1")
                try await Self.expectClosed(
                    cluster, service, sending: Self.header(length: 12, kind: 77), "kind 77")
            }
            let client = cluster.client()
            for service in ServiceName.allCases {
                #expect(try await client.call(ServerStatusRequest(), at: service).ready)
            }
            client.close()
            for service in ServiceName.allCases { #expect(cluster.process(service).ending == nil) }
        }

        private static func header(length: UInt32, version: UInt8 = 1, kind: UInt8 = 0) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + [version, kind]
                + [UInt8](repeating: 0, count: 10)
        }

        private static func expectClosed(
            _ cluster: RealCluster, _ service: ServiceName, sending bytes: [UInt8], _ naming: String...
        ) async throws {
            let wire = try wire(cluster, service)
            _ = try await wire.hello()
            try await wire.send(bytes)
            let reply = try await wire.reply()
            #expect(reply.header.requestID == 0)
            #expect(reply.failure?.code == .invalidArgument)
            let message = reply.failure?.message ?? ""
            for word in naming { #expect(message.contains(word), "\(service.rawValue): \(message)") }
            try await wire.end()
        }

        @Test func `strangers are shown the door`() async throws {
            let cluster = try await RealCluster([.directory])
            let early = try Self.wire(cluster)
            try await early.ask(method: Method.listOrganizations.rawValue, [], number: 7)
            let refusal = try await early.reply()
            #expect(refusal.failure?.code == .unauthenticated)
            #expect(refusal.failure?.message.contains("`hello`") == true)
            try await early.end()

            for token in ["", RealCluster.secret(of: "all") + "x"] {
                let wire = try Self.wire(cluster)
                let hello = Hello.with {
                    $0.protocolVersions = [1]
                    $0.token = token
                }
                try await wire.ask(method: Method.hello.rawValue, Wire.encode(hello), number: 1)
                let reply = try await wire.reply()
                #expect(reply.failure?.code == .unauthenticated)
                #expect(reply.failure?.message.contains("token") == true)
                try await wire.end()
            }
            let later = try Self.wire(cluster)
            let hello = Hello.with {
                $0.protocolVersions = [7, 9]
                $0.token = RealCluster.secret(of: "all")
            }
            try await later.ask(method: Method.hello.rawValue, Wire.encode(hello), number: 1)
            let words = try await later.reply().failure?.message ?? ""
            #expect(words.contains("7") && words.contains("1"), "\(words)")
        }

        @Test func `a wrong request fails alone`() async throws {
            let cluster = try await RealCluster([.directory])
            let wire = try Self.wire(cluster)
            #expect(try await wire.hello().header.kind == .response)
            let create = Method.createOrganization.rawValue
            let cases:
                [(what: String, method: UInt16, payload: [UInt8], code: FailureCode, naming: [String])] = [
                    ("an unknown method", 9_999, [], .unimplemented, ["9999"]),
                    (
                        "a method of another service", Method.check.rawValue, [], .unimplemented,
                        ["check", "decision"]
                    ),
                    (
                        "a second Hello", Method.hello.rawValue, Wire.encode(Hello()), .failedPrecondition,
                        ["hello"]
                    ),
                    (
                        "invalid UTF-8", create, [0x22, 2, 0xC3, 0x28, 0x2A, 1, 0x41], .invalidArgument,
                        ["UTF-8", "id"]
                    ),
                    ("a truncated payload", create, [0x22, 9, 0x41], .invalidArgument, ["#4"]),
                    ("a wrong wire type", create, [0x20, 1], .invalidArgument, ["id"]),
                ]
            for (number, bad) in cases.enumerated() {
                try await wire.ask(method: bad.method, bad.payload, number: UInt32(number + 10))
                let reply = try await wire.reply()
                let message = reply.failure?.message ?? "no failure"
                #expect(reply.header.requestID == UInt32(number + 10), "\(bad.what)")
                #expect(reply.failure?.code == bad.code, "\(bad.what): \(message)")
                for word in bad.naming { #expect(message.contains(word), "\(bad.what): \(message)") }
            }
            try await wire.ask(method: Method.listOrganizations.rawValue, [], number: 99)
            let list = try Wire.decode(ListOrganizationsResponse.self, from: try await wire.reply().payload)
            #expect(list.items.isEmpty)
            #expect(list.position.directory == 0)
        }
    }
}
