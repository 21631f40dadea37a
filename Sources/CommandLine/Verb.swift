import Flags

/// One thing the program can do, with its own flags and arguments.
protocol Verb {
    /// What to type: `check`, or `partnership list` for one of a group.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    /// What else its help should say; may be empty.
    static var notes: String { get }

    /// Declares its flags and arguments.
    init(declaringIn flags: inout FlagSet)

    /// Does it; the flags have their values now.
    ///
    /// - Throws: why it could not, and how the program ends then.
    func run(in context: Context) async throws(Problem) -> ExitStatus
}

extension Verb {
    static var notes: String { "" }
}
