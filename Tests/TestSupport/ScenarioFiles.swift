// Where the scenarios are. They are found beside the sources rather than bundled, so that a file added to the
// folder is played without a change to the build.

import Foundation

/// The scenario files of the project.
package enum ScenarioFiles {
    /// The names of all files, in alphabetical order.
    package static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".scenario") }.sorted()

    /// Reads one file.
    ///
    /// - Throws: ``ScenarioProblem`` where it cannot be understood.
    package static func read(_ name: String) throws -> Scenario {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return try ScenarioParser.parse(text, file: "Tests/ScenarioTests/Scenarios/" + name)
    }

    private static let folder = URL(filePath: Repository.root + "/Tests/ScenarioTests/Scenarios")
}
