import Casework
import Catalogue
import Testing
import Wire

extension Zone {
  /// A clock that loses 02:00 to 03:00 on 2026-03-29, has it twice on 2026-10-25, and is an hour or two ahead.
  static let testing = Zone(
    reading: { time in
      let asUTC = Int64(time.date.day) * 86_400 + Int64(time.second)
      let summer = Instant(seconds: asUTC - 7_200)
      let winter = Instant(seconds: asUTC - 3_600)
      return switch (isSummer(summer), isSummer(winter)) {
      case (true, true): .once(summer)
      case (false, false): .once(winter)
      case (true, false): .twice(summer, winter)
      case (false, true): .gap(after: winter)
      }
    },
    offset: { isSummer($0) ? 7_200 : 3_600 })

  /// 2026-03-29T01:00Z to 2026-10-25T01:00Z.
  private static func isSummer(_ instant: Instant) -> Bool {
    (1_774_746_000..<1_792_890_000).contains(instant.seconds)
  }
}

/// A line taken apart, or the failure of the line.
func request(_ line: String) throws -> Request {
  switch Lexer.lex(ArraySlice(Array(line.utf8))).content {
  case .request(let request): return request
  case .failed(let failure): throw failure
  case .blank: throw Failure(.syntaxUnknownCommand, Sentence(nl: "", en: "blank"))
  }
}

/// What the catalogue makes of a line.
func bound(_ line: String) throws -> Call {
  let request = try request(line)
  return try Catalogue.bind(request, to: Catalogue.command(for: request), zone: .testing)
}

/// What the catalogue refuses a line with, nil where it takes it.
func refusal(_ line: String) -> Failure? {
  do {
    _ = try bound(line)
    return nil
  } catch {
    return error as? Failure
  }
}
