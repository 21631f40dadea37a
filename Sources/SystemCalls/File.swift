// Small files read and written whole: tokens, configuration, sample data. A write goes to a file beside,
// reaches the disk and takes the place of the old one in one step, so that a reader never sees half of it.
import Glibc

/// Operations on whole files and folders, by path; they wait for the disk.
package enum File {
    /// Reads a file of at most `byteLimit` bytes.
    ///
    /// - Throws: `ENOENT` and the like, `EFBIG` where it is larger.
    package static func read(_ path: String, byteLimit: Int = 16 << 20) throws(Errno) -> [UInt8] {
        let file = FileDescriptor(adopting: try check(unsafe open(path, O_RDONLY | O_CLOEXEC)))
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            switch file.read(into: &piece, 0..<piece.count) {
            case .bytes(let count): bytes += piece[..<count]
            case .failed(let reason): throw reason
            case .ended, .wouldBlock: return bytes
            }
            if bytes.count > byteLimit { throw .fileTooLarge }
        }
    }

    /// Reads a text file of at most `byteLimit` bytes; what is not UTF-8 is replaced by the replacement
    /// character.
    ///
    /// - Throws: As ``read(_:byteLimit:)``.
    package static func readText(_ path: String, byteLimit: Int = 16 << 20) throws(Errno) -> String {
        String(decoding: try read(path, byteLimit: byteLimit), as: UTF8.self)
    }

    /// Writes `bytes` as the whole content of a file, in one step and durably.
    ///
    /// - Parameters:
    ///   - path: The file; what was there is replaced.
    ///   - bytes: Its new content.
    ///   - mode: Who may read and write it; secrets want 0o600.
    /// - Throws: The kernel's reason; the old file is untouched then.
    package static func write(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(Errno) {
        let beside = "\(path).\(getpid()).new"
        do throws(Errno) {
            let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
            let file = FileDescriptor(adopting: try check(unsafe open(beside, flags, mode)))
            try file.writeAll(bytes)
            try check(fchmod(file.rawValue, mode))
            try check(fsync(file.rawValue))
            try check(unsafe rename(beside, path))
        } catch {
            _ = unsafe unlink(beside)
            throw error
        }
        try syncFolder(of: path)
    }

    /// Finds out whether ``write(_:_:mode:)`` could write a file, without touching what is there.
    ///
    /// - Throws: The kernel's reason why not.
    package static func probeWriting(_ path: String) throws(Errno) {
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
        let beside = "\(path).\(getpid()).new"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let file = FileDescriptor(adopting: try check(unsafe open(beside, flags, 0o600)))
        file.close()
        _ = unsafe unlink(beside)
    }

    /// Copies a file of any length to the new file at `destination`, readable by this user alone; not yet
    /// durable.
    ///
    /// - Throws: The kernel's reason.
    package static func copy(_ path: String, to destination: String) throws(Errno) {
        let source = try opened(path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let copy = FileDescriptor(adopting: try check(unsafe open(destination, flags, 0o600)))
        try source.readAll { (piece: [UInt8]) throws(Errno) in try copy.writeAll(piece) }
    }

    /// Gives the file at `path` the further name `destination`, durably; nothing may be there yet.
    ///
    /// - Throws: The kernel's reason.
    package static func link(_ path: String, to destination: String) throws(Errno) {
        try check(unsafe Glibc.link(path, destination))
        try syncFolder(of: destination)
    }

    /// Makes what was written to a file durable.
    ///
    /// - Throws: The kernel's reason.
    package static func sync(_ path: String) throws(Errno) {
        let file = FileDescriptor(adopting: try check(unsafe open(path, O_RDWR | O_CLOEXEC)))
        try check(fsync(file.rawValue))
    }

    /// Makes the change of a name, or that it is gone, durable.
    ///
    /// - Throws: The kernel's reason.
    package static func syncFolder(of path: String) throws(Errno) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = FileDescriptor(
            adopting: try check(unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)))
        try check(fsync(descriptor.rawValue))
    }

    /// Whether something is at `path`.
    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes a folder and those above it that are missing; one that is there is fine.
    ///
    /// - Throws: The kernel's reason.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(Errno) {
        if path.isEmpty || exists(path) { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]), mode: mode)
        }
        if unsafe mkdir(path, mode) != 0 && errno != EEXIST { throw .last }
    }

    /// Makes a new folder for temporary files, readable by this user alone.
    ///
    /// - Parameter prefix: What its name begins with.
    /// - Returns: Its path.
    /// - Throws: The kernel's reason.
    package static func makeTemporaryFolder(prefix: String = "entente") throws(Errno) -> String {
        let parent = Environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
        guard let path = unsafe mkdtemp(&template) else { throw .last }
        return unsafe String(cString: path)
    }

    /// The names in a folder, sorted; without `.` and `..`.
    ///
    /// - Throws: The kernel's reason.
    package static func names(in folder: String) throws(Errno) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw .last }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with everything in it; nothing there is fine.
    ///
    /// - Throws: The kernel's reason for what could not be removed.
    package static func remove(_ path: String) throws(Errno) {
        if unsafe unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw .last }
        for name in try names(in: path) { try remove("\(path)/\(name)") }
        try check(unsafe rmdir(path))
    }
}

extension FileDescriptor {
    /// Writes all of `bytes`, waiting as long as it takes; for files and pipes that block.
    ///
    /// - Throws: The kernel's reason; part may be written then.
    package func writeAll(_ bytes: [UInt8]) throws(Errno) {
        var start = 0
        while start < bytes.count {
            switch unsafe write(bytes.span.bytes.extracting(start..<bytes.count)) {
            case .bytes(let count): start += count
            case .failed(let reason): throw reason
            case .wouldBlock, .ended: throw .wouldBlock
            }
        }
    }

    /// Hands what is left of the file to `each`, in pieces.
    ///
    /// - Throws: The kernel's reason, or what `each` throws.
    package func readAll(_ each: ([UInt8]) throws(Errno) -> Void) throws(Errno) {
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            switch read(into: &piece, 0..<piece.count) {
            case .bytes(let count): try each(count == piece.count ? piece : Array(piece[..<count]))
            case .failed(let reason): throw reason
            case .ended, .wouldBlock: return
            }
        }
    }
}
