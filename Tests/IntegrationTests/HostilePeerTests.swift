// Everybody who means harm, at once, against the programs as they are shipped: those who behave never notice,
// whether they were there before or come in the middle of it, the programs go on, and their memory stays
// within what they were told to use. `deploy/attack` runs this.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite(
        .enabled(
            if: Environment["ENTENTE_ATTACK_SECONDS"] != nil, "it takes a machine of its own: deploy/attack"))
    struct HostilePeerTests {
        /// How long the attack lasts at least.
        static let duration = Duration.seconds(
            Environment["ENTENTE_ATTACK_SECONDS"].flatMap { Int($0) } ?? 8)
        static let connectionLimit = 1_200
        private static let buffersMiB = 48
        private static let reactorCount = 2

        @Test func `whatever hostile peers do, others are answered and memory stays within its bound`()
            async throws
        {
            let cluster = try await Self.cluster()
            let before = try ServiceName.allCases.map { try Self.peakMiB(cluster, $0) }
            let attack = Attack()
            let resident = Neighbour("resident", cluster.client())
            await resident.askOnce()
            let newcomers = Newcomers(cluster.endpoints)
            let start = ContinuousClock.now
            await withTaskGroup(of: Void.self) { group in
                Self.unleash(attack, on: cluster, &group)
                group.addTask { await resident.work(during: attack) }
                group.addTask { await newcomers.come(during: attack) }
                group.addTask {
                    let isToEnd = { ContinuousClock.now > start + Self.duration + .seconds(60) }
                    let isEnough = { resident.roundCount > 10 && newcomers.count > 2 }
                    while ContinuousClock.now < start + Self.duration || !isEnough() && !isToEnd() {
                        try? await Task.sleep(for: .milliseconds(20))
                    }
                    attack.end()
                }
            }
            await resident.askOnce()
            resident.close()
            let troubles = resident.troubles + newcomers.troubles
            #expect(troubles.isEmpty, "\(troubles.prefix(5))")
            #expect(resident.roundCount > 10 && newcomers.count > 2)
            var grownMiB = 0
            for (service, before) in zip(ServiceName.allCases, before) {
                let process = cluster.process(service)
                try #require(process.ending == nil, "\(service.rawValue): \(process.errors.suffix(2_000))")
                let grown = try Self.peakMiB(cluster, service) - before
                #expect(grown <= Self.boundMiB(of: service), "\(service.rawValue) grew by \(grown) MiB")
                grownMiB = max(grownMiB, grown)
            }
            let answerCount = resident.roundCount + newcomers.count
            print(
                """
                \(attack.sendCount) sends, \(attack.connectionCount) hostile connections, \
                \(3 * answerCount) requests of others, \(newcomers.count) of them newcomers' first, \
                \(troubles.count) errors, \(grownMiB) MiB grown at most
                """)
        }

        private static func cluster() async throws -> RealCluster {
            CurrentProcess.raiseDescriptorLimit()
            let cluster = try await RealCluster([])
            cluster.logLevel = "info"
            for service in ServiceName.allCases {
                cluster.extraFlags[service] = [
                    "--buffers-mib", "\(buffersMiB)", "--connections", "\(connectionLimit)",
                ]
            }
            cluster.extraFlags[.decision]? += ["--reactors", "\(reactorCount)"]
            for service in ServiceName.allCases { try await cluster.start(service) }
            let client = cluster.client()
            defer { client.close() }
            _ = try await client.call(
                CreateOrganizationRequest.with { ($0.id, $0.name) = ("acme", "Acme") })
            for number in 0..<50 { _ = try await client.call(users(number)) }
            try await cluster.settle()
            return cluster
        }

        private static func users(_ number: Int) -> ImportUsersRequest {
            .with {
                $0.users = (0..<40).map { place in
                    .with {
                        $0.id = "u\(number)-\(place)"
                        $0.organization = "acme"
                        $0.email = "u\(number)-\(place)@acme.example"
                        $0.displayName = "User \(number) \(place)"
                    }
                }
            }
        }

        private static func unleash(
            _ attack: Attack, on cluster: RealCluster, _ group: inout TaskGroup<Void>
        ) {
            for service in ServiceName.allCases {
                let port = cluster.endpoints[service].port
                for kind in HostilePeer.allCases {
                    for _ in 0..<kind.count { group.addTask { await kind.harm(port, attack) } }
                }
            }
        }

        /// What a service may grow by: what all connections may hold, what each keeps, and a turn's input and
        /// answers with what an allocator keeps of them.
        private static func boundMiB(of service: ServiceName) -> Int {
            let loopCount = service == .decision ? reactorCount : 1
            let connectionsMiB = (connectionLimit + 256) * 24 / 1_024
            return buffersMiB + connectionsMiB + loopCount * 64
        }

        /// The most memory a service has had, in MiB.
        private static func peakMiB(_ cluster: RealCluster, _ service: ServiceName) throws -> Int {
            let id = try #require(cluster.process(service).id)
            let lines = try File.readText("/proc/\(id)/status").split(separator: "\n")
            let line = try #require(lines.first { $0.hasPrefix("VmHWM:") })
            return try #require(Int(line.split(separator: " ")[1])) >> 10
        }
    }
}
