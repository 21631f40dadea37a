import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("The folder of an `up`")
struct DataFolderTests {
    private func plan(_ path: String, portBase: UInt16 = 0) -> UpPlan {
        UpPlan(
            folder: DataFolder(path), host: "127.0.0.1", portBase: portBase, logFormat: "readable",
            logLevel: "warning")
    }

    /// What `prepare` has against it, or nil.
    private func problem(_ plan: UpPlan) -> Problem? {
        do throws(Problem) {
            _ = try plan.prepare()
            return nil
        } catch {
            return error
        }
    }

    @Test("gets a token with every scope, which stays the same the next time")
    func makesToken() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/deep/data"
        let first = try plan(path).prepare().token
        #expect(first.count == 64)
        #expect(try File.readText("\(path)/tokens").contains("\ndevelopment all - \(first)\n"))
        #expect(try plan(path).prepare().token == first)
    }

    @Test("is one `up`'s at a time")
    func locks() throws {
        let folder = try TemporaryFolder()
        let running = try plan(folder.path).prepare()
        #expect(
            problem(plan(folder.path))?.failure.message == "another `entente up` runs on `\(folder.path)`")
        #expect(problem(plan(folder.path))?.status == .usage)
        #expect(running.token.count == 64)
    }

    @Test("must be one that can be written in")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try File.write("\(folder.path)/file", [])
        let found = try #require(problem(plan("\(folder.path)/file/data")))
        #expect(found.failure.message.contains("cannot write in"))
        #expect(found.status == .usage)
    }

    @Test("does not start services on a port in use, and names it")
    func portInUse() throws {
        let folder = try TemporaryFolder()
        let taken = try Socket.listen(on: .loopback(port: 0))
        let port = try Socket.localAddress(of: taken).port
        let found = try #require(problem(plan(folder.path, portBase: port)))
        #expect(found.failure.message == "port \(port) for the directory service is in use")
        withExtendedLifetime(taken.rawValue) {}
    }

    @Test("tells each service where it listens, where its files are, and whom it follows")
    func startsServices() throws {
        let plan = plan("/data")
        let endpoints = Endpoints()
        var operations = Endpoints()
        operations.partnership = ServiceEndpoint(host: "127.0.0.1", port: 7112)
        let arguments = { (service: ServiceName) in
            plan.arguments(for: service, endpoints, operations: operations)
        }
        #expect(
            arguments(.partnership) == [
                "--listen", "127.0.0.1:7102", "--tokens", "/data/tokens", "--log-format", "readable",
                "--log-level", "warning", "--data", "/data/partnership", "--operations-port", "7112",
                "--directory", "127.0.0.1:7101", "--feed-token-file", "/data/token",
            ])
        #expect(arguments(.decision).contains("/data/decision"))
        #expect(!arguments(.directory).contains("--feed-token-file"))
    }

    @Test("keeps the newest position any invocation has seen")
    func keepsSession() throws {
        let folder = try TemporaryFolder()
        let data = DataFolder(folder.path)
        #expect(data.session().position == nil)
        try data.keep(Session(Position(directoryEpoch: 1, directory: 9)), before: nil)
        let other = Position(directoryEpoch: 1, directory: 4, partnershipEpoch: 3, partnership: 2)
        try data.keep(Session(other), before: nil)
        let kept = Position(directoryEpoch: 1, directory: 9, partnershipEpoch: 3, partnership: 2)
        #expect(data.session().position == kept)
        try data.keep(Session(), before: kept)
        #expect(data.session().position == nil)
    }

    @Test("forgets what an invocation has forgotten, and nothing else")
    func forgetsSession() throws {
        let folder = try TemporaryFolder()
        let data = DataFolder(folder.path)
        let before = Position(directoryEpoch: 1, directory: 9, partnershipEpoch: 3, partnership: 2)
        try data.keep(Session(before), before: nil)
        let session = Session(before)
        session.forget(Position(directoryEpoch: 1))
        try data.keep(session, before: before)
        #expect(data.session().position == Position(partnershipEpoch: 3, partnership: 2))

        // Another invocation has met the new history meanwhile.
        let met = Position(directoryEpoch: 2, directory: 1)
        try data.keep(Session(met), before: nil)
        try data.keep(session, before: before)
        #expect(data.session().position == met.merged(with: Position(partnershipEpoch: 3, partnership: 2)))
    }

    @Test("forgets a history that a watch finds replaced")
    func forgetsByWatch() async throws {
        let folder = try TemporaryFolder()
        let data = DataFolder(folder.path)
        try data.keep(Session(Position(directoryEpoch: 1, directory: 9)), before: nil)
        let directory = try ScriptedService {
            $0.serve(as: .directory) { peer, request in
                peer.answer(
                    request,
                    ServerStatusResponse.with {
                        $0.service = "directory"
                        $0.position = Position(directoryEpoch: 2, directory: 1)
                    })
            }
        }
        let decision = try ScriptedService {
            $0.serve(as: .decision) {
                $0.refuse($1, .failedPrecondition("another history", state: "history-restored"))
            }
        }
        try File.write("\(folder.path)/token", Array("secret\n".utf8))
        let endpoints = "directory=127.0.0.1:\(directory.port),decision=127.0.0.1:\(decision.port)\n"
        try File.write("\(folder.path)/endpoints", Array(endpoints.utf8))
        #expect(await Terminal().run(["watch", "a", "b", "c", "--data", folder.path]) == 3)
        #expect(data.session().position == nil)
    }

    @Test("carries the session from one invocation to the next")
    func carriesSession() async throws {
        let folder = try TemporaryFolder()
        let waitedFor = Notes<Position?>()
        let decision = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                waitedFor.add(request.read(CheckRequest.self).atLeast)
                peer.answer(
                    request, CheckResponse.with { $0.position = Position(directoryEpoch: 1, directory: 3) })
            }
        }
        try File.write("\(folder.path)/token", Array("secret\n".utf8))
        try File.write("\(folder.path)/endpoints", Array("decision=127.0.0.1:\(decision.port)\n".utf8))
        for extra in [[], [], ["--no-session"]] {
            #expect(await Terminal().run(["check", "a", "b", "c", "--data", folder.path] + extra) == 0)
        }
        #expect(waitedFor.all == [nil, Position(directoryEpoch: 1, directory: 3), nil])
    }
}
