// The two clocks of the machine and its randomness.
import CLinux
import Glibc

/// The machine's clocks, read without a system call.
package enum MachineClock {
    /// Nanoseconds since the machine started; never goes back, and goes on while the machine sleeps.
    ///
    /// Linux's clock of the name `CLOCK_MONOTONIC` stands still meanwhile: by it, what was heard before an
    /// hour of sleep would be as good as new after it.
    package static var monotonicNanos: UInt64 {
        let time = read(CLOCK_BOOTTIME)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Milliseconds since 1970 UTC; people may set it back.
    package static var wallMillis: Int64 {
        let time = read(CLOCK_REALTIME)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        let answer = unsafe clock_gettime(clock, &time)
        precondition(answer == 0, "the machine has no such clock")
        return time
    }
}

/// Random bytes from the kernel, fit for secrets.
///
/// - Parameter count: How many, at most 256, so that the kernel gives them in one piece.
package func randomBytes(_ count: Int) -> [UInt8] {
    precondition((0...256).contains(count), "random bytes come at most 256 at a time")
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
        let given = unsafe getrandom(&bytes, count, 0)
        if given == count { return bytes }
        precondition(given < 0 && errno == EINTR, "the kernel gives no random bytes")
    }
}
