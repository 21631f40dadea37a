// The real network: one epoll set, level-triggered. Level and not edge, because a turn stops reading a
// connection at its bound, and what it leaves must be reported again. Interest is changed only when it
// differs, so that a connection that asks and is answered costs no epoll_ctl at all.
import SystemCalls

/// The network of this machine for one loop.
package final class EpollTransport: Transport {
    /// Connections taken from one listener in one poll, so that a storm of them does not hold up a turn.
    static let acceptBurstLimit = 64
    /// Ready streams reported by one poll; the others come with the next.
    static let pollEventLimit = 512
    /// The longest wait in milliseconds while a listener is deaf: descriptors become free elsewhere in the
    /// process, on other loops and in files, and nobody says so.
    static let deafWaitMaximum: Int32 = 1_000

    private var epoll: Epoll
    private let bell: Bell
    private var slots: [Slot] = []
    private var freeIndexes: [UInt32] = []
    /// Held back so that a connection can be accepted and closed where descriptors have run out: left in the
    /// queue it would be reported for ever.
    private var reserve: FileDescriptor?
    /// Listeners that are not watched because not even the reserve was left.
    private var deafListeners: [StreamID] = []

    /// A network without streams.
    ///
    /// - Throws: ``TransportFailure`` where the process has no descriptor left.
    package init() throws(TransportFailure) {
        do throws(Errno) {
            epoll = try Epoll(eventLimit: Self.pollEventLimit)
            bell = Bell(wakeup: try Wakeup())
            try epoll.add(bell.wakeup.descriptor, token: .max, reading: true, writing: false)
            reserve = try Wakeup.spareDescriptor()
        } catch {
            throw TransportFailure(.start, nil, error)
        }
    }

    package var waker: any Waker { bell }

    private final class Bell: Waker {
        let wakeup: Wakeup
        init(wakeup: Wakeup) { self.wakeup = wakeup }
        func wake() { wakeup.ring() }
    }
}

// MARK: - Slots

extension EpollTransport {
    /// What a slot holds.
    private enum Role {
        case listener
        case connecting
        case connected
    }

    /// One stream, or a place for one.
    private final class Slot {
        var generation: UInt32 = 0
        var role = Role.connected
        var reading = true
        var writing = false
        var socket: FileDescriptor?

        func id(_ index: UInt32) -> StreamID { StreamID(index: index, generation: generation) }
    }

    private func slot(_ stream: StreamID) -> Slot? {
        let slot = slots[Int(stream.index)]
        return slot.generation == stream.generation && slot.socket != nil ? slot : nil
    }

    /// Puts `socket` into a slot and watches it.
    private func adopt(_ socket: consuming FileDescriptor, as role: Role) throws(Errno) -> StreamID {
        let index = freeIndexes.popLast() ?? UInt32(slots.count)
        if Int(index) == slots.count { slots.append(Slot()) }
        let slot = slots[Int(index)]
        slot.role = role
        slot.reading = role != .connecting
        slot.writing = role == .connecting
        do throws(Errno) {
            try epoll.add(socket, token: slot.id(index).bits, reading: slot.reading, writing: slot.writing)
        } catch {
            freeIndexes.append(index)
            throw error
        }
        slot.socket = consume socket
        return slot.id(index)
    }

    package func close(_ stream: StreamID) {
        guard let slot = slot(stream) else { return }
        slot.socket = nil
        slot.generation &+= 1
        freeIndexes.append(stream.index)
        hearAgain()
    }
}

// MARK: - Opening

extension EpollTransport {
    package func listen(
        on address: SocketAddress
    ) throws(TransportFailure) -> (listener: StreamID, bound: SocketAddress) {
        do throws(Errno) {
            let socket = try Socket.listen(on: address)
            let bound = try Socket.localAddress(of: socket)
            return (try adopt(socket, as: .listener), bound)
        } catch {
            throw TransportFailure(.listen, address, error)
        }
    }

    package func connect(to address: SocketAddress) throws(TransportFailure) -> StreamID {
        do throws(Errno) {
            return try adopt(try Socket.connect(to: address), as: .connecting)
        } catch {
            throw TransportFailure(.connect, address, error)
        }
    }

    package func detach(_ stream: StreamID, peer: SocketAddress) -> any DetachedStream {
        guard let slot = slot(stream), let socket = slot.socket.take() else {
            preconditionFailure("detached a stream that is closed")
        }
        epoll.remove(socket)
        slot.generation &+= 1
        freeIndexes.append(stream.index)
        return DetachedSocket(socket: socket, peer: peer)
    }

    package func adopt(_ detached: any DetachedStream) throws(TransportFailure) -> StreamID {
        guard let detached = detached as? DetachedSocket else {
            preconditionFailure("a connection of another network")
        }
        do throws(Errno) {
            return try adopt(detached.takeSocket(), as: .connected)
        } catch {
            throw TransportFailure(.connect, detached.peer, error)
        }
    }

    private func acceptBurst(_ listener: StreamID, _ slot: Slot, _ events: inout [TransportEvent]) {
        for _ in 0..<Self.acceptBurstLimit {
            do throws(Errno) {
                guard let accepted = try Socket.accept(from: slot.socket!) else { return }
                let peer = accepted.peer
                let stream = try adopt(accepted.takeSocket(), as: .connected)
                events.append(.accepted(listener: listener, stream: stream, peer: peer))
            } catch {
                return turnAway(listener, slot)
            }
        }
    }

    /// Takes one connection out of the queue and drops it, with the descriptor held back for this.
    private func turnAway(_ listener: StreamID, _ slot: Slot) {
        guard reserve != nil else {
            deafListeners.append(listener)
            return epoll.change(slot.socket!, token: listener.bits, reading: false, writing: false)
        }
        reserve = nil
        _ = try? Socket.accept(from: slot.socket!)
        reserve = try? Wakeup.spareDescriptor()
    }

    /// A descriptor may be free again: fill the reserve, and with it listen again.
    private func hearAgain() {
        if reserve == nil { reserve = try? Wakeup.spareDescriptor() }
        guard reserve != nil else { return }
        for listener in deafListeners {
            guard let slot = slot(listener) else { continue }
            epoll.change(slot.socket!, token: listener.bits, reading: true, writing: false)
        }
        deafListeners.removeAll()
    }
}

// MARK: - Moving bytes

extension EpollTransport {
    package func poll(_ events: inout [TransportEvent], timeoutNanos: UInt64?) {
        // Rounded up: waking a moment before a timer would turn the loop for nothing.
        var millis = timeoutNanos.map { Int32(clamping: ($0 + 999_999) / 1_000_000) } ?? -1
        if !deafListeners.isEmpty {
            hearAgain()
            // Those that hear again wait in this poll already.
            if !deafListeners.isEmpty && !(0...Self.deafWaitMaximum).contains(millis) {
                millis = Self.deafWaitMaximum
            }
        }
        for index in 0..<epoll.wait(timeoutMillis: millis) { report(epoll.ready(index), &events) }
    }

    private func report(_ ready: Readiness, _ events: inout [TransportEvent]) {
        if ready.token == .max {
            bell.wakeup.silence()
            return events.append(.woken)
        }
        let stream = StreamID(bits: ready.token)
        guard let slot = slot(stream) else { return }
        switch slot.role {
        case .listener: acceptBurst(stream, slot, &events)
        case .connecting: finishConnect(stream, slot, &events)
        case .connected:
            // A broken stream that is read from says so after its last bytes; one that is not must say so
            // here.
            if ready.isBroken && !slot.reading {
                return events.append(.failed(stream, Socket.takeError(slot.socket!) ?? .connectionReset))
            }
            if ready.isReadable || ready.isBroken { events.append(.readable(stream)) }
            if ready.isWritable { events.append(.writable(stream)) }
        }
    }

    private func finishConnect(_ stream: StreamID, _ slot: Slot, _ events: inout [TransportEvent]) {
        if let reason = Socket.takeError(slot.socket!) { return events.append(.failed(stream, reason)) }
        slot.role = .connected
        watch(stream, reading: true, writing: false)
        events.append(.connected(stream))
    }

    package func read(_ stream: StreamID, into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome
    {
        guard let slot = slot(stream) else { preconditionFailure("read from a stream that is closed") }
        return slot.socket!.read(into: &buffer, range)
    }

    package func write(_ stream: StreamID, _ bytes: RawSpan) -> TransferOutcome {
        guard let slot = slot(stream) else { preconditionFailure("wrote to a stream that is closed") }
        return slot.socket!.send(bytes)
    }

    package func watch(_ stream: StreamID, reading: Bool, writing: Bool) {
        guard let slot = slot(stream), slot.reading != reading || slot.writing != writing else { return }
        slot.reading = reading
        slot.writing = writing
        epoll.change(slot.socket!, token: stream.bits, reading: reading, writing: writing)
    }

    package func endWriting(_ stream: StreamID) {
        guard let slot = slot(stream) else { return }
        Socket.shutdownWriting(slot.socket!)
    }
}
