// A watch that outlives nodes. What one node has told holds only while it can tell more: a caller must learn
// of a gap before anything else, and after it gets every answer anew, from facts no older than those it saw.
import EntenteProtocol

/// What a watch tells.
public enum WatchEvent: Sendable, Equatable {
    /// Answers that changed; with `isComplete`, all of them, as the first time and after every interruption.
    case answers(WatchItem, isComplete: Bool)
    /// From here on the answers told before may be out of date: until complete ones come, do not rely on an
    /// `allow` among them. The watch is begun again by itself, on another node where there is one.
    case interrupted(ClientFailure)
}

/// The answers to some questions, and every change of them, for as long as it is read.
///
/// Read it once, in one task. It ends only with a failure that trying again cannot mend, or with the task.
public struct Watch: AsyncSequence, Sendable {
    /// What comes.
    public typealias Element = WatchEvent
    /// Why it ends.
    public typealias Failure = ClientFailure

    let group: NodeGroup
    let histories: Histories
    let checks: [CheckItem]

    /// Begins to watch.
    public func makeAsyncIterator() -> Iterator { Iterator(watch: self) }

    /// Reads what the watch tells, one by one.
    public struct Iterator: AsyncIteratorProtocol {
        private static let pause = Backoff(first: .milliseconds(25), maximum: .seconds(5))

        let watch: Watch
        private var items: ResponseStream<WatchItem>.Iterator?
        /// The node that was lost last: not the first to be asked again.
        private var lost: [Node] = []
        private var node: Node?
        /// The position it was begun from.
        private var begunAt: Position?
        private var failureCount = 0
        private var isComplete = true

        init(watch: Watch) { self.watch = watch }

        /// What comes next.
        ///
        /// - Throws: Why it ends; `cancelled` with the reading task.
        public mutating func next() async throws -> WatchEvent? { try await next(isolation: nil) }

        /// What comes next.
        ///
        /// - Throws: Why it ends; `cancelled` with the reading task.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ClientFailure) -> WatchEvent? {
            while true {
                if items == nil {
                    if let pause = pauseBeforeBeginning {
                        await watch.group.timekeeper.pause(until: .now + pause)
                    }
                    begin()
                }
                do throws(ClientFailure) {
                    if let item = try await items?.next(isolation: actor) { return answered(item) }
                    let endpoint = node?.endpoint ?? ServiceEndpoint(host: "", port: 0)
                    throw .connectionLost(endpoint, reason: "the node goes away")
                } catch {
                    let failure = await watch.histories.settle(error, at: begunAt, by: .decision, until: nil)
                    if let event = try interrupted(by: failure) { return event }
                }
            }
        }

        /// None after one failure: another node may be ready.
        private var pauseBeforeBeginning: Duration? {
            guard failureCount > 1 else { return nil }
            return Self.pause.pause(afterFailures: failureCount - 1, random: .random(in: 0..<1))
        }

        private mutating func begin() {
            let request = WatchRequest.with { $0.checks = watch.checks }
                .after(watch.histories.session.position)
            begunAt = request.atLeast
            let stream = watch.group.stream(request, avoiding: lost)
            node = stream.node
            items = stream.items.makeAsyncIterator()
            isComplete = true
        }

        private mutating func answered(_ item: WatchItem) -> WatchEvent {
            defer { isComplete = false }
            watch.histories.session.note(item.position, from: .decision)
            failureCount = 0
            lost = []
            return .answers(item, isComplete: isComplete)
        }

        /// The interruption to tell of; nil where it was told already.
        private mutating func interrupted(by failure: ClientFailure) throws(ClientFailure) -> WatchEvent? {
            if Task.isCancelled { throw .cancelled }
            guard failure.canBeWatchedPast else { throw failure }
            items = nil
            failureCount += 1
            lost = node.map { [$0] } ?? []
            return failureCount == 1 ? .interrupted(failure) : nil
        }
    }
}

extension ClientFailure {
    /// Whether beginning again can help.
    fileprivate var canBeWatchedPast: Bool {
        switch self {
        case .unreachable, .connectionLost, .undecided, .fellBehind: true
        case .refused(let refusal):
            refusal.code == .unavailable || busyTime != nil || saysHistoryWasReplaced
        case .deadlineExceeded, .tooLong, .protocolBroken, .cancelled: false
        }
    }
}
