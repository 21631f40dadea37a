import Flags
import Synchronization
import SystemCalls

@testable import CommandLine

/// Runs the program as a person would, and holds what they would see.
final class Terminal: Sendable {
    private let written = Mutex((output: "", errors: ""))
    private let onOutput: @Sendable (String) -> Void

    /// A terminal whose reader does `onOutput` with everything that is written.
    init(onOutput: @escaping @Sendable (String) -> Void = { _ in }) { self.onOutput = onOutput }

    var output: String { written.withLock { $0.output } }
    var errors: String { written.withLock { $0.errors } }

    /// Runs `entente` with `arguments`; returns its exit status.
    func run(_ arguments: String..., environment: [String: String] = [:]) async -> Int32 {
        await run(arguments, environment: environment)
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:],
        interruptions: Interruptions = Interruptions()
    ) async -> Int32 {
        let console = Console(
            output: { [self] text in
                written.withLock { $0.output += text }
                onOutput(text)
            },
            errors: { [self] text in written.withLock { $0.errors += text } })
        return await Program.run(
            arguments, environment: { environment[$0] }, console: console, interruptions: interruptions)
    }
}

/// A folder that goes when its owner does.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws { path = try File.makeTemporaryFolder() }

    deinit { try? File.remove(path) }
}
