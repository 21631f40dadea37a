import EntenteProtocol
import EventLoop

/// An answer that goes on: items until it ends, fails, is cancelled or its connection closes.
///
/// Belongs to the loop's thread.
package final class OutgoingStream {
    private unowned let session: Session
    private let header: FrameHeader
    private var isOpen = true
    /// Called once when the peer cancels or the connection is gone.
    package var closed: (() -> Void)?
    /// Called when the connection can take more after it could not.
    package var drained: (() -> Void)?

    init(session: Session, header: FrameHeader) {
        self.session = session
        self.header = header
    }

    var requestID: UInt32 { header.requestID }

    /// Whether the peer keeps up: while false, what is sent only piles up.
    package var isWritable: Bool { isOpen && !session.connection.isAboveHighWater }

    /// Who listens, for logs.
    package var peer: String { "\(session.client)@\(session.connection.peer)" }

    /// Sends one encoded item.
    package func send(_ payload: [UInt8]) {
        guard isOpen else { return }
        session.connection.send(
            .streamItem, method: header.method, requestID: header.requestID, payload: payload)
    }

    /// Ends the stream well.
    package func end() {
        guard isOpen else { return }
        session.remember(header)
        session.connection.send(.streamEnd, method: header.method, requestID: header.requestID)
        finish()
    }

    /// Ends the stream with a refusal.
    package func fail(_ failure: Failure) {
        guard isOpen else { return }
        session.remember(header)
        session.connection.send(
            .error, method: header.method, requestID: header.requestID, payload: Wire.encode(failure))
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
    }
}
