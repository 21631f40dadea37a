import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls
import Telemetry

/// `entente up`: the three services as children of one process, for development.
struct UpVerb: Verb {
    static let word = "up"
    static let examples = [
        "entente up --data /tmp/entente", "entente up --data /tmp/entente --port-base 0 --log-level info",
    ]
    static let summary =
        "Runs the three services on this machine until Ctrl-C, with their files in --data DIR."
    static let notes = """
        DIR gets a development token with every scope (`token`), the tokens the services accept (`tokens`), \
        where the services are (`endpoints`), and the services' own folders; the other verbs find all that \
        by --data DIR. Meant for development: the services end when this process does, and it ends on Ctrl-C, \
        on `kill`, and when its terminal closes, except under `nohup`.
        """

    private let portBase: Flag<Int>
    private let host: Flag<String>
    private let logFormat: Flag<String>
    private let logLevel: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        portBase = flags.int(
            "port-base", default: Int(ServiceName.directory.defaultPort), in: 0...65_523,
            help: "the directory's port; partnership and decision take the next two, and ten above each "
                + "health and metrics are asked for; 0 lets the system choose")
        host = flags.string(
            "host", default: "127.0.0.1", placeholder: "ADDRESS",
            help: "where to listen; others than this machine should not reach it, as nothing is encrypted")
        logFormat = flags.string(
            "log-format", default: "readable", placeholder: "readable|json", help: "how the services log")
        logLevel = flags.string(
            "log-level", default: "warning", placeholder: "LEVEL", help: "the least level the services log")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        guard let folder = context.settings.folder else {
            throw .usage(
                "`up` needs a folder for its files", advice: "give `--data DIR`; it is made if missing")
        }
        // The services would refuse it too, but one after another.
        guard LogFormat(rawValue: logFormat.value) != nil else {
            throw .usage("flag `--log-format` has value `\(logFormat.value)`: expected `readable` or `json`")
        }
        guard LogLevel(named: logLevel.value) != nil else {
            throw .usage(
                "flag `--log-level` has value `\(logLevel.value)`: expected `debug`, `info`, `warning` or `error`"
            )
        }
        let plan = UpPlan(
            folder: folder, host: host.value, portBase: UInt16(portBase.value), logFormat: logFormat.value,
            logLevel: logLevel.value)
        let prepared = try plan.prepare()
        return try await UpRun(prepared, context).run()
    }
}
