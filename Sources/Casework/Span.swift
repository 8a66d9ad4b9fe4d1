/// A duration as a client writes it: calendar days, and exact seconds beside them.
package struct Span: Sendable, Hashable {
  /// Calendar days, which keep the wall-clock time over a change of the clock.
  package let days: Int
  /// Exact seconds.
  package let seconds: Int

  /// A hundred years, the longest that is read.
  package static let longestDays = 36_525

  /// Nil when negative or longer than a hundred years.
  package init?(days: Int = 0, seconds: Int = 0) {
    let most = Self.longestDays * 86_400
    guard (0...Self.longestDays).contains(days), (0...most).contains(seconds),
      days * 86_400 + seconds <= most
    else { return nil }
    self.days = days
    self.seconds = seconds
  }

  /// Reads `30s`, `45m`, `1h30m`, `5d`; units fall and stand once. A bare number is minutes where `plainMinutes`.
  package init?(wire: some StringProtocol, plainMinutes: Bool = false) {
    var scan = TextScan(wire)
    var days = 0
    var seconds = 0
    var previous = Int.max
    repeat {
      guard let number = scan.number() else { return nil }
      guard let unit = scan.next() else {
        guard plainMinutes, previous == Int.max else { return nil }
        self.init(seconds: number * 60)
        return
      }
      guard let length = Self.lengths[unit], length < previous else { return nil }
      previous = length
      if length == 86_400 { days = number } else { seconds += number * length }
    } while !scan.isAtEnd
    self.init(days: days, seconds: seconds)
  }

  /// Whole minutes, a day counted as 24 hours.
  package var minutes: Int { days * 1_440 + seconds / 60 }

  /// The text, in the largest units that fit: `1h30m`, `5d`; nothing at all is `0m`.
  package var wire: String {
    var text = days > 0 ? "\(days)d" : ""
    if seconds >= 3_600 { text += "\(seconds / 3_600)h" }
    if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)m" }
    if seconds % 60 > 0 { text += "\(seconds % 60)s" }
    return text.isEmpty ? "0m" : text
  }

  private static let lengths: [UInt8: Int] = [
    UInt8(ascii: "d"): 86_400, UInt8(ascii: "h"): 3_600, UInt8(ascii: "m"): 60, UInt8(ascii: "s"): 1,
  ]
}
