// One connection of a loop. It holds what has come and is not handled, and what is to be said and not sent.
// Nothing is written before the turn's commit: a send appends to the output, the loop flushes at the end of
// the turn.
import EntenteProtocol
import SystemCalls

/// A connection, used on its loop's thread only.
package final class Connection {
    /// How a connection is to be closed.
    package enum Ending: Sendable {
        /// At once; unsent output is lost.
        case now
        /// When the output is sent, within ``LoopLimits/closeTimeLimit``.
        case afterFlush
    }

    /// How far its life has come.
    enum Phase {
        case connecting
        case open
        /// Sends what is left, reads nothing.
        case flushing
        /// Has sent everything and said so; waits for the peer's goodbye, lest a reset overtakes the last
        /// bytes.
        case lingering
        case closed
    }

    /// Counts the connections of a loop from 1.
    package let id: UInt64
    /// The other end.
    package let peer: SocketAddress
    /// Whether it was accepted beyond ``LoopLimits/connectionCountLimit``, or beyond the room of its own
    /// listener, only to be refused in words.
    package let isOverLimit: Bool
    /// Whether it came by a listener with room of its own, and counts there.
    let isApart: Bool
    /// Who is told what happens; kept until the connection is closed.
    package var delegate: (any ConnectionDelegate)?
    /// Whether its bytes are frames; set to false before the first have come for other protocols, such as
    /// HTTP.
    package var isFramed = true
    /// The largest length a frame may state, in bytes, both ways; changes when the peers agree on another.
    package var frameByteLimit: Int
    /// The longest message where there are no frames, in bytes; what is longer ends the connection.
    package var rawMessageByteLimit: Int

    let stream: StreamID
    let agenda: Agenda
    var phase: Phase
    var closeReason = CloseReason.closedHere

    // Input.
    var input = InputBuffer()
    /// Whether the input may hold whole frames that a bound, back-pressure or a pause left unhandled.
    var hasUnhandledFrames = false
    /// Whether the peer will send nothing more.
    var inputEnded = false
    /// Whether its own output holds up its input.
    var isHeldBack = false
    private(set) var isPaused = false
    /// Whether its delegate has done enough for it in this turn.
    var hasHadItsTurn = false
    /// Whether what it asked last took long; the next that it asks may, too.
    var hasTakenLong = false
    /// What was read together for it in this turn, in bytes of its answers.
    var gatheredByteCount = 0
    /// When the frame that is not whole yet began, 0 for none.
    var frameBegunAt: UInt64 = 0
    var frameTimer: TimerID?
    var closeTimer: TimerID?

    // Output.
    var output: [UInt8] = []
    /// How much of the output's front is sent already.
    var outputStart = 0
    /// Where the output of this turn begins, an index into `output`.
    private(set) var outputMark = 0
    /// How much was ever sent, in bytes.
    private var sentByteCount: UInt64 = 0
    /// The count of sent bytes at which the delegate is to be told; all ones for none.
    private var awaitedByteCount = UInt64.max

    // Places on the agenda.
    /// Whether its peer may be anybody; see ``becomeKnown()``.
    var isStranger = false
    unowned var strangerBefore: Connection?
    unowned var strangerAfter: Connection?
    var isReadyListed = false
    var isDirtyListed = false
    var isDrainedListed = false

    init(
        id: UInt64, stream: StreamID, peer: SocketAddress, phase: Phase, isOverLimit: Bool,
        isApart: Bool, agenda: Agenda
    ) {
        self.id = id
        self.stream = stream
        self.peer = peer
        self.phase = phase
        self.isOverLimit = isOverLimit
        self.isApart = isApart
        self.agenda = agenda
        self.frameByteLimit = agenda.limits.frameByteLimit
        self.rawMessageByteLimit = agenda.limits.rawMessageByteLimit
    }

    /// Whether frames can come and go.
    package var isOpen: Bool { phase == .open }

    /// When the message began of which the rest is awaited, on the loop's monotonic clock in nanoseconds; 0
    /// for none.
    package var messageBegunAt: UInt64 { frameBegunAt }

    /// What its delegate keeps of its requests besides, in bytes; it counts as held for the connection.
    package var keptByteCount = 0 {
        didSet { agenda.bufferedByteCount += keptByteCount - oldValue }
    }

    /// Unsent output, in bytes.
    package var outputByteCount: Int { output.count - outputStart }

    /// Input and output held for it, and what is kept besides, in bytes.
    var heldByteCount: Int { input.capacity + outputByteCount + keptByteCount }

    /// Whether the peer is so far behind that its requests are not read any more.
    ///
    /// True from the high-water mark on, until the output has fallen to the low-water mark and the delegate
    /// was told ``ConnectionDelegate/connectionDrained(_:)``.
    package var isAboveHighWater: Bool {
        isHeldBack || outputByteCount > agenda.limits.outputHighWater
    }
}

// MARK: - Sending

extension Connection {
    /// Appends a frame whose payload is at hand; it is sent at the end of the turn.
    ///
    /// - Returns: False where the frame would be larger than ``frameByteLimit``; nothing was appended then. A
    ///   connection that is closed takes nothing and says true.
    @discardableResult
    package func send(
        _ kind: FrameKind, method: UInt16 = 0, requestID: UInt32 = 0, timeLeftMillis: UInt32 = 0,
        payload: [UInt8] = []
    ) -> Bool {
        sendFrame(kind, method: method, requestID: requestID, timeLeftMillis: timeLeftMillis) { output in
            output.append(contentsOf: payload)
        }
    }

    /// Appends a frame whose payload `write` appends straight to the output: the way without copies.
    ///
    /// - Returns: As ``send(_:method:requestID:timeLeftMillis:payload:)``.
    @discardableResult
    package func sendFrame(
        _ kind: FrameKind, method: UInt16 = 0, requestID: UInt32 = 0, timeLeftMillis: UInt32 = 0,
        _ write: (inout [UInt8]) -> Void
    ) -> Bool {
        guard phase == .open || phase == .connecting else { return true }
        listDirty()
        let start = FrameHeader.begin(
            kind: kind, method: method, requestID: requestID, timeLeftMillis: timeLeftMillis, in: &output)
        write(&output)
        guard output.count - start - 4 <= frameByteLimit else {
            output.removeSubrange(start...)
            return false
        }
        FrameHeader.finish(at: start, in: &output)
        agenda.bufferedByteCount += output.count - start
        return true
    }

    /// Hands `body` the output to append whole frames to: the way of the hottest replies.
    package func withOutput(_ body: (inout [UInt8]) -> Void) {
        guard phase == .open || phase == .connecting else { return }
        listDirty()
        let before = output.count
        body(&output)
        precondition(output.count >= before, "output is appended to, never taken back")
        agenda.bufferedByteCount += output.count - before
    }

    /// Makes this the place ``truncateOutputToMark()`` goes back to; every flush does so too.
    package func markOutput() {
        outputMark = output.count
    }

    /// Takes back what was appended since the mark, as after a commit that failed.
    package func truncateOutputToMark() {
        agenda.bufferedByteCount -= output.count - outputMark
        output.removeSubrange(outputMark...)
    }

    /// Where the output ends, in bytes since the connection was made; for ``hasSent(_:)``.
    package var outputEnd: UInt64 { sentByteCount &+ UInt64(outputByteCount) }

    /// Whether everything up to an ``outputEnd`` of before is sent.
    package func hasSent(_ end: UInt64) -> Bool { sentByteCount >= end }

    /// Has the delegate told ``ConnectionDelegate/connectionDrained(_:)`` when everything up to an
    /// ``outputEnd`` is sent, whatever the marks.
    ///
    /// Of several wishes the nearest is fulfilled: whoever waits for more asks again.
    package func tellWhenSent(_ end: UInt64) { awaitedByteCount = min(awaitedByteCount, end) }

    /// Whether what somebody waits for is sent; once for each wish.
    func takeAwaited() -> Bool {
        guard sentByteCount >= awaitedByteCount else { return false }
        awaitedByteCount = .max
        return true
    }

    /// Forgets the output, sent or not.
    func discardOutput() {
        output = []
        outputStart = 0
        outputMark = 0
    }

    /// Forgets the first `byteCount` unsent bytes, which are sent.
    func outputSent(_ byteCount: Int) {
        outputStart += byteCount
        sentByteCount &+= UInt64(byteCount)
        agenda.bufferedByteCount -= byteCount
        if outputStart == output.count {
            let keeps = output.capacity <= agenda.limits.idleOutputByteLimit
            output.removeAll(keepingCapacity: keeps)
            outputStart = 0
        } else if outputStart > output.count / 2 {
            output.removeSubrange(..<outputStart)
            outputStart = 0
        }
    }
}

// MARK: - Reading and closing

extension Connection {
    /// Reads nothing more until ``resumeReading()``; frames that have come already wait.
    package func pauseReading() {
        isPaused = true
        listDirty()
    }

    /// Goes on reading.
    package func resumeReading() {
        guard isPaused else { return }
        isPaused = false
        listDirty()
        listReady()
    }

    /// Its peer has shown who it is: from now on it is closed for no newcomer's sake.
    ///
    /// For the delegates of accepted connections. Until it is called, the connection is the first to go, in
    /// the order of arrival, where ``LoopLimits/connectionCountLimit`` is reached.
    package func becomeKnown() { agenda.strangers.remove(self) }

    /// Handles no more of its frames in this turn: what was just done took long, and others wait.
    ///
    /// - Parameter tookLong: false where it did not, and the others are let before all the same.
    package func yieldTurn(tookLong: Bool = true) {
        hasHadItsTurn = true
        if tookLong { hasTakenLong = true }
    }

    /// Counts what was read together for an answer; what is more than
    /// ``LoopLimits/turnGatheredByteLimit`` in one turn took long.
    package func gathered(_ byteCount: Int) {
        gatheredByteCount += byteCount
        if gatheredByteCount > agenda.limits.turnGatheredByteLimit { yieldTurn() }
    }

    /// Begins its part of a turn.
    func beginTurn() {
        hasUnhandledFrames = false
        hasHadItsTurn = false
        hasTakenLong = false
        gatheredByteCount = 0
    }

    /// Whether frames may be handed to the delegate.
    var mayHandle: Bool { phase == .open && !isPaused && !isHeldBack }

    /// Closes this side; the delegate is told later in the turn, never from inside this call.
    package func close(_ ending: Ending) {
        switch ending {
        case .now: end(.closedHere)
        case .afterFlush: finish(.closedHere)
        }
    }

    /// Sends what is left, then closes.
    func finish(_ reason: CloseReason) {
        guard phase == .open else { return phase == .connecting ? end(reason) : () }
        closeReason = reason
        phase = .flushing
        listDirty()
    }

    /// Is over at once.
    func end(_ reason: CloseReason) {
        guard phase != .closed else { return }
        // What a peer does after its end was decided is not the reason for it.
        if phase == .open || phase == .connecting { closeReason = reason }
        phase = .closed
        agenda.end(self)
    }

    /// Handles no more of its frames until its output has fallen.
    func holdBack() {
        isHeldBack = true
        listDirty()
    }

    func listReady() {
        if isReadyListed { return }
        isReadyListed = true
        agenda.ready.append(self)
    }

    func listDirty() {
        if isDirtyListed { return }
        isDirtyListed = true
        agenda.dirty.append(self)
    }

    func listDrained() {
        if isDrainedListed { return }
        isDrainedListed = true
        agenda.drained.append(self)
    }
}
