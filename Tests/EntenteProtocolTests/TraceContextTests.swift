import EntenteProtocol
import Testing

@Suite struct TraceContextTests {
    static let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    /// The same as a later version would begin.
    static let later = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// What looks like one and is none.
    static let strangers: [String] = [
        "", "00", "\(text)-more", "\(text) ", "\(text.dropLast())", text.uppercased(), "\(later)x",
        "\(later)-\(String(repeating: "x", count: 600))",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    ]

    @Test func `a traceparent is read and written`() throws {
        let trace = try #require(TraceContext(Self.text.utf8))
        #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.flags == 1)
        #expect(trace.text == Self.text)
    }

    @Test func `of later versions what is known is read`() {
        #expect(TraceContext(Self.later.utf8)?.text == Self.text)
        #expect(TraceContext("\(Self.later)-what-comes-later".utf8)?.text == Self.text)
    }

    @Test(arguments: strangers)
    func `what is none counts as no trace`(text: String) { #expect(TraceContext(text.utf8) == nil) }
}
