// Sources come and go; those who follow them go on where they were. A snapshot is taken once, and again only
// where the source's history is another one.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct FeedTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster()
            let client = cluster.client()
            for (organization, user) in [("acme", "ada"), ("globex", "grace")] {
                try await Self.populate(organization, user, client)
            }
            client.close()
            try await cluster.settle()
        }

        private static func populate(
            _ organization: String, _ user: String, _ client: EntenteClient
        ) async throws {
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = organization
                    $0.name = organization
                })
            try await make(user, of: organization, client)
        }

        private static func make(
            _ user: String, of organization: String, _ client: EntenteClient
        ) async throws {
            _ = try await client.call(
                CreateUserRequest.with {
                    $0.id = user
                    $0.organization = organization
                    $0.email = "\(user)@\(organization).example"
                    $0.displayName = user
                    $0.role = .admin
                })
        }

        private func snapshots(of source: ServiceName, by follower: ServiceName) -> Int {
            cluster.log(of: follower).count {
                $0.message == "snapshot taken" && $0["source"] == source.rawValue
            }
        }

        private static func check(
            _ actor: String, _ target: String, _ client: EntenteClient
        ) async throws -> CheckResponse {
            try await client.call(
                CheckRequest.with {
                    $0.actor = actor
                    $0.action = "chat.start"
                    $0.target = target
                })
        }

        @Test(.timeLimit(.minutes(2)))
        func `after a source was killed, those who follow it resume where they were`() async throws {
            for round in 1...2 {
                try await cluster.restart(.directory)
                try await cluster.restart(.partnership)
                let client = cluster.client()
                try await Self.make("new-\(round)", of: "acme", client)
                try await cluster.settle()
                #expect(try await Self.check("new-\(round)", "grace", client).verdict == .ask)
                client.close()
            }
            #expect(snapshots(of: .directory, by: .decision) == 1)
            #expect(snapshots(of: .partnership, by: .decision) == 1)
            // The partnership service keeps its replica in memory: it takes one each time it starts.
            #expect(snapshots(of: .directory, by: .partnership) == 1)
            try await cluster.restart(.directory)
            try await cluster.settle()
            #expect(snapshots(of: .directory, by: .partnership) == 1)
        }

        @Test(.timeLimit(.minutes(2)))
        func `the feeds' access token is changed without restarting anybody`() async throws {
            try cluster.addToken("replicate-anew", scopes: "replicate")
            try cluster.removeToken("replicate")
            let secret = RealCluster.secret(of: "replicate-anew")
            try File.write(cluster.folder + "/feed-token", Array(secret.utf8), mode: 0o600)
            for service in ServiceName.allCases { try await cluster.hangUp(service) }
            let client = cluster.client()
            try await Self.make("new", of: "acme", client)
            #expect(try await Self.check("new", "grace", client).verdict == .ask)
            try await cluster.settle()
            #expect(snapshots(of: .directory, by: .decision) == 1)
            #expect(cluster.log(of: .directory).count { $0.message == "subscriber came" } == 4)
        }

        @Test(.timeLimit(.minutes(2)))
        func `a source with another history is noticed, and its facts replace the old ones`() async throws {
            let client = cluster.client()
            #expect(try await Self.check("ada", "grace", client).verdict == .ask)
            cluster.kill(.directory)
            for name in try File.names(in: cluster.dataFolder(of: .directory)) {
                try File.remove("\(cluster.dataFolder(of: .directory))/\(name)")
            }
            try await cluster.start(.directory)
            let fresh = cluster.client()
            for (organization, user) in [("acme", "ada"), ("globex", "gus")] {
                try await Self.populate(organization, user, fresh)
            }
            try await cluster.settle()
            #expect(try await Self.check("ada", "gus", fresh).verdict == .ask)
            #expect(try await Self.check("ada", "grace", fresh).reason == .unknownTarget)
            #expect(snapshots(of: .directory, by: .decision) == 2)
            #expect(snapshots(of: .directory, by: .partnership) == 2)
            #expect(snapshots(of: .partnership, by: .decision) == 1)
            // Whoever still holds a position of the old history is told so.
            do {
                _ = try await Self.check("ada", "gus", client)
                Issue.record("a position of a history that is gone was taken for good")
            } catch ClientFailure.refused(let failure) {
                #expect(failure.code == .failedPrecondition)
                #expect(failure.details?.state == "history-restored")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func `a decision node answers while both sources are away, and a new one catches up`() async throws {
            let client = cluster.client()
            let proposal = try await client.call(
                ProposePartnershipRequest.with {
                    $0.actor = "ada"
                    $0.id = "p"
                    $0.memberEmail = "grace@globex.example"
                    $0.preset = .full
                })
            #expect(proposal.partnership.version == 1)
            _ = try await client.call(
                AcceptProposalRequest.with {
                    $0.actor = "grace"
                    $0.partnership = "p"
                })
            #expect(try await Self.check("ada", "grace", client).partnership == "p")
            cluster.kill(.directory)
            cluster.kill(.partnership)
            let answer = try await Self.check("ada", "grace", client)
            #expect(answer.partnership == "p" && answer.partnershipVersion == 2)
            cluster.kill(.decision)
            for service in ServiceName.allCases.reversed() { try await cluster.start(service) }
            try await cluster.settle()
            let later = cluster.client()
            #expect(try await Self.check("ada", "grace", later).partnership == "p")
        }
    }
}
