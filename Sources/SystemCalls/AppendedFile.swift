// A file that grows at its end. Appending leaves the bytes with the kernel: a process that is killed loses
// none of them, a machine that loses its power loses a tail of any length, unless they were synced.
import Glibc

/// A file open for appending.
///
/// Its bytes belong to one thread; syncing may happen on another.
package final class AppendedFile: Sendable {
    private let descriptor: FileDescriptor

    /// Opens the file at `path`, which is made where there is none, and cuts it off after `byteCount` bytes.
    ///
    /// - Throws: The kernel's reason.
    package init(_ path: String, keeping byteCount: UInt64) throws(Errno) {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        descriptor = FileDescriptor(adopting: try check(unsafe open(path, flags, 0o600)))
        while ftruncate(descriptor.rawValue, off_t(byteCount)) != 0 {
            if Errno.last != .interrupted { throw .last }
        }
    }

    /// Appends `bytes`.
    ///
    /// - Throws: The kernel's reason; some of the first bytes may be in the file then.
    package func append(_ bytes: [UInt8]) throws(Errno) { try descriptor.writeAll(bytes) }

    /// Waits until everything appended before is on the disk.
    ///
    /// - Throws: The kernel's reason; nothing is known of what was appended then.
    package func sync() throws(Errno) { try check(fsync(descriptor.rawValue)) }
}

extension FileDescriptor {
    /// Goes on reading or writing a file at `offset`, in bytes from its beginning.
    ///
    /// - Throws: The kernel's reason.
    package func seek(to offset: Int) throws(Errno) {
        if lseek(rawValue, off_t(offset), SEEK_SET) < 0 { throw .last }
    }
}

extension File {
    /// Lets the file at `path` take the place of what is at `destination`, in one step and durably.
    ///
    /// - Throws: The kernel's reason.
    package static func move(_ path: String, to destination: String) throws(Errno) {
        try check(unsafe rename(path, destination))
        try syncFolder(of: destination)
    }

    /// A file to be read in pieces.
    package static func opened(_ path: String) throws(Errno) -> FileDescriptor {
        FileDescriptor(adopting: try check(unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)))
    }
}
