// One world by two roads: the real commands over the wire, and the same handlers on the databases of a folder
// that `entente up` is started on afterwards. Whoever asks must not be able to tell which was taken.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing
import World

extension IntegrationTests {
    @Suite struct SeedTests {
        private let folder: TemporaryFolder
        private static let numbers = ["--users", "600", "--organizations", "12", "--settings", "150"]

        init() throws { folder = try TemporaryFolder() }

        private var dataPath: String { folder.path + "/data" }

        private func seed(_ arguments: [String], run: Int = 1) -> RealProcess {
            RealProcess("entente", ["seed"] + arguments, files: "\(folder.path)/seed-\(run)")
        }

        private func seedIntoFolder() async throws {
            let seed = seed(Self.numbers + ["--into", dataPath])
            #expect(try await seed.end() == .exited(0), "\(seed.errors)")
            #expect(seed.output.contains("seeded 600 users of 12 organizations"))
        }

        private func up() async throws -> RealProcess {
            let up = RealProcess(
                "entente", ["up", "--data", dataPath, "--port-base", "0"], files: folder.path + "/up")
            try await eventually("`up` says that it is ready", within: .seconds(60)) {
                if let ending = up.ending { throw Late("it ended (\(ending)): \(up.errors)") }
                return up.output.contains("ready:")
            }
            return up
        }

        /// A caller of the services that `up` runs.
        private func client() throws -> EntenteClient {
            let endpoints = try Endpoints(parsing: try File.readText(dataPath + "/endpoints"))
            let token = try File.readText(dataPath + "/token").filter { !$0.isWhitespace }
            return EntenteClient(endpoints: endpoints, token: token)
        }

        // MARK: the same world

        @Test func `a folder seeded without services serves what the commands would have made`() async throws
        {
            try await seedIntoFolder()
            let up = try await up()
            defer { up.kill() }
            let cluster = try await RealCluster()
            let wire = cluster.entente(["seed", "--manifest", folder.path + "/wire.json"] + Self.numbers)
            #expect(try await wire.end() == .exited(0), "\(wire.errors)")
            let manifest = try File.readText(dataPath + "/world.json")
            #expect(try File.readText(folder.path + "/wire.json") == manifest)
            let plan = try WorldPlan(WorldNumbers(manifest: manifest))

            let (one, other) = (try client(), cluster.client())
            for service in [ServiceName.directory, .partnership] {
                let loaded = try await Snapshot(of: service, one)
                let commanded = try await Snapshot(of: service, other)
                #expect(loaded.revision == commanded.revision)
                #expect(loaded.digest == commanded.digest, "the facts, in the order in which they came")
                #expect(loaded.facts == commanded.facts)
                #expect(loaded.facts == Snapshot.planned(by: service, plan))
            }
            try await expectSameHistories(one, other, plan)
            try await expectSameAnswers(one, other, plan)
            try await expectFollowed(one, plan)
        }

        private func expectSameHistories(
            _ one: EntenteClient, _ other: EntenteClient, _ plan: WorldPlan
        ) async throws {
            for organization in 0..<plan.organizationCount {
                let request = ListEventsRequest.with {
                    $0.organization = plan.organizationID(organization)
                    $0.pageSize = 1_000
                }
                let events = (try await one.call(request).items, try await other.call(request).items)
                #expect(events.0.map(Self.timeless) == events.1.map(Self.timeless))
            }
            for partnership in 0..<plan.partnershipCount {
                let request = PartnershipHistoryRequest.with {
                    $0.organization = plan.organizationID(plan.partnership(partnership).first)
                    $0.partnership = plan.partnershipID(partnership)
                }
                let entries = (try await one.call(request).items, try await other.call(request).items)
                #expect(entries.0.map(Self.timeless) == entries.1.map(Self.timeless))
            }
        }

        private static func timeless(_ event: Event) -> Event {
            var event = event
            (event.at, event.token) = (0, "")
            return event
        }

        private static func timeless(_ event: PartnershipEvent) -> PartnershipEvent {
            var event = event
            event.at = 0
            return event
        }

        private func expectSameAnswers(
            _ one: EntenteClient, _ other: EntenteClient, _ plan: WorldPlan
        ) async throws {
            var verdicts: Set<Verdict> = []
            for sample in 0..<200 {
                let request = EffectiveRequest.with {
                    $0.actor = plan.userID(sample * 7 % plan.userCount)
                    $0.target = plan.userID(sample * sample % plan.userCount)
                }
                let (loaded, commanded) = (try await one.call(request), try await other.call(request))
                #expect(loaded.answers == commanded.answers)
                verdicts.formUnion(loaded.answers.map(\.verdict))
            }
            #expect(verdicts == [.allow, .ask, .deny])
        }

        /// What is changed after the seeding reaches the decision node, which took a snapshot.
        private func expectFollowed(_ client: EntenteClient, _ plan: WorldPlan) async throws {
            let (owner, viewer) = (plan.userID(0), plan.userID(1))
            for (level, verdict) in [(Level.assistant, Verdict.allow), (.blocked, .deny)] {
                let command = SetRelationshipRequest.with {
                    $0.owner = owner
                    $0.viewer = viewer
                    $0.level = level
                }
                _ = try await client.call(command)
                let check = CheckRequest.with {
                    $0.actor = viewer
                    $0.action = "presence.read-symbol"
                    $0.target = owner
                }
                #expect(try await client.call(check).verdict == verdict)
            }
        }

        // MARK: refusals

        @Test func `what is not empty, or in use, is refused and left alone`() async throws {
            try await seedIntoFolder()
            let before = try File.read(dataPath + "/directory/directory.sqlite")
            let twice = seed(Self.numbers + ["--into", dataPath], run: 2)
            #expect(try await twice.end() == .exited(2))
            #expect(twice.errors.contains("is not empty; nothing was changed"))
            #expect(try File.read(dataPath + "/directory/directory.sqlite") == before)
            #expect(File.exists(dataPath + "/world.json"))

            let up = try await up()
            defer { up.kill() }
            let used = seed(Self.numbers + ["--into", dataPath], run: 3)
            #expect(try await used.end() == .exited(2))
            #expect(used.errors.contains("an `entente up` runs on `\(dataPath)`"))
            let wire = seed(["--users", "5", "--organizations", "1", "--data", dataPath], run: 4)
            #expect(try await wire.end() == .exited(2))
            #expect(wire.errors.contains("is not empty: it has the organization"))
        }

        @Test func `a service that holds the database is named`() async throws {
            let cluster = try await RealCluster([.directory])
            let seed = seed(Self.numbers + ["--into", cluster.folder])
            #expect(try await seed.end() == .exited(2))
            #expect(seed.errors.contains("is in use by process"), "\(seed.errors)")
            #expect(!File.exists(cluster.folder + "/world.json"))
        }
    }
}

/// Everything a source tells who begins to follow.
private struct Snapshot {
    var revision: UInt64 = 0
    var digest: UInt64 = 0
    /// Each fact as the wire has it.
    var facts: Set<[UInt8]> = []

    init(of service: ServiceName, _ client: EntenteClient) async throws {
        for try await chunk in client.stream(SnapshotRequest(), at: service) {
            if chunk.revision > 0 { (revision, digest) = (chunk.revision, chunk.digest) }
            facts.formUnion(chunk.facts.map { Wire.encode($0) })
        }
    }

    /// What the plan says that a source will tell.
    static func planned(by service: ServiceName, _ plan: WorldPlan) -> Set<[UInt8]> {
        let organizations = 0..<plan.organizationCount
        let facts: [Fact]
        if service == .directory {
            let teams = 0..<plan.teamCount
            facts =
                organizations.map(plan.organizationFact) + organizations.flatMap(plan.locationFacts)
                + (0..<plan.userCount).map(plan.userFact) + teams.map(plan.teamFact)
                + teams.flatMap(plan.membershipFacts) + (0..<plan.settingCount).map(plan.settingFact)
        } else {
            facts =
                plan.interactionFacts + organizations.compactMap(plan.defaultsFact)
                + (0..<plan.partnershipCount).map(plan.partnershipFact)
        }
        return Set(facts.map { Wire.encode($0) })
    }
}
