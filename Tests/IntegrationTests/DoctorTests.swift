// What the doctor sees of services as they are shipped.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DoctorTests {
        private func doctor(
            _ cluster: RealCluster, _ flags: [String] = [], token: String = "all"
        ) async throws -> (ending: RealProcess.Ending, kinds: Set<String>, text: String) {
            let process = cluster.entente(["doctor", "--output", "json"] + flags, token: token)
            let ending = try await process.end()
            guard case .array(let findings)? = try JSONValue(parsing: process.output)["findings"] else {
                throw Late("no findings in \(process.output)\(process.errors)")
            }
            let kinds = findings.compactMap { finding -> String? in
                if case .string(let kind)? = finding["kind"] { return kind }
                return nil
            }
            return (ending, Set(kinds), process.output)
        }

        @Test func `a cluster that is well, and what then goes wrong`() async throws {
            let cluster = try await RealCluster()
            try await cluster.settle()
            let well = try await doctor(cluster)
            #expect(well.ending == .exited(0), "\(well.text)")
            #expect(try await doctor(cluster, token: "check").kinds.isEmpty)
            #expect(try await doctor(cluster, token: "replicate").kinds == ["scope-missing"])
            #expect(try await doctor(cluster, token: "nobody-has-this").kinds == ["token-refused"])

            cluster.kill(.directory)
            let halved = try await doctor(cluster)
            #expect(halved.ending == .exited(1))
            #expect(halved.kinds.isSuperset(of: ["unreachable", "feed-down"]), "\(halved.text)")
        }

        @Test(.enabled { await TemporaryDisk.isPossible() })
        func `a disk without room, and one that may only be read`() async throws {
            let cluster = try await RealCluster()
            try await cluster.settle()
            let path = cluster.folder + "/small"
            let disk = try await TemporaryDisk(at: path, options: "size=1m")
            #expect(try await doctor(cluster, ["--data", path]).kinds == ["disk-full"])
            try await disk.change("ro")
            #expect(try await doctor(cluster, ["--data", path]).kinds == ["disk-read-only"])
            await disk.remove()
        }
    }
}
