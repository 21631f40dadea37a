import EntenteProtocol
import Flags
import SystemCalls

/// Where the sources are that a service follows, and the access token to present to them.
package struct SourceFlags {
    private var endpoints: [ServiceName: Flag<Endpoint>] = [:]
    private let tokenFile: Flag<String>

    /// Adds the flags for `sources` to `flags`.
    package init(in flags: inout ServiceFlags, following sources: [ServiceName]) {
        for source in sources {
            endpoints[source] = flags.set.value(
                source.rawValue, env: "ENTENTE_\(source.rawValue.uppercased())",
                default: Endpoint(host: "127.0.0.1", port: source.defaultPort),
                help: "where the \(source.rawValue) service is")
        }
        tokenFile = flags.set.required(
            "feed-token-file", env: "ENTENTE_FEED_TOKEN_FILE", placeholder: "FILE",
            help: "the access token to present to the sources, with scope replicate; read at every attempt")
    }

    /// Where `source`, one of those that are followed, is.
    package func endpoint(of source: ServiceName) -> Endpoint {
        guard let flag = endpoints[source] else { preconditionFailure("\(source) is not followed") }
        return flag.value
    }

    /// Reads the token file now, so that a wrong path shows at the start, and again whenever it is asked for.
    package func secret() throws(StartProblem) -> () -> String {
        let path = tokenFile.value
        do {
            _ = try File.readText(path)
        } catch {
            throw StartProblem("--feed-token-file: `\(path)` cannot be read: \(error)")
        }
        return {
            ((try? File.readText(path)) ?? "").split(whereSeparator: \.isWhitespace).first.map(String.init)
                ?? ""
        }
    }
}
