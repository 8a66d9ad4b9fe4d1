import Testing

@testable import Console

@Suite("Watching at the command line")
struct EventTests {
  private static let script = """
    ok {"seq":7}
    event {"seq":8,"topic":"case","code":"C-12","cause":"opened","at":"2026-03-02T09:00:00+01:00"}
    event {"topic":"heartbeat","seq":8,"at":"2026-03-02T09:00:30+01:00"}
    event {"seq":9,"topic":"waiting","code":"W-3","cause":"added","at":"2026-03-02T09:01:00+01:00"}

    """

  @Test("in a pipe events are rows under a header, and a lost connection tells how to go on")
  func pipe() {
    let screen = Screen.of(["watch", "case,waiting"], Self.script)
    #expect(
      screen.out
        == "seq\ttopic\tcode\tcause\tat\n8\tcase\tC-12\topened\t2026-03-02T09:00:00+01:00\n"
        + "9\twaiting\tW-3\tadded\t2026-03-02T09:01:00+01:00\n")
    #expect(screen.status == 69)
    #expect(screen.err == "koos: De verbinding is verbroken.\n  tip: verder met --since 9\n", "\(screen.err)")
    #expect(screen.heard == ["watch case,waiting\n"])
  }

  @Test("on a terminal they stand under each other")
  func terminal() {
    let lines = Screen.of(["watch", "case"], width: 80, Self.script).out.split(separator: "\n")
    #expect(
      lines == [
        "    nummer  onderwerp    code      aanleiding      wanneer",
        "         8  casus        C-12      geopend         ma 2 mrt 09:00",
        "         9  wachtlijst   W-3       op de lijst gezet  ma 2 mrt 09:01",
      ], "\(lines)")
  }

  @Test("as JSON nothing is left out, as codes all but the codes")
  func forms() {
    let json = Screen.of(["watch", "case", "--json"], Self.script).out.split(separator: "\n")
    #expect(json.count == 4)
    #expect(json.first == "{\"seq\":7}")
    #expect(json.dropFirst(2).first?.contains("heartbeat") == true)
    #expect(Screen.of(["watch", "case", "--quiet"], Self.script).out == "C-12\nW-3\n")
    #expect(
      Screen.of(["watch", "case", "--csv"], Self.script).out
        == "seq,topic,code,cause,at\r\n8,case,C-12,opened,2026-03-02T09:00:00+01:00\r\n"
        + "9,waiting,W-3,added,2026-03-02T09:01:00+01:00\r\n")
    #expect(Screen.of(["--csv"], Self.script).status == 64)
  }

  @Test("taking items of the desk as seen is no empty list")
  func seen() {
    #expect(Screen.of(["desk", "--seen", "5"], width: 80, "ok {\"seen\":5}\n").out.hasSuffix("gezien  5\n"))
    #expect(Screen.of(["desk", "--seen", "5"], width: 80, "ok {\"seen\":5}\n").err.isEmpty)
    #expect(Screen.of(["desk"], width: 80, "ok {\"rows\":0}\n").err == "koos: niets gevonden\n")
  }

  @Test("a refusal is one")
  func refused() {
    let screen = Screen.of(["watch", "case"], "err denied.login {\"message\":\"Onbekend.\"}\n")
    #expect(screen.status == 77)
    #expect(screen.out.isEmpty)
  }
}
