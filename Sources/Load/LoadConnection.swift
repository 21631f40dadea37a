import SystemCalls

/// A connection of a run and the requests on it; belongs to one thread.
final class LoadConnection {
    /// Our end.
    let socket: FileDescriptor
    /// What is asked over it.
    var lane: Lane
    /// The beginning of an answer whose end has not arrived.
    var begun: [UInt8] = []
    /// Whether the socket took not all, so that the loop waits until it takes more.
    var isBlocked = false
    /// Whether it was lost.
    var isLost = false

    /// Connects, greets, and waits for the welcome.
    ///
    /// - Throws: Why there is no connection.
    init(to target: LoadTarget, lane: Lane) throws(LoadProblem) {
        self.lane = lane
        socket = try ServiceLine.open(to: target).takeSocket()
    }

    /// Sends what was put and not sent, as far as the socket takes it.
    ///
    /// - Returns: Whether all of it is sent.
    func flush(_ ring: FrameRing) throws(Loss) -> Bool {
        while let range = lane.unsent(in: ring) {
            switch socket.send(ring.bytes, range) {
            case .bytes(let count): lane.noteSent(count, of: ring)
            case .wouldBlock, .ended: return false
            case .failed(let reason): throw .ended("\(reason)")
            }
        }
        return true
    }
}
