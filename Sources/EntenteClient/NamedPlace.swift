// A name that may stand for several addresses, of decision nodes each a node. Looking a name up may take
// seconds and must not be done where callers are: it has a thread of its own, and what is asked meanwhile
// waits in order.
import EntenteProtocol
import Synchronization
import SystemCalls

/// A name and the nodes found under it.
final class NamedPlace: Sendable {
    /// Finds the addresses of an endpoint; waits as long as that takes.
    typealias Resolver = @Sendable (ServiceEndpoint) -> Result<[SocketAddress], ClientFailure>

    private enum Phase {
        case unknown
        /// Being looked up for the first time, or those who waited for that are being let go.
        case waiting
        case known(since: ContinuousClock.Instant, isBeingRenewed: Bool)
        case failed(ClientFailure, at: ContinuousClock.Instant)
    }

    private struct State {
        var phase = Phase.unknown
        var nodes: [Node] = []
        var failure: ClientFailure?
        var waiting: [@Sendable () -> Void] = []

        /// Whether addresses of that age are to be looked up again.
        func isOld(at age: Duration) -> Bool {
            age > lifetime || age > doubtfulLifetime && nodes.contains { !$0.isHealthy }
        }

        /// What those who waited for it find.
        var outcome: Standing { nodes.isEmpty ? failure.map { .failed($0) } ?? .unknown : .nodes(nodes) }
    }

    /// What is known of a name.
    enum Standing {
        case nodes([Node])
        case unknown
        case failed(ClientFailure)
    }

    /// Addresses older than this are looked up again, while they go on being used.
    private static let lifetime: Duration = .seconds(30)
    /// The same where one of them does not answer: who is replaced comes back at another, and where all are
    /// replaced in turn, the first should be known again before the last goes.
    private static let doubtfulLifetime: Duration = .seconds(1)
    /// A name that led nowhere is not looked up again before.
    private static let failureLifetime: Duration = .milliseconds(20)

    let endpoint: ServiceEndpoint
    private let settings: NodeSettings
    private let hasOtherPlaces: Bool
    private let resolve: Resolver
    private let state = Mutex(State())

    init(
        _ endpoint: ServiceEndpoint, _ settings: NodeSettings, hasOtherPlaces: Bool,
        resolve: @escaping Resolver
    ) {
        self.endpoint = endpoint
        self.settings = settings
        self.hasOtherPlaces = hasOtherPlaces
        self.resolve = resolve
    }

    /// The nodes known now, also while they are looked up again.
    var nodes: [Node] { state.withLock { $0.nodes } }

    /// What is known now; has the name looked up where that is too little or too old.
    ///
    /// - Parameter hasWaited: Whether it is asked by one of those ``whenKnown(_:)`` has let go.
    func standing(now: ContinuousClock.Instant, hasWaited: Bool) -> Standing {
        let (standing, mustLook) = state.withLock { state -> (Standing, Bool) in
            switch state.phase {
            case .waiting:
                return (hasWaited ? state.outcome : .unknown, false)
            case .known(let since, let isBeingRenewed):
                let isOld = !isBeingRenewed && state.isOld(at: since.duration(to: now))
                if isOld { state.phase = .known(since: since, isBeingRenewed: true) }
                return (.nodes(state.nodes), isOld)
            case .failed(let failure, let moment) where moment.duration(to: now) < Self.failureLifetime:
                return (.failed(failure), false)
            case .unknown, .failed:
                state.phase = .waiting
                return (.unknown, true)
            }
        }
        guard mustLook, let failure = look(), case .unknown = standing else { return standing }
        return .failed(failure)
    }

    /// Has `action` called once the name is looked up; at once where it is already.
    func whenKnown(_ action: @escaping @Sendable () -> Void) {
        let mustWait = state.withLock { state in
            guard case .waiting = state.phase else { return false }
            state.waiting.append(action)
            return true
        }
        if !mustWait { action() }
    }

    /// Begins to look the name up.
    ///
    /// - Returns: Why that cannot be; nil where it is done.
    private func look() -> ClientFailure? {
        do throws(Errno) {
            try startThread(named: "entente-resolve") { [weak self, resolve, endpoint] in
                let found = resolve(endpoint)
                self?.found(found)
            }
            return nil
        } catch {
            let failure = ClientFailure.unreachable(endpoint, reason: error.noThreadWords)
            found(.failure(failure))
            return failure
        }
    }

    private func found(_ result: Result<[SocketAddress], ClientFailure>) {
        let now = ContinuousClock.now
        let retired = state.withLock { state -> [Node] in
            switch result {
            case .success(let addresses):
                return take(addresses, into: &state)
            case .failure(let failure):
                state.failure = failure
                return []
            }
        }
        for node in retired { node.retire() }
        // Those who wait go first, in order: whoever asks meanwhile still finds the name unknown.
        while let action = nextWaiting(else: result, now: now) { action() }
    }

    private func nextWaiting(
        else result: Result<[SocketAddress], ClientFailure>, now: ContinuousClock.Instant
    ) -> (@Sendable () -> Void)? {
        state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            switch result {
            case .failure(let failure) where state.nodes.isEmpty: state.phase = .failed(failure, at: now)
            case .success, .failure: state.phase = .known(since: now, isBeingRenewed: false)
            }
            return nil
        }
    }

    /// Keeps the nodes that are still there; answers those that are not.
    private func take(_ addresses: [SocketAddress], into state: inout State) -> [Node] {
        let before = state.nodes
        let wanted = settings.canSpread ? addresses.map { [$0] } : [addresses]
        state.nodes = wanted.map { addresses in
            before.first { $0.addresses == addresses }
                ?? Node(
                    at: addresses, named: wanted.count == 1 ? endpoint : ServiceEndpoint(addresses[0]),
                    settings)
        }
        let hasSiblings = hasOtherPlaces || wanted.count > 1
        for node in state.nodes { node.setHasSiblings(hasSiblings) }
        return before.filter { node in !wanted.contains(node.addresses) }
    }
}

extension NamedPlace {
    /// Asks the system.
    static let system: Resolver = { endpoint in
        do throws(ResolutionFailure) {
            return .success(try Endpoint(host: endpoint.host, port: endpoint.port).resolve())
        } catch {
            return .failure(.unreachable(endpoint, reason: "\(error)"))
        }
    }
}

extension ServiceEndpoint {
    init(_ address: SocketAddress) { self.init(host: address.hostText, port: address.port) }
}
