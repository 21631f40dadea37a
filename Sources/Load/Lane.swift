// One connection's way through the ring: which requests are on their way, since when, and how far the bytes
// have been taken by the socket. No sockets here, only numbers.

/// The requests of one connection.
struct Lane {
    /// The request to be put on its way next, an index of the ring.
    private(set) var next: Int
    /// How many are on their way.
    private(set) var unansweredCount = 0
    /// Where in the ring the first byte lies that the socket has not taken yet.
    private var unsentByte: Int

    /// The oldest request that is not answered; the next one where all are.
    private var oldest: Int
    /// How many lie between the oldest unanswered and the next, with the answered between them.
    private var span = 0
    /// How many requests were put before the oldest unanswered one.
    private var order = 0
    /// Since when each is on its way, by how many were put before it, modulo the size; 0 for none.
    private var dues: [UInt64]
    private let dueMask: Int
    private let ringCount: Int

    /// How many may lie between the oldest unanswered and the next.
    let spanMaximum: Int

    /// A way through `ring` that begins at the request `first`.
    ///
    /// - Parameter spanMaximum: How many may be on their way, at most half of the ring.
    init(in ring: FrameRing, from first: Int, spanMaximum: Int) {
        precondition(spanMaximum >= 1 && 2 * spanMaximum <= ring.count, "a ring is twice what is on its way")
        next = first % ring.count
        oldest = next
        unsentByte = ring.start(next)
        ringCount = ring.count
        self.spanMaximum = spanMaximum
        var size = 1
        while size < spanMaximum { size *= 2 }
        dueMask = size - 1
        dues = [UInt64](repeating: 0, count: size)
    }

    /// Puts the next `count` requests on their way, which are or were due at `due`.
    ///
    /// - Returns: False, with nothing put, where too many would be on their way.
    mutating func put(_ count: Int = 1, due: UInt64) -> Bool {
        guard span + count <= spanMaximum else { return false }
        let first = order + span
        let mask = dueMask
        var places = dues.mutableSpan
        for place in first..<first + count { places[place & mask] = due }
        span += count
        unansweredCount += count
        next += count
        if next >= ringCount { next -= ringCount }
        return true
    }

    /// Takes the answers to requests with ids in a row, as far as they were due at the same time: answers
    /// mostly come in order, and then a row costs little more than one.
    ///
    /// - Parameters:
    ///   - id: The first.
    ///   - count: How many, none of them beyond the end of the ring.
    /// - Returns: When they were due, and for how many that holds; 0 where nobody waits for the first.
    mutating func settle(_ id: UInt32, _ count: Int) -> (due: UInt64, count: Int) {
        guard id >= 1, id <= ringCount else { return (0, 0) }
        var distance = Int(id) - 1 - oldest
        if distance < 0 { distance += ringCount }
        guard distance < span else { return (0, 0) }
        let mask = dueMask
        let first = order + distance
        let due = dues[first & mask]
        guard due != 0 else { return (0, 0) }
        let limit = min(first + count, order + span)
        var place = first
        var places = dues.mutableSpan
        while place < limit, places[place & mask] == due {
            places[place & mask] = 0
            place += 1
        }
        unansweredCount -= place - first
        if distance == 0 { pass(place - first) }
        return (due, place - first)
    }

    /// Leaves the oldest `count` behind, and those after them that were answered before.
    private mutating func pass(_ count: Int) {
        oldest += count
        order += count
        span -= count
        while span > 0, dues[order & dueMask] == 0 {
            oldest += 1
            order += 1
            span -= 1
        }
        if oldest >= ringCount { oldest -= ringCount }
    }

    /// When each request was due that is not answered.
    var unanswered: [UInt64] { (0..<span).map { dues[(order + $0) & dueMask] }.filter { $0 != 0 } }

    // MARK: - Bytes

    /// The bytes to be sent next; nil where all are sent.
    func unsent(in ring: FrameRing) -> Range<Int>? {
        let end = ring.start(next)
        if unsentByte == end { return nil }
        return unsentByte..<(end > unsentByte ? end : ring.bytes.count)
    }

    /// Notes that the socket has taken so many bytes of ``unsent(in:)``.
    mutating func noteSent(_ count: Int, of ring: FrameRing) {
        unsentByte += count
        if unsentByte == ring.bytes.count { unsentByte = 0 }
    }
}
