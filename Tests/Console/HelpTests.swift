import Catalogue
import Testing

@testable import Console

@Suite("Showing help")
struct HelpTests {
  private static let reply = #"""
    row {"command":"ping","summary":"Kijkt.","parameters":[],"roles":["anyone"],"changes":"no","since":"0.1"}
    ok {"rows":1}

    """#

  private static let wide =
    """
    koos room add PLACE [--parameter WAARDE]…

    Voegt een kamer toe.

      --place PLACE       de locatie (verplicht)
      --name NAME         de naam of het nummer (verplicht)
      --capacity INTEGER  voor hoeveel mensen (anders 4)

    Ook
      --once NAME        kenmerk waaronder dit één keer gebeurt
      --dry-run          alles nagaan, niets bewaren (anders no)
      --as WORKER        namens deze medewerker (beheer, alleen in de demo)
      --within DURATION  hoe lang het mag duren (anders 30s)

    Wie: lead, admin

    """

  @Test(
    "the help of a command fits too",
    arguments: [
      (
        40,
        """
        koos room add PLACE [--parameter WAARDE]…

        Voegt een kamer toe.

          --place PLACE
            de locatie (verplicht)
          --name NAME
            de naam of het nummer (verplicht)
          --capacity INTEGER
            voor hoeveel mensen (anders 4)

        Ook
          --once NAME
            kenmerk waaronder dit één keer
            gebeurt
          --dry-run
            alles nagaan, niets bewaren (anders
            no)
          --as WORKER
            namens deze medewerker (beheer,
            alleen in de demo)
          --within DURATION
            hoe lang het mag duren (anders 30s)

        Wie: lead, admin

        """
      ),
      (80, Self.wide), (120, Self.wide),
    ])
  func help(width: Int, screen: String) {
    #expect(Screen.of(["room", "add", "--help"], width: width).out == screen)
  }

  @Test(
    "help asked of the daemon is shown as help",
    arguments: [
      (
        Self.reply,
        "koos ping\n\nKijkt.\n\nWie: iedereen, ook zonder aanmelding\n"
      )
    ])
  func helpAsked(reply: String, screen: String) {
    #expect(Screen.of(["help", "ping"], reply).out == screen)
  }

  @Test("a command under whose name there are others is told in full before them")
  func noun() {
    let text = HelpText(language: .nl, width: 80).text(Catalogue.helpRows(for: "agenda", .nl))
    #expect(text.hasPrefix("koos agenda [WORKER] [--parameter WAARDE]…\n") && text.contains("--team"))
    #expect(text.split(separator: "\n").last?.contains("agenda ics") == true)
    #expect(HelpText(language: .nl, width: 80).text(Catalogue.helpRows(for: "offer", .nl)).hasPrefix("  offer list"))
  }
}
