internal import Dispatch
internal import Synchronization

/// Answers that wait for their time; a waiting one holds no thread, no connection and no other session.
final class HeldAnswers: Sendable {
  private struct State {
    var waiting: [Int: @Sendable () -> Void] = [:]
    var last = 0
    var isOver = false
  }

  private let queue = DispatchQueue(label: "koosd.held", qos: .utility)
  private let state = Mutex(State())

  /// Gives `answer` after a while, once; at once where nothing is held any more.
  func hold(for duration: Duration, _ answer: @escaping @Sendable () -> Void) {
    let number = state.withLock { state -> Int? in
      guard !state.isOver else { return nil }
      state.last += 1
      state.waiting[state.last] = answer
      return state.last
    }
    guard let number else { return answer() }
    let (seconds, attoseconds) = duration.components
    let wait = DispatchTimeInterval.nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    queue.asyncAfter(deadline: .now() + wait) { @Sendable [self] in
      state.withLock { $0.waiting.removeValue(forKey: number) }?()
    }
  }

  /// Gives all that wait, and holds nothing from now on.
  func release() {
    let waiting = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    for answer in waiting { answer() }
  }
}
