// A document typed by its reader: its blocks become one script of the shell, in order, so that what one
// exports the next one finds. Folders and ports are the test's own; a block for another terminal goes on
// beside the others until the page is over.

import EntenteProtocol
import SystemCalls
import TestSupport

/// One run of everything that a page shows and that can be run here.
final class DocumentSession {
    /// A command shown with its answer.
    struct Shown {
        let command: String
        let answer: String
    }

    private let document: Document
    private let folder: TemporaryFolder
    private let base: UInt16
    private var script: [String] = []
    /// What is shown with its answer, by the number of its file.
    private(set) var shown: [Shown] = []
    /// How many commands there are to run.
    private(set) var commandCount = 0

    /// - Parameter base: The port that stands for 7101; the others lie as far from it as theirs from 7101.
    init(_ document: Document, folder: TemporaryFolder, base: UInt16) {
        self.document = document
        self.folder = folder
        self.base = base
        for block in document.blocks where block.need == nil { add(block, block.lines.map(ownPlaces)) }
    }

    private func add(_ block: Document.Block, _ lines: [String]) {
        switch block.language {
        case "sh" where block.mark.hasPrefix("another terminal: "):
            addTerminal(lines, until: String(block.mark.dropFirst("another terminal: ".count)))
        case "sh":
            script += lines
            commandCount += lines.count { $0.contains(#/^[^\s#{}]/#) }
        case "console": addShown(lines)
        default: break
        }
    }

    /// The last command of `lines` in the background, until it has said `word`.
    private func addTerminal(_ lines: [String], until word: String) {
        guard let last = lines.last else { return }
        let command = last.replacing(#/\s+#.*$/#, with: "")
        script += lines.dropLast()
        script += [
            "exec \(command) > \(folder.path)/terminal 2>&1 &", "terminal=$!",
            "until grep -q \(word) \(folder.path)/terminal; do kill -0 $terminal; sleep 0.05; done",
        ]
        commandCount += lines.count
    }

    private func addShown(_ lines: [String]) {
        for line in lines {
            if line.hasPrefix("$ ") {
                let command = String(line.dropFirst(2))
                script.append("{ \(command); } > \(folder.path)/answer-\(shown.count) 2>&1")
                shown.append(Shown(command: command, answer: ""))
            } else if let last = shown.popLast() {
                shown.append(Shown(command: last.command, answer: last.answer + line + "\n"))
            }
        }
        commandCount += lines.count { $0.hasPrefix("$ ") }
    }

    /// Runs all of it.
    ///
    /// - Returns: How the shell ended, and what it and the programs said.
    func run() async throws -> (ending: RealProcess.Ending, words: String) {
        let work = folder.path + "/work"
        let logs = folder.path + "/var/lib/entente/*.log"
        let opening = """
            set -eE
            exec < /dev/null
            trap 'echo "failed with $?: $BASH_COMMAND" >&2; tail -n 3 \(logs) >&2' ERR
            trap 'trap - ERR; kill $(jobs -p) 2> /dev/null; wait' EXIT
            trap 'exit 143' TERM
            export PATH=\(RealProcess.folder):$PATH
            mkdir -p \(work) && cd \(work)
            ln -s \(Repository.root)/* . && rm deploy
            cp -r \(Repository.root)/deploy . && rm -rf deploy/secrets
            mkdir -p \(folder.path)/tmp
            """
        let text = opening + "\n" + script.joined(separator: "\n") + "\n"
        try File.write(folder.path + "/script", Array(text.utf8))
        // The shell's own children are not the test's, so they must not follow it.
        let shell = RealProcess(
            executable: "/bin/bash", [folder.path + "/script"], files: folder.path + "/shell",
            followsParent: false)
        do {
            try await eventually("\(document.path) has been typed", within: .seconds(300)) {
                shell.ending != nil
            }
        } catch {
            shell.send(.terminate)
            throw Late("\(error): \(shell.output)\(shell.errors)")
        }
        return (shell.ending ?? .exited(-1), shell.output + shell.errors)
    }

    /// What a command answered that is shown with its answer.
    func answer(_ number: Int) -> String {
        (try? File.readText("\(folder.path)/answer-\(number)")) ?? ""
    }

    /// A line with the folders and ports of this test in place of those that everybody would share.
    private func ownPlaces(_ line: String) -> String {
        var line = line.replacing("entente up", with: "entente up --port-base \(base)")
        for shared in ["/tmp/entente", "/var/lib/entente", "/backups"] {
            line = line.replacing(shared, with: folder.path + shared)
        }
        return line.replacing(#/\b7(10[1-4]|11[1-4])\b/#) { match in
            String(base + (UInt16(match.output.0) ?? 7101) - 7101)
        }
    }
}
