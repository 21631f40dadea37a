// `entente up` as a developer meets it: one command, three services, and nothing left behind however it ends.

import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct UpTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        private func up(_ arguments: [String] = ["--port-base", "0"], run: Int = 1) -> RealProcess {
            RealProcess(
                "entente", ["up", "--data", folder.path + "/data"] + arguments,
                files: "\(folder.path)/up-\(run)")
        }

        private static func waitUntilReady(_ up: RealProcess) async throws {
            try await eventually("`up` says that it is ready", within: .seconds(60)) {
                if let ending = up.ending { throw Late("it ended (\(ending)): \(up.errors)") }
                return up.output.contains("ready:")
            }
        }

        /// The services that `parent` has started and that are not over; a sanitizer starts a program, too.
        private static func children(of parent: RealProcess) -> [Int32] {
            guard let id = parent.id, let names = try? File.names(in: "/proc") else { return [] }
            return names.compactMap { Int32($0) }.filter {
                guard let stat = stat(of: $0), stat.name.hasPrefix("entente-") else { return false }
                return stat.parent == id && isAlive($0)
            }
        }

        private static func isAlive(_ id: Int32) -> Bool {
            guard let state = stat(of: id)?.state else { return false }
            return state != "Z" && state != "X"
        }

        private static func stat(of id: Int32) -> (name: Substring, state: Substring, parent: Int32)? {
            guard let text = head(of: "/proc/\(id)/stat"), let begin = text.firstIndex(of: "("),
                let end = text.lastIndex(of: ")")
            else {
                return nil
            }
            let words = text[end...].split(separator: " ")
            guard words.count > 2, let parent = Int32(words[2]) else { return nil }
            return (text[text.index(after: begin)..<end], words[1], parent)
        }

        /// The first bytes of a file; there are many processes to look at, and little to know of each.
        private static func head(of path: String) -> String? {
            let number = open(path, O_RDONLY | O_CLOEXEC)
            guard number >= 0 else { return nil }
            let file = FileDescriptor(adopting: number)
            var bytes = [UInt8](repeating: 0, count: 512)
            guard case .bytes(let count) = file.read(into: &bytes, 0..<bytes.count) else { return nil }
            return String(decoding: bytes[..<count], as: UTF8.self)
        }

        private static func expectGone(_ processes: [Int32]) async throws {
            try await eventually("the services are gone") { !processes.contains { isAlive($0) } }
        }

        /// The first of the ports that `up` takes from a base on, none of which anybody uses.
        private static func freePorts() throws -> UInt16 {
            for _ in 0..<200 {
                let first = try Socket.listen(on: .loopback(port: 0))
                let port = try Socket.localAddress(of: first).port
                first.close()
                let offsets: [UInt16] = [0, 1, 2, 10, 11, 12]
                if port < 65_000, offsets.allSatisfy({ isFree(port + $0) }) { return port }
            }
            throw Late("there are no six free ports together")
        }

        private static func isFree(_ port: UInt16) -> Bool {
            guard let socket = try? Socket.listen(on: .loopback(port: port)) else { return false }
            socket.close()
            return true
        }

        @Test func `it is ready, keeps its folder to itself, and Ctrl-C ends all of it`() async throws {
            let up = up()
            defer { up.kill() }
            try await Self.waitUntilReady(up)
            let children = Self.children(of: up)
            #expect(children.count == 3)
            #expect(up.output.contains("entente status --data \(folder.path)/data"))

            let call = RealProcess(
                "entente", ["status", "--data", folder.path + "/data", "--wait", "20s"],
                files: folder.path + "/status")
            #expect(try await call.end() == .exited(0), "\(call.output)\(call.errors)")

            let second = self.up(run: 2)
            #expect(try await second.end() == .exited(2))
            #expect(second.errors.contains("\(folder.path)/data"))
            #expect(Self.children(of: up) == children)

            up.send(.interrupt)
            #expect(try await up.end() == .exited(0), "\(up.errors)")
            try await Self.expectGone(children)
            #expect(!File.exists(folder.path + "/data/endpoints"))
            let later = RealProcess(
                "entente", ["status", "--data", folder.path + "/data"], files: folder.path + "/later")
            #expect(try await later.end() == .exited(2))
            #expect(later.errors.contains("entente up"))
        }

        @Test func `a terminal that closes ends all of it`() async throws {
            let up = up()
            defer { up.kill() }
            try await Self.waitUntilReady(up)
            let children = Self.children(of: up)
            up.send(.hangUp)
            #expect(try await up.end() == .exited(0), "\(up.errors)")
            try await Self.expectGone(children)
            #expect(!File.exists(folder.path + "/data/endpoints"))
        }

        @Test func `the services die with it, and the same ports and files serve again at once`() async throws
        {
            let ports = ["--port-base", "\(try Self.freePorts())"]
            let up = up(ports)
            defer { up.kill() }
            try await Self.waitUntilReady(up)
            let children = Self.children(of: up)
            try await call(#"{"id": "acme", "name": "Acme"}"#, to: "createOrganization")
            up.kill()
            try await Self.expectGone(children)

            let again = self.up(ports, run: 2)
            defer { again.kill() }
            try await Self.waitUntilReady(again)
            let found = try await call(#"{"id": "acme"}"#, to: "getOrganization")
            #expect(found.contains("Acme"))
            again.send(.terminate)
            #expect(try await again.end() == .exited(0), "\(again.errors)")
        }

        @discardableResult
        private func call(_ request: String, to method: String) async throws -> String {
            let process = RealProcess(
                "entente", ["call", method, request, "--data", folder.path + "/data"],
                files: folder.path + "/call")
            #expect(try await process.end() == .exited(0), "\(process.errors)")
            return process.output
        }

        @Test func `a service that dies is reported, and the others are stopped`() async throws {
            let up = up()
            defer { up.kill() }
            try await Self.waitUntilReady(up)
            let children = Self.children(of: up)
            let victim = try #require(
                children.first {
                    Self.head(of: "/proc/\($0)/cmdline")?.contains("entente-partnership") == true
                })
            kill(victim, SIGKILL)
            #expect(try await up.end() == .exited(5))
            #expect(up.errors.contains("the partnership service ended by signal 9"), "\(up.errors)")
            try await Self.expectGone(children)
        }

        @Test func `a port in use is named before anything is started`() async throws {
            let base = try Self.freePorts()
            let taken = try Socket.listen(on: .loopback(port: base + 1))
            let up = up(["--port-base", "\(base)"])
            #expect(try await up.end() == .exited(2))
            #expect(
                up.errors.contains("port \(base + 1)") && up.errors.contains("partnership"), "\(up.errors)")
            #expect(up.errors.contains("--port-base"))
            #expect(!File.exists(folder.path + "/data/directory"))
            taken.close()
        }

        @Test func `a log nobody can write is refused before anything is started`() async throws {
            for (flag, value) in [("--log-format", "xml"), ("--log-level", "loud")] {
                let up = up(["--port-base", "0", flag, value])
                #expect(try await up.end() == .exited(2))
                #expect(up.errors.contains("`\(flag)`") && up.errors.contains(value), "\(up.errors)")
                #expect(!File.exists(folder.path + "/data"))
            }
        }

        @Test func `a folder that cannot be written, or is not given, is said so`() async throws {
            try File.write(folder.path + "/file", [])
            let inFile = RealProcess(
                "entente", ["up", "--data", folder.path + "/file/data"], files: folder.path + "/in-file")
            #expect(try await inFile.end() == .exited(2))
            #expect(inFile.errors.contains("\(folder.path)/file/data"), "\(inFile.errors)")
            let none = RealProcess("entente", ["up"], files: folder.path + "/none")
            #expect(try await none.end() == .exited(2))
            #expect(none.errors.contains("--data DIR"))
        }
    }
}

/// A folder that is removed when it goes.
final class TemporaryFolder {
    let path: String
    init() throws { path = try File.makeTemporaryFolder() }
    deinit { try? File.remove(path) }
}
