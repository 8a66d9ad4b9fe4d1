internal import Platform

// Why a look now and then and not a signal: what these wait for is what another process, another backend or the
// kernel has come to (who is waiting for a lock, which descriptors are open, what the statistics count), and that
// signals nobody here. Where something does tell, a test waits for that instead.

/// How long it is asked, where a caller does not know better.
package let patience = Duration.seconds(30)

/// Between two looks: short beside what is waited for, and long beside what a look costs.
private let pause = Duration.milliseconds(5)

/// Asks again and again until the answer is yes, or the patience is over; it blocks its thread.
@available(*, noasync)
package func eventuallyBlocking(within patience: Duration = patience, _ condition: () throws -> Bool) rethrows -> Bool {
  let deadline = ContinuousClock.now + patience
  repeat {
    if try condition() { return true }
    _ = try? Transfer.awaitReadable([], milliseconds: Int32(pause / .milliseconds(1)))
  } while ContinuousClock.now < deadline
  // On a busy machine the pause itself may have taken all the patience.
  return try condition()
}

/// Asks again and again until the answer is yes, the patience is over, or the task is cancelled; others may go on.
package func eventually(
  within patience: Duration = patience, _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + patience
  repeat {
    if try await condition() { return true }
    guard (try? await Task.sleep(for: pause)) != nil else { return false }
  } while ContinuousClock.now < deadline
  // On a busy machine the pause itself may have taken all the patience.
  return try await condition()
}
