internal import Catalogue
internal import Wire

/// Completion scripts, made from the catalogue: what is fixed stands in them, what only the daemon knows is asked by
/// `koos candidates`.
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
    var paths = [""]
    var known: Set<String> = [""]
    for way in Catalogue.commands.flatMap(\.ways) {
      let words = way.split(separator: " ")
      for count in 1..<max(1, words.count) {
        let path = words.prefix(count).joined(separator: " ")
        if known.insert(path).inserted { paths.append(path) }
      }
    }
    return paths.map { path in
      let before = path.split(separator: " ").map(String.init)
      let words = Catalogue.words(after: before).map { ($0, Catalogue.command(said: before + [$0])?.summary) }
      return (path, words + (path.isEmpty ? OwnVerb.shown.map { ($0.rawValue, $0.help) } : []))
    } + [
      ("completion", Shell.allCases.map { ($0.rawValue, nil) }),
      ("manual", Manual.Page.allCases.map { ($0.rawValue, nil) }),
    ]
  }

  private func parameters(_ command: Command) -> [Parameter] { command.parameters + command.common }

  /// Whether the daemon knows what may stand there.
  private func isAsked(_ kind: Kind) -> Bool { !Candidates.sources(kind).isEmpty }

  /// The options of the program that take no part in a command.
  private var general: [String] { Options.all.map(\.name) }

  // MARK: bash and zsh

  /// The program's options that a value follows: before a command neither is one of its words.
  private var skipped: String {
    (Options.all.filter { $0.value != nil }.map(\.name) + ["--as"]).joined(separator: "|")
  }

  /// Assignments to `choices` and `asks` by the command so far and the word before the cursor; both shells read them.
  private var cases: String {
    var text = "  case $command in\n"
    for (path, words) in following {
      let helped = path.isEmpty ? ["help", "uitleg"] : ["help \(path)", "uitleg \(path)"]
      let patterns = ([path] + helped).map { "'\($0)'" }.joined(separator: "|")
      let choices = (words.map(\.0) + (path.isEmpty ? general : [])).joined(separator: " ")
      text += "    \(patterns)) choices='\(choices)' ;;\n"
    }
    text += "  esac\n  case $command in\n"
    // A command under whose words there are others comes after those.
    let shortest = { (command: Command) in command.ways.map { $0.split(separator: " ").count }.min() ?? 0 }
    for command in Catalogue.commands.sorted(by: { shortest($0) > shortest($1) }) { text += arm(command) }
    return text + "  esac\n"
  }

  private func arm(_ command: Command) -> String {
    let all = parameters(command)
    var text = "    \(command.ways.map { "'\($0)'|'\($0) '*" }.joined(separator: "|")))\n      case $previous in\n"
    for parameter in all where !parameter.kind.allowed.isEmpty && parameter.kind != .yes {
      text += "        --\(parameter.name)) choices='\(parameter.kind.allowed.joined(separator: " "))' ;;\n"
    }
    let asked = all.filter { isAsked($0.kind) }.map { "--" + $0.name }
    if !asked.isEmpty { text += "        \(asked.joined(separator: "|"))) choices='' asks=1 ;;\n" }
    // What only the user knows.
    let free = all.filter { $0.kind.allowed.isEmpty && !isAsked($0.kind) }.map { "--" + $0.name }
    if !free.isEmpty { text += "        \(free.joined(separator: "|"))) choices='' ;;\n" }
    let asks = command.subject.map { isAsked($0.kind) } == true ? " asks=1" : ""
    return text + "        *) choices=\"$choices \(all.map { "--" + $0.name }.joined(separator: " "))\"\(asks) ;;\n"
      + "      esac ;;\n"
  }

  private var bash: String {
    """
    # bash completion for koos; made by: koos completion bash
    _koos() {
      local line=() word current previous command='' choices='' asks='' i
      # bash takes a name and its value apart at the equals sign.
      for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#line[@]} -gt 0 && ( $word == = || ${line[-1]} == *= ) ]]; then line[-1]+=$word; else line+=("$word"); fi
      done
      current=${line[-1]} previous=${line[-2]}
      if [[ $current == *=* ]]; then
        previous=${current%%=*} previous=--${previous#--} current=${current#*=}
      fi
      for ((i = 1; i < ${#line[@]} - 1; i++)); do
        case ${line[i]} in
          \(skipped)) [[ -n $command ]] && break; ((i++)) ;;
          -*) [[ -n $command ]] && break ;;
          *=*) break ;;
          *) command=${command:+$command }${line[i]} ;;
        esac
      done
    \(cases)  COMPREPLY=()
      # compgen -W would obey what a daemon says, and the command line what stands on it unquoted.
      while IFS= read -r word; do
        [[ -n $word && $word == "$current"* ]] && COMPREPLY+=("$(printf %q "$word")")
      done < <(
        printf '%s\\n' $choices
        [[ -n $asks && $current != -* ]] &&
          "${line[0]}" candidates "${line[@]:1}" 2>/dev/null
      )
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
      local typed=${line[current]} previous=${line[current-1]} command='' choices='' asks='' i
      if [[ $typed == *=* ]]; then
        previous=${typed%%=*} previous=--${previous#--} typed=${typed#*=}
        compset -P '*='
      fi
      for ((i = 2; i < current; i++)); do
        case ${line[i]} in
          \(skipped)) [[ -n $command ]] && break; ((i++)) ;;
          -*) [[ -n $command ]] && break ;;
          *=*) break ;;
          *) command=${command:+$command }${line[i]} ;;
        esac
      done
    \(cases)  if [[ -n $asks && $typed != -* ]]; then
        choices+=" $("${line[1]}" candidates "${(@)line[2,current]}" 2>/dev/null)"
      fi
      compadd -- ${=choices}
    }
    compdef _koos koos

    """
  }

  // MARK: fish

  private var fish: String {
    var text = """
      # fish completion for koos; made by: koos completion fish
      set -g __koos_ways \(Catalogue.commands.flatMap(\.ways).map { "'\($0)'" }.joined(separator: " "))
      function __koos_path
        set -l path
        set -l skip 0
        for word in (commandline -opc)[2..-1]
          if test $skip = 1
            set skip 0
            continue
          end
          switch $word
            case \(skipped.split(separator: "|").joined(separator: " "))
              test (count $path) -gt 0; and break
              set skip 1
              continue
            case '-*' '*=*'
              test (count $path) -gt 0; and break
              continue
          end
          set -a path $word
        end
        string join ' ' -- $path
      end
      function __koos_at
        set -l path (__koos_path)
        test "$path" = "$argv[1]" -o "$path" = "help $argv[1]"
      end
      function __koos_is
        set -l words (string split ' ' -- (__koos_path))
        for count in (seq (count $words) -1 1)
          set -l begun (string join ' ' -- $words[1..$count])
          if contains -- $begun $__koos_ways
            contains -- $begun $argv
            return
          end
        end
        return 1
      end
      function __koos_candidates
        set -l words (commandline -opc) (commandline -ct)
        $words[1] candidates $words[2..-1] 2>/dev/null
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
      let condition = "-n '__koos_is \(command.ways.map { "\"\($0)\"" }.joined(separator: " "))'"
      if command.subject.map({ isAsked($0.kind) }) == true {
        text += "complete -c koos \(condition) -a '(__koos_candidates)'\n"
      }
      for parameter in parameters(command) {
        let allowed = parameter.kind.allowed
        text += "complete -c koos \(condition) -l \(parameter.name)" + (parameter.kind == .yes ? "" : " -x")
        if isAsked(parameter.kind) { text += " -a '(__koos_candidates)'" }
        if !allowed.isEmpty, parameter.kind != .yes { text += " -a '\(allowed.joined(separator: " "))'" }
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
