/// What a session watches: tells events from its beginning to its end.
package protocol Watch: AnyObject, Sendable {
  /// Begins to tell; `tell` takes whole lines and may be called on any thread, but by one at a time.
  func begin(_ tell: @escaping @Sendable ([UInt8]) -> Void)
  /// Tells nothing more once it has returned; the number of the last event that was reached, 0 before the first.
  @discardableResult func end() -> Int
}
