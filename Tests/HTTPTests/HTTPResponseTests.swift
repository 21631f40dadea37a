// Answers as they go over the wire.

import EntenteProtocol
import Testing

@testable import HTTP

@Suite struct HTTPResponseTests {
    private func text(_ response: HTTPResponse, _ change: (inout HTTPResponse.Manner) -> Void = { _ in })
        -> String
    {
        var manner = HTTPResponse.Manner(now: 784_111_777_000)
        change(&manner)
        var output: [UInt8] = []
        response.write(to: &output, manner)
        return String(decoding: output, as: UTF8.self)
    }

    private let answer = HTTPResponse(.ok, json: .object([.init("a", .bool(true))]))

    @Test func `an answer says what it is, how long, and that nobody may keep it`() {
        #expect(
            text(answer) == """
                HTTP/1.1 200 OK\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: application/json\r
                Content-Length: 11\r
                Cache-Control: no-store\r
                \r
                {"a":true}

                """)
    }

    @Test func `the head alone says how long the content would be`() {
        let head = text(answer) { $0.isHead = true }
        #expect(head.contains("Content-Length: 11\r\n") && head.hasSuffix("\r\n\r\n"))
    }

    @Test func `the last answer of a connection says so, and other fields stand beside`() {
        var response = HTTPProblem(.methodNotAllowed, "no", fields: [.init("Allow", "GET")]).response
        response.fields.append(.init("X", "y"))
        let text = text(response) { $0.closes = true }
        #expect(text.contains("\r\nAllow: GET\r\nX: y\r\nConnection: close\r\n\r\n"))
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199_999, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
    func `dates are written as HTTP has them`(millis: Int64, date: String) {
        #expect(HTTPDate.text(millis) == date)
    }
}
