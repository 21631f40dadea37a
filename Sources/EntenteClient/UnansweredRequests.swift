// The requests of one connection that have no answer yet. A service takes only so many at once: what is asked
// beyond waits here for its turn.
import EntenteProtocol

/// The requests of one connection that have no answer yet, sent or not.
struct UnansweredRequests {
    /// One of them.
    struct Entry {
        let method: Method
        let receiver: ChannelCore.Receiver
        let timeout: Duration?
        let deadline: ContinuousClock.Instant?
        /// What is to be sent, until it is.
        var unsent: [UInt8]?
        /// Which trace it is a part of.
        var trace: TraceContext?
        /// Where in the connection's stream of bytes its frame begins, once it is sent.
        var firstByte: UInt64 = 0
    }

    private var entries: [UInt32: Entry] = [:]
    /// In the order in which they are to be sent; some may have been given up meanwhile.
    private var waiting = WaitingLine()
    private var sentCount = 0
    private var nextID = ChannelCore.helloRequestID + 1
    /// The most that are sent and unanswered.
    private let sentCountMaximum: Int
    /// How many of them are streams.
    private(set) var streamCount = 0

    init(sentCountMaximum: Int) { self.sentCountMaximum = sentCountMaximum }

    /// How many there are.
    var count: Int { entries.count }

    /// The request with this id, unless it was answered or given up.
    subscript(id: UInt32) -> Entry? { entries[id] }

    /// When the first of them is too late.
    var earliestDeadline: ContinuousClock.Instant? { entries.values.lazy.compactMap(\.deadline).min() }

    /// Takes one in, to wait for its turn.
    ///
    /// - Returns: Its id.
    mutating func append(_ entry: Entry) -> UInt32 {
        let id = makeID()
        entries[id] = entry
        if entry.receiver.isStream { streamCount += 1 }
        waiting.append(id)
        return id
    }

    /// Takes one out, answered or given up.
    mutating func remove(_ id: UInt32) -> Entry? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        if entry.receiver.isStream { streamCount -= 1 }
        if entry.unsent == nil { sentCount -= 1 }
        return entry
    }

    /// The next whose turn it is, now counted as sent; nil where the service takes no more or none waits.
    ///
    /// - Parameter firstByte: Where its frame begins.
    mutating func takeTurn(firstByte: UInt64) -> (id: UInt32, entry: Entry, payload: [UInt8])? {
        while sentCount < sentCountMaximum, let id = waiting.takeFirst() {
            guard let entry = entries[id], let payload = entry.unsent else { continue }
            entries[id]!.unsent = nil
            entries[id]!.firstByte = firstByte
            sentCount += 1
            return (id, entry, payload)
        }
        return nil
    }

    /// Those of which `holds` is true, in the order in which they were asked.
    func ids(where holds: (Entry) -> Bool) -> [UInt32] {
        entries.filter { holds($0.value) }.map(\.key).sorted()
    }

    /// Takes all out, in the order in which they were asked.
    mutating func removeAll() -> [Entry] {
        let all = entries.sorted { $0.key < $1.key }.map(\.value)
        self = UnansweredRequests(sentCountMaximum: sentCountMaximum)
        return all
    }

    private mutating func makeID() -> UInt32 {
        while nextID <= ChannelCore.helloRequestID || entries[nextID] != nil { nextID &+= 1 }
        defer { nextID &+= 1 }
        return nextID
    }
}
