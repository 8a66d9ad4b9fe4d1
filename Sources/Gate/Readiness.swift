internal import Dispatch

/// The dispatch source that tells when a descriptor can be read.
///
/// The descriptor must live until `cancelled` has run. The source is built, given its handlers and activated
/// in one place, because releasing one that was never activated ends the process.
struct Readiness {
  private let source: any DispatchSourceRead

  /// Calls `event` on `queue` while the descriptor can be read.
  init(
    _ number: Int32, on queue: DispatchQueue, event: @escaping @Sendable () -> Void,
    cancelled: @escaping @Sendable () -> Void
  ) {
    source = DispatchSource.makeReadSource(fileDescriptor: number, queue: queue)
    source.setEventHandler(handler: event)
    source.setCancelHandler(handler: cancelled)
    source.activate()
  }

  /// Ends the source; `cancelled` runs once, later, on the queue.
  func cancel() { source.cancel() }
}
