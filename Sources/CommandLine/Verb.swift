import EntenteProtocol
import Flags

/// One thing the program can do, with its own flags and arguments.
protocol Verb: SendableMetatype {
    /// Its last word: `check`, or `list` of `partnership list`.
    static var word: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    /// What else its help should say; may be empty.
    static var notes: String { get }
    /// What one could type, beginning with `entente`.
    static var examples: [String] { get }
    /// The calls it makes; none where it makes whatever it is told to.
    static var methods: [Method] { get }

    /// Declares its flags and arguments.
    init(declaringIn flags: inout FlagSet)

    /// Does it; the flags have their values now.
    ///
    /// - Throws: why it could not, and how the program ends then.
    func run(in context: Context) async throws(Problem) -> ExitStatus
}

extension Verb {
    static var notes: String { "" }
    static var methods: [Method] { [] }
}
