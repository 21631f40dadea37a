// What has arrived on a connection and is not handled yet. Handling moves a cursor and shifts nothing; only
// when room for the next read is needed are the few bytes of an unfinished frame moved to the front. A
// connection with nothing pending holds no buffer at all: it borrows the loop's for the length of a read.

/// Bytes with a front that moves.
struct InputBuffer {
    /// Room for the bytes, all of it initialized.
    private(set) var storage: [UInt8] = []
    /// Where the pending bytes begin.
    private(set) var start = 0
    /// Where they end.
    private(set) var end = 0

    /// A buffer with room for `byteCount` bytes.
    init(byteCount: Int = 0) {
        if byteCount > 0 { storage = [UInt8](repeating: 0, count: byteCount) }
    }

    /// How many bytes are pending.
    var count: Int { end - start }
    var isEmpty: Bool { start == end }
    /// The size of the buffer, in bytes.
    var capacity: Int { storage.count }

    /// Makes room for `room` more bytes behind the pending ones.
    mutating func reserve(_ room: Int) {
        if storage.count - end >= room { return }
        if storage.count - count >= room {
            takePending(of: self)
        } else {
            // Doubling, so that a large frame that comes in small pieces is copied a bounded number of times.
            var grown = [UInt8](repeating: 0, count: max(storage.count * 2, count + room))
            grown.replaceSubrange(0..<count, with: storage[start..<end])
            storage = grown
            end = count
            start = 0
        }
    }

    /// Has `fill` write behind the pending bytes and takes in as many as it says it wrote.
    mutating func fill(atMost room: Int, _ fill: (inout [UInt8], Range<Int>) -> Int) {
        precondition(end + room <= storage.count, "there is room for what may arrive")
        end += fill(&storage, end..<end + room)
    }

    /// Forgets the first `byteCount` pending bytes.
    mutating func consume(_ byteCount: Int) {
        start += byteCount
        precondition(start <= end, "handled more than has arrived")
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Forgets every pending byte; the room stays.
    mutating func forget() {
        start = 0
        end = 0
    }

    /// Replaces what this buffer holds by a copy of what is pending in `other`.
    mutating func takePending(of other: InputBuffer) {
        precondition(other.count <= storage.count, "the bytes taken over fit")
        storage.replaceSubrange(0..<other.count, with: other.storage[other.start..<other.end])
        start = 0
        end = other.count
    }

    /// A buffer just large enough for what is pending; none at all for nothing.
    func copyOfPending() -> InputBuffer {
        var copy = InputBuffer(byteCount: count)
        copy.takePending(of: self)
        return copy
    }
}
