import EntenteClient
import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport

/// A decision node that is restarted at its own port, from its own folder.
final class RestartedNode {
    private let name: String
    private let cluster: RealCluster
    private var process: RealProcess?
    private var startCount = 0
    private(set) var port: UInt16 = 0

    init(_ name: String, of cluster: RealCluster) {
        self.name = name
        self.cluster = cluster
    }

    deinit { process?.kill() }

    var endpoint: ServiceEndpoint { ServiceEndpoint(host: "127.0.0.1", port: port) }

    /// Starts it and waits until it listens.
    func start() async throws {
        startCount += 1
        var flags = cluster.flags(of: .decision)
        if let place = flags.firstIndex(of: "--listen") { flags[place + 1] = "127.0.0.1:\(port)" }
        flags += ["--data", "\(cluster.folder)/\(name)"]
        let started = RealProcess("entente-decision", flags, files: "\(cluster.folder)/\(name)-\(startCount)")
        process = started
        try await eventually("\(name) listens") {
            if let ending = started.ending { throw Late("\(name) ended (\(ending)): \(started.errors)") }
            let line = LogRecord.parse(started.errors).first { $0.message == "listening" }
            port = line?["address"].flatMap { Endpoint($0) }?.port ?? port
            return line != nil
        }
    }

    /// Its number among the system's processes, while it runs.
    var id: pid_t? { process?.id }

    /// Waits until it says that it answers.
    func becomeReady(_ client: EntenteClient) async throws {
        let asking = client.only(endpoint, of: .decision)
        defer { asking.close() }
        try await eventually("\(name) is ready") {
            let status = try? await asking.call(
                ServerStatusRequest(), at: .decision, deadline: .seconds(2), usingSession: false)
            return status?.ready ?? false
        }
    }

    /// Ends it, as an operator does or as a crash does.
    func end(by signal: Signal) async throws {
        process?.send(signal)
        _ = try await process?.end()
    }
}
