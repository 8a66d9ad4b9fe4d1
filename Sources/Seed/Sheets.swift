internal import Casework

/// A local time of the city, to the minute; its day is counted as `CivilDate` counts.
package struct Moment: Comparable, Sendable {
  package var day: Int
  package var minute: Int

  package init(_ day: Int, _ minute: Int) {
    self.day = day
    self.minute = minute
  }

  package static func < (a: Moment, b: Moment) -> Bool { (a.day, a.minute) < (b.day, b.minute) }

  func later(_ minutes: Int) -> Moment {
    let total = minute + minutes
    let days = total >= 0 ? total / 1_440 : -((1_439 - total) / 1_440)
    return Moment(day + days, total - days * 1_440)
  }
}

/// One value of a row.
enum Value {
  case null
  case int(Int)
  case text(String)
  case day(Int)
  case at(Moment)
  case yes(Bool)

  static func some(_ number: Int?) -> Value { number.map(Value.int) ?? .null }
  static func some(_ text: String?) -> Value { text.map(Value.text) ?? .null }
  static func some(_ moment: Moment?) -> Value { moment.map(Value.at) ?? .null }
  static func on(_ day: Int?) -> Value { day.map(Value.day) ?? .null }
  /// The end of what has none yet.
  static func until(_ day: Int?) -> Value { day.map(Value.day) ?? .text("infinity") }
}

/// Rows in PostgreSQL's text for COPY, handed on a few hundred kilobytes at a time, so that memory holds no table.
final class Sheets {
  /// Octets of a table that are handed on together.
  private static let size = 1 << 19

  private var octets: [[UInt8]] = Array(repeating: [], count: Table.allCases.count)
  private(set) var counts: [Int] = Array(repeating: 0, count: Table.allCases.count)
  private var latest: [Int]
  private let pour: (Table, [UInt8]) throws -> Void

  /// - Parameters:
  ///   - numbers: the last number given out of each table, by the table's place.
  ///   - pour: takes whole rows of a table.
  init(numbers: [Int], pour: @escaping (Table, [UInt8]) throws -> Void) {
    latest = numbers
    self.pour = pour
  }

  /// The next number of a table.
  func number(_ table: Table) -> Int {
    latest[table.rawValue] += 1
    return latest[table.rawValue]
  }

  /// The last number given out of a table.
  func last(_ table: Table) -> Int { latest[table.rawValue] }

  /// Adds a row without a number of its own.
  func add(_ table: Table, _ values: Value...) throws { try write(table, nil, values) }

  /// Adds a row with a number that was taken before.
  func add(_ table: Table, number: Int, _ values: Value...) throws { try write(table, number, values) }

  /// Adds a row with the next number, which is told.
  @discardableResult
  func make(_ table: Table, _ values: Value...) throws -> Int {
    let number = number(table)
    try write(table, number, values)
    return number
  }

  /// Hands on what is left.
  func finish() throws {
    for table in Table.allCases where !octets[table.rawValue].isEmpty { try hand(table) }
  }

  private func hand(_ table: Table) throws {
    try pour(table, octets[table.rawValue])
    octets[table.rawValue].removeAll(keepingCapacity: true)
  }

  private func write(_ table: Table, _ number: Int?, _ values: [Value]) throws {
    let place = table.rawValue
    counts[place] += 1
    if let number {
      Self.append(number, to: &octets[place])
      octets[place].append(UInt8(ascii: "\t"))
    }
    var isFirst = true
    for value in values {
      if !isFirst { octets[place].append(UInt8(ascii: "\t")) }
      isFirst = false
      Self.append(value, to: &octets[place])
    }
    octets[place].append(UInt8(ascii: "\n"))
    if octets[place].count >= Self.size { try hand(table) }
  }

  private static func append(_ value: Value, to octets: inout [UInt8]) {
    switch value {
    case .null:
      octets.append(UInt8(ascii: "\\"))
      octets.append(UInt8(ascii: "N"))
    case .int(let number): append(number, to: &octets)
    case .text(let text):
      for octet in text.utf8 {
        if octet == UInt8(ascii: "\\") { octets.append(octet) }
        octets.append(octet)
      }
    case .day(let day): append(day: day, to: &octets)
    case .at(let moment):
      append(day: moment.day, to: &octets)
      octets.append(UInt8(ascii: " "))
      two(moment.minute / 60, to: &octets)
      octets.append(UInt8(ascii: ":"))
      two(moment.minute % 60, to: &octets)
    case .yes(let yes): octets.append(UInt8(ascii: yes ? "t" : "f"))
    }
  }

  private static func append(_ number: Int, to octets: inout [UInt8]) {
    if number < 0 { octets.append(UInt8(ascii: "-")) }
    var left = number.magnitude
    let first = octets.count
    repeat {
      octets.append(UInt8(ascii: "0") + UInt8(left % 10))
      left /= 10
    } while left > 0
    octets[first...].reverse()
  }

  private static func append(day: Int, to octets: inout [UInt8]) {
    let (year, month, dayOfMonth) = CivilDate(day: day).parts
    append(year, to: &octets)
    octets.append(UInt8(ascii: "-"))
    two(month, to: &octets)
    octets.append(UInt8(ascii: "-"))
    two(dayOfMonth, to: &octets)
  }

  private static func two(_ number: Int, to octets: inout [UInt8]) {
    octets.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
    octets.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
