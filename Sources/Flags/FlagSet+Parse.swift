// Reading a command line: flags may stand anywhere before `--`, a command's name is the first argument that
// is no flag, and what the command line leaves open is looked up in the environment. The command line wins.

import Glibc

/// What a command line asks for.
package enum FlagOutcome: Equatable, Sendable {
    /// To run: the names of the commands chosen, outermost first; empty for a program without.
    case run(path: [String])
    /// To be told how to use the program, or which it is; the text is to be printed.
    case tell(String)
}

extension FlagSet {
    /// Reads `arguments` (without the program's own name), then `environment` for flags not among them.
    ///
    /// Every flag of the set has its value afterwards, unless the outcome is `.tell`.
    ///
    /// - Parameter environment: the value of an environment variable; an empty one counts as unset.
    /// - Throws: a problem whose message names the flag and what was expected.
    package func parse(
        _ arguments: [String], environment: (String) -> String? = FlagSet.processEnvironment
    ) throws(FlagProblem) -> FlagOutcome {
        var parser = FlagParser(root: self, arguments: arguments[...])
        return try parser.parse(environment)
    }

    /// Reads the process's own arguments and environment; prints the help or the problem and ends the program
    /// where there is nothing to run.
    ///
    /// - Returns: the names of the commands chosen, outermost first.
    package func parseOrExit() -> [String] {
        do throws(FlagProblem) {
            switch try parse(Array(CommandLine.arguments.dropFirst())) {
            case .run(let path): return path
            case .tell(let text):
                FlagSet.write(text, to: STDOUT_FILENO)
                exit(0)
            }
        } catch {
            FlagSet.write("\(name): \(error.message)\nTry `\(name) --help`.\n", to: STDERR_FILENO)
            exit(2)
        }
    }

    /// Where in this set commands called `name` are.
    fileprivate func paths(to name: String) -> [[String]] {
        commands.flatMap { command in
            (command.name == name ? [[command.name]] : [])
                + command.paths(to: name).map { [command.name] + $0 }
        }
    }

    /// Forgets what an earlier command line gave.
    fileprivate func reset() {
        for option in options { option.reset() }
        for positional in positionals { positional.reset() }
        for command in commands { command.reset() }
    }

    /// The environment the process was started with.
    package static func processEnvironment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// The reading of one command line.
private struct FlagParser {
    /// The program and the commands chosen so far, outermost first.
    private var chosen: [FlagSet]
    private var arguments: ArraySlice<String>
    private var values: [String] = []

    init(root: FlagSet, arguments: ArraySlice<String>) {
        chosen = [root]
        self.arguments = arguments
    }

    private var current: FlagSet { chosen[chosen.count - 1] }
    private var options: [Option] { chosen.reversed().flatMap(\.options) }

    mutating func parse(_ environment: (String) -> String?) throws(FlagProblem) -> FlagOutcome {
        chosen[0].reset()
        var areFlagsOver = false
        while let argument = arguments.popFirst() {
            if !areFlagsOver, argument == "--" {
                areFlagsOver = true
            } else if !areFlagsOver, argument == "--help" || argument == "-h" {
                return .tell(FlagHelp(chosen).text)
            } else if !areFlagsOver, argument == "--version", let release = chosen[0].release {
                return .tell("\(chosen[0].name) \(release)\n")
            } else if !areFlagsOver, argument.hasPrefix("-"), argument != "-" {
                if !isKnown(argument), let command = current.defaultCommand { try choose(command) }
                try takeFlag(argument)
            } else if !current.commands.isEmpty {
                try choose(argument)
            } else {
                values.append(argument)
            }
        }
        if let command = current.defaultCommand { try choose(command) }
        if !current.commands.isEmpty { throw missingCommand() }
        try takeValues()
        try takeEnvironment(environment)
        return .run(path: chosen.dropFirst().map(\.name))
    }

    /// Whether the commands chosen so far have this flag.
    private func isKnown(_ argument: String) -> Bool {
        let flag = argument.prefix { $0 != "=" }
        return options.contains { "--\($0.name)" == flag }
    }

    private mutating func takeFlag(_ argument: String) throws(FlagProblem) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let flag = String(parts[0])
        guard let option = options.first(where: { "--\($0.name)" == flag }) else {
            throw FlagProblem(
                "unknown flag `\(flag)`" + suggestion(flag, options.map { "--\($0.name)" } + ["--help"]))
        }
        guard option.isList || !option.isGiven() else { throw FlagProblem("flag `\(flag)` is given twice") }
        if parts.count == 2 {
            try take(option, String(parts[1]), from: "flag `\(flag)`")
        } else if option.placeholder == nil {
            try take(option, "true", from: "flag `\(flag)`")
        } else if let value = arguments.popFirst() {
            try take(option, value, from: "flag `\(flag)`")
        } else {
            throw FlagProblem("flag `\(flag)` needs a value: `\(flag) \(option.placeholder ?? "")`")
        }
    }

    private mutating func choose(_ name: String) throws(FlagProblem) {
        guard let command = current.commands.first(where: { $0.name == name }) else {
            let near = suggestion(name, current.commands.map(\.name))
            throw FlagProblem("unknown command `\(name)`" + (near.isEmpty ? pathSuggestion(name) : near))
        }
        chosen.append(command)
    }

    private func takeValues() throws(FlagProblem) {
        var rest = values[...]
        for positional in current.positionals {
            if rest.isEmpty, positional.isRequired {
                throw FlagProblem("argument `\(positional.name)` is missing: \(positional.help)")
            }
            for value in rest.prefix(positional.isRepeated ? rest.count : 1) {
                do throws(FlagProblem) {
                    try positional.take(value)
                } catch {
                    throw FlagProblem("argument `\(positional.name)` has value `\(value)`: \(error.message)")
                }
                rest.removeFirst()
            }
        }
        if let extra = rest.first { throw FlagProblem("unexpected argument `\(extra)`") }
    }

    private func takeEnvironment(_ environment: (String) -> String?) throws(FlagProblem) {
        for option in options where !option.isGiven() {
            if let name = option.environment, let text = environment(name), !text.isEmpty {
                let texts = option.isList ? text.split(separator: ",").map(String.init) : [text]
                for text in texts { try take(option, text, from: "environment variable `\(name)`") }
            } else if option.isRequired {
                let alternative = option.environment.map { " (or environment variable `\($0)`)" } ?? ""
                throw FlagProblem("flag `--\(option.name)`\(alternative) is required: \(option.help)")
            }
        }
    }

    private func take(_ option: Option, _ text: String, from origin: String) throws(FlagProblem) {
        do throws(FlagProblem) {
            try option.take(text)
        } catch {
            throw FlagProblem("\(origin) has value `\(text)`: \(error.message)")
        }
    }

    private func missingCommand() -> FlagProblem {
        let names = current.commands.map { "`\($0.name)`" }.joined(separator: ", ")
        return FlagProblem("a command is missing: one of \(names)")
    }

    /// The commands further in that are called `name`, for who typed `create user` or left out the `user`.
    private func pathSuggestion(_ name: String) -> String {
        let paths = current.paths(to: name).prefix(3).map { "`\($0.joined(separator: " "))`" }
        return paths.isEmpty ? "" : ", did you mean " + paths.joined(separator: " or ") + "?"
    }

    private func suggestion(_ given: String, _ known: [String]) -> String {
        closest(to: given, among: known).map { ", did you mean `\($0)`?" } ?? ""
    }
}
