// Threads of our own, for loops and for the few calls that wait. Foundation's would do, at the price of
// Foundation.
import CLinux
import Glibc
import Synchronization

/// A thread that was started; it may be waited for.
package final class RunningThread: Sendable {
    private let thread: Mutex<pthread_t?>

    fileprivate init(_ thread: pthread_t) {
        self.thread = Mutex(thread)
    }

    deinit {
        if let thread = thread.withLock({ $0 }) { pthread_detach(thread) }
    }

    /// Waits until the thread has ended; to be called once.
    package func join() {
        let taken = thread.withLock { thread in
            let taken = thread
            thread = nil
            return taken
        }
        guard let taken else { preconditionFailure("a thread is waited for once") }
        let answer = pthread_join(taken, nil)
        precondition(answer == 0, "a thread waits for another, not for itself")
    }
}

private final class ThreadBody {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }
}

/// Starts a thread that runs `body`.
///
/// - Parameters:
///   - name: What tools call it, at most 15 bytes.
///   - body: What it does; the thread ends with it.
/// - Throws: The kernel's reason where there may be no more threads; see ``Errno/noThreadWords``.
@discardableResult
package func startThread(
    named name: String, _ body: @escaping @Sendable () -> Void
) throws(Errno) -> RunningThread {
    precondition(name.utf8.count <= 15, "the kernel keeps 15 bytes of a thread's name")
    let context = unsafe Unmanaged.passRetained(ThreadBody(name: name, run: body))
    var thread = pthread_t()
    let answer = unsafe pthread_create(
        &thread, nil,
        { context in
            guard let context = unsafe context else { return nil }
            let body = unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
            nameThisThread(body.name)
            body.run()
            return nil
        }, context.toOpaque())
    guard answer == 0 else {
        unsafe context.release()
        throw Errno(rawValue: answer)
    }
    return RunningThread(thread)
}

/// Starts a thread that takes `cargo` over, which from then on nobody else has, and runs `body` with it.
///
/// - Parameters:
///   - name: What tools call it, at most 15 bytes.
///   - cargo: What the thread alone uses.
///   - body: What it does; the thread ends with it.
/// - Throws: As ``startThread(named:_:)``.
package func startThread<Cargo>(
    named name: String, handing cargo: sending Cargo, _ body: @escaping @Sendable (Cargo) -> Void
) throws(Errno) -> RunningThread {
    let hold = Mutex<Cargo?>(cargo)
    return try startThread(named: name) {
        let taken = hold.withLock { hold in
            let taken = hold
            hold = nil
            return taken
        }
        if let taken { body(taken) }
    }
}

extension Errno {
    /// What to say where this is why a thread could not be started, and what to do about it.
    package var noThreadWords: String {
        "no more threads can be started here: \(self); `ulimit -u` or the container's `pids.max` may allow more"
    }
}

private func nameThisThread(_ name: String) {
    _ = unsafe entente_name_this_thread(name)
}
