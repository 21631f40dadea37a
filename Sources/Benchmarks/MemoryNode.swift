// A whole decision node on a network in memory, with callers that have said Hello: what is left to do is
// to hand it frames and to turn its loop.

import DecisionService
import EntenteProtocol
import EventLoop
import Replica
import Service
import SystemCalls
import Telemetry

/// A decision node that answers in this very thread.
final class MemoryNode {
    private let transport = MemoryTransport()
    private let loop: EventLoop
    private let service: DecisionService
    private(set) var callers: [MemoryLine] = []

    private static let secret = "a-secret-for-nobody-else"

    /// A node that knows `world` and has `callerCount` connections.
    init(_ world: SampleWorld, cacheEntryCount: Int, callerCount: Int) {
        loop = EventLoop(
            host: Host(transport: transport, clock: StandingClock(), randomness: RepeatableRandomness()))
        var limits = DecisionLimits()
        limits.cacheEntryCount = cacheEntryCount
        guard let tokens = try? AccessTokens(parsing: "benchmark all - \(Self.secret)") else {
            preconditionFailure("a line that is a token")
        }
        do throws(TransportFailure) {
            service = try DecisionService(
                loop: loop, directory: Endpoint(host: "127.0.0.1", port: 7101),
                partnership: Endpoint(host: "127.0.0.1", port: 7102), feedSecret: { Self.secret },
                tokens: tokens, log: Log(service: "decision", level: .error), decisionLimits: limits)
            world.load(into: service.replica)
            _ = try service.listen(on: .loopback(port: 7103))
        } catch {
            preconditionFailure("\(error)")
        }
        followSources()
        callers = (0..<callerCount).map { _ in greet(transport.call()) }
    }

    /// Does everything that is to be done now.
    func turn() { loop.turn(wait: false) }

    private func followSources() {
        var sources: [PlayedSource] = []
        transport.connecting = { [service] line, address in
            line.keepsSent = true
            let (name, facts) =
                address.port == 7101
                ? (ServiceName.directory, FactSource.directory) : (.partnership, .partnership)
            sources.append(
                PlayedSource(service: name, line: line, progress: service.replica.progress(facts)))
        }
        for _ in 0..<16 {
            turn()
            for source in sources { source.answer() }
        }
    }

    private func greet(_ line: MemoryLine) -> MemoryLine {
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "entente-benchmark"
            $0.token = Self.secret
        }
        turn()
        line.arrive(frame(.request, Method.hello.rawValue, 1, Wire.encode(hello)))
        for _ in 0..<2 { turn() }
        precondition(line.sentByteCount > 0, "the node greets back")
        return line
    }
}
