// One service as a process: flags, log, tokens, signals, the loop, and a clean end. The executables' own
// mains only say which service it is.

import EntenteProtocol
import EventLoop
import Flags
import Glibc
import SystemCalls
import Telemetry

/// What a service is made with.
package struct ServiceStart {
    /// The loop it lives on, with the real machine under it.
    package let loop: EventLoop
    /// Who is let in.
    package let tokens: AccessTokens
    package let log: Log
    package let limits: ServiceLimits
}

/// Why a service cannot start; its message is for the operator.
package struct StartProblem: Error {
    package let message: String

    /// A problem that `message` explains, with what to do.
    package init(_ message: String) { self.message = message }
}

/// Runs one service until it is told to stop.
package final class ServiceProcess {
    private let name: ServiceName
    private let flags: ServiceFlags
    private let log: Log
    private var service: (any RunningService)?
    private var operations: Operations?
    /// Ends the loop that serves.
    private var stop: () -> Void = {}

    /// Reads the command line; ends the process where there is nothing to run.
    package init(name: ServiceName, flags: ServiceFlags) {
        self.name = name
        self.flags = flags
        _ = flags.set.parseOrExit()
        log = Log(service: name.rawValue, level: flags.logLevel.value, format: flags.logFormat.value)
        if let url = flags.publicURL?.value, flags.httpPort?.value == nil {
            refuse("--public-url: nothing answers for \(url.flagText) without --http-port")
        }
    }

    /// Builds the service by `build` and runs it; never returns.
    ///
    /// - Parameter build: throws a ``StartProblem`` or anything that describes itself.
    package func run(_ build: (ServiceStart) throws -> any RunningService) -> Never {
        do {
            switch flags.command.value {
            case nil: try serve(at: flags.listen.value, build)
            case "health": try checkHealth(of: flags.listen.value)
            case let word?: refuse("unknown command `\(word)`; the only one is `health`")
            }
        } catch let problem as StartProblem {
            endUnstarted(problem.message)
        } catch {
            endUnstarted("\(error)")
        }
    }

    /// Ends the process, and before it whatever threads the service has begun.
    private func endUnstarted(_ words: String) -> Never {
        operations = nil
        service = nil
        log.error(words)
        exit(1)
    }

    // MARK: serving

    private func serve(at endpoint: Endpoint, _ build: (ServiceStart) throws -> any RunningService) throws
        -> Never
    {
        // A child of `entente up` ends with it, however that ends.
        guard CurrentProcess.followParent() else {
            throw StartProblem("the process that started this one is gone")
        }
        CurrentProcess.ignoreBrokenPipes()
        CurrentProcess.raiseDescriptorLimit()
        var loopLimits = LoopLimits()
        loopLimits.connectionCountLimit = flags.connectionLimit.value
        loopLimits.bufferedByteLimit = flags.bufferLimit.value << 20
        let loop = EventLoop(host: try Host.real(), limits: loopLimits)
        let watcher = try watchSignals(on: loop)
        var limits = ServiceLimits()
        limits.heartbeatMillis = UInt32(flags.heartbeat.value.nanos / 1_000_000)
        service = try build(ServiceStart(loop: loop, tokens: try readTokens(), log: log, limits: limits))
        stop = { loop.stop() }
        try listen(at: endpoint)
        try listenForHTTP(at: endpoint)
        try beginOperations(on: loop, at: endpoint)
        withExtendedLifetime(watcher) { loop.run() }
        operations = nil
        // Closes the database, which folds its write-ahead log into the one file.
        service = nil
        log.info("stopped")
        exit(0)
    }

    private func watchSignals(on loop: EventLoop) throws(StartProblem) -> SignalWatcher {
        let signals = loop.receiver(of: Signal.self) { [weak self] signal in self?.received(signal) }
        do throws(Errno) {
            return try SignalWatcher([.terminate, .interrupt, .hangUp]) { signal in signals.send(signal) }
        } catch {
            throw StartProblem(error.noThreadWords)
        }
    }

    private func listen(at endpoint: Endpoint) throws {
        guard let service, let address = try endpoint.resolve().first else {
            throw StartProblem("--listen: `\(endpoint)` has no address")
        }
        let bound = try service.listen(on: address)
        log.info("listening", ["address": "\(bound)", "instance": .string(service.instance)])
    }

    /// Lets callers in that speak HTTP, where that is asked for.
    private func listenForHTTP(at endpoint: Endpoint) throws {
        guard let service, let port = flags.httpPort?.value?.number,
            let address = try Endpoint(host: endpoint.host, port: port).resolve().first
        else { return }
        let bound = try service.listen(on: address, by: .http(flags.publicURL?.value))
        log.info("http listening", ["address": "\(bound)"])
    }

    /// Answers those who watch the service, where that is asked for.
    private func beginOperations(on loop: EventLoop, at endpoint: Endpoint) throws {
        guard let service, let port = flags.operationsPort.value?.number,
            let address = try Endpoint(host: endpoint.host, port: port).resolve().first
        else { return }
        let operations = Operations(of: service, name, on: loop)
        self.operations = operations
        let bound = try operations.listen(on: address)
        log.info("operations listening", ["address": "\(bound)"])
    }

    private func received(_ signal: Signal) {
        // Before the service stands there is nothing to stop cleanly.
        guard let service else {
            if signal == .hangUp { return }
            exit(0)
        }
        if signal == .hangUp { return readTokensAgain(service) }
        log.info("stopping", ["signal": "\(signal)"])
        service.leave(stop)
    }

    private func readTokensAgain(_ service: any RunningService) {
        do {
            service.letIn(try readTokens()) { [log] in log.info("access tokens read again") }
        } catch {
            log.error("access tokens kept as they were", ["reason": .string("\(error)")])
        }
    }

    private func readTokens() throws -> AccessTokens {
        let path = flags.tokens.value
        do {
            return try AccessTokens(parsing: try File.readText(path))
        } catch let problem as AccessTokensProblem {
            throw StartProblem("--tokens: `\(path)`: \(problem.message)")
        } catch {
            throw StartProblem("--tokens: `\(path)` cannot be read: \(error)")
        }
    }

    // MARK: health

    private func checkHealth(of endpoint: Endpoint) throws -> Never {
        guard let secret = try readTokens().anySecret() else {
            throw StartProblem("no access token to ask with")
        }
        let outcome = try HealthProbe.ask(endpoint.reachable, secret: secret)
        (outcome.isHealthy ? StandardStream.output : .error).write(outcome.words + "\n")
        exit(outcome.isHealthy ? 0 : 1)
    }

    private func refuse(_ words: String) -> Never {
        let program = "entente-\(name.rawValue)"
        StandardStream.error.write("\(program): \(words)\nTry `\(program) --help`.\n")
        exit(2)
    }
}

extension Endpoint {
    /// Where a service that listens here is reached from the same machine: a wildcard address is no
    /// destination.
    var reachable: Endpoint {
        switch host {
        case "0.0.0.0": Endpoint(host: "127.0.0.1", port: port)
        case "::": Endpoint(host: "::1", port: port)
        default: self
        }
    }
}
