// The completion of zsh: as that of bash, with the summaries beside the words.

/// The script for zsh.
struct ZshCompletion {
    let program: String
    let places: [CompletionPlace]

    var text: String {
        """
        #compdef \(program)
        # Completion of `\(program)` in zsh, made by `\(program) completion zsh`: make it again after an upgrade.
        # For one session: source <(\(program) completion zsh)

        # Sets `described` to the commands that may follow the words $1, each with its summary.
        __\(program)_commands() {
            described=()
            case $1 in
        \(lists { $0.commands.map { ($0.name, $0.summary) } })
            esac
        }

        # Sets `described` to the flags known after the words $1.
        __\(program)_flags() {
            described=()
            case $1 in
        \(lists { $0.flags.map { ("--\($0.name)", $0.shortHelp) } + [("--help", "print the help")] })
            esac
        }

        \(CompletionCases(program: program, places: places).text)

        _\(program)() {
            local current=${words[CURRENT]} offers='' place='' flag='' number=1 word i
            local -a described known
            for ((i = 2; i < CURRENT; i++)); do
                word=${words[i]}
                if [[ -n $flag ]]; then
                    flag=
                elif [[ $word == -* ]]; then
                    __\(program)_value "$place" "$word"
                    if [[ -n $offers ]]; then flag=$word; fi
                elif [[ -z $place && $word == help ]]; then
                    continue
                else
                    __\(program)_commands "$place"
                    known=("${described[@]%%:*}")
                    if (( ${known[(Ie)$word]} )); then
                        place=${place:+$place }$word
                    else
                        number=$((number + 1))
                    fi
                fi
            done
            described=()
            if [[ -z $flag && $current == --*=* ]]; then
                flag=${current%%=*}
                compset -P '*='
            fi
            if [[ -n $flag ]]; then
                __\(program)_value "$place" "$flag"
            elif [[ $current == -* ]]; then
                __\(program)_flags "$place"
                _describe -o 'flag' described
                return
            else
                __\(program)_commands "$place"
                if (( ${#described} )); then
                    _describe 'command' described
                    return
                fi
                __\(program)_argument "$place" "$number"
            fi
            case $offers in
            @files) _files ;;
            @folders) _files -/ ;;
            @text) _message 'a value' ;;
            *) compadd -- ${=offers} ;;
            esac
        }
        # Loaded by `source`, it is told to the shell here; from a folder of $fpath, its first line tells it.
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
            _\(program) "$@"
        elif (( $+functions[compdef] )); then
            compdef _\(program) \(program)
        fi
        """
    }

    private func lists(_ entries: (CompletionPlace) -> [(word: String, summary: String)]) -> String {
        places.compactMap { place in
            let words = entries(place).map { ShellText.quoted("\($0.word):\($0.summary)") }
            guard !words.isEmpty else { return nil }
            return "    '\(place.name)') described=(\(words.joined(separator: " "))) ;;"
        }.joined(separator: "\n")
    }
}
