internal import CLibPQ
internal import Glibc

/// A fresh libpq connection on its way from the connecting queue to the loop.
///
/// Whoever takes it owns it: a `Connection` finishes it.
@safe struct Handle: Sendable {
  nonisolated(unsafe) let raw: OpaquePointer
  /// The server's version as a number, 150018 for 15.18.
  let serverVersion: Int

  /// Connects, which blocks for as long as the connect timeout and as many hosts as the conninfo names.
  static func open(_ configuration: Database.Configuration) -> Result<Handle, DatabaseError> {
    // Later words win: what stands before `dbname` is a default, what stands after it holds.
    let settings: [(String, String)] = [
      ("application_name", configuration.applicationName),
      ("connect_timeout", String(max(2, configuration.connectTimeout.components.seconds))),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"),
      ("dbname", configuration.conninfo),
      ("client_encoding", "UTF8"),
      ("options", options(configuration)),
    ]
    let raw = unsafe withPointers(settings.map(\.0)) { keywords in
      unsafe withPointers(settings.map(\.1)) { values in unsafe PQconnectdbParams(keywords, values, 1) }
    }
    guard let raw = unsafe raw else { return .failure(DatabaseError(.unavailable)) }
    unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
    guard unsafe PQstatus(raw) == CONNECTION_OK, unsafe PQsetnonblocking(raw, 1) == 0,
      unsafe PQenterPipelineMode(raw) == 1
    else {
      let message = unsafe PQerrorMessage(raw).map { unsafe String(cString: $0) }
      unsafe PQfinish(raw)
      return .failure(DatabaseError(.unavailable, serverMessage: message))
    }
    return .success(unsafe Handle(raw: raw, serverVersion: Int(PQserverVersion(raw))))
  }

  /// The settings as the server's command line takes them, after those the conninfo itself has.
  private static func options(_ configuration: Database.Configuration) -> String {
    let own = configuration.options.map { name, value in
      var word = ""
      for scalar in "\(name)=\(value)".unicodeScalars {
        if scalar == " " || scalar == "\\" { word.unicodeScalars.append("\\") }
        word.unicodeScalars.append(scalar)
      }
      return "-c " + word
    }
    return (Conninfo.values(of: "options", in: configuration.conninfo) + own).joined(separator: " ")
  }

  /// Calls `body` with the words as C strings and a null behind them.
  private static func withPointers<R>(
    _ words: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R
  ) -> R {
    let copies = unsafe words.map { unsafe strdup($0) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe (copies.map { unsafe UnsafePointer($0) } + [nil]).withUnsafeBufferPointer {
      unsafe body($0.baseAddress)
    }
  }
}

/// The key to cancel what runs on a connection, good on any queue and after the connection's end.
@safe final class Cancellation: Sendable {
  private nonisolated(unsafe) let raw: OpaquePointer

  init(adopting raw: OpaquePointer) {
    unsafe self.raw = raw
  }

  deinit {
    unsafe PQfreeCancel(raw)
  }

  /// Asks the server to cancel, which blocks while it connects anew. What was cancelled says so itself.
  func send() {
    var message = CChar(0)
    unsafe PQcancel(raw, &message, 1)
  }
}
