import Casework
import Testing
import Wire

@testable import Console

@Suite("The week of an agenda")
struct WeekTests {
  private func row(
    _ start: String, _ end: String, _ kind: String, _ minutes: Int64, _ more: String = "", worker: String? = nil
  ) throws -> JSON {
    let person = worker.map { "\"worker\":\"\($0)\"," } ?? ""
    let text = "{\"start\":\"\(start)\",\"end\":\"\(end)\",\(person)\"kind\":\"\(kind)\",\"minutes\":\(minutes)\(more)}"
    return try JSON.parse(text.utf8)
  }

  private let mdo = #","appointment":"A-3","mode":"online","type":"mdo","place":null"#

  private func picture(_ monday: String, _ rows: [JSON], _ width: Int) throws -> [String] {
    let date = try #require(CivilDate(iso: monday))
    return WeekPicture(monday: date, whose: "o.een", rows: rows, width: width, cell: Cell(language: .nl, year: 2026))
      .lines
  }

  private var usual: [JSON] {
    get throws {
      [
        try row("2026-03-02T09:00:00+01:00", "2026-03-02T10:00:00+01:00", "vrij", 60),
        try row("2026-03-02T10:00:00+01:00", "2026-03-02T10:20:00+01:00", "reis", 20),
        try row("2026-03-02T10:20:00+01:00", "2026-03-02T11:20:00+01:00", "afspraak", 60, mdo),
        try row("2026-03-02T11:20:00+01:00", "2026-03-02T12:00:00+01:00", "vrij", 40),
        try row(
          "2026-03-03T10:00:00+01:00", "2026-03-03T10:15:00+01:00", "afspraak", 15,
          #","appointment":"A-4","mode":"on-site","type":null,"place":"basecamp-zuidwest","room":"2""#),
        try row("2026-03-06T00:00:00+01:00", "2026-03-07T00:00:00+01:00", "afwezig", 1_440),
      ]
    }
  }

  @Test("days stand beside each other, hours below, with what is done, the way and what is free")
  func grid() throws {
    let lines = try picture("2026-03-02", usual, 80)
    #expect(
      lines == [
        "Week 10, 2 mrt 2026 – 8 mrt 2026, o.een",
        "",
        "       ma 2 mrt       di 3 mrt       wo 4 mrt       do 5 mrt       vr 6 mrt",
        "09:00  · vrij 1u                                                   × afwezig",
        "10:00  ~ reis 20m     ▌ bezet A-4                                  ×",
        "       ~              ▌ op locatie                                 ×",
        "       ~              ▌ basecamp-z…                                ×",
        "       ~              ▌ kamer 2                                    ×",
        "10:15  ~                                                           ×",
        "10:20  ▌ MDO A-3                                                   ×",
        "11:00  ▌ online                                                    ×",
        "11:20  · vrij 40m                                                  ×",
        "12:00",
      ], "\(lines.joined(separator: "\n"))")
  }

  @Test("where it is narrow a day comes after the other, and nothing is wider than the screen")
  func narrow() throws {
    let lines = try picture("2026-03-02", usual, 40)
    #expect(lines.contains("  10:20–11:20  ▌ MDO A-3 online"), "\(lines)")
    #expect(lines.contains("  10:00–10:20  ~ reis 20m"))
    #expect(lines.contains("  00:00–24:00  × afwezig"))
    for width in [30, 40, 60, 80, 100, 120, 200] {
      for line in try picture("2026-03-02", usual, width) { #expect(Columns.count(line) <= width, "\(width): \(line)") }
    }
  }

  @Test("the weekend is there only when there is something in it")
  func weekend() throws {
    let saturday = try row("2026-03-07T10:00:00+01:00", "2026-03-07T11:00:00+01:00", "afspraak", 60, mdo)
    #expect(try picture("2026-03-02", usual + [saturday], 120)[2].hasSuffix("za 7 mrt"))
    #expect(try !picture("2026-03-02", usual, 120)[2].contains("za 7"))
    let off = try row("2026-03-07T00:00:00+01:00", "2026-03-09T00:00:00+01:00", "afwezig", 2_880)
    #expect(try !picture("2026-03-02", usual + [off], 120)[2].contains("za 7"))
  }

  @Test("a team's people come one after the other")
  func team() throws {
    let rows = try ["g.een", "o.een"].map {
      try row("2026-03-02T09:00:00+01:00", "2026-03-02T17:00:00+01:00", "vrij", 480, worker: $0)
    }
    let lines = try picture("2026-03-02", rows, 80)
    #expect(lines.firstIndex(of: "g.een") == 2)
    #expect(lines.contains("o.een"))
    #expect(lines.count { $0.contains("ma 2 mrt") } == 2)
  }

  @Test("what lies over each other is told whole")
  func over() throws {
    let ill = try row("2026-03-02T09:30:00+01:00", "2026-03-02T12:00:00+01:00", "afwezig", 150)
    let met = try row("2026-03-02T10:00:00+01:00", "2026-03-02T11:00:00+01:00", "afspraak", 60, mdo)
    let text = try picture("2026-03-02", [ill, met], 140).joined(separator: "\n")
    #expect(text.contains("09:30–12:00 afwezig"), "\(text)")
    #expect(text.contains("10:00–11:00 MDO A-3"))
  }

  @Test("in autumn an hour stands there twice, in spring once less, and no other day is touched")
  func clock() throws {
    let autumn = [
      try row("2026-10-25T01:30:00+02:00", "2026-10-25T02:15:00+02:00", "afspraak", 45, mdo),
      try row("2026-10-25T02:15:00+02:00", "2026-10-25T02:15:00+01:00", "vrij", 60),
      try row("2026-10-25T02:15:00+01:00", "2026-10-25T04:00:00+01:00", "reis", 105),
      try row("2026-10-24T01:00:00+02:00", "2026-10-24T04:00:00+02:00", "vrij", 180),
    ]
    let lines = try picture("2026-10-19", autumn, 140)
    let clocks = lines.dropFirst(3).map { String($0.prefix(6)).split(separator: " ").first.map(String.init) ?? "" }
    #expect(
      clocks.filter { !$0.isEmpty } == [
        "01:00", "01:30", "02:00", "02:15", "02:00B", "02:15B", "03:00", "04:00",
      ], "\(lines)")
    let list = try picture("2026-10-19", autumn, 40)
    #expect(list.contains("  02:15–02:15B · vrij 1u"), "\(list)")
    let spring = [try row("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "afspraak", 60, mdo)]
    let clocksOfSpring = try picture("2026-03-23", spring, 140).dropFirst(3).compactMap {
      $0.split(separator: " ").first.map(String.init)
    }.filter { $0.contains(":") }
    #expect(!clocksOfSpring.contains("02:00B"), "\(clocksOfSpring)")
    // A week whose nights are worked, and whose clock stays.
    let nights = [try row("2026-06-02T01:00:00+02:00", "2026-06-02T05:00:00+02:00", "vrij", 240)]
    #expect(try !picture("2026-06-01", nights, 140).contains { $0.contains("B") })
  }

  @Test("a night goes on the next day")
  func night() throws {
    let rows = [try row("2026-03-02T22:00:00+01:00", "2026-03-03T02:00:00+01:00", "afspraak", 240, mdo)]
    let list = try picture("2026-03-02", rows, 40)
    #expect(list.contains("  22:00–24:00  ▌ MDO A-3 online"), "\(list)")
    #expect(list.contains("  00:00–02:00  ▌ MDO A-3 online"))
  }

  @Test("the week asked for is seven days from a Monday's midnight, page after page")
  func asked() {
    let page =
      #"row {"start":"2026-10-20T09:00:00+02:00","end":"2026-10-20T17:00:00+02:00","kind":"vrij","minutes":480}"#
    let screen = Screen.of(
      ["agenda", "--worker", "o.een", "--week", "2026-10-25"],
      page + "\nok {\"rows\":1,\"next\":\"1.2\"}\n" + page + "\nok {\"rows\":1}\n")
    #expect(screen.status == 0, "\(screen.err)")
    #expect(
      screen.heard == [
        "agenda worker=o.een from=2026-10-19 to=2026-10-26 limit=1000\n"
          + "agenda worker=o.een from=2026-10-19 to=2026-10-26 limit=1000 after=1.2\n"
      ])
    #expect(screen.out.split(separator: "\n").count == 3)
    #expect(screen.out.hasPrefix("start\tend\tkind\tminutes\n"))
    let clock = "ok {\"now\":\"2026-03-05T08:00:00+01:00\"}\n"
    for day in [["23", "nov", "2026"], ["23-11-2026"]] {
      let far = Screen.of(["agenda", "o.een", "--week"] + day, clock + "ok {\"rows\":0}\n")
      #expect(far.heard.last?.hasSuffix("agenda o.een from=2026-11-23 to=2026-11-30 limit=1000\n") == true, "\(far)")
    }
    let friday = Screen.of(
      ["agenda", "--week", "volgende", "week", "vr", "--worker", "o.een"], clock + "ok {\"rows\":0}\n")
    #expect(
      friday.heard == ["clock\nagenda worker=o.een from=2026-03-09 to=2026-03-16 limit=1000\n"], "\(friday)")
    let own = Screen.of(
      ["agenda", "--week", "--json"], clock + "ok {\"rows\":0}\n")
    #expect(own.heard == ["clock\nagenda from=2026-03-02 to=2026-03-09 limit=1000\n"])
    #expect(own.out == "{\"rows\":0}\n")
  }

  @Test(
    "another command, a span of its own and what is no day are refused",
    arguments: [
      ["wijk", "list", "--week"], ["agenda", "--week", "--from", "2026-03-02"], ["agenda", "--week=never"],
    ])
  func refused(arguments: [String]) {
    #expect(Screen.of(arguments, "ok {\"now\":\"2026-03-05T08:00:00+01:00\"}\n").status == 64)
  }
}
