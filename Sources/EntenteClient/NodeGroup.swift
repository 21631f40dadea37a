// All nodes of one service: which of them is asked next, and what may be spent on asking again. A node that
// answers fast has few unanswered requests, so the one with the fewest is asked; that also spreads the load
// without anybody counting turns.
import EntenteProtocol
import Synchronization
import SystemCalls

/// The nodes of one service.
final class NodeGroup: Sendable {
    /// Where a request can go.
    enum Choice {
        case node(Node)
        /// First a name has to be looked up.
        case unknown(NamedPlace)
        case nowhere(ClientFailure)
    }

    private enum Place {
        case address(Node)
        case name(NamedPlace)
    }

    private struct Accounts {
        var budget: RetryBudget
        var gauge: HedgeGauge?
        var tally = ClientStatistics()
    }

    let service: ServiceName
    let options: ClientOptions
    let timekeeper: Timekeeper
    private let places: [Place]
    /// Where no name has to be looked up, the nodes never change.
    private let fixedNodes: [Node]?
    private let turn = Atomic<Int>(0)
    private let accounts: Mutex<Accounts>

    init(
        _ endpoints: [ServiceEndpoint], _ settings: NodeSettings, resolve: @escaping NamedPlace.Resolver
    ) {
        let endpoints = settings.canSpread ? endpoints : Array(endpoints.prefix(1))
        service = settings.service
        options = settings.options
        timekeeper = settings.timekeeper
        let hasSiblings = endpoints.count > 1
        places = endpoints.map { endpoint in
            guard let address = SocketAddress(host: endpoint.host, port: endpoint.port) else {
                return .name(NamedPlace(endpoint, settings, hasOtherPlaces: hasSiblings, resolve: resolve))
            }
            let node = Node(at: [address], named: endpoint, settings)
            node.setHasSiblings(hasSiblings)
            return .address(node)
        }
        let fixed = places.compactMap { if case .address(let node) = $0 { node } else { nil } }
        fixedNodes = fixed.count == places.count ? fixed : nil
        let retries = settings.options.retries
        accounts = Mutex(
            Accounts(
                budget: RetryBudget(share: retries.share, reserve: retries.reserve),
                gauge: settings.options.hedging.map { HedgeGauge($0) }))
    }

    /// The nodes known now.
    var nodes: [Node] {
        fixedNodes
            ?? places.flatMap { place in
                switch place {
                case .address(let node): [node]
                case .name(let name): name.nodes
                }
            }
    }

    /// Hangs up all connections.
    func close() { for node in nodes { node.close() } }
}

// MARK: - Choosing

extension NodeGroup {
    /// Which node to ask.
    ///
    /// - Parameters:
    ///   - avoided: Nodes that were tried already; asked only where there is no other.
    ///   - hasWaited: Whether a name was waited for already.
    func choose(avoiding avoided: [Node] = [], hasWaited: Bool = false) -> Choice {
        if let fixedNodes { return .node(best(of: fixedNodes, avoiding: avoided)) }
        var known: [Node] = []
        var unknown: NamedPlace?
        var failure: ClientFailure?
        for place in places {
            switch place {
            case .address(let node):
                known.append(node)
            case .name(let name):
                switch name.standing(now: .now, hasWaited: hasWaited) {
                case .nodes(let nodes): known += nodes
                case .unknown: unknown = name
                case .failed(let reason): failure = reason
                }
            }
        }
        if !known.isEmpty { return .node(best(of: known, avoiding: avoided)) }
        if let unknown { return .unknown(unknown) }
        return .nowhere(failure ?? .cancelled)
    }

    /// The best node that was not tried yet, or nil.
    ///
    /// - Parameter isHarmless: Whether also those may be tried that have failed others.
    func node(besides tried: [Node], isHarmless: Bool) -> Node? {
        let others = self.others(besides: tried, isHarmless)
        return others.isEmpty ? nil : best(of: others, avoiding: [])
    }

    /// Whether a node can be asked at once that was not tried yet.
    ///
    /// - Parameter isHarmless: Whether also those may be tried that have failed others.
    func hasNode(besides tried: [Node], isHarmless: Bool) -> Bool {
        !others(besides: tried, isHarmless).isEmpty
    }

    private func others(besides tried: [Node], _ isHarmless: Bool) -> [Node] {
        nodes.filter { node in (isHarmless || node.isHealthy) && !tried.contains { $0 === node } }
    }

    /// Health first, then news, then the fewest unanswered; among equals each in turn.
    private func best(of nodes: [Node], avoiding avoided: [Node]) -> Node {
        if nodes.count == 1 { return nodes[0] }
        let start = turn.add(1, ordering: .relaxed).oldValue
        var best: (node: Node, rank: (Int, Int))?
        for step in nodes.indices {
            let node = nodes[Int(truncatingIfNeeded: UInt(bitPattern: start &+ step) % UInt(nodes.count))]
            let isAvoided = avoided.contains { $0 === node }
            let rank = ((isAvoided ? 2 : 0) + (node.isHealthy ? 0 : 1), node.load)
            if best.map({ rank < $0.rank }) ?? true { best = (node, rank) }
        }
        // There is always one: a service has at least one endpoint, and a name that is known an address.
        return best!.node
    }
}

// MARK: - Accounts

extension NodeGroup {
    /// A call is begun.
    func beganCall() {
        accounts.withLock { accounts in
            accounts.budget.deposit()
            accounts.tally.callCount += 1
        }
    }

    /// Takes one retry out of the budget; false where none is left.
    func withdrawRetry() -> Bool { accounts.withLock { $0.budget.withdraw() } }

    /// A call is asked again.
    func noteRetry() { accounts.withLock { $0.tally.retryCount += 1 } }

    /// A call ended without an answer.
    func noteFailure() { accounts.withLock { $0.tally.failureCount += 1 } }

    /// A check was asked; answers when to hedge it.
    func beganCheck() -> Duration? { accounts.withLock { $0.gauge?.asked() } }

    /// An answer took `time`.
    func answered(after time: Duration) { accounts.withLock { $0.gauge?.answered(after: time) } }

    /// Whether a check may be hedged now; counts it as done.
    func withdrawHedge() -> Bool {
        accounts.withLock { accounts in
            guard accounts.gauge?.withdraw() ?? false else { return false }
            accounts.tally.hedgeCount += 1
            return true
        }
    }

    /// A hedge was answered first.
    func noteWonHedge() { accounts.withLock { $0.tally.wonHedgeCount += 1 } }

    /// What was done up to now.
    var statistics: ClientStatistics { accounts.withLock { $0.tally } }
}
