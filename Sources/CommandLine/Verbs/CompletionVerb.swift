import EntenteProtocol
import Flags

/// `entente completion`: a script that teaches a shell what can be typed.
struct CompletionVerb: Verb {
    static let word = "completion"
    static let examples = CompletionShell.allCases.map { "entente completion \($0.rawValue)" }
    static let summary = "Writes a script by which a shell completes commands, flags and their values."
    static let notes = """
        For one session: `source <(entente completion bash)`, the same with zsh, or `entente completion fish | \
        source`. For good: bash, into ~/.local/share/bash-completion/completions/entente; zsh, into a file \
        called _entente in a folder of $fpath; fish, into ~/.config/fish/completions/entente.fish.
        """

    private let shell: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        shell = flags.positional(
            "SHELL", help: "the shell: bash, zsh or fish", words: CompletionShell.allCases.map(\.rawValue))
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        guard let known = CompletionShell(rawValue: shell.value) else {
            throw .usage("argument `SHELL` has value `\(shell.value)`: expected bash, zsh or fish")
        }
        context.console.print(Program().completionScript(for: known))
        return .done
    }
}
