package import Wire

/// Everything a session asks of the rest of the daemon.
package struct Service: Sendable {
  /// How a request stands to its neighbours; lines that could not be read are `.shared`.
  package let ordering: @Sendable (Lexed) -> Ordering
  /// Answers one request; `reply` may be called on any thread, exactly once.
  package let answer: @Sendable (Lexed, Caller, @escaping @Sendable (Reply) -> Void) -> Void
  /// The greeting line with its newline, which every session gets first.
  package let greeting: @Sendable () -> [UInt8]

  package init(
    ordering: @escaping @Sendable (Lexed) -> Ordering,
    answer: @escaping @Sendable (Lexed, Caller, @escaping @Sendable (Reply) -> Void) -> Void,
    greeting: @escaping @Sendable () -> [UInt8]
  ) {
    self.ordering = ordering
    self.answer = answer
    self.greeting = greeting
  }
}
