import Casework
import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Times said on the command line")
struct SpokenTests {
  private static let clock = "ok {\"now\":\"2026-11-23T09:30:00+01:00\",\"simulated\":true}\n"

  @Test(
    "the daemon's clock tells what is meant over the same connection, and the line has the wire's form",
    arguments: [
      (["agenda", "--from", "morgen"], "agenda from=2026-11-24"),
      (["agenda", "--from", "morgen", "10:00", "--team", "x"], "agenda from=2026-11-24T10:00 team=x"),
      (["agenda", "--from", "volgende", "week", "o.een"], "agenda o.een from=2026-11-30"),
      (["agenda", "from=morgen 10:00"], "agenda from=2026-11-24T10:00"),
      (
        ["afspraak", "verzet", "A-3", "--at", "vr", "14:00", "--reason", "x"],
        "appointment.move A-3 at=2026-11-27T14:00 reason=x once=0123abcd"
      ),
      (["series", "preview", "di", "14:00", "--rrule", "r"], "series.preview 2026-11-24T14:00 rrule=r"),
      (["waiting", "list", "--on", "-2w"], "waiting.list on=2026-11-09"),
      (["report", "waiting", "-2w", "--to", "+1d"], "report.waiting 2026-11-09 to=2026-11-24"),
      // A day where a time is asked, and a time where a day is, are the daemon's to refuse.
      (["clock", "--at", "23-12-2026"], "clock at=2026-12-23 once=0123abcd"),
    ] as [([String], String)])
  func said(arguments: [String], line: String) {
    let screen = Screen.of(arguments, Self.clock + "ok {}\n")
    #expect(screen.heard == ["clock\n\(line)\n"] || screen.heard == [line + "\n"], "\(screen)")
  }

  @Test(
    "what has the wire's form, is no time, or is text, is sent as it is and no clock is asked",
    arguments: [
      (["agenda", "--from", "2026-11-24"], "agenda from=2026-11-24"),
      (["agenda", "--from", "eens"], "agenda from=eens"),
      (["case", "note", "C-1", "--text", "morgen 10:00"], "case.note C-1 text=\"morgen 10:00\" once=0123abcd"),
      (["organisation", "list", "morgen"], "organisation.list morgen"),
      (["calendar", "list", "2026"], "calendar.list 2026"),
      (
        ["appointment", "move", "A-3", "--at", "morgen", "--reason", "x"],
        "appointment.move A-3 at=morgen reason=x once=0123abcd"
      ),
      (["waiting", "start", "W-1", "--on", "'morgen 10:00'"], "waiting.start W-1 on=\"'morgen 10:00'\" once=0123abcd"),
      (["raw", "agenda from=morgen"], "agenda from=morgen"),
      (["client", "add", "X", "--birth", "morgen"], "client.add X birth=morgen once=0123abcd"),
    ] as [([String], String)])
  func asIs(arguments: [String], line: String) {
    #expect(Screen.of(arguments, "ok {}\n").heard == [line + "\n"])
  }

  @Test("a date that says all of itself needs no clock")
  func whole() {
    let screen = Screen.of(["client", "add", "X", "--birth", "14-5-2016"], "ok {}\n")
    #expect(screen.heard == ["client.add X birth=2016-05-14 once=0123abcd\n"])
  }

  @Test("where the clock is told to nobody the daemon refuses the line itself")
  func noClock() {
    let denied = "err denied.login {\"message\":\"Wie bent u?\"}\n"
    let screen = Screen.of(["agenda", "--from", "morgen"], denied + denied)
    #expect(screen.heard == ["clock\nagenda from=morgen\n"])
    #expect(screen.status == 77)
  }

  @Test("a connection that is lost after the clock was told is made anew, and who we are is said again")
  func lost() {
    let environment = ["LANG": "en_GB.UTF-8", "NO_COLOR": "1"]
    let screen = Screen.of(
      ["agenda", "--from", "tomorrow"], environment: environment, "ok {}\n" + Self.clock, "ok {}\nok {\"rows\":0}\n")
    #expect(
      screen.heard == [
        "session lang=en\nclock\nagenda from=2026-11-24\n", "session lang=en\nagenda from=2026-11-24\n",
      ])
    #expect(screen.status == 0, "\(screen)")
  }

  // MARK: The changed clock

  private static let fold = JSON.object([
    JSON.Member("message", .string("Deze tijd komt tweemaal voor.")), JSON.Member("field", .string("at")),
    JSON.Member(
      "readings", .array([.string("2026-10-25T02:30:00+02:00"), .string("2026-10-25T02:30:00+01:00")])),
  ])

  private static func person(_ answer: String?) -> Person {
    Person(answer: { _ in answer }, page: { _, _ in false }, stage: { nil })
  }

  @Test(
    "a person chooses the reading; anything else leaves it refused",
    arguments: [
      ("1", "2026-10-25T02:30:00+02:00"), (" 2 ", "2026-10-25T02:30:00+01:00"), ("3", nil), ("", nil), (nil, nil),
    ]
      as [(String?, String?)])
  func reading(answer: String?, sent: String?) throws {
    let command = try #require(Catalogue.find("clock"))
    let request = Request(
      tag: nil, command: "clock", column: 1,
      arguments: [Request.Argument(key: nil, value: "2026-10-25T02:30", column: 1, valueColumn: 1)])
    let chosen = ClockReading(language: .nl, person: Self.person(answer))
      .chosen(request, of: command, after: .inputTimeAmbiguous, Self.fold)
    #expect(chosen?.arguments.first?.value == sent)
    let script = ClockReading(language: .nl, person: nil)
    #expect(script.chosen(request, of: command, after: .inputTimeAmbiguous, Self.fold) == nil)
  }
}
