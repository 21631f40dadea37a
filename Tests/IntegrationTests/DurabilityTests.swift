// The promise a source makes: what it acknowledged is there, whatever happens to its process afterwards. Ten
// thousand users go in through the command line, the directory is killed in the middle, and everybody is
// counted.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DurabilityTests {
        private static let lineCount = 10_000
        private static let killedAfter = 3_000

        @Test(.timeLimit(.minutes(3)))
        func `a batch of ten thousand users survives the sudden death of the directory`() async throws {
            let cluster = try await RealCluster()
            try await cluster.settle()
            let decision = cluster.process(.decision).id
            let file = try await Self.writeBatch(cluster)

            let first = cluster.entente(["call", "--batch", file])
            try await eventually("some thousand users are there", within: .seconds(60)) {
                first.output.utf8.count { $0 == UInt8(ascii: "\n") } >= Self.killedAfter
            }
            cluster.kill(.directory)
            #expect(try await first.end(within: .seconds(60)) == .exited(4))
            let acknowledged = try Self.acknowledged(in: first.output)
            #expect(acknowledged.count >= Self.killedAfter && acknowledged.count < Self.lineCount)

            try await cluster.start(.directory)
            let client = cluster.client()
            let there = try await Self.expectWholeUsers(client)
            for (number, user) in acknowledged { #expect(there[number] == user) }
            // What was on its way and not acknowledged may be there or not; 256 lines are on their way at
            // most.
            #expect(there.count <= acknowledged.count + 256)
            try await Self.expectCaughtUp(cluster, client, userCount: there.count)
            #expect(cluster.process(.decision).id == decision && decision != nil)

            // Each line has a request key: the whole batch once more adds what is missing and nothing twice.
            let second = cluster.entente(["call", "--batch", file])
            #expect(try await second.end(within: .seconds(90)) == .exited(0), "\(second.output.suffix(300))")
            #expect(try Self.acknowledged(in: second.output).count == Self.lineCount)
            let all = try await Self.expectWholeUsers(client)
            #expect(all.count == Self.lineCount)
            for (number, user) in there { #expect(all[number] == user) }
            try await Self.expectCaughtUp(cluster, client, userCount: Self.lineCount)

            // One that starts now learns of everybody from a snapshot in several pieces.
            try await cluster.restart(.decision)
            try await Self.expectCaughtUp(cluster, client, userCount: Self.lineCount)
        }

        private static func writeBatch(_ cluster: RealCluster) async throws -> String {
            let client = cluster.client()
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
            client.close()
            let lines = (0..<lineCount).map { number in
                #"{"call": "createUser", "request": {"id": "u\#(number)", "organization": "acme", "#
                    + #""email": "u\#(number)@acme.example", "displayName": "User \#(number)", "#
                    + #""requestKey": "line-\#(number)"}}"#
            }
            let path = cluster.folder + "/batch.jsonl"
            try File.write(path, Array(lines.joined(separator: "\n").utf8))
            return path
        }

        /// What every line was answered, by its number: each is a response, or an error that says so.
        private static func acknowledged(in output: String) throws -> [Int: User] {
            let lines = output.split(separator: "\n")
            #expect(lines.count == lineCount)
            var users: [Int: User] = [:]
            for (number, line) in lines.enumerated() {
                let answer = try JSONValue(parsing: String(line))
                if let response = answer["response"] {
                    let user = try JSON.decode(UserReply.self, from: response).user
                    #expect(user.id == "u\(number)")
                    users[number] = user
                } else {
                    guard case .string(let code)? = answer["error"]?["code"] else {
                        throw Late("neither response nor error: \(line)")
                    }
                    #expect(code == "unavailable", "\(line)")
                }
            }
            return users
        }

        /// Everybody in the directory, by number, each of them whole: record, address and event belong
        /// together.
        private static func expectWholeUsers(_ client: EntenteClient) async throws -> [Int: User] {
            var users: [Int: User] = [:]
            var token = ""
            repeat {
                let page = try await client.call(
                    ListUsersRequest.with {
                        $0.organization = "acme"
                        $0.pageSize = 1_000
                        $0.pageToken = token
                    })
                for user in page.items {
                    let number = try #require(Int(user.id.dropFirst()))
                    #expect(user.email == "u\(number)@acme.example" && user.displayName == "User \(number)")
                    #expect(user.version == 1)
                    users[number] = user
                }
                token = page.nextPageToken
            } while !token.isEmpty
            try await expectEvents(of: users, client)
            return users
        }

        private static func expectEvents(of users: [Int: User], _ client: EntenteClient) async throws {
            var subjects: [String] = []
            var token = ""
            repeat {
                let page = try await client.call(
                    ListEventsRequest.with {
                        $0.pageSize = 1_000
                        $0.pageToken = token
                    })
                subjects += page.items.filter { $0.subject.hasPrefix("u") }.map(\.subject)
                token = page.nextPageToken
            } while !token.isEmpty
            #expect(subjects.count == users.count)
            #expect(Set(subjects) == Set(users.values.map(\.id)))
        }

        private static func expectCaughtUp(
            _ cluster: RealCluster, _ client: EntenteClient, userCount: Int
        ) async throws {
            try await cluster.settle()
            #expect(try await client.call(StatusRequest()).users == UInt64(userCount))
        }
    }
}
