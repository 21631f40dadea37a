// What can be typed, as a tree of words: the verbs a program runs, and the groups they are found in.
import EntenteProtocol
import Flags

/// A branch of the tree.
enum VerbTree: Sendable {
    /// A verb with work of its own.
    case verb(any Verb.Type)
    /// A verb that makes one call.
    case request(RequestVerb)
    /// Verbs about one thing.
    case group(String, summary: String, [VerbTree])
    /// Verbs about one thing, of which the first is meant where none is named.
    case opening(String, summary: String, [VerbTree])
}

/// Verbs under one title of the program's help.
struct VerbSection: Sendable {
    let title: String
    let branches: [VerbTree]
}

/// A verb whose flags are declared: it can be run once they have their values.
struct DeclaredVerb {
    /// The calls it makes.
    let methods: [Method]
    /// What its help shows as examples.
    let examples: [String]
    /// What was typed, where the verb makes one request.
    let request: DeclaredRequest?
    /// Does it.
    let run: (Context) async throws(Problem) -> ExitStatus
}

extension VerbTree {
    /// The flags of this branch, under its word.
    ///
    /// - Parameters:
    ///   - path: The words before it.
    ///   - verbs: Gets every verb of the branch, by all its words.
    func declare(after path: [String], into verbs: inout [String: DeclaredVerb]) -> FlagSet {
        switch self {
        case .verb(let type):
            return Self.declare(type, after: path, into: &verbs)
        case .request(let verb):
            var flags = FlagSet(program: verb.word, summary: verb.summary)
            flags.notes = verb.notes
            flags.examples = verb.examples
            let declared = verb.declare(in: &flags)
            verbs[(path + [verb.word]).joined(separator: " ")] = DeclaredVerb(
                methods: [verb.call.method], examples: verb.examples, request: declared,
                run: { (context: Context) async throws(Problem) in try await declared.run(in: context) })
            return flags
        case .group(let word, let summary, let branches):
            return Self.declare(branches, under: word, summary, after: path, into: &verbs)
        case .opening(let word, let summary, let branches):
            var flags = Self.declare(branches, under: word, summary, after: path, into: &verbs)
            flags.defaultCommand = flags.subcommands.first?.name
            return flags
        }
    }

    private static func declare(
        _ branches: [VerbTree], under word: String, _ summary: String, after path: [String],
        into verbs: inout [String: DeclaredVerb]
    ) -> FlagSet {
        var flags = FlagSet(program: word, summary: summary)
        for branch in branches {
            flags.add(command: branch.declare(after: path + [word], into: &verbs))
        }
        return flags
    }

    private static func declare<V: Verb>(
        _ type: V.Type, after path: [String], into verbs: inout [String: DeclaredVerb]
    ) -> FlagSet {
        var flags = FlagSet(program: V.word, summary: V.summary)
        flags.notes = V.notes
        flags.examples = V.examples
        let verb = V(declaringIn: &flags)
        verbs[(path + [V.word]).joined(separator: " ")] = DeclaredVerb(
            methods: V.methods, examples: V.examples, request: nil,
            run: { (context: Context) async throws(Problem) in try await verb.run(in: context) })
        return flags
    }
}
