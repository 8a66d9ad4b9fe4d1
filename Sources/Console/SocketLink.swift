internal import Platform

/// A connection over a local socket.
final class SocketLink: Link {
  private let socket: Descriptor

  init(path: String) throws(Unreachable) {
    do {
      socket = try LocalSocket.connect(path: path)
    } catch {
      throw Unreachable(reason: error.description)
    }
  }

  func send(_ bytes: [UInt8]) { Transfer.sendAll(bytes, to: socket.number) }

  var descriptor: Int32? { socket.number }

  func isReady(within milliseconds: Int) -> Bool {
    (try? Transfer.awaitReadable([socket.number], milliseconds: Int32(clamping: milliseconds)).isEmpty) != true
  }

  func receive() -> [UInt8] { Transfer.some(from: socket.number) }
}

extension Transfer {
  /// Sends all of it, or as much as the other end takes.
  static func sendAll(_ bytes: [UInt8], to number: Int32) {
    var sent = 0
    while sent < bytes.count {
      guard case .bytes(let count) = send(bytes.span.extracting(sent...), to: number) else { return }
      sent += count
    }
  }

  /// What there is, once there is something; nothing at the end.
  static func some(from number: Int32) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    guard case .bytes(let count) = receive(from: number, into: &buffer) else { return [] }
    return Array(buffer[..<count])
  }
}
