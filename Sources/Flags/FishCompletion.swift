// The completion of fish, which takes declarations: what may be typed, and the condition under which.

/// The script for fish.
struct FishCompletion {
    let program: String
    let places: [CompletionPlace]
    /// The flags known everywhere.
    let common: [Option]

    var text: String {
        """
        # Completion of `\(program)` in fish, made by `\(program) completion fish`: make it again after an upgrade.
        # For one session: \(program) completion fish | source

        set -g __\(program)_paths \(places.dropFirst().map { Self.quoted($0.name) }.joined(separator: " "))
        set -g __\(program)_valued \(valued.map(Self.quoted).joined(separator: " "))

        # The words that choose a command, of those typed so far.
        function __\(program)_path
            set -l place ''
            set -l skips no
            for word in (commandline -opc)[2..]
                if test $skips = yes
                    set skips no
                    continue
                end
                switch $word
                    case '-*'
                        if contains -- "$place $word" $__\(program)_valued; or contains -- $word $__\(program)_valued
                            set skips yes
                        end
                    case '*'
                        set -l longer (string trim -- "$place $word")
                        if contains -- $longer $__\(program)_paths
                            set place $longer
                        end
                end
            end
            echo $place
        end

        # Whether the command chosen so far is $argv[1].
        function __\(program)_at
            test (__\(program)_path) = "$argv[1]"
        end

        complete -c \(program) -f
        complete -c \(program) -s h -l help -d 'print the help'
        \((common.map { line($0, "") } + places.flatMap(lines)).joined(separator: "\n"))
        """
    }

    /// The flags that a value follows, each behind its command's words.
    private var valued: [String] {
        places.dropFirst().flatMap { place in
            own(place).filter { $0.completion != nil }.map { "\(place.name) --\($0.name)" }
        } + common.filter { $0.completion != nil }.map { "--\($0.name)" }
    }

    private func own(_ place: CompletionPlace) -> [Option] {
        Array(place.flags.prefix(place.flags.count - common.count))
    }

    private func lines(_ place: CompletionPlace) -> [String] {
        let condition = " -n '__\(program)_at \"\(place.name)\"'"
        let commands = place.commands.map {
            "complete -c \(program)\(condition) -a \($0.name) -d \(Self.quoted($0.summary))"
        }
        let arguments = place.arguments.compactMap { argument -> String? in
            switch argument.completion {
            case .anything: nil
            case .files: "complete -c \(program)\(condition) -F"
            case .folders: "complete -c \(program)\(condition) -a '(__fish_complete_directories)'"
            case .words(let words):
                "complete -c \(program)\(condition) -a \(Self.quoted(words.joined(separator: " ")))"
            }
        }
        return commands + arguments + own(place).map { line($0, condition) }
    }

    private func line(_ flag: Option, _ condition: String) -> String {
        let value =
            switch flag.completion {
            case nil: ""
            case .anything: " -x"
            case .files: " -r -F"
            case .folders: " -x -a '(__fish_complete_directories)'"
            case .words(let words): " -x -a \(Self.quoted(words.joined(separator: " ")))"
            }
        return "complete -c \(program)\(condition) -l \(flag.name)\(value) -d \(Self.quoted(flag.shortHelp))"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "'" + escaped.joined() + "'"
    }
}
