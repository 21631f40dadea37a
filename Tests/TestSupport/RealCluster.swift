// The product as it is shipped: the three executables as processes of this machine, on ports the system
// chose, with files of their own. What the simulated cluster proves about the rules, this one proves about
// the programs.

import EntenteClient
import EntenteProtocol
import SystemCalls

/// The three services as real processes; all are ended, and their files removed, when it goes.
package final class RealCluster {
    /// Under which every file of this cluster is.
    package let folder: String
    /// Flags given to a service at its next start, beyond those it cannot do without.
    package var extraFlags: [ServiceName: [String]] = [:]
    /// Where the decision service finds its sources, if not where they are.
    package var feeds: [ServiceName: ServiceEndpoint] = [:]
    /// What starts a service in place of the system: a program and its arguments, to which the service's own
    /// path and flags are added.
    package var launchers: [ServiceName: [String]] = [:]

    /// What services log from their next start on.
    package var logLevel = "debug"

    private var processes: [ServiceName: RealProcess] = [:]
    private var ports: [ServiceName: UInt16] = [:]
    private var tokenLines: [String] = []
    private var startCount = 0
    private var calls: [RealProcess] = []

    /// A cluster of `services`, all started and listening, the sources first.
    package init(_ services: [ServiceName] = ServiceName.allCases) async throws {
        folder = try File.makeTemporaryFolder()
        try File.write(folder + "/feed-token", Array(Self.secret(of: "replicate").utf8), mode: 0o600)
        try addToken("all", scopes: "all")
        for scope in ["check", "read", "admin", "operate", "replicate"] { try addToken(scope, scopes: scope) }
        for service in services { try await start(service) }
    }

    deinit {
        for process in calls + processes.values { process.kill() }
        try? File.remove(folder)
    }

    // MARK: access tokens

    /// The secret of the token called `name`.
    package static func secret(of name: String) -> String { "secret-of-the-token-\(name)" }

    /// The file of access tokens.
    package var tokensPath: String { folder + "/tokens" }

    /// Writes one more token to the file; running services read it on ``hangUp(_:)``.
    package func addToken(_ name: String, scopes: String, organization: String = "-") throws {
        tokenLines.append("\(name) \(scopes) \(organization) \(Self.secret(of: name))")
        try writeTokens()
    }

    /// Takes a token out of the file.
    package func removeToken(_ name: String) throws {
        tokenLines.removeAll { $0.hasPrefix(name + " ") }
        try writeTokens()
    }

    private func writeTokens() throws {
        try File.write(
            tokensPath, Array((tokenLines.joined(separator: "\n") + "\n").utf8), mode: 0o600)
    }

    // MARK: services

    /// Starts a service and waits until it listens, at the port it had before if it ran before.
    package func start(_ service: ServiceName) async throws {
        startCount += 1
        let program = "\(RealProcess.folder)/entente-\(service.rawValue)"
        let command = (launchers[service] ?? []) + [program] + flags(of: service)
        let process = RealProcess(
            executable: command[0], Array(command.dropFirst()),
            files: "\(folder)/\(startCount)-\(service.rawValue)")
        processes[service] = process
        try await eventually("the \(service.rawValue) service listens") {
            if let ending = process.ending {
                throw Late(
                    "the \(service.rawValue) service ended (\(ending)): \(process.errors)")
            }
            ports[service] = Self.port(in: process)
            return ports[service] != nil
        }
    }

    /// The command line of a service, with every flag it needs.
    package func flags(of service: ServiceName) -> [String] {
        var flags = [
            "--listen", "127.0.0.1:\(ports[service] ?? 0)", "--tokens", tokensPath, "--log-format", "json",
            "--log-level", logLevel, "--heartbeat", "200ms",
        ]
        if service != .decision { flags += ["--data", dataFolder(of: service)] }
        if service != .directory { flags += ["--feed-token-file", folder + "/feed-token"] }
        for source in ServiceName.allCases.prefix(while: { $0 != service }) {
            let feed = service == .decision ? feeds[source] : nil
            flags += ["--\(source.rawValue)", "\(feed ?? endpoints[source])"]
        }
        return flags + (extraFlags[service] ?? [])
    }

    /// The folder of a source's database.
    package func dataFolder(of service: ServiceName) -> String { "\(folder)/\(service.rawValue)" }

    private static func port(in process: RealProcess, saying words: String = "listening") -> UInt16? {
        let line = LogRecord.parse(process.errors).first { $0.message == words }
        return line?["address"].flatMap { Endpoint($0) }?.port
    }

    /// Where a service answers those who watch it, when it was started with `--operations-port`.
    package func operations(of service: ServiceName) throws -> Endpoint {
        try door(of: service, saying: "operations listening")
    }

    /// Where a service answers whom it lets in by a door that it announces in its log.
    package func door(of service: ServiceName, saying words: String) throws -> Endpoint {
        guard let port = Self.port(in: process(service), saying: words) else {
            throw Late("the \(service.rawValue) service does not say `\(words)`")
        }
        return Endpoint(host: "127.0.0.1", port: port)
    }

    /// The process of a service that was started.
    package func process(_ service: ServiceName) -> RealProcess {
        guard let process = processes[service] else {
            preconditionFailure("the \(service.rawValue) was never started")
        }
        return process
    }

    /// Ends a service as a crash does.
    package func kill(_ service: ServiceName) { process(service).kill() }

    /// Ends a service as a crash does and starts it again.
    package func restart(_ service: ServiceName) async throws {
        kill(service)
        try await start(service)
    }

    /// Asks a service to stop and waits for it.
    package func terminate(_ service: ServiceName) async throws -> RealProcess.Ending {
        process(service).send(.terminate)
        return try await process(service).end()
    }

    /// Has a service read its access tokens again, and waits until it says that it has tried.
    package func hangUp(_ service: ServiceName) async throws {
        let told = { [process = process(service)] in
            LogRecord.parse(process.errors).count { $0.message.hasPrefix("access tokens ") }
        }
        let before = told()
        process(service).send(.hangUp)
        try await eventually("the \(service.rawValue) service reads its tokens") { told() > before }
    }

    /// What the running process of a service has logged.
    package func log(of service: ServiceName) -> [LogRecord] { LogRecord.parse(process(service).errors) }

    // MARK: callers

    /// Where the services are.
    package var endpoints: Endpoints {
        var endpoints = Endpoints()
        for (service, port) in ports { endpoints[service] = ServiceEndpoint(host: "127.0.0.1", port: port) }
        return endpoints
    }

    /// A caller with the token called `token`, who is told every failure.
    ///
    /// - Parameter doors: Where it finds services, if not where they are.
    package func client(
        token: String = "all", timeout: Duration = .seconds(30),
        through doors: [ServiceName: ServiceEndpoint] = [:]
    ) -> EntenteClient {
        var endpoints = endpoints
        for (service, door) in doors { endpoints[service] = door }
        var options = ClientOptions.askingOnce
        options.clientName = "integration-tests"
        options.callTimeout = timeout
        return EntenteClient(endpoints: endpoints, token: Self.secret(of: token), options: options)
    }

    /// Starts `entente` with the cluster's addresses and the token called `token` in its environment.
    package func entente(
        _ arguments: [String], token: String = "all", environment: [String: String] = [:]
    ) -> RealProcess {
        let variables = [
            "ENTENTE_ENDPOINTS": "\(endpoints)", "ENTENTE_TOKEN": Self.secret(of: token), "NO_COLOR": "1",
        ]
        let process = RealProcess(
            "entente", arguments, files: "\(folder)/call-\(calls.count)",
            environment: variables.merging(environment) { $1 })
        calls.append(process)
        return process
    }

    /// Waits until every service that runs is ready and every replica has reached the heads just read.
    package func settle() async throws {
        let client = client(timeout: .seconds(2))
        defer { client.close() }
        try await eventually("every replica has caught up") { await self.hasCaughtUp(client) }
    }

    private func hasCaughtUp(_ client: EntenteClient) async -> Bool {
        var heads: [String: (epoch: UInt64, revision: UInt64)] = [:]
        for service in ServiceName.allCases where processes[service]?.ending == nil && ports[service] != nil {
            guard
                let status = try? await client.call(ServerStatusRequest(), at: service, usingSession: false),
                status.ready
            else { return false }
            let position = status.position
            if service == .directory { heads["directory"] = (position.directoryEpoch, position.directory) }
            if service == .partnership {
                heads["partnership"] = (position.partnershipEpoch, position.partnership)
            }
            for replica in status.replicas {
                guard replica.connected else { return false }
                if let head = heads[replica.source], head != (replica.epoch, replica.revision) {
                    return false
                }
            }
        }
        return true
    }
}

/// One line of a service's log, read back.
package struct LogRecord: Sendable {
    /// What happened.
    package let message: String
    private let object: JSONValue

    /// A text member of the line.
    package subscript(_ name: String) -> String? {
        if case .string(let text)? = object[name] { text } else { nil }
    }

    /// Reads a line; nil where it is not JSON as the log writes it.
    package init?(line: some StringProtocol) {
        guard let object = try? JSONValue(parsing: String(line)), case .string(let message)? = object["msg"]
        else { return nil }
        self.message = message
        self.object = object
    }

    /// The records of whole lines in `text`; other lines are skipped.
    package static func parse(_ text: String) -> [LogRecord] {
        text.split(separator: "\n").compactMap { LogRecord(line: $0) }
    }
}
