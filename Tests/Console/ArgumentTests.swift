import Catalogue
import Testing

@testable import Console

@Suite("Arguments")
struct ArgumentTests {
  @Test(
    "words become the line the daemon reads",
    arguments: [
      (["ping"], "ping"),
      (["case", "show", "C-12"], "case.show C-12"),
      (["case", "show", "--id", "C-12"], "case.show id=C-12"),
      (["case", "list", "--team=basecamp-zuid", "status=open"], "case.list team=basecamp-zuid status=open"),
      (["case", "list", "--mine", "--wijk", "zuid"], "case.list mine=yes wijk=zuid"),
      (["case", "list", "--mine", "no"], "case.list mine=no"),
      (["case", "list", "status=open", "basecamp-zuid"], "case.list basecamp-zuid status=open"),
      (["consult", "list", "--json", "--overdue", "--lang", "nl"], "consult.list overdue=yes"),
      (["--json", "consult", "--quiet", "list"], "consult.list"),
      (["session", "--lang", "en"], "session lang=en"),
      (["wijk", "find", "name=Vleuten De Meern"], "wijk.find name=\"Vleuten De Meern\""),
      (["wijk", "find", "--name", "a\"b\\c\nd"], "wijk.find name=\"a\\\"b\\\\c\\nd\""),
      (["help", "case", "open", "--json"], "help case.open"),
      (["help", "--json"], "help"), (["help", "casus", "--json"], "help case"),
      (["uitleg", "vraag", "stel", "--json"], "help consult.ask"),
      (["vraag", "toon", "Q-7"], "consult.show Q-7"), (["wachtlijst"], "waiting.list"),
      (["Afspraken", "o.een"], "appointment.list o.een"), (["--as", "o.een", "desk"], "desk as=o.een"),
      (["slot", "find", "o.een", "o.twee"], "slot.find o.een with=o.twee"),
      (["organisation", "list", "--", "--x=y"], "organisation.list \"--x=y\""),
      (["organisation", "list", "Hoe = dat"], "organisation.list \"Hoe = dat\""),
      (["team", "list", "--wijken", "zuid", "--wijken", "west"], "team.list wijken=zuid wijken=west"),
      (["case", "list", "--limit", "5", "--within=2s"], "case.list limit=5 within=2s"),
      (["raw", "case.show C-12"], "case.show C-12"),
    ])
  func lines(arguments: [String], line: String) {
    #expect(Screen.of(arguments, "ok {}\n").heard == [line + "\n"])
  }

  private static let verbs = Catalogue.ways(under: ["casus"]).map { $0.text.dropFirst(6) }.joined(separator: ", ")

  @Test("a change gets a token of its own, unless it has one")
  func once() {
    let add = ["room", "add", "basecamp-zuid", "name=3"]
    #expect(Screen.of(add, "ok {}\n").heard == ["room.add basecamp-zuid name=3 once=0123abcd\n"])
    #expect(Screen.of(add + ["--once", "x"], "ok {}\n").heard == ["room.add basecamp-zuid name=3 once=x\n"])
    #expect(Screen.of(["clock"], "ok {}\n").heard == ["clock\n"])
    #expect(Screen.of(["clock", "advance=1d"], "ok {}\n").heard == ["clock advance=1d once=0123abcd\n"])
  }

  @Test(
    "what makes no sense is refused before anybody is asked",
    arguments: [
      (["cse", "show"], "De opdracht cse bestaat niet. (syntax.unknown-command)\n  bedoelde u: case\n"),
      (
        ["case", "shwo", "C-1"],
        "De opdracht case shwo bestaat niet. (syntax.unknown-command)\n  bedoelde u: case show\n"
      ),
      (["casus"], "koos casus wat?\n  tip: kies uit: \(Self.verbs)\n"),
      (
        ["afspraak", "boekt"],
        "De opdracht afspraak boekt bestaat niet. (syntax.unknown-command)\n  bedoelde u: afspraak boek\n"
      ),
      (
        ["wachtlijs"], "De opdracht wachtlijs bestaat niet. (syntax.unknown-command)\n  bedoelde u: wachtlijst\n"
      ),
      (
        ["help", "cse"], "De opdracht cse bestaat niet. (syntax.unknown-command)\n  bedoelde u: case\n"
      ),
      (["token"], "koos token wat?\n  tip: kies uit: issue, list, revoke\n"),
      (["--jsn", "case"], "De optie --jsn bestaat niet.\n  bedoelde u: --json\n"),
      (
        ["case", "show", "--di", "C-1"],
        "koos casus toon kent geen --di. (syntax.unknown-parameter)\n  bedoelde u: --id\n  tip: koos casus toon --help\n"
      ),
      (
        ["case", "list", "statsu=open"],
        "koos casussen kent geen statsu. (syntax.unknown-parameter)\n  bedoelde u: status\n"
          + "  tip: koos casussen --help\n"
      ),
      (
        ["case", "list", "-x"],
        "koos casussen kent geen --x. (syntax.unknown-parameter)\n  tip: koos casussen --help\n"
      ),
      (["case", "list", "--team"], "Na --team hoort een waarde.\n"),
      (["case", "list", "--team", "--mine"], "Na --team hoort een waarde.\n"),
      (["ping", "now"], "koos ping neemt geen waarde zonder naam. (syntax.unknown-parameter)\n"),
      (
        ["case", "show", "C-1", "C-2"],
        "Een waarde te veel: C-2. (syntax.unknown-parameter)\n"
          + "  tip: elke andere waarde heeft een naam, zoals --reason; tekst met spaties hoort tussen aanhalingstekens\n"
      ),
      (["raw"], "koos raw neemt één regel tussen aanhalingstekens.\n"),
      (["raw", "ping\nquit"], "koos raw neemt één regel tussen aanhalingstekens.\n"),
      (["raw", "# niets"], "koos raw neemt één regel tussen aanhalingstekens.\n"),
      (["completion", "csh"], "koos completion neemt bash, zsh of fish.\n"),
      (["--lang", "fr", "ping"], "--lang is nl of en.\n"),
    ])
  func refusals(arguments: [String], message: String) {
    #expect(Screen.of(arguments) == Screen(status: 64, err: "koos: " + message))
  }

  @Test("malformed UTF-8 is refused, not mended")
  func malformed() {
    let screen = Screen.octets([Array("wijk".utf8), Array("find".utf8), [0x6E, 0xFF]], [Screen.greeting + "ok {}\n"])
    #expect(screen.status == 64 && screen.heard.isEmpty && screen.err.contains("(syntax.encoding)"), "\(screen)")
  }

  @Test(
    "the language is the locale's, and the option's before that",
    arguments: [
      (["LANG": "nl_NL.UTF-8"], [], true), (["LANG": "nl"], [], true), (["LANG": "en_GB.UTF-8"], [], false),
      ([:], [], false), (["LC_ALL": "C.UTF-8", "LANG": "nl_NL"], [], false),
      (["LC_ALL": "", "LC_MESSAGES": "nl_BE.UTF-8", "LANG": "en_US"], [], true),
      (["LANG": "en_US"], ["--lang", "nl"], true), (["LANG": "nl_NL"], ["--lang=en"], false),
    ] as [([String: String], [String], Bool)])
  func language(environment: [String: String], options: [String], isDutch: Bool) {
    let screen = Screen.of(
      options + ["ping"], environment: environment, isDutch ? "ok {}\n" : "ok {}\nok {}\n")
    #expect(screen.heard == [isDutch ? "ping\n" : "session lang=en\nping\n"])
    #expect(screen.status == 0)
  }

  @Test("the socket is the option's, the environment's, or the usual one")
  func socket() {
    let environment = ["LANG": "nl", "KOOS_SOCKET": "/run/a"]
    #expect(
      Screen.raw(["--socket", "/run/b", "ping"], environment: environment, []).err.contains(" /run/b."))
    #expect(Screen.raw(["ping", "--socket=/run/b"], environment: environment, []).err.contains(" /run/b."))
    #expect(Screen.raw(["ping"], environment: environment, []).err.contains(" /run/a."))
    #expect(Screen.raw(["ping"], []).err.contains(" /run/koosd/koosd.sock."))
  }

  @Test("help and version ask nobody")
  func local() {
    for arguments in [
      ["--help"], ["-h"], ["help"], ["help", "vraag"], ["casus", "--help"], ["case", "--help"], ["case", "open", "-h"],
      ["--version"],
    ] {
      let screen = Screen.of(arguments)
      #expect(screen.status == 0 && screen.err.isEmpty && screen.heard.isEmpty && !screen.out.isEmpty)
    }
    #expect(Screen.of(["--version"]).out == "koos 0.1.0\n")
  }
}
