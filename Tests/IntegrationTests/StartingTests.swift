// A service that cannot start says why and what to do, in its log, and ends with status 1; wrong flags end
// with 2. Tests may run as root, whom no file's mode keeps out: what cannot be written here are paths that
// lead through a file.

import EntenteClient
import EntenteProtocol
import SQLiteStore
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct StartingTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster([])
        }

        /// Starts a service that is expected to give up.
        private func failure(
            of service: ServiceName, changing flags: [String: String]
        ) async throws -> (status: RealProcess.Ending, words: String) {
            var arguments = cluster.flags(of: service)
            for (name, value) in flags {
                if let index = arguments.firstIndex(of: name) {
                    arguments[index + 1] = value
                } else {
                    arguments += [name, value]
                }
            }
            let process = RealProcess(
                "entente-\(service.rawValue)", arguments, files: cluster.folder + "/failing")
            let status = try await process.end()
            return (status, process.errors)
        }

        private func expectFailure(
            of service: ServiceName, changing flags: [String: String], status: Int32 = 1, _ naming: String...
        ) async throws {
            let (ending, words) = try await failure(of: service, changing: flags)
            #expect(ending == .exited(status), "\(words)")
            for word in naming { #expect(words.contains(word), "\(words)") }
            #expect(!words.contains("secret-of"), "\(words)")
        }

        @Test func `a port that is in use is named`() async throws {
            try await cluster.start(.directory)
            let taken = "\(cluster.endpoints.directory)"
            let other = cluster.folder + "/other"
            try await expectFailure(
                of: .directory, changing: ["--listen": taken, "--data": other], taken, "in use")
            try await expectFailure(of: .decision, changing: ["--listen": taken], taken, "in use")
        }

        @Test func `a data folder that cannot be written is named`() async throws {
            let file = cluster.folder + "/a-file"
            try File.write(file, [])
            try await expectFailure(of: .directory, changing: ["--data": file + "/data"], "--data", file)
            try await expectFailure(of: .directory, changing: ["--data": file], file)
            try File.makeFolder(cluster.folder + "/odd/directory.sqlite")
            try await expectFailure(
                of: .directory, changing: ["--data": cluster.folder + "/odd"], "directory.sqlite")
        }

        @Test func `a database from a newer version is refused and left alone`() async throws {
            for service in [ServiceName.directory, .partnership] {
                try await cluster.start(service)
                #expect(try await cluster.terminate(service) == .exited(0))
                let path = "\(cluster.dataFolder(of: service))/\(service.rawValue).sqlite"
                try Self.setVersion(99, in: path)
                try await expectFailure(of: service, changing: [:], path, "version 99", "newer program")
                #expect(try Self.version(of: path) == 99)
            }
        }

        private static func setVersion(_ version: Int, in path: String) throws {
            let database = try Database(path: path)
            try database.run("PRAGMA user_version = \(version)")
        }

        private static func version(of path: String) throws -> Int { try Database(path: path).version() }

        @Test func `a database of another service is refused and left alone`() async throws {
            try await cluster.start(.directory)
            #expect(try await cluster.terminate(.directory) == .exited(0))
            let own = cluster.dataFolder(of: .directory) + "/directory.sqlite"
            let other = cluster.folder + "/other"
            try File.makeFolder(other)
            let bytes = try File.read(own)
            try File.write(other + "/partnership.sqlite", bytes)
            try await expectFailure(
                of: .partnership, changing: ["--data": other], other + "/partnership.sqlite",
                "another program or service")
            try await cluster.start(.directory)
            try await cluster.settle()
        }

        @Test func `a file that is no database is refused and left alone`() async throws {
            let folder = cluster.dataFolder(of: .directory)
            try File.makeFolder(folder)
            let text =
                Array("This is a letter, and no database. ".utf8) + [UInt8](repeating: 65, count: 4_096)
            try File.write(folder + "/directory.sqlite", text)
            try await expectFailure(of: .directory, changing: [:], "not an SQLite database")
            #expect(try File.read(folder + "/directory.sqlite") == text)
        }

        @Test func `two services never share one database`() async throws {
            try await cluster.start(.directory)
            let path = cluster.dataFolder(of: .directory) + "/directory.sqlite"
            try await expectFailure(of: .directory, changing: ["--listen": "127.0.0.1:0"], path, "in use")
            try await cluster.settle()
        }

        @Test func `a tokens file that cannot be used is named, with the line`() async throws {
            let path = cluster.folder + "/bad-tokens"
            try await expectFailure(of: .decision, changing: ["--tokens": path], "--tokens", path)
            for (text, word) in [
                ("", "no token"), ("name all -", "line 1"), ("a all - short", "line 1"),
                ("# fine\n\na every - 0123456789abcdef", "line 3"),
                ("a all - 0123456789abcdef\na read - fedcba9876543210", "`a`"),
            ] {
                try File.write(path, Array(text.utf8))
                try await expectFailure(of: .decision, changing: ["--tokens": path], path, word)
            }
        }

        @Test func `wrong flags are told apart from other trouble`() async throws {
            try await expectFailure(
                of: .directory, changing: ["--listen": "nonsense"], status: 2,
                "entente-directory: flag `--listen` has value `nonsense`: expected HOST:PORT")
            try await expectFailure(
                of: .decision, changing: ["--partnership": "there"], status: 2, "--partnership", "HOST:PORT")
            try await expectFailure(
                of: .directory, changing: ["--listne": "127.0.0.1:0"], status: 2, "--listne", "--listen")
            try await expectFailure(
                of: .directory, changing: ["--log-level": "loud"], status: 2, "--log-level", "debug")
            try await expectFailure(of: .decision, changing: ["--cache-entries": "1000"], "power of two")
            try await expectFailure(
                of: .directory, changing: ["--heartbeat": "1000h"], status: 2, "--heartbeat", "10ms to 1m")
            for flag in ["--staleness", "--staleness-ceiling"] {
                try await expectFailure(
                    of: .decision, changing: [flag: "25h"], status: 2, flag, "to 24h")
            }
            let bare = RealProcess("entente-directory", [], files: cluster.folder + "/bare")
            #expect(try await bare.end() == .exited(2))
            #expect(bare.errors.contains("--tokens") || bare.errors.contains("--data"))
        }
    }
}
