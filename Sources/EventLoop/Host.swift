// The seams: everything a loop knows of the machine it runs on. A service gets a `Host` and never asks the
// system itself, so that a test can turn several services in one process on a network, a clock and dice of
// its own.
import SystemCalls

/// The two clocks a loop lives by; safe to read from any thread.
package protocol Clock: AnyObject, Sendable {
    /// Nanoseconds since some moment in the past; never goes back, and goes on while the machine sleeps, so
    /// that what was heard before is as old as it is.
    var monotonic: UInt64 { get }
    /// Milliseconds since 1970 UTC; may be set back.
    var wall: Int64 { get }
}

/// Where random numbers come from; belongs to one thread.
package protocol Randomness: AnyObject {
    /// The next 64 random bits.
    func next() -> UInt64
}

/// The machine a service thinks it runs on.
package struct Host {
    /// Its network.
    package var transport: any Transport
    /// Its clocks.
    package var clock: any Clock
    /// Its dice.
    package var randomness: any Randomness
    /// Its files, but for databases.
    package var disk: any Disk
    /// The name of the SQLite VFS its files live in, nil for the real file system.
    package var sqliteVFS: String?

    /// A machine made of these parts.
    package init(
        transport: any Transport, clock: any Clock, randomness: any Randomness,
        disk: any Disk = SystemDisk(), sqliteVFS: String? = nil
    ) {
        self.transport = transport
        self.clock = clock
        self.randomness = randomness
        self.disk = disk
        self.sqliteVFS = sqliteVFS
    }

    /// This machine, with a network of its own for one loop.
    ///
    /// - Throws: ``TransportFailure`` where the process has no descriptor left.
    package static func real() throws(TransportFailure) -> Host {
        Host(transport: try EpollTransport(), clock: SystemClock(), randomness: SystemRandomness())
    }
}

/// The clocks of this machine.
package final class SystemClock: Clock {
    /// A clock.
    package init() {}
    /// Nanoseconds since the machine started, its sleep included.
    package var monotonic: UInt64 { MachineClock.monotonicNanos }
    /// Milliseconds since 1970 UTC.
    package var wall: Int64 { MachineClock.wallMillis }
}

/// Randomness from the kernel, fit for secrets.
package final class SystemRandomness: Randomness {
    private var generator = SystemRandomNumberGenerator()

    /// A source of randomness.
    package init() {}
    /// The next 64 random bits.
    package func next() -> UInt64 { generator.next() }
}
