// A small supervisor: starts three children, waits until they are ready, and then for the first thing that
// ends it all: an interruption, or a child that ends on its own. Nothing is restarted: in development an end
// is news.
import EntenteClient
import EntenteProtocol
import Synchronization
import SystemCalls

/// One run of `entente up`.
@WaitingThread
final class UpRun {
    private static let pause: Duration = .milliseconds(10)
    /// A service that is not ready by then will not be: ten million people, seeded and then started for the
    /// first time, are some minutes of snapshots.
    private static let readyTimeout: Duration = .seconds(900)
    /// Who waits is told every so often for what.
    private static let waitingPause: Duration = .seconds(10)
    /// How long a stopping service may take before it is killed.
    private static let stopTimeout: Duration = .seconds(10)
    /// Ctrl-C reaches the children too: one that ends just before we hear of it has not ended on its own.
    private static let interruptionGrace: Duration = .milliseconds(500)

    private struct Child {
        let service: ServiceName
        let process: ChildProcess
        var ending: ChildProcess.Ending?
    }

    private let plan: UpPlan
    private let endpoints: Endpoints
    private let operations: Endpoints
    private let token: String
    private let lock: FileDescriptor
    private let context: Context
    private let interruptionCount = Counter()
    private var children: [Child] = []

    init(_ prepared: consuming UpPlan.Prepared, _ context: Context) {
        plan = prepared.plan
        endpoints = prepared.endpoints
        operations = prepared.operations
        token = prepared.token
        lock = prepared.lock
        self.context = context
    }

    /// Runs until it is interrupted or a service ends.
    ///
    /// - Throws: which service ended, and how.
    func run() async throws(Problem) -> ExitStatus {
        let count = interruptionCount
        context.interruptions.onInterruption { count.add() }
        defer { context.interruptions.onInterruption(nil) }
        do throws(Problem) {
            try start()
            try await waitUntilReady()
            if !isInterrupted { sayReady() }
            try await waitForEnd()
        } catch {
            await stop()
            throw error
        }
        await stop()
        context.console.note("entente: stopped")
        return .done
    }

    private var isInterrupted: Bool { interruptionCount.value > 0 }

    // MARK: - Starting

    /// Starts the children from a thread that stays: a child follows the thread that started it.
    private func start() throws(Problem) {
        let program = CurrentProcess.executablePath
        let folder = program.lastIndex(of: "/").map { String(program[..<$0]) } ?? "."
        do throws(Errno) {
            let text = "\(endpoints)\n"
            try File.write(plan.folder.endpointsPath, Array(text.utf8), mode: 0o600)
        } catch {
            throw .usage("cannot write `\(plan.folder.endpointsPath)`: \(error)")
        }
        for service in ServiceName.allCases {
            let path = "\(folder)/entente-\(service.rawValue)"
            do throws(Errno) {
                let process = try ChildProcess.spawn(
                    path, plan.arguments(for: service, endpoints, operations: operations),
                    followsParent: true)
                children.append(Child(service: service, process: process))
            } catch {
                throw .fault(
                    "cannot start `\(path)`: \(error)",
                    advice: "the four programs belong into one folder; build or install them together")
            }
        }
    }

    private func waitUntilReady() async throws(Problem) {
        var options = ClientOptions.askingOnce
        options.clientName = "entente/\(Release.version) up"
        options.callTimeout = .seconds(1)
        let client = EntenteClient(endpoints: endpoints, token: token, options: options)
        let deadline = ContinuousClock.now + Self.readyTimeout
        var telling = ContinuousClock.now + Self.waitingPause
        var cluster: ClusterStatus
        repeat {
            try await requireAlive()
            if isInterrupted { return }
            try? await Task.sleep(for: Self.pause)
            cluster = await ClusterStatus.read(from: client, session: false)
            if ContinuousClock.now > deadline {
                throw .fault("the services are not ready: \(cluster.remarks.joined(separator: "; "))")
            }
            if ContinuousClock.now > telling, !cluster.areAllReady {
                telling += Self.waitingPause
                let names = cluster.notReady.map(\.rawValue).joined(separator: ", ")
                context.console.note("entente: waiting for \(names) to be ready")
            }
        } while !cluster.areAllReady
        client.close()
    }

    private func sayReady() {
        let folder = plan.folder.path
        if context.answersInJSON {
            let places = { (endpoints: Endpoints) in
                JSONValue.object(
                    ServiceName.allCases.map { JSONValue.Member($0.rawValue, .string("\(endpoints[$0])")) })
            }
            let ready = JSONValue.object([
                JSONValue.Member("ready", .bool(true)), JSONValue.Member("data", .string(folder)),
                JSONValue.Member("endpoints", places(endpoints)),
                JSONValue.Member("operations", places(operations)),
            ])
            context.printsJSON(ready)
        } else {
            let places = ServiceName.allCases.map { "\($0.rawValue) \(endpoints[$0])" }
            let watched = ServiceName.allCases.map { "\(operations[$0])" }.joined(separator: ", ")
            context.console.print(
                context.console.styled("ready", .good) + ": " + places.joined(separator: ", ")
                    + "; next, in another terminal: "
                    + "`entente status --data \(folder)` "
                    + "(health and metrics by HTTP: \(watched); Ctrl-C stops all three)")
        }
    }

    // MARK: - Ending

    private func waitForEnd() async throws(Problem) {
        while !isInterrupted {
            try await requireAlive()
            try? await Task.sleep(for: Self.pause * 5)
        }
    }

    /// Looks after the children.
    ///
    /// - Throws: which one ended on its own, and how.
    private func requireAlive() async throws(Problem) {
        reap()
        guard let dead = children.first(where: { $0.ending != nil }), let ending = dead.ending else { return }
        let grace = ContinuousClock.now + Self.interruptionGrace
        while !isInterrupted, ContinuousClock.now < grace { try? await Task.sleep(for: Self.pause) }
        if isInterrupted { return }
        let how =
            switch ending {
            case .exited(let code): "with exit status \(code)"
            case .signalled(let signal): "by signal \(signal)"
            }
        throw .fault(
            "the \(dead.service.rawValue) service ended \(how); the others are stopped",
            advice: "what it logged before stands above; `--log-level info` tells more")
    }

    private func reap() {
        for index in children.indices where children[index].ending == nil {
            children[index].ending = children[index].process.endingIfOver()
        }
    }

    /// Asks every child to stop, waits, and kills what does not; a second interruption ends the patience.
    private func stop() async {
        let deadline = ContinuousClock.now + Self.stopTimeout
        // Those who follow first, so that nobody complains about a source that is gone.
        for child in children.reversed() where child.ending == nil {
            child.process.send(.terminate)
            await waitUntilOver(until: min(deadline, .now + Self.stopTimeout / 4)) {
                $0.service == child.service
            }
        }
        await waitUntilOver(until: deadline) { _ in true }
        for child in children where child.ending == nil {
            context.console.note("entente: the \(child.service.rawValue) service does not stop and is killed")
            child.process.send(.kill)
            _ = child.process.wait()
        }
        try? File.remove(plan.folder.endpointsPath)
    }

    private func waitUntilOver(until deadline: ContinuousClock.Instant, _ isMeant: (Child) -> Bool) async {
        let patience = max(interruptionCount.value, 1)
        reap()
        while !children.allSatisfy({ !isMeant($0) || $0.ending != nil }), ContinuousClock.now < deadline,
            interruptionCount.value <= patience
        {
            try? await Task.sleep(for: Self.pause)
            reap()
        }
    }
}

/// A count that any thread may raise.
private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}
