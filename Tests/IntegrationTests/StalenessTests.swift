// A source that stands still, on the programs as they are shipped: the node that follows it answers until its
// bound, refuses visibly from then on, and never again by what was taken back meanwhile.

import EntenteClient
import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct StalenessTests {
        private static let limitMillis: Int64 = 1_500
        private static let question = CheckRequest.with {
            ($0.actor, $0.action, $0.target) = ("ann", "chat.start", "bob")
        }

        private let cluster: RealCluster
        private let client: EntenteClient
        /// Who asks without minding what they have seen: it is the node that has to keep old facts back.
        private let asker: EntenteClient

        init() async throws {
            cluster = try await RealCluster([.directory, .partnership])
            cluster.extraFlags[.decision] = ["--staleness", "\(Self.limitMillis)ms"]
            try await cluster.start(.decision)
            client = cluster.client()
            asker = cluster.client()
            for (organization, person) in [("alpha", "ann"), ("beta", "bob")] {
                _ = try await client.call(
                    CreateOrganizationRequest.with { ($0.id, $0.name) = (organization, organization) })
                _ = try await client.call(
                    CreateUserRequest.with {
                        ($0.id, $0.organization, $0.displayName) = (person, organization, person)
                        ($0.email, $0.role) = ("\(person)@\(organization).example", .admin)
                    })
            }
            _ = try await client.call(Self.defaults(.full))
            try await cluster.settle()
        }

        private static func defaults(_ preset: Preset) -> SetDefaultsRequest {
            .with {
                $0.organization = "beta"
                $0.preset = preset
            }
        }

        /// What is answered now; nil where the node refuses because it cannot tell.
        private func verdict() async throws -> Verdict? {
            do {
                return try await asker.call(Self.question, usingSession: false).verdict
            } catch ClientFailure.refused(let failure) where failure.code == .unavailable {
                return nil
            }
        }

        private func standing(of source: ServiceName) async throws -> (ready: Bool, replica: ReplicaStatus) {
            let status = try await asker.call(StatusRequest(), usingSession: false)
            return (status.ready, try #require(status.replicas.first { $0.source == source.rawValue }))
        }

        @Test(arguments: [ServiceName.directory, .partnership])
        func `a source that stands still makes the node refuse, until it is heard again`(
            source: ServiceName
        ) async throws {
            defer {
                client.close()
                asker.close()
            }
            try await eventually("it answers") { try await verdict() == .allow }
            let id = try #require(cluster.process(source).id)
            kill(id, SIGSTOP)
            defer { kill(id, SIGCONT) }
            try await eventually("it refuses") { try await verdict() == nil }
            let stale = try await standing(of: source)
            #expect(!stale.ready && stale.replica.ageMillis > Self.limitMillis)
            for _ in 0..<20 { #expect(try await verdict() == nil, "and goes on refusing") }
            try await eventually("it has given the connection up") {
                try await !standing(of: source).replica.connected
            }
            kill(id, SIGCONT)
            try await eventually("it answers again") { try await verdict() == .allow }
            try await eventually("it is ready again") { try await standing(of: source).ready }
        }

        @Test func `what is taken back while nobody tells the node is never answered again`() async throws {
            defer {
                client.close()
                asker.close()
            }
            try await eventually("it answers") { try await verdict() == .allow }
            // The node itself stands still; what its sources tell it meanwhile lies unread.
            let id = try #require(cluster.process(.decision).id)
            kill(id, SIGSTOP)
            defer { kill(id, SIGCONT) }
            _ = try await client.call(Self.defaults(.restricted))
            let changed = ContinuousClock.now
            try await eventually("the bound is over") {
                ContinuousClock.now > changed + .milliseconds(Self.limitMillis + 1_000)
            }
            kill(id, SIGCONT)
            try await eventually("it answers by what holds now") {
                let answered = try await verdict()
                #expect(answered != .allow)
                return answered == .ask
            }
        }
    }
}
