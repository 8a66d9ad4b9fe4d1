import Testing
import Wire

@testable import Console

@Suite("Comma-separated values")
struct CommaSeparatedTests {
  @Test("a report has the wire's names above it, a withheld figure is empty")
  func report() {
    let lines = Screen.of(["report", "yearbook", "2020", "--csv"], Figures.yearbook).out.split(
      separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(2) == ["part,key,value", "clients,total,2431"])
    #expect(lines.contains("referrers,rechter,"))
    #expect(lines.last == "")
  }

  @Test("a terminal changes nothing, and other replies are one record")
  func terminal() {
    let piped = Screen.of(["report", "yearbook", "2020", "--csv"], Figures.yearbook).out
    #expect(Screen.of(["report", "yearbook", "2020", "--csv"], width: 80, Figures.yearbook).out == piped)
    #expect(
      Screen.of(["case", "show", "C-1", "--csv"], "ok {\"case\":\"C-1\",\"owners\":[\"a\",\"b\"]}\n").out
        == "case,owners\r\nC-1,\"a,b\"\r\n")
  }

  @Test(
    "a text stays a text in a spreadsheet, a number a number",
    arguments: [
      (.string("gewoon"), "gewoon"), (.string("a,b"), "\"a,b\""), (.string("zei \"ja\""), "\"zei \"\"ja\"\"\""),
      (.string("twee\nregels"), "\"twee\nregels\""), (.string("=1+1"), "\"'=1+1\""), (.string("+31 30"), "\"'+31 30\""),
      (.string("-5"), "\"'-5\""), (.string("@a"), "\"'@a\""), (.string("\t=1"), "\"'\t=1\""),
      (.string("' x"), "\"' x\""),
      (.integer(-5), "-5"), (.number(0.5), "0.5"), (.bool(true), "true"), (.null, ""),
      (.string("een\u{1B}[2J"), "een\\u{1b}[2J"), (.object([JSON.Member("a", .integer(1))]), "\"{\"\"a\"\":1}\""),
    ] as [(JSON, String)])
  func fields(value: JSON, field: String) {
    #expect(CommaSeparated.text([.object([JSON.Member("x", value)])]) == "x\r\n\(field)\r\n")
  }
}

@Suite("Numbers for people")
struct NumberTests {
  @Test(
    "thousands, decimals and nothing",
    arguments: [
      (0, "0", "0"), (999, "999", "999"), (1234.5, "1.234,5", "1,234.5"), (-0.04, "0", "0"),
      (-1234567, "-1.234.567", "-1,234,567"),
      (0.96, "1", "1"), (.infinity, "–", "–"), (1e300, "–", "–"),
    ] as [(Double, String, String)])
  func numbers(value: Double, nl: String, en: String) {
    #expect(Numbers(language: .nl).text(value) == nl)
    #expect(Numbers(language: .en).text(value) == en)
  }

  @Test("a share that is there is never nothing")
  func shares() {
    #expect([0, 0.001, 0.12, 0.999].map(Numbers(language: .nl).share) == ["0%", "<1%", "12%", "100%"])
  }

  @Test("bars, parts and lines keep their room", arguments: [Glyphs.blocks, .ascii])
  func glyphs(glyphs: Glyphs) {
    for share in stride(from: 0.0, through: 1.0, by: 0.01) {
      #expect(Columns.count(glyphs.bar(share, room: 20)) <= 20)
      #expect(Columns.count(glyphs.parts([share, 1 - share, 0.3], room: 33)) == 33)
    }
    #expect(Columns.count(glyphs.bar(1, room: 20)) == 20)
    #expect(!glyphs.bar(0.0001, room: 20).isEmpty)
    #expect(Columns.count(glyphs.spark([.number(1), .suppressed, .none, .number(9)], top: 9)) == 4)
  }

  @Test(
    "a scale has round steps, and its top is above all", arguments: [1.0, 3, 7, 49, 50, 51, 99, 1_000, 45_042, 0.2])
  func scales(largest: Double) {
    let scale = Scale(upTo: largest)
    #expect(scale.top >= largest)
    #expect(scale.ticks.count <= 6)
    #expect(scale.ticks.first == 0)
  }
}
