import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("A batch of calls")
struct BatchTests {
    private func environment(_ peers: [ServiceName: ScriptedService]) -> [String: String] {
        let endpoints = peers.map { "\($0.key.rawValue)=127.0.0.1:\($0.value.port)" }.joined(separator: ",")
        return ["ENTENTE_ENDPOINTS": endpoints, "ENTENTE_TOKEN": "secret"]
    }

    private func run(_ lines: [String], _ peers: [ServiceName: ScriptedService]) async throws -> (
        Int32, [JSONValue]
    ) {
        let folder = try TemporaryFolder()
        try File.write("\(folder.path)/batch", Array(lines.joined(separator: "\n").utf8))
        let terminal = Terminal()
        let status = await terminal.run(
            "call", "--batch", "\(folder.path)/batch", environment: environment(peers))
        return (status, try terminal.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) })
    }

    private func echo(as service: ServiceName) throws -> ScriptedService {
        try ScriptedService {
            $0.serve(as: service) { peer, request in
                let asked = request.read(GetUserRequest.self)
                peer.answer(request, UserReply.with { $0.user.id = asked.id })
            }
        }
    }

    @Test("is answered line by line, in order, a broken line in its place")
    func answersInOrder() async throws {
        var lines = (0..<600).map { #"{"call": "getUser", "request": {"id": "u\#($0)"}}"# }
        lines[7] = "this is no JSON"
        lines[8] = #"{"call": "getUsr"}"#
        lines[9] = #"{"call": "getUser", "request": {"di": 1}}"#
        lines.append("")
        let (status, answers) = try await run(lines, [.directory: echo(as: .directory)])
        #expect(status == 3)
        #expect(answers.count == 600)
        for (index, answer) in answers.enumerated() {
            if (7...9).contains(index) {
                #expect(answer["error"]?["code"] == .string("invalid-argument"))
            } else {
                #expect(answer["response"]?["user"]?["id"] == .string("u\(index)"))
            }
        }
    }

    @Test("waits for all answers of one service before it turns to another")
    func turnsAfterAnswers() async throws {
        let order = Notes<String>()
        let directory = try ScriptedService { peer in
            peer.welcome(as: .directory)
            // Answered only when both are there: then the decision node must not have been asked yet.
            let requests = (0..<2).compactMap { _ in peer.nextRequest() }
            for request in requests {
                order.add("directory")
                peer.answer(
                    request, UserReply.with { $0.position = Position(directoryEpoch: 1, directory: 5) })
            }
            _ = peer.next()
        }
        let decision = try ScriptedService {
            $0.serve(as: .decision) { peer, request in
                order.add("decision at \(request.read(CheckRequest.self).atLeast?.directory ?? 0)")
                peer.answer(request, CheckResponse())
            }
        }
        let user = #"{"call": "getUser"}"#
        let (status, answers) = try await run(
            [user, user, #"{"call": "check"}"#], [.directory: directory, .decision: decision])
        #expect(status == 0)
        #expect(answers.count == 3)
        #expect(order.all == ["directory", "directory", "decision at 5"])
    }

    @Test("answers the lines after a lost connection with `unavailable`, and ends with status 4")
    func losesConnection() async throws {
        let directory = try ScriptedService { peer in
            peer.welcome(as: .directory)
            for _ in 0..<3 {
                if let request = peer.nextRequest() { peer.answer(request, UserReply()) }
            }
            // It ends with requests unread, and so by a reset, which takes with it what is still to be sent.
            peer.flush()
        }
        let lines = (0..<50).map { #"{"call": "getUser", "request": {"id": "u\#($0)"}}"# }
        let (status, answers) = try await run(lines, [.directory: directory])
        #expect(status == 4)
        #expect(answers.count == 50)
        #expect(answers.prefix(3).allSatisfy { $0["response"] != nil })
        #expect(answers.dropFirst(3).allSatisfy { $0["error"]?["code"] == .string("unavailable") })
        #expect(directory.acceptedCount == 1)
    }
}
