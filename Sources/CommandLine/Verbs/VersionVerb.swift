import EntenteProtocol
import Flags

/// `entente version`: which release this is.
struct VersionVerb: Verb {
    static let word = "version"
    static let examples = ["entente version"]
    static let summary = "Says which release this is."

    init(declaringIn flags: inout FlagSet) {}

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let answer = JSONValue.object([
            .init("version", .string(Release.version)),
            .init("protocolVersion", .integer(Frame.protocolVersion)),
        ])
        if !context.printsJSON(answer) {
            context.console.print("entente \(Release.words)")
        }
        return .done
    }
}
