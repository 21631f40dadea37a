// The help, made from the declarations: what the program does, how it is called, and every argument, command,
// flag and environment variable, in two columns wrapped for a terminal.

/// The help of a program, or of the command chosen so far.
struct FlagHelp {
    static let columnMaximum = 100
    /// Left-hand entries wider than this get a line of their own.
    static let entryColumnMaximum = 36

    private let chosen: [FlagSet]

    /// The help of the last of `chosen`, whose outer commands stand before it.
    init(_ chosen: [FlagSet]) { self.chosen = chosen }

    private var current: FlagSet { chosen[chosen.count - 1] }

    /// All of it, ending with a line break.
    var text: String {
        var parts = [FlagHelp.wrap(current.summary, indent: 0), FlagHelp.wrap("Usage: " + usage, indent: 0)]
        parts += commandSections
        parts += [
            section("Arguments", current.positionals.map { (FlagHelp.spell($0), $0.help) }),
            section("Flags", current.options.map(FlagHelp.entry) + general),
            examples,
            section("Flags of all commands", chosen.dropLast().flatMap(\.options).map(FlagHelp.entry)),
        ]
        parts += current.notes.split(separator: "\n\n").map { FlagHelp.wrap(String($0), indent: 0) }
        if !current.commands.isEmpty {
            parts.append(
                FlagHelp.wrap("`\(path) COMMAND --help` tells about one command." + fallback, indent: 0))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The flags that tell and do nothing.
    private var general: [(String, String)] {
        [("-h, --help", "print this help")]
            + (current.release == nil ? [] : [("--version", "print which release this is")])
    }

    /// The commands under their titles, in the order in which the titles first appear.
    private var commandSections: [String] {
        let titles = current.commands.map(\.section).reduce(into: [String]()) { titles, title in
            if !titles.contains(title) { titles.append(title) }
        }
        return titles.map { title in
            section(
                title, current.commands.filter { $0.section == title }.map { ($0.name, $0.summary) },
                alignedWith: current.commands.map(\.name))
        }
    }

    /// The examples whole, however long: they are there to be copied.
    private var examples: String {
        guard !current.examples.isEmpty else { return "" }
        let title = current.examples.count == 1 ? "Example" : "Examples"
        return "\(title):\n" + current.examples.map { "  \($0)\n" }.joined()
    }

    private var fallback: String {
        current.defaultCommand.map { " Without COMMAND, `\(path)` is `\(path) \($0)`." } ?? ""
    }

    private var path: String { chosen.map(\.name).joined(separator: " ") }

    private var usage: String {
        let command = current.defaultCommand == nil ? "COMMAND …" : "[COMMAND …]"
        let tail = current.commands.isEmpty ? current.positionals.map(FlagHelp.spell) : [command]
        return ([path, "[flags]"] + tail).joined(separator: " ")
    }

    private static func spell(_ positional: Positional) -> String {
        let name = positional.isRepeated ? "\(positional.name) …" : positional.name
        return positional.isRequired ? name : "[\(name)]"
    }

    private static func entry(_ option: Option) -> (String, String) {
        let left = (["--\(option.name)"] + [option.placeholder].compactMap { $0 }).joined(separator: " ")
        var remarks: [String] = []
        if option.isRequired { remarks.append("required") }
        if option.isList { remarks.append("may be repeated") }
        if let fallback = option.fallback {
            remarks.append("default: \(fallback.isEmpty ? "none" : fallback)")
        }
        if let name = option.environment { remarks.append("environment: \(name)") }
        let suffix = remarks.isEmpty ? "" : " [" + remarks.joined(separator: "; ") + "]"
        return (left, option.help + suffix)
    }

    private func section(
        _ title: String, _ entries: [(String, String)], alignedWith others: [String] = []
    ) -> String {
        guard !entries.isEmpty else { return "" }
        let widths = (entries.map(\.0) + others).map(\.count).filter { $0 <= FlagHelp.entryColumnMaximum }
        let column = (widths.max() ?? FlagHelp.entryColumnMaximum) + 4
        return "\(title):\n" + entries.map { FlagHelp.lines($0, column: column) }.joined()
    }

    private static func lines(_ entry: (left: String, right: String), column: Int) -> String {
        let right = wrap(entry.right, indent: column)
        let left = "  " + entry.left
        guard left.count + 2 <= column else { return left + "\n" + right }
        return left + right.dropFirst(left.count)
    }

    /// `text` in lines of at most `columnMaximum` columns, each indented by `indent` spaces.
    static func wrap(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if let last = lines.last, indent + last.count + 1 + word.count <= columnMaximum {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { margin + $0 + "\n" }.joined()
    }
}
