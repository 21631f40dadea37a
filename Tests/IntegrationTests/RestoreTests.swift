// What a restore does to the databases that are there, and what is left where it is killed.

import EntenteClient
import EntenteProtocol
import SQLiteStore
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct RestoreTests {
        private let cluster: RealCluster

        /// Acme is in the backup, Globex came later, and both services are killed.
        init() async throws {
            cluster = try await RealCluster([.directory, .partnership])
            try File.makeFolder(cluster.folder + "/session")
            try await type("org create acme --name Acme")
            try await type("backup --data FOLDER --to FOLDER/backup")
            try await type("org create globex --name Globex")
            for service in [ServiceName.partnership, .directory] {
                cluster.kill(service)
                _ = try await cluster.process(service).end()
            }
        }

        @discardableResult
        private func type(_ line: String, status: Int32 = 0) async throws -> (output: String, errors: String)
        {
            let typed = (line.contains("--data") ? line : line + " --data FOLDER/session")
                .replacing("FOLDER", with: cluster.folder)
            let process = cluster.entente(typed.split(separator: " ").map(String.init))
            let ending = try await process.end(within: .seconds(60))
            #expect(ending == .exited(status), "`\(typed)`: \(process.output) \(process.errors)")
            return (process.output, process.errors)
        }

        private var restore: String { "restore --from FOLDER/backup --data FOLDER --replace" }
        private func path(of service: ServiceName) -> String {
            "\(cluster.dataFolder(of: service))/\(service.rawValue).sqlite"
        }

        /// The names in the directory's folder that have `word` in them.
        private func names(with word: String) throws -> [String] {
            try File.names(in: cluster.dataFolder(of: .directory)).filter { $0.contains(word) }
        }

        private func organizations() async throws -> [String] {
            try await cluster.start(.directory)
            return try await cluster.client().call(ListOrganizationsRequest.with { $0.pageSize = 10 }).items
                .map(\.id)
        }

        @Test func `the old databases are kept, each whole in one file`() async throws {
            #expect(File.exists(path(of: .directory) + "-wal"))
            try await type(restore)
            let aside = try names(with: ".before-restore-")
            #expect(aside.count == 1)
            let old = try Database(
                path: "\(cluster.dataFolder(of: .directory))/\(aside[0])", mode: .readOnly)
            let ids = try old.rows("SELECT id FROM organizations ORDER BY id") { $0.string(0) }
            #expect(ids == ["acme", "globex"])
            #expect(try names(with: ".restor").isEmpty && names(with: "-wal").isEmpty)
            #expect(try await organizations() == ["acme"])
        }

        @Test func `services refuse to start on what a killed restore left, until it is given again`()
            async throws
        {
            let mark = path(of: .directory) + ".restore-unfinished"
            try File.write(mark, Array("give it again; the old one is `x`\n".utf8))
            await #expect(throws: (any Error).self) { try await cluster.start(.directory) }
            let refused = cluster.process(.directory)
            #expect(refused.ending == .exited(1))
            #expect(refused.errors.contains("was not finished; give it again; the old one is `x`"))
            let copied = try await type("backup --data FOLDER --to FOLDER/half", status: 2)
            #expect(copied.errors.contains("is not finished; nothing was copied"))
            // One that cannot begin leaves the mark.
            do {
                let hold = try DatabaseHold(path(of: .partnership))
                defer { withExtendedLifetime(hold) {} }
                #expect(try await type(restore, status: 2).errors.contains("in use"))
                #expect(File.exists(mark))
            }
            try await type(restore)
            #expect(!File.exists(mark))
            #expect(try await organizations() == ["acme"])
        }

        @Test func `a database that is damaged is put aside as it is, with what lies beside it`() async throws
        {
            let junk =
                Array("This is a letter, and no database. ".utf8) + [UInt8](repeating: 65, count: 4_096)
            try File.write(path(of: .directory), junk)
            try File.write(path(of: .directory) + "-wal", junk)
            try await type(restore)
            let aside = try names(with: ".before-restore-")
            let kept = aside.filter { !$0.hasSuffix("-shm") }
            #expect(kept.count == 2 && kept.last?.hasSuffix("-wal") == true, "\(aside)")
            for name in kept {
                #expect(try File.read("\(cluster.dataFolder(of: .directory))/\(name)") == junk, "\(name)")
            }
            #expect(!File.exists(path(of: .directory) + "-wal"))
            #expect(try await type("audit verify --data FOLDER").output.contains("✓ directory"))
            #expect(try await organizations() == ["acme"])
        }

        @Test func `a log that belonged to a database that is gone is not taken for the new one's`()
            async throws
        {
            #expect(File.exists(path(of: .directory) + "-wal"))
            try File.remove(path(of: .directory))
            try await type(restore)
            #expect(try names(with: "-wal").allSatisfy { $0.contains(".before-restore-") })
            #expect(try await organizations() == ["acme"])
        }

        @Test func `a backup of both sources and the folder of one service are kept apart`() async throws {
            let one = cluster.dataFolder(of: .directory)
            let refused = try await type("restore --from FOLDER/backup --data \(one) --replace", status: 2)
            #expect(refused.errors.contains("is the folder of one service, with `directory.sqlite`"))
            #expect(try !File.names(in: one).contains("partnership"))
            try await type("backup --data \(one) --to FOLDER/one")
            let other = try await type("restore --from FOLDER/one --data FOLDER --replace", status: 2)
            #expect(other.errors.contains("is the folder of an `entente up`, with `partnership/"))
            #expect(!File.exists(cluster.folder + "/directory.sqlite"))
            let itself = try await type("restore --from FOLDER/one --data FOLDER/one --replace", status: 2)
            #expect(itself.errors.contains("is a backup itself"))

            try File.copy(path(of: .directory), to: cluster.folder + "/directory.sqlite")
            for verb in ["audit verify", "backup --to FOLDER/two", "audit list"] {
                let two = try await type("\(verb) --data FOLDER", status: 2)
                #expect(two.errors.contains("two databases of the directory"), "\(two.errors)")
            }
        }
    }
}
