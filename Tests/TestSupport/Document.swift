// The project's documents as text: what they show in fenced blocks, their tables and their links. Tests run
// the one, compare the other with the code, and follow the third.

/// A page of the project, read for what can be tested of it.
package struct Document: Sendable {
    /// A fenced block.
    package struct Block: Sendable {
        /// What stands behind the opening fence, such as `sh`.
        package let language: String
        /// What is in it.
        package let lines: [String]
        /// The number of its first line in the page.
        package let line: Int
        /// The comment right before it, such as `needs: systemd`; empty where there is none.
        package let mark: String

        /// What it takes that a test has not, such as `systemd`; nil where it can be run.
        package var need: String? {
            mark.hasPrefix("needs: ") ? String(mark.dropFirst("needs: ".count)) : nil
        }
    }

    /// A table, its head apart.
    package struct Table: Sendable {
        /// The heading it stands under.
        package let heading: String
        /// The cells of its head.
        package let head: [String]
        /// The cells of its rows.
        package internal(set) var rows: [[String]] = []
    }

    /// Its path in the checkout.
    package let path: String
    /// Its headings, without their marks.
    package private(set) var headings: [String] = []
    /// Its fenced blocks, in order.
    package private(set) var blocks: [Block] = []
    /// Its tables, in order.
    package private(set) var tables: [Table] = []
    /// Where its links lead, as written.
    package private(set) var links: [String] = []
    private var isInTable = false

    /// The pages whose commands are tested.
    package static let paths: [String] =
        ["README.md", "Protocol/README.md"]
        + ["deploy", ".github", "Tests"].flatMap { folder in
            Repository.files(in: folder).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
        }

    /// Reads a page of the checkout; nil where there is none.
    package init?(_ path: String) {
        guard let text = Repository.text(path) else { return nil }
        self.init(path: path, text: text)
    }

    /// Reads a page.
    package init(path: String, text: String) {
        self.path = path
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var mark = ""
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let bare = line.drop { $0 == " " }
            if bare.hasPrefix("```") {
                let inside = lines[(index + 1)...].prefix { !$0.drop { $0 == " " }.hasPrefix("```") }
                blocks.append(
                    Block(
                        language: String(bare.dropFirst(3)), lines: Array(inside), line: index + 2, mark: mark
                    ))
                index += inside.count + 1
            } else {
                read(line)
            }
            mark = Self.mark(line) ?? ""
            index += 1
        }
    }

    private mutating func read(_ line: String) {
        if let heading = line.wholeMatch(of: #/#+ (.+)/#) { headings.append(String(heading.output.1)) }
        links += line.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }
        guard line.hasPrefix("|") else {
            isInTable = false
            return
        }
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { Self.trimmed($0) }
        if !isInTable {
            tables.append(Table(heading: headings.last ?? "", head: cells))
            isInTable = true
        } else if !cells.allSatisfy({ $0.hasPrefix("--") || $0.hasPrefix(":-") }) {
            tables[tables.count - 1].rows.append(cells)
        }
    }

    private static func trimmed(_ cell: Substring) -> String {
        var cell = cell
        while cell.first == " " { cell.removeFirst() }
        while cell.last == " " { cell.removeLast() }
        return String(cell)
    }

    private static func mark(_ line: String) -> String? {
        line.wholeMatch(of: #/\s*<!-- (.+) -->/#).map { String($0.output.1) }
    }

    /// The place that a heading has in links.
    package static func anchor(of heading: String) -> String {
        String(
            heading.lowercased().compactMap { character -> Character? in
                if character == " " { return "-" }
                let stays = character.isLetter || character.isNumber || "-_".contains(character)
                return stays ? character : nil
            })
    }
}
