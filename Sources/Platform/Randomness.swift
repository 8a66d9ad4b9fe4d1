internal import CPlatform

/// Bytes nobody can guess, and texts for them.
package enum Randomness {
  /// So many bytes from the kernel.
  package static func bytes(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      filled += try attempt("getrandom") {
        unsafe bytes.withUnsafeMutableBytes {
          guard let start = $0.baseAddress else { return 0 }
          return unsafe koos_random(start + filled, count - filled)
        }
      }
    }
    return bytes
  }

  /// Bytes as lower-case hexadecimal digits.
  package static func hex(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Bytes in the URL-safe alphabet without padding (RFC 4648 §5).
  package static func base64URL(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var held: UInt32 = 0
    var bits = 0
    for byte in bytes {
      held = held << 8 & 0xffff | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(held >> bits & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(held << (6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
