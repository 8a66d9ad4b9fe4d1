internal import Glibc
internal import Platform

/// The terminal's other screen, the keyboard, and the signals that would end us halfway.
final class TerminalStage: Stage {
  private let held: HeldSignals
  private let keyboard: Keyboard
  private var isEntered = false

  // The other screen, without a cursor, without going on in the next line (xterm's control sequences).
  private static let entering = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
  private static let leaving = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// Takes the screen; nil where it will not be taken.
  init?() {
    do {
      held = try HeldSignals([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP])
      keyboard = try Keyboard(STDIN_FILENO)
    } catch {
      return nil
    }
    enter()
  }

  deinit { leave() }

  var columns: Int { Terminal.width(STDOUT_FILENO) ?? 80 }
  var rows: Int { Terminal.height(STDOUT_FILENO) ?? 24 }
  var now: Int64 { Monotonic.now / 1_000_000 }
  var time: String { WallClock.timeOfDay }

  func draw(_ lines: [String]) {
    // In place, line over line: a screen that is emptied first flickers.
    let text = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
    try? Output.standard.write("\u{1B}[H" + text + "\u{1B}[J")
  }

  func leave() {
    guard isEntered else { return }
    isEntered = false
    try? Output.standard.write(Self.leaving)
    keyboard.lend()
  }

  private func enter() {
    keyboard.take()
    try? Output.standard.write(Self.entering)
    isEntered = true
  }

  func next(_ link: (any Link)?, within milliseconds: Int) -> Happening {
    let numbers = [held.descriptor, STDIN_FILENO] + [link?.descriptor].compactMap(\.self)
    guard let ready = try? Transfer.awaitReadable(numbers, milliseconds: Int32(clamping: milliseconds)) else {
      return .nothing
    }
    if ready.contains(held.descriptor), let signal = held.next() { return heard(signal) }
    if ready.contains(STDIN_FILENO) {
      var keys = [UInt8](repeating: 0, count: 64)
      guard case .bytes(let count) = Transfer.receive(from: STDIN_FILENO, into: &keys) else { return .keys([]) }
      return .keys(Array(keys[..<count]))
    }
    return ready.isEmpty ? .nothing : .received
  }

  private func heard(_ signal: Int32) -> Happening {
    switch signal {
    case SIGWINCH: return .resized
    case SIGTSTP:
      // The shell gets its screen back while we stand still.
      leave()
      HeldSignals.raise(SIGSTOP)
      enter()
      return .resized
    default: return .ended(signal)
    }
  }
}
