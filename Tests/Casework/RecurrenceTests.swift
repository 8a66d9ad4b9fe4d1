import Casework
import Testing

@Suite("Recurrence")
struct RecurrenceTests {
  static func days(_ start: String, _ rule: String) throws -> [String] {
    try Recurrence.times(of: RecurrenceRule(wire: rule), from: #require(LocalTime(wire: start))).map(\.date.iso)
  }

  @Test(
    "what each part says",
    arguments: [
      ("2026-03-02T09:00", "FREQ=DAILY;COUNT=3", ["2026-03-02", "2026-03-03", "2026-03-04"]),
      ("2026-03-02T09:00", "freq=daily;interval=10;until=20260322", ["2026-03-02", "2026-03-12", "2026-03-22"]),
      (
        "2026-03-06T09:00", "FREQ=DAILY;BYDAY=MO,FR;COUNT=4", ["2026-03-06", "2026-03-09", "2026-03-13", "2026-03-16"]
      ),
      ("2026-01-31T09:00", "FREQ=DAILY;BYMONTHDAY=-1;COUNT=3", ["2026-01-31", "2026-02-28", "2026-03-31"]),
      ("2026-03-03T09:00", "FREQ=WEEKLY;COUNT=3", ["2026-03-03", "2026-03-10", "2026-03-17"]),
      (
        "2026-03-03T09:00", "FREQ=WEEKLY;BYDAY=TH,TU;COUNT=4", ["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"]
      ),
      // Months without the day are left out.
      ("2026-01-31T09:00", "FREQ=MONTHLY;COUNT=4", ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]),
      ("2026-01-30T09:00", "FREQ=MONTHLY;UNTIL=20260430", ["2026-01-30", "2026-03-30", "2026-04-30"]),
      ("2026-01-31T09:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["2026-01-31", "2026-02-28", "2026-03-31"]),
      ("2028-02-29T09:00", "FREQ=MONTHLY;INTERVAL=12;COUNT=1", ["2028-02-29"]),
      ("2028-02-29T09:00", "FREQ=MONTHLY;COUNT=3", ["2028-02-29", "2028-03-29", "2028-04-29"]),
      (
        "2027-12-31T09:00", "FREQ=MONTHLY;BYMONTHDAY=29,31;COUNT=4",
        ["2027-12-31", "2028-01-29", "2028-01-31", "2028-02-29"]
      ),
      // The fifth weekday, and the last.
      ("2026-03-30T09:00", "FREQ=MONTHLY;BYDAY=5MO;COUNT=3", ["2026-03-30", "2026-06-29", "2026-08-31"]),
      ("2026-03-30T09:00", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", ["2026-03-30", "2026-04-27", "2026-05-25"]),
      (
        "2026-03-03T09:00", "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=4",
        ["2026-03-03", "2026-03-17", "2026-04-07", "2026-04-21"]
      ),
      (
        "2026-03-02T09:00", "FREQ=MONTHLY;BYDAY=MO,-1FR;UNTIL=2026-03-31",
        ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-27", "2026-03-30"]
      ),
      ("2026-02-13T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", ["2026-02-13", "2026-03-13", "2026-11-13"]),
      ("2026-03-03T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU;COUNT=3", ["2026-03-03", "2026-05-05", "2026-07-07"]),
      // UNTIL is inclusive, as a time to the second.
      ("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260304T090000", ["2026-03-02", "2026-03-03", "2026-03-04"]),
      ("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260304T085959", ["2026-03-02", "2026-03-03"]),
      ("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260302", ["2026-03-02"]),
      // The examples of RFC 5545 §3.3.10: the same rule with weeks that begin on Monday and on Sunday.
      (
        "1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]
      ),
      (
        "1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]
      ),
    ])
  func parts(start: String, rule: String, expected: [String]) throws {
    #expect(try Self.days(start, rule) == expected)
  }

  @Test("nine o'clock stays nine o'clock over both changes of the clock")
  func clock() throws {
    let moments = try Recurrence.moments(
      of: RecurrenceRule(wire: "FREQ=WEEKLY;COUNT=40"), from: Instant(seconds: moment("2026-02-15T09:00")),
      in: .amsterdam)
    #expect(moments.map { Zone.amsterdam.local(of: $0).second }.allSatisfy { $0 == 9 * 3_600 })
    let steps = zip(moments, moments.dropFirst()).map { $1.seconds - $0.seconds - 7 * 86_400 }
    #expect(steps.filter { $0 != 0 } == [-3_600, 3_600])
  }

  @Test("half past two is half past three in the gap of spring, and the first of the two in the fold of autumn")
  func changes() throws {
    func texts(_ start: String) throws -> [String] {
      try Recurrence.moments(
        of: RecurrenceRule(wire: "FREQ=DAILY;COUNT=3"), from: Instant(seconds: moment(start)), in: .amsterdam
      ).map(Zone.amsterdam.rfc3339)
    }
    #expect(
      try texts("2026-03-28T02:30") == [
        "2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00",
      ])
    #expect(
      try texts("2026-10-24T02:30") == [
        "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00",
      ])
    // Who names the second of the two gets it.
    #expect(try texts("2026-10-25T02:30+01:00").first == "2026-10-25T02:30:00+01:00")
  }

  @Test(
    "a rule that is not served says what it is",
    arguments: [
      ("FREQ=YEARLY;COUNT=2", .value(part: "FREQ", value: "YEARLY")), ("COUNT=2", .frequencyless),
      ("FREQ=HOURLY;COUNT=2", .value(part: "FREQ", value: "HOURLY")), ("FREQ=DAILY", .endless),
      ("FREQ=DAILY;COUNT=2;UNTIL=20260401", .endsTwice), ("FREQ=DAILY;COUNT=2;BYHOUR=9", .unserved("BYHOUR")),
      ("FREQ=DAILY;COUNT=2;BYSETPOS=-1", .unserved("BYSETPOS")), ("FREQ=DAILY;COUNT=2;X", .unserved("X")),
      ("FREQ=DAILY;COUNT=2;", .unserved("")), ("", .unserved("")), ("FREQ", .unserved("FREQ")),
      ("FREQ=DAILY;COUNT=2;COUNT=2", .twice("COUNT")),
      ("FREQ=DAILY;COUNT=0", .value(part: "COUNT", value: "0")),
      ("FREQ=DAILY;COUNT=-1", .value(part: "COUNT", value: "-1")),
      ("FREQ=DAILY;COUNT=", .value(part: "COUNT", value: "")),
      ("FREQ=DAILY;COUNT=99999999999999999999", .value(part: "COUNT", value: "99999999999999999999")),
      ("FREQ=DAILY;COUNT=2;INTERVAL=0", .value(part: "INTERVAL", value: "0")),
      ("FREQ=DAILY;UNTIL=20260231", .value(part: "UNTIL", value: "20260231")),
      ("FREQ=DAILY;UNTIL=20260301T090000Z", .value(part: "UNTIL", value: "20260301T090000Z")),
      ("FREQ=DAILY;UNTIL=20260301T250000", .value(part: "UNTIL", value: "20260301T250000")),
      ("FREQ=WEEKLY;COUNT=2;BYDAY=", .value(part: "BYDAY", value: "")),
      ("FREQ=WEEKLY;COUNT=2;BYDAY=MO,,TU", .value(part: "BYDAY", value: "")),
      ("FREQ=WEEKLY;COUNT=2;BYDAY=MA", .value(part: "BYDAY", value: "MA")),
      ("FREQ=MONTHLY;COUNT=2;BYDAY=0MO", .value(part: "BYDAY", value: "0MO")),
      ("FREQ=MONTHLY;COUNT=2;BYDAY=54MO", .value(part: "BYDAY", value: "54MO")),
      ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32", .value(part: "BYMONTHDAY", value: "32")),
      ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=0", .value(part: "BYMONTHDAY", value: "0")),
      ("FREQ=WEEKLY;COUNT=2;BYDAY=1MO", .misplaced(part: "BYDAY", .weekly)),
      ("FREQ=DAILY;COUNT=2;BYDAY=-1MO", .misplaced(part: "BYDAY", .daily)),
      ("FREQ=WEEKLY;COUNT=2;BYMONTHDAY=1", .misplaced(part: "BYMONTHDAY", .weekly)),
      ("FREQ=WEEKLY;COUNT=2;WKST=XX", .value(part: "WKST", value: "XX")),
    ] as [(String, RecurrenceRule.Fault)])
  func refused(rule: String, fault: RecurrenceRule.Fault) {
    #expect(throws: fault) { try RecurrenceRule(wire: rule) }
  }

  @Test(
    "a series stays within two years and 200 occurrences, and begins with its start",
    arguments: [
      ("2026-03-02T09:00", "FREQ=DAILY;COUNT=201", .tooMany),
      ("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260918", .tooMany),
      ("2026-03-02T09:00", "FREQ=WEEKLY;UNTIL=20280303", .tooLong),
      ("2026-03-02T09:00", "FREQ=MONTHLY;COUNT=26", .tooLong),
      ("2026-03-02T09:00", "FREQ=DAILY;INTERVAL=999999999;COUNT=2", .tooLong),
      ("2026-03-02T09:00", "FREQ=WEEKLY;INTERVAL=999999999;COUNT=2", .tooLong),
      ("2026-03-02T09:00", "FREQ=MONTHLY;INTERVAL=999999999;COUNT=2", .tooLong),
      ("2026-03-02T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=2", .startOutside),
      ("2026-03-02T09:00", "FREQ=MONTHLY;BYDAY=53MO;COUNT=2", .startOutside),
      ("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260301", .startOutside),
      ("2199-12-31T09:00", "FREQ=MONTHLY;BYMONTHDAY=30;COUNT=200", .startOutside),
    ] as [(String, String, RecurrenceRule.Fault)])
  func bounds(start: String, rule: String, fault: RecurrenceRule.Fault) {
    #expect(throws: fault) { try Self.days(start, rule) }
  }

  @Test("the bounds themselves are allowed")
  func within() throws {
    #expect(try Self.days("2026-03-02T09:00", "FREQ=DAILY;COUNT=200").count == 200)
    #expect(try Self.days("2026-03-02T09:00", "FREQ=DAILY;UNTIL=20260917").count == 200)
    #expect(try Self.days("2026-03-02T09:00", "FREQ=MONTHLY;COUNT=25").last == "2028-03-02")
    #expect(try Self.days("2026-03-02T09:00", "FREQ=MONTHLY;UNTIL=20280302").last == "2028-03-02")
  }
}
