// From the text of an argument or flag to the JSON of its field, and to the words the help has for it.
import EntenteProtocol
import Flags
import SystemCalls

/// Reads the texts of one parameter.
struct ParameterReader {
    let parameter: Parameter
    let target: FieldTarget

    /// Whether it is given without a value.
    var isSwitch: Bool {
        switch parameter.form {
        case .off, .empty: true
        case .value: parameter.place == .flag && isPlainBool
        default: false
        }
    }

    /// Whether it may be given several times.
    var isRepeated: Bool { target.field.isRepeated && parameter.form != .file }

    private var isPlainBool: Bool {
        guard case .scalar("bool") = target.field.type else { return false }
        return !target.field.isOptional && !target.field.isRepeated
    }

    // MARK: - For the help

    /// What stands for the value.
    var placeholder: String {
        switch parameter.form {
        case .moment: return "WHEN"
        case .millis: return "DURATION"
        case .file: return "FILE"
        case .entry(let keys, let values, let needsValue):
            let key = keys.map(Self.nounOf).joined(separator: ":")
            let value = noun(ofValue: values[0])
            return needsValue ? "\(key)=\(value)" : "\(key)[=\(value)]"
        case .value, .off, .empty: break
        }
        switch target.field.type {
        case .enumeration:
            let words = target.field.type.words ?? []
            return words.count <= Self.wordsShown ? words.joined(separator: "|") : Self.nounOf(parameter.name)
        case .scalar("string"): return Self.nounOf(parameter.name)
        case .scalar("bool"): return Bool.placeholder
        default: return Int.placeholder
        }
    }

    /// The values there are, where they are words.
    var words: [String] { parameter.form == .value ? target.field.type.words ?? [] : [] }

    /// Enumerations with more words are listed behind the help.
    private static let wordsShown = 3

    /// What it is for, with the words that its place does not show.
    var help: String {
        switch parameter.form {
        case .entry(_, let values, _):
            guard let words = values.lazy.compactMap({ target.inner($0)?.type.words }).first else { break }
            return parameter.help + "; \(noun(ofValue: values[0])): " + words.joined(separator: ", ")
        case .moment: return parameter.help + "; such as `7d`, `12h` or `2026-03-01T09:30:00Z`"
        case .value:
            guard let words = target.field.type.words else { break }
            if parameter.isFlag, words.count <= Self.wordsShown { break }
            return parameter.help + ": " + words.joined(separator: ", ")
        default: break
        }
        return parameter.help
    }

    /// What stands for the value of an entry: `STATE` for an `outgoing` that is a `PermissionState`.
    private func noun(ofValue name: String) -> String {
        guard case .enumeration(let type)? = target.inner(name)?.type else { return Self.nounOf(name) }
        return Self.nounOf("\(type)")
    }

    /// The last word of a name, as it stands for a value: `DOMAIN` for `email-domain`.
    private static func nounOf(_ name: String) -> String {
        let words = FieldWords(name).words.split { $0 == " " || $0 == "-" }
        return (words.last.map(String.init) ?? name).uppercased()
    }

    // MARK: - Values

    /// Looks at a text as it is read.
    ///
    /// - Throws: what was expected.
    func check(_ text: String) throws(FlagProblem) {
        if case .file = parameter.form { return }
        _ = try value(of: text, now: 0)
    }

    /// The value that `text` stands for.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - now: The present moment, in milliseconds since 1970 UTC.
    /// - Throws: what was expected.
    func value(of text: String, now: Int64) throws(FlagProblem) -> JSONValue {
        switch parameter.form {
        case .entry(let keys, let values, let needsValue):
            return try entry(text, keys, values, needsValue)
        case .moment:
            guard let moment = Moment(text, now: now) else {
                throw FlagProblem("expected a time from now, such as `7d`, or a date: `2026-03-01`")
            }
            return .integer(moment.millis)
        case .millis:
            guard let duration = Duration(flagText: text) else {
                throw FlagProblem("expected \(Duration.expectation)")
            }
            let (seconds, attoseconds) = duration.components
            return .integer(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
        case .value, .off, .empty, .file:
            return try Self.plain(text, target.field.type)
        }
    }

    private static func plain(
        _ text: String, _ type: MessageShape.FieldType
    ) throws(FlagProblem) -> JSONValue {
        switch type {
        case .scalar("string"):
            return .string(text)
        case .scalar("bool"):
            guard let value = Bool(flagText: text) else { throw FlagProblem("expected \(Bool.expectation)") }
            return .bool(value)
        case .enumeration:
            let words = type.words ?? []
            guard words.contains(text) else {
                throw FlagProblem("expected \(Spelling.list(words))")
            }
            return .string(text)
        case .scalar, .message:
            guard let number = Int(flagText: text) else { throw FlagProblem("expected \(Int.expectation)") }
            return .integer(number)
        }
    }

    /// The element that `KEY=VALUE` stands for.
    private func entry(
        _ text: String, _ keys: [String], _ values: [String], _ needsValue: Bool
    ) throws(FlagProblem) -> JSONValue {
        let expected = FlagProblem("expected `\(placeholder)`")
        // The last sign, because a value is a word and a key may be a name with anything in it.
        let sign = text.lastIndex(of: "=")
        let left = text[..<(sign ?? text.endIndex)]
        let parts = left.split(separator: ":", maxSplits: keys.count - 1, omittingEmptySubsequences: false)
        guard parts.count == keys.count, parts.allSatisfy({ !$0.isEmpty }) else { throw expected }
        var members: [JSONValue.Member] = []
        for (key, part) in zip(keys, parts) { members.append(.init(key, .string(String(part)))) }
        guard let sign else {
            if needsValue { throw expected }
            return .object(members)
        }
        let value = String(text[text.index(after: sign)...])
        for name in values {
            guard let field = target.inner(name) else { preconditionFailure("no field `\(name)`") }
            members.append(.init(name, try Self.plain(value, field.type)))
        }
        return .object(members)
    }
}

/// A moment as people write one.
struct Moment {
    /// Milliseconds since 1970 UTC.
    let millis: Int64

    private static let dayMillis: Int64 = 86_400_000

    /// A time from now (`7d`, `12h`, `1d12h`) or a date, with or without a time of day in UTC
    /// (`2026-03-01T09:30:00Z`).
    init?(_ text: String, now: Int64) {
        if let date = Timestamp(dateText: text) {
            millis = date.millis
            return
        }
        var rest = Substring(text)
        var total: Int64 = 0
        if let sign = rest.firstIndex(of: "d") {
            guard let days = Int64(rest[..<sign]), (0...3_000_000).contains(days) else { return nil }
            total = days * Self.dayMillis
            rest = rest[rest.index(after: sign)...]
        }
        if !rest.isEmpty {
            guard let duration = Duration(flagText: String(rest)) else { return nil }
            let (seconds, attoseconds) = duration.components
            total += seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        } else if total == 0 {
            guard text == "0d" else { return nil }
        }
        millis = now + total
    }
}
