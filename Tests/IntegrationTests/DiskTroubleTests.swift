// Disks that fill up, that may only be read, that give back something else than was written: the service says
// so in words an operator understands, and nothing that was acknowledged is lost on the quiet.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DiskTroubleTests {
        private static let batchSize = 40

        /// The users of one command.
        private static func batch(_ number: Int) -> ImportUsersRequest {
            .with {
                $0.requestKey = "batch-\(number)"
                $0.users = (0..<batchSize).map { place in
                    .with {
                        $0.id = "u\(number)-\(place)"
                        $0.organization = "acme"
                        $0.email = "u\(number)-\(place)@acme.example"
                        $0.displayName = "User \(number) \(place)"
                    }
                }
            }
        }

        private static func prepare(_ cluster: RealCluster) async throws -> EntenteClient {
            try await cluster.start(.directory)
            let client = cluster.client()
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
            return client
        }

        /// Fills the disk; the number of the first batch that was refused, and the words.
        private static func fill(_ client: EntenteClient) async throws -> (refused: Int, words: String) {
            for number in 0..<2_000 {
                do throws(ClientFailure) {
                    _ = try await client.call(batch(number))
                } catch {
                    #expect(error.failure.code == .unavailable, "\(error)")
                    return (number, error.failure.message)
                }
            }
            throw Late("the disk never filled")
        }

        private static func expectUsers(_ count: Int, _ client: EntenteClient) async throws {
            #expect(try await OperationTests.users(of: "acme", client).count == count)
        }

        // MARK: full

        @Test(.enabled { await TemporaryDisk.isPossible() }, .timeLimit(.minutes(3)))
        func `a full disk refuses commands in words, and goes on when there is room again`() async throws {
            let cluster = try await RealCluster([])
            let disk = try await TemporaryDisk(
                at: cluster.dataFolder(of: .directory), options: "size=1500k")
            do {
                let client = try await Self.prepare(cluster)
                let (refused, words) = try await Self.fill(client)
                #expect(words.contains("nothing") && words.contains("disk is full"), "\(words)")
                // Everybody who was acknowledged is there, nobody of the refused command, and it may be read.
                try await Self.expectUsers(refused * Self.batchSize, client)
                #expect(cluster.process(.directory).ending == nil)
                try await disk.change("size=64m")
                _ = try await client.call(Self.batch(refused))
                try await Self.expectUsers((refused + 1) * Self.batchSize, client)
                try await cluster.restart(.directory)
                try await Self.expectUsers((refused + 1) * Self.batchSize, client)
            } catch {
                Issue.record(error)
            }
            cluster.kill(.directory)
            await disk.remove()
        }

        @Test(.timeLimit(.minutes(3)))
        func `a file that may grow no more refuses commands in words, and loses nothing`() async throws {
            let cluster = try await RealCluster([])
            // 512 KiB in blocks of 512 bytes; what is told by a signal otherwise is told by an error.
            cluster.launchers[.directory] = [
                "/bin/sh", "-c", #"trap "" XFSZ; ulimit -f 1024; exec "$0" "$@""#,
            ]
            let client = try await Self.prepare(cluster)
            let (refused, words) = try await Self.fill(client)
            #expect(words.contains("nothing") && words.contains("disk"), "\(words)")
            try await Self.expectUsers(refused * Self.batchSize, client)
            cluster.launchers[.directory] = nil
            try await cluster.restart(.directory)
            try await Self.expectUsers(refused * Self.batchSize, client)
            _ = try await client.call(Self.batch(refused))
            _ = try await client.call(Self.batch(refused - 1))
            try await Self.expectUsers((refused + 1) * Self.batchSize, client)
        }

        // MARK: read-only

        @Test(.enabled { await TemporaryDisk.isPossible() })
        func `a disk that may only be read is named at the start`() async throws {
            let cluster = try await RealCluster([])
            let folder = cluster.dataFolder(of: .directory)
            let disk = try await TemporaryDisk(at: folder, options: "size=16m")
            do {
                let client = try await Self.prepare(cluster)
                _ = try await client.call(Self.batch(0))
                _ = try await cluster.terminate(.directory)
                try await disk.change("ro")
                let process = RealProcess(
                    "entente-directory", cluster.flags(of: .directory), files: cluster.folder + "/failing")
                #expect(try await process.end() == .exited(1))
                #expect(process.errors.contains(folder), "\(process.errors)")
                let says = ["Read-only file system", "cannot be written"].contains {
                    process.errors.contains($0)
                }
                #expect(says, "\(process.errors)")
                try await disk.change("rw")
                try await cluster.start(.directory)
                try await Self.expectUsers(Self.batchSize, client)
            } catch {
                Issue.record(error)
            }
            cluster.kill(.directory)
            await disk.remove()
        }

        // MARK: damaged

        /// Which part of the file is damaged, in hundredths.
        @Test(arguments: [1..<100, 10..<40, 50..<90])
        func `a damaged database is refused in words, and never answered from`(part: Range<Int>)
            async throws
        {
            let cluster = try await RealCluster([])
            var client = try await Self.prepare(cluster)
            for number in 0..<20 { _ = try await client.call(Self.batch(number)) }
            #expect(try await cluster.terminate(.directory) == .exited(0))
            let path = cluster.dataFolder(of: .directory) + "/directory.sqlite"
            var bytes = try File.read(path)
            // From the second page on: the first says that it is a database at all.
            let damaged = part.lowerBound * bytes.count / 100..<part.upperBound * bytes.count / 100
            for index in damaged where index >= 4_096 { bytes[index] = 0xA5 }
            try File.write(path, bytes)
            do {
                try await cluster.start(.directory)
            } catch {
                // It may be noticed at the start already.
                let process = cluster.process(.directory)
                #expect(process.ending == .exited(1), "\(error)")
                return #expect(process.errors.contains("damaged"), "\(process.errors)")
            }
            client = cluster.client()
            do {
                let users = try await OperationTests.users(of: "acme", client)
                #expect(users.count == 20 * Self.batchSize, "users are missing without a word")
            } catch let failure as ClientFailure {
                #expect(failure.failure.message.contains("damaged"), "\(failure)")
            }
            #expect(cluster.process(.directory).ending == nil, "\(cluster.process(.directory).errors)")
        }
    }
}
