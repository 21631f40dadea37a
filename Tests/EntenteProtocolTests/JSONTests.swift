// JSON as people write it and read it, and what they are told when they slip.

import EntenteProtocol
import Testing

@Suite("JSON of messages") struct JSONMessageTests {
    private func problem<M: Message>(_ type: M.Type, _ text: String) -> String? {
        do {
            _ = try JSON.decode(type, from: text)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func everyPlainFieldIsWrittenAndAbsentOptionalsAreNot() {
        let check = CheckRequest.with { $0.actor = "ada" }
        #expect(JSON.encode(check) == #"{"actor":"ada","action":"","target":""}"#)
        let pretty = "{\n  \"version\": 0\n}"
        #expect(JSON.encode(Versioned(), pretty: true) == pretty)
    }

    @Test func enumerationsGoByTheWordsOfTheRules() throws {
        let update = UpdateOrganizationRequest.with { $0.relationshipPolicy = .extendAndRestrict }
        #expect(JSON.encode(update).contains(#""relationshipPolicy":"extend-and-restrict""#))
        let answer = try JSON.decode(CheckResponse.self, from: #"{"reason":"self","level":"team-colleague"}"#)
        #expect(answer.reason == .self)
        #expect(answer.level == .teamColleague)
    }

    @Test func largeIntegersStayExact() throws {
        let exact: Int64 = 1 << 53
        for (value, text) in [
            (exact, "9007199254740992"), (-exact, "-9007199254740992"), (exact + 1, #""9007199254740993""#),
            (.max, #""9223372036854775807""#), (.min, #""-9223372036854775808""#),
        ] {
            let message = Versioned.with { $0.version = value }
            #expect(JSON.encode(message) == "{\"version\":\(text)}")
            #expect(try JSON.decode(Versioned.self, from: JSON.encode(message)) == message)
        }
        #expect(try JSON.decode(Versioned.self, from: #"{"version":9223372036854775807}"#).version == .max)
        #expect(try JSON.decode(Versioned.self, from: #"{"version":1e3}"#).version == 1000)
    }

    @Test func aMissingOrNullMemberIsTheDefault() throws {
        let update = try JSON.decode(UpdateUserRequest.self, from: #"{"id":null,"vip":null,"role":null}"#)
        #expect(update == UpdateUserRequest())
        #expect(try JSON.decode(UpdateUserRequest.self, from: #"{"vip":false}"#).vip == false)
    }

    @Test func anUnknownMemberIsNamedWithItsNeighbours() {
        #expect(problem(CheckRequest.self, #"{"actr":""}"#) == "unknown field `actr`: did you mean `actor`?")
        #expect(
            problem(GetUserRequest.self, #"{"organization":""}"#)
                == "unknown field `organization`: it is one of `id`")
        #expect(problem(StatusRequest.self, #"{"atLeast":{"x":1}}"#)?.hasPrefix("`atLeast`: unknown") == true)
        #expect(problem(ServerStatusRequest.self, #"{"a":1}"#) == "unknown field `a`: there are none")
    }

    @Test func anUnknownMemberIsSkippedWhereOneSaysSo() throws {
        let text = #"{"id":"ada","since":"yesterday"}"#
        #expect(try JSON.decode(GetUserRequest.self, from: text, unknownFields: .skip).id == "ada")
    }

    @Test func anUnknownWordIsAnsweredWithTheWordsThereAre() {
        #expect(
            problem(CheckRequest.self, #"{"callContext":"x"}"#)
                == "`callContext`: unknown value `x`: it is one of `forwarding-participant` or `forwarder`")
    }

    @Test func whatDoesNotFitSaysWhere() {
        let text = #"{"checks":[{},{"actor":1}]}"#
        #expect(
            problem(CheckBatchRequest.self, text)
                == "`checks[1].actor`: a string is expected, not a number")
        #expect(problem(CheckBatchRequest.self, "[]") == "an object is expected, not an array")
        #expect(problem(ServerStatusRequest.self, "1") == "an object is expected, not a number")
        #expect(problem(Versioned.self, #"{"version":1.5}"#)?.hasPrefix("`version`: `1.5` is not") == true)
        #expect(problem(ListUsersRequest.self, #"{"pageSize":2147483648}"#)?.contains("-2147483648") == true)
        #expect(
            problem(UpdateUserRequest.self, #"{"vip":1}"#) == "`vip`: true or false is expected, not a number"
        )
        #expect(problem(Sample.self, #"{"bytes":"*"}"#) == "`bytes`: the string is not base64")
        #expect(problem(Sample.self, #"{"flags":[true,null]}"#)?.hasPrefix("`flags[1]`") == true)
    }

    @Test func bytesAreBase64() throws {
        for (bytes, text) in [
            ([], ""), ([0], "AA=="), ([0, 255], "AP8="), ([0, 255, 16], "AP8Q"), ([1, 2, 3, 4], "AQIDBA=="),
        ] as [([UInt8], String)] {
            let sample = Sample.with { $0.bytes = bytes }
            #expect(JSON.encode(sample).contains("\"bytes\":\"\(text)\""))
            #expect(try JSON.decode(Sample.self, from: "{\"bytes\":\"\(text)\"}").bytes == bytes)
        }
    }

    @Test func aCallKnownByItsNameReadsAndAnswers() throws {
        let call = Call.named(try #require(Method(name: "check")))
        let request = try call.requestFromJSON(#"{"actor":"ada"}"#)
        #expect((request as? CheckRequest)?.actor == "ada")
        #expect(
            try call.decodeRequest(Wire.encode(any: request)) as? CheckRequest == request as? CheckRequest)
        let answer = Wire.encode(CheckResponse.with { $0.verdict = .ask })
        #expect(try call.responseToJSON(answer)["verdict"] == .string("ask"))
        #expect(throws: JSONProblem.self) { try call.requestFromJSON(#"{"actr":"ada"}"#) }
    }
}

@Suite("JSON text") struct JSONTextTests {
    @Test(arguments: [
        ("", "line 1, column 1: the document ends where a value is expected"),
        ("{", "line 1, column 2: a name in double quotes is expected here"),
        ("{\"a\" 1}", "line 1, column 6: `:` is expected here"),
        ("{\"a\":1,\n \"a\":2}", "line 2, column 2: `a` is given twice"),
        ("[1,]", "line 1, column 4: a value is expected here"),
        ("[1 2]", "line 1, column 4: `,` or `]` is expected here"),
        ("{\"a\":1 \"b\"}", "line 1, column 8: `,` or `}` is expected here"),
        ("01", "line 1, column 2: unexpected text after the end of the document"),
        ("1.", "line 1, column 3: a digit is expected here"),
        ("-", "line 1, column 2: a digit is expected here"),
        ("1e", "line 1, column 3: a digit is expected here"),
        ("nul", "line 1, column 1: a value is expected here"),
        ("\"é\n\"", "line 1, column 3: a control character in a string must be escaped"),
        ("\"abc", "line 1, column 1: the string has no end"),
        ("\"\\x\"", "line 1, column 3: unknown escape"),
        ("\"\\u12g4\"", "line 1, column 4: four hexadecimal digits are expected here"),
        ("\"\\ud800\"", "line 1, column 4: half a surrogate pair"),
        ("\"\\udc00\"", "line 1, column 4: half a surrogate pair"),
    ])
    func aSlipIsShownWhereItIs(_ text: String, _ message: String) {
        do {
            _ = try JSONValue(parsing: text)
            Issue.record("`\(text)` was accepted")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test func whatIsReadIsPrintedBack() throws {
        let texts = [
            "null", "true", "false", "0", "-1.5e+10", #""""#, #""\"\\\n\r\t\u0000é🎈""#, "[]", "[1,[2],{}]",
            #"{"a":{"b":[null,"c"]}}"#,
        ]
        for text in texts { #expect(try JSONValue(parsing: text).text() == text) }
        #expect(
            try JSONValue(parsing: " [ 1 , {\"a\" : \"\\u00e9\\ud83c\\udf88\\/\"} ] \n").text()
                == "[1,{\"a\":\"é🎈/\"}]")
        #expect(
            try JSONValue(parsing: "{\"a\":[1,{}]}").text(pretty: true)
                == "{\n  \"a\": [\n    1,\n    {}\n  ]\n}")
    }

    @Test func nestingHasALimit() throws {
        let limit = JSONValue.nestingLimit
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(limit))
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: nested(limit + 1)) }
        #expect(throws: JSONProblem.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }
}

/// One number.
struct Versioned: Message {
    var version: Int64 = 0

    enum CodingKeys: Int, CodingKey { case version = 1 }
}
