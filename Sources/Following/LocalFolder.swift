import EntenteProtocol
import EventLoop
import Replica
import Service
import SystemCalls
import Telemetry

/// When local snapshots are written anew.
package struct LocalLimits: Sendable {
    /// Changes and moments appended to a file before it is written anew, however few facts it has: 65,536
    /// moments come in 18 hours, and are read in a tenth of a second.
    package var appendedMinimum = 65_536
    /// How long a first failure to write is left alone, in nanoseconds; every further one twice as long.
    package var retryPause: UInt64 = 60 * 1_000_000_000
    /// The longest such pause, in nanoseconds: an hour.
    package var retryPauseMaximum: UInt64 = 3_600 * 1_000_000_000
    /// The least time between two moments that are written down, in nanoseconds.
    package var momentPause: UInt64 = 500 * 1_000_000

    /// The bounds as documented.
    package init() {}
}

/// The folder in which one process keeps its local snapshots; nobody else does while this lives.
package final class LocalFolder {
    let path: String
    let loop: EventLoop
    let log: Log
    let limits: LocalLimits
    private let lock: any DiskLock

    var disk: any Disk { loop.host.disk }

    private init(
        _ path: String, _ loop: EventLoop, _ log: Log, _ limits: LocalLimits, _ lock: any DiskLock
    ) {
        self.path = path
        self.loop = loop
        self.log = log
        self.limits = limits
        self.lock = lock
    }

    /// Takes the folder, which is made where there is none; nil, and a line in the log, where it cannot be
    /// written: what is kept here is only ever a convenience.
    ///
    /// - Throws: a problem where another process has it.
    package static func open(
        _ path: String, on loop: EventLoop, log: Log, limits: LocalLimits = LocalLimits()
    ) throws(StartProblem) -> LocalFolder? {
        let lock: (any DiskLock)?
        do throws(Errno) {
            try loop.host.disk.makeFolder(path)
            lock = try loop.host.disk.lock(path + "/lock")
        } catch {
            log.warning(
                "no local snapshots are kept: the folder cannot be used",
                ["folder": .string(path), "reason": "\(error)"])
            return nil
        }
        guard let lock else {
            throw StartProblem(
                "--data: another process keeps its local snapshots in `\(path)`; name a folder of this "
                    + "node's own")
        }
        return LocalFolder(path, loop, log, limits, lock)
    }

    /// Where the facts of `source` are kept.
    func path(of source: ServiceName) -> String { "\(path)/\(source.rawValue).snapshot" }
}
