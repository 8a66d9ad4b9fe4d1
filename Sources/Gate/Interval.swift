internal import Dispatch

extension DispatchTimeInterval {
  /// The interval of a duration, at most some thirty years, so that no sum of ours can overflow.
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let whole = Int(max(0, min(seconds, 1_000_000_000))) * 1_000_000_000
    self = .nanoseconds(whole + Int(max(0, attoseconds) / 1_000_000_000))
  }
}
