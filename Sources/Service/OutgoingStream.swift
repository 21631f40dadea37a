import EntenteProtocol
import EventLoop

/// An answer that goes on: items until it ends, fails, is cancelled or its connection closes.
///
/// Belongs to the loop's thread.
package final class OutgoingStream {
    private unowned let session: Session
    private let header: FrameHeader
    private(set) var isOpen = true
    /// Called once when the peer cancels or the connection is gone.
    package var closed: (() -> Void)?
    /// Called when the connection can take more after it could not, and after ``tellWhenSent()``.
    package var drained: (() -> Void)?
    /// Called when the peer has sent a ping, which is answered already.
    package var pinged: (() -> Void)?

    init(session: Session, header: FrameHeader) {
        self.session = session
        self.header = header
    }

    var requestID: UInt32 { header.requestID }

    /// Whether the peer keeps up: while false, what is sent only piles up.
    package var isWritable: Bool { isOpen && !session.connection.isAboveHighWater }

    /// Who listens, for logs.
    package var peer: String { "\(session.client)@\(session.connection.peer)" }

    /// Sends one encoded item; one that no frame can hold ends the stream, which would otherwise have a gap.
    package func send(_ payload: [UInt8]) {
        guard isOpen else { return }
        let fits = session.connection.send(
            .streamItem, method: header.method, requestID: header.requestID, payload: payload)
        if !fits { fail(.resourceExhausted("an item does not fit a frame: ask for less at a time")) }
    }

    /// Where the connection's output ends; for ``hasSent(_:)``.
    var outputEnd: UInt64 { session.connection.outputEnd }

    /// Whether everything up to an ``outputEnd`` of before has left.
    func hasSent(_ end: UInt64) -> Bool { session.connection.hasSent(end) }

    /// Has ``drained`` called when everything up to `end` has left; it may be called before, too.
    func tellWhenSent(_ end: UInt64) { session.connection.tellWhenSent(end) }

    /// The loop it belongs to.
    var loop: EventLoop { session.server.loop }

    /// How long its reader may leave an item unread, in nanoseconds.
    var laggardLimit: UInt64 { session.server.limits.laggardLimit }

    /// Ends the stream well.
    package func end() {
        guard isOpen else { return }
        session.remember(header)
        session.connection.send(.streamEnd, method: header.method, requestID: header.requestID)
        session.wentWell(header)
        finish()
    }

    /// Ends the stream with a refusal.
    package func fail(_ failure: Failure) {
        guard isOpen else { return }
        session.remember(header)
        session.connection.send(
            .error, method: header.method, requestID: header.requestID, payload: Wire.encode(failure.bounded))
        session.server.refused(header.method, failure.code)
        finish()
    }

    /// Cuts the whole connection: for a peer that does not keep up.
    package func cutOff() { session.connection.close(.now) }

    private func finish() {
        isOpen = false
        session.ended(self)
        closed?()
        forget()
    }

    /// The peer has no more interest: ends the stream.
    func cancelled() { end() }

    /// The connection is gone.
    func abandon() {
        isOpen = false
        closed?()
        forget()
    }

    private func forget() {
        closed = nil
        drained = nil
        pinged = nil
    }
}
