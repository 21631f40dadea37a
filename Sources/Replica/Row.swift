// Plain values in the order they came, in chunks of one size. A growing array would copy millions of values
// at once while every reactor waits for the write lock, hold twice the memory meanwhile, and count references
// on a line that all reactors share; chunks never move, waste at most one chunk, and know no reference
// counting. Every access is checked against the count, so a wrong index ends the process instead of reading
// foreign memory.

/// A growing row of plain values that never move.
struct Row<Element>: ~Copyable {
    private var chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    private var chunkCount = 0
    private var chunkLimit = 4
    /// How many values there are.
    private(set) var count = 0

    /// A chunk has 4,096 values: 64 KiB of users, small enough for a test with hundreds of replicas.
    private static var chunkShift: Int { 12 }
    private static var chunkLength: Int { 1 << chunkShift }

    /// An empty row.
    init() {
        chunks = .allocate(capacity: chunkLimit)
    }

    deinit {
        for chunk in 0..<chunkCount {
            let used = min(count - chunk << Self.chunkShift, Self.chunkLength)
            chunks[chunk].deinitialize(count: used)
            chunks[chunk].deallocate()
        }
        chunks.deallocate()
    }

    /// The value at `index`.
    ///
    /// - Precondition: `index` is below ``count``.
    subscript(index: UInt32) -> Element {
        @inline(__always) get {
            precondition(index < count, "index past the end of a row")
            return chunks[Int(index) >> Self.chunkShift][Int(index) & (Self.chunkLength - 1)]
        }
        @inline(__always) set {
            precondition(index < count, "index past the end of a row")
            chunks[Int(index) >> Self.chunkShift][Int(index) & (Self.chunkLength - 1)] = newValue
        }
    }

    /// Adds a value at the end and returns its index.
    @discardableResult
    mutating func append(_ element: Element) -> UInt32 {
        precondition(count < UInt32.max, "a row is full")
        if count == chunkCount << Self.chunkShift { addChunk() }
        let index = count
        (chunks[index >> Self.chunkShift] + index & (Self.chunkLength - 1)).initialize(to: element)
        count += 1
        return UInt32(index)
    }

    private mutating func addChunk() {
        if chunkCount == chunkLimit {
            let wider = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: 2 * chunkLimit)
            wider.update(from: chunks, count: chunkCount)
            chunks.deallocate()
            chunks = wider
            chunkLimit *= 2
        }
        chunks[chunkCount] = .allocate(capacity: Self.chunkLength)
        chunkCount += 1
    }

    /// The memory this row holds, in bytes.
    var memoryByteCount: Int {
        chunkCount * Self.chunkLength * MemoryLayout<Element>.stride
            + chunkLimit * MemoryLayout<UnsafeMutablePointer<Element>>.stride
    }
}
