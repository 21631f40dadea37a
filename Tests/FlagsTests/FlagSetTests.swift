import Flags
import Testing

@Suite("Reading a command line")
struct FlagSetTests {
    var flags = FlagSet(program: "entente-directory", summary: "Keeps organizations, users and teams.")

    /// Parses with nothing in the environment but what is given.
    private func parse(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) throws(FlagProblem) -> FlagOutcome {
        try flags.parse(arguments) { environment[$0] }
    }

    /// What is said about `arguments` that cannot be used.
    private func message(_ arguments: [String], _ environment: [String: String] = [:]) -> String? {
        do throws(FlagProblem) {
            _ = try parse(arguments, environment)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("leaves defaults where nothing is given")
    mutating func defaults() throws {
        let listen = flags.string("listen", default: "127.0.0.1:7101", help: "where")
        let count = flags.int("count", default: 3, help: "how many")
        let wait = flags.duration("wait", default: .seconds(10), help: "how long")
        let verbose = flags.bool("verbose", help: "more")
        let peers = flags.list("peer", help: "others")
        let token = flags.optional("token", help: "secret")
        #expect(try parse([]) == .run(path: []))
        #expect(listen.value == "127.0.0.1:7101")
        #expect(count.value == 3)
        #expect(wait.value == .seconds(10))
        #expect(verbose.value == false)
        #expect(peers.value == [])
        #expect(token.value == nil)
        #expect(!listen.isGiven)
    }

    @Test("takes `--flag value` and `--flag=value`, also with an equals sign or a dash in the value")
    mutating func values() throws {
        let listen = flags.string("listen", default: "", help: "where")
        let token = flags.optional("token", help: "secret")
        let offset = flags.int("offset", default: 0, help: "how far")
        _ = try parse(["--listen", "a=b", "--token=x=y", "--offset", "-3"])
        #expect(listen.value == "a=b")
        #expect(token.value == "x=y")
        #expect(offset.value == -3)
        #expect(offset.isGiven)
    }

    @Test("takes an empty value that is spelled out")
    mutating func emptyValue() throws {
        let listen = flags.string("listen", default: "x", help: "where")
        _ = try parse(["--listen="])
        #expect(listen.value == "")
    }

    @Test("turns switches on, and off again by name")
    mutating func switches() throws {
        let first = flags.bool("first", help: "")
        let second = flags.bool("second", env: "SECOND", help: "")
        let third = flags.bool("third", env: "THIRD", help: "")
        _ = try parse(["--first", "--second=false"], ["SECOND": "yes", "THIRD": "1"])
        #expect(first.value)
        #expect(!second.value)
        #expect(third.value)
    }

    @Test("collects repeated flags, or a list from the environment, never both")
    mutating func lists() throws {
        let peers = flags.list("peer", of: Int.self, env: "PEERS", help: "others")
        let names = flags.list("name", env: "NAMES", help: "names")
        _ = try parse(["--peer", "1", "--peer=2"], ["PEERS": "7,8,9", "NAMES": "a,b"])
        #expect(peers.value == [1, 2])
        #expect(names.value == ["a", "b"])
    }

    @Test("looks in the environment for what the command line leaves open; empty is unset")
    mutating func environment() throws {
        let first = flags.int("first", env: "ENTENTE_FIRST", default: 1, help: "")
        let second = flags.int("second", env: "ENTENTE_SECOND", default: 2, help: "")
        let third = flags.int("third", env: "ENTENTE_THIRD", default: 3, help: "")
        _ = try parse(["--first=10"], ["ENTENTE_FIRST": "20", "ENTENTE_SECOND": "30", "ENTENTE_THIRD": ""])
        #expect(first.value == 10)
        #expect(second.value == 30)
        #expect(third.value == 3)
    }

    @Test("reads the process's own environment unless told otherwise")
    mutating func processEnvironment() throws {
        let path = flags.optional("path", env: "PATH", help: "")
        _ = try flags.parse([])
        #expect(path.value?.isEmpty == false)
    }

    @Test("takes positional arguments in order, also among flags and after `--`")
    mutating func positionals() throws {
        let verbose = flags.bool("verbose", help: "")
        let method = flags.positional("METHOD", help: "what to call")
        let request = flags.optionalPositional("JSON", help: "the request")
        let rest = flags.positionals("MORE", help: "more")
        _ = try parse(["check", "--verbose", "-", "--", "--verbose", "-x"])
        #expect(verbose.value)
        #expect(method.value == "check")
        #expect(request.value == "-")
        #expect(rest.value == ["--verbose", "-x"])
    }

    @Test("says which argument is missing or too many")
    mutating func positionalProblems() {
        _ = flags.positional("METHOD", help: "what to call")
        #expect(message([]) == "argument `METHOD` is missing: what to call")
        #expect(message(["a", "b"]) == "unexpected argument `b`")
    }

    @Test("says which required flag is missing and how else it can be given")
    mutating func required() throws {
        let folder = flags.required("data", env: "ENTENTE_DATA", help: "the folder of files")
        #expect(
            message([])
                == "flag `--data` (or environment variable `ENTENTE_DATA`) is required: the folder of files"
        )
        _ = try parse([], ["ENTENTE_DATA": "/var"])
        #expect(folder.value == "/var")
    }

    @Test("tells what was meant")
    mutating func suggestions() {
        _ = flags.int("port", default: 1, help: "")
        _ = flags.string("listen-address", default: "", help: "")
        #expect(message(["--prot", "7"]) == "unknown flag `--prot`, did you mean `--port`?")
        #expect(message(["--listen", "7"]) == "unknown flag `--listen`, did you mean `--listen-address`?")
        #expect(message(["--hepl"]) == "unknown flag `--hepl`, did you mean `--help`?")
        #expect(message(["--zzzzzz"]) == "unknown flag `--zzzzzz`")
        #expect(message(["-p"]) == "unknown flag `-p`")
    }

    @Test(
        "says which value is wrong, where it came from and what it should be",
        arguments: [
            (["--port", "many"], "flag `--port` has value `many`: expected a whole number"),
            (["--port", "0"], "flag `--port` has value `0`: expected a number from 1 to 65535"),
            (["--port"], "flag `--port` needs a value: `--port NUMBER`"),
            (["--port=1", "--port=2"], "flag `--port` is given twice"),
            (["--verbose=maybe"], "flag `--verbose` has value `maybe`: expected true or false"),
            (
                ["--wait", "10"],
                "flag `--wait` has value `10`: expected a duration such as `10s`, `500ms` or `1h30m`"
            ),
            (["--wait", "61s"], "flag `--wait` has value `61s`: expected a duration from 0s to 1m"),
        ])
    mutating func wrongValues(_ arguments: [String], _ expected: String) {
        _ = flags.int("port", env: "PORT", default: 7_101, in: 1...65_535, help: "")
        _ = flags.duration("wait", default: .zero, in: .zero ... .seconds(60), help: "")
        _ = flags.bool("verbose", help: "")
        #expect(message(arguments) == expected)
        #expect(
            message([], ["PORT": "x"])
                == "environment variable `PORT` has value `x`: expected a whole number")
    }

    @Test(
        "reads durations",
        arguments: [
            ("10s", Duration.seconds(10)), ("500ms", .milliseconds(500)), ("1h30m", .seconds(5_400)),
            ("2m", .seconds(120)), ("7us", .microseconds(7)), ("0", .zero), ("1m0s", .seconds(60)),
        ])
    func durations(_ text: String, _ expected: Duration) {
        #expect(Duration(flagText: text) == expected)
        #expect(Duration(flagText: expected.flagText) == expected)
    }

    @Test(
        "refuses what is no duration",
        arguments: ["", "s", "10", "-1s", "1.5s", "10 s", "5d", "9999999999h", "٣s"])
    func notDurations(_ text: String) {
        #expect(Duration(flagText: text) == nil)
    }
}
