// Requests as callers send them, in every way they may be cut into pieces, and as those send them who want
// two readers to see different requests.

import HTTP
import Testing

@Suite struct HTTPParserTests {
    private static let limits = HTTPLimits(bodyByteMaximum: 1_000)

    private static let post =
        "POST /v1/check?a=b HTTP/1.1\r\nHost: entente.test:7113\r\nContent-Type: application/json\r\n"
        + "X-Empty:\r\nX-Blanks: \t a b\t \r\nContent-Length: 11\r\n\r\n{\"a\":\"b\"}\r\n"

    /// Shows the parser `bytes` as they come in pieces that end at `cuts`; what it says last of each request.
    private func parse(_ text: String, cuts: [Int] = []) -> [HTTPParser.Outcome] {
        var parser = HTTPParser(limits: Self.limits)
        let bytes = Array(text.utf8)
        var outcomes: [HTTPParser.Outcome] = []
        var start = 0
        for end in cuts + [bytes.count] {
            while start < end {
                let outcome = parser.next(bytes.span.bytes.extracting(start..<end))
                if case .request(_, let byteCount) = outcome {
                    start += byteCount
                    outcomes.append(outcome)
                    continue
                }
                if case .refused = outcome { return outcomes + [outcome] }
                if end == bytes.count { outcomes.append(outcome) }
                break
            }
        }
        return outcomes
    }

    private func request(_ text: String) throws -> HTTPRequest {
        guard case .request(let request, _)? = parse(text).first else {
            throw Unread(words: "\(parse(text))")
        }
        return request
    }

    private struct Unread: Error { let words: String }

    private func status(_ text: String) -> Int? {
        if case .refused(let problem)? = parse(text).last { problem.status.code } else { nil }
    }

    // MARK: what is right

    @Test func `a request is read with its fields and its content`() throws {
        let request = try request(Self.post)
        #expect(request.method == "POST" && request.path == "/v1/check" && request.query == "a=b")
        #expect(request["host"] == "entente.test:7113")
        #expect(request["content-type"] == "application/json")
        #expect(request["x-empty"]?.isEmpty == true)
        #expect(request["x-blanks"] == "a b")
        #expect(request.body == Array("{\"a\":\"b\"}\r\n".utf8))
        #expect(request.saysLength && request.keepsAlive && !request.isHead)
    }

    @Test func `wherever the bytes are cut, the same is read`() {
        let bytes = Array((Self.post + Self.post).utf8)
        let whole = parse(Self.post + Self.post)
        #expect(whole.count == 2)
        for first in 0...bytes.count {
            #expect(parse(Self.post + Self.post, cuts: [first]) == whole, "cut at \(first)")
        }
        for first in stride(from: 0, to: bytes.count, by: 7) {
            for second in stride(from: first, to: bytes.count, by: 5) {
                #expect(parse(Self.post + Self.post, cuts: [first, second]) == whole)
            }
        }
        #expect(parse(Self.post + Self.post, cuts: Array(0...bytes.count)) == whole)
    }

    @Test func `requests may follow one another, and an empty line may be between two`() {
        let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(parse(get + get + "\r\n" + get).count == 3)
    }

    @Test func `a connection goes on unless either side says otherwise`() throws {
        #expect(try request("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keepsAlive)
        #expect(try !request("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n").keepsAlive)
        #expect(try !request("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, close\r\n\r\n").keepsAlive)
        #expect(try !request("GET / HTTP/1.0\r\n\r\n").keepsAlive)
    }

    @Test func `a proxy may send the whole address`() throws {
        for (target, path) in [
            ("http://a.test/x?y", "/x"), ("HTTPS://a.test", "/"), ("http://a.test?y", "/"),
            ("/a//b", "/a//b"),
        ] { #expect(try request("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").path == path) }
        #expect(try request("GET http://a.test?y HTTP/1.1\r\nHost: a\r\n\r\n").query == "y")
    }

    @Test func `who waits for a word before the content is told so`() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        #expect(parse(head) == [.awaitsContinue])
        #expect(parse(head + "ab").count == 1)
    }

    // MARK: what is not

    @Test(arguments: [
        // The first line.
        ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1 \r\n\r\n", 400),
        (" GET / HTTP/1.1\r\n\r\n", 400), ("G T / HTTP/1.1\r\n\r\n", 400),
        ("G\u{1}T / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
        ("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("GET / http/1.1\r\n\r\n", 400), ("GET / HTTP/1.1x\r\n\r\n", 400), ("GET / HTTP/11\r\n\r\n", 400),
        ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\u{7F} HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /ä HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", 400),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        // Ends of lines.
        ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400), ("\nGET / HTTP/1.1\r\n\r\n", 400),
        // Fields.
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n", 417),
        // Where a request ends.
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
    ])
    func `what two readers could read differently is refused`(text: String, status: Int) {
        #expect(self.status(text) == status, "\(text)")
    }

    @Test func `a head has bounds, and what is beyond one is refused before it is whole`() {
        let line = "GET /" + String(repeating: "a", count: 8_200)
        #expect(status(line) == 414)
        let head = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 16_400)
        #expect(status(head) == 431)
        let fields = (0..<70).map { "X\($0): y\r\n" }.joined()
        #expect(status("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") == 431)
    }

    @Test func `a refusal is a JSON problem that repeats nothing of the request`() throws {
        guard case .refused(let problem)? = parse("GET secret-word HTTP/1.1\r\nHost: a\r\n\r\n").last else {
            Issue.record("it is read")
            return
        }
        let response = problem.response
        let body = String(decoding: response.body, as: UTF8.self)
        #expect(response.contentType == "application/problem+json")
        #expect(body.contains("\"status\":400") && body.contains("\"title\":\"Bad Request\""))
        #expect(!body.contains("secret-word"))
    }
}
