// How connections come and go.
import EntenteProtocol
import SystemCalls

extension EventLoop {
    /// Accepts connections at `address`; `accept` names each one's delegate.
    ///
    /// Beyond ``LoopLimits/connectionCountLimit`` the connection that has waited longest without
    /// ``Connection/becomeKnown()`` is closed, so that strangers who say nothing keep nobody out. Where all
    /// are known a connection comes with ``Connection/isOverLimit`` set: its delegate refuses it in words and
    /// closes it after flush. Beyond ``LoopLimits/refusalCountLimit`` more it is closed unheard.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 lets the system choose.
    ///   - room: For a port by which the service is watched: room for so many connections that the others
    ///     cannot take, so that it answers however many there are, until ``closeAll()``.
    ///   - accept: Called on the loop, before `connectionOpened`.
    /// - Returns: Where it really listens.
    /// - Throws: ``TransportFailure`` where the port is taken or not allowed.
    @discardableResult
    package func listen(
        on address: SocketAddress, room: Int? = nil,
        accept: @escaping (Connection) -> any ConnectionDelegate
    ) throws(TransportFailure) -> SocketAddress {
        try listen(on: address, .serve(accept), room)
    }

    /// Accepts connections at `address` for other loops to serve.
    ///
    /// One loop accepts for all, because the kernel's own way (`SO_REUSEPORT`) spreads few long-lived
    /// connections badly.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 lets the system choose.
    ///   - handOver: Called on this loop with each connection, to give it to the ``adopt(_:accept:)`` of
    ///     another loop by way of that one's mailbox.
    /// - Returns: Where it really listens.
    /// - Throws: ``TransportFailure`` where the port is taken or not allowed.
    @discardableResult
    package func listen(
        on address: SocketAddress, handOver: @escaping (any DetachedStream) -> Void
    ) throws(TransportFailure) -> SocketAddress {
        try listen(on: address, .handOver(handOver), nil)
    }

    private func listen(
        on address: SocketAddress, _ welcome: Welcome, _ room: Int?
    ) throws(TransportFailure) -> SocketAddress {
        let (listener, bound) = try host.transport.listen(on: address)
        listeners.append(Listener(stream: listener, welcome: welcome, room: room))
        return bound
    }

    /// Serves a connection that another loop has accepted.
    ///
    /// - Throws: ``TransportFailure`` where the kernel has no room to watch it; it is closed then.
    package func adopt(
        _ detached: any DetachedStream, accept: (Connection) -> any ConnectionDelegate
    ) throws(TransportFailure) {
        serve(try host.transport.adopt(detached), from: detached.peer, room: nil, accept)
    }

    /// Accepts nothing more but where the service is watched, at listeners with room of their own.
    ///
    /// Connections that stand go on.
    package func stopListening() {
        close(listeners.filter { $0.room == nil })
        listeners.removeAll { $0.room == nil }
    }

    private func close(_ listeners: [Listener]) {
        for listener in listeners { host.transport.close(listener.stream) }
    }

    /// Closes every connection at once and listens no more; the delegates are told before this returns.
    package func closeAll() {
        close(listeners)
        listeners.removeAll()
        for connection in connections { connection?.end(.closedHere) }
        settleClosed()
    }

    /// Begins a connection to `address`.
    ///
    /// The delegate is told `connectionOpened` when it stands, or `connectionClosed`
    /// with the reason; what is sent before waits.
    ///
    /// - Throws: ``TransportFailure`` where it is refused at once; the delegate hears nothing then.
    @discardableResult
    package func connect(
        to address: SocketAddress, delegate: any ConnectionDelegate
    ) throws(TransportFailure) -> Connection {
        let stream = try host.transport.connect(to: address)
        let connection = register(
            stream, peer: address, phase: .connecting, isOverLimit: false, isApart: false)
        connection.delegate = delegate
        connection.closeTimer = schedule(after: limits.connectTimeLimit) { [weak connection] in
            connection?.closeTimer = nil
            connection?.end(.failed(.timedOut))
        }
        return connection
    }

    func accept(_ stream: StreamID, from peer: SocketAddress, at listener: StreamID) {
        let listener = listeners.first { $0.stream == listener }
        switch listener?.welcome {
        case .serve(let accept): serve(stream, from: peer, room: listener?.room, accept)
        case .handOver(let handOver): handOver(host.transport.detach(stream, peer: peer))
        case nil: host.transport.close(stream)
        }
    }

    private func serve(
        _ stream: StreamID, from peer: SocketAddress, room: Int?,
        _ accept: (Connection) -> any ConnectionDelegate
    ) {
        let isOverLimit: Bool
        let hasPlace: Bool
        if let room {
            isOverLimit = apartCount >= room
            hasPlace = apartCount < room + limits.refusalCountLimit
        } else {
            makeRoom()
            isOverLimit = agenda.servedCount >= limits.connectionCountLimit
            hasPlace = !isOverLimit || agenda.refusedCount < limits.refusalCountLimit
        }
        guard hasPlace else { return host.transport.close(stream) }
        let connection = register(
            stream, peer: peer, phase: .open, isOverLimit: isOverLimit, isApart: room != nil)
        if !isOverLimit && room == nil { agenda.strangers.append(connection) }
        connection.delegate = accept(connection)
        connection.delegate?.connectionOpened(connection)
    }

    /// Closes the strangers who have waited longest, until one more can be served or all are known.
    private func makeRoom() {
        while agenda.servedCount >= limits.connectionCountLimit, let stranger = agenda.strangers.first {
            // After a long turn its Hello may lie unread.
            if stranger.mayHandle { readAndHandle(stranger) }
            if stranger.isStranger { stranger.end(.supplanted) }
        }
    }

    func connected(_ stream: StreamID) {
        guard let connection = connection(stream), connection.phase == .connecting else { return }
        connection.phase = .open
        cancelTimer(&connection.closeTimer)
        connection.listDirty()
        connection.delegate?.connectionOpened(connection)
    }

    private func register(
        _ stream: StreamID, peer: SocketAddress, phase: Connection.Phase, isOverLimit: Bool, isApart: Bool
    ) -> Connection {
        lastConnectionID += 1
        connectionCount += 1
        if isApart { apartCount += 1 }
        let connection = Connection(
            id: lastConnectionID, stream: stream, peer: peer, phase: phase, isOverLimit: isOverLimit,
            isApart: isApart, agenda: agenda)
        agenda.begin(connection)
        let index = Int(stream.index)
        while connections.count <= index { connections.append(nil) }
        precondition(connections[index] == nil, "the transport gave one stream to two connections")
        connections[index] = connection
        return connection
    }

    /// Tells the delegates of the connections that are gone, and of those that go because of that.
    func settleClosed() {
        while !agenda.closed.isEmpty {
            for connection in agenda.closed.takeAll() { release(connection) }
        }
    }

    private func release(_ connection: Connection) {
        host.transport.close(connection.stream)
        connections[Int(connection.stream.index)] = nil
        connectionCount -= 1
        if connection.isApart { apartCount -= 1 }
        cancelTimer(&connection.frameTimer)
        cancelTimer(&connection.closeTimer)
        forgetBuffers(of: connection)
        let delegate = connection.delegate
        connection.delegate = nil
        delegate?.connectionClosed(connection, reason: connection.closeReason)
    }

    /// Gives back what is held for a connection that is over.
    func forgetBuffers(of connection: Connection) {
        connection.keptByteCount = 0
        agenda.bufferedByteCount -= connection.heldByteCount
        connection.input = InputBuffer()
        connection.discardOutput()
    }

    func cancelTimer(_ timer: inout TimerID?) {
        guard let id = timer else { return }
        timers.cancel(id)
        timer = nil
    }
}
