// Signals without handlers. A handler runs between any two instructions and may call next to nothing; here
// the signals are blocked for the whole process and one small thread waits for them, and what it does about
// one is ordinary code (it posts to a loop).
import Glibc
import Synchronization

/// A signal by its usual name.
package enum Signal: Int32, Sendable, CaseIterable {
    /// Read your files again.
    case hangUp = 1
    /// Ctrl-C.
    case interrupt = 2
    /// Die now; cannot be waited for.
    case kill = 9
    /// Please end.
    case terminate = 15

    /// Whether this process was started not to hear of it, as by `nohup`.
    package var isIgnored: Bool {
        var action = sigaction()
        guard unsafe sigaction(rawValue, nil, &action) == 0 else { return false }
        // There is no other way to compare what C calls SIG_IGN.
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}

/// A thread that waits for signals as long as this value lives.
package final class SignalWatcher: Sendable {
    private let thread: RunningThread
    private let threadNumber: Mutex<pthread_t?>

    /// Watches for `signals` and calls `handler` for each that comes, on the watcher's own thread.
    ///
    /// To be made by the main thread before it starts any other: threads inherit that the signals are
    /// blocked, and one that has not would be ended by them.
    ///
    /// - Throws: The kernel's reason where no thread can be started; the signals stay blocked then.
    package init(
        _ signals: [Signal], _ handler: @escaping @Sendable (Signal) -> Void
    ) throws(Errno) {
        precondition(!signals.contains(.kill), "the kernel lets nobody wait for this signal")
        let stop = SIGUSR2
        let watched = signals.map(\.rawValue)
        Self.block(watched + [stop])
        let number = SharedThreadNumber()
        thread = try startThread(named: "signals") {
            number.value.withLock { $0 = pthread_self() }
            Self.wait(for: watched, stop: stop, handler)
        }
        while number.value.withLock({ $0 }) == nil { sched_yield() }
        threadNumber = Mutex(number.value.withLock { $0 })
    }

    deinit {
        threadNumber.withLock { number in
            if let number { pthread_kill(number, SIGUSR2) }
        }
    }

    /// Has this watcher see `signal` as if somebody had sent it to the process.
    package func deliver(_ signal: Signal) {
        threadNumber.withLock { number in
            if let number { _ = pthread_kill(number, signal.rawValue) }
        }
    }

    private final class SharedThreadNumber: Sendable {
        let value = Mutex<pthread_t?>(nil)
    }

    private static func block(_ signals: [Int32]) {
        var set = set(of: signals)
        let answer = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        precondition(answer == 0, "these signals can be blocked")
    }

    private static func wait(for signals: [Int32], stop: Int32, _ handler: (Signal) -> Void) {
        block(signals + [stop])
        var set = set(of: signals + [stop])
        while true {
            var number: Int32 = 0
            guard unsafe sigwait(&set, &number) == 0 else { continue }
            if number == stop { return }
            if let signal = Signal(rawValue: number) { handler(signal) }
        }
    }
}

func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    return set
}
