import Patience
import Platform
import TestKit
import Testing
import Wire

@Suite("Agenda")
struct AgendaTests {
  /// What other programs read from a calendar, a line an event; a program that complains prints that too.
  private static let reader = """
    import sys, warnings, datetime, icalendar, recurring_ical_events
    warnings.simplefilter("error")
    with open(sys.argv[1], "rb") as file: raw = file.read()
    calendar = icalendar.Calendar.from_ical(raw)
    for part in calendar.walk():
        if part.errors: print("error", part.errors)
    span = (datetime.datetime(2026, 1, 1), datetime.datetime(2027, 12, 31))
    happening = recurring_ical_events.of(calendar).between(*span)
    print(len(happening), "events")
    for e in calendar.walk("VEVENT"):
        assert "CONFERENCE" not in e or str(e["CONFERENCE"]).startswith("https://"), e
        print(str(e["UID"]).split("@")[0], e["SEQUENCE"], e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat(), e["STATUS"],
          e["CLASS"], e["SUMMARY"], "|", e.get("LOCATION", "-"), "|", "online" if "CONFERENCE" in e else "-")
    """

  private func lines(_ reply: Outcome) -> [String] { reply.rows.compactMap { $0["line"]?.string } }

  private func read(_ reply: Outcome) throws -> [String] {
    let directory = try TemporaryDirectory()
    let file = directory.file("koos.ics")
    try File.write(Array(lines(reply).map { $0 + "\r\n" }.joined().utf8), to: file, mode: 0o600)
    let result = try ChildProcess.run(
      ["/usr/bin/python3", "-c", Self.reader, file], environment: Environment.all(), limit: 1 << 22)
    #expect(result.succeeded, "\(result.output)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("other programs read a calendar without complaint, and find a code where a name could stand")
  func exported() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let words = "case=\(casus) note=\"geheim; heel, geheim\" guests=moeder:online"
    let one = await agenda.book("2026-06-08T10:00", with: "o.een,f.een:online", mode: "hybrid", words)
    let home = await agenda.book("2026-07-01T09:30", place: "thuis", "case=\(casus)")
    let gone = await agenda.book("2026-10-26T09:00", mode: "online")
    #expect(one.code == "ok" && home.code == "ok" && gone.code == "ok", "\(one) \(home) \(gone)")
    let (a, b, c) = (
      one["appointment"]?.string ?? "", home["appointment"]?.string ?? "", gone["appointment"]?.string ?? ""
    )
    #expect(await agenda.ask("appointment.cancel \(c) by=provider reason=ziek").code == "ok")
    let own = await agenda.ask("agenda.ics from=2026-06-01")
    #expect(own.code == "ok" && own["rows"]?.integer == Int64(lines(own).count))
    let shown = try read(own)
    #expect(
      shown == [
        "3 events",
        "\(a) 0 2026-06-08T08:00:00+00:00 2026-06-08T09:00:00+00:00 CONFIRMED PRIVATE Afspraak \(a) | basecamp-zuidwest | online",
        "\(b) 0 2026-07-01T07:30:00+00:00 2026-07-01T08:30:00+00:00 CONFIRMED PRIVATE Afspraak \(b) | thuis | -",
        "\(c) 0 2026-10-26T08:00:00+00:00 2026-10-26T09:00:00+00:00 CANCELLED PRIVATE Afspraak \(c) | - | online",
      ])
    #expect(lines(own).allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
    let uids = lines(own).filter { $0.hasPrefix("UID:") }
    #expect(Set(uids).count == 3)
    #expect(lines(await agenda.ask("agenda.ics from=2026-06-01")).filter { $0.hasPrefix("UID:") } == uids, "stable")
    for secret in [casus, "geheim", "moeder", "Kind", "3526", "gezin"] {
      #expect(!own.description.contains(secret), "\(secret)")
    }
    await agenda.conversation.close()
  }

  @Test("a colleague's calendar is busy time")
  func colleague() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    let one = await agenda.book("2026-06-08T10:00", with: "o.een,f.een:online", mode: "hybrid", "case=\(casus)")
    let two = await agenda.book("2026-06-09T10:00", mode: "online")
    let (a, b) = (one["appointment"]?.string ?? "", two["appointment"]?.string ?? "")
    let busy = await agenda.ask("agenda.ics worker=o.een from=2026-06-01", as: "o.drie")
    let shown = try read(busy)
    #expect(
      shown == [
        "2 events",
        "\(a) 0 2026-06-08T08:00:00+00:00 2026-06-08T09:00:00+00:00 CONFIRMED PRIVATE Bezet | basecamp-zuidwest | -",
        "\(b) 0 2026-06-09T08:00:00+00:00 2026-06-09T09:00:00+00:00 CONFIRMED PRIVATE Bezet | - | -",
      ])
    // Who reads the case knows the appointment of it, and of no other.
    #expect(
      try read(await agenda.ask("agenda.ics worker=o.een from=2026-06-01", as: "f.lead")).map { $0.contains("Bezet") }
        == [
          false, false, true,
        ])
    await agenda.conversation.close()
  }

  @Test("from and to bound it; backwards is refused with its field")
  func bounds() async throws {
    let agenda = try await AgendaCity()
    func count(_ words: String) async throws -> String? { try read(await agenda.ask("agenda.ics \(words)")).first }
    _ = await agenda.book("2026-06-08T10:00", mode: "online")
    _ = await agenda.book("2026-06-09T10:00", mode: "online")
    #expect(try await count("from=2026-06-09 to=2026-06-10") == "1 events")
    #expect(try await count("from=2026-06-08T10:30 to=2026-06-09T10:00") == "1 events")
    #expect(try await count("from=2026-06-10 to=2026-06-20") == "0 events")
    let wrong = await agenda.ask("agenda.ics from=2026-06-10 to=2026-06-09")
    #expect(wrong.code == "input.value" && wrong["field"]?.string == "to")
    #expect(await agenda.ask("agenda.ics worker=nie.mand").code == "not-found.worker")
    await agenda.conversation.close()
  }
}
