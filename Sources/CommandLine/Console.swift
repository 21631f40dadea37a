// Where the program speaks: answers to standard output, everything else to standard error. A value of
// closures, so that a test reads what a person would.
import SystemCalls

/// The two outputs of the program, and how they may be written on.
package struct Console: Sendable {
    private let toOutput: @Sendable (String) -> Void
    private let toErrors: @Sendable (String) -> Void
    /// Whether the answers go to a terminal that shows colours.
    package let hasColors: Bool
    /// Whether somebody watches standard error, so that progress is worth showing.
    package let showsProgress: Bool

    /// A console that hands what is written to two closures.
    package init(
        output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void,
        hasColors: Bool = false, showsProgress: Bool = false
    ) {
        toOutput = output
        toErrors = errors
        self.hasColors = hasColors
        self.showsProgress = showsProgress
    }

    /// The process's own standard output and error.
    ///
    /// Colours only where a terminal takes them and `NO_COLOR` (see no-color.org) does not forbid them.
    package static func standard(environment: (String) -> String?) -> Console {
        let refusesColors = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let isDumb = environment("TERM") == "dumb"
        return Console(
            output: { StandardStream.output.write($0) }, errors: { StandardStream.error.write($0) },
            hasColors: StandardStream.output.isTerminal && !refusesColors && !isDumb,
            showsProgress: StandardStream.error.isTerminal && !isDumb)
    }

    /// Writes one line of the answer.
    package func print(_ line: String) { toOutput(line + "\n") }

    /// Writes one line that is no part of the answer.
    package func note(_ line: String) { toErrors(line + "\n") }

    /// Shows how far a long work is, on the line shown last; an empty text takes it away.
    package func progress(_ text: String) {
        if showsProgress { toErrors("\r\u{1B}[K" + text) }
    }

    /// `text` as it looks in `style`, where colours are shown.
    package func styled(_ text: String, _ style: TextStyle) -> String {
        hasColors && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// How a piece of text stands out; the value is the terminal's code for it.
package enum TextStyle: Int, Sendable {
    case plain = 0
    case strong = 1
    case faint = 2
    case bad = 31
    case good = 32
    case caution = 33
}
