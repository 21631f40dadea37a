// One call on its way through the nodes: `CallPlan` says whether there is another attempt, `NodeGroup` where.
// It runs by itself, on the threads that bring the answers and keep the time, so that a request which was put
// on its way arrives whether or not anybody waits for it yet.
import EntenteProtocol
import Synchronization

/// What is asked, and how.
struct CallOrder: Sendable {
    let method: Method
    let payload: [UInt8]
    /// The key by which a service knows the command again; nil where it has none.
    var requestKey: String?
    let repetition: Repetition
    /// How long the whole may take; nil for no limit.
    let timeout: Duration?
    /// Which trace it is a part of.
    var trace: TraceContext?
}

/// The answer to a call, and who gave it.
struct CallAnswer: Sendable {
    let payload: [UInt8]
    let endpoint: ServiceEndpoint
}

/// One call, from its start to its answer.
final class CallRun: Sendable {
    private struct Attempt {
        let node: Node
        let beganAt: ContinuousClock.Instant
        let isHedge: Bool
        /// Nil until it is on its way.
        var sent: Node.Sent?
        /// The end of the patience with its connection.
        var patience: Timekeeper.Appointment?
    }

    private struct State {
        var plan: CallPlan
        var tried: [Node] = []
        var attempts: [Int: Attempt] = [:]
        var isDone = false
        /// The end of a pause, or of the time for looking a name up.
        var appointment = SoleAppointment<Timekeeper.Appointment>()
        var hedgeAppointment: Timekeeper.Appointment?
    }

    /// What is left to be done once a run is over.
    private struct Ending {
        let appointments: [Timekeeper.Appointment]
        let others: [Attempt]
    }

    private let order: CallOrder
    private let group: NodeGroup
    /// When the caller stops waiting.
    let deadline: ContinuousClock.Instant?
    private let slot = Slot<Result<CallAnswer, ClientFailure>>()
    private let state: Mutex<State>

    /// A call that is not begun; see ``start()``.
    init(_ order: CallOrder, over group: NodeGroup) {
        self.order = order
        self.group = group
        deadline = order.timeout.map { .now + $0 }
        state = Mutex(State(plan: CallPlan(order.repetition, group.options.retries, deadline: deadline)))
    }

    /// Whether the answer may be older than what was asked for: that to a repeated command is the one that
    /// was given the first time.
    var isOfCommand: Bool { Call.named(order.method).kind == .command }

    /// Puts it on its way.
    func start() {
        group.beganCall()
        attempt()
        if order.method.isHedged, let delay = group.beganCheck() { awaitHedge(after: delay) }
    }

    /// Waits for the answer; cancelling the waiting task cancels the call.
    func answer() async -> Result<CallAnswer, ClientFailure> { await slot.value(onCancel: cancel) }

    /// Gives the call up.
    func cancel() { finish(.failure(.cancelled)) }
}

// MARK: - Attempts

extension CallRun {
    private func attempt(hasWaited: Bool = false) {
        let tried = state.withLock { $0.tried }
        switch group.choose(avoiding: tried, hasWaited: hasWaited) {
        case .node(let node):
            attempt(at: node, isHedge: false)
        case .unknown(let place):
            wait(for: place)
        case .nowhere(let failure):
            state.withLock { $0.plan.began() }
            failed(failure)
        }
    }

    private func attempt(at node: Node, isHedge: Bool) {
        let now = ContinuousClock.now
        let number = state.withLock { state -> Int? in
            if state.isDone { return nil }
            state.plan.began()
            state.tried.append(node)
            state.attempts[state.plan.attemptCount] = Attempt(node: node, beganAt: now, isHedge: isHedge)
            return state.plan.attemptCount
        }
        guard let number else { return }
        let spell = node.spell
        let request = Node.Sending(
            method: order.method, payload: order.payload, timeout: timeout(at: now),
            keepsOrder: order.repetition != .always, trace: order.trace)
        let sent = node.send(
            request,
            to: .reply { result in
                node.learn(from: result, in: spell)
                self.ended(number, result)
            })
        let isTooLate = state.withLock { state in
            state.attempts[number]?.sent = sent
            return state.isDone
        }
        if isTooLate { sent?.cancel() } else if sent?.isHeldUp ?? false { awaitConnection(of: number) }
    }

    /// What is left, or what one node may have of it: of a question another may be asked in time.
    private func timeout(at now: ContinuousClock.Instant) -> Duration? {
        let left = deadline.map { max(.milliseconds(1), now.duration(to: $0)) }
        guard order.repetition == .always, let most = group.options.attemptTimeout else { return left }
        return min(left ?? most, most)
    }

    private func wait(for place: NamedPlace) {
        if let deadline {
            let failure = ClientFailure.unreachable(
                place.endpoint, reason: "its address was not found in time")
            let turn = state.withLock { $0.appointment.nextTurn() }
            let appointment = group.timekeeper.schedule(at: deadline) {
                self.fail(self.state.withLock { $0.plan.told(failure) })
            }
            guard let appointment else {
                let failure = ClientFailure.unreachable(
                    place.endpoint, reason: "its address is looked up, and nothing keeps the time meanwhile")
                return fail(state.withLock { $0.plan.told(failure) })
            }
            keep(appointment, in: turn)
        }
        place.whenKnown {
            self.group.timekeeper.cancel(self.state.withLock { $0.appointment.end() })
            self.attempt(hasWaited: true)
        }
    }

    private func ended(_ number: Int, _ result: Result<[UInt8], ClientFailure>) {
        guard let attempt = state.withLock({ $0.attempts.removeValue(forKey: number) }) else { return }
        group.timekeeper.cancel(attempt.patience)
        switch result {
        case .success(let payload):
            if order.method.isHedged { group.answered(after: attempt.beganAt.duration(to: .now)) }
            let answer = CallAnswer(payload: payload, endpoint: attempt.node.endpoint)
            finish(.success(answer), isHedge: attempt.isHedge)
        case .failure(let failure):
            failed(failure)
        }
    }

    private func failed(_ failure: ClientFailure) {
        let isHarmless = if case .unreachable = failure { true } else { false }
        let tried = state.withLock { $0.tried }
        let surroundings = CallPlan.Surroundings(
            now: .now, hasOtherNode: group.hasNode(besides: tried, isHarmless: isHarmless),
            random: .random(in: 0..<1))
        let step = state.withLock { state in
            state.isDone
                ? .wait
                : state.plan.failed(failure, in: surroundings, withdraw: group.withdrawRetry)
        }
        switch step {
        case .wait:
            break
        case .again:
            group.noteRetry()
            attempt()
        case .pause(let end):
            pause(until: end, failure)
        case .finish(let failure):
            fail(failure)
        }
    }

    /// Ends the call with what the plan says of it.
    private func fail(_ failure: ClientFailure) {
        var failure = failure
        // The last attempt had only what was left of the time the caller gave.
        if case .deadlineExceeded = failure, let deadline, let timeout = order.timeout, deadline <= .now {
            failure = .deadlineExceeded(order.method, after: timeout)
        }
        finish(.failure(failure.of(requestKey: order.requestKey)))
    }

    private func pause(until end: ContinuousClock.Instant, _ failure: ClientFailure) {
        let turn = state.withLock { state in
            // After a pause every node is worth another try.
            state.tried = []
            return state.appointment.nextTurn()
        }
        let appointment = group.timekeeper.schedule(at: end) {
            self.group.noteRetry()
            self.attempt()
        }
        if let appointment {
            keep(appointment, in: turn)
        } else {
            fail(state.withLock { $0.plan.told(failure) })
        }
    }

    /// Remembers the one appointment this call has beside a hedge, in place of the one before.
    private func keep(
        _ appointment: Timekeeper.Appointment, in turn: SoleAppointment<Timekeeper.Appointment>.Turn
    ) {
        let useless = state.withLock { state in
            state.isDone ? appointment : state.appointment.keep(appointment, in: turn)
        }
        group.timekeeper.cancel(useless)
    }
}

// MARK: - Connections that are not made

extension CallRun {
    /// Has another node asked, too, where the connection is not made soon.
    private func awaitConnection(of number: Int) {
        guard group.hasNode(besides: state.withLock { $0.tried }, isHarmless: true) else { return }
        let appointment = group.timekeeper.schedule(at: .now + group.options.connectPatience) {
            self.askElsewhere(besides: number)
        }
        let isUseless = state.withLock { state in
            state.attempts[number]?.patience = appointment
            return state.attempts[number] == nil
        }
        if isUseless { group.timekeeper.cancel(appointment) }
    }

    /// Nothing of the attempt was sent, so this is no retry; whichever connection is made first serves.
    private func askElsewhere(besides number: Int) {
        let tried = state.withLock { state in
            state.attempts[number]?.sent?.isHeldUp ?? false ? state.tried : nil
        }
        if let tried, let node = group.node(besides: tried, isHarmless: true) {
            attempt(at: node, isHedge: false)
        }
    }
}

// MARK: - Hedging

extension Method {
    /// Whether a second node may be asked before the first has answered: single checks, which cost little.
    var isHedged: Bool {
        switch self {
        case .check, .checkContent, .checkCapability, .checkIntegration: true
        default: false
        }
    }
}

extension CallRun {
    private func awaitHedge(after delay: Duration) {
        let appointment = group.timekeeper.schedule(at: .now + delay) { self.hedge() }
        let isUseless = state.withLock { state in
            state.hedgeAppointment = appointment
            return state.isDone
        }
        if isUseless { group.timekeeper.cancel(appointment) }
    }

    private func hedge() {
        let tried = state.withLock { $0.isDone || $0.attempts.count != 1 ? nil : $0.tried }
        guard let tried, let node = group.node(besides: tried, isHarmless: false), group.withdrawHedge()
        else { return }
        attempt(at: node, isHedge: true)
    }
}

// MARK: - The end

extension CallRun {
    /// Calls off what is still under way, counts the call and tells the caller: once, whatever comes later.
    private func finish(_ result: Result<CallAnswer, ClientFailure>, isHedge: Bool = false) {
        let ending = state.withLock { state -> Ending? in
            if state.isDone { return nil }
            state.isDone = true
            defer { state.attempts = [:] }
            let others = Array(state.attempts.values)
            return Ending(
                appointments: [state.appointment.end(), state.hedgeAppointment].compactMap { $0 },
                others: others)
        }
        guard let ending else { return }
        for other in ending.others {
            other.sent?.cancel()
            group.timekeeper.cancel(other.patience)
        }
        for appointment in ending.appointments { group.timekeeper.cancel(appointment) }
        if case .failure = result {
            group.noteFailure()
        } else if order.method.isHedged {
            if isHedge { group.noteWonHedge() }
            // They took so long at least: without them the slow ones would never be counted.
            for other in ending.others { group.answered(after: other.beganAt.duration(to: .now)) }
        }
        slot.fill(result)
    }
}
