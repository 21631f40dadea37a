// What a shell offers: the scripts are loaded by the shells themselves, which are then asked as at a press of
// the key.

import Flags
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("Completion")
struct CompletionTests {
    /// What is typed, the last word unfinished, and what is then offered among others, or alone.
    static let lines: [(typed: [String], offered: [String], isAll: Bool)] = [
        (["ver"], ["version"], true), (["user", "cr"], ["create"], true),
        (["--data", "x", "st"], ["status"], true), (["user", "create", "--ro"], ["--role"], true),
        (["--output", ""], ["table", "json", "jsonl"], true),
        (["completion", ""], ["bash", "zsh", "fish"], true),
        (["user", "create", "--role", ""], ["member", "admin"], false),
        (["load", "--pa"], ["--pairs"], false), (["partnership", ""], ["propose", "accept"], false),
        (["check", "--max-staleness", "5s", "--exit"], ["--exit-code"], true),
        (["call", "resolveS"], ["resolveSharing"], true),
    ]

    /// Where a shell is, and nil where this machine has none.
    static func path(of shell: CompletionShell) -> String? {
        ["/usr/bin/\(shell.rawValue)", "/bin/\(shell.rawValue)"].first { File.exists($0) }
    }

    /// How each shell is asked about one line: a program of its own that prints an offer a line.
    private static func question(_ shell: CompletionShell, _ words: [String]) -> String {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        switch shell {
        case .bash:
            return """
                COMP_WORDS=(entente \(quoted)); COMP_CWORD=\(words.count); COMPREPLY=()
                _entente; printf '%s\\n' "${COMPREPLY[@]}"
                """
        case .zsh:
            // What hands offers over to the line editor is replaced by what prints them, as it would filter.
            return """
                offer() { local word; for word in "$@"; do
                    [[ $word == "$words[CURRENT]"* ]] && print -r -- $word; done }
                compadd() { shift; offer "$@" }
                _describe() { local -a all; all=("${(@P)@[-1]}"); offer "${all[@]%%:*}" }
                words=(entente \(quoted)); CURRENT=\(words.count + 1); _entente
                """
        case .fish: return "complete -C'entente \(words.joined(separator: " "))' | string split -f1 \\t"
        }
    }

    @Test("offers what may follow, in every shell that is here", arguments: CompletionShell.allCases)
    func offers(_ shell: CompletionShell) async throws {
        guard let path = Self.path(of: shell) else {
            #expect(shell != .bash, "every machine that runs these tests has bash")
            return
        }
        let folder = try TemporaryFolder()
        let script = Program().completionScript(for: shell)
        let questions = Self.lines.map { Self.question(shell, $0.typed) + "\necho ----" }
        let text = ([script] + questions).joined(separator: "\n") + "\n"
        try File.write(folder.path + "/script", Array(text.utf8))
        let process = RealProcess(
            executable: path, [folder.path + "/script"], files: folder.path + "/shell",
            environment: ["HOME": folder.path])
        #expect(try await process.end() == .exited(0), "\(process.errors)")
        #expect(process.errors.isEmpty, "\(process.errors)")
        let answers = process.output.split(separator: "----\n", omittingEmptySubsequences: false)
        try #require(answers.count == Self.lines.count + 1, "\(process.output)")
        for (line, answer) in zip(Self.lines, answers) {
            let offers = Set(answer.split(separator: "\n").map(String.init))
            let wanted = Set(line.offered)
            #expect(line.isAll ? offers == wanted : offers.isSuperset(of: wanted), "\(line.typed): \(offers)")
        }
    }

    @Test("knows every verb and every flag", arguments: CompletionShell.allCases)
    func complete(_ shell: CompletionShell) {
        let script = Program().completionScript(for: shell)
        for verb in Program().verbs.values {
            for parameter in verb.request?.verb.parameters ?? [] where parameter.isFlag {
                let flag = shell == .fish ? "-l \(parameter.name)" : parameter.spelling
                #expect(script.contains(flag), "\(shell): \(flag)")
            }
        }
        for name in Program().verbs.keys { #expect(script.contains("'\(name)"), "\(shell): \(name)") }
    }

    @Test("is refused for other shells")
    func strangers() async {
        let terminal = Terminal()
        #expect(await terminal.run("completion", "tcsh") == 2)
        #expect(terminal.errors.contains("`tcsh`: expected bash, zsh or fish"))
    }
}
