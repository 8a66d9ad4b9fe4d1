internal import DequeModule

/// Output the client's socket has not taken yet; holds no memory when there is none.
struct Outgoing {
  /// Small replies are put together up to this size, so that a pipeline's answers leave in few calls.
  private static let chunk = 64 << 10

  private var chunks: Deque<[UInt8]>?
  /// How much of the first chunk is gone.
  private var offset = 0

  /// Whether everything has been taken.
  var isEmpty: Bool { chunks == nil }

  /// Adds bytes at the end.
  mutating func append(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    guard let last = chunks?.last else {
      chunks = [bytes]
      return
    }
    if last.count + bytes.count <= Self.chunk {
      chunks?[(chunks?.count ?? 1) - 1] += bytes
    } else {
      chunks?.append(bytes)
    }
  }
}
