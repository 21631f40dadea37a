// The command line of one executable, declared as values: each flag is asked for with its type, its
// environment variable, its default and its help, and read by `.value` after parsing. The help is made from
// the same declarations, so it cannot forget one. Written out by hand because the house has no package
// dependencies, and small because it does only what its executables need.

/// The flags, positional arguments and subcommands of a program or of one of its commands.
package struct FlagSet {
    /// What the program or command is called.
    package let name: String
    /// What it does, in one sentence.
    package let summary: String
    /// What else the help should say, in paragraphs; may be empty.
    package var notes: String = ""
    /// What one could type, as it would be typed.
    package var examples: [String] = []
    /// Under which title the help of the program lists this command.
    package var section: String = "Commands"
    /// What a program answers to `--version`; nil for one that does not know the flag.
    package var release: String?
    /// The command that is meant where none of this set's is named.
    package var defaultCommand: String?
    var options: [Option] = []
    var positionals: [Positional] = []
    var commands: [FlagSet] = []

    /// The commands of this set.
    package var subcommands: [FlagSet] { commands }

    /// An empty set for the program, or the command of a program, called `program`.
    package init(program: String, summary: String) {
        name = program
        self.summary = summary
    }

    /// Adds a command with flags and arguments of its own; the flags of this set are known there too.
    package mutating func add(command: FlagSet) {
        precondition(positionals.isEmpty, "a set has arguments or commands, not both")
        precondition(
            !commands.contains { $0.name == command.name }, "command `\(command.name)` is there already")
        commands.append(command)
    }
}

// MARK: - Flags

extension FlagSet {
    /// A flag that takes a text.
    package mutating func string(
        _ name: String, env: String? = nil, default fallback: String, placeholder: String? = nil, help: String
    ) -> Flag<String> {
        single(name, env, fallback, placeholder, help, isRequired: false)
    }

    /// A flag whose texts only its type can judge.
    package mutating func value<Value: FlagValue>(
        _ name: String, env: String? = nil, default fallback: Value, help: String
    ) -> Flag<Value> {
        single(name, env, fallback, nil, help, isRequired: false)
    }

    /// A flag that takes a whole number in `range`.
    package mutating func int(
        _ name: String, env: String? = nil, default fallback: Int, in range: ClosedRange<Int>? = nil,
        help: String
    ) -> Flag<Int> {
        single(name, env, fallback, nil, help, isRequired: false) { (value: Int) throws(FlagProblem) in
            guard let range, !range.contains(value) else { return }
            throw FlagProblem("expected a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// A flag that takes a length of time in `range`: `10s`, `500ms`.
    package mutating func duration(
        _ name: String, env: String? = nil, default fallback: Duration,
        in range: ClosedRange<Duration>? = nil,
        help: String
    ) -> Flag<Duration> {
        single(name, env, fallback, nil, help, isRequired: false) { (value: Duration) throws(FlagProblem) in
            guard let range, !range.contains(value) else { return }
            throw FlagProblem(
                "expected a duration from \(range.lowerBound.flagText) to \(range.upperBound.flagText)")
        }
    }

    /// A flag that is there or not, off when it is not; `--name=false` turns it off again.
    package mutating func bool(_ name: String, env: String? = nil, help: String) -> Flag<Bool> {
        let slot = Slot<Bool>(false)
        declare(name, env, nil, help, nil, false, isList: false, slot) { (text: String) throws(FlagProblem) in
            slot.set(try FlagSet.parse(text))
        }
        return Flag(slot)
    }

    /// A flag that must be given, here or by its environment variable.
    package mutating func required<Value: FlagValue>(
        _ name: String, as type: Value.Type = String.self, env: String? = nil, placeholder: String? = nil,
        help: String
    ) -> Flag<Value> {
        single(name, env, nil, placeholder, help, isRequired: true)
    }

    /// A flag that is nil when it is not given.
    package mutating func optional<Value: FlagValue>(
        _ name: String, as type: Value.Type = String.self, env: String? = nil, placeholder: String? = nil,
        help: String
    ) -> Flag<Value?> {
        let slot = Slot<Value?>(.some(nil))
        declare(
            name, env, placeholder ?? Value.placeholder, help, nil, false, isList: false, slot
        ) { (text: String) throws(FlagProblem) in
            slot.set(try FlagSet.parse(text))
        }
        return Flag(slot)
    }

    /// A flag that may be given several times; its environment variable holds values separated by commas.
    package mutating func list<Value: FlagValue>(
        _ name: String, of type: Value.Type = String.self, env: String? = nil, placeholder: String? = nil,
        help: String
    ) -> Flag<[Value]> {
        let slot = Slot<[Value]>([])
        declare(
            name, env, placeholder ?? Value.placeholder, help, nil, false, isList: true, slot
        ) { (text: String) throws(FlagProblem) in
            slot.set((slot.value ?? []) + [try FlagSet.parse(text)])
        }
        return Flag(slot)
    }
}

// MARK: - Texts with a check of their own

extension FlagSet {
    /// A flag whose texts `check` looks at as they are read, for values that only the caller knows.
    ///
    /// - Parameters:
    ///   - name: The flag, without its dashes.
    ///   - placeholder: What stands for the value in the help.
    ///   - help: What it is for.
    ///   - isRequired: Whether it must be given.
    ///   - isRepeated: Whether it may be given more than once.
    ///   - words: The values there are, where they are words and few.
    ///   - check: Throws what was expected instead.
    /// - Returns: The texts, in order; none where it was not given.
    package mutating func texts(
        _ name: String, placeholder: String, help: String, isRequired: Bool, isRepeated: Bool,
        words: [String] = [], check: @escaping (String) throws(FlagProblem) -> Void
    ) -> Flag<[String]> {
        let slot = Slot<[String]>(isRequired ? nil : [])
        declare(name, nil, placeholder, help, nil, isRequired, isList: isRepeated, slot, words: words) {
            (text: String) throws(FlagProblem) in
            try check(text)
            slot.set((slot.value ?? []) + [text])
        }
        return Flag(slot)
    }

    /// An argument whose texts `check` looks at as they are read.
    ///
    /// - Parameters:
    ///   - name: What stands for it in the help.
    ///   - help: What it is for.
    ///   - isRequired: Whether it must be there.
    ///   - isRepeated: Whether it takes all arguments that are left.
    ///   - words: The values there are, where they are words and few.
    ///   - check: Throws what was expected instead.
    /// - Returns: The texts, in order; none where it was left out.
    package mutating func argumentTexts(
        _ name: String, help: String, isRequired: Bool, isRepeated: Bool, words: [String] = [],
        check: @escaping (String) throws(FlagProblem) -> Void
    ) -> Flag<[String]> {
        let slot = Slot<[String]>(isRequired ? nil : [])
        declare(
            Positional(
                name: name, help: help, words: words, isRequired: isRequired, isRepeated: isRepeated,
                take: { (text: String) throws(FlagProblem) in
                    try check(text)
                    slot.set((slot.value ?? []) + [text])
                }, reset: slot.reset))
        return Flag(slot)
    }
}

// MARK: - Positional arguments

extension FlagSet {
    /// An argument that must be there.
    ///
    /// - Parameter words: The values there are, where they are words and few.
    package mutating func positional(_ name: String, help: String, words: [String] = []) -> Flag<String> {
        let slot = Slot<String>(nil)
        declare(
            Positional(
                name: name, help: help, words: words, isRequired: true, isRepeated: false, take: slot.set,
                reset: slot.reset
            ))
        return Flag(slot)
    }

    /// An argument that may be left out.
    ///
    /// - Parameter words: The values there are, where they are words and few.
    package mutating func optionalPositional(
        _ name: String, help: String, words: [String] = []
    ) -> Flag<String?> {
        let slot = Slot<String?>(.some(nil))
        declare(
            Positional(
                name: name, help: help, words: words, isRequired: false, isRepeated: false,
                take: { slot.set($0) },
                reset: slot.reset))
        return Flag(slot)
    }

    /// All arguments that are left, perhaps none.
    package mutating func positionals(_ name: String, help: String) -> Flag<[String]> {
        let slot = Slot<[String]>([])
        declare(
            Positional(
                name: name, help: help, isRequired: false, isRepeated: true,
                take: { slot.set((slot.value ?? []) + [$0]) }, reset: slot.reset))
        return Flag(slot)
    }

    private mutating func declare(_ positional: Positional) {
        precondition(commands.isEmpty, "a set has arguments or commands, not both")
        precondition(positionals.allSatisfy { !$0.isRepeated }, "nothing can follow a repeated argument")
        precondition(
            !positional.isRequired || positionals.allSatisfy(\.isRequired),
            "a required argument cannot follow an optional one")
        positionals.append(positional)
    }
}

// MARK: - Declaring

extension FlagSet {
    private mutating func single<Value: FlagValue>(
        _ name: String, _ env: String?, _ fallback: Value?, _ placeholder: String?, _ help: String,
        isRequired: Bool, check: @escaping (Value) throws(FlagProblem) -> Void = { _ in }
    ) -> Flag<Value> {
        let slot = Slot<Value>(fallback)
        declare(
            name, env, placeholder ?? Value.placeholder, help, fallback?.flagText, isRequired, isList: false,
            slot
        ) { (text: String) throws(FlagProblem) in
            let value: Value = try FlagSet.parse(text)
            try check(value)
            slot.set(value)
        }
        return Flag(slot)
    }

    private mutating func declare<Value>(
        _ name: String, _ env: String?, _ placeholder: String?, _ help: String, _ fallback: String?,
        _ isRequired: Bool, isList: Bool, _ slot: Slot<Value>, words: [String] = [],
        take: @escaping (String) throws(FlagProblem) -> Void
    ) {
        precondition(!name.hasPrefix("-") && !name.contains("="), "`\(name)` is no name for a flag")
        precondition(
            name != "help" && !options.contains { $0.name == name }, "flag `\(name)` is there already")
        options.append(
            Option(
                name: name, environment: env, placeholder: placeholder, help: help,
                words: words.isEmpty ? FlagSet.words(of: placeholder ?? "") : words, fallback: fallback,
                isRequired: isRequired, isList: isList, take: take, isGiven: { slot.isGiven },
                reset: slot.reset))
    }

    /// The words that a placeholder such as `table|json` offers.
    private static func words(of placeholder: String) -> [String] {
        let words = placeholder.split(separator: "|").map(String.init)
        return words.count > 1 ? words : []
    }

    private static func parse<Value: FlagValue>(_ text: String) throws(FlagProblem) -> Value {
        guard let value = Value(flagText: text) else { throw FlagProblem("expected \(Value.expectation)") }
        return value
    }
}
