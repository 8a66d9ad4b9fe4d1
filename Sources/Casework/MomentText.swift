/// What a client wrote where a moment is asked: wall-clock time, exact time, or a whole day.
package enum MomentText: Sendable, Hashable {
  /// `2026-11-22T14:30`: local, and so perhaps a gap or a fold.
  case local(LocalTime)
  /// `2026-11-22T14:30+01:00` or `…Z`.
  case exact(Instant)
  /// `2026-11-22`: its local midnight where a moment is meant.
  case date(CivilDate)

  /// Reads one of the three forms; seconds are optional, fractions and 24:00 are refused.
  package init?(wire: some StringProtocol) {
    var scan = TextScan(wire)
    guard let date = CivilDate(scan: &scan) else { return nil }
    if scan.isAtEnd {
      self = .date(date)
      return
    }
    guard let time = LocalTime(date: date, scan: &scan) else { return nil }
    if scan.isAtEnd {
      self = .local(time)
    } else if let offset = Self.offset(&scan), scan.isAtEnd {
      self = .exact(Instant(seconds: time.secondsAsUTC - Int64(offset)))
    } else {
      return nil
    }
  }

  /// Seconds east of UTC as RFC 3339 writes them: `Z`, `+01:00`, `-00:30`.
  private static func offset(_ scan: inout TextScan) -> Int? {
    guard let sign = scan.next() else { return nil }
    if sign == UInt8(ascii: "Z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = scan.digits(2), hours < 24, scan.take(UInt8(ascii: ":")),
      let minutes = scan.digits(2), minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return sign == UInt8(ascii: "+") ? seconds : -seconds
  }
}

extension LocalTime {
  /// Reads `2026-11-22T14:30` or `2026-11-22T14:30:15`.
  package init?(wire: some StringProtocol) {
    guard case .local(let time) = MomentText(wire: wire) else { return nil }
    self = time
  }

  /// The text `2026-11-22T14:30`, with seconds only where there are any.
  package var wire: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(25)
    append(to: &bytes)
    if second % 60 == 0 { bytes.removeLast(3) }
    return String(decoding: bytes, as: UTF8.self)
  }

  init?(date: CivilDate, scan: inout TextScan) {
    guard scan.take(UInt8(ascii: "T")), let hour = scan.digits(2), hour < 24,
      scan.take(UInt8(ascii: ":")), let minute = scan.digits(2), minute < 60
    else { return nil }
    var second = 0
    if scan.take(UInt8(ascii: ":")) {
      guard let read = scan.digits(2), read < 60 else { return nil }
      second = read
    }
    self.init(date: date, second: hour * 3_600 + minute * 60 + second)
  }

  /// What the seconds since 1970 would be if the wall clock showed UTC.
  var secondsAsUTC: Int64 { Int64(date.day) * 86_400 + Int64(second) }

  init(secondsAsUTC seconds: Int64) {
    let (day, second) = floorDivide(seconds, by: 86_400)
    self.init(date: CivilDate(day: Int(day)), second: Int(second))
  }

  func append(to bytes: inout [UInt8]) {
    date.append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(digits: second / 3_600, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: second / 60 % 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: second % 60, width: 2)
  }
}
