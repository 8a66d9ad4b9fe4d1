internal import CPlatform
@unsafe @preconcurrency package import Dispatch
internal import Glibc
internal import Synchronization

/// Signals of this process, heard on a queue.
package final class Signals: Sendable {
  private let queue: DispatchQueue
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// Takes the default action away from the signals to be heard, and from SIGPIPE.
  ///
  /// First thing in `main`: before it a signal ends the process, and after registration it would
  /// make Dispatch deaf.
  package static func ignoreForDispatch(_ signals: [Int32] = [SIGTERM, SIGINT, SIGHUP]) {
    for signal in signals + [SIGPIPE] { _ = koos_ignore_signal(signal) }
  }

  /// Makes signals end the process at once with the status of success; for one that keeps nothing.
  package static func endWell(on signals: [Int32]) {
    for number in signals { _ = signal(number) { _ in _exit(0) } }
  }

  /// Ends the process with the status of success after so many milliseconds, fewer than a thousand, whatever it waits for.
  package static func endWell(after milliseconds: Int) {
    endWell(on: [SIGALRM])
    _ = ualarm(UInt32(clamping: milliseconds * 1_000), 0)
  }

  /// Gives signals their default action back; for one who has nothing to finish.
  package static func endByDefault(on signals: [Int32]) {
    for number in signals { _ = koos_default_signal(number) }
  }

  private nonisolated(unsafe) static var lastWords: StaticString = ""

  /// The same, and says something on standard error first; from one thread only.
  package static func endByDefault(on signals: [Int32], saying words: StaticString) {
    unsafe lastWords = words
    for number in signals {
      _ = signal(number) { number in
        let words = unsafe Signals.lastWords
        _ = unsafe write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
        // Held back while this runs, it ends the process as soon as that returns.
        _ = koos_default_signal(number)
        _ = raise(number)
      }
    }
  }

  /// Hears signals from the moment this returns; `handler` runs on `queue`.
  ///
  /// Not to be called on `queue`, which must be running: it waits for the registration there.
  package init(_ signals: [Int32], on queue: DispatchQueue, handler: @escaping @Sendable (Int32) -> Void) {
    dispatchPrecondition(condition: .notOnQueue(queue))
    self.queue = queue
    let registered = DispatchSemaphore(value: 0)
    let made = queue.sync {
      signals.map { signal in
        let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
        source.setEventHandler { @Sendable in handler(signal) }
        source.setRegistrationHandler { @Sendable in registered.signal() }
        source.activate()
        return source
      }
    }
    sources = Mutex(made)
    for _ in signals { registered.wait() }
  }

  /// Stops hearing; the signals stay ignored.
  package func cancel() {
    let ending = sources.withLock { sources in
      let all = sources
      sources = []
      return all
    }
    queue.async { @Sendable in ending.forEach { $0.cancel() } }
  }

  deinit { cancel() }
}
