// A service that breaks a precondition takes the whole process with it: what is then still to be said is
// which seed it was.

import Glibc

/// Says, when the process dies of a trap, which seed was played.
enum LastWords {
    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV]
    nonisolated(unsafe) private static let words = UnsafeMutablePointer<CChar>.allocate(capacity: 128)
    nonisolated(unsafe) private static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 64)

    /// From now on a death is of this seed.
    static func expect(_ seed: UInt64) { strcpy(words, "seed \(seed): the process has died in it\n") }

    /// Stands before whoever else wants to know of a trap; that one is told next, with the same trap.
    static func begin() {
        expect(0)
        for number in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                _ = write(STDOUT_FILENO, LastWords.words, strlen(LastWords.words))
                _ = sigaction(number, LastWords.former + Int(number), nil)
            }
            _ = sigaction(number, &action, former + Int(number))
        }
    }
}
