// Many readers or one writer. The lock prefers a writer that waits: with the C library's default, two busy
// readers that overlap all the time kept a writer out for seconds. An unlocking writer lets in the readers
// that wait, so neither side can starve the other.
import Glibc

/// A lock that any number of threads hold together for reading, or one alone for writing.
///
/// It stays where it was made, as the kernel wants it. A thread that holds it must not take it again, not
/// even for reading: a writer that came in between would wait for it, and it for the writer.
@safe
package final class ReadWriteLock: Sendable {
    private nonisolated(unsafe) let lock: UnsafeMutablePointer<pthread_rwlock_t>

    /// A lock that nobody holds.
    package init() {
        unsafe lock = .allocate(capacity: 1)
        var attributes = pthread_rwlockattr_t()
        unsafe pthread_rwlockattr_init(&attributes)
        let preference = Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
        let isKnown = unsafe pthread_rwlockattr_setkind_np(&attributes, preference)
        precondition(isKnown == 0, "the C library has locks that prefer writers")
        let isMade = unsafe pthread_rwlock_init(lock, &attributes)
        precondition(isMade == 0, "the machine has room for one more lock")
        unsafe pthread_rwlockattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_rwlock_destroy(lock)
        unsafe lock.deallocate()
    }

    /// Waits until nobody writes or waits to write, and keeps writers out until ``unlock()``.
    package func lockForReading() {
        let answer = unsafe pthread_rwlock_rdlock(lock)
        precondition(answer == 0, "a thread that holds the lock took it again")
    }

    /// Waits until nobody reads or writes, and keeps everybody out until ``unlock()``.
    package func lockForWriting() {
        let answer = unsafe pthread_rwlock_wrlock(lock)
        precondition(answer == 0, "a thread that holds the lock took it again")
    }

    /// Gives up what this thread holds.
    package func unlock() {
        let answer = unsafe pthread_rwlock_unlock(lock)
        precondition(answer == 0, "a lock is given up by who holds it")
    }

    /// Runs `body` while nobody reads or writes.
    package func writing<Result>(_ body: () -> Result) -> Result {
        lockForWriting()
        defer { unlock() }
        return body()
    }
}
