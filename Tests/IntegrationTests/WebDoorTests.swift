// Questions over HTTP to the programs as they are shipped, asked as the documentation shows it.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite(.enabled(if: Tool.curl.isToRun, "\(Tool.curl.words)")) struct WebDoorTests {
        private let cluster: RealCluster
        private let place: String

        init() async throws {
            cluster = try await RealCluster([.directory, .partnership])
            cluster.extraFlags[.decision] = [
                "--http-port", "0", "--operations-port", "0", "--decision-log", cluster.folder + "/decided",
                "--public-url", "https://decisions.example.com/",
            ]
            try await cluster.start(.decision)
            try await cluster.settle()
            place = "http://\(try cluster.door(of: .decision, saying: "http listening"))"
            let client = cluster.client()
            defer { client.close() }
            var seen = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                }
            ).position
            for user in ["ada", "ben"] {
                seen = try await client.call(
                    CreateUserRequest.with {
                        $0.id = user
                        $0.organization = "acme"
                        $0.email = "\(user)@acme.test"
                        $0.displayName = user
                    }
                ).position
            }
            let status = StatusRequest.with { $0.atLeast = seen }
            #expect(try await client.call(status).users == 2)
        }

        /// What a shell prints that runs `command`, as the documentation shows it.
        private func shell(_ command: String) async throws -> String {
            let process = RealProcess(
                executable: "/bin/sh", ["-c", command], files: cluster.folder + "/shell",
                environment: ["DECISION": place, "TOKEN": RealCluster.secret(of: "check")])
            #expect(try await process.end() == .exited(0), "\(process.errors)")
            return process.output
        }

        @Test func `a check is written down with the trace that it came with`() async throws {
            let trace = "0af7651916cd43dd8448eb211c80319c"
            _ = try await shell(
                """
                curl -s "$DECISION/v1/check" -H "Authorization: Bearer $TOKEN" \\
                  -H "traceparent: 00-\(trace)-b7ad6b7169203331-01" --json \\
                  '{"actor": "ada", "action": "chat.start", "target": "ben"}'
                """)
            try await eventually("the decision is in the log") {
                try await shell("cat \(cluster.folder)/decided/*").contains(trace)
            }
        }

        @Test func `what is asked over HTTP is written down as over frames, by the call it became`()
            async throws
        {
            let ask = #"curl -s -H "Authorization: Bearer $TOKEN" --json "#
            let person = #""subject": {"type": "user", "id": "ada"}"#
            let resource = #""resource": {"type": "user", "id": "ben"}"#
            _ = try await shell(
                "\(ask)'{\"actor\": \"ada\", \"target\": \"ben\"}' \"$DECISION/v1/effective\"")
            _ = try await shell(
                "\(ask)'{\(person), \"action\": {\"name\": \"chat.start\"}, \"evaluations\": "
                    + "[{\(resource)}, {\(resource)}]}' \"$DECISION/access/v1/evaluations\"")
            try await eventually("the decisions are in the log") {
                let lines = try await shell("cat \(cluster.folder)/decided/*").split(separator: "\n")
                let records = lines.compactMap { try? JSON.decode(DecisionRecord.self, from: String($0)) }
                return records.map(\.call).sorted() == ["check", "check", "effective"]
                    && records.allSatisfy { $0.actor == "ada" && $0.target == "ben" && $0.token == "check" }
            }
        }

        /// What the protocol's page shows, which needs this test's node.
        private static func example(_ number: Int) throws -> String {
            let page = try #require(Document("Protocol/README.md"))
            let shown = page.blocks.filter { $0.need == "door" }
            #expect(shown.count == 2)
            return try #require(shown.dropFirst(number).first).lines.joined(separator: "\n")
        }

        @Test func `a check`() async throws {
            let text = try await shell(try Self.example(0))
            let answer = try JSON.decode(CheckResponse.self, from: text)
            let client = cluster.client(token: "check")
            defer { client.close() }
            let expected = try await client.call(
                CheckRequest.with {
                    $0.actor = "ada"
                    $0.action = "chat.start"
                    $0.target = "ben"
                })
            #expect(answer == expected)
        }

        @Test func `several decisions for a gateway`() async throws {
            let text = try await shell(try Self.example(1))
            guard case .array(let items)? = try JSONValue(parsing: text)["evaluations"] else {
                Issue.record("\(text)")
                return
            }
            #expect(items.count == 2 && items[1]["decision"] == .bool(false))
            #expect(items[1]["context"]?["reason"] == .string("unknown-target"))
        }

        @Test func `requests are counted by status, those too that nobody could make anything of`()
            async throws
        {
            let status = #"curl -s -o /dev/null -w '%{http_code}'"#
            let bearer = #"-H "Authorization: Bearer $TOKEN""#
            #expect(try await shell("\(status) \(bearer) \"$DECISION/v1/none\"") == "404")
            #expect(try await shell("\(status) \(bearer) \"$DECISION/v1/check\"") == "405")
            #expect(try await shell("\(status) \"$DECISION/.well-known/authzen-configuration\"") == "200")
            let operations = try cluster.operations(of: .decision)
            let page = MetricsPage(try await shell("curl -s http://\(operations)/metrics"))
            #expect(page.faults.isEmpty)
            for code in ["200", "404", "405"] {
                #expect(page.value("entente_http_requests_total", ["code": code]) == 1)
            }
        }

        @Test func `a wrong token, and a question that is too long`() async throws {
            let status = #"curl -s -o /dev/null -w '%{http_code}'"#
            let check = #""$DECISION/v1/check" --json '{"actor": "ada"}'"#
            #expect(try await shell("\(status) \(check)") == "401")
            #expect(try await shell("\(status) -H 'Authorization: Bearer x' \(check)") == "401")
            #expect(try await shell("\(status) -H \"Authorization: Bearer $TOKEN\" \(check)") == "400")
            #expect(
                try await shell(
                    "head -c 5000000 /dev/zero | \(status) -H \"Authorization: Bearer $TOKEN\" "
                        + #"-H 'Content-Type: application/json' --data-binary @- "$DECISION/v1/check""#)
                    == "413")
        }

        @Test func `many at once over one connection each, and a hundred over the same`() async throws {
            let check =
                #"-H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "#
                + #"-d '{"actor": "ada", "action": "chat.start", "target": "ben"}' "#
            let same = try await shell(
                "curl -s -o /dev/null -w '%{http_code} %{num_connects}\\n' \(check) \"$DECISION/v1/check?[1-100]\""
            )
            let lines = same.split(separator: "\n")
            #expect(lines.count == 100 && lines.allSatisfy { $0.hasPrefix("200 ") })
            #expect(lines.count { $0.hasSuffix(" 1") } == 1, "one connection")
        }
    }
}
