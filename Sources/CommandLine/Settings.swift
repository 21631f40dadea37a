import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// The flags that every verb knows.
struct CommonFlags {
    private let data: Flag<String?>
    private let endpoints: Flag<String?>
    private let tokenFile: Flag<String?>
    private let timeout: Flag<Duration>
    private let withoutSession: Flag<Bool>
    private let output: Flag<OutputForm?>
    private let json: Flag<Bool>

    init(declaringIn flags: inout FlagSet) {
        data = flags.optional(
            "data", env: "ENTENTE_DATA", placeholder: "DIR",
            help: "folder of a running `entente up`: its endpoints, its token, and the session between calls")
        endpoints = flags.optional(
            "endpoints", env: "ENTENTE_ENDPOINTS", placeholder: "LIST",
            help:
                "directory=HOST:PORT,partnership=HOST:PORT,decision=HOST:PORT, `decision` once for each node; "
                + "goes before --data")
        tokenFile = flags.optional(
            "token-file", env: "ENTENTE_TOKEN_FILE", placeholder: "FILE",
            help: "file with the access token; goes before ENTENTE_TOKEN (the token itself) and --data")
        timeout = flags.duration("timeout", default: .seconds(10), help: "how long an answer may take")
        withoutSession = flags.bool(
            "no-session", help: "neither wait for what was seen before nor remember what is seen")
        output = flags.optional(
            "output", as: OutputForm.self,
            help:
                "how to answer: for people, as one JSON document, or as JSON an object a line; in JSON errors "
                + "too, on standard error")
        json = flags.bool("json", help: "the same as `--output jsonl`")
    }

    /// What was asked for.
    func settings(environment: (String) -> String?) -> Settings {
        Settings(
            folder: data.value.map { DataFolder($0) }, endpoints: endpoints.value, tokenFile: tokenFile.value,
            token: environment("ENTENTE_TOKEN").flatMap { $0.isEmpty ? nil : $0 }, timeout: timeout.value,
            usesSession: !withoutSession.value,
            output: output.value ?? (json.value ? .jsonl : .table))
    }
}

/// What the common flags and the environment say.
struct Settings: Sendable {
    var folder: DataFolder?
    var endpoints: String?
    var tokenFile: String?
    var token: String?
    var timeout: Duration = .seconds(10)
    var usesSession = true
    var output = OutputForm.table

    /// Where the services are: as told, else as the data folder says, else at their usual ports of this
    /// machine.
    func resolvedEndpoints() throws(Problem) -> Endpoints {
        if let endpoints {
            do {
                return try Endpoints(parsing: endpoints)
            } catch {
                throw .usage("\(error)")
            }
        }
        return try folder?.endpoints() ?? Endpoints()
    }

    /// The token to present.
    func resolvedToken() throws(Problem) -> String {
        if let tokenFile { return try Self.readToken(tokenFile) }
        if let token { return token }
        if let folder { return try Self.readToken(folder.tokenPath) }
        throw .usage(
            "no access token is given",
            advice: "give `--data DIR` of a running `entente up`, `--token-file FILE`, or set ENTENTE_TOKEN")
    }

    private static func readToken(_ path: String) throws(Problem) -> String {
        let text: String
        do {
            text = try File.readText(path)
        } catch {
            throw .usage("cannot read the token file `\(path)`: \(error)")
        }
        guard let token = text.split(whereSeparator: \.isWhitespace).first else {
            throw .usage("the token file `\(path)` is empty")
        }
        return String(token)
    }
}
