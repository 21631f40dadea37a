// One invocation of `entente load`: what is asked is prepared, the service is looked at, and one run is made,
// or for a sweep one after another. All of it waits in the kernel, so it has a thread of its own.
import EntenteClient
import EntenteProtocol
import Load
import SystemCalls
import World

/// A run or a sweep, from the flags to the result.
@WaitingThread
final class LoadSession {
    private let order: LoadOrder
    private let world: WorldPlan
    private let context: Context
    private let target: LoadTarget
    private let directory: LoadTarget?
    private let endpointText: String
    private let button = StopButton()

    /// - Throws: that a name leads to no address.
    nonisolated init(
        _ order: LoadOrder, _ world: WorldPlan, token: String?, _ context: Context
    ) throws(Problem) {
        self.order = order
        self.world = world
        self.context = context
        let endpoints = try context.settings.resolvedEndpoints()
        let decision = order.yardstick ?? Self.endpoint(endpoints.decision)
        target = LoadTarget(try Self.address(of: decision), token: token)
        endpointText = "\(order.yardstick == nil ? "decision" : "yardstick") \(decision)"
        let isWriting = order.writesPerSecond != nil
        directory =
            isWriting
            ? LoadTarget(try Self.address(of: Self.endpoint(endpoints.directory)), token: token) : nil
    }

    private nonisolated static func endpoint(_ endpoint: ServiceEndpoint) -> Endpoint {
        Endpoint(host: endpoint.host, port: endpoint.port)
    }

    private nonisolated static func address(of endpoint: Endpoint) throws(Problem) -> SocketAddress {
        do throws(ResolutionFailure) {
            return try endpoint.resolve()[0]
        } catch {
            throw .usage("\(error)")
        }
    }

    /// Does it.
    ///
    /// - Throws: why it cannot begin.
    func measure() async throws(Problem) -> LoadResult {
        CurrentProcess.raiseDescriptorLimit()
        do throws(LoadProblem) {
            if !isYardstick { try look() }
        } catch {
            throw Problem(error)
        }
        context.interruptions.onInterruption { [button] in button.push() }
        defer { context.interruptions.onInterruption(nil) }
        context.console.progress("preparing the questions …")
        defer { context.console.progress("") }
        let ring = FrameRing(order.workload, about: world, minimum: 2 * depth)
        do throws(LoadProblem) {
            var result = try measure(ring)
            complete(&result)
            return result
        } catch {
            throw Problem(error)
        }
    }

    private var isYardstick: Bool { order.yardstick != nil }

    private var depth: Int {
        if case .closedLoop(let depth) = order.mode { depth } else { 1_024 }
    }

    /// Looks whether the service knows whom the questions are about.
    private func look() throws(LoadProblem) {
        let preflight = try Preflight(target, order.workload, about: world)
        guard let stranger = preflight.stranger else { return }
        throw .strange(
            "`\(stranger)` of this world is unknown to \(endpointText), which knows "
                + "\(Figures.count(preflight.status.users)) users; the world has \(Figures.count(world.userCount))"
        )
    }

    private func measure(_ ring: FrameRing) throws(LoadProblem) -> LoadResult {
        switch order.mode {
        case .closedLoop(let depth): try run(.closedLoop(depth: depth), ring, step: "")
        case .openLoop(let rate): try run(.openLoop(rate: rate), ring, step: "")
        case .sweep(let from, let multiple): try sweep(from: from, multiple: multiple, ring)
        }
    }

    // MARK: - One run

    private func run(_ pace: Pace, _ ring: FrameRing, step: String) throws(LoadProblem) -> LoadResult {
        var plan = LoadPlan(target: target, ring: ring, pace: pace, connections: order.connections)
        plan.threads = order.threads
        plan.warmUp = order.warmUp
        plan.duration = order.duration
        plan.serverProcess = order.serverProcess
        if let directory, let rate = order.writesPerSecond {
            // Another run changes other people, or it would find them changed already.
            var changes = Changes(to: world, seed: order.workload.seed &+ UInt64(MachineClock.wallMillis))
            plan.writes = LoadPlan.Writes(target: directory, ring: changes.ring(), rate: rate)
        }
        var last: (seconds: Double, decisions: UInt64) = (0, 0)
        let warmUp = order.warmUp / .seconds(1)
        let whole = warmUp + order.duration / .seconds(1)
        let measurement = try plan.measure(button) { now in
            let rate = Double(now.decisions - last.decisions) / max(0.001, now.seconds - last.seconds)
            let doing = now.seconds < warmUp ? "warming up" : "\(Figures.rate(rate)) answered"
            let failures = now.failures > 0 ? ", \(Figures.count(now.failures)) failed" : ""
            context.console.progress(
                "\(step)\(Figures.decimals(now.seconds, 1)) s of \(Figures.decimals(whole, 1)) s: \(doing)\(failures)"
            )
            last = (now.seconds, now.decisions)
        }
        context.console.progress("")
        return measurement.result(plan)
    }

    // MARK: - A sweep

    private func sweep(from: Double, multiple: Double, _ ring: FrameRing) throws(LoadProblem) -> LoadResult {
        let maximum = LoadFlags.rateMaximumPerThread * Double(order.threads)
        var search = SweepSearch(first: from, rateMaximum: maximum, multiple: multiple)
        var last = LoadResult()
        while let rate = search.next {
            last = try run(.openLoop(rate: rate), ring, step: "\(Figures.rate(rate)): ")
            search.take(last)
            if let step = search.summary.steps.last {
                LoadText.note(step, search.summary, on: context.console)
            }
        }
        var result = search.best ?? last
        result.endedEarly = last.endedEarly
        result.parameters.mode = "sweep"
        result.sweep = search.summary
        return result
    }

    /// Adds what the room of measuring does not know.
    private func complete(_ result: inout LoadResult) {
        result.version = Release.version
        result.label = order.label ?? ""
        result.workload = order.workload
        result.world = world.numbers
        result.parameters.target = endpointText
    }
}

extension Problem {
    /// What a run that cannot begin comes to.
    fileprivate init(_ problem: LoadProblem) {
        self =
            switch problem {
            case .unreachable(let words): .unavailable(words, advice: Self.startAdvice)
            case .refused(let failure): Problem(ClientFailure.refused(failure))
            case .protocolBroken(let words), .noThread(let words): .fault(words)
            case .strange(let words):
                .usage(words, advice: "name the world the services were seeded with, or seed this one first")
            }
    }

    private static let startAdvice =
        "`entente up --data DIR` starts the services; `--data` or `--endpoints` say where they are"
}
