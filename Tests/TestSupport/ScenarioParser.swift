// The grammar of scenarios; `Tests/ScenarioTests/README.md` explains it to those who write them. One
// statement a line, read word by word. A file that cannot be read is refused with its line: a scenario that
// is silently understood in another way than it was meant proves nothing.

import EntenteProtocol

/// Why a scenario cannot be read.
package struct ScenarioProblem: Error, CustomStringConvertible, Sendable {
    package let file: String
    package let line: Int
    package let message: String
    package var description: String { "\(file):\(line): \(message)" }
}

/// Reads scenarios.
package struct ScenarioParser {
    private var scenario: Scenario

    /// Reads the text of one scenario.
    ///
    /// - Parameter file: What to call it in problems and mismatches.
    /// - Throws: A problem that names the line.
    package static func parse(_ text: String, file: String) throws(ScenarioProblem) -> Scenario {
        var parser = ScenarioParser(scenario: Scenario(file: file))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do {
                try parser.read(String(line), number: index + 1)
            } catch {
                throw ScenarioProblem(file: file, line: index + 1, message: error.message)
            }
        }
        guard !parser.scenario.title.isEmpty else {
            throw ScenarioProblem(file: file, line: 1, message: "the scenario has no `title`")
        }
        guard !parser.scenario.steps.isEmpty else {
            throw ScenarioProblem(file: file, line: lines.count, message: "the scenario does nothing")
        }
        return parser.scenario
    }

    private mutating func read(_ text: String, number: Int) throws(ScenarioWordProblem) {
        var words = try ScenarioWords(text)
        guard let first = words.peek() else { return }
        switch first {
        case "title":
            words.skip()
            scenario.title = words.rest()
        case "needs":
            words.skip()
            try scenario.needs.insert(words.word("what is needed", among: ScenarioNeed.allCases, \.rawValue))
            try words.end()
        default:
            let act = try words.act()
            if case .wait = act, !scenario.needs.contains(.clock) {
                throw ScenarioWordProblem("`wait` takes a clock that can be moved: say `needs clock` first")
            }
            let expected = try words.expectations(of: act)
            try words.end()
            scenario.steps.append(
                ScenarioStep(line: number, text: words.line, act: act, expected: expected))
        }
    }
}
