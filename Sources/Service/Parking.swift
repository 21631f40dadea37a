// Requests that must not be answered yet: their caller has seen newer facts than this service has. They wait
// here until the feed has caught up or their time is over. The alternative, answering `unavailable` at once
// and letting clients try again, turns every read-your-writes into polling.

import EntenteProtocol

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

/// The waiting room of a server, in order of arrival.
///
/// Belongs to the loop's thread.
struct Parking {
    private(set) var waiting: [ParkedRequest] = []
    /// The frames of all that wait, in bytes.
    private(set) var byteCount = 0

    var count: Int { waiting.count }

    mutating func park(_ request: ParkedRequest) {
        waiting.append(request)
        byteCount += request.header.frameByteCount
    }

    private mutating func keep(_ still: [ParkedRequest]) {
        waiting = still
        byteCount = still.reduce(0) { $0 + $1.header.frameByteCount }
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
