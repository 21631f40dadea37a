// What every service can be told, by flags or environment; each service adds its own.

import EntenteProtocol
import EventLoop
import Flags
import SystemCalls
import Telemetry

/// The flags of one service executable.
package struct ServiceFlags {
    /// All of them; a service adds its own before ``ServiceProcess`` reads the command line.
    package var set: FlagSet
    let command: Flag<String?>
    let listen: Flag<Endpoint>
    let tokens: Flag<String>
    let heartbeat: Flag<Duration>
    let connectionLimit: Flag<Int>
    let bufferLimit: Flag<Int>
    let operationsPort: Flag<PortNumber?>
    /// Where questions are answered over HTTP; nil for a service that answers none.
    private(set) var httpPort: Flag<PortNumber?>?
    /// By which address callers know that place.
    private(set) var publicURL: Flag<PublicURL?>?
    let logFormat: Flag<LogFormat>
    let logLevel: Flag<LogLevel>

    /// The flags of service `name`, which `summary` describes in a sentence.
    ///
    /// - Parameter loopCount: how many loops share the bounds where nothing else is said.
    package init(_ name: ServiceName, summary: String, loopCount: Int = 1) {
        set = FlagSet(program: "entente-\(name.rawValue)", summary: summary)
        set.notes = ServiceFlags.notes
        set.release = Release.words
        command = set.optionalPositional(
            "command",
            help: "`health` asks the service that listens at --listen whether it is ready, and exits 0 if so")
        listen = set.value(
            "listen", env: "ENTENTE_LISTEN", default: Endpoint(host: "127.0.0.1", port: name.defaultPort),
            help: "where to accept connections; port 0 lets the system choose")
        tokens = set.required(
            "tokens", env: "ENTENTE_TOKENS", placeholder: "FILE",
            help:
                "the access tokens let in, one a line: NAME SCOPES ORGANIZATION SECRET; read again on SIGHUP")
        heartbeat = set.duration(
            "heartbeat", env: "ENTENTE_HEARTBEAT", default: .seconds(1),
            in: .milliseconds(10) ... .seconds(60),
            help: "how often streams are pinged and feeds say where the head is")
        connectionLimit = set.int(
            "connections", env: "ENTENTE_CONNECTIONS", default: 10_000, in: 1...1_000_000,
            help: "connections served at the same time")
        bufferLimit = set.int(
            "buffers-mib", env: "ENTENTE_BUFFERS_MIB",
            default: max(LoopLimits().bufferedByteLimit, LoopLimits.bufferedByteMinimum(of: loopCount)) >> 20,
            in: (LoopLimits.bufferedByteMinimum >> 20)...1_048_576,
            help: "MiB held for all connections together; near it who holds the most is refused more, "
                + "or cut off"
                + (loopCount == 1 ? "" : "; at least 16 for each of several reactors and 16 more"))
        operationsPort = set.optional(
            "operations-port", as: PortNumber.self, env: "ENTENTE_OPERATIONS_PORT",
            help: "where /healthz, /readyz and /metrics are answered over HTTP, on the host of --listen and "
                + "without a token; 0 lets the system choose; not answered where it is not given")
        logFormat = set.value(
            "log-format", env: "ENTENTE_LOG_FORMAT", default: .readable,
            help: "log lines for people or for programs, on standard error")
        logLevel = set.value(
            "log-level", env: "ENTENTE_LOG_LEVEL", default: .info,
            help: "the least level logged: debug, info, warning or error")
    }

    /// Adds the flag of a service that can be asked over HTTP, too.
    package mutating func offerHTTP() {
        httpPort = set.optional(
            "http-port", as: PortNumber.self, env: "ENTENTE_HTTP_PORT",
            help: "where questions are answered over HTTP and JSON, too, on the host of --listen; "
                + "0 lets the system choose; not answered where it is not given")
        publicURL = set.optional(
            "public-url", as: PublicURL.self, env: "ENTENTE_PUBLIC_URL",
            help:
                "the address by which callers know --http-port where a proxy is in front of it; told to gateways "
                + "that look for it, and else http:// with the host they ask for")
    }

    private static let notes = """
        A flag on the command line wins over its environment variable. SIGTERM and SIGINT stop the service cleanly: \
        connections are told to go elsewhere, what is unanswered is answered. SIGHUP reads the access tokens again.

        Exit status: 0 stopped as asked, or healthy; 1 could not start or failed, or not healthy; 2 wrong flags.
        """
}
