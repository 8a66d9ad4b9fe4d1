internal import CPlatform
internal import Glibc

/// A descriptor that ends another thread's `poll`, from any thread.
package struct Wakeup: ~Copyable, Sendable {
  /// The descriptor to poll for input.
  package let descriptor: CInt

  /// Opens the descriptor. It is made once, at the start, when a process without a free descriptor cannot run anyway.
  package init() {
    descriptor = koos_wakeup_open()
    precondition(descriptor >= 0, "no descriptor left for a wake-up")
  }

  /// Makes the descriptor readable.
  package func signal() {
    koos_wakeup_signal(descriptor)
  }

  /// Makes the descriptor unreadable until the next signal.
  package func drain() {
    koos_wakeup_drain(descriptor)
  }

  deinit {
    _ = close(descriptor)
  }
}
