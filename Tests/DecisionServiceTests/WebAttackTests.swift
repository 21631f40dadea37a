// What somebody sends who wants to be read in two ways, to have much kept, or to keep others waiting.

import EntenteProtocol
import Service
import TestSupport
import Testing

@Suite struct WebAttackTests {
    @Test func `a refusal is short, whatever it quotes`() throws {
        let stage = try WebStage(seed: 820)
        let long = String(repeating: "x", count: 100_000)
        for body in [
            #"{"\#(long)": 1}"#, #"{"\#(long)": 1, "\#(long)": 2}"#,
            #"{"actor": "\#(long)", "action": "\#(long)", "target": "b"}"#,
            #"{"maxStalenessMillis": 1\#(String(repeating: "0", count: 100_000))}"#,
        ] {
            let answer = try #require(stage.post("/v1/check", body))
            #expect(answer.status == 400 && answer.body.utf8.count < 6_000, "\(answer.body.prefix(200))")
        }
        let item =
            #"{"subject": {"type": "user", "id": "a"}, "action": {"name": "\#(long)"}, "#
            + #""resource": {"type": "user", "id": "b"}}"#
        let answer = try #require(stage.post("/access/v1/evaluations", #"{"evaluations": [\#(item)]}"#))
        #expect(answer.status == 200 && answer.body.utf8.count < 6_000)
    }

    @Test func `a document may not hold values without number`() throws {
        let stage = try WebStage(seed: 821)
        let many = "[" + String(repeating: "0,", count: 200_000) + "0]"
        let answer = try #require(stage.post("/v1/check", #"{"actor": \#(many)}"#))
        #expect(answer.status == 400 && answer["detail"]?.contains("more than 131072 values") == true)
        let batch = Array(repeating: WebStage.question, count: 10_000).joined(separator: ",")
        #expect(stage.post("/v1/check-batch", #"{"checks": [\#(batch)]}"#)?.status == 200)
    }

    @Test(arguments: [
        #"{"actor": "a", "actor": "b"}"#, #"{"actor": "\ud800"}"#, #"{"actor": "\udc00\ud800"}"#,
        #"{"actor": "\ud800\u0041"}"#, #"{"actor": "a"} x"#, #"{"actor": 1e999}"#, "{\"actor\": \"\u{1}\"}",
        #"{"maxStalenessMillis": 1e400}"#, #"{"maxStalenessMillis": 0.5}"#,
        #"{"maxStalenessMillis": 9223372036854775808}"#,
        #"{"actor": NaN}"#, "\u{FEFF}{}", String(repeating: "[", count: 100_000),
    ])
    func `what two readers of JSON could read differently is refused`(body: String) throws {
        let stage = try WebStage(seed: 822)
        let caller = stage.caller()
        #expect(caller.ask("POST", "/v1/check", body, fields: stage.fields())?.status == 400)
        #expect(caller.ask("POST", "/v1/check", WebStage.question, fields: stage.fields())?.status == 200)
    }

    @Test func `a name of a request comes back as it is, alone and short, or not at all`() throws {
        let stage = try WebStage(seed: 823)
        let ask = { (fields: [String]) in stage.post("/v1/check", WebStage.question, fields) }
        #expect(ask(["X-Request-ID: a\tb c"])?.fields["x-request-id"] == "a\tb c")
        #expect(
            ask(["X-Request-ID: \(String(repeating: "a", count: 10_000))"])?.fields["x-request-id"] == nil)
        #expect(ask(["X-Request-ID: a", "X-Request-ID: b"])?.fields["x-request-id"] == nil)
        for text in ["a\rSet-Cookie: b", "a\nSet-Cookie: b", "a\u{0}", "a\u{7F}"] {
            let answer = try #require(ask(["X-Request-ID: \(text)"]))
            #expect(answer.status == 400 && answer.fields["set-cookie"] == nil)
        }
    }

    @Test func `packed content is told so, and who asks for a head gets no content with a refusal`() throws {
        let stage = try WebStage(seed: 824)
        let packed = try #require(
            stage.post("/v1/check", WebStage.question, ["Content-Encoding: gzip"]))
        #expect(packed.status == 415 && packed.fields["accept-encoding"] == "identity")
        let caller = stage.caller()
        caller.send(
            SimulatedHTTPCaller.request(
                "HEAD", "/v1/check", nil, fields: stage.fields(["Content-Length: 1000"])))
        #expect(caller.answer(isHead: true)?.status == 405)
        #expect(caller.answer() == nil && caller.isClosed && caller.received.isEmpty)
    }

    @Test func `who asks without a token again and again is logged once, and counted each time`() throws {
        let stage = try WebStage(seed: 825)
        let caller = stage.caller()
        for _ in 0..<5 {
            #expect(
                caller.ask("POST", "/v1/check", "{}", fields: ["Content-Type: application/json"])?.status
                    == 401)
        }
        let lines = stage.world.cluster.logged.lines.filter { $0.contains("http request refused") }
        #expect(lines.count == 1)
        let page = try #require(
            stage.world.cluster.httpCaller(try stage.world.cluster.watch(.decision)).ask("GET", "/metrics"))
        let metrics = MetricsPage(page.body)
        #expect(metrics.value("entente_requests_total", ["method": "hello", "code": "unauthenticated"]) == 5)
        #expect(metrics.value("entente_http_requests_total", ["code": "401"]) == 5)
    }

    @Test func `every refusal is counted by its status, also of what is no request`() throws {
        let stage = try WebStage(seed: 826)
        let cluster = stage.world.cluster
        let texts: [(Int, String)] = [
            (400, "GET / HTTP/1.1\r\n\r\n"), (414, "GET /" + String(repeating: "a", count: 9_000)),
            (431, "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17_000)),
            (417, "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n"), (505, "GET / HTTP/2.0\r\n\r\n"),
            (501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"), (408, "GET / HT"),
            (413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n"),
            (404, SimulatedHTTPCaller.request("GET", "/none")),
            (405, SimulatedHTTPCaller.request("GET", "/v1/check")),
            (411, SimulatedHTTPCaller.request("POST", "/v1/check", fields: stage.fields())),
            (415, SimulatedHTTPCaller.request("POST", "/v1/check", "x", fields: [stage.fields()[0]])),
        ]
        for (status, text) in texts {
            let caller = stage.caller()
            caller.send(text)
            #expect(caller.answer()?.status == status)
        }
        let page = try #require(cluster.httpCaller(try cluster.watch(.decision)).ask("GET", "/metrics"))
        let metrics = MetricsPage(page.body)
        #expect(metrics.faults.isEmpty)
        for (status, _) in texts {
            #expect(metrics.value("entente_http_requests_total", ["code": "\(status)"]) == 1, "\(status)")
        }
    }
}
