// The network as one simulated node sees it: what a loop gets in place of epoll, with the same meaning of
// every call.
import EventLoop
import Synchronization
import SystemCalls

/// One loop's place on a simulated network; the loops of one node share its address.
package final class SimulatedTransport: Transport {
    /// The node's name, for traces and failures.
    package let name: String
    /// The node's address.
    package let host: SocketAddress.Host
    unowned let network: SimulatedNetwork
    /// Whether what is sent goes nowhere.
    var isMute = false

    private(set) var streams: [SimulatedStream?] = []
    private var generations: [UInt32] = []
    private var arrivals: [(listener: StreamID, stream: SimulatedStream)] = []
    private var nextPort: UInt16 = 40_000
    private let bell = Bell()

    private final class Bell: Waker {
        let isRinging = Atomic(false)
        func wake() { isRinging.store(true, ordering: .sequentiallyConsistent) }
    }

    init(name: String, host: SocketAddress.Host, network: SimulatedNetwork) {
        self.name = name
        self.host = host
        self.network = network
    }

    package var waker: any Waker { bell }

    /// Whether a poll would report anything.
    package var hasEvents: Bool {
        if bell.isRinging.load(ordering: .sequentiallyConsistent) || !arrivals.isEmpty { return true }
        return streams.contains { $0.map { event(of: $0) != nil } ?? false }
    }

    /// The one thing to be said about a stream at the moment.
    private func event(of stream: SimulatedStream) -> TransportEvent? {
        switch stream.role {
        case .listener: return nil
        case .connecting: return stream.failure.map { .failed(stream.id, $0) }
        case .connected:
            if !stream.isAnnounced { return .connected(stream.id) }
            if let failure = stream.failure, !stream.isReading { return .failed(stream.id, failure) }
            if stream.isReading && stream.isReadable { return .readable(stream.id) }
            let room = stream.window(of: network.weather.windowByteCount)
            return stream.isWriting && room > 0 ? .writable(stream.id) : nil
        }
    }
}

// MARK: - What a loop calls

extension SimulatedTransport {
    package func listen(
        on address: SocketAddress
    ) throws(TransportFailure) -> (listener: StreamID, bound: SocketAddress) {
        let port = address.port == 0 ? takePort() : address.port
        if listener(at: port) != nil { throw TransportFailure(.listen, address, .addressInUse) }
        let bound = SocketAddress(host: host, port: port)
        return (open(.listener, bound).id, bound)
    }

    package func connect(to address: SocketAddress) throws(TransportFailure) -> StreamID {
        let stream = open(.connecting, address)
        network.beginConnect(from: stream)
        return stream.id
    }

    package func poll(_ events: inout [TransportEvent], timeoutNanos: UInt64?) {
        if bell.isRinging.exchange(false, ordering: .sequentiallyConsistent) { events.append(.woken) }
        for (listener, stream) in arrivals {
            stream.isAnnounced = true
            events.append(.accepted(listener: listener, stream: stream.id, peer: stream.address))
        }
        arrivals.removeAll()
        var ready: [TransportEvent] = []
        for case let stream? in streams {
            guard let event = event(of: stream) else { continue }
            stream.isAnnounced = true
            ready.append(event)
        }
        network.dice.shuffle(&ready)
        events.append(contentsOf: ready)
    }

    package func read(_ id: StreamID, into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome {
        guard let stream = stream(id) else { preconditionFailure("read from a stream that is closed") }
        let count = min(range.count, stream.arrived.count)
        if count == 0 {
            if let failure = stream.failure { return .failed(failure) }
            return stream.isEnded ? .ended : .wouldBlock
        }
        buffer.replaceSubrange(
            range.lowerBound..<range.lowerBound + count, with: stream.arrived.prefix(count))
        stream.arrived.removeFirst(count)
        return .bytes(count)
    }

    package func write(_ id: StreamID, _ bytes: RawSpan) -> TransferOutcome {
        guard let stream = stream(id) else { preconditionFailure("wrote to a stream that is closed") }
        if let failure = stream.failure { return .failed(failure) }
        precondition(!stream.saidEnd, "wrote after the end of writing")
        if isMute { return .bytes(bytes.byteCount) }
        var count = min(bytes.byteCount, stream.window(of: network.weather.windowByteCount))
        if count == 0 { return .wouldBlock }
        if network.dice.oneIn(network.weather.oneShortWriteIn) { count = network.dice.number(in: 1...count) }
        let sent = bytes.withUnsafeBytes { Array($0.prefix(count)) }
        network.send(sent, from: stream)
        return .bytes(count)
    }

    package func watch(_ id: StreamID, reading: Bool, writing: Bool) {
        guard let stream = stream(id) else { return }
        stream.isReading = reading
        stream.isWriting = writing
    }

    package func endWriting(_ id: StreamID) {
        guard let stream = stream(id), !stream.saidEnd else { return }
        stream.saidEnd = true
        if isMute { return }
        network.deliver(.end, from: stream)
    }

    package func detach(_ id: StreamID, peer: SocketAddress) -> any DetachedStream {
        guard let stream = stream(id) else { preconditionFailure("detached a stream that is closed") }
        release(id)
        return StreamTicket(peer: peer, number: network.keepDetached(stream))
    }

    package func adopt(_ detached: any DetachedStream) throws(TransportFailure) -> StreamID {
        guard let ticket = detached as? StreamTicket else {
            preconditionFailure("a connection of another network")
        }
        guard let stream = network.takeDetached(ticket.number) else {
            throw TransportFailure(.connect, ticket.peer, .connectionReset)
        }
        let id = takePlace()
        stream.move(to: self, as: id)
        streams[Int(id.index)] = stream
        return id
    }

    /// What goes through a mailbox in the place of a stream, which waits with the network.
    private final class StreamTicket: DetachedStream {
        let peer: SocketAddress
        let number: Int

        init(peer: SocketAddress, number: Int) {
            self.peer = peer
            self.number = number
        }
    }

    package func close(_ id: StreamID) {
        guard let stream = stream(id) else { return }
        endWriting(id)
        stream.close()
        release(id)
        arrivals.removeAll { $0.stream === stream }
    }

    private func release(_ id: StreamID) {
        streams[Int(id.index)] = nil
        generations[Int(id.index)] += 1
    }
}

// MARK: - What the network calls

extension SimulatedTransport {
    func listener(at port: UInt16) -> SimulatedStream? {
        for case let stream? in streams where stream.role == .listener && stream.address.port == port {
            return stream
        }
        return nil
    }

    /// Puts our end of a connection that `caller` asked for into the queue of `listener`.
    func arrive(at listener: SimulatedStream, from caller: SimulatedStream) -> SimulatedStream {
        let peer = SocketAddress(host: caller.transport.host, port: caller.transport.takePort())
        let stream = open(.connected, peer)
        stream.other = caller
        caller.other = stream
        arrivals.append((listener.id, stream))
        return stream
    }

    /// The network goes, and with it every stream.
    func end() {
        for case let stream? in streams { stream.part() }
        streams = streams.map { _ in nil }
        arrivals.removeAll()
    }

    func takePort() -> UInt16 {
        nextPort = nextPort == .max ? 40_000 : nextPort + 1
        return nextPort
    }

    private func open(_ role: SimulatedStream.Role, _ address: SocketAddress) -> SimulatedStream {
        let id = takePlace()
        let stream = SimulatedStream(id: id, transport: self, role: role, address: address)
        streams[Int(id.index)] = stream
        return stream
    }

    private func takePlace() -> StreamID {
        let index = streams.firstIndex { $0 == nil } ?? streams.count
        if index == streams.count {
            streams.append(nil)
            generations.append(0)
        }
        return StreamID(index: UInt32(index), generation: generations[index])
    }

    private func stream(_ id: StreamID) -> SimulatedStream? {
        guard let stream = streams[Int(id.index)], stream.id == id else { return nil }
        return stream
    }
}
