import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Showing help")
struct HelpTests {
  private static let reply = #"""
    row {"command":"ping","summary":"Kijkt.","parameters":[],"roles":["anyone"],"changes":"no","since":"0.1"}
    ok {"rows":1}

    """#

  private static let wide =
    """
    koos kamer nieuw LOCATIE [--parameter WAARDE]…
    ook: koos room add

    Voegt een kamer toe.

    Voorbeeld
      koos kamer nieuw basecamp-zuidwest --name 3 --capacity 6

      --place LOCATIE   de locatie (verplicht)
      --name NAAM       de naam of het nummer (verplicht)
      --capacity GETAL  voor hoeveel mensen (anders 4)

    Ook
      --once NAAM      kenmerk waaronder dit één keer gebeurt
      --dry-run        alles nagaan, niets bewaren (anders nee)
      --as MEDEWERKER  namens deze medewerker (beheer, alleen in de demo)
      --within DUUR    hoe lang het mag duren (anders 30s)

    Wie: teamleider, beheerder

    """

  @Test(
    "the help of a command fits too",
    arguments: [
      (
        40,
        """
        koos kamer nieuw LOCATIE [--parameter WAARDE]…
        ook: koos room add

        Voegt een kamer toe.

        Voorbeeld
          koos kamer nieuw basecamp-zuidwest \\
            --name 3 --capacity 6

          --place LOCATIE
            de locatie (verplicht)
          --name NAAM
            de naam of het nummer (verplicht)
          --capacity GETAL
            voor hoeveel mensen (anders 4)

        Ook
          --once NAAM
            kenmerk waaronder dit één keer
            gebeurt
          --dry-run
            alles nagaan, niets bewaren (anders
            nee)
          --as MEDEWERKER
            namens deze medewerker (beheer,
            alleen in de demo)
          --within DUUR
            hoe lang het mag duren (anders 30s)

        Wie: teamleider, beheerder

        """
      ),
      (80, Self.wide), (120, Self.wide),
    ])
  func help(width: Int, screen: String) {
    #expect(Screen.of(["room", "add", "--help"], width: width).out == screen)
  }

  @Test("help asked of the daemon is shown as help")
  func helpAsked() {
    #expect(
      Screen.of(["raw", "help ping"], Self.reply).out == "koos ping\n\nKijkt.\n\nWie: iedereen, ook zonder aanmelding\n"
    )
  }

  @Test("a Dutch noun is explained as its English one", arguments: [(["casus"], "case"), (["vraag"], "consult")])
  func dutch(noun: [String], english: String) {
    #expect(Screen.of(["help"] + noun).out == Screen.of(["help", english]).out)
    #expect(Screen.of(noun + ["--help"]).out == Screen.of([english, "--help"]).out)
  }

  @Test("a command under whose name there are others is told in full before them")
  func noun() {
    let text = HelpText(language: .nl, width: 80).text(said: ["agenda"])
    #expect(text.hasPrefix("koos agenda [MEDEWERKER] [--parameter WAARDE]…\n") && text.contains("--team"))
    #expect(text.contains("\n\n  agenda ics"))
    #expect(HelpText(language: .nl, width: 80).text(said: ["offer"]).hasPrefix("  aanbod lijst"))
  }
}
