// A program of ours as a child of the test, with what it says kept in files. A thread of its own starts it
// and waits for it: a child that follows its parent follows the thread that started it, and this one lives
// exactly as long.

import Glibc
import Synchronization
import SystemCalls

/// One run of one of the executables that stand beside the test bundle.
package final class RealProcess: Sendable {
    /// How it ended.
    package typealias Ending = ChildProcess.Ending

    private enum State {
        case starting
        case running(ChildProcess)
        case over(Ending)
        case neverStarted(Errno)
    }

    private let state = Mutex(State.starting)
    private let outputPath: String
    private let errorPath: String

    /// Starts `program`; returns when it runs.
    ///
    /// - Parameters:
    ///   - program: The executable's name, such as `entente-directory`.
    ///   - files: The path that the files with its output begin with.
    ///   - environment: Variables in addition to the test's own, from which those of Entente are taken away.
    ///   - followsParent: Whether it ends with the test, where it knows how to.
    package convenience init(
        _ program: String, _ arguments: [String], files: String, environment: [String: String] = [:],
        followsParent: Bool = true
    ) {
        self.init(
            executable: Self.folder + "/" + program, arguments, files: files, environment: environment,
            followsParent: followsParent)
    }

    /// Starts the executable at a path, in the same way.
    package init(
        executable path: String, _ arguments: [String], files: String, environment: [String: String] = [:],
        followsParent: Bool = true
    ) {
        outputPath = files + ".out"
        errorPath = files + ".err"
        var variables = Environment.all.filter {
            // A mistake that was planted is made by the programs, not by the test that looks for it.
            $0.hasPrefix("ENTENTE_PLANTED_BUG=") || !$0.hasPrefix("ENTENTE_") && !$0.hasPrefix("NO_COLOR=")
        }
        for (name, value) in environment { variables.append("\(name)=\(value)") }
        let (outputPath, errorPath, given) = (self.outputPath, self.errorPath, variables)
        let started = Flag()
        // A test without a thread to spare proves nothing.
        _ = try! startThread(named: "child") { [self] in
            let output = open(outputPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            let error = open(errorPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            do throws(Errno) {
                let child = try ChildProcess.spawn(
                    path, arguments, environment: given, output: output, error: error,
                    followsParent: followsParent)
                state.withLock { $0 = .running(child) }
                close(output)
                close(error)
                started.raise()
                let ending = child.waitWithoutReaping()
                state.withLock {
                    _ = child.wait()
                    $0 = .over(ending)
                }
            } catch {
                state.withLock { $0 = .neverStarted(error) }
                started.raise()
            }
        }
        while !started.isRaised { usleep(200) }
    }

    /// The folder the executables are in: the test bundle's own, or what `ENTENTE_PROGRAMS` names, such as
    /// that of the optimized ones.
    package static let folder: String = {
        if let folder = Environment["ENTENTE_PROGRAMS"] { return folder }
        let path = CurrentProcess.executablePath
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }()

    // MARK: what it says

    /// Its standard output up to now.
    package var output: String { (try? File.readText(outputPath, byteLimit: 256 << 20)) ?? "" }
    /// Its standard error up to now.
    package var errors: String { (try? File.readText(errorPath, byteLimit: 256 << 20)) ?? "" }
    /// Where ``output`` is kept.
    package var outputFile: String { outputPath }

    // MARK: its life

    /// Its number while it runs.
    package var id: Int32? {
        state.withLock { if case .running(let child) = $0 { child.id } else { nil } }
    }

    /// How it ended; nil while it runs.
    package var ending: Ending? {
        state.withLock {
            switch $0 {
            case .over(let ending): ending
            case .neverStarted(let reason): .exited(-reason.rawValue)
            case .starting, .running: nil
            }
        }
    }

    /// Sends it a signal, if it runs.
    package func send(_ signal: Signal) {
        // Under the lock its number is its own: it is given back to the system under the lock too.
        state.withLock { if case .running(let child) = $0 { child.send(signal) } }
    }

    /// Waits until it is over.
    ///
    /// - Throws: ``Late`` when it still runs after `limit`; it is killed then.
    package func end(within limit: Duration = .seconds(30)) async throws -> Ending {
        do {
            try await eventually("the process ends", within: limit) { ending != nil }
        } catch {
            send(.kill)
            throw error
        }
        return ending ?? .exited(-1)
    }

    /// Ends it at once, however it was, and waits for that.
    package func kill() {
        send(.kill)
        while ending == nil { usleep(500) }
    }
}

extension ChildProcess {
    /// Waits for its end without giving its number back, so that nobody else can have it yet.
    fileprivate func waitWithoutReaping() -> Ending {
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let status = info._sifields._sigchld.si_status
        return info.si_code == CLD_EXITED ? .exited(status) : .signalled(status)
    }
}

/// What a thread tells another once.
private final class Flag: Sendable {
    private let raised = Mutex(false)
    var isRaised: Bool { raised.withLock { $0 } }
    func raise() { raised.withLock { $0 = true } }
}

/// A condition that did not come about in time.
package struct Late: Error, CustomStringConvertible {
    package let description: String

    /// What did not come about, as a sentence.
    package init(_ description: String) { self.description = description }
}

/// Waits until `condition` holds, looking often.
///
/// - Parameters:
///   - what: What is waited for, as a sentence.
///   - limit: After which to give up; generous, because machines are slow and nothing is measured here.
/// - Throws: ``Late``, or what `condition` throws.
package func eventually(
    _ what: String, within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw Late("not within \(limit): \(what)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
