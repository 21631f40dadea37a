// Whether a node should be asked, as a pure value: what it did goes in with the time, and what to do comes
// out. A node that failed rests; after the rest it is probed, and only an answer that says it is ready brings
// it back. Callers are never the probe while another node can answer them.

/// The health of one node as one client sees it.
struct NodeHealth: Sendable {
    /// How the node stands.
    enum State: Equatable, Sendable {
        /// It is asked.
        case healthy
        /// It is left alone until then.
        case resting(until: ContinuousClock.Instant)
        /// It was asked whether it is ready.
        case probing
    }

    /// What can be wrong with a node.
    enum Trouble: Sendable {
        /// A connection was refused, or ended before it should.
        case lost
        /// It cannot answer now, as when its facts are too old or it has too much to do.
        case unready
        /// It did not answer in time: it is probed at once to learn whether it answers at all.
        case late
        /// It said goodbye, or ends a connection that was idle: it is probed at once to learn which.
        case leaving
    }

    /// So many late answers in a row are not chance, whatever the probes say.
    static let lateMaximum = 3

    /// How the node stands.
    private(set) var state = State.healthy
    /// Grows each time the node begins to rest: an answer to what was asked before says nothing new.
    private(set) var spell = 0
    /// Rests in a row without a good answer between.
    private(set) var failureCount = 0
    private var lateCount = 0
    private let rest: Backoff

    /// A node nothing is known about: it is asked.
    init(rest: Backoff) { self.rest = rest }

    /// Whether it should be asked.
    var isHealthy: Bool { state == .healthy }

    /// Something went wrong.
    ///
    /// - Parameter random: From 0 to 1, for the length of the rest.
    /// - Returns: Whether it begins to rest by that.
    mutating func noted(_ trouble: Trouble, now: ContinuousClock.Instant, random: Double) -> Bool {
        guard isHealthy else { return false }
        switch trouble {
        case .late:
            lateCount += 1
            if lateCount < Self.lateMaximum { doubt(now: now) } else { beginRest(now: now, random: random) }
        case .lost, .unready:
            beginRest(now: now, random: random)
        case .leaving:
            doubt(now: now)
        }
        return true
    }

    /// It gave a good answer to what was asked in `spell`.
    mutating func answered(in spell: Int) {
        guard spell == self.spell else { return }
        state = .healthy
        failureCount = 0
        lateCount = 0
    }

    /// The rest may be over.
    ///
    /// - Returns: Whether the node is to be probed now.
    mutating func beginProbe(now: ContinuousClock.Instant) -> Bool {
        guard case .resting(let until) = state, until <= now else { return false }
        state = .probing
        return true
    }

    /// Nothing keeps the time of the rest: rather than being left alone for ever it is asked again.
    mutating func forgoRest() {
        if case .resting = state { state = .healthy }
    }

    /// The probe was answered, or not.
    mutating func probed(isReady: Bool, now: ContinuousClock.Instant, random: Double) {
        guard state == .probing else { return }
        guard isReady else { return beginRest(now: now, random: random) }
        // Its word is enough to be asked again, and not to be forgiven: where it answers nothing else, it
        // rests longer the next time.
        state = .healthy
    }

    /// Leaves it alone until it was asked, which may be now.
    private mutating func doubt(now: ContinuousClock.Instant) {
        spell += 1
        state = .resting(until: now)
    }

    private mutating func beginRest(now: ContinuousClock.Instant, random: Double) {
        failureCount += 1
        lateCount = 0
        spell += 1
        state = .resting(until: now + rest.pause(afterFailures: failureCount, random: random))
    }
}
