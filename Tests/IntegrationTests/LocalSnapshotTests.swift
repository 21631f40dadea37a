// A real node, real files, and the ways in which a process ends.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct LocalSnapshotTests {
        private let question = CheckRequest.with {
            $0.actor = "ann"
            $0.action = "chat.start"
            $0.target = "bob"
        }

        /// A cluster whose decision node keeps what it knows, with two people of two organizations.
        private func cluster(staleness: String) async throws -> RealCluster {
            let cluster = try await RealCluster([])
            cluster.extraFlags[.decision] = Self.flags(cluster, staleness)
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
                    })
            }
            try await cluster.settle()
            // The disk may take a while longer.
            try await eventually("what it knows is kept") {
                self.logged(cluster, "local snapshot written") == 2
            }
            return cluster
        }

        private static func flags(_ cluster: RealCluster, _ staleness: String) -> [String] {
            ["--data", cluster.dataFolder(of: .decision), "--staleness", staleness]
        }

        private func logged(_ cluster: RealCluster, _ message: String) -> Int {
            cluster.log(of: .decision).count { $0.message.hasPrefix(message) }
        }

        @Test func `a killed node answers from what it knew while its sources are away, for a while`()
            async throws
        {
            let cluster = try await cluster(staleness: "1h")
            let before = try await cluster.client().call(question)
            cluster.kill(.directory)
            cluster.kill(.partnership)
            try await cluster.restart(.decision)
            #expect(logged(cluster, "local snapshot read") == 2)
            let answer = try await cluster.client().call(question)
            #expect(answer == before)
            let status = try await cluster.client().call(StatusRequest())
            #expect(!status.ready && status.users == 2)

            cluster.extraFlags[.decision] = Self.flags(cluster, "100ms")
            try await cluster.restart(.decision)
            try await eventually("the node says that it knows nothing new") {
                do {
                    _ = try await cluster.client().call(self.question)
                    return false
                } catch let failure as ClientFailure {
                    return failure.failure.code == .unavailable
                }
            }
            try await cluster.start(.directory)
            try await cluster.start(.partnership)
            cluster.extraFlags[.decision] = Self.flags(cluster, "1h")
            try await cluster.restart(.decision)
            try await cluster.settle()
            #expect(logged(cluster, "snapshot taken") == 0, "it took only what it had missed")
        }

        @Test func `a damaged file is put aside, and a torn one cut off`() async throws {
            let cluster = try await cluster(staleness: "1h")
            cluster.kill(.decision)
            let files = ["directory", "partnership"].map {
                "\(cluster.dataFolder(of: .decision))/\($0).snapshot"
            }
            var damaged = try File.read(files[0])
            // In the snapshot itself, however few facts it began with; what follows may be torn off.
            damaged[40] ^= 0x40
            try File.write(files[0], damaged)
            try File.write(files[1], Array(try File.read(files[1]).dropLast(7)))
            try await cluster.start(.decision)
            try await cluster.settle()
            #expect(logged(cluster, "local snapshot cannot be used") == 1)
            #expect(logged(cluster, "local snapshot cut off") == 1)
            #expect(try File.read(files[0] + ".damaged") == damaged)
            #expect(try await cluster.client().call(question).verdict == .ask)
        }

        /// What may have become of a file, or who may have written it.
        enum Damage: String, CaseIterable, Sendable {
            case isEmpty, wasCutInItsHead, isOfAnotherVersion, isOfTheOtherSource, hasAFlippedBit, isNoise

            func applied(to bytes: [UInt8], other: [UInt8]) -> [UInt8] {
                var bytes = bytes
                switch self {
                case .isEmpty: return []
                case .wasCutInItsHead: return Array(bytes.prefix(13))
                // The last byte of the file's first word.
                case .isOfAnotherVersion: bytes[7] += 1
                case .isOfTheOtherSource: return other
                case .hasAFlippedBit: bytes[40] ^= 0x04
                case .isNoise: return randomBytes(256)
                }
                return bytes
            }
        }

        @Test(arguments: Damage.allCases)
        func `a file that is unfit is put aside, and the facts are taken anew`(damage: Damage) async throws {
            let cluster = try await cluster(staleness: "1h")
            cluster.kill(.decision)
            let files = ["directory", "partnership"].map {
                "\(cluster.dataFolder(of: .decision))/\($0).snapshot"
            }
            let fit = try files.map { try File.read($0) }
            let unfit = damage.applied(to: fit[0], other: fit[1])
            try File.write(files[0], unfit)
            try await cluster.start(.decision)
            try await cluster.settle()
            #expect(logged(cluster, "local snapshot cannot be used") == 1)
            #expect(logged(cluster, "local snapshot read") == 1)
            #expect(try File.read(files[0] + ".damaged") == unfit)
            #expect(try await cluster.client().call(question).verdict == .ask)
            // What was taken anew is kept in its place, and good for the next start.
            try await eventually("it is kept") { self.logged(cluster, "local snapshot written") >= 1 }
            try await cluster.restart(.decision)
            try await cluster.settle()
            #expect(logged(cluster, "local snapshot read") == 2)
            #expect(logged(cluster, "snapshot taken") == 0)
        }

        @Test func `a second node on the folder says so and ends`() async throws {
            let cluster = try await cluster(staleness: "10s")
            var flags = cluster.flags(of: .decision)
            flags[1] = "127.0.0.1:0"
            let second = RealProcess("entente-decision", flags, files: "\(cluster.folder)/second")
            #expect(try await second.end() == .exited(1))
            #expect(second.errors.contains("another process keeps its local snapshots"))
            #expect(try await cluster.client().call(question).verdict == .ask)
        }

        @Test func `a folder that cannot be written costs the start, not the node`() async throws {
            let cluster = try await RealCluster([.directory, .partnership])
            // A file where the folder should be: this holds for the superuser too.
            try File.write(cluster.folder + "/file", [])
            cluster.extraFlags[.decision] = ["--data", cluster.folder + "/file/data"]
            try await cluster.start(.decision)
            try await cluster.settle()
            #expect(logged(cluster, "no local snapshots are kept") == 1)
        }
    }
}
