internal import Catalogue
internal import Wire

/// Completion scripts, made from the catalogue.
struct Completion {
  /// A shell with completion of its own.
  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  let language: Language

  func script(_ shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// What may follow words already written: the words, and what each is for.
  private var following: [(path: String, words: [(String, Sentence?)])] {
    var paths: [String] = [""]
    for command in Catalogue.commands {
      for count in 1..<max(1, command.words.count) {
        let path = command.words.prefix(count).joined(separator: " ")
        if !paths.contains(path) { paths.append(path) }
      }
    }
    return paths.map { path in
      var words: [(String, Sentence?)] = []
      let depth = path.isEmpty ? 0 : path.split(separator: " ").count
      for command in Catalogue.commands
      where path.isEmpty || command.words.joined(separator: " ").hasPrefix(path + " ") {
        guard command.words.count > depth, !words.contains(where: { $0.0 == command.words[depth] }) else {
          continue
        }
        words.append((command.words[depth], command.words.count == depth + 1 ? command.summary : nil))
      }
      if path.isEmpty { words += OwnVerb.allCases.map { ($0.rawValue, $0.help) } }
      return (path, words)
    } + [("completion", Shell.allCases.map { ($0.rawValue, nil) })]
  }

  private func parameters(_ command: Command) -> [Parameter] { command.parameters + command.common }

  /// The options of the program that take no part in a command.
  private var general: [String] { Options.all.map(\.name) }

  // MARK: bash and zsh

  /// The program's options that a value follows: before a command neither is one of its words.
  private var skipped: String { Options.all.filter { $0.value != nil }.map(\.name).joined(separator: "|") }

  /// Assignments to `choices` by the command so far and the word before the cursor; both shells read them.
  private var cases: String {
    var text = "  case $command in\n"
    for (path, words) in following {
      let helped = path.isEmpty ? "help" : "help \(path)"
      text +=
        "    '\(path)'|'\(helped)') choices='\((words.map(\.0) + (path.isEmpty ? general : [])).joined(separator: " "))' ;;\n"
    }
    for command in Catalogue.commands {
      let path = command.words.joined(separator: " ")
      let all = parameters(command)
      text += "    '\(path)'|'\(path) '*)\n      case $previous in\n"
      for parameter in all where !parameter.kind.allowed.isEmpty {
        text += "        --\(parameter.name)) choices='\(parameter.kind.allowed.joined(separator: " "))' ;;\n"
      }
      text += "        *) choices='\(all.map { "--" + $0.name }.joined(separator: " "))' ;;\n      esac ;;\n"
    }
    return text + "  esac\n"
  }

  private var bash: String {
    """
    # bash completion for koos; made by: koos completion bash
    _koos() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
      local command='' choices='' i
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          \(skipped)) ((i++)) ;;
          -*) [[ -n $command ]] && break ;;
          *=*) break ;;
          *) command=${command:+$command }${COMP_WORDS[i]} ;;
        esac
      done
    \(cases)  COMPREPLY=($(compgen -W "$choices" -- "$current"))
    }
    complete -F _koos koos

    """
  }

  private var zsh: String {
    """
    #compdef koos
    # zsh completion for koos; made by: koos completion zsh
    _koos() {
      local line=("${(@)words}") current=$CURRENT
      local previous=${line[current-1]} command='' choices='' i
      for ((i = 2; i < current; i++)); do
        case ${line[i]} in
          \(skipped)) ((i++)) ;;
          -*) [[ -n $command ]] && break ;;
          *=*) break ;;
          *) command=${command:+$command }${line[i]} ;;
        esac
      done
    \(cases)  compadd -- ${=choices}
    }
    compdef _koos koos

    """
  }

  // MARK: fish

  private var fish: String {
    var text = """
      # fish completion for koos; made by: koos completion fish
      function __koos_path
        set -l path
        for word in (commandline -opc)[2..-1]
          switch $word
            case '-*' '*=*'
              break
          end
          set -a path $word
        end
        string join ' ' -- $path
      end
      function __koos_at
        set -l path (__koos_path)
        test "$path" = "$argv[1]"
      end
      function __koos_in
        set -l path (__koos_path)
        string match -q -- "$argv[1] *" "$path "
      end
      complete -c koos -f

      """
    for (path, words) in following {
      for (word, help) in words {
        text += "complete -c koos -n '__koos_at \"\(path)\"' -a '\(word)'\(described(help))\n"
      }
    }
    for option in Options.all {
      text +=
        "complete -c koos -l \(option.name.dropFirst(2))\(option.value == nil ? "" : " -x")\(described(option.help))\n"
    }
    for command in Catalogue.commands {
      let path = command.words.joined(separator: " ")
      for parameter in parameters(command) {
        let allowed = parameter.kind.allowed
        text += "complete -c koos -n '__koos_in \"\(path)\"' -l \(parameter.name) -x"
        if !allowed.isEmpty { text += " -a '\(allowed.joined(separator: " "))'" }
        text += described(parameter.help) + "\n"
      }
    }
    return text
  }

  private func described(_ help: Sentence?) -> String {
    guard let help else { return "" }
    let text = help(language).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
    return " -d '\(text)'"
  }
}
