// What operators do to a running service: ask how it is, change its tokens, read its log, stop it.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct OperationTests {
        private static func health(_ cluster: RealCluster, _ service: ServiceName) async throws -> RealProcess
        {
            let process = RealProcess(
                "entente-\(service.rawValue)", ["health"] + cluster.flags(of: service),
                files: "\(cluster.folder)/health-\(service.rawValue)")
            _ = try await process.end()
            return process
        }

        @Test func `health says by its exit status whether a service is ready`() async throws {
            let cluster = try await RealCluster()
            try await cluster.settle()
            for service in ServiceName.allCases {
                let process = try await Self.health(cluster, service)
                #expect(process.ending == .exited(0), "\(process.errors)")
                #expect(process.output.contains("is ready"))
            }
            cluster.kill(.directory)
            let dead = try await Self.health(cluster, .directory)
            #expect(dead.ending == .exited(1))
            #expect(dead.errors == "not reachable: connection refused (ECONNREFUSED)\n")
            // One that was started into a cluster without its sources knows nothing yet.
            try await cluster.restart(.decision)
            let empty = try await Self.health(cluster, .decision)
            #expect(empty.ending == .exited(1))
            #expect(empty.errors.contains("not ready"))
        }

        @Test func `tokens are read again on SIGHUP, and a file with a mistake changes nothing`() async throws
        {
            let cluster = try await RealCluster([.directory])
            let list = ListOrganizationsRequest()
            try cluster.addToken("late", scopes: "read")
            await Self.expectStranger(cluster, "late")
            try await cluster.hangUp(.directory)
            let late = cluster.client(token: "late")
            _ = try await late.call(list)

            let good = try File.read(cluster.tokensPath)
            try File.write(cluster.tokensPath, Array("this is no line of a tokens file, is it".utf8))
            try await cluster.hangUp(.directory)
            #expect(cluster.log(of: .directory).contains { $0.message == "access tokens kept as they were" })
            _ = try await late.call(list)
            try File.write(cluster.tokensPath, good)

            // Whoever bears a token that was taken away is let in no more, an open connection or not.
            try cluster.removeToken("late")
            try await cluster.hangUp(.directory)
            await Self.expectStranger(cluster, "late")
            await Self.expectStranger(late)
            let all = cluster.client()
            _ = try await all.call(list)
            all.close()
        }

        private static func expectStranger(_ cluster: RealCluster, _ token: String) async {
            await expectStranger(cluster.client(token: token))
        }

        private static func expectStranger(_ client: EntenteClient) async {
            do {
                _ = try await client.call(ListOrganizationsRequest())
                Issue.record("a token that is not in the file was let in")
            } catch {
                #expect(error.failure.code == .unauthenticated, "\(error)")
            }
        }

        @Test func `every line of the log is one JSON object, whatever peers call themselves`() async throws {
            let cluster = try await RealCluster()
            try await Self.forge(cluster)
            try await cluster.settle()
            for service in ServiceName.allCases.reversed() { _ = try await cluster.terminate(service) }
            for service in ServiceName.allCases {
                let lines = cluster.process(service).errors.split(separator: "\n")
                #expect(lines.count >= 3)
                for line in lines {
                    let record = LogRecord(line: line)
                    #expect(record?["service"] == service.rawValue, "\(line)")
                    #expect(record?["ts"] != nil && record?["level"] != nil, "\(line)")
                    #expect(record?.message != "forged")
                    #expect(!line.contains("secret-of"))
                }
                let messages = cluster.log(of: service).map(\.message)
                #expect(messages.contains("stopping") && messages.last == "stopped")
                #expect(cluster.process(service).output.isEmpty)
            }
        }

        private static func forge(_ cluster: RealCluster) async throws {
            let wire = try RealWire(port: cluster.endpoints.directory.port)
            let hello = Hello.with {
                $0.protocolVersions = [1]
                $0.client = "evil\n{\"msg\":\"forged\"}\u{1B}[31m"
                $0.token = "\n{\"msg\":\"forged\"}"
            }
            try await wire.ask(method: Method.hello.rawValue, Wire.encode(hello), number: 1)
            _ = try await wire.reply()
        }

        @Test func `a stop under load answers what it has taken, and loses nothing it has acknowledged`()
            async throws
        {
            let cluster = try await RealCluster([.directory])
            let client = cluster.client()
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
            let process = cluster.process(.directory)
            var acknowledged: Set<String> = []
            var unsent: Set<String> = []
            var window: [(String, Reply<UserReply>)] = []
            for number in 0..<3_000 {
                let id = "u\(number)"
                window.append((id, client.start(Self.user(id))))
                if number == 1_000 { process.send(.terminate) }
                if window.count < 128 { continue }
                let (first, reply) = window.removeFirst()
                if await Self.isAcknowledged(reply) {
                    acknowledged.insert(first)
                } else {
                    unsent.insert(first)
                }
            }
            for (id, reply) in window {
                if await Self.isAcknowledged(reply) { acknowledged.insert(id) } else { unsent.insert(id) }
            }
            #expect(try await process.end() == .exited(0))
            #expect(acknowledged.count >= 800 && unsent.count > 0)
            // A clean stop leaves one file and nothing to recover.
            let left = try File.names(in: cluster.dataFolder(of: .directory))
            #expect(!left.contains("directory.sqlite-wal"), "\(left)")

            try await cluster.start(.directory)
            let there = Set(try await Self.users(of: "acme", cluster.client()))
            #expect(there == acknowledged)
        }

        /// Whether a request was answered; one that was not must not have been sent at all.
        private static func isAcknowledged(_ reply: Reply<UserReply>) async -> Bool {
            do {
                _ = try await reply.answer
                return true
            } catch .unreachable {
                return false
            } catch {
                Issue.record("sent, and not answered: \(error)")
                return false
            }
        }

        private static func user(_ id: String) -> CreateUserRequest {
            .with {
                $0.id = id
                $0.organization = "acme"
                $0.email = "\(id)@acme.example"
                $0.displayName = id
            }
        }

        /// The ids of everybody in an organization.
        static func users(of organization: String, _ client: EntenteClient) async throws -> [String] {
            var ids: [String] = []
            var token = ""
            repeat {
                let page = try await client.call(
                    ListUsersRequest.with {
                        $0.organization = organization
                        $0.pageSize = 1_000
                        $0.pageToken = token
                    })
                ids += page.items.map(\.id)
                token = page.nextPageToken
            } while !token.isEmpty
            return ids
        }
    }
}
