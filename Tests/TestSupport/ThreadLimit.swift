// A process that may start no more threads, as in a container that has reached `pids.max`. The kernel spares
// root from the limit, so the process gives root up: for tests that run in a process of their own.

import Glibc

/// The limit of how many processes and threads a user may have.
package enum ThreadLimit {
    /// Calls `body` while this process may start no thread.
    ///
    /// - Throws: What `body` throws, or ``Late`` where the limit cannot be had.
    package static func whileReached<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        let nobody: uid_t = 65_534
        guard getuid() != 0 || setuid(nobody) == 0 else { throw Late("this process gives root up") }
        var limit = rlimit()
        let resource = __rlimit_resource_t(__RLIMIT_NPROC.rawValue)
        guard getrlimit(resource, &limit) == 0 else { throw Late("the limit is known") }
        var none = limit
        none.rlim_cur = 0
        guard setrlimit(resource, &none) == 0 else { throw Late("the limit is lowered") }
        defer { _ = setrlimit(resource, &limit) }
        return try body()
    }
}
