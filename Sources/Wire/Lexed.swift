/// One line, taken apart.
package struct Lexed: Sendable, Equatable {
  /// What a line turned out to be.
  package enum Content: Sendable, Equatable {
    /// A blank line or a comment, which gets no reply.
    case blank
    /// A request for the catalogue to understand.
    case request(Request)
    /// A line outside the grammar.
    case failed(Failure)
  }

  /// The tag to echo, known also where what follows it is wrong.
  package let tag: String?
  /// What the line turned out to be.
  package let content: Content

  package init(tag: String?, content: Content) {
    self.tag = tag
    self.content = content
  }
}
