// Decision nodes made of a script each, so that a test can have one die, keep silent or say goodbye at the
// moment it needs.
import EntenteClient
import EntenteProtocol
import Synchronization
import SystemCalls
import TestSupport

/// A decision node that answers its name, and does with a check whatever the test wants.
final class ScriptedNode: Sendable {
    /// What becomes of a check.
    enum Doing: Sendable {
        case answer
        case refuse(Failure)
        /// Nothing is ever said.
        case keepSilent
        /// The connection ends.
        case hangUp
    }

    let service: ScriptedService
    /// The checks that came, in order.
    let asked = Notes<CheckRequest>()
    /// Frames that gave a request up.
    let cancelled = Notes<UInt32>()
    private let readiness: Box

    /// - Parameter doing: Is told the check and how many came before it.
    init(
        _ name: String, at address: SocketAddress = .loopback(port: 0), isDeaf: Bool = false,
        isReady: Bool = true,
        _ doing: @escaping @Sendable (CheckRequest, Int) -> Doing = { _, _ in .answer }
    ) throws {
        let (asked, cancelled) = (self.asked, self.cancelled)
        let ready = Box(isReady)
        readiness = ready
        service = try ScriptedService(at: address, isDeaf: isDeaf) { peer in
            peer.welcome(as: .decision)
            while let frame = peer.next() {
                if frame.header.kind == .cancel { cancelled.add(frame.header.requestID) }
                guard frame.header.kind == .request else { continue }
                if frame.header.method == Method.serverStatus.rawValue {
                    peer.answer(frame, ServerStatusResponse.with { $0.ready = ready.value })
                    continue
                }
                let check = frame.read(CheckRequest.self)
                let count = asked.add(check)
                switch doing(check, count - 1) {
                case .answer: peer.answer(frame, Self.answer(of: name, to: check))
                case .refuse(let failure): peer.refuse(frame, failure)
                case .keepSilent: break
                case .hangUp: return
                }
            }
        }
    }

    private final class Box: Sendable {
        private let state: Mutex<Bool>
        init(_ value: Bool) { state = Mutex(value) }
        var value: Bool { state.withLock { $0 } }
        func set(_ value: Bool) { state.withLock { $0 = value } }
    }

    /// From now on it says that it is ready when it is asked.
    func becomeReady() { readiness.set(true) }

    /// Tells who answered, and whom.
    private static func answer(of name: String, to check: CheckRequest) -> CheckResponse {
        .with {
            $0.verdict = .allow
            $0.partnership = name
            $0.ask = check.actor
        }
    }
}

/// A client of some nodes.
func client(
    of nodes: [ScriptedNode], change: (inout ClientOptions) -> Void = { _ in }
) -> EntenteClient {
    client(at: nodes.map(\.service.endpoint), change: change)
}

/// A client of nodes that are, or should be, at some places.
func client(
    at endpoints: [ServiceEndpoint], change: (inout ClientOptions) -> Void = { _ in }
) -> EntenteClient {
    var options = ClientOptions()
    // Where many tests run at once, anything may take long.
    options.callTimeout = .seconds(240)
    options.attemptTimeout = nil
    options.connectPatience = .seconds(240)
    options.connectionsPerNode = 1
    change(&options)
    var places = Endpoints()
    places.decisionNodes = endpoints
    (places.directory, places.partnership) = (nowhere(11), nowhere(12))
    return EntenteClient(endpoints: places, token: "secret", options: options)
}

extension EntenteClient {
    /// Asks something that only matters for who answers.
    func whoAnswers(
        _ actor: String = "ada", deadline: Duration? = nil
    ) async throws(ClientFailure) -> String? {
        try await check(actor, "chat.start", "grace", deadline: deadline).partnership
    }

    /// Whether the node at `endpoint` is asked.
    func asks(_ node: ScriptedNode) -> Bool {
        nodes.contains { $0.endpoint == node.service.endpoint && $0.isHealthy }
    }
}
