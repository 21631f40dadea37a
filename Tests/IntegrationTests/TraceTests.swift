// A trace on its way from a caller into the services' logs, and out of the way of those that name none.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct TraceTests {
        private static let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

        @Test func `a trace is found in the line of its command and the record of its check`() async throws {
            let cluster = try await RealCluster()
            cluster.extraFlags[.decision] = ["--decision-log", cluster.folder + "/log"]
            try await cluster.restart(.decision)
            let client = cluster.client()
            let trace = TraceContext(Self.text.utf8)
            let create = { (id: String) in
                CreateOrganizationRequest.with { ($0.id, $0.name) = (id, id) }
            }
            try await Tracing.$current.withValue(trace) { _ = try await client.call(create("acme")) }
            _ = try await client.call(create("globex"))
            _ = await clientFailure { () async throws(ClientFailure) in
                _ = try await client.call(create("globex"))
            }
            let lines = cluster.log(of: .directory).filter { $0.message == "command" }
            #expect(lines.map { $0["code"] } == ["ok", "ok", "already-exists"])
            #expect(lines.map { $0["trace"] } == [Self.id, "", ""])
            for line in lines {
                #expect((line["method"], line["token"]) == ("createOrganization", "all"))
                #expect(line["actor"] == "" && line["service"] == "directory" && line["level"] == "info")
            }

            try await cluster.settle()
            _ = try await client.check("ada", "chat.start", "grace")
            try await Tracing.$current.withValue(trace) {
                _ = try await client.check("ada", "chat.start", "grace")
            }
            client.close()
            let typed = cluster.entente(
                ["check", "ada", "chat.start", "bob"], environment: ["TRACEPARENT": Self.text])
            #expect(try await typed.end() == .exited(0), "\(typed.errors)")
            #expect(try await cluster.terminate(.decision) == .exited(0))
            #expect(!cluster.log(of: .decision).contains { $0.message == "command" })
            let read = cluster.entente(
                ["decisions", cluster.folder + "/log", "--trace", Self.id, "--json"])
            #expect(try await read.end() == .exited(0), "\(read.errors)")
            let targets = try read.output.split(separator: "\n").map {
                try JSON.decode(DecisionRecord.self, from: String($0)).target
            }
            #expect(targets == ["grace", "bob"])
        }

        @Test(arguments: [
            "", "no trace", "00-\(id)-0000000000000000-01", String(repeating: "x", count: 2_000),
        ])
        func `what is no trace does no harm`(text: String) async throws {
            let cluster = try await RealCluster([.directory])
            let wire = try RealWire(port: cluster.endpoints[.directory].port)
            #expect(try await wire.hello().failure == nil)
            var frame: [UInt8] = []
            FrameHeader(kind: .trace, requestID: 2, payloadByteCount: text.utf8.count).write(into: &frame)
            try await wire.send(frame + Array(text.utf8))
            try await wire.ask(method: Method.serverStatus.rawValue, [], number: 2)
            #expect(try await wire.reply().header.kind == .response)
        }
    }
}
