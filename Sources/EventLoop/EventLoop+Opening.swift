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
    ///   - accept: Called on the loop, before `connectionOpened`.
    /// - Returns: Where it really listens.
    /// - Throws: ``TransportFailure`` where the port is taken or not allowed.
    @discardableResult
    package func listen(
        on address: SocketAddress, accept: @escaping (Connection) -> any ConnectionDelegate
    ) throws(TransportFailure) -> SocketAddress {
        try listen(on: address, .serve(accept))
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
        try listen(on: address, .handOver(handOver))
    }

    private func listen(on address: SocketAddress, _ welcome: Welcome) throws(TransportFailure)
        -> SocketAddress
    {
        let (listener, bound) = try host.transport.listen(on: address)
        listeners.append(Listener(stream: listener, welcome: welcome))
        return bound
    }

    /// Serves a connection that another loop has accepted.
    ///
    /// - Throws: ``TransportFailure`` where the kernel has no room to watch it; it is closed then.
    package func adopt(
        _ detached: any DetachedStream, accept: (Connection) -> any ConnectionDelegate
    ) throws(TransportFailure) {
        serve(try host.transport.adopt(detached), from: detached.peer, accept)
    }

    /// Accepts nothing more anywhere; connections that stand go on.
    package func stopListening() {
        for listener in listeners { host.transport.close(listener.stream) }
        listeners.removeAll()
    }

    /// Closes every connection at once and listens no more; the delegates are told before this returns.
    package func closeAll() {
        stopListening()
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
        let connection = register(stream, peer: address, phase: .connecting)
        connection.delegate = delegate
        connection.closeTimer = schedule(after: limits.connectTimeLimit) { [weak connection] in
            connection?.closeTimer = nil
            connection?.end(.failed(.timedOut))
        }
        return connection
    }

    func accept(_ stream: StreamID, from peer: SocketAddress, at listener: StreamID) {
        switch listeners.first(where: { $0.stream == listener })?.welcome {
        case .serve(let accept): serve(stream, from: peer, accept)
        case .handOver(let handOver): handOver(host.transport.detach(stream, peer: peer))
        case nil: host.transport.close(stream)
        }
    }

    private func serve(
        _ stream: StreamID, from peer: SocketAddress, _ accept: (Connection) -> any ConnectionDelegate
    ) {
        makeRoom()
        let isOverLimit = agenda.servedCount >= limits.connectionCountLimit
        guard !isOverLimit || agenda.refusedCount < limits.refusalCountLimit else {
            return host.transport.close(stream)
        }
        let connection = register(stream, peer: peer, phase: .open, isOverLimit: isOverLimit)
        if !isOverLimit { agenda.strangers.append(connection) }
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
        _ stream: StreamID, peer: SocketAddress, phase: Connection.Phase, isOverLimit: Bool = false
    ) -> Connection {
        lastConnectionID += 1
        connectionCount += 1
        let connection = Connection(
            id: lastConnectionID, stream: stream, peer: peer, phase: phase,
            isOverLimit: isOverLimit, agenda: agenda)
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
        cancelTimer(&connection.frameTimer)
        cancelTimer(&connection.closeTimer)
        forgetBuffers(of: connection)
        let delegate = connection.delegate
        connection.delegate = nil
        delegate?.connectionClosed(connection, reason: connection.closeReason)
    }

    /// Gives back what is held for a connection that is over.
    func forgetBuffers(of connection: Connection) {
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
