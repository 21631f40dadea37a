// Figures out of results in JSON, for scripts: the machine a script runs on need not have a reader of JSON.

import EntenteProtocol
import Flags
import SystemCalls

/// `figure`.
struct FigureCommand: BenchmarkCommand {
    let flags: FlagSet
    private let file: Flag<String>
    private let paths: Flag<[String]>

    init() {
        var flags = FlagSet(
            program: "figure",
            summary: "Prints figures of a result in JSON, one a line, `-` for one that is not there.")
        flags.examples = [
            "entente-benchmark figure run.json requestsPerSecond latency.p99 cases.single-hit.nanos"
        ]
        file = flags.positional("RESULT.json", help: "what a benchmark or the load tool wrote")
        paths = flags.positionals(
            "NAME.NAME", help: "members within members; an element of a list by its `name`")
        self.flags = flags
    }

    func run(_ common: CommonFlags) async throws(BenchmarkProblem) {
        let text: String
        do throws(Errno) {
            text = try File.readText(file.value, byteLimit: 256 << 20)
        } catch {
            throw .failed("cannot read `\(file.value)`: \(error)")
        }
        do throws(JSONProblem) {
            let result = try JSONValue(parsing: text)
            for path in paths.value { StandardStream.output.write(Self.figure(path, of: result) + "\n") }
        } catch {
            throw .failed("`\(file.value)` is no result: \(error)")
        }
    }

    private static func figure(_ path: String, of result: JSONValue) -> String {
        var value: JSONValue? = result
        for name in path.split(separator: ".").map(String.init) {
            if case .array(let elements) = value {
                value = elements.first { $0["name"] == .string(name) }
            } else {
                value = value?[name]
            }
        }
        return switch value {
        case .number(let text), .string(let text): text
        case .bool(let flag): "\(flag)"
        case nil, .null, .array, .object: "-"
        }
    }
}
