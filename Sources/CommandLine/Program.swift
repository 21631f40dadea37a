// The whole program: the table of its verbs, reading the command line, and turning whatever happens into text
// and an exit status.
import EntenteClient
import EntenteProtocol
import Flags
import Glibc
import SystemCalls

/// The command line `entente`.
package struct Program {
    private static let summary = """
        Runs and asks an Entente: may this person of one organization do this to that person of \
        another, and why?
        """
    private static let notes = """
        First steps: `entente up --data DIR` runs the three services; in another terminal \
        `export ENTENTE_DATA=DIR`, `entente status`, `entente org create acme --name Acme`.

        Commands that change something are done in the name of `--actor USER`, or of the operator.

        \(ExitStatus.helpText)
        """

    private var root = FlagSet(program: "entente", summary: Self.summary)
    private let common: CommonFlags
    /// Every verb by all its words.
    private(set) var verbs: [String: DeclaredVerb] = [:]

    init() {
        root.notes = Self.notes
        root.release = Release.words
        common = CommonFlags(declaringIn: &root)
        for section in Self.sections {
            for branch in section.branches {
                var flags = branch.declare(after: [], into: &verbs)
                flags.section = section.title
                root.add(command: flags)
            }
        }
    }

    /// The process: does what its arguments ask for and ends.
    ///
    /// To be called first of all. Signals are watched before anything starts a second thread, and the first
    /// thread then only waits: an `await` on it would end in the runtime's own waiting, which lets signals
    /// through again and past the watcher.
    ///
    /// - Parameters:
    ///   - seedDatabases: who knows the sources' databases.
    ///   - keeper: who knows their files.
    package static func main(
        seedDatabases: any SeedDatabases.Type, keeper: any DatabaseKeeper.Type
    ) -> Never {
        let interruptions = Interruptions()
        let watcher: SignalWatcher
        do throws(Problem) {
            watcher = try interruptions.watch()
        } catch {
            error.endProgram()
        }
        Task.detached {
            let status = await run(
                Array(Swift.CommandLine.arguments.dropFirst()), environment: FlagSet.processEnvironment,
                console: .standard(environment: FlagSet.processEnvironment), interruptions: interruptions,
                seedDatabases: seedDatabases, keeper: keeper)
            exit(status)
        }
        while true {
            withExtendedLifetime(watcher) { _ = pause() }
        }
    }

    /// Does what the arguments ask for.
    ///
    /// - Parameters:
    ///   - arguments: What was typed, without the program's own name.
    ///   - environment: The value of an environment variable.
    ///   - console: Where to speak.
    ///   - interruptions: What Ctrl-C does; a verb that must clean up takes it over.
    ///   - seedDatabases: Who knows the sources' databases; nil where nobody does.
    ///   - keeper: Who knows their files; nil where nobody does.
    /// - Returns: The process's exit status.
    package static func run(
        _ arguments: [String], environment: (String) -> String?, console: Console,
        interruptions: Interruptions = Interruptions(), seedDatabases: (any SeedDatabases.Type)? = nil,
        keeper: (any DatabaseKeeper.Type)? = nil
    ) async -> Int32 {
        let program = Program()
        var arguments = arguments
        if arguments.first == "help" { arguments = Array(arguments.dropFirst()) + ["--help"] }
        do throws(FlagProblem) {
            switch try program.root.parse(arguments, environment: environment) {
            case .tell(let text):
                console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
                return ExitStatus.done.rawValue
            case .run(let path):
                let settings = program.common.settings(environment: environment)
                let context = Context(
                    console: console, settings: settings, interruptions: interruptions,
                    seedDatabases: seedDatabases, keeper: keeper)
                // As other programs at a command line are told; what is no such text counts as none.
                let trace = environment("TRACEPARENT").flatMap { TraceContext($0.utf8) }
                return await Tracing.$current.withValue(trace) {
                    await program.run(path.joined(separator: " "), in: context).rawValue
                }
            }
        } catch {
            console.note("entente: \(error.message)\nTry `\(program.nearestHelp(to: arguments))`.")
            return ExitStatus.usage.rawValue
        }
    }

    /// The help that speaks of what was typed: the verb's where one was named.
    private func nearestHelp(to arguments: [String]) -> String {
        let typed = arguments.prefix { !$0.hasPrefix("-") }
        let paths = verbs.keys.flatMap { name in
            let words = name.split(separator: " ").map(String.init)
            return words.indices.map { Array(words[...$0]) }
        }
        let named = paths.filter { typed.starts(with: $0) }.max { $0.count < $1.count } ?? []
        return (["entente"] + named + ["--help"]).joined(separator: " ")
    }

    /// What teaches `shell` everything that can be typed here.
    func completionScript(for shell: CompletionShell) -> String { root.completionScript(for: shell) }

    /// The request that a verb would make of `arguments`; nil for a verb that makes no single one.
    ///
    /// - Throws: what is wrong with the arguments.
    func request(
        of arguments: [String], now: Int64, readLines: (String) async throws(Problem) -> [String]
    ) async throws -> (any Request)? {
        guard case .run(let path) = try root.parse(arguments, environment: { _ in nil }) else { return nil }
        return try await verbs[path.joined(separator: " ")]?.request?.request(now: now, readLines: readLines)
    }

    private func run(_ name: String, in context: Context) async -> ExitStatus {
        guard let verb = verbs[name] else { preconditionFailure("no verb `\(name)`") }
        defer { context.keepSession() }
        do throws(Problem) {
            return try await verb.run(context)
        } catch {
            context.console.note(context.answersInJSON ? error.json : "entente: \(error.text)")
            return error.status
        }
    }
}
