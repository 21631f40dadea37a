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

    /// Something that is to reach a caller, once the lock is released.
    enum Delivery {
        case reply(ReplySlot, Result<[UInt8], ClientFailure>)
        case item(StreamSlot, [UInt8], requestID: UInt32)
        case streamEnd(StreamSlot, ClientFailure?)
    }

    /// Who waits for an answer.
    enum Receiver {
        case reply(ReplySlot)
        case stream(StreamSlot)
    }

    struct Pending {
        let method: Method
        let receiver: Receiver
        let timeout: Duration?
        let deadline: ContinuousClock.Instant?
        /// The request, while the greeting is unanswered.
        var unsent: [UInt8]?
        /// Where in the stream of bytes its frame begins.
        var firstByte: UInt64 = 0
    }

    static let helloRequestID: UInt32 = 1
    /// How many heartbeats may be missed before a silent stream's connection counts as lost.
    static let heartbeatMissMaximum = 3

    let endpoint: ServiceEndpoint
    let hello: Hello
    /// The service that should answer here, if the caller knows.
    let service: ServiceName?

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

    private var pending: [UInt32: Pending] = [:]
    private var waiting: [UInt32] = []
    private var nextRequestID: UInt32 = 2
    private var streamCount = 0
    private var heartbeat: Duration?
    private var lastHeard: ContinuousClock.Instant?
    private var greetingDeadline: ContinuousClock.Instant?

    init(endpoint: ServiceEndpoint, hello: Hello, service: ServiceName?) {
        self.endpoint = endpoint
        self.hello = hello
        self.service = service
    }

    /// Whether a new request may use this connection.
    var accepts: Bool { phase != .closed && !isLeaving }

    /// Whether the connection has no more use: it is leaving, everything is answered and written.
    var isFinished: Bool {
        phase == .closed || (isLeaving && pending.isEmpty && (output.isEmpty || phase != .open))
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
        now: ContinuousClock.Instant
    ) -> UInt32? {
        guard fits(payload) else { return nil }
        let id = makeRequestID()
        let deadline = timeout.map { now + $0 }
        pending[id] = Pending(method: method, receiver: receiver, timeout: timeout, deadline: deadline)
        if case .stream = receiver { streamCount += 1 }
        if let deadline { nextDeadline = min(nextDeadline ?? deadline, deadline) }
        if phase == .open {
            send(id, payload, now: now)
        } else {
            pending[id]!.unsent = payload
            waiting.append(id)
        }
        return id
    }

    /// Gives a request up.
    mutating func cancel(_ id: UInt32, with failure: ClientFailure = .cancelled) -> [Delivery] {
        guard let request = remove(id) else { return [] }
        if phase == .open, request.unsent == nil {
            output.append(.cancel, method: request.method, requestID: id, payload: [])
        }
        return [Self.delivery(to: request.receiver, failure)]
    }

    /// No new requests; the connection ends when the unanswered are answered.
    mutating func leave() { isLeaving = true }

    private func fits(_ payload: [UInt8]) -> Bool {
        payload.count + FrameHeader.lengthMinimum <= frameLengthMaximum
    }

    private mutating func makeRequestID() -> UInt32 {
        while nextRequestID <= Self.helloRequestID || pending[nextRequestID] != nil { nextRequestID &+= 1 }
        defer { nextRequestID &+= 1 }
        return nextRequestID
    }

    private mutating func send(_ id: UInt32, _ payload: [UInt8], now: ContinuousClock.Instant) {
        guard let request = pending[id] else { return }
        pending[id]!.unsent = nil
        pending[id]!.firstByte = output.endOffset
        var left: UInt32 = 0
        if let deadline = request.deadline {
            left = UInt32(clamping: max(1, now.duration(to: deadline).wholeMilliseconds))
        }
        output.append(.request, method: request.method, requestID: id, timeLeft: left, payload: payload)
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
            isLeaving = true
            return []
        case .response where header.requestID == Self.helloRequestID && phase == .greeting:
            return welcomed(payload, now: now)
        case .error where header.requestID <= Self.helloRequestID:
            return refusedWhole(payload)
        case .response, .error, .streamItem, .streamEnd:
            return answered(header.requestID, header.kind, payload)
        case .request, .cancel, .pong:
            return []
        }
    }

    /// What is too late at `now`.
    mutating func expire(now: ContinuousClock.Instant) -> [Delivery] {
        guard let due = nextDeadline, due <= now else { return [] }
        if phase == .greeting, let greetingDeadline, greetingDeadline <= now {
            return end(reason: "it does not answer the greeting")
        }
        if let silentSince = silence(at: now) {
            return end(reason: "nothing was heard for \(silentSince.shortText)")
        }
        var deliveries: [Delivery] = []
        for (id, request) in pending where request.deadline.map({ $0 <= now }) ?? false {
            deliveries += cancel(id, with: .deadlineExceeded(request.method, after: request.timeout ?? .zero))
        }
        nextDeadline = earliestDeadline()
        return deliveries
    }

    /// The connection is over; tells every caller whether their request may have taken effect.
    mutating func end(reason: String) -> [Delivery] {
        let deliveries = pending.values.map { request in
            let mayHaveArrived = request.unsent == nil && request.firstByte < output.writtenOffset
            let failure: ClientFailure =
                phase == .open && mayHaveArrived
                ? .connectionLost(endpoint, reason: reason) : .unreachable(endpoint, reason: reason)
            return Self.delivery(to: request.receiver, failure)
        }
        if phase != .closed && !isFinished { lossReason = reason }
        forgetAll()
        return deliveries
    }

    /// The connection is over for one reason that concerns every caller alike.
    mutating func end(with failure: ClientFailure) -> [Delivery] {
        let deliveries = pending.values.map { Self.delivery(to: $0.receiver, failure) }
        if phase != .closed && failure != .cancelled { lossReason = "\(failure)" }
        forgetAll()
        return deliveries
    }

    private mutating func forgetAll() {
        phase = .closed
        pending = [:]
        waiting = []
        nextDeadline = nil
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
        if let service, welcome.service != service.rawValue {
            let reason = "the \(welcome.service) service answers there, not the \(service.rawValue) service"
            return end(with: .unreachable(endpoint, reason: reason))
        }
        phase = .open
        greetingDeadline = nil
        if welcome.maximumFrame > 0 { frameLengthMaximum = Int(welcome.maximumFrame) }
        if welcome.heartbeatMillis > 0 { heartbeat = .milliseconds(Int64(welcome.heartbeatMillis)) }
        return sendWaiting(now: now)
    }

    private mutating func sendWaiting(now: ContinuousClock.Instant) -> [Delivery] {
        var deliveries: [Delivery] = []
        for id in waiting {
            guard let request = pending[id], let payload = request.unsent else { continue }
            if fits(payload) {
                send(id, payload, now: now)
            } else if let request = remove(id) {
                let failure = ClientFailure.tooLong(
                    request.method, byteCount: payload.count, byteLimit: frameLengthMaximum)
                deliveries.append(Self.delivery(to: request.receiver, failure))
            }
        }
        waiting = []
        nextDeadline = earliestDeadline()
        return deliveries
    }

    /// An error that concerns the whole connection: a refused greeting, or the service's farewell to a peer
    /// whose frames it cannot read.
    private mutating func refusedWhole(_ payload: [UInt8]) -> [Delivery] {
        let failure = Self.failure(from: payload, endpoint)
        guard phase == .open else { return end(with: failure) }
        return end(reason: "the service ended it: \(failure)")
    }

    private mutating func answered(_ id: UInt32, _ kind: FrameKind, _ payload: [UInt8]) -> [Delivery] {
        guard let request = pending[id] else { return [] }  // answered too late, or cancelled
        switch (kind, request.receiver) {
        case (.error, _):
            _ = remove(id)
            return [Self.delivery(to: request.receiver, Self.failure(from: payload, endpoint))]
        case (.response, .reply(let slot)):
            _ = remove(id)
            return [.reply(slot, .success(payload))]
        case (.streamItem, .stream(let slot)):
            return [.item(slot, payload, requestID: id)]
        case (.streamEnd, .stream(let slot)):
            _ = remove(id)
            return [.streamEnd(slot, nil)]
        default:
            let reason = "it answered `\(request.method.name)` by the wrong kind of frame"
            return end(with: .protocolBroken(endpoint, reason: reason))
        }
    }

    private mutating func remove(_ id: UInt32) -> Pending? {
        guard let request = pending.removeValue(forKey: id) else { return nil }
        if case .stream = request.receiver { streamCount -= 1 }
        return request
    }

    /// How long nothing was heard, where that means a stream is dead.
    private func silence(at now: ContinuousClock.Instant) -> Duration? {
        guard streamCount > 0, let heartbeat, let lastHeard else { return nil }
        let silent = lastHeard.duration(to: now)
        return silent > heartbeat * Self.heartbeatMissMaximum ? silent : nil
    }

    private func earliestDeadline() -> ContinuousClock.Instant? {
        var earliest = pending.values.lazy.compactMap(\.deadline).min()
        if let greetingDeadline { earliest = min(earliest ?? greetingDeadline, greetingDeadline) }
        if streamCount > 0, let heartbeat, let lastHeard {
            let due = lastHeard + heartbeat * Self.heartbeatMissMaximum + .milliseconds(1)
            earliest = min(earliest ?? due, due)
        }
        return earliest
    }

    private static func failure(from payload: [UInt8], _ endpoint: ServiceEndpoint) -> ClientFailure {
        do {
            return .refused(try Wire.decode(Failure.self, from: payload))
        } catch {
            return .protocolBroken(endpoint, reason: "its refusal cannot be read (\(error))")
        }
    }

    static func delivery(to receiver: Receiver, _ failure: ClientFailure) -> Delivery {
        switch receiver {
        case .reply(let slot): .reply(slot, .failure(failure))
        case .stream(let slot): .streamEnd(slot, failure)
        }
    }
}
