/// A time on the wall clock to the minute, in minutes since 00:00; 24:00 serves as an end.
package struct TimeOfDay: Sendable, Hashable, Comparable {
  /// Minutes since 00:00, 0…1,440.
  package let minutes: Int

  /// Nil outside 0…1,440 minutes.
  package init?(minutes: Int) {
    guard (0...1_440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Reads `09:00`; also `24:00`, which no later time can follow, so that it can only end a span.
  package init?(wire: some StringProtocol) {
    var scan = TextScan(wire)
    guard let hour = scan.digits(2), scan.take(UInt8(ascii: ":")), let minute = scan.digits(2),
      minute < 60, scan.isAtEnd
    else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// The text `09:00`.
  package var wire: String {
    var bytes: [UInt8] = []
    bytes.append(digits: minutes / 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: minutes % 60, width: 2)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}
