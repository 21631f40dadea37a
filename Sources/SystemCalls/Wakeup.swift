// How another thread makes a waiting loop look up: an eventfd in the loop's epoll set.
import CLinux
import Glibc

/// A bell: any thread rings it, one thread waits on it.
package final class Wakeup: Sendable {
    /// What becomes readable when the bell was rung.
    package let descriptor: FileDescriptor

    /// A bell that was not rung yet.
    ///
    /// - Throws: The kernel's reason where no descriptor is left.
    package init() throws(Errno) {
        let flags = Int32(EFD_NONBLOCK | EFD_CLOEXEC)
        descriptor = FileDescriptor(adopting: try check(eventfd(0, flags)))
    }

    /// A descriptor that serves nothing but to be closed when one is needed.
    package static func spareDescriptor() throws(Errno) -> FileDescriptor {
        FileDescriptor(adopting: try check(eventfd(0, Int32(EFD_CLOEXEC))))
    }

    /// Rings; from any thread, and it never waits.
    package func ring() {
        let one: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
        // Refused only where it was rung 2^64 times without an answer: then it is ringing.
        _ = unsafe descriptor.write(one.span.bytes)
    }

    /// Makes it silent again.
    package func silence() {
        var count = [UInt8](repeating: 0, count: 8)
        _ = descriptor.read(into: &count, 0..<8)
    }
}
