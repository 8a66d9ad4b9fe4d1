internal import Synchronization

/// A place among the tests that use the cluster at the same time, given back when nobody holds it any more.
///
/// All tests begin at once; on two cores a hundred databases being cloned would make each of them too late.
package final class Turn: Sendable {
  private struct Places {
    var free = 6
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private static let places = Mutex(Places())

  /// Waits for a place, first come first served.
  package static func take() async -> Turn {
    await withCheckedContinuation { continuation in
      let isFree = places.withLock { places in
        guard places.free == 0 else {
          places.free -= 1
          return true
        }
        places.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    return Turn()
  }

  private init() {}

  deinit {
    let next = Self.places.withLock { places -> CheckedContinuation<Void, Never>? in
      guard places.waiting.isEmpty else { return places.waiting.removeFirst() }
      places.free += 1
      return nil
    }
    next?.resume()
  }
}
