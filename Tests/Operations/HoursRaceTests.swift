import Postgres
import TestKit
import Testing
import Wire

@Suite("Time taken at once, a hundred times")
struct HoursRaceTests {
  @Test("two bookings that each fit alone but not together, for the way between them: one wins")
  func travel() async throws {
    let agenda = try await AgendaCity()
    try agenda.look(
      """
      INSERT INTO koos.travel (from_place, to_place, minutes)
      SELECT a.id, b.id, 35 FROM koos.place a, koos.place b WHERE a.slug = 'basecamp-zuidwest' AND b.slug = 'basecamp-zuid';
      SELECT 1
      """)
    for round in 0..<100 {
      let (day, hour) = (Self.day(round / 4), 9 + round % 4 * 2)
      let first = "\(day)T\(hour < 10 ? "0" : "")\(hour):00"
      // 35 minutes there, 20 back: 30 between them are too few one way and enough the other.
      let lines = [(first, "basecamp-zuidwest"), ("\(first.dropLast(2))40", "basecamp-zuid")]
      let codes = await Self.atOnce(
        lines.enumerated().map { index, line in
          (
            "appointment.book type=overig at=\(line.0) minutes=10 with=o.een mode=on-site place=\(line.1)",
            index == 0 ? "o.een" : "t.lead"
          )
        }, agenda
      ).map(\.code).sorted()
      #expect(codes == ["conflict.travel", "ok"], "round \(round)")
    }
    #expect(try agenda.tooNear() == "0")
    await agenda.conversation.close()
  }

  @Test("a booking and an absence: either the booking is refused, or the absence names it, never both nor neither")
  func absence() async throws {
    let agenda = try await AgendaCity()
    var outcomes: Set<String> = []
    for round in 0..<100 {
      let at = Self.hour(round)
      let (day, hour) = (at.prefix(11), Int(at.dropFirst(11).prefix(2)) ?? 0)
      let lines = [
        ("appointment.book type=overig at=\(at) minutes=45 with=o.een mode=online", "o.een"),
        ("absence.add o.een from=\(day)\(hour < 10 ? "0" : "")\(hour):15 to=\(day)\(hour + 1):00 kind=ziek", "pl.een"),
      ]
      let answers = await Self.atOnce(round % 2 == 0 ? lines : lines.reversed(), agenda)
      let added = try #require(answers.first { $0["absence"] != nil }, "\(answers)")
      let booked = try #require(answers.first { $0["absence"] == nil }, "\(answers)")
      #expect(added.code == "ok" && ["ok", "conflict.hours"].contains(booked.code), "\(answers)")
      let hit = booked["appointment"]?.string
      #expect(added.column("appointment").compactMap { $0 } == (hit.map { [$0] } ?? []), "\(answers)")
      if hit == nil { #expect(booked.inTheWay == ["o.een"], "\(booked)") }
      outcomes.insert(booked.code)
    }
    #expect(outcomes == ["ok", "conflict.hours"], "both come about, or nothing was at once")
    #expect(try agenda.uncovered("o.een") == "0")
    await agenda.conversation.close()
  }

  @Test("a booking, a cancellation and the end of an absence: nothing is left over, and what comes free is covered")
  func ending() async throws {
    let agenda = try await AgendaCity()
    for round in 0..<50 {
      let (at, day) = (Self.hour(round * 2), Self.day(round / 4))
      let booked = await agenda.book(at, minutes: 30, mode: "online")
      let number = try #require(booked["appointment"]?.string, "\(booked)")
      let added = await agenda.ask("absence.add o.een from=\(day)T00:00 to=\(day)T23:00 kind=verlof")
      let absence = try #require(added["absence"]?.string, "\(added)")
      let answers = await Self.atOnce(
        [
          ("appointment.cancel \(number) by=client reason=x", "o.een"), ("absence.cancel \(absence)", "t.lead"),
          ("appointment.book type=overig at=\(at) minutes=30 with=o.een mode=online", "t.lead"),
        ], agenda)
      #expect(answers.allSatisfy { ["ok", "conflict.hours", "conflict.overlap"].contains($0.code) }, "\(answers)")
      #expect(try agenda.away("o.een") == [], "round \(round)")
    }
    await agenda.conversation.close()
  }

  @Test("two absences that overlap: one is kept")
  func absences() async throws {
    let agenda = try await AgendaCity()
    for round in 0..<100 {
      let at = Self.hour(round)
      let until = "\(at.prefix(11))\((Int(at.dropFirst(11).prefix(2)) ?? 0) + 1):00"
      let codes = await Self.atOnce(
        ["o.een", "t.lead"].map { ("absence.add o.een from=\(at) to=\(until) kind=overig", $0) }, agenda
      ).map(\.code).sorted()
      #expect(codes == ["conflict.duplicate", "ok"], "round \(round)")
    }
    #expect(try agenda.uncovered("o.een") == "0")
    await agenda.conversation.close()
  }

  @Test("one room wanted by two: one has it")
  func room() async throws {
    let agenda = try await AgendaCity()
    for round in 0..<100 {
      let at = Self.hour(round)
      let codes = await Self.atOnce(
        ["o.een", "o.twee"].map {
          (
            "appointment.book type=overig at=\(at) minutes=60 with=\($0) mode=on-site place=basecamp-zuidwest room=1",
            $0
          )
        }, agenda
      ).map(\.code).sorted()
      #expect(codes == ["conflict.room", "ok"], "round \(round)")
    }
    #expect(try agenda.tooNear() == "0")
    await agenda.conversation.close()
  }

  @Test("with minutes to prepare, two that only touch: one wins")
  func prepared() async throws {
    let agenda = try await AgendaCity()
    #expect(
      await agenda.ask("setting.set appointment.prepare value=10m team=basecamp-zuidwest", as: "t.lead").code == "ok")
    for round in 0..<100 {
      let (day, hour) = (Self.day(round / 3), 10 + round % 3 * 2)
      let codes = await Self.atOnce(
        ["00", "30"].map {
          ("appointment.book type=overig at=\(day)T\(hour):\($0) minutes=30 with=o.een mode=online", "o.een")
        }, agenda
      ).map(\.code).sorted()
      #expect(codes == ["conflict.overlap", "ok"], "round \(round)")
    }
    await agenda.conversation.close()
  }

  /// A working day of its own for each number, from 9 March 2026 on, none of them a holiday.
  private static func day(_ number: Int) -> String {
    let days = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30, 31].map {
      "2026-03-\($0 < 10 ? "0" : "")\($0)"
    }
    let june = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24].map {
      "2026-06-\($0 < 10 ? "0" : "")\($0)"
    }
    return (days + june)[number]
  }

  /// A working hour of its own for each number.
  private static func hour(_ number: Int) -> String {
    let hour = 9 + number % 8
    return "\(day(number / 8))T\(hour < 10 ? "0" : "")\(hour):00"
  }

  /// Says lines all at once, each as somebody.
  private static func atOnce(_ lines: [(String, String)], _ agenda: AgendaCity) async -> [Outcome] {
    await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
      for (line, login) in lines { group.addTask { await agenda.ask(line, as: login) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension AgendaCity {
  /// How many pairs of neighbours overlap or leave too little time between them.
  fileprivate func tooNear() throws -> String? {
    try look(
      """
      SELECT count(*) FROM koos.occupied a JOIN koos.occupied b ON b.resource = a.resource AND a.id <> b.id
        AND lower(a.during) <= lower(b.during) AND upper(a.during) > lower(a.during) AND b.during && tstzrange(lower(a.during), upper(a.during) + interval '10 hours')
      JOIN koos.resource r ON r.id = a.resource
      WHERE upper(a.during) + CASE WHEN r.kind = 'worker' AND a.place IS NOT NULL AND b.place IS NOT NULL
        THEN make_interval(mins => koos.travel_minutes(a.place, NULL, b.place, NULL)) ELSE interval '0' END > lower(b.during)
      """)[0][0]
  }

  /// Seconds of somebody's absences that nothing takes.
  fileprivate func uncovered(_ login: String) throws -> String? {
    try look(
      """
      SELECT coalesce(sum(extract(epoch FROM upper(p) - lower(p))), 0)::bigint FROM koos.worker w
      JOIN koos.absence a ON a.worker = w.id AND a.cancelled_at IS NULL
      CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(a.from_at, a.to_at))
        - coalesce((SELECT range_agg(o.during) FROM koos.occupied o WHERE o.resource = w.resource), '{}')) AS p WHERE w.login = '\(login)'
      """)[0][0]
  }
}
