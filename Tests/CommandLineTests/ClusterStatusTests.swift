import EntenteClient
import SystemCalls
import Testing

@testable import CommandLine

@Suite("Whom the status asks")
struct ClusterStatusTests {
    private static let names: [String: [SocketAddress]] = [
        "one": [SocketAddress(host: .v4(0x0A00_0001), port: 1)],
        "both": [
            SocketAddress(host: .v6(0, 1, scope: 0), port: 1), SocketAddress(host: .v4(0x7F00_0001), port: 1),
        ],
        "several": [0x0A00_0002, 0x0A00_0003].map { SocketAddress(host: .v4($0), port: 1) },
        "several-v6": [2, 3].map { SocketAddress(host: .v6(0, $0, scope: 0), port: 1) },
    ]

    @Test(
        "is every decision node behind a name, where there are several",
        arguments: [
            ("decision=one:1", ["one:1"]), ("decision=both:1", ["both:1"]), ("decision=gone:1", ["gone:1"]),
            ("decision=several:1", ["10.0.0.2:1", "10.0.0.3:1"]),
            ("decision=several-v6:1,decision=one:1", ["[::2]:1", "[::3]:1", "one:1"]),
        ])
    func decisionNodes(_ text: String, _ expected: [String]) throws {
        let nodes = ClusterStatus.nodes(of: .decision, in: try Endpoints(parsing: text)) { endpoint in
            Self.names[endpoint.host] ?? []
        }
        #expect(nodes.map(\.description) == expected)
    }

    @Test("is a source once, whatever its addresses: all are ways to the same")
    func source() throws {
        let endpoints = try Endpoints(parsing: "directory=several:1")
        let nodes = ClusterStatus.nodes(of: .directory, in: endpoints) { Self.names[$0.host] ?? [] }
        #expect(nodes.map(\.description) == ["several:1"])
    }
}
