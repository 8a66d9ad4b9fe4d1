import Catalogue
import Testing
import Wire

@testable import Console

@Suite("What cannot be undone")
struct CertaintyTests {
  private static let merge = ["client", "merge", "J-7", "--into", "J-5"]
  private static let ok = "ok {\"client\":\"J-5\",\"rev\":2}\n"

  @Test(
    "outside a terminal it needs --yes, and nothing is sent without",
    arguments: [
      merge, ["dossier", "destroy", "J-5", "--decision", "granted", "--reason", "x"], ["worker", "disable", "o.een"],
    ])
  func script(arguments: [String]) {
    let refused = Screen.of(arguments, Self.ok)
    #expect(refused.status == 64)
    #expect(refused.heard.isEmpty)
    #expect(refused.err.contains("--yes"), "\(refused.err)")
    let meant = Screen.of(arguments + ["--yes"], Self.ok)
    #expect(meant.status == 0)
    #expect(meant.heard.count == 1)
    #expect(!meant.heard.joined().contains("yes"))
    #expect(Screen.of(arguments + ["--dry-run"], "ok {\"client\":null,\"dry_run\":true}\n").status == 0)
  }

  @Test(
    "what can be undone, or is none of it, is not asked",
    arguments: [
      ["dossier", "destroy", "J-5", "--request", "youth"], ["dossier", "destroy", "J-5", "--decision", "refused"],
      ["case", "close", "C-1"], ["member", "end", "o.een", "--team", "t", "--role", "lead"],
      ["raw", "client.merge J-7 into=J-5"],
    ])
  func others(arguments: [String]) {
    #expect(!Screen.of(arguments, Self.ok).err.contains("--yes"))
  }

  @Test("on a terminal the code is typed, in whatever case, and anything else leaves all as it is")
  func code() {
    let sitting = Sitting()
    sitting.answers = [" j-7 ", "J-5", "ja"]
    #expect(sitting.call("client", "merge", "J-7", "--into", "J-5", scripts: [Self.ok]) == 0)
    #expect(
      sitting.asked == ["J-7 gaat op in J-5. Dat is niet meer uit elkaar te halen.\nTyp J-7 om door te gaan: "])
    #expect(sitting.heard == ["client.merge J-7 into=J-5 once=0123abcd\n"])
    for _ in 0..<3 {
      #expect(sitting.call("client", "merge", "J-7", "--into", "J-5", scripts: [Self.ok]) == 1)
      #expect(sitting.heard.isEmpty)
      #expect(sitting.err == "koos: Er is niets gedaan.\n")
    }
  }

  @Test(
    "yes or no is answered in either language, and silence is no",
    arguments: [("j", 0), ("Ja", 0), ("y", 0), ("YES", 0), ("", 1), ("n", 1), ("o.een", 1)] as [(String, Int32)])
  func yes(answer: String, status: Int32) {
    let sitting = Sitting()
    sitting.environment["LANG"] = "en_GB.UTF-8"
    sitting.answers = [answer]
    #expect(sitting.call("worker", "disable", "o.een", scripts: ["ok {\"lang\":\"en\"}\n" + Self.ok]) == status)
    #expect(sitting.asked.first?.hasSuffix("Go on? [y/N] ") == true, "\(sitting.asked)")
    #expect(sitting.heard.isEmpty == (status == 1))
  }

  @Test("the catalogue says of exactly three that they are final")
  func declared() {
    let final = Catalogue.commands.filter { $0.finality != nil }.map(\.name)
    #expect(Set(final) == ["client.merge", "dossier.destroy", "worker.disable"])
  }
}

@Suite("What a change came to")
struct OutcomeTests {
  private static func screen(_ arguments: [String], _ reply: String) -> [String] {
    Screen.of(arguments, width: 80, reply + "\n").out.split(separator: "\n").map(String.init)
  }

  @Test("it says what was done, to what, with its revision, and what is likely to be next")
  func done() {
    #expect(
      Self.screen(["consult", "claim", "Q-7", "--as", "o.een"], #"ok {"state":"claimed","rev":3}"#).first
        == "Gedaan: vraag neem-op Q-7 (revisie 3)")
    let asked = Self.screen(["consult", "ask", "Kind slaapt slecht"], #"ok {"consult":"Q-8","turn":"team"}"#)
    #expect(asked.first?.contains("Gedaan: vraag stel Q-8") == true, "\(asked)")
    #expect(asked.last == "Hierna: koos vraag toon Q-8")
    let claimed = Self.screen(["consult", "claim", "Q-7", "--as", "o.een"], #"ok {"state":"claimed"}"#)
    #expect(claimed.last?.hasPrefix("Hierna: koos vraag beantwoord Q-7 ") == true)
    #expect(claimed.last?.hasSuffix(" --as o.een") == true)
  }

  @Test("a dry run says that nothing was kept, a replay that nothing was done again, and neither goes on")
  func dry() {
    let dry = Self.screen(
      ["consult", "ask", "Kind slaapt", "--dry-run"], #"ok {"consult":null,"turn":"team","dry_run":true}"#)
    #expect(dry.first?.contains("er is niets bewaard") == true, "\(dry)")
    #expect(!dry.contains { $0.contains("dry_run") || $0.hasPrefix("Hierna") }, "\(dry)")
    let again = Self.screen(["consult", "claim", "Q-7"], #"ok {"state":"claimed","replayed":true}"#)
    #expect(again.first?.contains("niet nog eens gedaan") == true)
  }

  @Test("in a pipe, as JSON and as codes nothing of it is said")
  func pipe() {
    let reply = "ok {\"consult\":\"Q-8\",\"rev\":1}\n"
    #expect(Screen.of(["consult", "ask", "x"], reply).out == "consult\trev\nQ-8\t1\n")
    #expect(Screen.of(["consult", "ask", "x", "--json"], width: 80, reply).out == "{\"consult\":\"Q-8\",\"rev\":1}\n")
    #expect(Screen.of(["consult", "ask", "x", "--quiet"], width: 80, reply).out == "Q-8\n")
  }

  @Test("every next step is a command with parameters it has")
  func steps() {
    for command in Catalogue.commands {
      guard let step = command.nextStep else { continue }
      let words = step.split(separator: " ").map(String.init)
      let next = (1...words.count).reversed().lazy.compactMap {
        Catalogue.find(words.prefix($0).joined(separator: "."))
      }
      .first
      #expect(next != nil, "\(step)")
      let own = Set((next?.parameters ?? []).map { "--" + $0.name })
      for option in words where option.hasPrefix("--") { #expect(own.contains(option), "\(step)") }
    }
  }
}
