// One end of a simulated connection, and what is on its way to it. What was sent first arrives first; when,
// and in how many pieces, the network's dice decide.
import EventLoop
import SystemCalls

/// A listener, or one end of a connection.
final class SimulatedStream {
    /// What travels towards an end.
    enum Item {
        case opened
        case refused(Errno)
        case bytes(ArraySlice<UInt8>)
        case end
        case reset
    }

    enum Role {
        case listener
        case connecting
        case connected
    }

    /// Both change when another loop of the same node takes it over.
    private(set) var id: StreamID
    private(set) var transport: SimulatedTransport
    var role: Role
    /// The other end; nil for a listener, and for a connect that has not arrived.
    var other: SimulatedStream?
    /// Where it listens, or whom it talks to.
    let address: SocketAddress

    /// What is on its way, each with the moment it is due; those moments never fall.
    var underWay: ArraySlice<(due: UInt64, item: Item)> = []
    /// Whether the network's agenda has an entry for the first of them, or a partition holds them up.
    var isExpected = false
    /// Bytes on their way, for the sender's window.
    var bytesUnderWay = 0
    /// What has arrived and was not read.
    var arrived: ArraySlice<UInt8> = []
    var isEnded = false
    var failure: Errno?
    var isClosed = false
    var isReading = true
    var isWriting = false
    /// Whether the loop was told that it is connected, or accepted.
    var isAnnounced = false
    var saidEnd = false

    init(id: StreamID, transport: SimulatedTransport, role: Role, address: SocketAddress) {
        self.id = id
        self.transport = transport
        self.role = role
        self.address = address
    }

    /// Goes over to another transport of the same node.
    func move(to transport: SimulatedTransport, as id: StreamID) {
        self.transport = transport
        self.id = id
    }

    /// Takes nothing any more; where the other end does not either, the two forget one another.
    func close() {
        isClosed = true
        arrived = []
        if other?.isClosed == true { part() }
    }

    /// Forgets the other end, and has itself forgotten.
    func part() {
        other?.other = nil
        other = nil
    }

    /// How many bytes it may still send before the other end reads some.
    func window(of byteCount: Int) -> Int {
        guard let other, !other.isClosed else { return byteCount }
        return max(byteCount - other.bytesUnderWay - other.arrived.count, 0)
    }

    var isReadable: Bool { !arrived.isEmpty || isEnded || failure != nil }
}
