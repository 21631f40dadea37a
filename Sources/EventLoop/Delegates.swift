// Who is told what happens on a loop. All calls come on the loop's thread, inside a turn, and never from
// inside a call of the delegate's own.
import EntenteProtocol
import SystemCalls

/// Who speaks on a connection.
package protocol ConnectionDelegate: AnyObject {
    /// The connection stands: accepted, or made.
    func connectionOpened(_ connection: Connection)

    /// A whole frame has come.
    ///
    /// - Parameters:
    ///   - connection: Where it came from.
    ///   - header: Its header.
    ///   - payload: Its payload, valid during this call only.
    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan)

    /// Frames have come, and perhaps the beginning of one more: the delegate may handle any number of whole
    /// ones from the first on together, which spares it what each costs alone.
    ///
    /// - Parameters:
    ///   - connection: Where they came from.
    ///   - frames: Everything that was not handled yet, from the start of a frame on; valid during this call
    ///     only.
    ///   - limit: The most frames that may be handled, at least one.
    /// - Returns: What was handled; the first frame of the rest comes by
    ///   ``connection(_:received:payload:)``.
    func connection(_ connection: Connection, receivedRun frames: RawSpan, limit: Int) -> HandledRun

    /// Bytes have come on a connection whose ``Connection/isFramed`` is false.
    ///
    /// - Parameters:
    ///   - connection: Where they came from.
    ///   - bytes: Everything that was not taken yet, valid during this call only.
    /// - Returns: How many of them are taken; the others come again with what follows them.
    func connection(_ connection: Connection, receivedRaw bytes: RawSpan) -> Int

    /// What has come is no frame; nothing more will be read. The delegate answers one error frame and closes
    /// after flush.
    func connection(_ connection: Connection, sentMalformed problem: FrameProblem)

    /// The output, above the high-water mark before, has fallen to the low-water mark, or what
    /// ``Connection/tellWhenSent(_:)`` asked for is sent: there is room again.
    func connectionDrained(_ connection: Connection)

    /// The connection is gone; nothing more will be told about it.
    func connectionClosed(_ connection: Connection, reason: CloseReason)
}

/// How much of what had come was handled together.
package struct HandledRun: Sendable {
    /// Whole frames.
    package var frameCount: Int
    /// Their bytes.
    package var byteCount: Int

    /// So much.
    package init(frameCount: Int, byteCount: Int) {
        self.frameCount = frameCount
        self.byteCount = byteCount
    }

    /// Nothing.
    package static let none = HandledRun(frameCount: 0, byteCount: 0)
}

extension ConnectionDelegate {
    /// Every frame is handled by itself.
    package func connection(_ connection: Connection, receivedRun frames: RawSpan, limit: Int) -> HandledRun {
        .none
    }

    /// A delegate of framed connections takes no other bytes.
    package func connection(_ connection: Connection, receivedRaw bytes: RawSpan) -> Int {
        preconditionFailure("a delegate of framed connections was given another one")
    }
}

/// Who works once a turn, for all connections together.
package protocol TurnDelegate: AnyObject {
    /// The loop has slept and is about to handle what has come: whoever shares something with other threads
    /// takes it for the turn here.
    func turnBegan()

    /// Everything that came in this turn is handled and nothing is written yet: sources commit here.
    func turnHandled()

    /// The replies are on their way: feeds are pushed here, and what is appended is flushed before the turn
    /// ends.
    func turnFlushed()
}

extension TurnDelegate {
    /// Who shares nothing has nothing to take.
    package func turnBegan() {}
}

/// Why a connection is gone.
package enum CloseReason: Hashable, Sendable {
    /// This side closed it.
    case closedHere
    /// The peer said goodbye.
    case closedByPeer
    /// It broke, or could not be made.
    case failed(Errno)
    /// A frame that had begun did not arrive whole in time.
    case frameTooSlow
    /// The last bytes could not be sent in time.
    case flushTooSlow
    /// More bytes in front of the end of a message that is not framed than it may have.
    case messageTooLong
    /// More unsent output than one connection may hold.
    case outputLimitReached
    /// More bytes held for all connections than the loop may hold.
    case bufferLimitReached
    /// There was room for one connection less, and this one's peer had not shown who it is.
    case supplanted
}

extension CloseReason: CustomStringConvertible {
    /// The reason as logs tell it.
    package var description: String {
        switch self {
        case .closedHere: "this side closed it"
        case .closedByPeer: "the other side closed it"
        case .failed(let reason): "\(reason)"
        case .frameTooSlow: "a frame that had begun did not arrive in time"
        case .flushTooSlow: "the last bytes could not be sent in time"
        case .messageTooLong: "a message has no end within its bound"
        case .outputLimitReached: "more was to be sent over it than one connection may hold"
        case .bufferLimitReached: "more was held for all connections than may be"
        case .supplanted: "its place was needed, and nobody had shown who they are"
        }
    }
}
