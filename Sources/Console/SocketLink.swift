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

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      guard case .bytes(let count) = Transfer.send(bytes.span.extracting(sent...), to: socket.number) else {
        return
      }
      sent += count
    }
  }

  var descriptor: Int32? { socket.number }

  func isReady(within milliseconds: Int) -> Bool {
    (try? Transfer.awaitReadable([socket.number], milliseconds: Int32(clamping: milliseconds)).isEmpty) != true
  }

  func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    guard case .bytes(let count) = Transfer.receive(from: socket.number, into: &buffer) else { return [] }
    return Array(buffer[..<count])
  }
}
