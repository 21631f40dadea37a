// The network as a loop sees it: numbered streams that are ready or not. The real one is `EpollTransport`;
// the simulated one of the tests delivers, delays and cuts by a seed.
import Synchronization
import SystemCalls

/// A listener or a connection of one transport; a number that is never reused with the same generation.
package struct StreamID: Hashable, Sendable {
    /// Small and dense: the index of a slot in an array.
    package let index: UInt32
    /// How often that slot was taken before.
    package let generation: UInt32

    /// The stream in slot `index` at its use number `generation`.
    package init(index: UInt32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }

    /// Both halves in one number.
    package init(bits: UInt64) {
        self.init(index: UInt32(truncatingIfNeeded: bits), generation: UInt32(bits >> 32))
    }

    /// Both halves in one number.
    package var bits: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}

/// Something that happened to a stream since the last poll.
package enum TransportEvent: Sendable {
    /// A listener has a new connection.
    case accepted(listener: StreamID, stream: StreamID, peer: SocketAddress)
    /// A connection that was asked for stands.
    case connected(StreamID)
    /// There is something to read, or the peer's goodbye.
    case readable(StreamID)
    /// There is room to write again.
    case writable(StreamID)
    /// A connection could not be made, or is broken.
    case failed(StreamID, Errno)
    /// Somebody called ``Waker/wake()``.
    case woken
}

/// What rings a sleeping transport from any other thread.
package protocol Waker: AnyObject, Sendable {
    /// Makes the present or the next poll return at once.
    func wake()
}

/// A network, used by one loop on one thread.
package protocol Transport: AnyObject {
    /// Begins to accept connections at `address`; port 0 lets the system choose.
    ///
    /// - Returns: The listener, and the address it really listens on.
    /// - Throws: ``TransportFailure`` where the port is taken or not allowed.
    func listen(on address: SocketAddress) throws(TransportFailure) -> (
        listener: StreamID, bound: SocketAddress
    )

    /// Begins a connection; `connected` or `failed` tells how it ended.
    ///
    /// - Throws: ``TransportFailure`` where it is refused at once.
    func connect(to address: SocketAddress) throws(TransportFailure) -> StreamID

    /// Appends what has happened to `events`.
    ///
    /// - Parameters:
    ///   - events: Where the events go, in the order in which they are to be handled.
    ///   - timeoutNanos: How long to wait for the first one: 0 does not wait, nil waits for ever.
    func poll(_ events: inout [TransportEvent], timeoutNanos: UInt64?)

    /// Reads what is there, without waiting, into `buffer[range]`.
    func read(_ stream: StreamID, into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome

    /// Writes the first part of `bytes` (not empty), without waiting.
    func write(_ stream: StreamID, _ bytes: RawSpan) -> TransferOutcome

    /// Says which readiness of a connection is to be reported from now on. A new one is watched for reading.
    func watch(_ stream: StreamID, reading: Bool, writing: Bool)

    /// Tells the peer that nothing more will come; reading goes on.
    func endWriting(_ stream: StreamID)

    /// Closes a connection or a listener; nothing is reported about it any more.
    func close(_ stream: StreamID)

    /// Gives up a connection that was just accepted, for another loop's transport to ``adopt(_:)``.
    func detach(_ stream: StreamID, peer: SocketAddress) -> any DetachedStream

    /// Takes over a connection that another loop's transport has given up.
    ///
    /// - Throws: ``TransportFailure`` where the kernel has no room to watch it; it is closed then.
    func adopt(_ detached: any DetachedStream) throws(TransportFailure) -> StreamID

    /// What wakes a poll.
    var waker: any Waker { get }
}

/// A connection on its way from the loop that accepted it to the one that will serve it; it is closed where
/// it is dropped on the way.
package protocol DetachedStream: AnyObject, Sendable {
    /// The other end.
    var peer: SocketAddress { get }
}

/// A real connection on its way.
final class DetachedSocket: DetachedStream {
    let peer: SocketAddress
    private let socket: Mutex<FileDescriptor?>

    init(socket: consuming FileDescriptor, peer: SocketAddress) {
        self.peer = peer
        self.socket = Mutex(socket)
    }

    /// Gives its socket away; to be called once.
    func takeSocket() -> FileDescriptor {
        guard let socket = socket.withLock({ $0.take() }) else {
            preconditionFailure("a connection is adopted once")
        }
        return socket
    }
}

/// Why a listener or a connection could not be had.
package struct TransportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted.
    package enum Operation: Hashable, Sendable {
        /// To listen.
        case listen
        /// To connect.
        case connect
        /// To set up the loop itself.
        case start
        /// To have a loop turn on a thread of its own.
        case startThread
    }

    /// What was attempted.
    package let operation: Operation
    /// Where; nil for the loop itself.
    package let address: SocketAddress?
    /// The kernel's reason.
    package let reason: Errno

    /// The failure of `operation` at `address`.
    package init(_ operation: Operation, _ address: SocketAddress?, _ reason: Errno) {
        self.operation = operation
        self.address = address
        self.reason = reason
    }

    /// The failure in one line, with what to do about it where that is known.
    package var description: String {
        let place = address.map { "`\($0)`" } ?? "this machine"
        return switch (operation, reason) {
        case (.listen, .addressInUse):
            "cannot listen on \(place): \(reason); another process has this port, choose another one"
        case (.listen, _): "cannot listen on \(place): \(reason)"
        case (.connect, _): "cannot connect to \(place): \(reason)"
        case (.start, _): "cannot start a loop on \(place): \(reason)"
        case (.startThread, _): reason.noThreadWords
        }
    }
}
