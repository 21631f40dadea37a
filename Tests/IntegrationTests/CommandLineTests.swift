// The command line as scripts use it: what it prints where, and what it ends with.

import EntenteClient
import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct CommandLineTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster()
            try await cluster.settle()
        }

        private func run(
            _ arguments: [String], token: String = "all"
        ) async throws -> (ending: RealProcess.Ending, output: String, errors: String) {
            let process = cluster.entente(arguments, token: token)
            return (try await process.end(), process.output, process.errors)
        }

        @Test func `status says by its exit status how the cluster is`() async throws {
            let fine = try await run(["status", "--wait", "20s"])
            #expect(fine.ending == .exited(0), "\(fine.output)\(fine.errors)")

            // Not let in at the sources, a decision node that starts now never gets any facts.
            try cluster.removeToken("replicate")
            for service in [ServiceName.directory, .partnership] { try await cluster.hangUp(service) }
            try await cluster.restart(.decision)
            let behind = try await run(["status"])
            #expect(behind.ending == .exited(1), "\(behind.output)\(behind.errors)")
            #expect(behind.output.contains("not ready"))

            cluster.kill(.decision)
            let away = try await run(["status", "--json"])
            #expect(away.ending == .exited(4), "\(away.output)\(away.errors)")
            let status = try JSONValue(parsing: away.output)
            #expect(status["ready"] == .bool(false))

            let stranger = try await run(["status"], token: "nobody-has-this")
            #expect(stranger.ending == .exited(4), "\(stranger.errors)")
            #expect(stranger.output.contains("refuses") && stranger.output.contains("away"))
        }

        @Test func `a batch answers in order, with errors in their places`() async throws {
            let lines = [
                #"{"call": "createOrganization", "request": {"id": "acme", "name": "Acme"}}"#,
                #"{"call": "createOrganization", "request": {"id": "acme", "name": "Again"}}"#,
                "this is no JSON", "",
                #"{"call": "createUser", "request": {"id": "ada", "organization": "acme", "email": "ada@acme.example", "displayName": "Ada", "role": "admin"}}"#,
                #"{"call": "checkk", "request": {}}"#,
                #"{"call": "check", "request": {"actor": "ada", "action": "chat.start", "target": "ada"}}"#,
                #"{"call": "setDefaults", "request": {"actor": "ada", "organization": "acme", "preset": "full"}}"#,
                #"{"call": "getDefaults", "request": {"organisation": "acme"}}"#,
                #"{"call": "getUser", "request": {"id": "ada"}}"#,
            ]
            let path = cluster.folder + "/lines"
            try File.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
            let (ending, output, errors) = try await run(["call", "--batch", path])
            #expect(ending == .exited(3), "\(errors)")
            let answers = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            let words = answers.map { answer in
                if case .string(let code)? = answer["error"]?["code"] { return code }
                return answer["response"] == nil ? "?" : "fine"
            }
            #expect(
                words == [
                    "fine", "already-exists", "invalid-argument", "fine", "invalid-argument", "fine", "fine",
                    "invalid-argument", "fine",
                ])
            #expect(answers[5]["response"]?["verdict"] == .string("allow"))
            #expect(answers[7]["error"]?["message"].map { "\($0)".contains("organisation") } == true)
        }

        @Test func `a batch never mends what is not text`() async throws {
            let path = cluster.folder + "/lines"
            var bytes = Array(#"{"call": "createOrganization", "request": {"id": "acme", "name": "Z"#.utf8)
            bytes += [0xFF] + Array("\"}}\r\n\r\n{\"call\": \"listOrganizations\"}\r\n".utf8)
            try File.write(path, bytes)
            let (ending, output, errors) = try await run(["call", "--batch", path])
            #expect(ending == .exited(3), "\(errors)")
            let answers = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(answers.count == 2)
            #expect(answers.first?["error"]?["message"] == .string("the line is not UTF-8"))
            #expect(answers.last?["response"]?["items"] == .array([]))
        }

        @Test func `a call that is refused says why on standard error and prints nothing`() async throws {
            let refused = try await run(["call", "getUser", #"{"id": "nobody"}"#])
            #expect(refused.ending == .exited(3))
            #expect(refused.output.isEmpty)
            #expect(refused.errors.contains("not-found") && refused.errors.contains("nobody"))
            let json = try await run(["call", "getUser", #"{"id": "nobody"}"#, "--json"])
            #expect(json.ending == .exited(3) && json.output.isEmpty)
            let error = try JSONValue(parsing: json.errors)
            #expect(error["error"]?["code"] == .string("not-found"))
            let typo = try await run(["call", "getUsr"])
            #expect(typo.ending == .exited(2), "\(typo.errors)")
            let missing = try await run(["check", "ada", "chat.start"])
            #expect(missing.ending == .exited(2))
            #expect(missing.errors.contains("TARGET") && missing.errors.contains("entente check --help"))
            let late = try await run(["call", "getUser", #"{"id": "nobody"}"#, "--timeout", "0s"])
            #expect(late.ending == .exited(4) && !late.errors.contains("taken effect"), "\(late.errors)")
            cluster.kill(.directory)
            let away = try await run(["call", "getUser", #"{"id": "nobody"}"#])
            #expect(away.ending == .exited(4) && away.output.isEmpty, "\(away.errors)")
        }

        @Test(.timeLimit(.minutes(2)))
        func `each invocation sees what the ones before it did`() async throws {
            let session = ["--data", cluster.folder + "/session"]
            try File.makeFolder(cluster.folder + "/session")
            try await expectDone(
                ["call", "createOrganization", #"{"id": "acme", "name": "Acme"}"#] + session)
            for number in 1...4 {
                // A decision node that stands still cannot have heard of the user when the question reaches
                // it.
                let decision = try #require(cluster.process(.decision).id)
                kill(decision, SIGSTOP)
                let user =
                    #"{"id": "u\#(number)", "organization": "acme", "#
                    + #""email": "u\#(number)@acme.example", "displayName": "U"}"#
                try await expectDone(["call", "createUser", user] + session)
                let check = cluster.entente(
                    ["check", "u\(number)", "chat.start", "u\(number)", "--json"] + session)
                kill(decision, SIGCONT)
                #expect(try await check.end() == .exited(0), "\(check.errors)")
                #expect(check.output.contains("self"), "\(check.output)")
            }
            let kept = try File.readText(cluster.folder + "/session/session")
            let position = try JSON.decode(Position.self, from: kept)
            #expect(position.directory >= 5)
        }

        private func expectDone(_ arguments: [String]) async throws {
            let (ending, output, errors) = try await run(arguments)
            #expect(ending == .exited(0), "\(output)\(errors)")
        }
    }
}
