import EntenteProtocol
import Flags

/// `entente version`: which release this is.
struct VersionVerb: Verb {
    static let word = "version"
    static let examples = ["entente version"]
    static let summary = "Says which release this is."

    init(declaringIn flags: inout FlagSet) {}

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let version = Release.version
        context.console.print(
            context.settings.answersInJSON
                ? #"{"version":"\#(version)","protocolVersion":\#(Frame.protocolVersion)}"#
                : "entente \(version), protocol version \(Frame.protocolVersion)")
        return .done
    }
}
