import Casework
import Patience
import Platform
import Testing

@Suite("Recurrence beside another implementation")
struct RecurrenceOracle {
  /// One line in, one out: what dateutil makes of a rule, and whether that is within the bounds a series has.
  private static let script = """
    import sys
    from datetime import datetime, timedelta
    from itertools import islice
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import rrulestr
    for line in open(sys.argv[1]):
        start, rule = line.rstrip("\\n").split(" ")
        start = datetime.fromisoformat(start)
        parts = dict(part.split("=") for part in rule.split(";"))
        last = start.replace(hour=23, minute=59, second=59) + relativedelta(years=2)
        count = int(parts.pop("COUNT", 0))
        until = parts.pop("UNTIL", None)
        if until is not None and "T" not in until:
            until += "T235959"
        # dateutil would look for what never comes until the year 9999.
        bound = min(last, datetime.strptime(until, "%Y%m%dT%H%M%S")) if until else last
        parts["UNTIL"] = bound.strftime("%Y%m%dT%H%M%S")
        found = list(islice(rrulestr(";".join(f"{k}={v}" for k, v in parts.items()), dtstart=start), count or 201))
        if count > 200:
            print("many")
        elif until and until[:8] > last.strftime("%Y%m%d"):
            print("long")
        elif not found or found[0] != start:
            print("outside")
        elif len(found) > 200:
            print("many")
        elif len(found) < count:
            print("long")
        else:
            print(" ".join(one.isoformat() for one in found))
    """

  @Test("random rules of the served parts recur as python-dateutil has it")
  func dateutil() throws {
    var random = Seeded(5_545)
    let asked = (0..<6_000).map { _ in Self.rule(&random) }
    let directory = try TemporaryDirectory()
    try File.write(Array((asked.joined(separator: "\n") + "\n").utf8), to: directory.file("rules"), mode: 0o600)
    let told = try ChildProcess.run(
      ["/usr/bin/python3", "-c", Self.script, directory.file("rules")], environment: Environment.all(), limit: 1 << 26)
    try #require(told.succeeded, "\(told.output.prefix(2_000))")
    let answers = told.output.split(separator: "\n").map(String.init)
    try #require(answers.count == asked.count)
    var fitting = 0
    for (line, answer) in zip(asked, answers) {
      let ours = Self.ours(line)
      if ours.hasPrefix("2") { fitting += 1 }
      #expect(ours == answer, "\(line)")
    }
    // Enough of them are series, or this would prove little.
    #expect(fitting > 3_000, "\(fitting)")
  }

  private static func ours(_ line: String) -> String {
    let words = line.split(separator: " ").map(String.init)
    guard let start = LocalTime(wire: words[0]) else { return "no start" }
    do throws(RecurrenceRule.Fault) {
      let times = try Recurrence.times(of: RecurrenceRule(wire: words[1]), from: start)
      return times.map { "\($0.wire):00" }.joined(separator: " ")
    } catch {
      return switch error {
      case .startOutside: "outside"
      case .tooMany: "many"
      case .tooLong: "long"
      default: "\(error)"
      }
    }
  }

  /// A start and a rule; most starts fit.
  private static func rule(_ random: inout Seeded) -> String {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    func chance(_ part: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &random) < part }
    let date = day("2024-01-01").adding(days: Int.random(in: 0..<2_000, using: &random))
    let start = LocalTime(date: date, second: Int.random(in: 0..<1_440, using: &random) * 60)
    let own = names[date.weekday.rawValue - 1]
    let length = date.adding(days: 1 - date.dayOfMonth).adding(months: 1) - date.adding(days: 1 - date.dayOfMonth)
    var parts: [String] = []
    func weekdays() -> [String] {
      Array(Set(names.filter { _ in chance(1, of: 3) } + (chance(9, of: 10) ? [own] : ["MO"]))).shuffled(using: &random)
    }
    let frequency = RecurrenceRule.Frequency.allCases.randomElement(using: &random) ?? .daily
    parts.append("FREQ=\(frequency.rawValue)")
    if chance(1, of: 2) {
      parts.append("INTERVAL=\(Int.random(in: 1...(frequency == .daily ? 20 : 5), using: &random))")
    }
    if chance(3, of: 5) {
      parts.append("COUNT=\(Int.random(in: 1...(chance(1, of: 8) ? 250 : 12), using: &random))")
    } else {
      let until = date.adding(days: Int.random(in: -2...(chance(1, of: 8) ? 800 : 150), using: &random))
      let text = until.iso.filter { $0 != "-" }
      parts.append("UNTIL=\(text)" + (chance(1, of: 2) ? "T\(Int.random(in: 10...23, using: &random))0000" : ""))
    }
    if frequency == .monthly, chance(1, of: 2) {
      let nth = (date.dayOfMonth - 1) / 7 + 1
      let last = (length - date.dayOfMonth) / 7 + 1
      let others = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        "\((1...5).randomElement(using: &random) ?? 1)\(names.randomElement(using: &random) ?? "MO")"
      }
      // dateutil has no days with a place beside days without, which RFC 5545 does.
      parts.append("BYDAY=" + (others + [chance(1, of: 2) ? "\(nth)\(own)" : "-\(last)\(own)"]).joined(separator: ","))
    } else if chance(1, of: 2) {
      parts.append("BYDAY=\(weekdays().joined(separator: ","))")
    }
    if frequency != .weekly, chance(1, of: 3) {
      let others = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (chance(1, of: 3) ? -1 : 1) * Int.random(in: 1...31, using: &random)
      }
      parts.append(
        "BYMONTHDAY="
          + (others + [chance(1, of: 2) ? date.dayOfMonth : date.dayOfMonth - length - 1]).map(String.init)
          .joined(separator: ","))
    }
    if chance(1, of: 2) { parts.append("WKST=\(names.randomElement(using: &random) ?? "MO")") }
    return "\(start.wire) \(parts.shuffled(using: &random).joined(separator: ";"))"
  }
}
