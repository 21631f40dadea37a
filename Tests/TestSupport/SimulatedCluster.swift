// The whole product in one process: three services with real SQLite files on a simulated network, a simulated
// clock and seeded dice. The same seed gives the same run.

import DecisionService
import DirectoryService
import EntenteProtocol
import EventLoop
import Following
import PartnershipService
import SQLiteStore
import Service
import Source
import SystemCalls
import Telemetry

/// A cluster on a simulated network; folders are removed when it goes.
package final class SimulatedCluster {
    /// What joins the services; move time and break lines through it.
    package let network: SimulatedNetwork
    /// Every line the services logged.
    package let logged = LoggedLines()
    /// Bounds for the sources started from now on.
    package var sourceLimits = SourceLimits()
    /// Bounds for the sessions of services started from now on.
    package var serviceLimits = ServiceLimits()
    /// Bounds for decision nodes started from now on.
    package var decisionLimits = DecisionLimits()
    /// Bounds for the loops of services started from now on.
    package var loopLimits = LoopLimits()
    /// The disk of the first decision node.
    package var decisionDisk: SimulatedDisk { decisionDisks[0] }
    /// The disks of the decision nodes.
    package let decisionDisks: [SimulatedDisk]
    /// The disks under the sources' databases, where those are simulated too.
    package let tables: [ServiceName: SimulatedTables]
    /// What services log, and what they do not.
    package var logLevel = LogLevel.debug
    /// On how many loops decision nodes started from now on answer; with 1 it is the loop that follows the
    /// feeds, with more none of them is.
    package var decisionReactorCount = 1
    /// The folder on ``decisionDisk`` in which decision nodes started from now on keep local snapshots; nil
    /// for none.
    package var decisionFolder: String?
    /// Bounds for local snapshots of decision nodes started from now on.
    package var localLimits = LocalLimits()
    /// The folder under which each source has its own.
    package let folder: String

    private var tokenLines: [String] = []
    private var nodes: [SimulatedMachine: Node] = [:]
    /// The machines, in the order of the table of services whichever are started: their addresses follow from
    /// it.
    private let hosts: [SimulatedMachine: Host]
    private var lastLoops: [SimulatedMachine: EventLoop] = [:]
    private var callerCount = 0

    private struct Node {
        let loop: EventLoop
        let service: any RunningService
        /// The loops of reactors that are not on the node's first.
        let siblings: [EventLoop]
    }

    /// A cluster of `services`, all started.
    ///
    /// - Parameters:
    ///   - decisionCount: machines for decision nodes; the first is started with `services`.
    ///   - simulatesTables: whether the sources' databases are on ``tables`` instead of in ``folder``.
    package init(
        seed: UInt64, services: [ServiceName] = ServiceName.allCases, decisionCount: Int = 1,
        simulatesTables: Bool = false
    ) throws {
        let network = SimulatedNetwork(seed: seed)
        self.network = network
        let disks = (0..<decisionCount).map { _ in SimulatedDisk() }
        decisionDisks = disks
        var hosts: [SimulatedMachine: Host] = [:]
        var disksOfTables: [ServiceName: SimulatedTables] = [:]
        for name in [ServiceName.directory, .partnership] {
            let tables = simulatesTables ? SimulatedTables(dice: SimulatedRandomness(seed: seed)) : nil
            disksOfTables[name] = tables
            hosts[SimulatedMachine(name)] = network.addHost(named: name.rawValue, sqliteVFS: tables?.vfsName)
        }
        for number in 0..<decisionCount {
            let machine = SimulatedMachine(.decision, number)
            hosts[machine] = network.addHost(named: machine.description, disk: disks[number])
        }
        self.hosts = hosts
        tables = disksOfTables
        folder = try File.makeTemporaryFolder()
        decisionLimits.cacheEntryCount = 1 << 10
        addToken(name: "all", scopes: "all")
        for scope in ["check", "read", "admin", "operate", "replicate"] {
            addToken(name: scope, scopes: scope)
        }
        for service in services { try start(service) }
    }

    deinit { try? File.remove(folder) }

    // MARK: tokens

    /// Lets in a token called `name`, whose secret is ``secret(of:)``; services started before hear of it
    /// too.
    package func addToken(name: String, scopes: String, organization: String = "-") {
        tokenLines.append("\(name) \(scopes) \(organization) \(secret(of: name))")
        for node in nodes.values { node.service.letIn(tokens) {} }
    }

    /// Withdraws a token; the services hear of it.
    package func removeToken(name: String) {
        tokenLines.removeAll { $0.hasPrefix("\(name) ") }
        for node in nodes.values { node.service.letIn(tokens) {} }
    }

    /// The secret of the token called `name`.
    package func secret(of name: String) -> String { "secret-of-the-token-\(name)" }

    private var tokens: AccessTokens {
        do { return try AccessTokens(parsing: tokenLines.joined(separator: "\n")) } catch {
            preconditionFailure("the test's own tokens: \(error.message)")
        }
    }

    // MARK: services

    /// The server of a running service; the first where it has several.
    package func server(_ service: ServiceName, _ number: Int = 0) -> Server { servers(service, number)[0] }

    /// All servers of a running service.
    package func servers(_ service: ServiceName, _ number: Int = 0) -> [Server] {
        switch node(service, number).service {
        case let service as any OneLoopService: [service.server]
        case let service as DecisionService: service.servers
        default: preconditionFailure("a service of neither kind")
        }
    }

    /// The running service itself.
    package func service(_ service: ServiceName, _ number: Int = 0) -> any RunningService {
        node(service, number).service
    }

    /// The loop of a running service: for pausing, parting and cutting on ``network``; of several the one
    /// that follows the feeds.
    package func loop(_ service: ServiceName, _ number: Int = 0) -> EventLoop { node(service, number).loop }

    /// The first loop that last ran on a machine, whether or not it lives.
    package func lastLoop(of machine: SimulatedMachine) -> EventLoop {
        guard let loop = lastLoops[machine] else { preconditionFailure("\(machine) was never started") }
        return loop
    }

    /// All loops of a running service.
    package func loops(of machine: SimulatedMachine) -> [EventLoop] {
        let node = node(machine.service, machine.number)
        return [node.loop] + node.siblings
    }

    /// The loops of a decision node's reactors.
    package var decisionLoops: [EventLoop] { servers(.decision).map(\.loop) }

    private func node(_ service: ServiceName, _ number: Int) -> Node {
        let machine = SimulatedMachine(service, number)
        guard let node = nodes[machine] else { preconditionFailure("the \(machine) is not running") }
        return node
    }

    /// Starts a service, at the address it had before.
    package func start(_ name: ServiceName, _ number: Int = 0) throws {
        let machine = SimulatedMachine(name, number)
        guard let host = lastLoops[machine].map({ network.restartHost(of: $0) }) ?? hosts[machine] else {
            preconditionFailure("every service has a machine")
        }
        let loop = EventLoop(host: host, limits: loopLimits)
        network.attach(loop)
        lastLoops[machine] = loop
        let siblings = name == .decision && decisionReactorCount > 1 ? addSiblings(of: loop) : []
        let service = try build(machine, on: loop, siblings)
        _ = try service.listen(on: network.address(of: loop, port: name.defaultPort))
        nodes[machine] = Node(loop: loop, service: service, siblings: siblings)
    }

    private func addSiblings(of loop: EventLoop) -> [EventLoop] {
        (0..<decisionReactorCount).map { index in
            let sibling = EventLoop(
                host: network.addSibling(of: loop), limits: loopLimits.share(index, of: decisionReactorCount))
            network.attach(sibling)
            return sibling
        }
    }

    /// Ends a service as a crash does: whatever was not committed is gone.
    ///
    /// - Parameter silently: Whether its peers are told nothing, as where the machine goes with it.
    package func kill(_ name: ServiceName, _ number: Int = 0, silently: Bool = false) {
        watched[SimulatedMachine(name, number)] = nil
        let node = node(name, number)
        for sibling in node.siblings { network.killSibling(sibling, silently: silently) }
        network.kill(node.loop, silently: silently)
        // Before the service lets go of its files: a process that was killed closes nothing.
        tables[name]?.endProcess()
        nodes[SimulatedMachine(name, number)] = nil
        if name == .decision { decisionDisks[number].endProcess() }
    }

    /// Ends a service as its machine's loss of power does: of what it did not make durable some is gone, too.
    package func losePower(_ name: ServiceName, _ number: Int = 0) {
        kill(name, number, silently: true)
        tables[name]?.losePower()
        if name == .decision { decisionDisks[number].crash(network.dice) }
    }

    /// Ends the decision node as its machine's loss of power does: of what it did not make durable on its
    /// disk some is gone, too.
    package func crashDecision() {
        kill(.decision)
        decisionDisk.crash(network.dice)
    }

    /// Puts a source's database back as it was when it was copied, as a history of its own; for while it is
    /// killed.
    ///
    /// - Returns: the number of that history.
    package func restore(_ name: ServiceName, to copy: TableCopy) throws -> UInt64 {
        guard let tables = tables[name] else { preconditionFailure("this database is on a real disk") }
        tables.putBack(copy)
        let file = name == .directory ? DirectoryService.fileName : PartnershipService.fileName
        let database = try Database(path: "\(folder(of: name))/\(file)", vfs: tables.vfsName)
        return try ChangeLog.renewEpoch(in: database) { network.dice.next() }.new
    }

    /// Removes what the decision node has kept for its next start; for while it is killed.
    package func forgetLocalSnapshot() {
        for path in decisionDisk.paths { decisionDisk[path] = nil }
    }

    /// Ends a service as a crash does and starts it again.
    package func restart(_ name: ServiceName) throws {
        kill(name)
        try start(name)
    }

    private func build(
        _ machine: SimulatedMachine, on loop: EventLoop, _ siblings: [EventLoop]
    ) throws -> any RunningService {
        let name = machine.service
        let log = log(of: machine)
        let secret = secret(of: "replicate")
        switch name {
        case .directory:
            return try DirectoryService(
                loop: loop, folder: try folder(of: name), tokens: tokens, log: log, limits: serviceLimits,
                sourceLimits: sourceLimits)
        case .partnership:
            return try PartnershipService(
                loop: loop, folder: try folder(of: name), directory: Self.endpoint(of: .directory),
                feedSecret: { secret }, tokens: tokens, log: log, limits: serviceLimits,
                sourceLimits: sourceLimits)
        case .decision:
            return try DecisionService(
                loop: loop, directory: Self.endpoint(of: .directory),
                partnership: Self.endpoint(of: .partnership),
                feedSecret: { secret }, tokens: tokens, log: log, limits: serviceLimits,
                decisionLimits: decisionLimits,
                folder: try decisionFolder.flatMap { folder in
                    try LocalFolder.open(folder, on: loop, log: log, limits: localLimits)
                }, reactors: siblings.isEmpty ? .feedLoop : .loops(siblings))
        }
    }

    /// The log of a service, all of whose lines are in ``logged``.
    package func log(of name: ServiceName) -> Log { log(of: SimulatedMachine(name)) }

    private func log(of machine: SimulatedMachine) -> Log {
        Log(service: machine.description, level: logLevel, sink: logged.sink)
    }

    /// The folder of a source; copy, break or restore its files while it is killed.
    package func folder(of name: ServiceName) throws -> String {
        let own = folder + "/" + name.rawValue
        try File.makeFolder(own)
        return own
    }

    /// Where a machine answers.
    package static func endpoint(of name: ServiceName, _ number: Int = 0) -> Endpoint {
        let place = (ServiceName.allCases.firstIndex(of: name) ?? 0) + 1 + number
        return Endpoint(host: "10.0.0.\(place)", port: name.defaultPort)
    }

    // MARK: watching

    private var watched: [SimulatedMachine: Operations] = [:]

    /// Has a service answer those who watch it; returns where.
    package func watch(_ name: ServiceName, _ number: Int = 0) throws -> SocketAddress {
        let node = node(name, number)
        let operations = Operations(of: node.service, name, on: node.loop)
        watched[SimulatedMachine(name, number)] = operations
        return try operations.listen(on: network.address(of: node.loop, port: name.defaultPort + 10))
    }

    /// Has a service answer questions over HTTP, where callers know it by `publicURL`; returns where.
    package func openHTTP(
        _ name: ServiceName, _ number: Int = 0, publicURL: PublicURL? = nil
    ) throws -> SocketAddress {
        let node = node(name, number)
        return try node.service.listen(
            on: network.address(of: node.loop, port: name.defaultPort + 20), by: .http(publicURL))
    }

    /// A caller that speaks HTTP with whoever listens at `address`.
    package func httpCaller(_ address: SocketAddress) -> SimulatedHTTPCaller {
        callerCount += 1
        return SimulatedHTTPCaller(
            network: network, loop: network.addLoop(named: "http-\(callerCount)"), address: address,
            callee: self)
    }

    // MARK: callers

    /// A connection to `service` with the token called `token`, which it has said Hello with.
    package func caller(
        _ service: ServiceName, _ number: Int = 0, token: String = "all"
    ) -> SimulatedCaller {
        callerCount += 1
        let loop = network.addLoop(named: "caller-\(callerCount)")
        return SimulatedCaller(
            network: network, loop: loop, address: Self.endpoint(of: service, number),
            secret: secret(of: token), callee: self)
    }

    /// A connection to `service` that has not said Hello.
    package func stranger(_ service: ServiceName) -> SimulatedCaller {
        callerCount += 1
        let loop = network.addLoop(named: "stranger-\(callerCount)")
        return SimulatedCaller(
            network: network, loop: loop, address: Self.endpoint(of: service), secret: nil, callee: self)
    }

    // MARK: time

    /// Lets `duration` of simulated time pass, with everything that happens in it.
    package func advance(by duration: Duration) { network.run(for: duration) }

    /// Runs until every replica has caught up; false where that does not come about.
    package func settle() -> Bool {
        network.run(limit: 1_000_000) {
            nodes.values.allSatisfy { $0.service.isReady }
        }
    }
}

/// A machine of the cluster: the directory's, the partnership service's, or one of the decision nodes'.
package struct SimulatedMachine: Hashable, Sendable, CustomStringConvertible {
    /// Which service runs there.
    package let service: ServiceName
    /// Which of several.
    package let number: Int

    /// The machine of a service, of several the one with this number.
    package init(_ service: ServiceName, _ number: Int = 0) {
        self.service = service
        self.number = number
    }

    package var description: String {
        number == 0 ? service.rawValue : "\(service.rawValue)-\(number + 1)"
    }
}

/// What services logged, for tests to look at.
package final class LoggedLines: @unchecked Sendable {
    /// The lines, oldest first.
    ///
    /// Everything simulated runs on one thread.
    package private(set) var lines: [String] = []

    /// Takes the lines out.
    package func take() -> [String] {
        let taken = lines
        lines = []
        return taken
    }

    var sink: Log.Sink { { [self] bytes in lines.append(String(decoding: bytes, as: UTF8.self)) } }
}
