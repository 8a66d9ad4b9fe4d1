internal import Platform

/// A key in a file that nobody else can read.
enum Key {
  /// Characters a key has at least.
  private static let shortest = 32

  /// - Parameter making: whether a missing file is made with 256 random bits.
  static func read(_ path: String, making: Bool) throws -> String {
    do {
      if making, !File.exists(path) {
        try File.write(Array(Randomness.hex(Randomness.bytes(32)).utf8), to: path, mode: 0o600)
      }
    } catch {
      throw Refusal(.notOurs, "The key file \(path) cannot be made: \(error).")
    }
    let bytes: [UInt8]
    do {
      bytes = try PrivateFile.read(path, credentials: Environment.value("CREDENTIALS_DIRECTORY"))
    } catch {
      switch error {
      case .missing: throw Refusal(.configuration, "The key file \(path) is not there.")
      case .another, .open:
        throw Refusal(.notOurs, "The key file \(path) is not ours or open to others; chmod 0600 it.")
      case .replaceable(let directory):
        throw Refusal(.notOurs, "\(directory) is open to others, who could swap the key file \(path); chmod go-w it.")
      case .system(let error): throw Refusal(.notOurs, "The key file \(path) cannot be read: \(error).")
      }
    }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard let key = words.first.map(String.init), key.utf8.count >= shortest else {
      throw Refusal(.configuration, "The key in \(path) is shorter than \(shortest) characters.")
    }
    return key
  }
}
