/// A date of birth that may be known to the month or the year only.
package struct BirthDate: Sendable, Hashable {
  /// How much of the date is known.
  package enum Precision: String, Sendable, CaseIterable {
    case day, month, year
  }

  /// How much is known.
  package let precision: Precision
  /// The day that counts: a birth known to month or year counts as its last day, so nobody is taken for older.
  package let counted: CivilDate

  /// A birth as it is stored: any day of the month or year that is known.
  package init(_ date: CivilDate, precision: Precision) {
    self.precision = precision
    let (year, month, _) = date.parts
    let last =
      switch precision {
      case .day: date
      case .month: CivilDate(year: year, month: month, day: CivilDate.daysIn(month: month, of: year))
      case .year: CivilDate(year: year, month: 12, day: 31)
      }
    counted = last ?? date
  }

  /// Reads `2012-05-14`, `2012-05` or `2012`.
  package init?(wire: some StringProtocol) {
    switch wire.utf8.count {
    case 10:
      guard let date = CivilDate(iso: wire) else { return nil }
      self.init(date, precision: .day)
    case 7:
      guard let date = CivilDate(iso: "\(wire)-01") else { return nil }
      self.init(date, precision: .month)
    case 4:
      guard let date = CivilDate(iso: "\(wire)-01-01") else { return nil }
      self.init(date, precision: .year)
    default:
      return nil
    }
  }

  /// The text as it was written: as much of the date as is known.
  package var wire: String {
    switch precision {
    case .day: counted.iso
    case .month: String(counted.iso.prefix(7))
    case .year: String(counted.iso.prefix(4))
    }
  }

  /// Age in whole years on a day; 0 before birth. Who is born on 29 February grows older on 1 March in common years.
  package func age(on date: CivilDate) -> Int {
    let (birth, day) = (counted.parts, date.parts)
    let isBefore = (day.month, day.day) < (birth.month, birth.day)
    return max(0, day.year - birth.year - (isBefore ? 1 : 0))
  }

  /// The first day on which the age is `age`: of use at 12, 16 and 18.
  package func birthday(_ age: Int) -> CivilDate {
    let day = counted.adding(years: age)
    return day.dayOfMonth == counted.dayOfMonth ? day : day.adding(days: 1)
  }
}

/// The age groups a question without a client may bear.
package enum AgeBand: String, Sendable, CaseIterable {
  case toddler = "0-3"
  case child = "4-11"
  case youth = "12-17"

  /// The band of an age in whole years; nil from 18.
  package init?(age: Int) {
    switch age {
    case 0...3: self = .toddler
    case 4...11: self = .child
    case 12...17: self = .youth
    default: return nil
    }
  }
}
