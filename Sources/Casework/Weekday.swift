/// A day of the week, numbered as ISO 8601 does: Monday 1 to Sunday 7.
package enum Weekday: Int, Sendable, CaseIterable, Comparable {
  case mon = 1
  case tue, wed, thu, fri, sat, sun

  /// Reads `mon` … `sun`.
  package init?(wire: some StringProtocol) {
    guard let day = Self.allCases.first(where: { wire == $0.wire }) else { return nil }
    self = day
  }

  /// The name on the wire, `mon` … `sun`.
  package var wire: String { "\(self)" }

  package static func < (a: Weekday, b: Weekday) -> Bool { a.rawValue < b.rawValue }
}
