// The three forms of an answer, over everything that answers: one thing, a list, a stream, a batch, an error.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("An answer's form")
struct OutputFormTests {
    private static let users = ["ada", "alan", "grace"]

    /// A directory of three people, and a decision service whose every stream ends after two items.
    private struct Cluster {
        let directory: ScriptedService
        let decision: ScriptedService

        init() throws {
            directory = try ScriptedService { connection in
                connection.serve(as: .directory) { peer, request in
                    switch request.header.call {
                    case .listUsers:
                        peer.answer(
                            request,
                            ListUsersResponse.with { $0.items = users.map { id in .with { $0.id = id } } })
                    case .getUser where request.read(GetUserRequest.self).id == "ada":
                        peer.answer(request, GetUserResponse.with { $0.user.id = "ada" })
                    default: peer.refuse(request, .notFound("there is no such user"))
                    }
                }
            }
            decision = try ScriptedService { connection in
                connection.serve(as: .decision) { peer, request in
                    for _ in 0..<2 {
                        peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem()))
                    }
                    peer.send(.streamEnd, to: request)
                }
            }
        }

        var environment: [String: String] {
            [
                "ENTENTE_ENDPOINTS": "directory=\(directory.endpoint),decision=\(decision.endpoint)",
                "ENTENTE_TOKEN": "secret",
            ]
        }
    }

    private func type(_ words: [String], _ cluster: Cluster) async -> (
        status: Int32, terminal: Terminal
    ) {
        let terminal = Terminal()
        let status = await terminal.run(words, environment: cluster.environment)
        withExtendedLifetime(cluster) {}
        return (status, terminal)
    }

    @Test("is for people unless it is said otherwise")
    func tables() async throws {
        let cluster = try Cluster()
        let plain = await type(["user", "list", "acme"], cluster).terminal.output
        #expect(await type(["user", "list", "acme", "--output", "table"], cluster).terminal.output == plain)
        #expect(plain.split(separator: "\n").count == 4)
    }

    @Test("is one document, with a list as one array")
    func documents() async throws {
        let cluster = try Cluster()
        let list = await type(["user", "list", "acme", "--output", "json"], cluster).terminal.output
        guard case .array(let items) = try JSONValue(parsing: list) else {
            Issue.record("\(list)")
            return
        }
        #expect(items.map { $0["id"] } == Self.users.map { .string($0) })
        let one = await type(["user", "show", "ada", "--output", "json"], cluster).terminal.output
        #expect(try JSONValue(parsing: one)["user"]?["id"] == .string("ada"))
        #expect(one.split(separator: "\n").count > 3)
        let none = await type(["user", "list", "acme", "--limit", "1", "--output", "json"], cluster)
        #expect(try JSONValue(parsing: none.terminal.output) != .array([]))
    }

    @Test("is an object a line, which `--json` is short for")
    func lines() async throws {
        let cluster = try Cluster()
        let lines = await type(["user", "list", "acme", "--output", "jsonl"], cluster).terminal.output
        #expect(lines.split(separator: "\n").count == 3)
        for line in lines.split(separator: "\n") { _ = try JSONValue(parsing: String(line)) }
        #expect(await type(["user", "list", "acme", "--json"], cluster).terminal.output == lines)
        let call = ["call", "getUser", #"{"id": "ada"}"#]
        let compact = await type(call + ["--json"], cluster).terminal.output
        #expect(compact.split(separator: "\n").count == 1)
        let pretty = await type(call + ["--output", "json"], cluster).terminal.output
        #expect(try JSONValue(parsing: pretty) == JSONValue(parsing: compact))
    }

    @Test("is whole for streams and batches, too")
    func streams() async throws {
        let cluster = try Cluster()
        let watch = ["watch", "ada", "chat.start", "grace"]
        let array = await type(watch + ["--output", "json"], cluster)
        guard case .array(let items) = try JSONValue(parsing: array.terminal.output) else {
            Issue.record("\(array.terminal.output)")
            return
        }
        #expect(items.count == 2)
        #expect(array.status == 4)
        let folder = try TemporaryFolder()
        let path = folder.path + "/calls"
        let calls = #"{"call": "getUser", "request": {"id": "ada"}}"# + "\nno JSON\n"
        try File.write(path, Array(calls.utf8))
        let batch = await type(["call", "--batch", path, "--output", "json"], cluster).terminal.output
        guard case .array(let answers) = try JSONValue(parsing: batch) else {
            Issue.record("\(batch)")
            return
        }
        #expect(answers.map { $0["error"] == nil } == [true, false])
        try File.write(path, [])
        let empty = await type(["call", "--batch", path, "--output", "json"], cluster).terminal.output
        #expect(empty == "[]\n")
    }

    @Test("holds for errors, in both forms for programs", arguments: ["json", "jsonl"])
    func errors(_ form: String) async throws {
        let (status, terminal) = await type(["user", "show", "bob", "--output", form], try Cluster())
        #expect(status == 3)
        #expect(try JSONValue(parsing: terminal.errors)["error"]?["code"] == .string("not-found"))
        #expect(terminal.output.isEmpty)
    }

    @Test("is refused where there is no such form, with a word about files")
    func strangers() async throws {
        let (status, terminal) = await type(["status", "--output", "run.json"], try Cluster())
        #expect(status == 2)
        #expect(
            terminal.errors.contains("flag `--output` has value `run.json`: expected table, json or jsonl"))
        #expect(terminal.errors.contains("by `--to`"))
    }
}
