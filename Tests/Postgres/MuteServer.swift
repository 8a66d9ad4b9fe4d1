import Patience
import Platform

/// A socket where PostgreSQL's would be, on which nobody ever accepts.
final class MuteServer {
  private let place: TemporaryDirectory
  private let listener: Listener
  /// The directory it lies in.
  var directory: String { place.path }

  init() throws {
    place = try TemporaryDirectory()
    listener = try Listener(path: place.file(".s.PGSQL.5432"), backlog: 8)
  }
}
