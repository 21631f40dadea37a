// The page of the rules, read for the tests that hold it to the code.

import TestSupport
import Testing

/// The project's page of the rules, its tables found by their heads.
struct RulePage {
    private let page: Document

    init() throws { page = try #require(Document("deploy/RULES.md")) }

    /// The heads of all tables, in order.
    var heads: [[String]] { page.tables.map(\.head) }

    /// The rows of the only table whose head begins with these cells.
    func rows(_ head: String...) throws -> [[String]] {
        let tables = page.tables.filter { Array($0.head.prefix(head.count)) == head }
        #expect(tables.count == 1, "\(head)")
        return try #require(tables.first).rows
    }

    /// A cell without its backticks.
    static func bare(_ cell: String) -> String { cell.filter { $0 != "`" } }

    /// What stands in backticks in a cell.
    static func words(_ cell: String) -> [String] {
        cell.matches(of: #/`([^`]+)`/#).map { String($0.output.1) }
    }
}
