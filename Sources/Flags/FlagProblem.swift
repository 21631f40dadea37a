// What is wrong with a command line, in words its writer can act on. All of them end the program with the
// same exit status, so there is one case and its message.

/// Why the arguments or the environment cannot be used.
package struct FlagProblem: Error, Equatable, CustomStringConvertible {
    /// What is wrong, with the flag and the value.
    package let message: String

    /// A problem told as `message`.
    package init(_ message: String) { self.message = message }

    /// The message.
    package var description: String { message }
}
