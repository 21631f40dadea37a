// The real file system. Only what waits for the disk itself, which may take seconds behind a large file,
// happens on a thread of its own.
import SystemCalls

/// The files of this machine.
package final class SystemDisk: Disk {
    /// A disk.
    package init() {}

    package func makeFolder(_ path: String) throws(Errno) { try File.makeFolder(path, mode: 0o700) }

    package func lock(_ path: String) throws(Errno) -> (any DiskLock)? {
        guard let descriptor = try File.lock(path) else { return nil }
        return HeldLock(descriptor)
    }

    package func names(in folder: String) throws(Errno) -> [String] { try File.names(in: folder) }

    package func read(_ path: String) throws(Errno) -> any ReadableFile { OpenFile(try File.opened(path)) }

    package func append(to path: String, keeping byteCount: UInt64) throws(Errno) -> any AppendableFile {
        GrowingFile(try AppendedFile(path, keeping: byteCount))
    }

    package func move(_ path: String, to destination: String) throws(Errno) {
        try File.move(path, to: destination)
    }

    package func remove(_ path: String) throws(Errno) { try File.remove(path) }

    package func install(
        _ file: any AppendableFile, _ path: String, as destination: String,
        insteadOf replaced: (any AppendableFile)?, on loop: EventLoop, _ done: @escaping (Errno?) -> Void
    ) {
        guard let file = file as? GrowingFile else { preconditionFailure("a file of another disk") }
        let outcome = loop.receiverOfOne(Errno?.self, done)
        let kept = file.file
        // Its last holder frees its blocks, which takes a while for a large file.
        let old = (replaced as? GrowingFile)?.file
        do throws(Errno) {
            try startThread(named: "disk") {
                do throws(Errno) {
                    try kept.sync()
                    try File.move(path, to: destination)
                    outcome.send(nil)
                } catch {
                    outcome.send(error)
                }
                withExtendedLifetime(old) {}
            }
        } catch {
            outcome.send(error)
        }
    }
}

private final class HeldLock: DiskLock {
    private let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

    deinit { File.unlock(descriptor) }
}

private final class OpenFile: ReadableFile {
    private let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

    func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(Errno) -> Int {
        switch descriptor.read(into: &buffer, range) {
        case .bytes(let count): return count
        case .ended: return 0
        case .failed(let reason): throw reason
        case .wouldBlock: throw .wouldBlock
        }
    }
}

private final class GrowingFile: AppendableFile {
    let file: AppendedFile

    init(_ file: AppendedFile) { self.file = file }

    func append(_ bytes: [UInt8]) throws(Errno) { try file.append(bytes) }
}
