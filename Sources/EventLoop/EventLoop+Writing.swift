// From output to the wire, at the end of a turn only: one write for all replies of a connection. What the
// kernel does not take waits for room; a peer that stays behind is first not read from, then cut off.
import SystemCalls

extension EventLoop {
    func flush() {
        let batch = agenda.dirty.takeAll()
        for connection in batch {
            connection.isDirtyListed = false
            flush(connection)
        }
        agenda.dirty.recycle(batch)
    }

    func notifyDrained() {
        for connection in agenda.drained.takeAll() {
            connection.isDrainedListed = false
            if connection.isOpen { connection.delegate?.connectionDrained(connection) }
        }
    }

    private func flush(_ connection: Connection) {
        guard connection.phase == .open || connection.phase == .flushing else { return }
        // Held back before the write, not after: whoever saw the mark passed waits to hear that there is
        // room.
        if connection.outputByteCount > limits.outputHighWater { connection.isHeldBack = true }
        write(connection)
        connection.markOutput()
        if connection.outputByteCount > limits.outputByteLimit { connection.end(.outputLimitReached) }
        if connection.isHeldBack && connection.outputByteCount <= limits.outputLowWater {
            connection.isHeldBack = false
            connection.listDrained()
            connection.listReady()
        }
        if connection.takeAwaited() { connection.listDrained() }
        if connection.phase == .flushing { finishFlushing(connection) }
        updateWatch(connection)
    }

    private func write(_ connection: Connection) {
        guard connection.outputByteCount > 0 else { return }
        switch writeUnsent(of: connection) {
        case .bytes(let count): connection.outputSent(count)
        case .wouldBlock: break
        case .ended: connection.end(.closedByPeer)
        case .failed(let reason): connection.end(.failed(reason))
        }
    }

    /// One write; alone in a function, because the bytes must be let go of before what is sent is forgotten.
    private func writeUnsent(of connection: Connection) -> TransferOutcome {
        let output = connection.output
        let unsent = unsafe output.span.bytes.extracting(connection.outputStart..<output.count)
        return host.transport.write(connection.stream, unsent)
    }

    private func updateWatch(_ connection: Connection) {
        let reading =
            switch connection.phase {
            case .open: connection.mayHandle && !connection.inputEnded
            case .lingering: true
            case .connecting, .flushing, .closed: false
            }
        if connection.phase == .closed { return }
        host.transport.watch(connection.stream, reading: reading, writing: connection.outputByteCount > 0)
    }

    /// Says goodbye when everything is sent, and sees to it that the end comes.
    private func finishFlushing(_ connection: Connection) {
        if connection.outputByteCount == 0 {
            if connection.inputEnded { return connection.end(connection.closeReason) }
            host.transport.endWriting(connection.stream)
            connection.phase = .lingering
            connection.listReady()
        }
        if connection.closeTimer != nil { return }
        connection.closeTimer = schedule(after: limits.closeTimeLimit) { [weak connection] in
            guard let connection else { return }
            connection.closeTimer = nil
            if connection.outputByteCount > 0 { connection.closeReason = .flushTooSlow }
            connection.end(connection.closeReason)
        }
    }
}
