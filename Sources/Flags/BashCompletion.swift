// The completion of bash, and what it has in common with that of zsh: tables as `case` statements, and a walk
// over the words typed so far that finds the command and whether a flag waits for its value.

/// Texts as a POSIX shell reads them.
enum ShellText {
    /// `text` as one word, whatever is in it.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

/// What follows flags and which arguments there are, for both shells.
struct CompletionCases {
    let program: String
    let places: [CompletionPlace]

    /// Sets the variable `offers` to what may follow flag $2 after the words $1, or may be argument number $2
    /// there.
    var text: String {
        """
        # Sets `offers` to what follows flag $2 after the words $1: nothing where it is a switch.
        __\(program)_value() {
            offers=
            case "$1 $2" in
        \(values)
            esac
        }

        # Sets `offers` to what may be argument number $2 after the words $1.
        __\(program)_argument() {
            offers=@text
            case "$1 $2" in
        \(arguments)
            esac
        }
        """
    }

    private var values: String {
        let common = places.first?.flags ?? []
        let own = places.dropFirst().flatMap { place in
            place.flags.prefix(place.flags.count - common.count).compactMap { line(place.name, $0) }
        }
        let everywhere = common.compactMap { flag in
            flag.completion.map { "    *' --\(flag.name)') offers=\(ShellText.quoted($0.word)) ;;" }
        }
        return (own + everywhere).joined(separator: "\n")
    }

    private func line(_ place: String, _ flag: Option) -> String? {
        flag.completion.map { "    '\(place) --\(flag.name)') offers=\(ShellText.quoted($0.word)) ;;" }
    }

    private var arguments: String {
        places.flatMap { place in
            place.arguments.enumerated().compactMap { number, argument in
                if case .anything = argument.completion { return nil }
                // All that follow are like the last where it repeats.
                let key = argument.isRepeated ? "'\(place.name) '*" : "'\(place.name) \(number + 1)'"
                return "    \(key)) offers=\(ShellText.quoted(argument.completion.word)) ;;"
            }
        }.joined(separator: "\n")
    }
}

/// The script for bash.
struct BashCompletion {
    let program: String
    let places: [CompletionPlace]

    var text: String {
        """
        # Completion of `\(program)` in bash, made by `\(program) completion bash`: make it again after an upgrade.
        # For one session: source <(\(program) completion bash)

        # Sets `offers` to the commands that may follow the words $1.
        __\(program)_commands() {
            offers=
            case $1 in
        \(lists { $0.commands.map(\.name) })
            esac
        }

        # Sets `offers` to the flags known after the words $1.
        __\(program)_flags() {
            offers=
            case $1 in
        \(lists { $0.flags.map { "--\($0.name)" } + ["--help"] })
            esac
        }

        \(CompletionCases(program: program, places: places).text)

        _\(program)() {
            local current=${COMP_WORDS[COMP_CWORD]} offers='' path='' flag='' number=1 word i
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                # `--flag=value` comes as three words.
                if [[ $word == '=' ]]; then
                    continue
                elif [[ -n $flag ]]; then
                    flag=
                elif [[ $word == -* ]]; then
                    __\(program)_value "$path" "$word"
                    if [[ -n $offers ]]; then flag=$word; fi
                elif [[ -z $path && $word == help ]]; then
                    continue
                else
                    __\(program)_commands "$path"
                    if [[ " $offers " == *" $word "* ]]; then
                        path=${path:+$path }$word
                    else
                        number=$((number + 1))
                    fi
                fi
            done
            if [[ $current == '=' ]]; then current=; fi
            if [[ -n $flag ]]; then
                __\(program)_value "$path" "$flag"
            elif [[ $current == -* ]]; then
                __\(program)_flags "$path"
            else
                __\(program)_commands "$path"
                if [[ -z $offers ]]; then __\(program)_argument "$path" "$number"; fi
            fi
            case $offers in
            @files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
            @folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
            @text) COMPREPLY=() ;;
            *) mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$current") ;;
            esac
        }
        complete -F _\(program) \(program)
        """
    }

    private func lists(_ words: (CompletionPlace) -> [String]) -> String {
        places.compactMap { place in
            let words = words(place)
            guard !words.isEmpty else { return nil }
            return "    '\(place.name)') offers='\(words.joined(separator: " "))' ;;"
        }.joined(separator: "\n")
    }
}
