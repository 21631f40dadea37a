// What a shell may offer while a command line is being typed, made from the same declarations as the help.
// The scripts hold everything themselves: a shell that had to start the program at each press of the key
// would be slow on a machine that is busy, and wrong where another release is found first.

/// A shell that can be told what may be typed.
package enum CompletionShell: String, CaseIterable, Sendable {
    /// GNU bash, from 4.0.
    case bash
    /// The Z shell.
    case zsh
    /// The friendly interactive shell.
    case fish
}

extension FlagSet {
    /// A script that teaches `shell` to complete the command lines of this program.
    package func completionScript(for shell: CompletionShell) -> String {
        let places = CompletionPlace.all(of: self)
        return switch shell {
        case .bash: BashCompletion(program: name, places: places).text
        case .zsh: ZshCompletion(program: name, places: places).text
        case .fish: FishCompletion(program: name, places: places, common: options).text
        }
    }
}

/// What may follow the words that choose a command.
struct CompletionPlace {
    /// The words, without the program's own name.
    let path: [String]
    let commands: [FlagSet]
    /// All flags known there: the command's own first, then those of the commands around it.
    let flags: [Option]
    let arguments: [Positional]

    /// The words as one text.
    var name: String { path.joined(separator: " ") }

    /// The places of a program, outermost first.
    static func all(of program: FlagSet) -> [CompletionPlace] { all(of: program, path: [], around: []) }

    private static func all(
        of set: FlagSet, path: [String], around: [Option]
    ) -> [CompletionPlace] {
        // Where no command need be named, the flags of the one that is meant are known already.
        let meant = set.commands.first { $0.name == set.defaultCommand }
        let place = CompletionPlace(
            path: path, commands: set.commands, flags: (meant?.options ?? []) + set.options + around,
            arguments: meant?.positionals ?? set.positionals)
        return set.commands.reduce(into: [place]) { places, command in
            places += all(of: command, path: path + [command.name], around: set.options + around)
        }
    }
}

/// What may be typed as one value.
enum CompletionValue {
    case words([String])
    case files
    case folders
    case anything

    /// What the scripts of bash and zsh call it; a switch has no such word.
    var word: String {
        switch self {
        case .words(let words): words.joined(separator: " ")
        case .files: "@files"
        case .folders: "@folders"
        case .anything: "@text"
        }
    }

    fileprivate init(_ words: [String], _ noun: String) {
        let nouns = noun.split { !$0.isLetter }
        if !words.isEmpty {
            self = .words(words)
        } else if nouns.contains("FILE") || nouns.contains("json") {
            self = .files
        } else if nouns.contains("DIR") || nouns.contains("FOLDER") {
            self = .folders
        } else {
            self = .anything
        }
    }
}

extension Option {
    /// What follows it; nil for a switch.
    var completion: CompletionValue? { placeholder.map { CompletionValue(words, $0) } }

    /// The first half of what it is for, which is all that a list of offers has room for.
    var shortHelp: String { String(help.prefix { $0 != ";" }) }
}

extension Positional {
    /// What stands in its place.
    var completion: CompletionValue { CompletionValue(words, name) }
}
