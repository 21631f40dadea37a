// A disk in memory that fills up, is read-only, and in a crash keeps of what was not made durable a first
// part of any length.
import EventLoop
import SystemCalls

/// The files of one simulated machine; they outlive its processes.
package final class SimulatedDisk: Disk {
    /// Bytes all files may have together.
    package var byteLimit = Int.max
    /// Whether every change is refused.
    package var isReadOnly = false
    /// How long it takes to make a file durable, in nanoseconds.
    package var syncNanos: UInt64 = 5_000_000

    private var files: [String: Content] = [:]
    private var locks: Set<String> = []
    /// Which process of the machine is running; handles of earlier ones are dead.
    private var life = 0

    /// A file's bytes, whichever name it bears.
    fileprivate final class Content {
        var bytes: [UInt8] = []
        var durableByteCount = 0
    }

    /// An empty disk.
    package init() {}

    /// The bytes of a file, nil where there is none; write to put another in its place.
    package subscript(path: String) -> [UInt8]? {
        get { files[path]?.bytes }
        set {
            files[path] = newValue.map { bytes in
                let content = Content()
                content.bytes = bytes
                content.durableByteCount = bytes.count
                return content
            }
        }
    }

    /// The paths of all files, sorted.
    package var paths: [String] { files.keys.sorted() }

    /// The process using it ends: its locks are gone.
    package func endProcess() {
        life += 1
        locks = []
    }

    /// The machine loses its power: of what was not durable a first part is left.
    package func crash(_ dice: SimulatedRandomness) {
        endProcess()
        for path in paths {
            guard let file = files[path], file.durableByteCount < file.bytes.count else { continue }
            let kept = dice.number(in: file.durableByteCount...file.bytes.count)
            file.bytes.removeSubrange(kept...)
        }
    }

    private func requireWritable() throws(Errno) { if isReadOnly { throw .readOnly } }

    private var byteCount: Int { files.values.reduce(0) { $0 + $1.bytes.count } }
}

extension SimulatedDisk {
    package func makeFolder(_ path: String) throws(Errno) { try requireWritable() }

    package func lock(_ path: String) throws(Errno) -> (any DiskLock)? {
        try requireWritable()
        guard locks.insert(path).inserted else { return nil }
        let lifeNow = life
        return SimulatedLock { [weak self] in
            if self?.life == lifeNow { self?.locks.remove(path) }
        }
    }

    package func names(in folder: String) throws(Errno) -> [String] {
        paths.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
    }

    package func read(_ path: String) throws(Errno) -> any ReadableFile {
        guard let file = files[path] else { throw .noSuchFile }
        return SimulatedReader(file)
    }

    package func append(to path: String, keeping byteCount: UInt64) throws(Errno) -> any AppendableFile {
        try requireWritable()
        let file = files[path] ?? Content()
        files[path] = file
        file.bytes.removeSubrange(min(Int(byteCount), file.bytes.count)...)
        file.durableByteCount = min(file.durableByteCount, file.bytes.count)
        return SimulatedWriter(file, self)
    }

    package func move(_ path: String, to destination: String) throws(Errno) {
        try requireWritable()
        guard let file = files.removeValue(forKey: path) else { throw .noSuchFile }
        files[destination] = file
    }

    package func remove(_ path: String) throws(Errno) {
        try requireWritable()
        files[path] = nil
    }

    package func install(
        _ file: any AppendableFile, _ path: String, as destination: String,
        insteadOf replaced: (any AppendableFile)?, on loop: EventLoop, _ done: @escaping (Errno?) -> Void
    ) {
        guard let file = file as? SimulatedWriter else { preconditionFailure("a file of another disk") }
        let lifeNow = life
        loop.schedule(at: loop.now + syncNanos) { [weak self] in
            guard let self, life == lifeNow else { return }
            do throws(Errno) {
                try requireWritable()
                file.content.durableByteCount = file.content.bytes.count
                try move(path, to: destination)
                done(nil)
            } catch {
                done(error)
            }
        }
    }

    fileprivate func append(_ bytes: [UInt8], to file: Content) throws(Errno) {
        try requireWritable()
        let room = byteLimit == .max ? bytes.count : max(byteLimit - byteCount, 0)
        file.bytes.append(contentsOf: bytes.prefix(room))
        if room < bytes.count { throw .noSpace }
    }
}

private final class SimulatedLock: DiskLock {
    private let letGo: () -> Void

    init(_ letGo: @escaping () -> Void) { self.letGo = letGo }

    deinit { letGo() }
}

private final class SimulatedReader: ReadableFile {
    private let content: SimulatedDisk.Content
    private var offset = 0

    init(_ content: SimulatedDisk.Content) { self.content = content }

    func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(Errno) -> Int {
        let count = min(range.count, content.bytes.count - offset)
        buffer.replaceSubrange(
            range.lowerBound..<range.lowerBound + count, with: content.bytes[offset..<offset + count])
        offset += count
        return count
    }
}

private final class SimulatedWriter: AppendableFile {
    let content: SimulatedDisk.Content
    private let disk: SimulatedDisk

    init(_ content: SimulatedDisk.Content, _ disk: SimulatedDisk) {
        self.content = content
        self.disk = disk
    }

    func append(_ bytes: [UInt8]) throws(Errno) { try disk.append(bytes, to: content) }
}
