import Catalogue
import Testing

@testable import Console

@Suite("Completion")
struct CompletionTests {
  @Test("every command, parameter and allowed word is in the script", arguments: Completion.Shell.allCases)
  func complete(shell: Completion.Shell) {
    let script = Screen.of(["completion", shell.rawValue]).out
    for command in Catalogue.commands {
      #expect(script.contains(command.words.joined(separator: " ")) || command.words.count == 1)
      for parameter in command.parameters + command.common {
        #expect(script.contains(shell == .fish ? "-l \(parameter.name) " : "--\(parameter.name)"))
        for word in parameter.kind.allowed { #expect(script.contains(word)) }
      }
      for way in command.dutch {
        #expect(script.contains("'\(way)'"))
      }
    }
  }

  @Test("a command's part of the bash script is as it is read")
  func bash() {
    let script = Screen.of(["completion", "bash"]).out
    #expect(
      script.contains("    'token'|'help token'|'uitleg token') choices='issue list revoke geef lijst trek-in' ;;\n"))
    #expect(script.contains("    ''|'help'|'uitleg') choices='ping help "))
    #expect(
      script.contains("--as) [[ -n $command ]] && break; ((i++)) ;;\n"), "an option's value is no word of the command")
    #expect(
      script.contains(
        """
            'calendar list'|'calendar list '*|'feestdagen'|'feestdagen '*|'kalender lijst'|'kalender lijst '*)
              case $previous in
                --kind) choices='holiday school' ;;
                --as) choices='' asks=1 ;;
                --year|--limit|--after|--within) choices='' ;;
                *) choices="$choices --year --kind --limit --after --as --within" ;;
              esac ;;

        """))
    #expect(script.hasSuffix("complete -F _koos koos\n"))
  }

  @Test("an apostrophe in a help text does not end the word in fish")
  func apostrophe() {
    let script = Screen.of(["completion", "fish"], environment: [:]).out
    #expect(script.contains("-d 'Shows the service\\'s counters.'"))
  }

  @Test("no name of the program's options is one of a command's parameters, but the language")
  func names() {
    let own = Set(Options.all.map { String($0.name.dropFirst(2)) })
    let parameters = Set(Catalogue.commands.flatMap { ($0.parameters + $0.common).map(\.name) })
    #expect(own.intersection(parameters) == ["lang"])
  }
}
