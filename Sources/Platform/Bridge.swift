internal import Glibc

/// Two connections joined, so that what either gives comes out at the other, byte for byte.
package enum Bridge {
  /// Joins what `input` gives and `output` takes with a socket, until the socket ends and all it gave is out.
  ///
  /// The end of the input ends the socket's sending half alone: what is still to come comes. Nothing is read that the other
  /// side has no room for. Ends too when nobody takes the output any more.
  package static func join(input: Int32, output: Int32, socket: Int32) throws(SystemError) {
    var blocking: [Int32] = []
    defer { for number in blocking { setBlocking(number, true) } }
    // A terminal is shared with the shell that waits, and takes what a person types and reads without end.
    for number in [input, output, socket] where !Terminal.isTerminal(number) {
      if setBlocking(number, false) { blocking.append(number) }
    }
    var going = Way(from: input, to: socket)
    var coming = Way(from: socket, to: output)
    while !coming.isOver {
      let ready = try Transfer.wait(
        readable: [going.wanted, coming.wanted].compactMap(\.self),
        writable: [going.burdened, coming.burdened].compactMap(\.self))
      if try going.move(ready) { Transfer.shutdown(socket, .sending) }
      _ = try coming.move(ready)
    }
  }

  /// Sets whether calls on a descriptor wait; whether that changed anything.
  @discardableResult
  private static func setBlocking(_ number: Int32, _ on: Bool) -> Bool {
    let flags = fcntl(number, F_GETFL)
    guard flags != -1, (flags & O_NONBLOCK == 0) != on else { return false }
    return fcntl(number, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) != -1
  }

  /// One direction.
  private struct Way {
    private let from: Int32
    private let to: Int32
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var held = 0..<0
    private var isEnded = false
    /// Whether all that came is out and no more comes, or nobody takes it.
    private(set) var isOver = false

    init(from: Int32, to: Int32) {
      self.from = from
      self.to = to
    }

    /// What is to be read next: nothing while something is held.
    var wanted: Int32? { isOver || isEnded || !held.isEmpty ? nil : from }

    /// What is to be written to next.
    var burdened: Int32? { isOver || held.isEmpty ? nil : to }

    /// Moves what can be moved; whether this direction has just come to its end.
    mutating func move(_ ready: [Int32]) throws(SystemError) -> Bool {
      if isOver { return false }
      if let wanted, ready.contains(wanted) {
        switch Transfer.receive(from: wanted, into: &buffer) {
        case .bytes(let count): held = 0..<count
        case .end: isEnded = true
        case .wouldBlock: break
        case .failed(let error): throw error
        }
      }
      if let burdened {
        switch Transfer.write(buffer.span.extracting(held), to: burdened) {
        case .bytes(let count): held = (held.lowerBound + count)..<held.upperBound
        case .end: isOver = true
        case .wouldBlock: break
        case .failed(let error): throw error
        }
      }
      if isEnded, held.isEmpty { isOver = true }
      return isOver
    }
  }
}
