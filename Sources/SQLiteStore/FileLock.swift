// A source owns its database: two services writing one file would each keep a change log head in memory that
// the other moves. SQLite's own locks are taken per transaction and would let them alternate, so the role of
// the writer is a lock of its own, on a file beside the database: locking the database file itself is no way,
// because closing any descriptor of it drops the locks SQLite holds through POSIX. The kernel lets go of the
// lock when the process ends, however it ends; the file stays, since removing it would race with the next
// one.

import Glibc

/// The exclusive hold on a file, by this open of it; let go when the owner is.
struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock that belongs to the database at `path`, without waiting.
    ///
    /// - Throws: `.inUse` when it is held, by this process or another; `.cannotOpen` when it cannot be made.
    init(forDatabase path: String) throws(DatabaseProblem) {
        let descriptor = unsafe open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: FileLock.reason(errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = FileLock.process(in: descriptor)
            close(descriptor)
            guard code == EWOULDBLOCK else { throw .cannotOpen(path: path, reason: FileLock.reason(code)) }
            throw .inUse(path: path, process: holder)
        }
        self.descriptor = descriptor
        FileLock.write(process: getpid(), to: descriptor)
    }

    /// Unlocks before closing: a program that is just being started from this process holds a copy of the
    /// descriptor for a moment, and with it the lock.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// The words of the system for the error number `code`.
    static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }

    /// Leaves the holder's number for the message of whoever comes second; nothing rests on it.
    private static func write(process: Int32, to descriptor: Int32) {
        ftruncate(descriptor, 0)
        let line = Array("\(process)\n".utf8)
        _ = unsafe line.withUnsafeBytes { bytes in
            unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
        }
    }

    private static func process(in descriptor: Int32) -> Int32? {
        var line = [UInt8](repeating: 0, count: 16)
        let count = unsafe line.withUnsafeMutableBytes { bytes in
            unsafe pread(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        return Int32(String(decoding: line.prefix(max(count, 0)).prefix { $0 != 10 }, as: UTF8.self))
    }
}
