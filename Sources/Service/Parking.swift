// Requests that must not be answered yet: their caller has seen newer facts than this service has. They wait
// here until the feed has caught up or their time is over. The alternative, answering `unavailable` at once
// and letting clients try again, turns every read-your-writes into polling.

import EntenteProtocol
import Synchronization

/// A request that waits for newer facts.
struct ParkedRequest {
    let session: Session
    let header: FrameHeader
    let position: Position
    /// When it began to wait, on the loop's monotonic clock in nanoseconds.
    let arrivedAt: UInt64
    /// When it gives up, on the loop's monotonic clock in nanoseconds.
    let deadline: UInt64
    let isCommand: Bool
    /// Answers it.
    let resume: () -> Void
}

/// How much waits in all servers of a service together, so that what may wait does not grow with the number
/// of loops, and any one of them may have all of it; safe from any thread.
final class ParkingRoom: Sendable {
    private let count = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)

    /// Takes room for one more request.
    ///
    /// - Throws: `resource-exhausted` where there is none within `limits`.
    func take(_ byteCount: Int, _ limits: ServiceLimits) throws(Failure) {
        guard count.add(1, ordering: .relaxed).newValue <= limits.parkedLimit else {
            count.subtract(1, ordering: .relaxed)
            throw .resourceExhausted(
                "\(limits.parkedLimit) requests already wait for newer facts", retryAfterMillis: 1_000)
        }
        guard bytes.add(byteCount, ordering: .relaxed).newValue <= limits.parkedByteLimit else {
            giveBack(1, byteCount)
            throw .resourceExhausted(
                "the requests that already wait for newer facts hold too many bytes", retryAfterMillis: 1_000)
        }
    }

    /// Gives back the room of requests that wait no more.
    func giveBack(_ requestCount: Int, _ byteCount: Int) {
        count.subtract(requestCount, ordering: .relaxed)
        bytes.subtract(byteCount, ordering: .relaxed)
    }
}

/// The waiting requests of a server, in order of arrival.
///
/// Belongs to the loop's thread.
struct Parking {
    private(set) var waiting: [ParkedRequest] = []
    private let room: ParkingRoom

    /// Nobody waits yet; who does takes up `room`.
    init(in room: ParkingRoom) { self.room = room }

    var count: Int { waiting.count }

    /// Has a request wait.
    ///
    /// - Throws: `resource-exhausted` where there is no room for it.
    mutating func park(_ request: ParkedRequest, _ limits: ServiceLimits) throws(Failure) {
        try room.take(request.header.frameByteCount, limits)
        waiting.append(request)
    }

    private mutating func keep(_ still: [ParkedRequest]) {
        let byteCount = { (requests: [ParkedRequest]) in
            requests.reduce(0) { $0 + $1.header.frameByteCount }
        }
        room.giveBack(waiting.count - still.count, byteCount(waiting) - byteCount(still))
        waiting = still
    }

    /// Takes out everything whose wait is over by `verdict` or by time, in order of arrival.
    ///
    /// A command stays while an earlier command of its connection stays, so that a connection's commands are
    /// carried out in the order they were sent.
    mutating func release(now: UInt64, comparing verdict: (Position) -> PositionComparison) -> [Released] {
        if waiting.isEmpty { return [] }
        var released: [Released] = []
        var still: [ParkedRequest] = []
        var holding: Set<ObjectIdentifier> = []
        for request in waiting {
            let session = ObjectIdentifier(request.session)
            switch verdict(request.position) {
            case .otherHistory(let words): released.append(.otherHistory(request, words))
            case .reached where !(request.isCommand && holding.contains(session)):
                released.append(.reached(request))
            case .behind(let words) where request.deadline <= now: released.append(.late(request, words))
            case .reached where request.deadline <= now:
                released.append(.late(request, "an earlier command waits"))
            case .behind, .reached:
                still.append(request)
                if request.isCommand { holding.insert(session) }
            }
        }
        keep(still)
        return released
    }

    /// Forgets a request.
    mutating func drop(session: Session, requestID: UInt32) {
        keep(waiting.filter { $0.session !== session || $0.header.requestID != requestID })
    }

    /// Forgets everything of a closed session.
    mutating func dropAll(of session: Session) {
        if !waiting.isEmpty { keep(waiting.filter { $0.session !== session }) }
    }

    /// Whether a command of `session` waits, so that later ones must wait behind it.
    func holdsCommand(of session: Session) -> Bool {
        waiting.contains { $0.isCommand && $0.session === session }
    }

    /// When the first of them gives up, on the monotonic clock in nanoseconds.
    var nextDeadline: UInt64? { waiting.lazy.map(\.deadline).min() }

    /// Why a wait is over.
    enum Released {
        case reached(ParkedRequest)
        case late(ParkedRequest, String)
        case otherHistory(ParkedRequest, String)

        /// Whose wait.
        var request: ParkedRequest {
            switch self {
            case .reached(let request), .late(let request, _), .otherHistory(let request, _): request
            }
        }
    }
}
