import Testing

@testable import Casework

@Suite("iCalendar")
struct ICalendarTests {
  private func event(summary: String = "Afspraak A-3", location: String? = nil, conference: String? = nil)
    -> ICalendar.Event
  {
    ICalendar.Event(
      uid: "A-3@x", sequence: 2, stamp: Instant(seconds: moment("2026-03-02T08:00")),
      span: moment("2026-03-30T09:00")..<moment("2026-03-30T10:00"), status: .confirmed, summary: summary,
      location: location, conference: conference)
  }

  @Test("an appointment is a private event in UTC, with its sequence and its conference")
  func content() {
    #expect(
      ICalendar.lines([event(location: "BASEcamp Zuidwest", conference: "https://video.example/ab12")]) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//koosd//koosd//NL", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
        "UID:A-3@x", "DTSTAMP:20260302T070000Z", "DTSTART:20260330T070000Z", "DTEND:20260330T080000Z", "SEQUENCE:2",
        "STATUS:CONFIRMED", "CLASS:PRIVATE", "TRANSP:OPAQUE", "SUMMARY:Afspraak A-3", "LOCATION:BASEcamp Zuidwest",
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/ab12", "END:VEVENT", "END:VCALENDAR",
      ])
  }

  @Test(
    "what has a meaning in iCalendar is escaped, what is no character there is left out",
    arguments: [
      ("Zaal 1; bij de tuin, links", "Zaal 1\\; bij de tuin\\, links"), ("a\\b", "a\\\\b"),
      ("twee\nregels", "twee\\nregels"),
      ("bel\u{7}\u{7F}\r", "bel"), ("tab\tblijft", "tab\tblijft"), ("één: \"x\"", "één: \"x\""), ("", ""),
    ])
  func escapes(raw: String, written: String) {
    #expect(ICalendar.text(raw) == written)
    #expect(ICalendar.lines([event(location: raw)]).contains("LOCATION:\(written)"))
  }

  @Test("no line is longer than 75 octets, no character is cut, and unfolded it is what it was")
  func folds() {
    for length in 0...400 {
      let line = String((0..<length).map { ["a", "é", "€", "🙂", " "][($0 * 7 + length) % 5] }.joined())
      let pieces = ICalendar.folded(line)
      #expect(pieces.allSatisfy { $0.utf8.count <= 75 })
      #expect(pieces.dropFirst().allSatisfy { $0.first == " " && $0.utf8.count > 1 })
      #expect(pieces[0] + pieces.dropFirst().map { $0.unicodeScalars.dropFirst() }.map(String.init).joined() == line)
      #expect(pieces.dropLast().allSatisfy { $0.utf8.count > 71 }, "as long as they can be")
    }
  }

  @Test("an address brings no further line or parameter in")
  func address() {
    let lines = ICalendar.lines([event(conference: "https://x.example/a\r\nURL:b c")])
    #expect(lines.contains("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://x.example/aURL:bc"))
  }

  @Test("an empty calendar is one still")
  func empty() {
    #expect(ICalendar.lines([]).first == "BEGIN:VCALENDAR" && ICalendar.lines([]).last == "END:VCALENDAR")
  }
}
