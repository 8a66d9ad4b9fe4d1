internal import DequeModule
internal import Platform

/// Output the client's socket has not taken yet; holds no memory when there is none.
struct Outgoing {
  /// How far `flush` came.
  enum Progress: Equatable {
    /// Everything is out.
    case empty
    /// The socket is full.
    case wouldBlock
    /// The client is gone.
    case end
  }

  /// Small replies are put together up to this size, so that a pipeline's answers leave in few calls.
  private static let chunk = 64 << 10

  private var head: [UInt8] = []
  /// How much of `head` is gone.
  private var offset = 0
  private var rest = Deque<[UInt8]>()

  /// Whether everything has been taken.
  var isEmpty: Bool { head.isEmpty }

  /// Adds bytes at the end.
  mutating func append(_ bytes: [UInt8]) {
    if head.isEmpty {
      head = bytes
    } else if let last = rest.indices.last, rest[last].count + bytes.count <= Self.chunk {
      rest[last] += bytes
    } else if rest.isEmpty, head.count + bytes.count <= Self.chunk {
      head += bytes
    } else {
      rest.append(bytes)
    }
  }

  /// Hands out bytes until `send` takes no more; `taken` grows by what it took.
  mutating func flush(taken: inout Int, send: (Span<UInt8>) -> Transfer) -> Progress {
    while !head.isEmpty {
      switch send(head.span.extracting(droppingFirst: offset)) {
      case .bytes(let count):
        taken += count
        offset += count
        if offset < head.count { continue }
        offset = 0
        head = rest.popFirst() ?? []
      case .wouldBlock: return .wouldBlock
      case .end, .failed: return .end
      }
    }
    rest = Deque()
    return .empty
  }
}
