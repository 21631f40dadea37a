// The people of an organization in some order: their numbers in chunks of at most 256, so that one comes in
// or goes out by moving a kilobyte at most, whether the organization has ten people or ten million. The list
// does not know what it is sorted by; whoever searches it does. Chunks grow by an eighth, because most
// organizations have one that is never full.

/// Numbers in an order.
///
/// A plain value that points at memory: whoever keeps it deallocates it, and copies are good for reading
/// until the list is changed.
struct SortedNumbers: BitwiseCopyable {
    private struct Chunk {
        var numbers: UnsafeMutablePointer<UInt32>
        var count: Int32
        var limit: Int32
    }

    /// Where a number is, or would be.
    struct Place: Equatable, BitwiseCopyable {
        var chunk: Int
        var offset: Int

        static let start = Place(chunk: 0, offset: 0)
    }

    private var chunks: UnsafeMutablePointer<Chunk>?
    private var chunkCount: Int32 = 0
    private var chunkLimit: Int32 = 0

    static let chunkMaximum = 256
    /// Two neighbours that hold no more than this together become one.
    private static let mergeMaximum = 96

    /// An empty list, which holds no memory.
    init() {}

    /// A list of numbers that are in order already.
    init(_ numbers: UnsafeBufferPointer<UInt32>) {
        // Not full, or the first change of each would split it.
        let size = Self.chunkMaximum * 7 / 8
        for start in stride(from: 0, to: numbers.count, by: size) {
            let part = UnsafeBufferPointer(rebasing: numbers[start..<min(start + size, numbers.count)])
            insertChunk(at: Int(chunkCount), Self.chunk(part, limit: part.count))
        }
    }

    /// Gives the memory back.
    func deallocate() {
        for index in 0..<Int(chunkCount) { chunks?[index].numbers.deallocate() }
        chunks?.deallocate()
    }

    /// The memory this list holds, in bytes, with what keeping account of each piece takes.
    var memoryByteCount: Int {
        guard let chunks else { return 0 }
        return (0..<Int(chunkCount)).reduce(
            16 + Int(chunkLimit) * MemoryLayout<Chunk>.stride
        ) { $0 + 16 + Int(chunks[$1].limit) * MemoryLayout<UInt32>.stride }
    }
}

// MARK: - Searching

extension SortedNumbers {
    /// The place of the first number that does not come before what is searched; the end where all do.
    @inline(__always)
    func firstPlace(_ isBefore: (UInt32) -> Bool) -> Place {
        guard let chunks else { return .start }
        var low = 0
        var high = Int(chunkCount)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(chunks[middle].numbers[0]) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return .start }
        let chunk = low - 1
        low = 1
        high = Int(chunks[chunk].count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(chunks[chunk].numbers[middle]) { low = middle + 1 } else { high = middle }
        }
        return Place(chunk: chunk, offset: low)
    }

    /// The number at a place, or the first of the next chunk where the place is a chunk's end; nil at the end
    /// of all.
    @inline(__always)
    func number(at place: inout Place) -> UInt32? {
        guard let chunks, place.chunk < chunkCount else { return nil }
        if place.offset == chunks[place.chunk].count {
            place = Place(chunk: place.chunk + 1, offset: 0)
            guard place.chunk < chunkCount else { return nil }
        }
        return chunks[place.chunk].numbers[place.offset]
    }

    /// How many numbers are between two places, `most` where there are more.
    func count(from start: Place, to end: Place, most: Int) -> Int {
        guard let chunks else { return 0 }
        var count = -start.offset
        var chunk = start.chunk
        while chunk < end.chunk, count < most {
            count += Int(chunks[chunk].count)
            chunk += 1
        }
        return chunk < end.chunk ? most : min(count + end.offset, most)
    }
}

// MARK: - Changing

extension SortedNumbers {
    /// Puts a number before the one at a place.
    mutating func insert(_ number: UInt32, at place: Place) {
        guard let chunks, chunkCount > 0 else {
            withUnsafePointer(to: number) { number in
                insertChunk(at: 0, Self.chunk(UnsafeBufferPointer(start: number, count: 1), limit: 4))
            }
            return
        }
        var place = place
        if chunks[place.chunk].count == Self.chunkMaximum { place = split(at: place) }
        makeRoom(in: place.chunk)
        guard let chunks = self.chunks else { return }
        let chunk = chunks[place.chunk]
        let gap = chunk.numbers + place.offset
        (gap + 1).update(from: gap, count: Int(chunk.count) - place.offset)
        gap.pointee = number
        chunks[place.chunk].count += 1
    }

    /// Takes out the number at a place, as ``number(at:)`` tells it.
    mutating func remove(at place: Place) {
        var place = place
        guard let chunks, number(at: &place) != nil else { return }
        let chunk = chunks[place.chunk]
        let gone = chunk.numbers + place.offset
        gone.update(from: gone + 1, count: Int(chunk.count) - place.offset - 1)
        chunks[place.chunk].count -= 1
        if chunks[place.chunk].count == 0 {
            removeChunk(at: place.chunk)
        } else if place.chunk + 1 < chunkCount,
            Int(chunks[place.chunk].count + chunks[place.chunk + 1].count) <= Self.mergeMaximum
        {
            mergeNext(of: place.chunk)
        } else if chunks[place.chunk].limit > 2 * chunks[place.chunk].count + 8 {
            setLimit(Int(chunks[place.chunk].count) + 4, of: place.chunk)
        }
    }

    /// Makes two chunks of a full one; at the very end a new one begins, so that numbers that come in order
    /// leave full chunks behind.
    private mutating func split(at place: Place) -> Place {
        guard let chunks else { return place }
        let chunk = chunks[place.chunk]
        let isAtEnd = place.chunk == chunkCount - 1 && place.offset == chunk.count
        let kept = isAtEnd ? Int(chunk.count) - 1 : Int(chunk.count) / 2
        let upper = UnsafeBufferPointer(start: chunk.numbers + kept, count: Int(chunk.count) - kept)
        insertChunk(at: place.chunk + 1, Self.chunk(upper, limit: upper.count + upper.count / 8 + 4))
        self.chunks?[place.chunk].count = Int32(kept)
        if !isAtEnd { setLimit(kept + kept / 8 + 4, of: place.chunk) }
        return place.offset <= kept && !isAtEnd
            ? place : Place(chunk: place.chunk + 1, offset: place.offset - kept)
    }

    private mutating func mergeNext(of index: Int) {
        guard let chunks else { return }
        let next = chunks[index + 1]
        let count = Int(chunks[index].count)
        setLimit(count + Int(next.count) + 4, of: index)
        (chunks[index].numbers + count).update(from: next.numbers, count: Int(next.count))
        chunks[index].count += next.count
        removeChunk(at: index + 1)
    }

    private mutating func makeRoom(in index: Int) {
        guard let chunks, chunks[index].count == chunks[index].limit else { return }
        let count = Int(chunks[index].count)
        setLimit(min(count + max(count / 8, 4), Self.chunkMaximum), of: index)
    }

    private mutating func setLimit(_ limit: Int, of index: Int) {
        guard let chunks else { return }
        let old = chunks[index]
        let part = UnsafeBufferPointer(start: old.numbers, count: Int(old.count))
        chunks[index] = Self.chunk(part, limit: limit)
        old.numbers.deallocate()
    }

    private static func chunk(_ numbers: UnsafeBufferPointer<UInt32>, limit: Int) -> Chunk {
        let memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: limit)
        _ = memory.initialize(from: numbers)
        // An empty buffer may have no memory; a chunk is never empty.
        guard let start = memory.baseAddress else { preconditionFailure("a chunk has room for something") }
        (start + numbers.count).initialize(repeating: 0, count: limit - numbers.count)
        return Chunk(numbers: start, count: Int32(numbers.count), limit: Int32(limit))
    }

    private mutating func insertChunk(at index: Int, _ chunk: Chunk) {
        if chunkCount == chunkLimit { widen() }
        guard let chunks else { return }
        let gap = chunks + index
        (gap + 1).update(from: gap, count: Int(chunkCount) - index)
        gap.pointee = chunk
        chunkCount += 1
    }

    private mutating func removeChunk(at index: Int) {
        guard let chunks else { return }
        let gone = chunks + index
        gone.pointee.numbers.deallocate()
        gone.update(from: gone + 1, count: Int(chunkCount) - index - 1)
        chunkCount -= 1
        guard chunkCount == 0 else { return }
        chunks.deallocate()
        self = SortedNumbers()
    }

    private mutating func widen() {
        let limit = chunkLimit + max(chunkLimit / 2, 1)
        let wider = UnsafeMutablePointer<Chunk>.allocate(capacity: Int(limit))
        if let chunks {
            wider.update(from: chunks, count: Int(chunkCount))
            chunks.deallocate()
        }
        chunks = wider
        chunkLimit = limit
    }
}
