import Flags
import Testing

@Suite("Commands of a command line")
struct CommandTests {
    var program = FlagSet(program: "entente", summary: "Talks to the services.")
    let endpoints: Flag<String?>
    let batch: Flag<String?>
    let method: Flag<String?>
    let key: Flag<String>

    init() {
        endpoints = program.optional("endpoints", env: "ENTENTE_ENDPOINTS", help: "where the services are")
        var call = FlagSet(program: "call", summary: "Calls a method.")
        batch = call.optional("batch", placeholder: "FILE", help: "calls from a file, one a line")
        method = call.optionalPositional("METHOD", help: "what to call")
        var list = FlagSet(program: "list", summary: "Lists the tokens.")
        key = list.positional("KEY", help: "which")
        var tokens = FlagSet(program: "tokens", summary: "Looks after access tokens.")
        tokens.add(command: list)
        program.add(command: call)
        program.add(command: tokens)
    }

    private func message(_ arguments: [String]) -> String? {
        do throws(FlagProblem) {
            _ = try program.parse(arguments) { _ in nil }
            return nil
        } catch {
            return error.message
        }
    }

    @Test("are chosen by name, with their own flags and arguments and the program's")
    func chosen() throws {
        let outcome = try program.parse(["call", "--batch", "x", "check", "--endpoints=e"]) { _ in nil }
        #expect(outcome == .run(path: ["call"]))
        #expect(batch.value == "x")
        #expect(method.value == "check")
        #expect(endpoints.value == "e")
    }

    @Test("nest, and take the program's flags before their name too")
    func nested() throws {
        let outcome = try program.parse(["--endpoints", "e", "tokens", "list", "k"]) { _ in nil }
        #expect(outcome == .run(path: ["tokens", "list"]))
        #expect(key.value == "k")
        #expect(endpoints.value == "e")
    }

    @Test("leave it to the program to say which release it is, where it can")
    func release() throws {
        #expect(message(["--version"]) == "unknown flag `--version`")
        var told = program
        told.release = "1.2"
        #expect(try told.parse(["--version"]) { _ in nil } == .tell("entente 1.2\n"))
        guard case .tell(let help) = try told.parse(["--help"], environment: { _ in nil }) else { return }
        #expect(help.contains("--version "))
    }

    @Test("further in are suggested where one of that name is not here")
    func suggestedPaths() {
        #expect(message(["list"]) == "unknown command `list`, did you mean `tokens list`?")
    }

    @Test("take texts that only they can judge, as many as they say")
    func texts() throws {
        var copy = FlagSet(program: "copy", summary: "Copies.")
        let check = { (text: String) throws(FlagProblem) in
            if text == "bad" { throw FlagProblem("expected something good") }
        }
        let mode = copy.texts(
            "mode", placeholder: "MODE", help: "how", isRequired: false, isRepeated: false, check: check)
        let tag = copy.texts(
            "tag", placeholder: "TAG", help: "what", isRequired: true, isRepeated: true, check: check)
        let from = copy.argumentTexts(
            "FROM", help: "what", isRequired: true, isRepeated: false, check: check)
        let to = copy.argumentTexts("TO", help: "where", isRequired: true, isRepeated: true, check: check)
        _ = try copy.parse(["a", "b", "c", "--tag", "x", "--tag=y"]) { _ in nil }
        #expect(
            from.value == ["a"] && to.value == ["b", "c"] && tag.value == ["x", "y"] && mode.value.isEmpty)
        let refusals = [
            (["a", "b", "--tag", "bad"], "flag `--tag` has value `bad`: expected something good"),
            (["a", "b", "bad", "--tag", "x"], "argument `TO` has value `bad`: expected something good"),
            (["a", "--tag", "x"], "argument `TO` is missing: where"),
            (["a", "b"], "flag `--tag` is required: what"),
            (["a", "b", "--mode", "1", "--mode", "2"], "flag `--mode` is given twice"),
        ]
        for (arguments, message) in refusals {
            #expect(throws: FlagProblem(message)) { try copy.parse(arguments) { _ in nil } }
        }
        _ = try copy.parse(["d", "e", "--tag", "z"]) { _ in nil }
        #expect(to.value == ["e"] && tag.value == ["z"])
    }

    @Test("that are missing or misspelled are told")
    func problems() {
        #expect(message([]) == "a command is missing: one of `call`, `tokens`")
        #expect(message(["tokens"]) == "a command is missing: one of `list`")
        #expect(message(["cal"]) == "unknown command `cal`, did you mean `call`?")
        #expect(message(["xyz"]) == "unknown command `xyz`")
        #expect(message(["tokens", "list", "k", "--batch=x"]) == "unknown flag `--batch`")
    }
}

@Suite("The help")
struct HelpTests {
    private func help(_ program: FlagSet, _ arguments: [String]) throws -> String {
        guard case .tell(let text) = try program.parse(arguments, environment: { _ in nil }) else {
            return ""
        }
        return text
    }

    @Test("shows arguments, flags, defaults and environment variables in columns")
    func layout() throws {
        var flags = FlagSet(program: "entente-decision", summary: "Answers checks.")
        _ = flags.string(
            "listen", env: "ENTENTE_LISTEN", default: "127.0.0.1:7103", placeholder: "ADDRESS",
            help: "where to listen")
        _ = flags.required("token", env: "ENTENTE_TOKEN", help: "the secret for the feeds")
        _ = flags.list("peer", help: "another node")
        _ = flags.duration("staleness", default: .seconds(10), help: "how old an answer may be")
        _ = flags.bool("verbose", help: "write more")
        _ = flags.positional("FOLDER", help: "where the files are")
        _ = flags.positionals("MORE", help: "further folders")
        flags.notes = "Stops on SIGTERM."
        #expect(
            try help(flags, ["--help"]) == """
                Answers checks.

                Usage: entente-decision [flags] FOLDER [MORE …]

                Arguments:
                  FOLDER    where the files are
                  [MORE …]  further folders

                Flags:
                  --listen ADDRESS      where to listen [default: 127.0.0.1:7103; environment: ENTENTE_LISTEN]
                  --token TEXT          the secret for the feeds [required; environment: ENTENTE_TOKEN]
                  --peer TEXT           another node [may be repeated]
                  --staleness DURATION  how old an answer may be [default: 10s]
                  --verbose             write more
                  -h, --help            print this help

                Stops on SIGTERM.

                """)
    }

    @Test("is asked for before anything is missing, and is about the command it follows")
    func commands() throws {
        var program = FlagSet(program: "entente", summary: "Talks to the services.")
        _ = program.required("token", env: "ENTENTE_TOKEN", help: "the secret")
        var call = FlagSet(program: "call", summary: "Calls a method.")
        _ = call.positional("METHOD", help: "what to call")
        program.add(command: call)
        #expect(
            try help(program, ["-h"]) == """
                Talks to the services.

                Usage: entente [flags] COMMAND …

                Commands:
                  call  Calls a method.

                Flags:
                  --token TEXT  the secret [required; environment: ENTENTE_TOKEN]
                  -h, --help    print this help

                `entente COMMAND --help` tells about one command.

                """)
        #expect(
            try help(program, ["call", "--help"]) == """
                Calls a method.

                Usage: entente call [flags] METHOD

                Arguments:
                  METHOD  what to call

                Flags:
                  -h, --help  print this help

                Flags of all commands:
                  --token TEXT  the secret [required; environment: ENTENTE_TOKEN]

                """)
    }

    @Test("lists commands under their titles, and shows examples whole")
    func sections() throws {
        var program = FlagSet(program: "entente", summary: "Talks to the services.")
        for (name, title) in [("up", "Running"), ("check", "Asking"), ("status", "Running")] {
            var command = FlagSet(program: name, summary: "Does it.")
            command.section = title
            command.examples = ["entente \(name) " + String(repeating: "and-again ", count: 12)]
            program.add(command: command)
        }
        let text = try help(program, ["--help"])
        #expect(
            text.contains(
                """
                Running:
                  up      Does it.
                  status  Does it.

                Asking:
                  check   Does it.

                """))
        #expect(try help(program, ["up", "--help"]).contains("Example:\n  entente up and-again and-again"))
        #expect(try help(program, ["up", "--help"]).split(separator: "\n").contains { $0.count > 120 })
    }

    @Test("stays within 100 columns, whatever the texts")
    func width() throws {
        var flags = FlagSet(program: "p", summary: String(repeating: "many words here ", count: 30))
        let help = String(repeating: "some words of help ", count: 20)
        _ = flags.bool("short", help: help)
        _ = flags.string("a-very-long-name-for-a-flag-that-is-silly", default: "x", help: help)
        let lines = try self.help(flags, ["--help"]).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(lines.allSatisfy { $0.last != " " })
        #expect(lines.contains("  --a-very-long-name-for-a-flag-that-is-silly TEXT"))
    }

    @Test("may be left out where one of them is meant without")
    func meant() throws {
        var program = FlagSet(program: "entente", summary: "Talks to the services.")
        let data = program.optional("data", help: "where it is")
        var load = FlagSet(program: "load", summary: "Measures.")
        var run = FlagSet(program: "run", summary: "Runs.")
        let rate = run.optional("rate", as: Double.self, help: "how fast")
        load.add(command: run)
        load.add(command: FlagSet(program: "report", summary: "Draws."))
        load.defaultCommand = "run"
        program.add(command: load)
        for arguments in [["load", "--rate", "2.5"], ["load", "run", "--rate=2.5"]] {
            #expect(try program.parse(arguments) { _ in nil } == .run(path: ["load", "run"]))
            #expect(rate.value == 2.5)
        }
        #expect(try program.parse(["load"]) { _ in nil } == .run(path: ["load", "run"]))
        #expect(
            try program.parse(["load", "--data", "x", "report"]) { _ in nil }
                == .run(path: ["load", "report"]))
        #expect(data.value == "x")
        #expect(throws: FlagProblem.self) { try program.parse(["load", "reprot"]) { _ in nil } }
    }
}
