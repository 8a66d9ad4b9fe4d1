/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
package struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package let day: Int

  package init(day: Int) { self.day = day }

  package static func < (a: CivilDate, b: CivilDate) -> Bool { a.day < b.day }
}
