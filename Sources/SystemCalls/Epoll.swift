// The kernel's list of descriptors that are ready. Level-triggered: what a turn leaves unread is reported
// again, so no readiness is ever lost by stopping early.
import CLinux
import Glibc

/// What a descriptor is ready for.
package struct Readiness: Sendable {
    /// The number it was added under.
    package let token: UInt64
    /// There is something to read, the peer's goodbye included.
    package let isReadable: Bool
    /// There is room to write, or a connect has ended.
    package let isWritable: Bool
    /// It is broken or shut in both directions; reported whether asked for or not.
    package let isBroken: Bool
}

/// A set of descriptors to wait on; belongs to one thread.
@safe
package struct Epoll: ~Copyable {
    private let descriptor: FileDescriptor
    private var events: [epoll_event]

    /// An empty set.
    ///
    /// - Parameter eventLimit: The most descriptors one wait reports; the others come with the next.
    /// - Throws: The kernel's reason where no descriptor is left.
    package init(eventLimit: Int) throws(Errno) {
        descriptor = FileDescriptor(adopting: try check(epoll_create1(Int32(EPOLL_CLOEXEC))))
        unsafe events = [epoll_event](repeating: epoll_event(), count: eventLimit)
    }

    /// Watches `descriptor`, which will be reported under `token`.
    ///
    /// - Throws: The kernel's reason where it has no room for one more.
    package func add(
        _ watched: borrowing FileDescriptor, token: UInt64, reading: Bool, writing: Bool
    ) throws(Errno) {
        try control(EPOLL_CTL_ADD, watched.rawValue, token, reading, writing)
    }

    /// Changes what `descriptor`, added before, is watched for.
    package func change(_ watched: borrowing FileDescriptor, token: UInt64, reading: Bool, writing: Bool) {
        do throws(Errno) {
            try control(EPOLL_CTL_MOD, watched.rawValue, token, reading, writing)
        } catch {
            preconditionFailure("changed a descriptor that is not watched: \(error)")
        }
    }

    /// Stops watching `descriptor`; closing it does so too.
    package func remove(_ watched: borrowing FileDescriptor) {
        try? control(EPOLL_CTL_DEL, watched.rawValue, 0, false, false)
    }

    private func control(
        _ operation: Int32, _ number: Int32, _ token: UInt64, _ reading: Bool, _ writing: Bool
    ) throws(Errno) {
        var event = unsafe epoll_event()
        unsafe event.data.u64 = token
        unsafe event.events = (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0)
        try check(unsafe epoll_ctl(descriptor.rawValue, operation, number, &event))
    }

    /// Waits until something is ready or the time is over.
    ///
    /// - Parameter timeoutMillis: How long to wait; 0 does not wait, below zero waits for ever.
    /// - Returns: How many descriptors are ready, to be asked for with ``ready(_:)`` before the next wait.
    package mutating func wait(timeoutMillis: Int32) -> Int {
        let number = descriptor.rawValue
        let limit = unsafe Int32(events.count)
        // A signal ends the wait with nothing: the caller's turn finds out what it meant.
        let count = unsafe epoll_wait(number, &events, limit, timeoutMillis)
        precondition(count >= 0 || errno == EINTR, "waited on a set that is not open")
        return max(Int(count), 0)
    }

    /// The descriptor at `index` among those the last wait found ready.
    package func ready(_ index: Int) -> Readiness {
        let flags = unsafe events[index].events
        return Readiness(
            token: unsafe events[index].data.u64, isReadable: flags & EPOLLIN.rawValue != 0,
            isWritable: flags & EPOLLOUT.rawValue != 0,
            isBroken: flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0)
    }
}
