// What there is to do, shared by a loop and its connections. A connection writes itself onto a list when
// something about it is to be done; the loop works the lists off, in order, at the points of its turn. So a
// connection needs to know nothing of the loop, and no step ever looks at all connections.

/// The lists of one loop.
final class Agenda {
    let limits: LoopLimits
    /// Connections that may have something to read or frames left to handle.
    var ready = ConnectionList()
    /// Connections whose output or interest has changed.
    var dirty = ConnectionList()
    /// Connections whose output has fallen to the low-water mark.
    var drained = ConnectionList()
    /// Connections that are gone and whose delegate was not told yet.
    var closed = ConnectionList()
    /// Connections that were accepted and whose peer may be anybody.
    var strangers = StrangerList()
    /// Input and output held for all connections together, in bytes.
    var bufferedByteCount = 0
    /// How many connections are served, those being made included and those that are over left out.
    private(set) var servedCount = 0
    /// How many more there are only to be refused.
    private(set) var refusedCount = 0
    /// What is held above which those who hold the most have to go before the others notice.
    private var reliefMark: Int

    init(limits: LoopLimits) {
        self.limits = limits
        self.reliefMark = limits.reliefByteLimit
    }

    /// Whether a turn has something to do without any event.
    var hasWork: Bool { !ready.isEmpty || !dirty.isEmpty || !drained.isEmpty || !closed.isEmpty }

    /// Strikes every connection off the lists.
    func forgetAll() {
        (ready, dirty) = (ConnectionList(), ConnectionList())
        (drained, closed) = (ConnectionList(), ConnectionList())
    }

    var isOverBufferLimit: Bool { bufferedByteCount > limits.bufferedByteLimit }

    /// Whether so much is held that those who hold the most get no more.
    var isUnderPressure: Bool { bufferedByteCount > limits.pressureByteLimit }

    /// Whether so much is held that those who hold the most have to go before the others notice.
    var needsRelief: Bool { bufferedByteCount > reliefMark }

    /// Has relief looked for again from ``LoopLimits/reliefByteLimit`` on; at the beginning of a turn.
    func resetRelief() { reliefMark = limits.reliefByteLimit }

    /// Nobody is left who holds too much, or half is free: looks again only when noticeably more is held, so
    /// that a turn under pressure looks at all connections a few times and not once for each of them.
    func relieved() { reliefMark = max(limits.reliefByteLimit, bufferedByteCount + limits.reliefStep) }

    /// Counts a connection that has come.
    func begin(_ connection: Connection) {
        if connection.isApart { return }
        if connection.isOverLimit { refusedCount += 1 } else { servedCount += 1 }
    }

    /// Notes that a connection is over: its place is free, and its delegate is to be told.
    func end(_ connection: Connection) {
        if !connection.isApart {
            if connection.isOverLimit { refusedCount -= 1 } else { servedCount -= 1 }
        }
        strangers.remove(connection)
        closed.append(connection)
    }
}

/// Connections in the order they came.
///
/// A second array behind the first lets a list fill anew while it is worked off, without an allocation.
struct ConnectionList {
    private(set) var items: [Connection] = []
    private var spare: [Connection] = []

    var isEmpty: Bool { items.isEmpty }

    mutating func append(_ connection: Connection) {
        items.append(connection)
    }

    /// Puts connections in front of all others.
    mutating func prepend(_ connections: [Connection]) {
        items.insert(contentsOf: connections, at: 0)
    }

    /// Empties this list and hands out what was on it, to be given to ``recycle(_:)`` afterwards.
    mutating func takeAll() -> [Connection] {
        swap(&items, &spare)
        let taken = spare
        spare = []
        return taken
    }

    /// Takes back an array whose work is done.
    mutating func recycle(_ taken: consuming [Connection]) {
        if taken.isEmpty && taken.capacity == 0 { return }
        taken.removeAll(keepingCapacity: true)
        spare = taken
    }
}
