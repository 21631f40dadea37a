// Questions over HTTP and JSON: the same answers as over frames, the same refusals, and nothing more.

import EntenteProtocol
import Service
import TestSupport
import Testing

@Suite struct WebCallTests {
    // MARK: the same answers

    @Test(arguments: [1, 3])
    func `a check is answered with the verdict and why`(reactorCount: Int) throws {
        let stage = try WebStage(seed: 801) { $0.decisionReactorCount = reactorCount }
        let answer = try #require(stage.post("/v1/check", WebStage.question))
        #expect(answer.status == 200 && answer.fields["content-type"] == "application/json")
        #expect(answer["verdict"] == "allow" && answer["partnership"] == "p")
    }

    @Test func `every question with one answer has a path, and a stream has none`() throws {
        let stage = try WebStage(seed: 802)
        let caller = stage.caller()
        for path in [
            "check", "check-batch", "explain", "effective", "check-content", "resolve-sharing",
            "check-capability", "check-integration", "discover", "status",
        ] {
            let answer = caller.ask("POST", "/v1/\(path)", "{}", fields: stage.fields())
            #expect(answer.map { $0.status != 404 && $0.status != 405 } == true, "\(path)")
        }
        for path in ["watch", "hello", "create-user", "server-status", "Check", "checkBatch"] {
            // Refused before its content has come, it may end its connection.
            #expect(stage.post("/v1/\(path)", "{}")?.status == 404)
        }
    }

    @Test func `whatever is asked, the answer is the one that frames carry`() throws {
        let stage = try WebStage(seed: 803)
        let caller = stage.caller()
        let random = RandomValues(seed: 4)
        let ids = ["ann", "bob", "cy", "nobody", "", "é", "a\"b\\c"]
        let actions = ["chat.start", "presence.read-symbol", "workspace.transfer", "chat.sing", ""]
        var (answered, refused) = (0, 0)
        for _ in 0..<300 {
            let question = CheckRequest.with {
                $0.actor = ids[random.below(ids.count)]
                $0.action = actions[random.below(actions.count)]
                $0.target = ids[random.below(ids.count)]
                if random.below(4) == 0 { $0.callContext = CallContext.allCases[random.below(3)] }
                if random.below(8) == 0 { $0.maxStalenessMillis = Int64(random.below(20_000)) }
            }
            let body = JSON.encode(question)
            let answer = try #require(caller.ask("POST", "/v1/check", body, fields: stage.fields()))
            do throws(Failure) {
                let expected = try stage.world.decision.call(question)
                #expect(answer.status == 200, "\(body): \(answer.body)")
                #expect((try? JSON.decode(CheckResponse.self, from: answer.body)) == expected)
                answered += 1
            } catch {
                #expect(answer.status == 400 && answer["detail"] == error.message, "\(body)")
                #expect(answer["code"] == error.code.name)
                refused += 1
            }
        }
        #expect(answered > 50 && refused > 50)
    }

    @Test func `a batch and everything about a pair are answered as over frames`() throws {
        let stage = try WebStage(seed: 804)
        let batch = CheckBatchRequest.with {
            $0.checks = ["ann", "cy", "nobody"].map { actor in
                .with {
                    $0.actor = actor
                    $0.action = "chat.start"
                    $0.target = "bob"
                }
            }
        }
        let answer = try #require(stage.post("/v1/check-batch", JSON.encode(batch)))
        #expect(
            try JSON.decode(CheckBatchResponse.self, from: answer.body) == stage.world.decision.call(batch))
        let effective = EffectiveRequest.with {
            $0.actor = "ann"
            $0.target = "bob"
        }
        let all = try #require(stage.post("/v1/effective", JSON.encode(effective)))
        #expect(
            try JSON.decode(EffectiveResponse.self, from: all.body) == stage.world.decision.call(effective))
    }

    @Test func `a question that asks for newer facts waits for them, and later ones wait behind it`() throws {
        let stage = try WebStage(seed: 805)
        stage.world.part(from: .directory)
        try stage.world.make("dan", of: "alpha")
        let caller = stage.caller()
        let position = JSON.encode(stage.world.seen)
        caller.send(
            SimulatedHTTPCaller.request(
                "POST", "/v1/check",
                #"{"actor": "dan", "action": "chat.start", "target": "bob", "atLeast": \#(position)}"#,
                fields: stage.fields()))
        caller.send(
            SimulatedHTTPCaller.request("POST", "/v1/check", WebStage.question, fields: stage.fields()))
        stage.world.cluster.advance(by: .milliseconds(300))
        #expect(caller.received.isEmpty)
        stage.world.cluster.network.heal()
        let first = try #require(caller.answer())
        if first.status == 200 { #expect(first["verdict"] == "allow") } else { #expect(first.status == 503) }
        #expect(caller.answer()?["partnership"] == "p")
    }

    @Test func `what waits too long is refused, and who hangs up is forgotten`() throws {
        let stage = try WebStage(seed: 806)
        stage.world.part(from: .directory)
        try stage.world.make("dan", of: "alpha")
        let body =
            #"{"actor": "ann", "action": "chat.start", "target": "bob", "atLeast": \#(JSON.encode(stage.world.seen))}"#
        let answer = try #require(stage.post("/v1/check", body))
        #expect(
            answer.status == 503 && answer.fields["retry-after"] == "1" && answer["code"] == "unavailable")
        let leaver = stage.caller()
        leaver.send(SimulatedHTTPCaller.request("POST", "/v1/check", body, fields: stage.fields()))
        stage.world.cluster.advance(by: .milliseconds(200))
        #expect(stage.world.cluster.server(.decision).parkedCount == 1)
        leaver.close()
        // Nothing is read while it waits, so that it is gone shows when its wait is over.
        stage.world.cluster.advance(by: .seconds(3))
        #expect(stage.world.cluster.server(.decision).parkedCount == 0)
    }

    // MARK: who may ask

    @Test func `every call needs the scope it needs over frames`() throws {
        let stage = try WebStage(seed: 807)
        for token in ["read", "admin", "operate", "replicate"] {
            for path in ["/v1/check", "/v1/effective", "/v1/status", "/v1/discover"] {
                let answer = try #require(stage.post(path, "{}", token: token))
                #expect(answer.status == 403 && answer["code"] == "permission-denied", "\(token) \(path)")
            }
        }
        #expect(stage.post("/v1/check", WebStage.question, token: "check")?.status == 200)
    }

    @Test func `a token of one organization asks about that one only`() throws {
        let stage = try WebStage(seed: 808)
        stage.world.cluster.addToken(name: "gamma", scopes: "check", organization: "gamma")
        #expect(stage.post("/v1/check", WebStage.question, token: "gamma")?.status == 403)
    }

    @Test(arguments: [
        nil, "Bearer", "Bearer ", "Bearer wrong-secret-of-nobody", "Basic c2VjcmV0", "bearer a b",
        "secret-of-the-token-all",
    ])
    func `without a good token nothing is answered, not even a question that cannot be read`(
        authorization: String?
    ) throws {
        let stage = try WebStage(seed: 809)
        let fields =
            ["Content-Type: application/json"] + (authorization.map { ["Authorization: \($0)"] } ?? [])
        let answer = try #require(stage.caller().ask("POST", "/v1/check", "{", fields: fields))
        #expect(answer.status == 401 && answer.fields["www-authenticate"] == "Bearer realm=\"entente\"")
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(!answer.body.contains("wrong-secret") && !answer.body.contains("c2VjcmV0"))
    }

    @Test func `two tokens at once are none`() throws {
        let stage = try WebStage(seed: 810)
        let answer = stage.post("/v1/check", WebStage.question, ["Authorization: Bearer x"])
        #expect(answer?.status == 401)
    }

    @Test func `a token that is withdrawn opens nothing more, also for who waits`() throws {
        let stage = try WebStage(seed: 811)
        let caller = stage.caller()
        #expect(
            caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields(token: "check"))?.status
                == 200)
        stage.world.part(from: .directory)
        try stage.world.make("dan", of: "alpha")
        caller.send(
            SimulatedHTTPCaller.request(
                "POST", "/v1/check",
                #"{"actor": "ann", "action": "chat.start", "target": "bob", "atLeast": "#
                    + JSON.encode(stage.world.seen) + "}", fields: stage.fields(token: "check")))
        stage.world.cluster.advance(by: .milliseconds(200))
        stage.world.cluster.removeToken(name: "check")
        #expect(caller.answer()?.status == 401)
        #expect(
            caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields(token: "check"))?.status
                == 401)
    }

    // MARK: what cannot be answered

    @Test(arguments: [
        ("{", 400), ("", 400), ("[]", 400), ("null", 400), ("\"x\"", 400), ("{} {}", 400),
        (#"{"actor": 1}"#, 400), (#"{"actr": "ann"}"#, 400), (#"{"actor": "ann", "actor": "bob"}"#, 400),
        (#"{"callContext": "tea"}"#, 400), (#"{"atLeast": 7}"#, 400), ("{\"actor\": \"\u{1}\"}", 400),
        (String(repeating: "[", count: 100), 400), (#"{"maxStalenessMillis": 1e400}"#, 400),
        (#"{"actor": "ann", "action": "chat.sing", "target": "bob"}"#, 400),
    ])
    func `what cannot be read is refused in words that say where`(body: String, status: Int) throws {
        let stage = try WebStage(seed: 812)
        let caller = stage.caller()
        let answer = try #require(caller.ask("POST", "/v1/check", body, fields: stage.fields()))
        #expect(answer.status == status && answer["code"] == nil || answer["code"] == "invalid-argument")
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(answer["detail"]?.isEmpty == false)
        #expect(
            caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields())?.status == 200,
            "and the connection goes on")
    }

    @Test func `bytes that are no text are refused`() throws {
        let stage = try WebStage(seed: 813)
        let caller = stage.caller()
        let head = SimulatedHTTPCaller.request(
            "POST", "/v1/check", nil, fields: stage.fields(["Content-Length: 2"]))
        caller.send(Array(head.utf8) + [0xFF, 0xFE])
        #expect(caller.answer()?.status == 400)
    }

    @Test(arguments: [
        (["Content-Type: text/plain"], 415), (["Content-Type: application/json; charset=latin1"], 415),
        ([], 415), (["Content-Type: application/json; charset=utf-8"], 200),
        (["Content-Type: Application/JSON"], 200),
        (["Content-Type: application/json", "Content-Type: application/json"], 415),
    ])
    func `content is JSON and says so`(fields: [String], status: Int) throws {
        let stage = try WebStage(seed: 814)
        let token = "Authorization: bearer \(stage.world.cluster.secret(of: "check"))"
        let answer = stage.caller().ask("POST", "/v1/check", WebStage.question, fields: [token] + fields)
        #expect(answer?.status == status)
    }

    @Test func `other methods are told which is right, and no length is refused`() throws {
        let stage = try WebStage(seed: 815)
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"] {
            let answer = try #require(stage.caller().ask(method, "/v1/check", fields: stage.fields()))
            #expect(answer.status == 405 && answer.fields["allow"] == "POST")
        }
        #expect(stage.caller().ask("POST", "/v1/check", fields: stage.fields())?.status == 411)
    }

    @Test func `content that is too long, or that nobody asked for, need not even be sent`() throws {
        let stage = try WebStage(seed: 816)
        for (fields, status) in [
            (stage.fields(["Content-Length: 4194305"]), 413),
            (stage.fields(token: "no-such", ["Content-Length: 4000000"]), 401),
            (["Content-Length: 4000000"], 401),
            (stage.fields(["Content-Length: 4000000", "Transfer-Encoding: chunked"]), 400),
        ] {
            let caller = stage.caller()
            caller.send(SimulatedHTTPCaller.request("POST", "/v1/check", nil, fields: fields))
            let answer = try #require(caller.answer())
            #expect(answer.status == status && answer.fields["connection"] == "close")
            #expect(caller.answer() == nil && caller.isClosed)
        }
    }

    @Test func `who waits for a word before a long question gets it`() throws {
        let stage = try WebStage(seed: 817)
        let caller = stage.caller()
        let body = WebStage.question + String(repeating: " ", count: 200_000)
        caller.send(
            SimulatedHTTPCaller.request(
                "POST", "/v1/check", nil,
                fields: stage.fields(["Expect: 100-continue", "Content-Length: \(body.utf8.count)"])))
        #expect(caller.answer()?.status == 100)
        caller.send(body)
        #expect(caller.answer()?["verdict"] == "allow")
    }

    @Test func `a node that may not answer says so as over frames`() throws {
        let stage = try WebStage(seed: 818)
        stage.world.part(from: .directory)
        stage.world.cluster.advance(by: .seconds(12))
        let answer = try #require(stage.post("/v1/check", WebStage.question))
        #expect(answer.status == 503 && answer["code"] == "unavailable")
        #expect(answer["detail"]?.contains("ms old") == true)
    }

    @Test func `a node that leaves answers what has come, and ends its connections`() throws {
        let stage = try WebStage(seed: 819)
        let (caller, idle) = (stage.caller(), stage.caller())
        for one in [caller, idle] {
            #expect(
                one.ask("POST", "/v1/check", WebStage.question, fields: stage.fields())?.status == 200)
        }
        var isGone = false
        stage.world.cluster.service(.decision).leave { isGone = true }
        let last = try #require(
            caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields()))
        #expect(last.status == 200 && last.fields["connection"] == "close")
        stage.world.cluster.network.run(limit: 1_000_000) { isGone }
        #expect(isGone && caller.isClosed && idle.isClosed)
    }
}
