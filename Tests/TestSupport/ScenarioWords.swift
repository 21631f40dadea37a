// A line of a scenario as words, and the small questions the grammar asks of them.

import EntenteProtocol

/// What is wrong with a line.
struct ScenarioWordProblem: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

/// The words of a line, read from the left.
///
/// A word in quotes may hold spaces; `#` outside quotes ends the line; `,` and `->` are words of their own.
struct ScenarioWords {
    /// The line as written, without surrounding spaces.
    let line: String
    private var words: [String] = []
    private var next = 0

    init(_ text: String) throws(ScenarioWordProblem) {
        line = String(text.drop { $0 == " " || $0 == "\t" })
        var word: String?
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
                word = word ?? ""
            } else if isQuoted {
                word?.append(character)
            } else if character == "#" {
                break
            } else if character == " " || character == "\t" || character == "\r" || character == "," {
                if let word { words.append(word) }
                word = nil
                if character == "," { words.append(",") }
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if isQuoted { throw ScenarioWordProblem("a quote is not closed") }
        if let word { words.append(word) }
    }

    /// The next word, or nil at the end.
    func peek() -> String? { next < words.count ? words[next] : nil }

    mutating func skip() { next += 1 }

    /// Takes the next word if it is this one.
    mutating func take(_ word: String) -> Bool {
        guard peek() == word else { return false }
        next += 1
        return true
    }

    /// The next word, whatever it is.
    mutating func word(_ what: String) throws(ScenarioWordProblem) -> String {
        guard let word = peek(), word != ",", word != "->" else {
            throw ScenarioWordProblem("expected \(what)\(found)")
        }
        next += 1
        return word
    }

    /// The next word, which has to be this one.
    mutating func expect(_ word: String) throws(ScenarioWordProblem) {
        guard take(word) else { throw ScenarioWordProblem("expected `\(word)`\(found)") }
    }

    /// The next word, which has to name one of `values`.
    mutating func word<Value>(
        _ what: String, among values: [Value], _ name: (Value) -> String
    ) throws(ScenarioWordProblem) -> Value {
        let word = peek() ?? ""
        guard let value = values.first(where: { name($0) == word }) else {
            let names = values.map { "`\(name($0))`" }.joined(separator: ", ")
            throw ScenarioWordProblem("expected \(what), one of \(names)\(found)")
        }
        next += 1
        return value
    }

    /// The next word, which has to name a value of a closed vocabulary of the wire.
    mutating func word<Word: WireEnum>(_ what: String, of: Word.Type) throws(ScenarioWordProblem) -> Word {
        try word(what, among: Word.allCases.filter { $0 != .unspecified }, \.name)
    }

    mutating func number(_ what: String) throws(ScenarioWordProblem) -> Int64 {
        guard let number = peek().flatMap({ Int64($0) }) else {
            throw ScenarioWordProblem("expected \(what), a number\(found)")
        }
        next += 1
        return number
    }

    /// A length of time in milliseconds: `31 days`, `1 hour`, `5 milliseconds`.
    mutating func duration() throws(ScenarioWordProblem) -> Int64 {
        let units: [(String, Int64)] = [
            ("millisecond", 1), ("second", 1000), ("minute", 60_000), ("hour", 3_600_000),
            ("day", 86_400_000),
        ]
        let count = try number("how long")
        let unit = peek() ?? ""
        guard let (_, millis) = units.first(where: { unit == $0.0 || unit == $0.0 + "s" }) else {
            throw ScenarioWordProblem("expected a unit of time, `milliseconds` to `days`\(found)")
        }
        next += 1
        return count * millis
    }

    /// Everything that is left, as a text.
    mutating func rest() -> String {
        defer { next = words.count }
        return words[next...].joined(separator: " ").replacing(" ,", with: ",")
    }

    /// Refuses a line that goes on.
    func end() throws(ScenarioWordProblem) {
        if let word = peek() { throw ScenarioWordProblem("did not expect `\(word)` here") }
    }

    private var found: String { peek().map { ", found `\($0)`" } ?? ", found the end of the line" }
}
