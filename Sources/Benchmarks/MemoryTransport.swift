// A network without a kernel: bytes lie ready in memory, and what is written is counted and dropped, or
// kept for who wants to look at it. With it a service's whole way of a request can be measured, from the
// bytes of a frame to the bytes of its reply, and nothing else is in the figure.

import EventLoop
import Synchronization
import SystemCalls

/// One end of a connection that has no other.
final class MemoryLine {
    let id: StreamID
    /// What the loop has not read yet, as a part of ``source``.
    var pending = 0..<0
    /// The bytes it reads from.
    var source: [UInt8] = []
    /// Whether the loop was told that the connection stands.
    var isAnnounced = false
    /// How many bytes were written on it.
    private(set) var sentByteCount = 0
    /// What was written, where it is kept.
    private(set) var sent: [UInt8] = []
    /// Whether it is kept.
    var keepsSent = false

    init(id: StreamID) { self.id = id }

    /// Lets the loop read these bytes, after those it has not read yet.
    func arrive(_ bytes: [UInt8]) {
        source = Array(source[pending]) + bytes
        pending = 0..<source.count
    }

    /// Takes what was kept.
    func takeSent() -> [UInt8] {
        defer { sent = [] }
        return sent
    }

    fileprivate func read(into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome {
        let count = min(range.count, pending.count)
        if count == 0 { return .wouldBlock }
        let start = pending.lowerBound
        source.withUnsafeBytes { bytes in
            buffer.withUnsafeMutableBytes { buffer in
                UnsafeMutableRawBufferPointer(rebasing: buffer[range.lowerBound..<range.lowerBound + count])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
            }
        }
        pending = start + count..<pending.upperBound
        return .bytes(count)
    }

    fileprivate func write(_ bytes: RawSpan) -> TransferOutcome {
        sentByteCount += bytes.byteCount
        if keepsSent { bytes.withUnsafeBytes { sent.append(contentsOf: $0) } }
        return .bytes(bytes.byteCount)
    }
}

/// A loop's network in memory; both callers of it and services it calls are played by who made it.
final class MemoryTransport: Transport {
    /// Connections that callers made, and those the loop made, in order.
    private(set) var lines: [MemoryLine] = []
    /// Told of every connection the loop makes.
    var connecting: ((MemoryLine, SocketAddress) -> Void)?
    private var listeners: [StreamID] = []
    private var arrivals: [MemoryLine] = []
    private var streamCount: UInt32 = 0
    private let bell = Bell()

    private final class Bell: Waker {
        let isRinging = Atomic(false)
        func wake() { isRinging.store(true, ordering: .relaxed) }
    }

    /// Connects a caller to the listener.
    func call() -> MemoryLine {
        let line = MemoryLine(id: newStream())
        arrivals.append(line)
        lines.append(line)
        return line
    }

    private func newStream() -> StreamID {
        defer { streamCount += 1 }
        return StreamID(index: streamCount, generation: 0)
    }

    // MARK: what a loop calls

    var waker: any Waker { bell }

    func listen(
        on address: SocketAddress
    ) throws(TransportFailure) -> (listener: StreamID, bound: SocketAddress) {
        listeners.append(newStream())
        return (listeners[listeners.count - 1], address)
    }

    func connect(to address: SocketAddress) throws(TransportFailure) -> StreamID {
        let line = MemoryLine(id: newStream())
        lines.append(line)
        connecting?(line, address)
        return line.id
    }

    func poll(_ events: inout [TransportEvent], timeoutNanos: UInt64?) {
        if bell.isRinging.exchange(false, ordering: .relaxed) { events.append(.woken) }
        while let line = arrivals.popLast() {
            line.isAnnounced = true
            events.append(.accepted(listener: listeners[0], stream: line.id, peer: .loopback(port: 1)))
        }
        for line in lines {
            if !line.isAnnounced {
                line.isAnnounced = true
                events.append(.connected(line.id))
            } else if !line.pending.isEmpty {
                events.append(.readable(line.id))
            }
        }
    }

    func read(_ stream: StreamID, into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome {
        line(stream)?.read(into: &buffer, range) ?? .ended
    }

    func write(_ stream: StreamID, _ bytes: RawSpan) -> TransferOutcome {
        line(stream)?.write(bytes) ?? .ended
    }

    func watch(_ stream: StreamID, reading: Bool, writing: Bool) {}

    func endWriting(_ stream: StreamID) {}

    func close(_ stream: StreamID) { lines.removeAll { $0.id == stream } }

    func detach(_ stream: StreamID, peer: SocketAddress) -> any DetachedStream {
        preconditionFailure("a network in memory has one loop")
    }

    func adopt(_ detached: any DetachedStream) throws(TransportFailure) -> StreamID {
        preconditionFailure("a network in memory has one loop")
    }

    private func line(_ stream: StreamID) -> MemoryLine? {
        for line in lines where line.id == stream { return line }
        return nil
    }
}

/// A clock that is read, at the price of reading it, and stands still: no timer fires, and no fact gets
/// old, however long a measurement takes.
final class StandingClock: Clock {
    private let start = MachineClock.monotonicNanos
    private let startWall = MachineClock.wallMillis

    var monotonic: UInt64 { MachineClock.monotonicNanos > 0 ? start : 0 }
    var wall: Int64 { MachineClock.wallMillis > 0 ? startWall : 0 }
}

/// Numbers that are the same in every run.
final class RepeatableRandomness: Randomness {
    private var dice = Dice(seed: 1)

    func next() -> UInt64 { dice.next() }
}
