// Whether a call that failed is asked again, as a pure value. The rule is one of safety first: a question may
// always be repeated, a command only where the service will know it again by its key or where nothing of it
// was sent, and nothing that a service has refused, except that it cannot answer now.
import EntenteProtocol

/// What may be done about the failure of one attempt.
enum Repetition: Sendable {
    /// Nothing.
    case never
    /// It may be sent where nothing of it was sent before.
    case unsent
    /// It may also be sent again where it is not known what became of it: a command with a key.
    case keyed
    /// It may be sent again whatever became of it: a question.
    case always

    /// Whether an attempt that failed like that may be followed by another.
    func permits(after failure: ClientFailure) -> Bool {
        switch failure {
        case .unreachable: self != .never
        case .connectionLost, .undecided: self == .keyed || self == .always
        case .deadlineExceeded: self == .always
        case .refused(let refusal):
            self == .always
                && (refusal.code == .unavailable || failure.busyTime != nil || failure.saysHistoryWasReplaced)
        case .tooLong, .protocolBroken, .fellBehind, .cancelled: false
        }
    }
}

/// The attempts of one call.
struct CallPlan: Sendable {
    /// What comes after a failure.
    enum Step: Equatable {
        /// Another attempt is still under way.
        case wait
        /// Ask another node at once.
        case again
        /// Ask again at that time.
        case pause(until: ContinuousClock.Instant)
        /// Tell the caller.
        case finish(ClientFailure)
    }

    /// How it looks around when an attempt fails.
    struct Surroundings {
        let now: ContinuousClock.Instant
        /// Whether a node that was not tried yet could be asked at once.
        let hasOtherNode: Bool
        /// From 0 to 1.
        let random: Double
    }

    /// What may be repeated.
    let repetition: Repetition
    /// How often, and after which pauses.
    let retries: Retries
    /// When the caller stops waiting.
    let deadline: ContinuousClock.Instant?
    /// Attempts begun.
    private(set) var attemptCount = 0
    private var liveCount = 0
    private var pauseCount = 0
    /// The first loss of a command: it may have been carried out then, whatever becomes of it later.
    private var loss: ClientFailure?

    /// A call of which no attempt was made.
    init(_ repetition: Repetition, _ retries: Retries, deadline: ContinuousClock.Instant?) {
        self.repetition = repetition
        self.retries = retries
        self.deadline = deadline
    }

    /// An attempt is made.
    mutating func began() {
        attemptCount += 1
        liveCount += 1
    }

    /// What to tell the caller of a call that ends with `failure`.
    ///
    /// Whoever is told that nothing was sent, or that the command was refused, gives it again under another
    /// key; so where an attempt before was lost, that is what is told, unless the end tells for sure that the
    /// command was not carried out.
    func told(_ failure: ClientFailure) -> ClientFailure {
        guard let loss, !failure.settlesLostCommand else { return failure }
        return loss
    }

    /// An attempt failed.
    ///
    /// - Parameter withdraw: Takes one retry out of the budget; false where none is left.
    mutating func failed(
        _ failure: ClientFailure, in surroundings: Surroundings, withdraw: () -> Bool
    ) -> Step {
        liveCount -= 1
        if failure.leavesOpen, repetition != .always, loss == nil { loss = failure }
        // What one node refuses for good, the others would refuse, too.
        if case .refused = failure, !repetition.permits(after: failure) { return .finish(told(failure)) }
        if liveCount > 0 { return .wait }
        return next(after: failure, in: surroundings, withdraw: withdraw) ?? .finish(told(failure))
    }

    /// The next attempt; nil where there is none.
    private mutating func next(
        after failure: ClientFailure, in surroundings: Surroundings, withdraw: () -> Bool
    ) -> Step? {
        if let deadline, deadline <= surroundings.now { return nil }
        guard repetition.permits(after: failure) else { return nil }
        // Where nothing was sent, the next node costs no more than the first would have.
        if case .unreachable = failure, surroundings.hasOtherNode { return .again }
        // Another node may know the history; after a pause the same one would hardly.
        if failure.saysHistoryWasReplaced, !surroundings.hasOtherNode { return nil }
        guard attemptCount < retries.attemptMaximum, withdraw() else { return nil }
        if surroundings.hasOtherNode { return .again }
        pauseCount += 1
        let pause = retries.backoff.pause(afterFailures: pauseCount, random: surroundings.random)
        let next = surroundings.now + max(pause, failure.busyTime ?? .zero)
        if let deadline, deadline <= next { return nil }
        return .pause(until: next)
    }
}
