import EntenteProtocol
import Flags
import Load
import SystemCalls

/// `entente load report`: results as a page to look at.
struct LoadReportVerb: Verb {
    static let word = "report"
    static let summary = "Draws the results of one or more runs as one page of HTML."
    static let notes = """
        The page needs nothing but a browser: no network and no scripts. Several results are drawn into the \
        same plots, and compared with the first in a table.
        """
    static let examples = [
        "entente load report run.json --to report.html",
        "entente load report before.json after.json limit.json --to comparison.html",
    ]

    private let paths: Flag<[String]>
    private let output: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        paths = flags.positionals("RUN.json", help: "what `entente load --to` wrote")
        output = flags.required("to", placeholder: "FILE", help: "the page to write")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        guard !paths.value.isEmpty else {
            throw .usage("no result is named: give RUN.json, as often as you like")
        }
        guard paths.value.count <= Report.runMaximum else {
            throw .usage(
                "\(paths.value.count) results are more than one page can show: give \(Report.runMaximum) at most"
            )
        }
        var results: [LoadResult] = []
        for path in paths.value { results.append(try Self.read(path)) }
        do throws(Errno) {
            try File.write(output.value, Array(Report(results).html.utf8))
        } catch {
            throw .usage("flag `--to`: cannot write `\(output.value)`: \(error)")
        }
        context.console.note("wrote \(output.value)")
        return .done
    }

    private static func read(_ path: String) throws(Problem) -> LoadResult {
        let text: String
        do throws(Errno) {
            text = try File.readText(path, byteLimit: 256 << 20)
        } catch {
            throw .usage("cannot read `\(path)`: \(error)")
        }
        do throws(LoadResult.Strange) {
            var result = try LoadResult(parsing: text)
            if result.label.isEmpty { result.label = name(of: path) }
            return result
        } catch {
            throw .usage("`\(path)` is not a result of `entente load`: \(error.reason)")
        }
    }

    /// The file's name without folder and ending.
    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.hasSuffix(".json") ? file.dropLast(5) : file)
    }
}
