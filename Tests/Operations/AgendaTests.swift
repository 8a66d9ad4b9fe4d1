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

@Suite("Agenda of a day")
struct AgendaDayTests {
  private func rows(_ reply: Outcome) -> [String] {
    reply.rows.map { row in
      func clock(_ name: String) -> Substring { row[name]?.string?.dropFirst(11).prefix(5) ?? "" }
      return "\(clock("start"))-\(clock("end")) \(row["kind"]?.string ?? "") \(row["appointment"]?.string ?? "")"
    }
  }

  @Test("a day holds appointments, the way between them, absence and what is left, for today without a word")
  func day() async throws {
    let agenda = try await AgendaCity()
    let casus = try agenda.openCase()
    #expect(await agenda.ask("clock at=2026-06-08T07:00", as: "admin").code == "ok")
    let one = await agenda.book("2026-06-08T10:00", "case=\(casus)")
    let two = await agenda.book("2026-06-08T11:30", place: "thuis", "case=\(casus)")
    let three = await agenda.book("2026-06-08T14:00", mode: "online")
    let gone = await agenda.book("2026-06-08T15:30", mode: "online")
    #expect(
      await agenda.ask("appointment.cancel \(gone["appointment"]?.string ?? "") by=provider reason=x").code == "ok")
    #expect(
      await agenda.ask("absence.add worker=o.een from=2026-06-08T16:00 to=2026-06-09T10:00 kind=verlof").code == "ok")
    let (a, b, c) = (
      one["appointment"]?.string ?? "", two["appointment"]?.string ?? "", three["appointment"]?.string ?? ""
    )
    let today = await agenda.ask("agenda")
    let shown = rows(today)
    #expect(
      shown == [
        "09:00-10:00 vrij ", "10:00-11:00 afspraak \(a)", "11:00-11:20 vrij ", "11:20-11:30 reis ",
        "11:30-12:30 afspraak \(b)", "12:30-14:00 vrij ", "14:00-15:00 afspraak \(c)", "15:00-16:00 vrij ",
        "16:00-00:00 afwezig ",
      ], "\(shown)")
    #expect(today.rows.allSatisfy { $0["workers"]?.array?.contains(.string("o.een")) == true })
    #expect(today.rows[1]["case"]?.string == casus && today.rows[1]["place"]?.string == "basecamp-zuidwest")
    // A colleague sees that the time is taken, not for whom.
    let other = await agenda.ask("agenda worker=o.een", as: "o.drie")
    #expect(rows(other) == shown && !other.description.contains(casus))
    #expect(
      rows(await agenda.ask("agenda worker=o.een from=2026-06-09")).first?.hasPrefix("00:00-10:00 afwezig") == true)
    let logged = try agenda.look(
      "SELECT count(*)::text FROM koos.access_log WHERE action = 'agenda' AND casus = \(casus.dropFirst(2))")
    #expect(logged[0][0] == "2", "one for each appointment of the case that was shown")
    await agenda.conversation.close()
  }

  @Test("a team's days follow each other, in each worker after worker; pages hold everything once")
  func team() async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.book("2026-06-08T10:00", with: "o.een,o.twee", mode: "online").code == "ok")
    let words = "agenda team=basecamp-zuidwest from=2026-06-08 to=2026-06-10"
    let whole = await agenda.ask(words)
    let keys = whole.rows.map {
      "\($0["start"]?.string?.prefix(10) ?? "") \($0["worker"]?.string ?? "") \($0["start"]?.string ?? "")"
    }
    #expect(!keys.isEmpty && keys == keys.sorted())
    #expect(whole.rows.count { $0["appointment"]?.string != nil } == 2, "each of the two has it")
    let seen = Set(whole.rows.compactMap { $0["worker"]?.string })
    #expect(seen.isSuperset(of: ["o.een", "o.twee", "s.een", "t.lead"]))
    var (paged, after): ([String], String?) = ([], nil)
    repeat {
      let page = await agenda.ask(words + " limit=3" + (after.map { " after=\($0)" } ?? ""))
      paged += page.rows.map(\.text)
      after = page["next"]?.string
    } while after != nil && paged.count < 1_000
    #expect(paged == whole.rows.map(\.text))
    await agenda.conversation.close()
  }

  @Test("days on which the clock changes have 23 and 25 hours", arguments: [("2026-03-29", 23), ("2026-10-25", 25)])
  func change(day: String, hours: Int) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("absence.add worker=o.een from=\(day)T00:00 to=\(day)T23:59 kind=ziek").code == "ok")
    let away = await agenda.ask("agenda from=\(day)").rows
    #expect(away.map { $0["kind"]?.string } == ["afwezig"] && away.first?["minutes"]?.integer == Int64(hours * 60 - 1))
    await agenda.conversation.close()
  }

  @Test(
    "what cannot be asked is refused with its field",
    arguments: [
      ("agenda worker=nie.mand", "not-found.worker", "worker"),
      ("agenda worker=o.een team=basecamp-zuid", "input.value", "team"),
      ("agenda from=2026-06-09 to=2026-06-09", "input.value", "to"),
      ("agenda from=2026-06-09 to=2026-06-01", "input.value", "to"),
      ("agenda to=2026-01-01", "input.value", "to"), ("agenda from=2026-01-01 to=2026-12-31", "input.value", "to"),
      ("agenda from=2026-03-29T02:30", "input.time-gap", "from"), ("agenda after=x", "input.value", "after"),
    ])
  func refused(line: String, code: String, field: String) async throws {
    let agenda = try await AgendaCity()
    let reply = await agenda.ask(line)
    #expect(reply.code == code && reply["field"]?.string == field, "\(reply)")
    await agenda.conversation.close()
  }
}
