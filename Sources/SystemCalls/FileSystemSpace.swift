// How much room is left where a file lies, as `df` tells it.
import Glibc

/// The room in a file system, as a user without special rights has it.
package struct FileSystemSpace: Equatable, Sendable {
    /// How large it is, in bytes.
    package let byteCount: UInt64
    /// How much may still be written, in bytes.
    package let freeByteCount: UInt64
    /// How many files may still be made; nil where that has no limit of its own.
    package let freeFileCount: UInt64?
    /// Whether it may only be read.
    package let isReadOnly: Bool
}

extension File {
    /// The room in the file system that holds what is at `path`.
    ///
    /// - Throws: The kernel's reason.
    package static func space(at path: String) throws(Errno) -> FileSystemSpace {
        var answer = statvfs()
        try check(unsafe statvfs(path, &answer))
        let blockSize = UInt64(answer.f_frsize)
        return FileSystemSpace(
            byteCount: UInt64(answer.f_blocks) * blockSize,
            freeByteCount: UInt64(answer.f_bavail) * blockSize,
            freeFileCount: answer.f_files == 0 ? nil : UInt64(answer.f_favail),
            // ST_RDONLY, which the library declares in a way that Swift does not see.
            isReadOnly: answer.f_flag & 1 != 0)
    }
}
