// A real node that answers on three threads: connections are spread, signals reach every thread, and no
// thread answers from what it should not.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ReactorTests {
        private static let question = CheckRequest.with {
            $0.actor = "ann"
            $0.action = "chat.start"
            $0.target = "bob"
        }

        /// A cluster whose node has three reactors, with two people of two organizations.
        private func cluster(_ flags: [String] = []) async throws -> RealCluster {
            let cluster = try await RealCluster([])
            cluster.extraFlags[.decision] = ["--reactors", "3"] + flags
            for service in ServiceName.allCases { try await cluster.start(service) }
            let client = cluster.client()
            for (organization, user) in [("alpha", "ann"), ("beta", "bob")] {
                _ = try await client.call(
                    CreateOrganizationRequest.with {
                        $0.id = organization
                        $0.name = organization
                    })
                _ = try await client.call(
                    CreateUserRequest.with {
                        $0.id = user
                        $0.organization = organization
                        $0.email = "\(user)@\(organization).example"
                        $0.displayName = user
                        $0.role = .admin
                    })
            }
            try await cluster.settle()
            return cluster
        }

        /// Connections to the node that have said Hello: of any three made one after another, each is on a
        /// thread of its own.
        private func wires(_ count: Int, _ cluster: RealCluster, token: String = "all") async throws
            -> [RealWire]
        {
            var wires: [RealWire] = []
            for _ in 0..<count {
                let wire = try RealWire(port: cluster.endpoints.decision.port)
                #expect(try await wire.hello(token: token).header.kind == .response)
                wires.append(wire)
            }
            return wires
        }

        private func ask<R: Request>(_ wire: RealWire, _ request: R, _ number: UInt32) async throws {
            try await wire.ask(method: R.method.rawValue, Wire.encode(request), number: number)
        }

        private func answer(_ wire: RealWire, _ number: UInt32) async throws -> CheckResponse {
            try await ask(wire, Self.question, number)
            let reply = try await wire.reply()
            if let failure = reply.failure { throw failure }
            return try Wire.decode(CheckResponse.self, from: reply.payload)
        }

        // MARK: spreading

        @Test func `each thread has as many connections as the others`() async throws {
            let cluster = try await cluster()
            let id = try #require(cluster.process(.decision).id)
            // By the sockets in the epoll set of each: a bell aside, those are the connections. The ones by
            // which the cluster was made may still be on their way out.
            var before: [Int] = []
            try await eventually("one thread follows the sources, three answer and have nobody to answer") {
                before = try Self.watchedCounts(of: id)
                return before.count == 4 && before.sorted().prefix(3) == [1, 1, 1]
            }
            let wires = try await wires(60, cluster)
            try await eventually("sixty connections more are watched, twenty by each thread that answers") {
                let added = zip(try Self.watchedCounts(of: id), before).map { $0 - $1 }.sorted()
                return added == [0, 20, 20, 20]
            }
            for (place, wire) in wires.enumerated() {
                let reply = try await answer(wire, 2)
                #expect(reply.verdict == .ask, "connection \(place)")
            }
        }

        /// How many descriptors each epoll set of a process watches, in the order they were made.
        private static func watchedCounts(of process: Int32) throws -> [Int] {
            let folder = "/proc/\(process)/fdinfo"
            return try File.names(in: folder).compactMap(Int.init).sorted().compactMap { number in
                let lines = try? File.readText("\(folder)/\(number)").split(separator: "\n")
                let count = (lines ?? []).count { $0.hasPrefix("tfd:") }
                return count == 0 ? nil : count
            }
        }

        @Test func `the number of threads is refused where it makes no sense`() async throws {
            let cluster = try await RealCluster([.directory, .partnership])
            for (number, value) in ["0", "257", "two"].enumerated() {
                let process = RealProcess(
                    "entente-decision", cluster.flags(of: .decision) + ["--reactors", value],
                    files: "\(cluster.folder)/wrong-\(number)")
                #expect(try await process.end() == .exited(2))
                #expect(process.errors.contains("--reactors"), "\(process.errors)")
            }
        }

        @Test func `buffers that are too small for the threads are refused with what they need`() async throws
        {
            let cluster = try await RealCluster([.directory, .partnership])
            let process = RealProcess(
                "entente-decision",
                cluster.flags(of: .decision) + ["--reactors", "8", "--buffers-mib", "143"],
                files: cluster.folder + "/few")
            #expect(try await process.end() == .exited(1))
            #expect(process.errors.contains("--buffers-mib: 143 MiB are too few for 8 reactors"))
            #expect(process.errors.contains("give 144 or more"), "\(process.errors)")
            cluster.extraFlags[.decision] = ["--reactors", "8", "--buffers-mib", "144"]
            try await cluster.start(.decision)
        }

        // MARK: signals

        @Test func `a token that is withdrawn is out on every thread when the log says so`() async throws {
            let cluster = try await cluster()
            try cluster.addToken("late", scopes: "check")
            try await cluster.hangUp(.decision)
            let bearers = try await wires(6, cluster, token: "late")
            let others = try await wires(3, cluster)
            for wire in bearers { #expect(try await answer(wire, 2).verdict == .ask) }
            try cluster.removeToken("late")
            try await cluster.hangUp(.decision)
            for wire in bearers {
                #expect(try await wire.reply().failure?.code == .unauthenticated)
                try await wire.end()
            }
            for wire in others { #expect(try await answer(wire, 2).verdict == .ask) }
            for _ in 0..<3 {
                let stranger = try RealWire(port: cluster.endpoints.decision.port)
                #expect(try await stranger.hello(token: "late").failure?.code == .unauthenticated)
            }
        }

        @Test func `a stop says goodbye on every thread, and answers what it was asked`() async throws {
            let cluster = try await cluster()
            let wires = try await wires(9, cluster)
            let process = cluster.process(.decision)
            for wire in wires {
                for number in 2..<202 as Range<UInt32> { try await ask(wire, Self.question, number) }
            }
            process.send(.terminate)
            for wire in wires {
                var answered: Set<UInt32> = []
                var wasToldToGo = false
                while answered.count < 200 || !wasToldToGo {
                    let reply = try await wire.reply()
                    switch reply.header.kind {
                    case .goingAway: wasToldToGo = true
                    case .response: answered.insert(reply.header.requestID)
                    default: throw Late("an answer, not \(reply.header.kind)")
                    }
                }
                try await wire.end()
            }
            #expect(try await process.end() == .exited(0))
            #expect(cluster.log(of: .decision).last?.message == "stopped")
        }

        // MARK: facts

        @Test func `watches on every thread hear of a change, through the death of a source`() async throws {
            let cluster = try await cluster()
            let wires = try await wires(6, cluster)
            let item = CheckItem.with {
                $0.actor = "ann"
                $0.action = "chat.start"
                $0.target = "bob"
            }
            for wire in wires {
                try await ask(wire, WatchRequest.with { $0.checks = [item] }, 2)
                #expect(try await Self.told(wire) == .ask)
            }
            for (round, verdict) in [Verdict.allow, .deny].enumerated() {
                if round == 1 {
                    try await cluster.restart(.partnership)
                    try await cluster.settle()
                }
                _ = try await cluster.client().call(
                    SetDefaultsRequest.with {
                        $0.organization = "beta"
                        $0.table = [
                            .with {
                                $0.interaction = "chat.start"
                                $0.incoming = verdict == .allow ? .allow : .deny
                            }
                        ]
                    })
                for wire in wires { #expect(try await Self.told(wire) == verdict) }
            }
            try await cluster.settle()
            let status = try await cluster.client().call(StatusRequest())
            #expect(status.ready && status.replicas.allSatisfy { $0.connected })
        }

        private static func told(_ wire: RealWire) async throws -> Verdict? {
            let reply = try await wire.reply()
            return try Wire.decode(WatchItem.self, from: reply.payload).answers.first?.answer.verdict
        }

        @Test func `past the bound every thread refuses, and answers again when the source is back`()
            async throws
        {
            let cluster = try await cluster(["--staleness", "1s"])
            let wires = try await wires(6, cluster)
            for wire in wires { #expect(try await answer(wire, 2).verdict == .ask) }
            cluster.kill(.directory)
            for wire in wires {
                var number: UInt32 = 3
                try await eventually("the thread refuses") {
                    number += 1
                    do {
                        _ = try await self.answer(wire, number)
                        return false
                    } catch let failure as Failure {
                        return failure.code == .unavailable
                    }
                }
            }
            try await cluster.start(.directory)
            try await cluster.settle()
            for wire in wires { #expect(try await answer(wire, 1_000_000).verdict == .ask) }
        }

        @Test func `whoever asks on any thread reads what was written before`() async throws {
            let cluster = try await cluster()
            let clients = (0..<6).map { _ in cluster.client() }
            let writer = cluster.client()
            for round in 0..<20 {
                let isAway = round.isMultiple(of: 2)
                let position =
                    isAway
                    ? try await writer.call(DeactivateUserRequest.with { $0.id = "bob" }).position
                    : try await writer.call(ReactivateUserRequest.with { $0.id = "bob" }).position
                for client in clients {
                    var question = Self.question
                    question.atLeast = position
                    let answer = try await client.call(question)
                    #expect(answer.verdict == (isAway ? .deny : .ask), "round \(round)")
                }
            }
        }
    }
}
