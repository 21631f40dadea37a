// Where short byte strings live: chunks that never move, addressed by one 32-bit number, so that a table can
// point at a string with four bytes. A string never crosses a chunk's end.

/// Memory for short byte strings, handed out in order and given back only all at once.
struct ByteArena: ~Copyable {
    private var chunks: UnsafeMutablePointer<UnsafeMutableRawPointer>
    private var chunkCount = 0
    private var chunkLimit = 16
    /// Where the next string may begin, counted over all chunks.
    private var end: Int
    private let alignment: Int

    private static let chunkShift = 16
    private static let chunkByteCount = 1 << chunkShift

    /// An empty arena, whose first byte is never handed out: 0 is no place.
    ///
    /// - Parameter alignment: what every place is a multiple of; a power of two up to 16.
    init(alignment: Int) {
        chunks = .allocate(capacity: chunkLimit)
        end = alignment
        self.alignment = alignment
    }

    deinit {
        // Those of a slab are one piece of memory.
        for chunk in 0..<min(chunkCount, Self.slabStart) { chunks[chunk].deallocate() }
        for chunk in stride(from: Self.slabStart, to: chunkCount, by: Self.slabLength) {
            chunks[chunk].deallocate()
        }
        chunks.deallocate()
    }

    /// Makes room for `count` bytes.
    ///
    /// - Precondition: the arena stays below 4 GiB, which is some 80 million people.
    mutating func allocate(_ count: Int) -> UInt32 {
        let left = Self.chunkByteCount - end & (Self.chunkByteCount - 1)
        if count > left { end += left }
        if end >> Self.chunkShift >= chunkCount { addChunk() }
        precondition(end + count <= UInt32.max, "an arena is full")
        let place = UInt32(end)
        end += (count + alignment - 1) & ~(alignment - 1)
        return place
    }

    /// Chunks that are allocated together once there are many: a large page.
    private static let slabLength = LargeMemory.pageByteCount >> chunkShift
    /// From so many chunks on: 8 MiB, which ordinary pages serve as well, so that no more than a fifth is
    /// ever taken ahead.
    private static let slabStart = 4 * slabLength

    private mutating func addChunk() {
        guard chunkCount >= Self.slabStart else {
            return addChunk(.allocate(byteCount: Self.chunkByteCount, alignment: 16))
        }
        let slab = LargeMemory.allocate(byteCount: LargeMemory.pageByteCount, alignment: 16)
        for chunk in 0..<Self.slabLength { addChunk(slab + chunk << Self.chunkShift) }
    }

    private mutating func addChunk(_ chunk: UnsafeMutableRawPointer) {
        if chunkCount == chunkLimit {
            let wider = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: 2 * chunkLimit)
            wider.update(from: chunks, count: chunkCount)
            chunks.deallocate()
            chunks = wider
            chunkLimit *= 2
        }
        chunks[chunkCount] = chunk
        chunkCount += 1
    }

    /// The memory at a place that ``allocate(_:)`` returned.
    @inline(__always)
    subscript(place: UInt32) -> UnsafeMutableRawPointer {
        let chunk = Int(place &>> UInt32(Self.chunkShift))
        precondition(chunk < chunkCount, "a place that was never handed out")
        return chunks[chunk] + Int(place) & (Self.chunkByteCount - 1)
    }

    /// The memory this arena holds, in bytes.
    var memoryByteCount: Int { chunkCount * Self.chunkByteCount + chunkLimit * 8 }
}
