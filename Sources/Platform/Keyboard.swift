internal import Glibc

/// A terminal's keyboard, every key told at once and none shown; as it was before at the end of its life.
package struct Keyboard: ~Copyable {
  private let number: Int32
  private let before: termios
  private let taken: termios

  /// Takes the keyboard behind a descriptor; its keys for ending and stopping stay signals.
  package init(_ number: Int32) throws(SystemError) {
    var settings = termios()
    _ = try attempt("tcgetattr") { unsafe tcgetattr(number, &settings) }
    let before = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    try Self.set(settings, number)
    self.number = number
    self.before = before
    taken = settings
  }

  /// Takes it again after it was lent.
  package func take() { try? Self.set(taken, number) }

  /// Gives it back for a while, as it was.
  package func lend() { try? Self.set(before, number) }

  deinit { try? Self.set(before, number) }

  private static func set(_ settings: termios, _ number: Int32) throws(SystemError) {
    // What was typed before stays to be read.
    _ = try attempt("tcsetattr") {
      var settings = settings
      return unsafe tcsetattr(number, TCSADRAIN, &settings)
    }
  }
}
