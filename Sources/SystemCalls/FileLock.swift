// One process at a time, told by a lock on a file: the kernel takes it back however its holder ends, so that
// no lock is ever left over.
import Glibc

extension File {
    /// Takes the lock of the file at `path`, which is made if missing, without waiting.
    ///
    /// - Returns: What holds the lock until it is closed; nil where another process holds it.
    /// - Throws: The kernel's reason where the file cannot be opened.
    package static func lock(_ path: String) throws(Errno) -> FileDescriptor? {
        let number = try check(unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
        let file = FileDescriptor(adopting: number)
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            if Errno.last == .wouldBlock { return nil }
            if Errno.last != .interrupted { throw .last }
        }
        return file
    }

    /// Lets go of a lock before its file is closed: a program that is just being started from this process
    /// holds a copy of the descriptor for a moment, and with it the lock.
    package static func unlock(_ file: borrowing FileDescriptor) { flock(file.rawValue, LOCK_UN) }
}
