import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Platform

@Suite("Signals")
struct SignalTests {
  @Test("a signal sent right after the registration is heard on the queue")
  func heard() {
    Signals.ignoreForDispatch([SIGUSR2])
    let queue = DispatchQueue(label: "signals")
    let seen = Mutex<[Int32]>([])
    let arrived = DispatchSemaphore(value: 0)
    for round in 1...20 {
      let signals = Signals([SIGUSR2], on: queue) { signal in
        dispatchPrecondition(condition: .onQueue(queue))
        seen.withLock { $0.append(signal) }
        arrived.signal()
      }
      kill(getpid(), SIGUSR2)
      #expect(arrived.wait(timeout: .now() + 10) == .success)
      signals.cancel()
      queue.sync {}
      #expect(seen.withLock { $0 } == Array(repeating: SIGUSR2, count: round))
    }
  }
}
