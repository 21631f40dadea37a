// The decision log of a node as it is shipped: what is asked over the wire is found in the files, and nothing
// that befalls the log befalls a check.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DecisionLogTests {
        /// A cluster with a few people whose decision node writes into `folder`.
        private func cluster(_ flags: [String] = [], folder: String = "log") async throws -> RealCluster {
            let cluster = try await RealCluster()
            cluster.extraFlags[.decision] = ["--decision-log", "\(cluster.folder)/\(folder)"] + flags
            try await cluster.restart(.decision)
            let client = cluster.client()
            defer { client.close() }
            _ = try await client.call(
                CreateOrganizationRequest.with { ($0.id, $0.name) = ("acme", "Acme") })
            for id in ["ada", "alan"] {
                _ = try await client.call(
                    CreateUserRequest.with {
                        ($0.id, $0.organization, $0.email) = (id, "acme", "\(id)@acme.example")
                        $0.displayName = id
                    })
            }
            try await cluster.settle()
            return cluster
        }

        /// What `entente decisions` says of what the node wrote, after it has ended.
        private func decisions(
            of cluster: RealCluster, _ flags: [String] = []
        ) async throws -> (ending: RealProcess.Ending, records: [DecisionRecord], errors: String) {
            let process = cluster.entente(["decisions", cluster.folder + "/log", "--json"] + flags)
            let ending = try await process.end()
            let records = try process.output.split(separator: "\n").map {
                try JSON.decode(DecisionRecord.self, from: String($0))
            }
            return (ending, records, process.errors)
        }

        private func batch(_ count: Int, _ client: EntenteClient) async throws -> CheckBatchResponse {
            try await client.call(
                CheckBatchRequest.with {
                    $0.checks = (0..<count).map { number in
                        .with {
                            ($0.actor, $0.action) = ("ada", "chat.start")
                            $0.target = number.isMultiple(of: 2) ? "alan" : "nobody"
                        }
                    }
                })
        }

        @Test func `has one record for each decision, however it was asked for`() async throws {
            let cluster = try await cluster(["--reactors", "2"])
            let client = cluster.client(token: "check")
            let single = try await client.check("ada", "chat.start", "alan")
            let many = (0..<100).map { _ in
                client.start(
                    CheckRequest.with {
                        ($0.actor, $0.action, $0.target) = ("alan", "meeting.schedule", "ada")
                    })
            }
            for reply in many { _ = try await reply.answer }
            _ = try await batch(20, client)
            client.close()
            #expect(try await cluster.terminate(.decision) == .exited(0))

            let (ending, records, errors) = try await decisions(of: cluster)
            #expect(ending == .exited(0), "\(errors)")
            #expect(records.count == 121)
            let first = try #require(records.first)
            #expect((first.actor, first.action, first.target) == ("ada", "chat.start", "alan"))
            #expect(first.verdict == single.verdict && first.token == "check")
            #expect(first.reason == single.reason.name && first.call == "check")
            #expect(first.position == single.position)
            #expect(first.node.hasPrefix("decision-") && first.at > 1_700_000_000_000)
            #expect(try await decisions(of: cluster, ["--from", "alan"]).records.count == 100)
            #expect(try await decisions(of: cluster, ["--to", "nobody"]).records.count == 10)
            #expect(try await decisions(of: cluster, ["--call", "checkBatch"]).records.count == 20)
        }

        @Test func `names the call that was answered, and counts what one call answers of many`() async throws
        {
            let cluster = try await cluster(["--reactors", "1"])
            let client = cluster.client(token: "check")
            let why = try await client.call(
                ExplainRequest.with {
                    ($0.actor, $0.action, $0.target) = ("ada", "chat.start", "alan")
                })
            let all = try await client.call(
                EffectiveRequest.with { ($0.actor, $0.target) = ("ada", "alan") })
            let shown = try await client.call(
                CheckContentRequest.with {
                    ($0.viewer, $0.item.contentType, $0.item.author) = ("ada", .note, "alan")
                    $0.item.sharing = .everyone
                })
            let capability = try await client.call(
                CheckCapabilityRequest.with { ($0.user, $0.capability) = ("ada", "partnership.manage") })
            let found = try await client.call(
                DiscoverRequest.with { ($0.viewer, $0.prefix) = ("ada", "al") })
            var watched = client.watch([
                .with { ($0.actor, $0.action, $0.target) = ("alan", "chat.start", "ada") }
            ]).makeAsyncIterator()
            _ = try await watched.next()
            _ = await clientFailure { () async throws(ClientFailure) in
                _ = try await client.check("ada", "chat.sing", "alan")
            }
            client.close()
            #expect(try await cluster.terminate(.decision) == .exited(0))

            let (ending, records, errors) = try await decisions(of: cluster)
            #expect(ending == .exited(0), "\(errors)")
            let calls = ["explain", "effective", "checkContent", "checkCapability", "discover", "watch"]
            #expect(records.map(\.call) == calls)
            guard records.count == calls.count else { return }
            #expect(records[0].verdict == why.verdict && records[0].reason == why.reason.name)
            let counts = [records[1].allowed, records[1].asked, records[1].denied]
            #expect(
                counts
                    == [Verdict.allow, .ask, .deny].map { verdict in
                        UInt32(all.answers.count { $0.verdict == verdict })
                    })
            #expect(records[1].verdict == nil && records[1].action == "" && records[1].target == "alan")
            #expect(records[2].disclosure == shown.disclosure && records[2].reason == shown.reason.name)
            #expect((records[2].actor, records[2].action, records[2].target) == ("ada", "note", "alan"))
            #expect(records[3].verdict == capability.verdict)
            #expect(records[3].reason == capability.reason.name)
            #expect(records[3].action == "partnership.manage")
            #expect(records[4].found == UInt32(found.items.count) && records[4].found == 1)
            #expect((records[5].actor, records[5].target) == ("alan", "ada"))
            #expect(records.allSatisfy { $0.token == "check" && $0.position == records[0].position })
        }

        @Test func `loses records rather than time, and tells how many`() async throws {
            let cluster = try await cluster(["--decision-log-records", "16", "--reactors", "1"])
            let client = cluster.client()
            #expect(try await batch(10_000, client).answers.count == 10_000)
            _ = try await client.check("ada", "chat.start", "alan")
            client.close()
            #expect(try await cluster.terminate(.decision) == .exited(0))
            let told = cluster.log(of: .decision).filter {
                $0.message == "decisions are missing in the decision log"
            }
            #expect(!told.isEmpty)
            let (_, records, _) = try await decisions(of: cluster)
            #expect(records.count < 10_001)
            #expect(records.last.map { $0.sequence <= 10_001 } == true)
        }

        @Test func `keeps as many files as it is told to, and writes only a sample if so told`() async throws
        {
            let flags = ["--decision-log-file-mib", "1", "--decision-log-files", "2"]
            let cluster = try await cluster(flags)
            let client = cluster.client()
            for _ in 0..<3 { _ = try await batch(5_000, client) }
            #expect(try await cluster.terminate(.decision) == .exited(0))
            let files = try File.names(in: cluster.folder + "/log").filter { $0.hasSuffix(".jsonl") }
            #expect(files.count == 2)
            #expect(files.last.map { $0 > "decisions-00000002.jsonl" } == true, "\(files)")

            cluster.extraFlags[.decision]? += ["--decision-log-sample", "1/100"]
            try await cluster.start(.decision)
            try await cluster.settle()
            let before = try await decisions(of: cluster).records.last
            _ = try await batch(1_000, client)
            client.close()
            #expect(try await cluster.terminate(.decision) == .exited(0))
            let sampled = try await decisions(of: cluster).records.filter { $0.node != before?.node }
            #expect(sampled.map(\.sequence) == Array(1...10))
        }

        @Test(.enabled { await TemporaryDisk.isPossible() })
        func `a disk without room costs records, and no check`() async throws {
            let cluster = try await RealCluster()
            let disk = try await TemporaryDisk(at: cluster.folder + "/log", options: "size=1m")
            cluster.extraFlags[.decision] = ["--decision-log", cluster.folder + "/log"]
            try await cluster.restart(.decision)
            try await cluster.settle()
            let client = cluster.client()
            for _ in 0..<3 { #expect(try await batch(5_000, client).answers.count == 5_000) }
            try await eventually("the node says that it cannot write") {
                cluster.log(of: .decision).contains { $0.message == "decision log cannot be written" }
            }
            try await disk.change("size=64m")
            _ = try await batch(100, client)
            try await eventually("the node writes again") {
                cluster.log(of: .decision).contains { $0.message == "decision log is written again" }
            }
            client.close()
            #expect(try await cluster.terminate(.decision) == .exited(0))
            let (ending, records, errors) = try await decisions(of: cluster)
            #expect(ending == .exited(1))
            #expect(errors.contains("missing before number"), "\(errors)")
            #expect(records.last?.sequence == 15_100)
            await disk.remove()
        }

        @Test(arguments: [
            (["--decision-log", "/proc/no"], "--decision-log: cannot write in `/proc/no`"),
            (["--decision-log", "LOG", "--decision-log-sample", "half"], "expected `full`, or `1/N`"),
            (["--decision-log", "LOG", "--decision-log-records", "17"], "17 is not a power of two"),
        ])
        func `wrong flags are told before anything is served`(
            flags: [String], words: String
        ) async throws {
            let cluster = try await RealCluster([])
            let process = RealProcess(
                "entente-decision",
                cluster.flags(of: .decision) + flags.map { $0 == "LOG" ? cluster.folder + "/log" : $0 },
                files: cluster.folder + "/wrong")
            #expect(try await process.end() == .exited(1))
            #expect(process.errors.contains(words), "\(process.errors)")
        }
    }
}
