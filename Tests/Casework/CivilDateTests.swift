import Casework
import Testing

@Suite("Civil dates")
struct CivilDateTests {
  @Test(
    "a real day is read and written back",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-22", 20_779),
      ("1900-03-01", -25_508), ("2199-12-31", 84_005),
    ])
  func reads(text: String, number: Int) {
    let date = CivilDate(iso: text)
    #expect(date?.day == number)
    #expect(date?.iso == text)
  }

  @Test(
    "a text that is no real day is refused",
    arguments: [
      "", "2026-11-2", "2026-11-31", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-01-00",
      "1899-12-31", "2200-01-01", "2026/11/22", "2026-11-22 ", " 2026-11-22", "+026-11-22", "2026-11-2x",
      "２026-11-22", "20261122", "2026-11-22T10:00",
    ])
  func refuses(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test("every day of three centuries follows the one before")
  func walks() {
    var expected = (year: 1900, month: 1, day: 1)
    var weekday = 1
    for number in day("1900-01-01").day...day("2199-12-31").day {
      let date = CivilDate(day: number)
      #expect(date.parts == expected)
      #expect(CivilDate(year: expected.year, month: expected.month, day: expected.day) == date)
      #expect(date.weekday.rawValue == weekday)
      let isLeap = expected.year % 400 == 0 || (expected.year % 4 == 0 && expected.year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      expected.day += 1
      if expected.day > lengths[expected.month - 1] { expected = (expected.year, expected.month + 1, 1) }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
      weekday = weekday % 7 + 1
    }
  }

  @Test(
    "weeks are numbered by ISO 8601, years of 53 weeks included",
    arguments: [
      ("2020-12-31", 2020, 53), ("2021-01-03", 2020, 53), ("2021-01-04", 2021, 1), ("2024-12-30", 2025, 1),
      ("2026-01-01", 2026, 1), ("2026-12-31", 2026, 53), ("2027-01-03", 2026, 53), ("2027-01-04", 2027, 1),
      ("2023-01-01", 2022, 52),
    ])
  func weeks(text: String, year: Int, week: Int) {
    #expect(day(text).isoWeek == (year, week))
  }

  @Test(
    "months and years are added with the day held to the month's end",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
      ("2026-11-22", 2, "2027-01-22"), ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
      ("2026-05-31", 0, "2026-05-31"), ("2026-12-31", -10, "2026-02-28"),
    ])
  func months(start: String, months: Int, end: String) {
    #expect(day(start).adding(months: months).iso == end)
    if months % 12 == 0 { #expect(day(start).adding(years: months / 12).iso == end) }
  }

  @Test("no sum overflows")
  func saturates() {
    let date = day("2026-11-22")
    for extreme in [Int.min, Int.min + 1, -1_000_000_000, 1_000_000_000, Int.max] {
      let sums = [
        date.adding(days: extreme), date.adding(months: extreme), date.adding(years: extreme),
        CivilDate(day: extreme).adding(days: extreme),
      ]
      for sum in sums { #expect(!sum.iso.isEmpty && sum.isoWeek.week > 0 && (sum < date) == (extreme < 0)) }
    }
    #expect(day("2026-11-22") - day("2026-11-01") == 21)
  }

  @Test("weekdays have their names on the wire")
  func weekdays() {
    #expect(Weekday.allCases.map(\.wire) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    for weekday in Weekday.allCases { #expect(Weekday(wire: weekday.wire) == weekday) }
    #expect(Weekday(wire: "Mon") == nil)
    #expect(Weekday(wire: "") == nil)
  }

  @Test("a time of day is read, 24:00 as the last")
  func times() {
    for (text, minutes) in [("00:00", 0), ("09:05", 545), ("23:59", 1_439), ("24:00", 1_440)] {
      #expect(TimeOfDay(wire: text)?.minutes == minutes)
      #expect(TimeOfDay(wire: text)?.wire == text)
    }
    for text in ["", "9:00", "24:01", "25:00", "12:60", "12:5", "12:345", "12.30", "-1:00", "12:00 "] {
      #expect(TimeOfDay(wire: text) == nil, "\(text)")
    }
  }
}
