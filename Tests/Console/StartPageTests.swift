import Testing

@testable import Console

@Suite("The start page")
struct StartPageTests {
  static let replies = #"""
    ok {"login":"o.een","name":"Demo Een","organisation":"koos","discipline":"orthopedagoog","memberships":[],"how":"peer"}
    ok {"now":"2026-03-02T08:00:00+01:00","simulated":true}
    row {"seq":7,"at":"2026-03-01T08:00:00+01:00","cause":"turn","thing":"Q-1","text":"Oud."}
    row {"seq":9,"at":"2026-03-02T07:00:00+01:00","cause":"turn","thing":"Q-2","text":"Nieuw."}
    ok {"rows":2}
    row {"appointment":"A-1","start":"2026-03-02T09:00:00+01:00","end":"2026-03-02T10:00:00+01:00","mode":"online","status":"afgezegd-client"}
    row {"appointment":"A-2","start":"2026-03-03T09:00:00+01:00","end":"2026-03-03T10:00:00+01:00","mode":"on-site","status":"gepland","place":"basecamp-zuid","type":"mdo"}
    ok {"rows":2}
    row {"consult":"Q-3","state":"answered","turn":"asker","due_at":"2026-03-09T17:00:00+01:00","claimed_by":"o.een","discipline":"orthopedagoog","asker_team":"t"}
    row {"consult":"Q-4","state":"asked-back","turn":"asker","due_at":"2026-03-08T17:00:00+01:00","claimed_by":"o.twee","discipline":"orthopedagoog","asker_team":"t"}
    ok {"rows":2}
    row {"consult":"Q-5","state":"claimed","turn":"specialist","due_at":"2026-03-05T17:00:00+01:00","claimed_by":"o.een","discipline":"orthopedagoog","asker_team":"t"}
    row {"consult":"Q-6","state":"claimed","turn":"specialist","due_at":"2026-03-04T17:00:00+01:00","claimed_by":"o.twee","discipline":"orthopedagoog","asker_team":"t"}
    ok {"rows":2}

    """#

  @Test("shows the newest on the desk, the next appointment and where one is at turn, over one connection")
  func page() {
    let screen = Screen.of([], Self.replies)
    #expect(screen.status == 0 && screen.err.isEmpty)
    #expect(screen.heard.count == 1)
    let words = screen.out.split(whereSeparator: { $0.isWhitespace })
    let codes = words.filter { $0.contains("-") && $0.first?.isUppercase == true }.map(String.init)
    #expect(codes == ["Q-2", "Q-1", "A-2", "Q-5", "Q-4"], "\(screen.out)")
  }

  @Test("who is turned away is told why, and not that there is no daemon")
  func turnedAway() {
    let screen = Screen.raw([], ["err busy.clients {\"message\":\"Te druk.\",\"retry\":true}\n"])
    #expect(screen.err.contains("Te druk. (busy.clients)"), "\(screen.err)")
  }

  @Test("somebody else's page is asked for that one")
  func acting() {
    let screen = Screen.of(["--as", "o.een"], Self.replies)
    #expect(
      screen.heard == [
        "whoami as=o.een\nclock as=o.een\ndesk as=o.een\n"
          + "appointment.list worker=o.een from=2026-03-02T08:00:00+01:00 limit=20 as=o.een\n"
          + "consult.list mine=yes turn=asker as=o.een\nconsult.list mine=yes turn=specialist as=o.een\n"
      ])
  }

  @Test("with nothing it says so, and how to go on; what one's role has none of is left out")
  func nothing() {
    let denied = "err denied.role {\"message\":\"Dat mag u niet.\"}\n"
    let none = """
      ok {"login":"admin","name":"Beheer"}
      ok {"now":"2026-03-02T08:00:00+01:00","simulated":true}
      ok {"rows":0}
      ok {"rows":0}
      \(denied)\(denied)
      """
    #expect(
      Screen.of([], none).out == """
        Beheer, admin, ma 2 mrt 08:00

        Niets nieuws op uw bureau.

        Geen afspraak gepland.

        koos help zegt wat u nog meer kunt.

        """)
  }

  @Test(
    "what goes with a command is refused without one",
    arguments: [["--watch"], ["--week"], ["--edit"], ["--html", "x.html"]])
  func alien(arguments: [String]) {
    let screen = Screen.of(arguments)
    #expect(screen.status == 64 && screen.out.isEmpty, "\(screen)")
  }

  @Test("without a daemon, or unknown to it, the overview and why; that is no failure")
  func alone() {
    let screen = Screen.raw([], [])
    #expect(screen.status == 0 && screen.out.contains("koos afspraak boek") && screen.err.contains("niet te bereiken"))
    let denied = "err denied.login {\"message\":\"Wie bent u?\"}\n"
    let unknown = Screen.of([], denied + denied + denied)
    #expect(unknown.status == 0 && unknown.out == screen.out)
    #expect(unknown.err == "koos: Wie bent u? (denied.login)\n")
  }

  @Test("--json gives the wire's objects")
  func json() {
    let lines = Screen.of(["--json"], Self.replies).out.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.allSatisfy { $0.hasPrefix("{") })
  }
}
