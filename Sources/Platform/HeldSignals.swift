internal import CPlatform
internal import Glibc

/// Signals held back from a program of one thread and told through a descriptor instead, so that it ends nothing halfway.
///
/// Not beside `Signals`, and only while there is one thread: another would take them as before.
package struct HeldSignals: ~Copyable {
  private let signals: [Int32]
  private let told: Descriptor

  /// Readable while a signal is waiting.
  package var descriptor: Int32 { told.number }

  /// Holds the signals back from now on.
  package init(_ signals: [Int32]) throws(SystemError) {
    self.signals = signals
    told = Descriptor(adopting: try attempt("signalfd") { unsafe koos_hold_signals(signals, signals.count) })
  }

  /// The next that came, nil when there is none.
  package func next() -> Int32? {
    let signal = koos_next_signal(told.number)
    return signal == 0 ? nil : signal
  }

  deinit { _ = unsafe koos_let_signals(signals, signals.count) }

  /// Does to this process what the signal would have done, once nobody holds it any more.
  package static func raise(_ signal: Int32) { _ = Glibc.raise(signal) }
}
