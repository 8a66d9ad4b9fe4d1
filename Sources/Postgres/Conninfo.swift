internal import CLibPQ
internal import Glibc

/// What a connection's text says, as libpq reads it: keywords and values or a URI.
package enum Conninfo {
  /// Whether it bears a password, of the server's or of a key file.
  package static func holdsPassword(_ conninfo: String) -> Bool {
    ["password", "sslpassword"].contains { !values(of: $0, in: conninfo).isEmpty }
  }

  /// The values of a keyword, none where it is not given or the text cannot be read.
  static func values(of name: String, in conninfo: String) -> [String] {
    guard let parsed = unsafe PQconninfoParse(conninfo, nil) else { return [] }
    defer { unsafe PQconninfoFree(parsed) }
    var found: [String] = []
    var option = unsafe parsed
    while let keyword = unsafe option.pointee.keyword {
      if unsafe strcmp(keyword, name) == 0, let value = unsafe option.pointee.val {
        unsafe found.append(String(cString: value))
      }
      unsafe option += 1
    }
    return found
  }
}
