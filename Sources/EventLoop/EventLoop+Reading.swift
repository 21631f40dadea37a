// From bytes to frames. One read a turn and connection, of at most the turn's bytes, into a buffer the loop
// lends; then frames are handed over in place until a bound, back-pressure or a pause says stop.
import EntenteProtocol
import SystemCalls

/// How many connections have taken long in one turn: those of whom it was expected, and those who were a
/// surprise.
///
/// Counted apart, because who has asked for little so far is not to wait behind all who list everything. But
/// surprises end, too: peers who come anew, or ask for little in between, would add up to a turn of hundreds
/// of lists, and what the turn commits and pushes would wait for the last of them.
private struct LongTurns {
    let limit: Int
    private var expectedCount = 0
    private var surpriseCount = 0

    init(limit: Int) { self.limit = limit }

    /// Whether `connection` waits for the next turn, in its place.
    func areOver(for connection: Connection) -> Bool {
        (connection.hasTakenLong ? expectedCount : surpriseCount) >= limit
    }

    mutating func count(wasExpected: Bool) {
        if wasExpected { expectedCount += 1 } else { surpriseCount += 1 }
    }
}

extension EventLoop {
    func readReady() {
        let batch = agenda.ready.takeAll()
        var longTurns = LongTurns(limit: limits.longTurnLimit)
        var waiting: [Connection] = []
        for connection in batch {
            connection.isReadyListed = false
            switch connection.phase {
            case .open where !connection.mayHandle: break
            case .open where longTurns.areOver(for: connection):
                connection.isReadyListed = true
                waiting.append(connection)
            case .open:
                let wasExpected = connection.hasTakenLong
                readAndHandle(connection)
                if connection.hasTakenLong { longTurns.count(wasExpected: wasExpected) }
            case .lingering: awaitGoodbye(connection)
            case .connecting, .flushing, .closed: break
            }
            // At once: what a hundred greedy ones send in one turn may be more than all may hold.
            if agenda.needsRelief { relieve() }
        }
        agenda.ready.recycle(batch)
        if !waiting.isEmpty { agenda.ready.prepend(waiting) }
    }

    /// Cuts off whoever holds more than an equal share, who holds the most first, until half is free.
    ///
    /// The one step that looks at all connections, and only where the alternative is to refuse them all.
    private func relieve() {
        defer { agenda.relieved() }
        let share = limits.fairByteCount(of: connectionCount)
        let greedy = connections.compactMap { $0 }.filter { $0.heldByteCount > share && $0.phase != .closed }
        for connection in greedy.sorted(by: { $0.heldByteCount > $1.heldByteCount }) {
            guard agenda.bufferedByteCount > limits.bufferedByteLimit / 2 else { return }
            connection.end(.bufferLimitReached)
            forgetBuffers(of: connection)
        }
    }

    func readAndHandle(_ connection: Connection) {
        let held = connection.input.capacity
        if !connection.hasUnhandledFrames && !connection.inputEnded { read(connection) }
        if connection.isFramed { handleFrames(of: connection) } else { handleRaw(of: connection) }
        if connection.hasUnhandledFrames {
            if connection.mayHandle { connection.listReady() }
        } else if connection.inputEnded {
            connection.finish(.closedByPeer)
        }
        keepTime(of: connection)
        returnSpare(from: connection)
        agenda.bufferedByteCount += connection.input.capacity - held
    }

    /// Reads once: behind the few pending bytes in the buffer the loop lends, or, with a large frame on its
    /// way, into the connection's own.
    private func read(_ connection: Connection) {
        if connection.input.count <= spareRoom {
            spareInput.takePending(of: connection.input)
            swap(&connection.input, &spareInput)
        }
        connection.input.reserve(limits.turnByteLimit)
        var outcome = TransferOutcome.wouldBlock
        connection.input.fill(atMost: limits.turnByteLimit) { buffer, range in
            outcome = host.transport.read(connection.stream, into: &buffer, range)
            return if case .bytes(let count) = outcome { count } else { 0 }
        }
        switch outcome {
        case .bytes, .wouldBlock: break
        case .ended: connection.inputEnded = true
        case .failed(let reason): connection.end(.failed(reason))
        }
    }

    /// Pending bytes that still fit in front of a whole turn's read in the buffer the loop lends.
    private var spareRoom: Int { limits.turnByteLimit / 4 }

    /// Gives the lent buffer back: at once where nothing is pending, else for a copy of the few bytes that
    /// are.
    ///
    /// Only where many are left does the connection keep it, and the loop gets a new one.
    private func returnSpare(from connection: Connection) {
        let spareByteCount = limits.turnByteLimit + spareRoom
        if connection.input.capacity == spareByteCount && connection.input.count <= spareRoom {
            let pending = connection.input.copyOfPending()
            connection.input.forget()
            spareInput = connection.input
            connection.input = pending
        } else if connection.input.isEmpty {
            connection.input = InputBuffer()
        }
        if spareInput.capacity != spareByteCount { spareInput = InputBuffer(byteCount: spareByteCount) }
    }

    private func handleFrames(of connection: Connection) {
        guard let delegate = connection.delegate else { return }
        connection.beginTurn()
        // The local copy keeps the bytes in place whatever the delegate does to the connection.
        let bytes = connection.input.storage
        let end = connection.input.end
        var start = connection.input.start
        var framesLeft = limits.turnFrameLimit
        while start < end {
            guard framesLeft > 0, connection.mayHandle, !connection.hasHadItsTurn else {
                connection.hasUnhandledFrames = true
                break
            }
            let pending = unsafe bytes.span.bytes.extracting(start..<end)
            let run = delegate.connection(connection, receivedRun: pending, limit: framesLeft)
            if run.frameCount > 0 {
                start += run.byteCount
                framesLeft -= run.frameCount
                if connection.outputByteCount > limits.outputHighWater { connection.holdBack() }
                continue
            }
            do throws(FrameProblem) {
                guard let header = try FrameHeader.parse(pending, maximumLength: connection.frameByteLimit),
                    header.frameByteCount <= pending.byteCount
                else { break }
                let payload = pending.extracting(FrameHeader.byteCount..<header.frameByteCount)
                delegate.connection(connection, received: header, payload: payload)
                start += header.frameByteCount
            } catch {
                start = end
                delegate.connection(connection, sentMalformed: error)
                // Nothing after it can be trusted, whatever the delegate thinks.
                connection.finish(.closedHere)
            }
            framesLeft -= 1
            if connection.outputByteCount > limits.outputHighWater { connection.holdBack() }
        }
        if start > connection.input.start { connection.frameBegunAt = 0 }
        connection.input.consume(start - connection.input.start)
    }

    /// Hands over bytes that are not frames, until the delegate takes no more of them.
    private func handleRaw(of connection: Connection) {
        guard let delegate = connection.delegate else { return }
        connection.beginTurn()
        while !connection.input.isEmpty {
            guard connection.mayHandle, !connection.hasHadItsTurn else {
                connection.hasUnhandledFrames = true
                return
            }
            let taken = handRaw(of: connection, to: delegate)
            if taken == 0 { break }
            connection.frameBegunAt = 0
            connection.input.consume(taken)
            if connection.outputByteCount > limits.outputHighWater { connection.holdBack() }
        }
        if connection.input.count > connection.rawMessageByteLimit { connection.end(.messageTooLong) }
    }

    private func handRaw(of connection: Connection, to delegate: any ConnectionDelegate) -> Int {
        let input = connection.input
        let bytes = unsafe input.storage.span.bytes.extracting(input.start..<input.end)
        return delegate.connection(connection, receivedRaw: bytes)
    }
}

// MARK: - Slow frames and last bytes

extension EventLoop {
    /// Notes when a frame began that is not whole yet.
    ///
    /// One timer a connection at most: it looks at the time when it
    /// fires, so that frames that come and go cost nothing.
    private func keepTime(of connection: Connection) {
        guard !connection.input.isEmpty, !connection.hasUnhandledFrames else {
            connection.frameBegunAt = 0
            return
        }
        if connection.frameBegunAt == 0 { connection.frameBegunAt = now }
        if connection.frameTimer == nil { armFrameTimer(of: connection) }
    }

    private func armFrameTimer(of connection: Connection) {
        let at = max(connection.frameBegunAt + limits.frameTimeLimit.nanos, now)
        // Whoever releases the connection cancels the timer, so both are there when it fires.
        connection.frameTimer = schedule(at: at) { [unowned self, unowned connection] in
            connection.frameTimer = nil
            checkFrameTime(of: connection)
        }
    }

    private func checkFrameTime(of connection: Connection) {
        guard connection.phase == .open, connection.frameBegunAt != 0 else { return }
        // Held back by us, the peer cannot be blamed: its time begins anew.
        if !connection.mayHandle { connection.frameBegunAt = now }
        if now < connection.frameBegunAt + limits.frameTimeLimit.nanos {
            return armFrameTimer(of: connection)
        }
        connection.end(.frameTooSlow)
    }

    /// Reads and forgets what a peer still sends to a connection that has said its last word.
    private func awaitGoodbye(_ connection: Connection) {
        var outcome = TransferOutcome.wouldBlock
        // A loop that has read nothing yet has no room.
        spareInput.reserve(limits.turnByteLimit)
        spareInput.fill(atMost: limits.turnByteLimit) { buffer, range in
            outcome = host.transport.read(connection.stream, into: &buffer, range)
            return 0
        }
        switch outcome {
        case .bytes, .wouldBlock: break
        case .ended, .failed: connection.end(connection.closeReason)
        }
    }
}
