// One node as a client sees it: always there. Connections are made when they are needed, and anew when one
// was lost or the service went away; whether the node should be asked at all is kept in `NodeHealth`.
import EntenteProtocol
import Synchronization
import SystemCalls

/// What all nodes of a service have in common.
struct NodeSettings: Sendable {
    /// Which service answers there.
    let service: ServiceName
    /// The greeting on every connection.
    let hello: Hello
    /// How the client behaves.
    let options: ClientOptions
    /// Keeps the time of rests.
    let timekeeper: Timekeeper

    /// Whether requests may go to any of several nodes: to decision nodes they may, but of a source there is
    /// one, however many addresses its name has, and where no gap may arise there is one way only.
    var canSpread: Bool { service == .decision && options.reconnects }
}

/// One process of a service, with the connections to it.
final class Node: Sendable {
    /// A request as it goes to a node.
    struct Sending: Sendable {
        let method: Method
        let payload: [UInt8]
        /// How long the answer may take from now; nil for no limit.
        let timeout: Duration?
        /// Whether it stays in order with others that do.
        let keepsOrder: Bool
        /// Which trace it is a part of; nil for none.
        var trace: TraceContext?
    }

    /// A request that was handed to a connection.
    struct Sent: Sendable {
        fileprivate weak let channel: Channel?
        fileprivate let id: UInt32

        /// Whether it waits for its connection, which is still being made.
        var isHeldUp: Bool { channel?.isComing ?? false }

        /// Gives it up.
        func cancel() { channel?.cancel(id) }
    }

    /// A node that rests this long has failed once; the double after each further failure.
    static let rest = Backoff(first: .milliseconds(50), maximum: .seconds(5))
    /// A node that has not answered in this time is late, however much longer it would be waited for.
    private static let latenessMaximum: Duration = .seconds(1)
    /// How long a node may take to say whether it is ready, the connecting included.
    private static let probeTimeout: Duration = .seconds(2)

    private struct State {
        var channels: [Channel?]
        var health: NodeHealth
        var isRetired = false
    }

    /// What failures call it.
    let endpoint: ServiceEndpoint
    /// Where it is; several are several ways to the same.
    let addresses: [SocketAddress]
    private let settings: NodeSettings
    private let state: Mutex<State>
    /// Whether there are others: only then is it worth asking whether it is well again, because otherwise
    /// the next request finds out.
    private let hasSiblings = Atomic<Bool>(false)

    init(at addresses: [SocketAddress], named endpoint: ServiceEndpoint, _ settings: NodeSettings) {
        self.addresses = addresses
        self.endpoint = endpoint
        self.settings = settings
        let connectionCount = max(1, settings.options.connectionsPerNode)
        state = Mutex(
            State(
                channels: Array(repeating: nil, count: connectionCount), health: NodeHealth(rest: Self.rest)))
    }

    deinit {
        // Replies may still be waited for; each connection ends after the last of them.
        for channel in state.withLock({ $0.channels }) { channel?.leave() }
    }

    /// Says whether there are others to ask.
    func setHasSiblings(_ hasSiblings: Bool) {
        let hadSiblings = self.hasSiblings.exchange(hasSiblings, ordering: .relaxed)
        // One that rested while it was the only one was to be asked all the same; now nobody would ask it.
        if hasSiblings && !hadSiblings { awaitEndOfRest() }
    }

    /// Hangs up: unanswered requests are cancelled.
    ///
    /// The next request connects anew.
    func close() {
        for channel in takeChannels() { channel.hangUp() }
    }

    /// It is asked nothing more; what is unanswered may still be answered.
    func retire() {
        state.withLock { $0.isRetired = true }
        for channel in takeChannels() { channel.leave() }
    }

    private func takeChannels() -> [Channel] {
        state.withLock { state in
            defer { state.channels = state.channels.map { _ in nil } }
            return state.channels.compactMap { $0 }
        }
    }
}

// MARK: - Asking

extension Node {
    /// How many requests are unanswered.
    var load: Int { state.withLock { $0.channels.reduce(0) { $0 + ($1?.load ?? 0) } } }

    /// Puts a request on the wire.
    ///
    /// - Returns: What it became; nil where the receiver was told already why it is not sent.
    func send(_ request: Sending, to receiver: ChannelCore.Receiver) -> Sent? {
        let result = state.withLock { send(request, to: receiver, &$0) }
        switch result {
        case .success(let sent):
            return sent
        case .failure(let failure):
            // Not under the lock: whoever hears it may ask again at once.
            receiver.fail(failure)
            return nil
        }
    }

    private func send(
        _ request: Sending, to receiver: ChannelCore.Receiver, _ state: inout State
    ) -> Result<Sent, ClientFailure> {
        let place = request.keepsOrder ? 0 : Self.place(in: state.channels)
        let current = state.channels[place]
        if let current, let sent = Self.send(request, to: receiver, over: current) { return sent }
        if !settings.options.reconnects, let reason = current?.lossReason {
            return .failure(
                .unreachable(endpoint, reason: "the connection was lost before (\(reason))"))
        }
        let fresh: Channel
        do throws(Errno) {
            fresh = try makeChannel()
        } catch {
            return .failure(.unreachable(endpoint, reason: "\(error)"))
        }
        guard let sent = Self.send(request, to: receiver, over: fresh) else {
            preconditionFailure("a connection that was not begun takes every request")
        }
        do throws(Errno) {
            try fresh.start()
        } catch {
            return .failure(.unreachable(endpoint, reason: error.noThreadWords))
        }
        current?.leave()
        state.channels[place] = fresh
        return sent
    }

    /// The connection with the fewest unanswered requests; a new one rather than one that is busy.
    private static func place(in channels: [Channel?]) -> Int {
        var best = 0
        var bestLoad = Int.max
        for (place, channel) in channels.enumerated() {
            let load = channel.map { $0.load ?? 0 } ?? 0
            if load == 0, channel != nil { return place }
            if load < bestLoad { (best, bestLoad) = (place, load) }
        }
        return best
    }

    /// Nil where this connection takes no more.
    private static func send(
        _ request: Sending, to receiver: ChannelCore.Receiver, over channel: Channel
    ) -> Result<Sent, ClientFailure>? {
        switch channel.send(
            request.method, request.payload, receiver, timeout: request.timeout, trace: request.trace)
        {
        case .refused:
            return nil
        case .tooLong(let byteLimit):
            return .failure(
                .tooLong(request.method, byteCount: request.payload.count, byteLimit: byteLimit))
        case .sent(let id):
            return .success(Sent(channel: channel, id: id))
        }
    }

    private func makeChannel() throws(Errno) -> Channel {
        try Channel(
            to: addresses, of: endpoint, hello: settings.hello, service: settings.service,
            options: settings.options
        ) { [weak self] notice in
            switch notice {
            case .leaving: self?.noted(.leaving)
            case .lost: self?.noted(.lost)
            }
        }
    }
}

// MARK: - Health

extension Node {
    /// Whether it should be asked: it does what it is asked, and its connections are made as fast as usual.
    var isHealthy: Bool {
        state.withLock { state in
            state.health.isHealthy && !state.channels.contains { $0?.isOverdue ?? false }
        }
    }

    /// To be handed back with the outcome of what is asked now.
    var spell: Int { state.withLock { $0.health.spell } }

    /// Learns from what became of a request.
    ///
    /// - Parameter spell: What ``spell`` was when it was sent.
    func learn(from result: Result<[UInt8], ClientFailure>, in spell: Int) {
        switch result {
        case .failure(.refused(let refusal)) where refusal.code == .unavailable:
            // What one request asks for may be more than the others need.
            if refusal.details?.state != Failure.behind { noted(.unready) }
        case .failure(.undecided):
            noted(.unready)
        case .failure(let failure) where failure.busyTime != nil:
            noted(.unready)
        case .failure(let failure) where failure.saysHistoryWasReplaced:
            // Whether it or the caller is behind, a source has to tell.
            break
        case .failure(.deadlineExceeded(_, let time, _)):
            // A caller who gives it next to no time has learnt nothing about the node.
            let latest = settings.options.attemptTimeout ?? Self.latenessMaximum
            if time >= min(latest, Self.latenessMaximum) { noted(.late) }
        case .success, .failure(.refused):
            state.withLock { $0.health.answered(in: spell) }
        case .failure:
            // A connection that is lost tells so itself, once for all that was asked over it.
            break
        }
    }

    private func noted(_ trouble: NodeHealth.Trouble) {
        let begins = state.withLock { $0.health.noted(trouble, now: .now, random: .random(in: 0..<1)) }
        if begins { awaitEndOfRest() }
    }

    private func awaitEndOfRest() {
        guard hasSiblings.load(ordering: .relaxed), settings.options.reconnects else { return }
        let end = state.withLock { state -> ContinuousClock.Instant? in
            guard case .resting(let end) = state.health.state, !state.isRetired else { return nil }
            return end
        }
        guard let end else { return }
        if settings.timekeeper.schedule(at: end, { [weak self] in self?.probe() }) == nil {
            state.withLock { $0.health.forgoRest() }
        }
    }

    /// Asks whether it is ready, over the connection that the next requests will use.
    private func probe() {
        let isDue = state.withLock { !$0.isRetired && $0.health.beginProbe(now: .now) }
        guard isDue else { return }
        let question = Sending(
            method: .serverStatus, payload: Wire.encode(ServerStatusRequest()), timeout: Self.probeTimeout,
            keepsOrder: true)
        _ = send(question, to: .reply { [weak self] in self?.probed($0) })
    }

    private func probed(_ result: Result<[UInt8], ClientFailure>) {
        var isReady = false
        if case .failure(.deadlineExceeded) = result {
            // On a way that was cut, the kernel sends again ever more rarely: the next connection finds out
            // sooner.
            for channel in takeChannels() { channel.leave() }
        }
        if case .success(let payload) = result,
            let status = try? Wire.decode(ServerStatusResponse.self, from: payload)
        {
            isReady = status.ready
        }
        state.withLock { $0.health.probed(isReady: isReady, now: .now, random: .random(in: 0..<1)) }
        awaitEndOfRest()
    }
}
