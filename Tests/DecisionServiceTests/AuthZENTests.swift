// Authorization API 1.0 as gateways ask it: the decision is true for what is allowed and for nothing else,
// and the context says why.

import EntenteProtocol
import Service
import TestSupport
import Testing

@Suite struct AuthZENTests {
    private func evaluation(
        _ subject: String, _ action: String, _ resource: String, type: String = "user", more: String = ""
    ) -> String {
        #"{"subject": {"type": "user", "id": "\#(subject)", "properties": {"x": 1}}, "#
            + #""action": {"name": "\#(action)"}, "resource": {"type": "\#(type)", "id": "\#(resource)"}\#(more)}"#
    }

    private func decisions(_ answer: HTTPAnswer) -> [Bool] {
        guard case .array(let items)? = answer.json["evaluations"] else { return [] }
        return items.map { $0["decision"] == .bool(true) }
    }

    @Test func `what is allowed is decided so, with the reason`() throws {
        let stage = try WebStage(seed: 831)
        let answer = try #require(
            stage.post(
                "/access/v1/evaluation", evaluation("ann", "chat.start", "bob", more: #", "later": [1]"#),
                ["X-Request-ID: bfe9eb29"]))
        #expect(answer.status == 200 && answer.json["decision"] == .bool(true))
        #expect(answer.fields["x-request-id"] == "bfe9eb29")
        #expect(answer.json["context"]?["verdict"] == .string("allow"))
        #expect(answer.json["context"]?["reason"] != nil && answer.json["context"]?["position"] == nil)
    }

    @Test func `a decision is true exactly where a check says allow`() throws {
        let stage = try WebStage(seed: 832)
        let caller = stage.caller()
        var kinds: Set<String> = []
        for actor in ["ann", "bob", "cy", "nobody"] {
            for action in ["chat.start", "presence.read-symbol", "workspace.transfer", "call.start"] {
                for target in ["ann", "bob", "cy"] {
                    guard let expected = try? stage.world.ask(actor, target, action) else { continue }
                    let answer = try #require(
                        caller.ask(
                            "POST", "/access/v1/evaluation", evaluation(actor, action, target),
                            fields: stage.fields()))
                    #expect(answer.json["decision"] == .bool(expected.verdict == .allow))
                    #expect(answer.json["context"]?["verdict"] == .string(expected.verdict.name))
                    kinds.insert(expected.verdict.name)
                }
            }
        }
        #expect(kinds.contains("allow") && kinds.contains("deny"))
    }

    @Test func `many that cannot be answered are answered so, and in the name of who asks`() throws {
        let stage = try WebStage(seed: 838)
        stage.world.cluster.addToken(name: "gamma", scopes: "check", organization: "gamma")
        let robots = Array(repeating: #"{"subject": {"type": "robot", "id": "r2"}}"#, count: 150)
        let others = Array(repeating: #"{"resource": {"type": "user", "id": "bob"}}"#, count: 2)
        let request =
            #"{"subject": {"type": "user", "id": "bob"}, "action": {"name": "chat.start"}, "#
            + #""resource": {"type": "user", "id": "cy"}, "evaluations": ["#
            + (robots + others).joined(separator: ", ") + "]}"
        let fresh = try #require(stage.post("/access/v1/evaluations", request))
        #expect(fresh.status == 200 && decisions(fresh).count == 152)
        // Over one connection, first in the name of one who may ask everything, then of one who may not.
        let caller = stage.caller()
        let first = caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields())
        #expect(first?.status == 200)
        let answer = try #require(
            caller.ask(
                "POST", "/access/v1/evaluations", request, fields: stage.fields(token: "gamma")))
        let alone = try #require(
            stage.post("/access/v1/evaluations", request, token: "gamma"))
        #expect(answer.json == alone.json && answer.json != fresh.json)
    }

    @Test func `what many have in common may not be long`() throws {
        let stage = try WebStage(seed: 839)
        let long = String(repeating: "x", count: 100_000)
        let request =
            #"{"subject": {"type": "user", "id": "\#(long)"}, "action": {"name": "chat.start"}, "#
            + #""resource": {"type": "user", "id": "cy"}, "evaluations": ["#
            + Array(repeating: "{}", count: 100).joined(separator: ", ") + "]}"
        let answer = try #require(stage.post("/access/v1/evaluations", request))
        #expect(answer.status == 400)
        #expect("\(answer.json)".contains("have in common is too long"))
    }

    @Test func `to ask first is no permission`() throws {
        let world = try SmallWorld(seed: 833)
        let address = try world.cluster.openHTTP(.decision)
        let verdict = try world.ask("ann", "bob").verdict
        #expect(verdict == .ask)
        let fields = [
            "Authorization: Bearer \(world.cluster.secret(of: "check"))", "Content-Type: application/json",
        ]
        let answer = try #require(
            world.cluster.httpCaller(address).ask(
                "POST", "/access/v1/evaluation", evaluation("ann", "chat.start", "bob"), fields: fields))
        #expect(answer.json["decision"] == .bool(false))
        #expect(answer.json["context"]?["verdict"] == .string("ask"))
        #expect(answer.json["context"]?["ask"] == .string("bob"))
    }

    @Test func `what may be seen of content is decided by how much is disclosed`() throws {
        let stage = try WebStage(seed: 834)
        for (viewer, action, decision) in [
            ("ann", "read", true), ("ann", "read-metadata", true), ("bob", "read-metadata", false),
        ] {
            let item = #"{"contentType": "note", "author": "ann", "sharing": "only-you"}"#
            let body =
                #"{"subject": {"type": "user", "id": "\#(viewer)"}, "action": {"name": "\#(action)"}, "#
                + #""resource": {"type": "content", "id": "n-1", "properties": \#(item)}}"#
            let answer = try #require(stage.post("/access/v1/evaluation", body))
            #expect(answer.json["decision"] == .bool(decision), "\(viewer) \(action): \(answer.body)")
            #expect(answer.json["context"]?["disclosure"] != nil)
        }
    }

    @Test(arguments: [
        ("execute_all", [true, false, true]), ("deny_on_first_deny", [true, false]),
        ("permit_on_first_permit", [true]), (nil, [true, false, true]),
    ])
    func `several questions are answered as far as they are to be`(
        semantic: String?, decisions: [Bool]
    ) throws {
        let stage = try WebStage(seed: 835)
        let options = semantic.map { #", "options": {"evaluations_semantic": "\#($0)"}"# } ?? ""
        let body =
            #"{"subject": {"type": "user", "id": "ann"}, "action": {"name": "chat.start"}, "evaluations": ["#
            + #"{"resource": {"type": "user", "id": "bob"}}, "#
            + #"{"subject": {"type": "user", "id": "nobody"}, "resource": {"type": "user", "id": "bob"}}, "#
            + #"{"resource": {"type": "user", "id": "cy"}, "action": {"name": "chat.start"}}]\#(options)}"#
        let answer = try #require(stage.post("/access/v1/evaluations", body))
        #expect(answer.status == 200)
        #expect(self.decisions(answer) == decisions, "\(answer.body)")
    }

    @Test func `without a list there is one decision`() throws {
        let stage = try WebStage(seed: 836)
        for more in ["", #", "evaluations": []"#, #", "evaluations": null"#] {
            let answer = try #require(
                stage.post("/access/v1/evaluations", evaluation("ann", "chat.start", "bob", more: more)))
            #expect(answer.json["decision"] == .bool(true), "\(answer.body)")
        }
    }

    @Test func `one of several that cannot be answered is denied with its error`() throws {
        let stage = try WebStage(seed: 837)
        let all = [
            evaluation("ann", "chat.start", "bob"), evaluation("ann", "chat.sing", "bob"),
            evaluation("ann", "read", "x", type: "record"), evaluation("ann", "dance", "x", type: "content"),
        ]
        let answer = try #require(
            stage.post("/access/v1/evaluations", #"{"evaluations": [\#(all.joined(separator: ","))]}"#))
        #expect(decisions(answer) == [true, false, false, false])
        guard case .array(let items)? = answer.json["evaluations"] else { return }
        for item in items.dropFirst() {
            #expect(item["context"]?["error"]?["status"] == .number("400"))
        }
        let hundreds = Array(repeating: all[0], count: 1_000).joined(separator: ",")
        let long = try #require(stage.post("/access/v1/evaluations", #"{"evaluations": [\#(hundreds)]}"#))
        #expect(decisions(long) == Array(repeating: true, count: 1_000))
        let more = try #require(
            stage.post("/access/v1/evaluations", #"{"evaluations": [\#(hundreds),\#(all[0])]}"#))
        #expect(more.status == 400)
    }

    @Test(arguments: [
        "{}", "[]", #"{"subject": {}}"#, #"{"subject": "ann", "action": {}, "resource": {}}"#,
        #"{"subject": {"type": "user"}, "action": {"name": "x"}, "resource": {"type": "user", "id": "b"}}"#,
        #"{"subject": {"type": "robot", "id": "r"}, "action": {"name": "chat.start"}, "#
            + #""resource": {"type": "user", "id": "b"}}"#,
        #"{"subject": {"type": "user", "id": "a"}, "action": {"name": 7}, "resource": {"type": "user", "id": "b"}}"#,
    ])
    func `a question without what it needs is refused`(body: String) throws {
        let stage = try WebStage(seed: 838)
        stage.world.cluster.addToken(name: "gamma", scopes: "check", organization: "gamma")
        for path in ["/access/v1/evaluation", "/access/v1/evaluations"] {
            let answer = try #require(stage.post(path, body))
            #expect(answer.status == 400, "\(answer.body)")
        }
        #expect(stage.post("/access/v1/evaluations", #"{"evaluations": 7}"#)?.status == 400)
        #expect(
            stage.post(
                "/access/v1/evaluations",
                #"{"options": {"evaluations_semantic": "x"}, "evaluations": []}"#)?.status == 400)
    }

    @Test func `the same token is needed as for a check`() throws {
        let stage = try WebStage(seed: 839)
        let body = evaluation("ann", "chat.start", "bob")
        #expect(stage.post("/access/v1/evaluation", body, token: "read")?.status == 403)
        #expect(
            stage.post("/access/v1/evaluations", #"{"evaluations": [\#(body)]}"#, token: "read")?.status
                == 403)
        #expect(stage.post("/access/v1/evaluation", body, token: "nobody")?.status == 401)
    }

    @Test func `gateways find the rest by a page that anybody may read`() throws {
        let stage = try WebStage(seed: 840)
        let answer = try #require(stage.caller().ask("GET", "/.well-known/authzen-configuration"))
        #expect(answer.status == 200)
        #expect(answer["policy_decision_point"] == "http://entente.test")
        #expect(answer["access_evaluation_endpoint"] == "http://entente.test/access/v1/evaluation")
        #expect(answer["access_evaluations_endpoint"] == "http://entente.test/access/v1/evaluations")
        let head = try #require(stage.caller().ask("HEAD", "/.well-known/authzen-configuration"))
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.fields["content-length"] == answer.fields["content-length"])
        let other = stage.caller().ask("POST", "/.well-known/authzen-configuration")
        #expect(other?.status == 405 && other?.fields["allow"] == "GET, HEAD")
    }

    @Test(arguments: [
        "https://decisions.example.com", "https://decisions.example.com/", "https://example.com:8443/entente",
        "http://[2001:db8::1]:80/a/b/",
    ])
    func `behind a proxy the page names the address that callers know`(text: String) throws {
        let world = try SmallWorld(seed: 841)
        let url = try #require(PublicURL(flagText: text))
        let address = try world.cluster.openHTTP(.decision, publicURL: url)
        let answer = try #require(
            world.cluster.httpCaller(address).ask("GET", "/.well-known/authzen-configuration"))
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        #expect(answer["policy_decision_point"] == base)
        #expect(answer["access_evaluation_endpoint"] == base + "/access/v1/evaluation")
    }

    @Test(arguments: [
        "", "decisions.example.com", "https://", "https:///x", "ftp://a", "https://a b", "https://a?x",
        "https://a#x",
        "https://u@a", "https://a:0", "https://a:65536", "https://a:", "https://a/\u{7}", "https://a/\"",
        "https://[::1",
        "https://ä.example.com", "https://a/\r\nX: y",
    ])
    func `what is no address that callers could know is refused`(text: String) {
        #expect(PublicURL(flagText: text) == nil)
    }

    @Test func `evaluations of many callers take turns with everybody else`() throws {
        let stage = try WebStage(seed: 842)
        let counters = stage.world.cluster.server(.decision).counters
        let items = Array(repeating: evaluation("ann", "chat.start", "bob"), count: 300).joined(
            separator: ",")
        let callers = (0..<20).map { _ in stage.caller() }
        for caller in callers {
            caller.send(
                SimulatedHTTPCaller.request(
                    "POST", "/access/v1/evaluations", #"{"evaluations": [\#(items)]}"#,
                    fields: stage.fields()))
        }
        var (before, most) = (counters.requestCount, UInt64(0))
        stage.world.cluster.network.run(limit: 1_000_000) {
            most = max(most, counters.requestCount - before)
            before = counters.requestCount
            return callers.allSatisfy { !$0.received.isEmpty }
        }
        #expect(most > 0 && most <= 64, "\(most) in one turn")
        for caller in callers {
            let answer = try #require(caller.answer())
            #expect(decisions(answer) == Array(repeating: true, count: 300))
        }
    }

    @Test func `what is kept of evaluations that wait counts as held, until they are answered`() throws {
        let stage = try WebStage(seed: 843)
        stage.world.part(from: .directory)
        try stage.world.make("dan", of: "alpha")
        let server = stage.world.cluster.server(.decision)
        let context = #", "context": {"atLeast": \#(JSON.encode(stage.world.seen))}"#
        let item = evaluation("ann", "chat.start", String(repeating: "x", count: 2_000), more: context)
        let body = #"{"evaluations": [\#(Array(repeating: item, count: 200).joined(separator: ","))]}"#
        let before = server.loop.bufferedByteCount
        let caller = stage.caller()
        caller.send(
            SimulatedHTTPCaller.request("POST", "/access/v1/evaluations", body, fields: stage.fields()))
        stage.world.cluster.advance(by: .milliseconds(500))
        #expect(server.loop.bufferedByteCount - before > 400_000)
        #expect(caller.answer()?.status == 503)
        stage.world.cluster.advance(by: .seconds(1))
        #expect(server.loop.bufferedByteCount - before < 100_000)
        let leaver = stage.caller()
        leaver.send(
            SimulatedHTTPCaller.request("POST", "/access/v1/evaluations", body, fields: stage.fields()))
        stage.world.cluster.advance(by: .milliseconds(500))
        #expect(server.loop.bufferedByteCount - before > 400_000)
        leaver.close()
        stage.world.cluster.advance(by: .seconds(3))
        #expect(server.loop.bufferedByteCount - before < 100_000)
    }
}
