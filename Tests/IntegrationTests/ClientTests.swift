// The client library where the real programs stand still, die, or lose on the way what they have said.

import EntenteClient
import EntenteProtocol
import Glibc
import TestSupport
import Testing

extension IntegrationTests {
    @Suite(.timeLimit(.minutes(2))) struct ClientTests {
        private static let question = CheckRequest.with {
            ($0.actor, $0.action, $0.target) = ("alpha-0", "chat.start", "alpha-1")
        }

        /// Two decision nodes that are ready, their sources, and a client of all.
        private struct Scene {
            let cluster: RealCluster
            let nodes: [RestartedNode]
            let client: EntenteClient

            init(change: (inout ClientOptions) -> Void = { _ in }) async throws {
                cluster = try await RealCluster([.directory, .partnership])
                nodes = [RestartedNode("node-a", of: cluster), RestartedNode("node-b", of: cluster)]
                for node in nodes { try await node.start() }
                var options = ClientOptions()
                change(&options)
                var endpoints = cluster.endpoints
                endpoints.decisionNodes = nodes.map(\.endpoint)
                client = EntenteClient(
                    endpoints: endpoints, token: RealCluster.secret(of: "all"), options: options)
                try await CheckLoad.prepare(client)
                for node in nodes { try await node.becomeReady(client) }
            }

            func standing(of node: RestartedNode) -> NodeStanding? {
                client.nodes.first { $0.endpoint == node.endpoint }
            }
        }

        @Test func `a decision node that stands still keeps no check from its answer`() async throws {
            let scene = try await Scene { $0.attemptTimeout = .milliseconds(200) }
            defer { scene.client.close() }
            let still = scene.nodes[0]
            let id = try #require(still.id)
            kill(id, SIGSTOP)
            for _ in 0..<50 { #expect(try await scene.client.call(Self.question).verdict == .allow) }
            #expect(scene.standing(of: still)?.isHealthy == false)
            kill(id, SIGCONT)
            try await eventually("it is asked again") { scene.standing(of: still)?.isHealthy == true }
        }

        @Test func `a check is hedged where one node stands still, and nobody waits for that node`()
            async throws
        {
            let scene = try await Scene {
                $0.hedging = Hedging()
                $0.attemptTimeout = nil
                $0.callTimeout = .seconds(60)
            }
            defer { scene.client.close() }
            for _ in 0..<400 { _ = try await scene.client.call(Self.question) }
            try await eventually("both are asked") {
                scene.nodes.allSatisfy { scene.standing(of: $0)?.isHealthy == true }
            }
            let id = try #require(scene.nodes[0].id)
            kill(id, SIGSTOP)
            defer { kill(id, SIGCONT) }
            // Half of them reach the node that stands still, which would not answer in time.
            for _ in 0..<10 { #expect(try await scene.client.call(Self.question).verdict == .allow) }
            #expect(scene.client.statistics.wonHedgeCount > 0)
            #expect(scene.client.statistics.failureCount == 0)
        }

        @Test func `a watch goes on at the other node when its own dies, from no older facts`() async throws {
            let scene = try await Scene()
            defer { scene.client.close() }
            let item = CheckItem.with {
                ($0.actor, $0.action, $0.target) = ("alpha-0", "chat.start", "alpha-1")
            }
            var events = scene.client.watch([item]).makeAsyncIterator()
            guard case .answers(let first, isComplete: true)? = try await events.next() else {
                Issue.record("expected every answer first")
                return
            }
            #expect(first.answers.map(\.answer.verdict) == [.allow])
            _ = try await scene.client.call(DeactivateUserRequest.with { $0.id = "alpha-1" })
            let node = scene.nodes.first { (scene.standing(of: $0)?.unansweredCount ?? 0) > 0 }
            try await #require(node).end(by: .kill)
            var wasInterrupted = false
            while let event = try await events.next() {
                switch event {
                case .interrupted:
                    wasInterrupted = true
                case .answers(let item, let isComplete):
                    // After the gap everything is told anew, and what the caller has done is known.
                    #expect(item.answers.map(\.answer.verdict) == [.deny])
                    #expect(isComplete == wasInterrupted)
                    if wasInterrupted { return }
                }
            }
        }

        @Test func `a command whose answer is lost on the way is carried out once, and answered`()
            async throws
        {
            let cluster = try await RealCluster([.directory])
            let port = cluster.endpoints.directory.port
            let lost = Notes<FrameKind>()
            let relay = try ScriptedService(
                { peer in
                    guard let directory = try? PeerConnection(to: port) else { return }
                    Self.pass(from: peer, to: directory) { answer in
                        if answer.header.method == Method.hello.rawValue { return true }
                        lost.add(answer.header.kind)
                        return false
                    }
                },
                { peer in
                    guard let directory = try? PeerConnection(to: port) else { return }
                    Self.pass(from: peer, to: directory) { _ in true }
                })
            var endpoints = cluster.endpoints
            endpoints.directory = relay.endpoint
            let client = EntenteClient(endpoints: endpoints, token: RealCluster.secret(of: "all"))
            defer { client.close() }
            let command = CreateOrganizationRequest.with { ($0.id, $0.name) = ("acme", "Acme") }
            // Carried out twice, it would be refused: there is one already.
            #expect(try await client.call(command).organization.id == "acme")
            #expect(lost.all == [.response])
            #expect(client.statistics.retryCount == 1)
        }

        /// Passes requests and their answers on, one after another, until one is to be kept back.
        private static func pass(
            from client: PeerConnection, to service: PeerConnection,
            while passes: (PeerConnection.Incoming) -> Bool
        ) {
            while let request = client.next() {
                service.pass(request)
                guard let answer = service.next(), passes(answer) else { return }
                client.pass(answer)
            }
        }
    }
}
