import EntenteProtocol
import EventLoop
import SystemCalls

/// Asks a running service over the wire whether it is ready: what a container's health check runs.
final class HealthProbe: ConnectionDelegate {
    /// What came of it.
    struct Outcome {
        let isHealthy: Bool
        let words: String
    }

    /// Longer than this, and a service counts as not healthy.
    private static let patience = Duration.seconds(3)

    private let loop: EventLoop
    private let secret: String
    private var outcome = Outcome(isHealthy: false, words: "no answer within \(HealthProbe.patience)")

    private init(loop: EventLoop, secret: String) {
        self.loop = loop
        self.secret = secret
    }

    /// Asks the service at `endpoint`, presenting `secret`; blocks for a few seconds at most.
    static func ask(_ endpoint: Endpoint, secret: String) throws -> Outcome {
        guard let address = try endpoint.resolve().first else {
            return Outcome(isHealthy: false, words: "`\(endpoint)` has no address")
        }
        let loop = EventLoop(host: try Host.real(), limits: LoopLimits())
        let probe = HealthProbe(loop: loop, secret: secret)
        _ = try loop.connect(to: address, delegate: probe)
        loop.schedule(at: loop.now &+ patience.nanos) { loop.stop() }
        loop.run()
        return probe.outcome
    }

    func connectionOpened(_ connection: Connection) {
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "entente-health/\(Release.version)"
            $0.token = secret
        }
        send(hello, 1, on: connection)
        send(ServerStatusRequest(), 2, on: connection)
    }

    private func send<R: Request>(_ request: R, _ number: UInt32, on connection: Connection) {
        connection.send(.request, method: R.method.rawValue, requestID: number, payload: Wire.encode(request))
    }

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        switch header.kind {
        case .response where header.method == Method.serverStatus.rawValue: conclude(payload)
        case .error: conclude((try? Wire.decode(Failure.self, from: payload))?.message ?? "refused")
        default: break
        }
    }

    private func conclude(_ payload: RawSpan) {
        guard let status = try? Wire.decode(ServerStatusResponse.self, from: payload) else {
            return conclude("the answer cannot be read")
        }
        let words = "\(status.service) \(status.version) is \(status.ready ? "ready" : "not ready")"
        finish(Outcome(isHealthy: status.ready, words: words))
    }

    private func conclude(_ words: String) { finish(Outcome(isHealthy: false, words: words)) }

    private func finish(_ outcome: Outcome) {
        self.outcome = outcome
        loop.stop()
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        conclude(problem.message)
    }
    func connectionDrained(_ connection: Connection) {}
    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        conclude("not reachable: \(reason)")
    }
}
