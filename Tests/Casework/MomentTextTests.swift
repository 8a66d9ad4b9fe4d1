import Casework
import Testing

@Suite("Moments and the zone")
struct MomentTextTests {
  @Test(
    "local times are read, seconds optional",
    arguments: [
      ("2026-11-22T14:30", 52_200, "2026-11-22T14:30"), ("2026-11-22T14:30:00", 52_200, "2026-11-22T14:30"),
      ("2026-11-22T23:59:59", 86_399, "2026-11-22T23:59:59"), ("2026-11-22T00:00", 0, "2026-11-22T00:00"),
    ])
  func reads(text: String, second: Int, wire: String) {
    let time = LocalTime(date: day("2026-11-22"), second: second)
    #expect(MomentText(wire: text) == .local(time))
    #expect(LocalTime(wire: text) == time)
    #expect(time.wire == wire)
  }

  @Test(
    "exact times are read with their offset",
    arguments: [
      ("1970-01-01T00:00Z", Int64(0)), ("1970-01-01T01:00+01:00", 0), ("1969-12-31T23:30:05-00:30", 5),
      ("2026-11-22T14:30+01:00", 1_795_354_200), ("2026-11-22T13:30:00Z", 1_795_354_200),
      ("2026-07-01T00:00+02:00", 1_782_856_800), ("2199-12-31T23:59:59-23:59", 7_258_204_739),
    ])
  func exact(text: String, seconds: Int64) {
    #expect(MomentText(wire: text) == .exact(Instant(seconds: seconds)))
    #expect(LocalTime(wire: text) == nil)
  }

  @Test("a bare date is a date")
  func dates() {
    #expect(MomentText(wire: "2026-11-22") == .date(day("2026-11-22")))
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "2026-11-22T", "2026-11-22T1430", "2026-11-22T24:00", "2026-11-22T14:60", "2026-11-22T14:30:60",
      "2026-11-22 14:30", "2026-11-22t14:30", "2026-11-22T14:30z", "2026-11-22T14:30+0100",
      "2026-11-22T14:30+24:00", "2026-11-22T14:30+01:60", "2026-11-22T14:30:00.5", "2026-11-22T14:30Z ",
      "2026-02-30T10:00", "2026-11-22T14:30+1:00", "2026-11-22T14:30:", "14:30",
    ])
  func refuses(text: String) {
    #expect(MomentText(wire: text) == nil)
  }

  @Test("the change days of every year are read and written right", arguments: 2_019...2_030)
  func changes(year: Int) {
    let zone = Zone.amsterdam
    let spring = Zone.lastSunday(year, 3)
    let autumn = Zone.lastSunday(year, 10)
    let monday = { (date: CivilDate) in zone.startOfDay(date.adding(days: 1)).seconds }
    #expect(monday(spring) - zone.startOfDay(spring).seconds == 23 * 3_600)
    #expect(monday(autumn) - zone.startOfDay(autumn).seconds == 25 * 3_600)

    let change = zone.startOfDay(spring).seconds + 2 * 3_600
    #expect(zone.rfc3339(Instant(seconds: change - 1)) == "\(spring.iso)T01:59:59+01:00")
    #expect(zone.rfc3339(Instant(seconds: change)) == "\(spring.iso)T03:00:00+02:00")
    for second in [7_200, 7_201, 9_000, 10_799, 10_800] {
      #expect(zone.opening(of: LocalTime(date: spring, second: second)).seconds == change)
    }
    let back = zone.startOfDay(autumn).seconds + 3 * 3_600
    #expect(zone.rfc3339(Instant(seconds: back - 1)) == "\(autumn.iso)T02:59:59+02:00")
    #expect(zone.rfc3339(Instant(seconds: back)) == "\(autumn.iso)T02:00:00+01:00")
    #expect(zone.opening(of: LocalTime(date: autumn, second: 9_000)).seconds == back - 1_800)
    #expect(zone.local(of: Instant(seconds: back)) == LocalTime(date: autumn, second: 7_200))
  }

  @Test("what is written is read back as the same instant")
  func roundTrip() {
    var random = Seeded(1)
    for _ in 0..<2_000 {
      let instant = Instant(seconds: Int64.random(in: 820_454_400..<2_145_916_800, using: &random))
      let text = Zone.amsterdam.rfc3339(instant)
      #expect(text.utf8.count == 25)
      #expect(MomentText(wire: text) == .exact(instant))
    }
  }

  @Test("offsets west of Greenwich and between hours are written")
  func offsets() {
    let zone = { (seconds: Int) in
      Zone(reading: { _ in .once(Instant(seconds: 0)) }, offset: { _ in seconds })
    }
    #expect(zone(-12_600).rfc3339(Instant(seconds: 0)) == "1969-12-31T20:30:00-03:30")
    #expect(zone(0).rfc3339(Instant(seconds: 0)) == "1970-01-01T00:00:00+00:00")
    #expect(zone(1_172).rfc3339(Instant(seconds: 0)) == "1970-01-01T00:19:00+00:19")
  }
}

@Suite("Durations")
struct SpanTests {
  @Test(
    "durations are read and written back",
    arguments: [
      ("30s", 0, 30, "30s"), ("45m", 0, 2_700, "45m"), ("1h30m", 0, 5_400, "1h30m"), ("5d", 5, 0, "5d"),
      ("90m", 0, 5_400, "1h30m"), ("48h", 0, 172_800, "48h"), ("0m", 0, 0, "0m"),
      ("1d12h", 1, 43_200, "1d12h"),
      ("1h1s", 0, 3_601, "1h1s"), ("36525d", 36_525, 0, "36525d"),
    ])
  func reads(text: String, days: Int, seconds: Int, wire: String) {
    let span = Span(wire: text)
    #expect(span?.days == days)
    #expect(span?.seconds == seconds)
    #expect(span?.wire == wire)
  }

  @Test(
    "other texts are refused",
    arguments: [
      "", "m", "5", "1h30", "30m1h", "1h1h", "5w", "-5m", "+5m", "1.5h", "5 m", "36526d", "36525d1s", "5D",
      "999999999d", "999999999h", "1000000000s", "99999999999999999999m", "1h ", "٣m",
    ])
  func refuses(text: String) {
    #expect(Span(wire: text) == nil)
  }

  @Test("a bare number is minutes only where that is said")
  func plain() {
    #expect(Span(wire: "45", plainMinutes: true) == Span(wire: "45m"))
    #expect(Span(wire: "1h30", plainMinutes: true) == nil)
    #expect(Span(wire: "999999999", plainMinutes: true) == nil)
    #expect(Span(wire: "1h30m", plainMinutes: true)?.minutes == 90)
    #expect(Span(wire: "2d")?.minutes == 2_880)
  }

  @Test("calendar days keep the wall clock, hours do not")
  func clock() {
    let zone = Zone.amsterdam
    let start = Instant(seconds: moment("2026-03-28T09:00"))
    for (text, end) in [
      ("1d", "2026-03-29T09:00:00+02:00"), ("24h", "2026-03-29T10:00:00+02:00"),
      ("1d1h", "2026-03-29T10:00:00+02:00"), ("365d", "2027-03-28T09:00:00+02:00"),
    ] {
      #expect(Span(wire: text).map { zone.rfc3339(zone.instant($0, after: start)) } == end)
    }
    let night = Instant(seconds: moment("2026-03-28T02:30"))
    #expect(Span(days: 1).map { zone.rfc3339(zone.instant($0, after: night)) } == "2026-03-29T03:30:00+02:00")
  }
}
