// Other programs as children of this one. A child can be bound to its parent's life: posix_spawn cannot ask
// the kernel for that on the child's behalf, so the parent leaves its number in the environment and the
// child, early in its `main`, asks for itself (`CurrentProcess.followParent`).
import CLinux
import Glibc

/// A process this one has started.
package struct ChildProcess: Sendable, Hashable {
    /// How a process ended.
    package enum Ending: Sendable, Hashable {
        /// It returned or called `exit` with this code.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
    }

    /// Its number.
    package let id: Int32

    /// Starts a program; it shares this process's standard streams unless told otherwise.
    ///
    /// - Parameters:
    ///   - path: The executable.
    ///   - arguments: Its arguments, without its own name.
    ///   - environment: Its variables as `NAME=value`; nil for this process's own.
    ///   - output: A descriptor to be its standard output; nil to share ours.
    ///   - error: A descriptor to be its standard error; nil to share ours.
    ///   - followsParent: Whether it is to end when this process does. The child must call
    ///     ``CurrentProcess/followParent()``; it follows the *thread* that calls this, which therefore should
    ///     be the main one.
    /// - Throws: The kernel's reason, `ENOENT` where there is no such program.
    package static func spawn(
        _ path: String, _ arguments: [String], environment: [String]? = nil, output: Int32? = nil,
        error: Int32? = nil, followsParent: Bool = false
    ) throws(Errno) -> ChildProcess {
        var variables = environment ?? Environment.all
        variables.removeAll { $0.hasPrefix(CurrentProcess.parentVariable + "=") }
        if followsParent { variables.append("\(CurrentProcess.parentVariable)=\(getpid())") }

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let output { unsafe posix_spawn_file_actions_adddup2(&actions, output, 1) }
        if let error { unsafe posix_spawn_file_actions_adddup2(&actions, error, 2) }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // What we block and ignore is our affair: the child starts with every signal as usual.
        var none = set(of: [])
        var usual = set(of: [SIGPIPE, SIGINT, SIGTERM, SIGHUP])
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var id: pid_t = 0
        let answer = unsafe withCStrings([path] + arguments) { arguments in
            unsafe withCStrings(variables) { variables in
                unsafe posix_spawn(&id, path, &actions, &attributes, arguments, variables)
            }
        }
        if answer != 0 { throw Errno(rawValue: answer) }
        return ChildProcess(id: id)
    }

    /// Sends it a signal; one that has ended is past hearing.
    package func send(_ signal: Signal) {
        _ = Glibc.kill(id, signal.rawValue)
    }

    /// How it ended; nil while it runs, and after its end was told once.
    package func endingIfOver() -> Ending? { ending(flags: WNOHANG) }

    /// Waits for its end.
    package func wait() -> Ending {
        guard let ending = ending(flags: 0) else { preconditionFailure("a child's end is waited for once") }
        return ending
    }

    private func ending(flags: Int32) -> Ending? {
        var status: Int32 = 0
        while true {
            let answer = unsafe waitpid(id, &status, flags)
            if answer < 0 && errno == EINTR { continue }
            if answer != id { return nil }
            let signal = status & 0x7F
            return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
        }
    }
}

extension CurrentProcess {
    static let parentVariable = "ENTENTE_PARENT_PROCESS"

    /// Ends this process when the one that started it ends, where that one asked for it
    /// (``ChildProcess/spawn``).
    ///
    /// - Returns: False where the parent is gone already: the caller should end now.
    package static func followParent() -> Bool {
        guard let text = Environment[parentVariable], let parent = Int32(text) else { return true }
        let answer = entente_set_parent_death_signal(SIGTERM)
        precondition(answer == 0, "the kernel knows how to bind a child to its parent")
        return getppid() == parent
    }
}

/// Hands `body` an array of C strings that ends with nil, valid during the call.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { for index in 0..<strings.count { unsafe free(pointers[index]) } }
    return unsafe body(pointers)
}
