// Programs of the system that tests ask for a second opinion. Where one is not installed its tests say so and
// are skipped; where everything must run, they fail.

import SystemCalls

/// A program of the system.
package struct Tool: Sendable {
    /// Its name.
    package let name: String
    /// The package of the distribution that has it.
    package let package: String
    /// Where it is; nil where it is not installed.
    package let path: String?

    /// The program called `name`, looked for on the path.
    package init(_ name: String, from package: String) {
        self.name = name
        self.package = package
        let folders = (Environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        path = folders.lazy.map { "\($0)/\(name)" }.first { File.exists($0) }
    }

    /// Whether tests that need it are to be run: it is there, or nothing may be skipped.
    package var isToRun: Bool { path != nil || Environment["ENTENTE_SKIP_NOTHING"] == "1" }

    /// What is said of a test that is skipped.
    package var words: String { "\(name) is not installed: apt-get install \(package)" }

    /// Starts it.
    ///
    /// - Throws: ``Late`` where it is not installed.
    package func start(_ arguments: [String], files: String) throws -> RealProcess {
        guard let path else { throw Late(words) }
        return RealProcess(executable: path, arguments, files: files)
    }

    package static let curl = Tool("curl", from: "curl")
    package static let promtool = Tool("promtool", from: "prometheus")
}
