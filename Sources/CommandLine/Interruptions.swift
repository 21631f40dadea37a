import Synchronization
import SystemCalls

/// What happens when somebody presses Ctrl-C, closes the terminal or asks the process to end.
///
/// Signals have to be watched before the process has a second thread, and only a verb knows what to clean up:
/// so the watching begins in `main`, and a verb says later what it means.
package final class Interruptions: Sendable {
    private let action = Mutex<(@Sendable () -> Void)?>(nil)

    /// Nothing to clean up so far.
    package init() {}

    /// Watches for the signals that ask a process to end; to be called by the main thread before any other
    /// starts.
    ///
    /// A terminal that closes is such a signal, except under `nohup`.
    ///
    /// - Throws: a problem of this machine where there can be no thread that watches.
    package func watch() throws(Problem) -> SignalWatcher {
        let signals: [Signal] = [.interrupt, .terminate] + (Signal.hangUp.isIgnored ? [] : [.hangUp])
        do throws(Errno) {
            return try SignalWatcher(signals) { [self] signal in
                guard let action = action.withLock({ $0 }) else {
                    CurrentProcess.exitNow(128 + signal.rawValue)
                }
                action()
            }
        } catch {
            throw .fault(error.noThreadWords)
        }
    }

    /// From now on, an interruption does `action` instead of ending the process; nil lets it end again.
    func onInterruption(_ action: (@Sendable () -> Void)?) {
        self.action.withLock { $0 = action }
    }

    /// Has happened what the watched signals tell; for tests.
    func interrupt() {
        action.withLock { $0 }?()
    }
}
