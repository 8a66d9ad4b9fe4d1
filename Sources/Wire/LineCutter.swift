/// Cuts a stream of octets into lines.
///
/// Octets go in by `append`, lines come out by `next`, which the session stops calling while too many requests
/// are in flight. However the same octets are split, the same events come out. A line the peer never
/// finished is never given.
package struct LineCutter: Sendable {
  /// What the stream held.
  package enum Event: Sendable, Equatable {
    /// A line without its LF; to be read at once, as it keeps the cutter's buffer in use.
    case line(ArraySlice<UInt8>)
    /// A line longer than the limit, told as soon as that is known; the rest of it is skipped.
    case tooLong(tag: String?)
  }

  /// Octets in a line at most, its LF not counted.
  package static let limit = Limits.line

  private var buffer: [UInt8] = []
  /// Where in the buffer the line being gathered starts.
  private var start = 0
  /// How far the buffer holds no LF, so that an octet is looked at once however slowly a line comes.
  private var scanned = 0
  private var isSkipping = false

  package init() {}

  /// Octets held: those of lines not asked for yet and of a line not yet complete.
  package var held: Int { buffer.count - start }

  /// Octets of memory set aside for them.
  package var reserved: Int { buffer.capacity }

  /// Takes in octets as they came from the peer.
  package mutating func append(_ chunk: some Collection<UInt8>) {
    release()
    buffer.append(contentsOf: chunk)
  }

  /// The next event, nil when more octets are needed.
  package mutating func next() -> Event? {
    while true {
      let end = isSkipping ? buffer.count : min(buffer.count, start + Self.limit + 1)
      let feed = firstFeed(before: end)
      let line = buffer[start..<(feed ?? end)]
      scanned = feed.map { $0 + 1 } ?? end
      if feed == nil, !isSkipping, line.count <= Self.limit {
        release()
        return nil
      }
      start = scanned
      switch (isSkipping, feed) {
      case (false, .some):
        return .line(line)
      case (true, .some):
        isSkipping = false
      case (true, nil):
        release()
        return nil
      case (false, nil):
        isSkipping = true
        // A comment gets no reply whatever its length, or the client would be out of step.
        if !Lexer.isComment(beginning: line) { return .tooLong(tag: Lexer.tag(ofBeginning: line)) }
      }
    }
  }

  private func firstFeed(before end: Int) -> Int? {
    let octets = buffer.span
    var index = scanned
    while index < end {
      if octets[index] == .lf { return index }
      index += 1
    }
    return nil
  }

  /// Gives back what was read, once it is half the buffer: an idle session holds nothing, and no octet is
  /// moved more than once for each one that was read.
  private mutating func release() {
    guard start > 0, start >= buffer.count - start else { return }
    buffer = Array(buffer[start...])
    scanned -= start
    start = 0
  }
}
