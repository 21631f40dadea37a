/// Rows of cells in columns as wide as their widest cell; the one place that lays out tables.
package struct TextTable {
    /// One cell: its text, and how it stands out.
    package struct Cell: ExpressibleByStringLiteral, Equatable {
        let text: String
        let style: TextStyle

        /// A cell that shows `text` in `style`.
        package init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text
            self.style = style
        }

        /// A plain cell.
        package init(stringLiteral text: String) { self.init(text) }
    }

    private static let gap = "  "

    private let header: [Cell]
    private var rows: [[Cell]] = []
    private let indent: String

    /// An empty table; without `titles` it has no header.
    package init(_ titles: [String] = [], indent: Int = 0) {
        header = titles.map { Cell($0, .strong) }
        self.indent = String(repeating: " ", count: indent)
    }

    /// Adds a row.
    package mutating func add(_ row: [Cell]) { rows.append(row) }

    /// Adds a row of plain cells.
    package mutating func add(_ row: [String]) { rows.append(row.map { Cell($0) }) }

    /// Whether no row was added.
    package var isEmpty: Bool { rows.isEmpty }

    /// The lines of the table as `console` shows them.
    package func lines(for console: Console) -> [String] {
        let all = header.isEmpty ? rows : [header] + rows
        let columnCount = all.map(\.count).max() ?? 0
        let widths = (0..<columnCount).map { column in
            all.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0
        }
        return all.map { row in
            var line = indent
            // What follows the last cell with text would be blanks at the end of a line.
            let shown = row.lastIndex { !$0.text.isEmpty } ?? -1
            for (column, cell) in row.enumerated() where column <= shown {
                line += console.styled(cell.text, cell.style)
                if column < shown {
                    line += String(repeating: " ", count: widths[column] - cell.text.count) + Self.gap
                }
            }
            return line
        }
    }

    /// Prints the table.
    package func print(on console: Console) {
        for line in lines(for: console) { console.print(line) }
    }
}
