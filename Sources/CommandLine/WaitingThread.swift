// Some work must wait in the kernel (reading what somebody types), and some must happen on a thread that
// never ends (a child follows the thread that started it). Neither belongs on Swift's thread pool. The main
// actor would not do: on Linux its thread ends once the program's first line has been reached by `await`.
import Glibc
import Synchronization
import SystemCalls

/// One thread of its own for work that waits, or that binds something to the thread it happens on.
@globalActor
actor WaitingThread {
    static let shared = WaitingThread()

    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// Runs jobs one after another on one thread that lives as long as the process.
private final class ThreadExecutor: SerialExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let bell: Wakeup

    init() {
        do {
            bell = try Wakeup()
        } catch {
            preconditionFailure("a process begins with descriptors to spare: \(error)")
        }
        do throws(Errno) {
            try startThread(named: "entente-waits") { self.run() }
        } catch {
            // Whoever asks for this thread cannot do without it, and cannot be told otherwise.
            Problem.fault(error.noThreadWords).endProgram()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        bell.ring()
    }

    private func run() -> Never {
        while true {
            bell.wait()
            for job in jobs.withLock({ jobs in
                defer { jobs = [] }
                return jobs
            }) {
                job.runSynchronously(on: asUnownedSerialExecutor())
            }
        }
    }
}

extension Wakeup {
    /// Waits until the bell is rung, and silences it.
    fileprivate func wait() {
        var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        _ = poll(&ready, 1, -1)
        silence()
    }
}
