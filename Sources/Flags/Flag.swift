// A flag as its reader holds it: asked for before the command line is read, holding its value after.

/// A flag or positional argument of type `Value`; has its value once the set it came from has parsed.
///
/// Made, parsed and read while the program starts, on one thread; hand on values, not flags.
package struct Flag<Value> {
    private let slot: Slot<Value>

    init(_ slot: Slot<Value>) { self.slot = slot }

    /// What was given, or the default.
    ///
    /// Asking before the set has parsed is a bug, unless there is a default.
    package var value: Value {
        guard let value = slot.value else { preconditionFailure("flag read before the command line was") }
        return value
    }

    /// Whether a value was given, on the command line or by the environment.
    package var isGiven: Bool { slot.isGiven }
}

/// Where a parsed value waits for its reader.
final class Slot<Value> {
    var value: Value?
    var isGiven = false
    private let fallback: Value?

    init(_ fallback: Value?) {
        value = fallback
        self.fallback = fallback
    }

    func set(_ value: Value) {
        self.value = value
        isGiven = true
    }

    func reset() {
        value = fallback
        isGiven = false
    }
}

/// What a set knows of one flag.
struct Option {
    let name: String
    let environment: String?
    /// What stands for the value in the help; nil for a switch, which takes none.
    let placeholder: String?
    let help: String
    /// The words that are its values, where they are few; else empty.
    let words: [String]
    /// The default as the help shows it.
    let fallback: String?
    let isRequired: Bool
    /// Whether the environment variable holds several values, separated by commas.
    let isList: Bool
    /// Takes one text the flag was given; throws when it is none of its values.
    let take: (String) throws(FlagProblem) -> Void
    /// Whether it has been given already.
    let isGiven: () -> Bool
    /// Forgets what was given, for the next command line.
    let reset: () -> Void
}

/// What a set knows of one positional argument.
struct Positional {
    let name: String
    let help: String
    /// The words that are its values, where they are few; else empty.
    var words: [String] = []
    let isRequired: Bool
    let isRepeated: Bool
    /// Takes one text; throws when it is none of its values.
    let take: (String) throws(FlagProblem) -> Void
    /// Forgets what was given, for the next command line.
    let reset: () -> Void
}
