// The life of one connection as a pure value: which requests are unanswered, what is to be written, what a
// frame means. It does no I/O and reads no clock; `Channel` is the shell that does.
import EntenteProtocol

/// The state of one connection and the rules that change it.
struct ChannelCore {
    /// How far the connection is.
    enum Phase: Equatable {
        /// No bytes may be sent yet.
        case connecting
        /// Hello is sent, its answer is not here.
        case greeting
        /// Requests flow.
        case open
        /// Nothing will come any more.
        case closed
    }

    static let helloRequestID: UInt32 = 1
    /// How many heartbeats may be missed before a silent stream's connection counts as lost.
    static let heartbeatMissMaximum = 3

    let endpoint: ServiceEndpoint
    let hello: Hello
    /// The service that should answer here.
    let service: ServiceName

    private(set) var phase = Phase.connecting
    /// Whether new requests must go elsewhere: the service is going away, or the caller hangs up.
    private(set) var isLeaving = false
    /// Why the connection ended, where neither side wanted it to.
    private(set) var lossReason: String?
    private(set) var output = OutputQueue()
    private(set) var frameLengthMaximum = Frame.byteLimit
    /// No deadline is earlier than this one; recomputed only when it passes, so that sending costs the same
    /// however many requests wait.
    private(set) var nextDeadline: ContinuousClock.Instant?

    private var unanswered: UnansweredRequests
    /// Whether the service knows frames that name a trace.
    private var takesTraces = false
    private var heartbeat: Duration?
    private var lastHeard: ContinuousClock.Instant?
    private var greetingDeadline: ContinuousClock.Instant?

    /// - Parameter sentCountMaximum: The most requests the service is sent before it has answered any.
    init(endpoint: ServiceEndpoint, hello: Hello, service: ServiceName, sentCountMaximum: Int) {
        self.endpoint = endpoint
        self.hello = hello
        self.service = service
        unanswered = UnansweredRequests(sentCountMaximum: sentCountMaximum)
    }

    /// How many requests are unanswered, sent or not.
    var unansweredCount: Int { unanswered.count }

    /// Whether it is still being made: what was asked over it has to wait.
    var isComing: Bool { phase == .connecting || phase == .greeting }

    /// Whether a new request may use this connection.
    var accepts: Bool { phase != .closed && !isLeaving }

    /// Whether the connection has no more use: it is leaving, everything is answered and written.
    var isFinished: Bool {
        phase == .closed || (isLeaving && unanswered.count == 0 && (output.isEmpty || phase != .open))
    }
}

// MARK: - What callers do

extension ChannelCore {
    /// Takes a request.
    ///
    /// The caller has seen to it that ``accepts`` holds.
    /// - Returns: Its id, or nil where it is longer than the service takes.
    mutating func enqueue(
        _ method: Method, _ payload: [UInt8], _ receiver: Receiver, timeout: Duration?,
        trace: TraceContext? = nil, now: ContinuousClock.Instant
    ) -> UInt32? {
        guard fits(payload) else { return nil }
        let deadline = timeout.map { now + $0 }
        let id = unanswered.append(
            UnansweredRequests.Entry(
                method: method, receiver: receiver, timeout: timeout, deadline: deadline, unsent: payload,
                trace: trace))
        if receiver.isStream { streamBegan(now: now) }
        if let deadline { nextDeadline = min(nextDeadline ?? deadline, deadline) }
        sendWaiting(now: now)
        return id
    }

    /// Gives a request up: its answer, if one still comes, is nobody's.
    mutating func cancel(_ id: UInt32, now: ContinuousClock.Instant) -> [Delivery] {
        let delivery = giveUp(id) { _ in .cancelled }
        sendWaiting(now: now)
        return delivery.map { [$0] } ?? []
    }

    private mutating func giveUp(
        _ id: UInt32, because failure: (UnansweredRequests.Entry) -> ClientFailure
    ) -> Delivery? {
        guard let request = unanswered.remove(id) else { return nil }
        if phase == .open, request.unsent == nil {
            output.append(.cancel, method: request.method, requestID: id, payload: [])
        }
        return request.receiver.delivery(failure(request))
    }

    /// No new requests; the connection ends when the unanswered are answered.
    mutating func leave() { isLeaving = true }

    private func fits(_ payload: [UInt8]) -> Bool {
        payload.count + FrameHeader.lengthMinimum <= frameLengthMaximum
    }

    /// From now on the service is to be heard at every heartbeat; a silence before means nothing.
    private mutating func streamBegan(now: ContinuousClock.Instant) {
        if unanswered.streamCount == 1 { lastHeard = now }
        if let due = silenceDeadline { nextDeadline = min(nextDeadline ?? due, due) }
    }

    /// Sends those whose turn it is, as many as the service takes.
    private mutating func sendWaiting(now: ContinuousClock.Instant) {
        guard phase == .open else { return }
        while let (id, request, payload) = unanswered.takeTurn(firstByte: output.endOffset) {
            let left = request.deadline.map { max(1, now.duration(to: $0).wholeMilliseconds) } ?? 0
            if takesTraces, let trace = request.trace {
                output.append(.trace, method: nil, requestID: id, payload: Array(trace.text.utf8))
            }
            output.append(
                .request, method: request.method, requestID: id, timeLeft: UInt32(clamping: left),
                payload: payload)
        }
    }
}

// MARK: - What the connection does

extension ChannelCore {
    /// The connection stands: the greeting goes first.
    mutating func connected(now: ContinuousClock.Instant, greetingTimeout: Duration) {
        phase = .greeting
        greetingDeadline = now + greetingTimeout
        nextDeadline = min(nextDeadline ?? now + greetingTimeout, now + greetingTimeout)
        output.append(.request, method: .hello, requestID: Self.helloRequestID, payload: Wire.encode(hello))
    }

    /// Hands over the bytes to write next.
    mutating func takeOutput() -> [UInt8] { output.take() }

    /// `byteCount` bytes of the output are on their way.
    mutating func wrote(_ byteCount: Int) { output.wrote(byteCount) }

    /// A whole frame came.
    mutating func received(
        _ header: FrameHeader, _ payload: [UInt8], now: ContinuousClock.Instant
    ) -> [Delivery] {
        lastHeard = now
        switch header.kind {
        case .ping:
            output.append(.pong, method: nil, requestID: header.requestID, payload: payload)
            return []
        case .goingAway:
            defer { isLeaving = true }
            return isLeaving ? [] : [.notice(.leaving)]
        case .response where header.requestID == Self.helloRequestID && phase == .greeting:
            return welcomed(payload, now: now)
        case .error where header.requestID <= Self.helloRequestID:
            return refusedWhole(payload)
        case .response, .error, .streamItem, .streamEnd:
            defer { sendWaiting(now: now) }
            return answered(header.requestID, header.kind, payload)
        case .request, .trace, .cancel, .pong:
            return []
        }
    }

    /// What is too late at `now`.
    mutating func expire(now: ContinuousClock.Instant) -> [Delivery] {
        guard let due = nextDeadline, due <= now else { return [] }
        if phase == .greeting, let greetingDeadline, greetingDeadline <= now {
            return end(reason: "it does not answer the greeting")
        }
        if let lastHeard, let silenceDeadline, silenceDeadline <= now {
            return end(reason: "nothing was heard for \(lastHeard.duration(to: now).shortText)")
        }
        let late = unanswered.ids { request in request.deadline.map { $0 <= now } ?? false }
        let deliveries = late.compactMap { id in
            giveUp(id) { .deadlineExceeded($0.method, after: $0.timeout ?? .zero) }
        }
        sendWaiting(now: now)
        nextDeadline = earliestDeadline()
        return deliveries
    }

    /// The connection is over; tells every caller whether their request may have taken effect.
    mutating func end(reason: String) -> [Delivery] {
        end(reason: reason) { [phase, endpoint, output] request in
            let mayHaveArrived = request.unsent == nil && request.firstByte < output.writtenOffset
            return phase == .open && mayHaveArrived
                ? .connectionLost(endpoint, reason: reason) : .unreachable(endpoint, reason: reason)
        }
    }

    /// The connection is over for one reason that concerns every caller alike.
    mutating func end(with failure: ClientFailure) -> [Delivery] {
        end(reason: failure == .cancelled ? nil : "\(failure)") { _ in failure }
    }

    /// Tells the callers in the order in which they asked, so that what is asked again keeps that order.
    private mutating func end(
        reason: String?, _ failure: (UnansweredRequests.Entry) -> ClientFailure
    ) -> [Delivery] {
        var deliveries: [Delivery] = []
        if let reason, phase != .closed, !isFinished {
            lossReason = reason
            // First, so that whatever is asked again is asked elsewhere.
            deliveries.append(.notice(.lost))
        }
        phase = .closed
        nextDeadline = nil
        for request in unanswered.removeAll() {
            deliveries.append(request.receiver.delivery(failure(request)))
        }
        return deliveries
    }
}

// MARK: - What frames mean

extension ChannelCore {
    private mutating func welcomed(_ payload: [UInt8], now: ContinuousClock.Instant) -> [Delivery] {
        let welcome: Welcome
        do {
            welcome = try Wire.decode(Welcome.self, from: payload)
        } catch {
            return end(with: .protocolBroken(endpoint, reason: "its greeting cannot be read (\(error))"))
        }
        guard hello.protocolVersions.contains(welcome.protocolVersion) else {
            let reason = "it wants to speak version \(welcome.protocolVersion)"
            return end(with: .protocolBroken(endpoint, reason: reason))
        }
        guard welcome.service == service.rawValue else {
            let reason = "the \(welcome.service) service answers there, not the \(service.rawValue) service"
            return end(with: .unreachable(endpoint, reason: reason))
        }
        phase = .open
        greetingDeadline = nil
        takesTraces = welcome.takesTraces
        if welcome.maximumFrame > 0 { frameLengthMaximum = Int(welcome.maximumFrame) }
        if welcome.heartbeatMillis > 0 { heartbeat = .milliseconds(Int64(welcome.heartbeatMillis)) }
        let tooLong = unanswered.ids { !fits($0.unsent ?? []) }.compactMap { id in
            giveUp(id) { [frameLengthMaximum] in
                .tooLong($0.method, byteCount: $0.unsent?.count ?? 0, byteLimit: frameLengthMaximum)
            }
        }
        sendWaiting(now: now)
        nextDeadline = earliestDeadline()
        return tooLong
    }

    /// An error that concerns the whole connection: a refused greeting, or the service's farewell to a peer
    /// whose frames it cannot read.
    private mutating func refusedWhole(_ payload: [UInt8]) -> [Delivery] {
        let failure = Self.failure(from: payload, endpoint)
        if phase == .open { return end(reason: "the service ended it: \(failure)") }
        // Nothing of what waits was sent, and another node may have room for it.
        return end(with: failure.isFullHouse ? .unreachable(endpoint, reason: "\(failure)") : failure)
    }

    private mutating func answered(_ id: UInt32, _ kind: FrameKind, _ payload: [UInt8]) -> [Delivery] {
        guard let request = unanswered[id] else { return [] }  // answered too late, or cancelled
        switch (kind, request.receiver) {
        case (.error, _):
            _ = unanswered.remove(id)
            return [request.receiver.delivery(Self.failure(from: payload, endpoint))]
        case (.response, .reply(let handler)):
            _ = unanswered.remove(id)
            return [.reply(handler, .success(payload))]
        case (.streamItem, .stream(let slot)):
            return [.item(slot, payload, requestID: id)]
        case (.streamEnd, .stream(let slot)):
            _ = unanswered.remove(id)
            return [.streamEnd(slot, nil)]
        default:
            let reason = "it answered `\(request.method.name)` by the wrong kind of frame"
            return end(with: .protocolBroken(endpoint, reason: reason))
        }
    }

    private func earliestDeadline() -> ContinuousClock.Instant? {
        var earliest = unanswered.earliestDeadline
        if let greetingDeadline { earliest = min(earliest ?? greetingDeadline, greetingDeadline) }
        if let due = silenceDeadline { earliest = min(earliest ?? due, due) }
        return earliest
    }

    /// When a silence has lasted too long, where a stream is to be heard: only then is a heartbeat due.
    private var silenceDeadline: ContinuousClock.Instant? {
        guard unanswered.streamCount > 0, let heartbeat, let lastHeard else { return nil }
        return lastHeard + heartbeat * Self.heartbeatMissMaximum + .milliseconds(1)
    }

    private static func failure(from payload: [UInt8], _ endpoint: ServiceEndpoint) -> ClientFailure {
        do {
            let refusal = try Wire.decode(Failure.self, from: payload)
            let isUndecided = refusal.details?.state == Failure.undecided
            return isUndecided ? .undecided(endpoint, reason: refusal.message) : .refused(refusal)
        } catch {
            return .protocolBroken(endpoint, reason: "its refusal cannot be read (\(error))")
        }
    }
}
