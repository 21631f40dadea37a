// The types a flag can have. Each knows how it is written on a command line, what to call it in the help, and
// what to say when a text is none of its values.

/// A type whose values can be given on a command line or in an environment variable.
package protocol FlagValue: Sendable {
    /// What stands for a value in the help: `NUMBER`.
    static var placeholder: String { get }
    /// What a good value is, as the end of "expected …".
    static var expectation: String { get }
    /// The value written as `text`; nil when there is none.
    init?(flagText text: String)
    /// The value as it would be written.
    var flagText: String { get }
}

extension String: FlagValue {
    /// Any text.
    package static var placeholder: String { "TEXT" }
    /// Any text will do.
    package static var expectation: String { "a text" }
    /// The text itself.
    package init?(flagText text: String) { self = text }
    /// The text itself.
    package var flagText: String { self }
}

extension Int: FlagValue {
    /// A number.
    package static var placeholder: String { "NUMBER" }
    /// A whole number, in decimal.
    package static var expectation: String { "a whole number" }
    /// The number written in decimal; underscores between digits are passed over.
    package init?(flagText text: String) { self.init(text.filter { $0 != "_" }) }
    /// The number in decimal.
    package var flagText: String { String(self) }
}

extension Double: FlagValue {
    /// A number.
    package static var placeholder: String { "NUMBER" }
    /// A number, with or without a fraction.
    package static var expectation: String { "a number" }
    /// The number written in decimal, finite; underscores between digits are passed over.
    package init?(flagText text: String) {
        self.init(text.filter { $0 != "_" })
        if !isFinite { return nil }
    }
    /// The number in decimal, without a fraction where it has none.
    package var flagText: String {
        magnitude < 1e15 && rounded() == self ? String(Int(self)) : String(self)
    }
}

extension Bool: FlagValue {
    /// A switch may be turned off by naming a value.
    package static var placeholder: String { "true|false" }
    /// The words for on and off.
    package static var expectation: String { "true or false" }
    /// `true`, `yes`, `on`, `1` or their opposites.
    package init?(flagText text: String) {
        switch text.lowercased() {
        case "true", "yes", "on", "1": self = true
        case "false", "no", "off", "0": self = false
        default: return nil
        }
    }
    /// `true` or `false`.
    package var flagText: String { self ? "true" : "false" }
}

extension Duration: FlagValue {
    /// A length of time.
    package static var placeholder: String { "DURATION" }
    /// How lengths of time are written.
    package static var expectation: String { "a duration such as `10s`, `500ms` or `1h30m`" }

    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ]

    /// Whole numbers each with a unit (`h`, `m`, `s`, `ms`, `us`, `ns`) one after the other, or a plain `0`.
    package init?(flagText text: String) {
        var rest = Substring(text)
        var total: Int64 = 0
        if rest == "0" { rest = "0s" }
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unitName = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard let number = Int64(digits), let unit = Duration.units.first(where: { $0.name == unitName })
            else { return nil }
            let (part, isPartTooLong) = number.multipliedReportingOverflow(by: unit.nanoseconds)
            let (sum, isSumTooLong) = total.addingReportingOverflow(part)
            guard !isPartTooLong, !isSumTooLong else { return nil }
            total = sum
            rest = rest.dropFirst(digits.count + unitName.count)
        }
        self = .nanoseconds(total)
    }

    /// The largest units first, none that is zero: `1h30m`.
    package var flagText: String {
        let (seconds, attoseconds) = components
        var rest = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        guard rest != 0 else { return "0s" }
        var text = ""
        for unit in Duration.units where rest >= unit.nanoseconds {
            text += "\(rest / unit.nanoseconds)\(unit.name)"
            rest %= unit.nanoseconds
        }
        return text
    }
}
