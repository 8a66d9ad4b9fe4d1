import Catalogue
import Patience
import Platform
import Testing

@testable import Console

@Suite("Completion in the shells")
struct ShellTests {
  /// A `koos` that gives its own words back, so that what is asked of it can be seen, and a word that a shell would obey.
  private static let stub =
    "#!/bin/sh\necho basecamp-asked; echo \"$*\" | tr ' ' '+'; echo 'basecamp-$(echo>\"$HOME\"/obeyed)'\n"

  private static func has(_ shell: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains { File.exists($0 + shell) }
  }

  /// What a shell offers for a call typed so far; the last word is the one at the cursor.
  private func offered(_ shell: Completion.Shell, _ words: [String]) throws -> [String] {
    let home = try PrivatePlace()
    try File.write(Array(Screen.of(["completion", shell.rawValue]).out.utf8), to: home.path + "/script", mode: 0o600)
    try File.write(Array(Self.stub.utf8), to: home.path + "/koos", mode: 0o755)
    let quoted = words.flatMap { shell == .bash ? Self.apart($0) : [$0] }.map { "'\($0)'" }.joined(separator: " ")
    let call: [String] =
      switch shell {
      case .bash:
        [
          "bash", "--norc", "-c",
          """
          . \(home.path)/script; COMP_WORDS=(\(quoted)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _koos
          printf '%s\\n' "${COMPREPLY[@]}"
          """,
        ]
      case .zsh:
        // The arguments of `compadd` are the words offered before zsh itself narrows them down to what is typed.
        [
          "zsh", "-f", "-c",
          """
          compdef() { : }; compset() { words[CURRENT]=${words[CURRENT]#*=} }; compadd() { shift; print -rl -- ${(M)@:#${words[CURRENT]}*} }
          . \(home.path)/script; words=(\(quoted)); CURRENT=${#words}; _koos
          """,
        ]
      case .fish:
        [
          "fish", "--no-config", "-c",
          "source \(home.path)/script; complete -C '\(words.joined(separator: " "))' | string replace -r '\\t.*' ''; true",
        ]
      }
    var environment = Environment.all()
    environment["PATH"] = home.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    environment["HOME"] = home.path
    let result = try ChildProcess.run(["/usr/bin/timeout", "60", "/usr/bin/env"] + call, environment: environment)
    #expect(result.succeeded, "\(result.output)")
    #expect(!File.exists(home.path + "/obeyed"), "what a daemon says was run: \(words)")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// A word as bash has it, which takes it apart at the equals sign.
  private static func apart(_ word: String) -> [String] {
    guard let equals = word.firstIndex(of: "=") else { return [word] }
    return [word[..<equals], "=", word[word.index(after: equals)...]].map(String.init).filter { !$0.isEmpty }
  }

  private static let questions: [(words: [String], includes: [String], excludes: [String])] = [
    (["koos", "vra"], ["vraag", "vragen"], ["case"]),
    (["koos", "consult", ""], ["ask", "follow-up"], ["--mine"]),
    (["koos", "vraag", "st"], ["stel"], ["ask"]),
    (["koos", "consult", "ask", "--convert", ""], ["advice-only", "may-convert"], ["--team"]),
    (["koos", "casus", "toon", "--"], ["--as", "--within"], ["--mine", "open"]),
    (["koos", "agenda", "--"], ["--worker", "--from"], ["--mine"]),
    // Asked of the daemon, with what was typed so far.
    (["koos", "team", "show", "basecamp-a"], ["basecamp-asked"], []),
    (["koos", "wachtlijst", "--team", "base"], ["basecamp-asked"], ["--status"]),
    (
      ["koos", "consult", "list", "--socket", "/x", "--team", "cand"],
      ["candidates+consult+list+--socket+/x+--team+cand"], []
    ),
    (["koos", "case", "note", "C-1", "--text", "base"], [], ["basecamp-asked"]),
    (["koos", "case", "note", "C-1", "--text=base"], [], ["basecamp-asked"]),
  ]

  /// Of a name and its value in one word.
  private static let joined: [(words: [String], includes: [String], excludes: [String])] = [
    (["koos", "wachtlijst", "--team=base"], ["basecamp-asked"], ["--status"]),
    (["koos", "wachtlijst", "team="], ["basecamp-asked"], []),
    (["koos", "consult", "ask", "--convert=adv"], ["advice-only"], ["--team"]),
  ]

  @Test("bash offers what may follow", .enabled(if: has("bash"), "the host has no bash"), arguments: questions + joined)
  func bash(words: [String], includes: [String], excludes: [String]) throws {
    let offered = try offered(.bash, words)
    #expect(Set(includes).isSubset(of: offered) && Set(excludes).isDisjoint(with: offered), "\(words) \(offered)")
  }

  @Test("zsh does", .enabled(if: has("zsh"), "the host has no zsh"), arguments: questions + joined)
  func zsh(words: [String], includes: [String], excludes: [String]) throws {
    let offered = try offered(.zsh, words)
    #expect(Set(includes).isSubset(of: offered) && Set(excludes).isDisjoint(with: offered), "\(words) \(offered)")
  }

  @Test("fish does", .enabled(if: has("fish"), "the host has no fish"), arguments: questions)
  func fish(words: [String], includes: [String], excludes: [String]) throws {
    let offered = try offered(.fish, words)
    #expect(Set(includes).isSubset(of: offered) && Set(excludes).isDisjoint(with: offered), "\(words) \(offered)")
  }
}

/// A directory that is gone with the test.
private final class PrivatePlace {
  let path: String

  init() throws {
    path = "/tmp/koos-shell-" + Randomness.hex(try Randomness.bytes(8))
    try File.makeDirectory(path, mode: 0o700)
  }

  deinit {
    for name in (try? File.list(path)) ?? [] { try? File.remove(path + "/" + name) }
    try? File.removeDirectory(path)
  }
}
