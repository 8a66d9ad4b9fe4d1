internal import CPlatform

/// Many descriptors watched through one (`epoll(7)`), which Dispatch in turn can watch.
///
/// Edge by edge: each change is told once, so whoever is told reads or writes until nothing more goes.
/// A descriptor leaves the set when it is closed.
package final class ReadinessSet: Sendable {
  /// What became of one descriptor.
  package struct Event: Sendable {
    /// The key it was added under.
    package let key: UInt64
    /// Whether there is input.
    package let isReadable: Bool
    /// Whether there is room again.
    package let isWritable: Bool
    /// Whether the peer has ended its half or gone; nothing more may be told after it.
    package let isEnded: Bool
  }

  /// Events taken at once, at most.
  package static let most = 64

  private let descriptor: Descriptor

  /// The set's own descriptor, readable while there are events.
  package var number: Int32 { descriptor.number }

  /// Makes an empty set.
  package init() throws(SystemError) {
    descriptor = Descriptor(adopting: try attempt("epoll_create") { koos_readiness_set() })
  }

  /// Watches a descriptor for input, under a key that is never used again.
  package func add(_ number: Int32, key: UInt64) throws(SystemError) {
    _ = try attempt("epoll_ctl") { koos_readiness_watch(descriptor.number, number, key, 0, 1) }
  }

  /// Watches a descriptor of the set for room as well, or no longer; what is ready now is told again.
  package func setWriting(_ writing: Bool, _ number: Int32, key: UInt64) throws(SystemError) {
    _ = try attempt("epoll_ctl") {
      koos_readiness_watch(descriptor.number, number, key, writing ? 1 : 0, 0)
    }
  }

  /// What happened since the last call, without waiting; further events make the set readable again.
  package func take() throws(SystemError) -> [Event] {
    var found = [koos_readiness](repeating: koos_readiness(), count: ReadinessSet.most)
    let count = try attempt("epoll_wait") {
      unsafe koos_readiness_take(descriptor.number, &found, Int32(found.count))
    }
    return found[..<Int(count)].map {
      Event(
        key: $0.key, isReadable: $0.readable != 0, isWritable: $0.writable != 0, isEnded: $0.ended != 0)
    }
  }
}
