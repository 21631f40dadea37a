// The operations port of the programs as they are shipped, asked by the tools that operators use.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct OperationsPortTests {
        private func cluster() async throws -> RealCluster {
            let cluster = try await RealCluster([])
            for service in ServiceName.allCases {
                cluster.extraFlags[service] = ["--operations-port", "0"]
                if service == .decision {
                    cluster.extraFlags[service]? += [
                        "--http-port", "0", "--decision-log", cluster.folder + "/log",
                    ]
                }
                try await cluster.start(service)
            }
            try await cluster.settle()
            return cluster
        }

        /// What `curl` prints.
        private func curl(_ cluster: RealCluster, _ arguments: [String]) async throws -> String {
            let process = try Tool.curl.start(
                ["--silent", "--max-time", "10"] + arguments, files: cluster.folder + "/curl")
            #expect(try await process.end() == .exited(0), "\(process.errors)")
            return process.output
        }

        private func page(
            _ cluster: RealCluster, _ service: ServiceName, _ path: String
        ) async throws -> String {
            try await curl(cluster, ["http://\(try cluster.operations(of: service))\(path)"])
        }

        @Test(.enabled(if: Tool.curl.isToRun, "\(Tool.curl.words)"))
        func `every service says how it is, and curl understands it`() async throws {
            let cluster = try await cluster()
            for service in ServiceName.allCases {
                let health = try JSONValue(parsing: try await page(cluster, service, "/healthz"))
                #expect(health["status"] == .string("ok") && health["service"] == .string(service.rawValue))
                let code = ["--output", "/dev/null", "--write-out", "%{http_code} %{content_type}"]
                let place = "http://\(try cluster.operations(of: service))"
                #expect(try await curl(cluster, code + [place + "/readyz"]) == "200 application/json")
                #expect(
                    try await curl(cluster, code + ["--data", "x", place + "/metrics"])
                        == "405 application/problem+json")
                #expect(
                    try await curl(cluster, code + ["--head", place + "/healthz"]) == "200 application/json")
                #expect(
                    try await curl(
                        cluster,
                        code + ["--header", "Transfer-Encoding: chunked", "--data", "x", place + "/"])
                        == "501 application/problem+json")
            }
        }

        @Test(.enabled(if: Tool.curl.isToRun, "\(Tool.curl.words)"))
        func `every number that an alert or the dashboard names is there`() async throws {
            let cluster = try await cluster()
            try await use(cluster)
            var names: Set<String> = []
            for service in ServiceName.allCases {
                let page = MetricsPage(try await page(cluster, service, "/metrics"))
                #expect(page.faults.isEmpty)
                names.formUnion(page.samples.map(\.name))
            }
            for file in ["alerts.yml", "dashboard.json"] {
                let text = try #require(Repository.text("deploy/monitoring/\(file)"))
                let named = text.matches(of: #/\b(?:entente|process)_[a-z_]+\b/#).map { String($0.output) }
                #expect(named.count > 10)
                for name in Set(named).subtracting(names) { Issue.record("\(file) names `\(name)`") }
            }
            let dashboard = try JSONValue(
                parsing: try #require(Repository.text("deploy/monitoring/dashboard.json")))
            #expect(dashboard["title"] == .string("Entente"))
        }

        /// A command and a check, so that there is something to count.
        private func use(_ cluster: RealCluster) async throws {
            let client = cluster.client()
            defer { client.close() }
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
            let question = CheckRequest.with {
                $0.actor = "ann"
                $0.action = "chat.start"
                $0.target = "bob"
            }
            #expect(try await client.call(question).reason == .unknownActor)
            let door = try cluster.door(of: .decision, saying: "http listening")
            _ = try await curl(cluster, ["http://\(door)/.well-known/authzen-configuration"])
        }

        @Test(.enabled(if: Tool.promtool.isToRun && Tool.curl.isToRun, "\(Tool.promtool.words)"))
        func `promtool has nothing to say against the pages, the rules and the configuration`() async throws {
            let cluster = try await cluster()
            try await use(cluster)
            for service in ServiceName.allCases {
                let file = cluster.folder + "/page"
                try File.write(file, Array(try await page(cluster, service, "/metrics").utf8), mode: 0o600)
                // It reads its standard input.
                let check = RealProcess(
                    executable: "/bin/sh",
                    ["-c", "exec \(Tool.promtool.path ?? "promtool") check metrics < \(file)"],
                    files: cluster.folder + "/promtool")
                #expect(try await check.end() == .exited(0), "\(check.errors)\(check.output)")
                #expect(check.errors.isEmpty && check.output.isEmpty, "\(check.errors)\(check.output)")
            }
            let folder = Repository.root + "/deploy/monitoring"
            let drawn = cluster.folder + "/drawn.yml"
            try File.write(drawn, Array(try Self.rulesOfDashboard().utf8))
            for arguments in [
                ["check", "config", folder + "/prometheus.yml"],
                ["check", "config", folder + "/prometheus.compose.yml"],
                ["test", "rules", folder + "/alerts.test.yml"],
                ["check", "rules", drawn],
            ] {
                let check = try Tool.promtool.start(arguments, files: cluster.folder + "/promtool")
                #expect(try await check.end() == .exited(0), "\(check.errors)\(check.output)")
            }
        }

        /// What the dashboard draws, as rules: promtool reads expressions in no other way.
        private static func rulesOfDashboard() throws -> String {
            let text = try #require(Repository.text("deploy/monitoring/dashboard.json"))
            guard case .array(let panels)? = try JSONValue(parsing: text)["panels"] else {
                throw Late("no panels")
            }
            let drawn = panels.flatMap { panel -> [JSONValue] in
                guard case .array(let targets)? = panel["targets"] else { return [] }
                return targets.compactMap { $0["expr"] }
            }
            #expect(drawn.count > 20)
            let rules = drawn.enumerated().map { number, expression in
                "      - { record: \"drawn:\(number)\", expr: \(expression.text()) }"
            }
            return "groups:\n  - name: dashboard\n    rules:\n" + rules.joined(separator: "\n") + "\n"
        }

        @Test func `a port that is none is refused before anything is started`() async throws {
            let cluster = try await RealCluster([])
            let lonely = RealProcess(
                "entente-decision", cluster.flags(of: .decision) + ["--public-url", "https://a.test"],
                files: cluster.folder + "/lonely")
            #expect(try await lonely.end() == .exited(2))
            #expect(lonely.errors.contains("--public-url"), "\(lonely.errors)")
            for port in ["65536", "-1", "http", ""] {
                let process = RealProcess(
                    "entente-directory", cluster.flags(of: .directory) + ["--operations-port", port],
                    files: cluster.folder + "/wrong")
                #expect(try await process.end() == .exited(2))
                #expect(process.errors.contains("--operations-port"), "\(process.errors)")
            }
        }

        @Test func `a port in use is named, and the service does not start`() async throws {
            let cluster = try await RealCluster([])
            let taken = try Socket.listen(on: .loopback(port: 0))
            let port = try Socket.localAddress(of: taken).port
            let process = RealProcess(
                "entente-directory", cluster.flags(of: .directory) + ["--operations-port", "\(port)"],
                files: cluster.folder + "/taken")
            #expect(try await process.end() == .exited(1))
            #expect(process.errors.contains(":\(port)"), "\(process.errors)")
            taken.close()
        }
    }
}
