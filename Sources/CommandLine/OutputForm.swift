// How answers are written. One choice for every verb: people read tables; programs read one JSON document, or
// one JSON object a line where lists may be long or never end.
import EntenteProtocol
import Flags

/// How answers are written.
enum OutputForm: String, CaseIterable, FlagValue {
    /// For people.
    case table
    /// One JSON document; a list is one array, an element a line.
    case json
    /// One JSON object a line, an item of a list each.
    case jsonl

    static let placeholder = allCases.map(\.rawValue).joined(separator: "|")
    static let expectation = "table, json or jsonl; verbs that write a file take its name by `--to`"
    init?(flagText text: String) { self.init(rawValue: text) }
    var flagText: String { rawValue }
}

/// Writes items as they come: a line each, or as the elements of one array.
struct ItemWriter {
    private let console: Console
    private let isArray: Bool
    private var isBegun = false

    /// Writes to `console` in one of the two forms for programs.
    init(_ console: Console, as form: OutputForm) {
        self.console = console
        isArray = form == .json
    }

    /// Writes the next item.
    mutating func write(_ item: JSONValue) {
        console.print(next() + item.text())
    }

    /// What stands before the next item; the sign goes there because nobody knows whether another one
    /// follows.
    mutating func next() -> String {
        defer { isBegun = true }
        return isArray ? (isBegun ? "," : "[") : ""
    }

    /// Ends the list.
    func end() {
        if isArray { console.print(isBegun ? "]" : "[]") }
    }
}

extension Context {
    /// Whether answers are for programs.
    var answersInJSON: Bool { settings.output != .table }

    /// Writes an answer for programs, if that was asked for.
    ///
    /// - Returns: Whether it was.
    @discardableResult
    func printsJSON(_ answer: @autoclosure () -> JSONValue) -> Bool {
        guard answersInJSON else { return false }
        console.print(answer().text(pretty: settings.output == .json))
        return true
    }

    /// Writes a list for programs, if that was asked for.
    ///
    /// - Returns: Whether it was.
    func printsJSONList(_ items: @autoclosure () -> [JSONValue]) -> Bool {
        guard answersInJSON else { return false }
        var writer = ItemWriter(console, as: settings.output)
        for item in items() { writer.write(item) }
        writer.end()
        return true
    }
}
