internal import Dispatch

/// A dispatch source on a descriptor, which must live until `cancelled` has run.
///
/// It knows whether it sleeps, because releasing a sleeping source ends the process, and it is built, given
/// its handlers and activated in one place, because so does releasing one that was never activated.
struct Readiness {
  private let source: any DispatchSourceProtocol
  private var isPaused = false

  /// Calls `event` on `queue` when the descriptor can be read or has ended.
  static func reading(
    _ number: Int32, on queue: DispatchQueue, event: @escaping @Sendable () -> Void,
    cancelled: @escaping @Sendable () -> Void
  ) -> Readiness {
    let source = DispatchSource.makeReadSource(fileDescriptor: number, queue: queue)
    return Readiness(source, event: event, cancelled: cancelled)
  }

  /// Calls `event` on `queue` when the descriptor can be written or has ended.
  static func writing(
    _ number: Int32, on queue: DispatchQueue, event: @escaping @Sendable () -> Void,
    cancelled: @escaping @Sendable () -> Void
  ) -> Readiness {
    let source = DispatchSource.makeWriteSource(fileDescriptor: number, queue: queue)
    return Readiness(source, event: event, cancelled: cancelled)
  }

  private init(
    _ source: any DispatchSourceProtocol, event: @escaping @Sendable () -> Void,
    cancelled: @escaping @Sendable () -> Void
  ) {
    self.source = source
    source.setEventHandler(handler: event)
    source.setCancelHandler(handler: cancelled)
    source.activate()
  }

  /// Calls no `event` until `resume`.
  mutating func pause() {
    if isPaused { return }
    isPaused = true
    source.suspend()
  }

  /// Calls `event` again.
  mutating func resume() {
    if !isPaused { return }
    isPaused = false
    source.resume()
  }

  /// Ends the source; `cancelled` runs once, later, on the queue.
  mutating func cancel() {
    resume()
    source.cancel()
  }
}
