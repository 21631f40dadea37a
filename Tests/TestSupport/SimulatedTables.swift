// The disk under the databases of one simulated machine: files in memory that remember what was written since
// they were last made durable. A crash of the process keeps all of it, as the kernel does; the loss of power
// keeps of that an arbitrary part. The process can also be made to die at its n-th write from now, in the
// middle of a turn or of a commit, which no kill between two turns ever meets.

/// The files of a machine's databases; they outlive its processes.
package final class SimulatedTables {
    /// Bytes of one write that reach the disk whole or not at all.
    static let sectorByteCount = 512

    /// Whether every write is refused for want of room.
    package var isFull = false
    /// Whether whoever waits for the disk is told that it could not.
    package var failsSyncs = false
    /// Whether they are where they wait for a database itself, and not for its log.
    package var failsSyncsOfFiles = false
    /// Whether the process has died in the middle of a write: nothing it does counts any more.
    package private(set) var isDead = false
    /// Called when it dies there.
    package var died: (() -> Void)?
    /// Writes and syncs until it dies; nil for never.
    package var writesLeft: Int?

    let dice: SimulatedRandomness
    private(set) var files: [String: TableFile] = [:]
    /// Which process of the machine is running; handles of earlier ones are dead.
    private(set) var life = 0
    private var registration: TableRegistration?

    /// An empty disk whose chances follow from `dice`.
    package init(dice: SimulatedRandomness) {
        self.dice = dice
        registration = TableRegistration(of: self)
    }

    /// The name under which SQLite knows it.
    package var vfsName: String { registration?.name ?? "" }

    /// How long somebody has waited for a lock in all, in microseconds.
    package internal(set) var sleptMicros = 0

    /// How many writes and syncs there have been.
    package private(set) var writeCount = 0

    /// The process ends; what it wrote stays.
    package func endProcess() {
        life += 1
        isDead = false
        writesLeft = nil
        isFull = false
        failsSyncs = false
        failsSyncsOfFiles = false
        for file in files.values { file.endProcess() }
    }

    /// The machine loses its power: of what was not made durable some is gone.
    package func losePower() {
        endProcess()
        for path in files.keys.sorted() { files[path]?.losePower(dice) }
    }

    /// Somebody else begins to fold the write-ahead log of the database at `path`, which is open, into the
    /// file, and is at it for as long as the process lives.
    package func beginForeignCheckpoint(of path: String) {
        let isBegun = files[path]?.shared?.take(SharedIndex.checkpointSlot..<SharedIndex.checkpointSlot + 1)
        precondition(isBegun == true, "no log that could be folded")
    }

    // MARK: copies

    /// All files as whoever reads them now finds them.
    package var copy: TableCopy { TableCopy(files: files.mapValues(\.bytes)) }

    /// Puts the files of a copy in the place of all there are; for while no process runs.
    package func putBack(_ copy: TableCopy) { files = copy.files.mapValues { TableFile($0) } }

    // MARK: what SQLite asks

    func open(_ path: String, creating: Bool) -> TableFile? {
        if let file = files[path] { return file }
        guard creating, !isDead else { return nil }
        let file = TableFile()
        files[path] = file
        return file
    }

    func remove(_ path: String) { if !isDead { files[path] = nil } }

    /// Counts a write or a sync; false where the process does not live to do it.
    func mayWrite() -> Bool {
        if isDead { return false }
        writeCount += 1
        guard let left = writesLeft else { return true }
        writesLeft = left - 1
        guard left <= 1 else { return true }
        isDead = true
        died?()
        return false
    }
}

/// The files of a machine's databases, as they were at one moment.
package struct TableCopy: Sendable {
    fileprivate let files: [String: [UInt8]]
}

/// One file: its bytes, and how to take back what is not durable.
final class TableFile {
    private(set) var bytes: [UInt8]
    /// What stood where something was written that is not durable, oldest first.
    private var undurable: [Earlier] = []
    /// The index of a write-ahead log, shared by all connections of the process.
    var shared: SharedIndex?
    /// Connections that hold a lock, with how strong it is.
    var holders: [(who: ObjectIdentifier, level: Int32)] = []

    private struct Earlier {
        let bytes: ArraySlice<UInt8>
        let fileByteCount: Int
        /// The bytes of the file that were written.
        let written: Range<Int>
        /// Whether the disk has failed who waited for it: nobody who waits later makes it durable.
        var isGivenUp = false
        /// Those of the written that nothing durable has been written over since.
        var exposed: RangeSet<Int>

        init(_ bytes: ArraySlice<UInt8>, of fileByteCount: Int, written: Range<Int>) {
            self.bytes = bytes
            self.fileByteCount = fileByteCount
            self.written = written
            exposed = RangeSet(written)
        }
    }

    /// A file that holds `bytes`, all of them durable.
    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    func write(_ new: UnsafeRawBufferPointer, at offset: Int) {
        let end = offset + new.count
        let overlap = offset < bytes.count ? bytes[offset..<min(end, bytes.count)] : []
        // A copy: a slice would hold on to the whole file and have the write make another of it.
        undurable.append(
            Earlier(ArraySlice(Array(overlap)), of: bytes.count, written: offset..<end))
        grow(to: end)
        bytes.withUnsafeMutableBytes { target in
            UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: new)
        }
    }

    func truncate(to byteCount: Int) {
        guard byteCount < bytes.count else { return }
        undurable.append(
            Earlier(
                ArraySlice(Array(bytes[byteCount...])), of: bytes.count, written: byteCount..<bytes.count))
        bytes.removeSubrange(byteCount...)
    }

    /// Everything written is durable but for what the disk had given up, where it was not written anew since.
    func sync() {
        var kept: [Earlier] = []
        for (place, earlier) in undurable.enumerated() where earlier.isGivenUp {
            var earlier = earlier
            for later in undurable[(place + 1)...] where !later.isGivenUp {
                earlier.exposed.remove(contentsOf: later.written)
            }
            if !earlier.exposed.isEmpty { kept.append(earlier) }
        }
        undurable = kept
    }

    /// The disk fails who waits for it: it takes what it could not write for written from now on.
    func failSync() {
        for place in undurable.indices { undurable[place].isGivenUp = true }
    }

    func endProcess() {
        shared = nil
        holders = []
    }

    /// Takes back any of the writes that were not made durable, whole or from a sector on.
    func losePower(_ dice: SimulatedRandomness) {
        var kept: [Range<Int>] = []
        for earlier in undurable.reversed() {
            guard dice.oneIn(2) else {
                kept.append(earlier.written)
                continue
            }
            let isBegun = dice.oneIn(3)
            if earlier.isGivenUp {
                takeBack(givenUp: earlier, behind: kept, isBegun: isBegun)
            } else {
                takeBack(earlier, isBegun: isBegun)
            }
        }
        undurable.removeAll()
    }

    /// Takes back a write of which only the first sector reached the disk, if it `isBegun`.
    private func takeBack(_ earlier: Earlier, isBegun: Bool) {
        var (offset, old) = (earlier.written.lowerBound, earlier.bytes)
        if isBegun, old.count > SimulatedTables.sectorByteCount {
            offset += SimulatedTables.sectorByteCount
            old = old.dropFirst(SimulatedTables.sectorByteCount)
        }
        if earlier.fileByteCount < bytes.count { bytes.removeSubrange(earlier.fileByteCount...) }
        grow(to: offset + old.count)
        bytes.replaceSubrange(offset..<offset + old.count, with: old)
    }

    /// Takes back one that the disk had given up, where nothing durable lies over it, nor any of the `later`.
    ///
    /// The file stays as long as what came later made it: there is a hole then.
    private func takeBack(givenUp earlier: Earlier, behind later: [Range<Int>], isBegun: Bool) {
        var lost = earlier.exposed
        for range in later { lost.remove(contentsOf: range) }
        let start = earlier.written.lowerBound
        if isBegun, earlier.written.count > SimulatedTables.sectorByteCount {
            lost.remove(contentsOf: start..<start + SimulatedTables.sectorByteCount)
        }
        let held = start + earlier.bytes.count
        if let old = lost.intersection(RangeSet(start..<held)).ranges.last { grow(to: old.upperBound) }
        for range in lost.ranges {
            for place in range.clamped(to: 0..<bytes.count) {
                bytes[place] = place < held ? earlier.bytes[earlier.bytes.startIndex + place - start] : 0
            }
        }
    }

    private func grow(to byteCount: Int) {
        if byteCount > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: byteCount - bytes.count))
        }
    }
}

/// The memory that connections to one write-ahead log share, and its eight locks.
final class SharedIndex {
    /// The lock of who folds the log.
    static let checkpointSlot = 1

    private(set) var regions: [UnsafeMutableRawPointer] = []
    /// Per lock: how many share it, or -1 for one who has it alone.
    private var counts = [Int](repeating: 0, count: 8)

    deinit { for region in regions { region.deallocate() } }

    func region(_ number: Int, byteCount: Int, extend: Bool) -> UnsafeMutableRawPointer? {
        guard number < regions.count || extend else { return nil }
        while regions.count <= number {
            let region = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
            region.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
            regions.append(region)
        }
        return regions[number]
    }

    func share(_ slots: Range<Int>) -> Bool {
        guard slots.allSatisfy({ counts[$0] >= 0 }) else { return false }
        for slot in slots { counts[slot] += 1 }
        return true
    }

    func take(_ slots: Range<Int>) -> Bool {
        guard slots.allSatisfy({ counts[$0] == 0 }) else { return false }
        for slot in slots { counts[slot] = -1 }
        return true
    }

    func release(_ slots: Range<Int>) {
        for slot in slots { counts[slot] = counts[slot] == -1 ? 0 : max(counts[slot] - 1, 0) }
    }
}
